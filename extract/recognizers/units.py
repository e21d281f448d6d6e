"""Administrative units by name: province, district, commune, of before and of after 1 July 2025.

A name is sought as spelled, then with the tone mark at its other place (Hoà, Hòa; Quý, Quí), then without
accents, also among older names, and at last one letter away, as scans and typists slip (`Tỉnh An` for `Tịnh An`). Every unit that may
be meant is given, with the way it was found; one candidate alone that is no guess can be relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from extract.recognizers.unit_names import bare, class_of, keys, lost_accents, one_slip, plain, spelled, toned

# The last day of the provinces, districts and communes of old.
LAST_OLD_DAY = "2025-06-30"
SHORTEST = 4  # a name of three letters is one letter away from too many
HOW = ("exact", "tone", "plain", "older", "guess")


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A row of `units.csv`; `older` and `now` hold their several values joined by `|`."""

    era: str  # old or now
    level: str  # tỉnh, huyện or xã
    code: str
    kind: str  # the class word
    name: str
    district: str
    province: str
    older: str
    now: str
    now_names: str

    @property
    def title(self) -> str:
        """The name as it stands alone: without the class word, unless it is a number (`Phường 1`)."""
        return f"{self.kind} {self.name}".capitalize() if self.name.isdigit() else self.name

    def on(self, date: str | None) -> str:
        """The name that the unit bore on a day: Thừa Thiên Huế was what is Huế.

        >>> by_code("old", "tỉnh", "46").on("2023-06"), by_code("old", "tỉnh", "46").on("2025-03")
        ('Thừa Thiên Huế', 'Huế')
        """
        for name in self.older.split("|") if date and "@" in self.older else ():
            words, _, last = name.partition("@")
            if date <= last[:len(date)]:
                return bare(words, self.level)
        return self.title

    @property
    def older_names(self) -> list[str]:
        """Older names, with their class word where it is known; without accents as the source has them."""
        return [name.partition("@")[0] for name in self.older.split("|") if name]


class Match(NamedTuple):
    """A unit that a name may mean, and how it was found: exact, tone, plain, older or guess."""

    unit: Unit
    how: str


class Candidate(NamedTuple):
    """A unit that the given names may mean together; `how` is the way of the name that fits worst."""

    unit: Unit
    how: str
    own: str  # how the unit's own name was found

    @property
    def province(self) -> Unit:
        """The province of its own day."""
        return self.unit if self.unit.level == "tỉnh" else by_code(self.unit.era, "tỉnh", self.unit.province)

    @property
    def district(self) -> Unit | None:
        """The district, which only units of before July 2025 have."""
        if self.unit.level == "huyện":
            return self.unit
        return by_code("old", "huyện", self.unit.district) if self.unit.district else None

    @property
    def now(self) -> tuple[Unit, ...]:
        """What it became on 1 July 2025, by code; itself where it is of today."""
        return today(self.unit)


def today(unit: Unit) -> tuple[Unit, ...]:
    """The units of today that a unit went into; a district gives communes.

    >>> [f"{now.kind} {now.name}" for now in today(by_code("old", "huyện", "531"))]
    ['xã Sơn Mai', 'xã Minh Long']
    """
    if unit.era == "now":
        return (unit,)
    level = "tỉnh" if unit.level == "tỉnh" else "xã"
    return tuple(by_code("now", level, code) for code in unit.now.split("|"))


Seek = Callable[[str, str], tuple[Match, ...]]  # matches or guesses


class Table(NamedTuple):
    """All units, and for each level the units by the key that all spellings of a name share."""

    units: list[Unit]
    codes: dict[tuple[str, str, str], Unit]
    names: dict[str, dict[str, list[Unit]]]
    olds: dict[str, dict[str, list[Unit]]]


