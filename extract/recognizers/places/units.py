"""Administrative units by name: province, district, commune, of before and of after 1 July 2025.

A name is sought as spelled, then with the tone mark at its other place (Hoà, Hòa; Quý, Quí), then without
accents, also among older names, and at last one letter away, as scans and typists slip (`Tỉnh An` for
`Tịnh An`). Every unit that may be meant is given, with the way it was found; one alone that is no guess can
be relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract.recognizers.places.unit_names import bare, class_of, lost_accents, one_slip, plain, spelled, toned
from extract.recognizers.places.unit_table import Unit, by_code, table, today

LAST_OLD_DAY = "2025-06-30"  # of the provinces, districts and communes of before
HOW = ("exact", "tone", "plain", "older", "guess")
TIER = {"exact": 0, "tone": 0, "plain": 1, "older": 1, "guess": 2}
SHORTEST = 4  # a name of three letters is one letter away from too many


class Match(NamedTuple):
    """A unit that a name may mean, and how it was found: exact, tone, plain, older or guess."""

    unit: Unit
    how: str


Seek = Callable[[str, str], tuple[Match, ...]]  # matches or guesses


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


@lru_cache(maxsize=16384)
def matches(name: str, level: str) -> tuple[Match, ...]:
    """The units of a level that bear the name, now or once; best first. No guesses.

    >>> [(match.unit.name, match.how) for match in matches("Bac Kan", "tỉnh")], matches("Tỉnh An", "xã")
    ([('Bắc Kạn', 'plain')], ())
    """
    words = bare(name, level)
    found: dict[Unit, str] = {}
    for form in (words, name) if words != name else (words,):
        key = plain(form)
        found |= {unit: how for unit in table().names[level].get(key, ()) if (how := _likeness(form, unit))}
        for unit in table().older[level].get(key, ()):
            found.setdefault(unit, "exact" if spelled(form) in _spelled_names(unit) else "older")
    return _ordered(Match(unit, how) for unit, how in found.items())


def _likeness(name: str, unit: Unit) -> str | None:
    """How the name is that of the unit; None where its accents say that it is another."""
    if spelled(name) == spelled(unit.name):
        return "exact"
    if toned(name) == toned(unit.name):
        return "tone"
    return "plain" if lost_accents(name, unit.name) else None


def _spelled_names(unit: Unit) -> list[str]:
    """The older names that the table has with their accents; those of the source have none."""
    return [spelled(words) for name in unit.older_names if (words := bare(name, unit.level)) and (
        unit.level == "tỉnh" or not words.isascii())]


def _ordered(found: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(found, key=lambda one: (HOW.index(one.how), one.unit.era != "old", one.unit.code)))


@lru_cache(maxsize=16384)
def guesses(name: str, level: str) -> tuple[Match, ...]:
    """The units of a level whose name is one letter away from this one.

    >>> [match.unit.name for match in guesses("Ba Tư", "huyện")], guesses("Ba Bích", "xã")
    (['Ba Tơ'], ())
    """
    word, near = spelled(bare(name, level)), _halves(level)
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
    if not date or date == LAST_OLD_DAY[:4]:
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
    for name, level in ((province, "tỉnh"), (district, "huyện"), (commune, "xã")):
        if name:
            above = _within(above, name, level, era_of(date), matches) or \
                _within(above, name, level, era_of(date), guesses)
    return above or []


@lru_cache(maxsize=16384)
def named(name: str, level: str, era: str | None, seek: Seek) -> tuple[Candidate, ...]:
    """The units of a level that the name may mean, best first.

    >>> [one.unit.name for one in named("xã Tỉnh An", "xã", "old", guesses)]
    ['Tịnh An']
    """
    return tuple(_within(None, name, level, era, seek))


def _within(above: Sequence[Candidate] | None, name: str, level: str, era: str | None,
            seek: Seek) -> list[Candidate]:
    """The units of that name in one of the units above, where they are known.

    A name of today in a document of before is another unit's, of which the table knows nothing: revived names
    are many. A document of today may still speak of a unit of before.
    """
    found = [Candidate(match.unit, max(match.how, over, key=HOW.index), match.how)
             for match in seek(name, level) if (over := _place(match.unit, above))]
    of_day = [one for one in found if era is None or one.unit.era == era]
    placed = bool(above and above[0].unit.level == "huyện")
    return _best(_of_class(of_day or ([] if era == "old" else found), class_of(name, level)), placed)


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
    """The class words that the unit bears or bore under its name.

    >>> sorted(classes(by_code("old", "xã", "08755")))
    ['phường', 'xã']
    """
    own, level = plain(unit.name), unit.level
    once = (class_of(name, level) for name in unit.older_names if plain(bare(name, level)) == own)
    return {unit.kind, *filter(None, once)}


def _of_class(found: list[Candidate], kind: str | None) -> list[Candidate]:
    """Without those of another class where it cannot be meant.

    Within one district the class word tells `thị trấn Yên Viên` from `xã Yên Viên`. Elsewhere it does not
    tell enough: a `xã` of an old report may be a `phường` in the table. But no `phường` has become a `xã`.
    """
    same = [one for one in found if kind in classes(one.unit)]
    if kind is None or not same:
        return found
    around = {_around(one.unit) for one in same if one.unit.era == "old" or kind != "xã"}
    return [one for one in found if one in same or not (
        _around(one.unit) in around or (kind != "xã" and one.unit.kind == "xã"))]


def _around(unit: Unit) -> tuple[str, str, str]:
    return unit.era, unit.district, unit.province


def _best(found: list[Candidate], placed: bool) -> list[Candidate]:
    """Those that fit best. An older name is set aside only where the district is known."""
    best = min((TIER[one.how] for one in found), default=0)
    kept = [one for one in found if TIER[one.how] == best or (one.how == one.own == "older" and not placed)]
    return sorted(kept, key=lambda one: (HOW.index(one.how), one.unit.era != "old", one.unit.code))