@cache
def table() -> Table:
    """The table of units, read once."""
    text = (files("extract.vocab") / "units.csv").read_text(encoding="utf-8")
    # No name has a comma or a quote (a test says so): splitting takes a quarter of csv's time.
    units = [Unit(*line.split(",")) for line in text.splitlines()[1:]]
    older = ((unit, bare(name, unit.level)) for unit in units if unit.older for name in unit.older_names)
    return Table(units, {(unit.era, unit.level, unit.code): unit for unit in units},
                 _by_key((unit, unit.name) for unit in units), _by_key(older))


def _by_key(pairs: Iterable[tuple[Unit, str]]) -> dict[str, dict[str, list[Unit]]]:
    """Units by level and key. The keys of all names are made at one stroke, which takes a tenth of the time."""
    found: dict[str, dict[str, list[Unit]]] = {level: defaultdict(list) for level in ("tỉnh", "huyện", "xã")}
    units, names = zip(*pairs, strict=True)
    for unit, key in zip(units, keys("\n".join(names)).replace("y", "i").split("\n"), strict=True):
        found[unit.level][key].append(unit)
    return found


def by_code(era: str, level: str, code: str) -> Unit:
    """The unit of that code; old and present units share codes.

    >>> by_code("old", "xã", "21526").name, by_code("now", "tỉnh", "51").name
    ('Ba Bích', 'Quảng Ngãi')
    """
    return table().codes[era, level, code]


@lru_cache(maxsize=8192)
def matches(name: str, level: str) -> tuple[Match, ...]:
    """The units of a level that bear the name, now or once; best first. No guesses.

    >>> [(match.unit.name, match.how) for match in matches("Bac Kan", "tỉnh")]
    [('Bắc Kạn', 'plain')]
    """
    words, found = bare(name, level), {}
    for form in (words, name) if words != name else (words,):
        for unit in table().names[level].get(plain(form), ()):
            if how := _likeness(form, unit):
                found.setdefault(unit, how)
        for unit in table().olds[level].get(plain(form), ()):
            found.setdefault(unit, "older")
    return _ordered(Match(unit, how) for unit, how in found.items())


def _likeness(name: str, unit: Unit) -> str | None:
    """How the name is that of the unit; None where its accents say that it is another."""
    if spelled(name) == spelled(unit.name):
        return "exact"
    if toned(name) == toned(unit.name):
        return "tone"
    return "plain" if lost_accents(name, unit.name) else None


def _ordered(found: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(found, key=lambda match: (HOW.index(match.how), match.unit.era != "old", match.unit.code)))


@lru_cache(maxsize=8192)
def guesses(name: str, level: str) -> tuple[Match, ...]:
    """The units of a level whose name is one letter away from this one.

    >>> [match.unit.name for match in guesses("Ba Tư", "huyện")], guesses("Ba Bích", "xã")
    (['Ba Tơ'], ())
    """
    word = spelled(bare(name, level))
    near = _halves(level)
    halves = ((size, first, word[:size // 2] if first else word[len(word) - (size - size // 2):])
              for size in range(max(len(word) - 1, SHORTEST), len(word) + 2) for first in (True, False))
    slips = {key for half in halves for key in near.get(half, ()) if key != word and one_slip(key, word)}
    return _ordered(Match(unit, "guess") for key in slips for unit in table().names[level][plain(key)]
                    if spelled(unit.name) == key)


@cache
def _halves(level: str) -> dict[tuple[int, bool, str], list[str]]:
    """Names by length and one half: a single slip leaves the first or the second half of a name whole."""
    halves: dict[tuple[int, bool, str], list[str]] = defaultdict(list)
    for key in {spelled(unit.name) for units in table().names[level].values() for unit in units}:
        halves[len(key), True, key[:len(key) // 2]].append(key)
        halves[len(key), False, key[len(key) // 2:]].append(key)
    return halves


def era_of(date: str | None) -> str | None:
    """old or now by the date of a document, None where the date does not tell.

    >>> era_of("2024-10"), era_of("2025-07-01"), era_of("2025"), era_of(None)
    ('old', 'now', None, None)
    """
    if not date or (len(date) == 4 and date == LAST_OLD_DAY[:4]):
        return None
    return "old" if date <= LAST_OLD_DAY[:len(date)] else "now"


def resolve(commune: str | None = None, district: str | None = None, province: str | None = None,
            date: str | None = None) -> list[Candidate]:
    """Every unit that the names may mean together, best first; the lowest name given is the unit sought.

    >>> [(found.unit.code, found.how) for found in resolve("xã Ba Bích", "huyện Ba Tư", "Quảng Ngãi")]
    [('21526', 'guess')]
    >>> [now.name for now in resolve("Lục Bình", "Bạch Thông", "Bắc Kạn")[0].now]
    ['Phủ Thông']
    >>> len(resolve("xã Tân Lập")) > 9, resolve("Ba Bích", "Minh Long")
    (True, [])
    """
    above: list[Candidate] | None = None
    era = era_of(date)
    for name, level in ((province, "tỉnh"), (district, "huyện"), (commune, "xã")):
        if name:
            above = next((found for seek in (matches, guesses) if (found := _within(above, name, level, era, seek))), [])
    return above or []


@lru_cache(maxsize=8192)
def named(name: str, level: str, era: str | None, seek: Seek) -> tuple[Candidate, ...]:
    """The units of a level that the name may mean, best first.

    >>> [one.unit.name for one in named("xã Tỉnh An", "xã", "old", guesses)]
    ['Tịnh An']
    """
    return tuple(_within(None, name, level, era, seek))


def _within(above: Sequence[Candidate] | None, name: str, level: str, era: str | None, seek: Seek) -> list[Candidate]:
    """The units of that name in one of the units above, where they are known."""
    placed = bool(above and above[0].unit.level == "huyện")
    found = [Candidate(match.unit, max(match.how, over, key=HOW.index), match.how) for match in seek(name, level)
             if (over := _place(match.unit, above))]
    found = [one for one in found if one.unit.era == era] or found
    return _best(_of_class(found, class_of(name, level)), placed)


def _place(unit: Unit, above: Sequence[Candidate] | None) -> str | None:
    """How the unit above was found that holds this one, None where none does."""
    if above is None:
        return "exact"
    return next((over.how for over in above if _holds(over.unit, unit)), None)


def _holds(over: Unit, unit: Unit) -> bool:
    if over.level == "huyện":
        return unit.district == over.code
    return unit.province == over.code and unit.era == over.era


def classes(unit: Unit) -> set[str]:
    """The class words that the unit bears or bore under its name."""
    own = plain(unit.name)
    return {unit.kind, *(kind for name in unit.older_names 
                         if (kind := class_of(name, unit.level)) and plain(bare(name, unit.level)) == own)}


def _of_class(found: list[Candidate], kind: str | None) -> list[Candidate]:
    """Without those of another class where it cannot be meant.

    Within one district the class word tells `thị trấn Yên Viên` from `xã Yên Viên`. Elsewhere it does not tell
    enough: a `xã` of an old report may be a `phường` in the table. But no town or ward has become a `xã` again.
    """
    same = [one for one in found if kind in classes(one.unit)]
    if kind is None or not same:
        return found
    around = {(one.unit.era, one.unit.district, one.unit.province) for one in same if one.unit.era == "old" or kind != "xã"}
    return [one for one in found if one in same or not (
        (one.unit.era, one.unit.district, one.unit.province) in around or (kind != "xã" and one.unit.kind == "xã"))]


def _best(found: list[Candidate], placed: bool) -> list[Candidate]:
    """Those that fit best. An older name is set aside only where the district is known."""
    tiers = {"exact": 0, "tone": 0, "plain": 1, "older": 1, "guess": 2}
    best = min((tiers[one.how] for one in found), default=0)
    kept = [one for one in found if tiers[one.how] == best or (one.own == "older" and not placed and one.how == "older")]
    return sorted(kept, key=lambda one: (HOW.index(one.how), one.unit.era != "old", one.unit.code))
