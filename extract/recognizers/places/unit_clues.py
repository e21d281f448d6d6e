"""What a text says of the surroundings of a unit: the units it names, and which of several they speak for.

`xã Ba Bích` that writes of `UBND huyện Ba Tơ`, of `xã Ba Trang` and of `xã Ba Dinh` lies in Ba Tơ. What
stands in the head, among the recipients or in the closing sentence weighs more than what is named in passing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.places.unit_mentions import Mention, beginnings, meant
from extract.recognizers.places.unit_names import one_slip, plain, spelled
from extract.recognizers.places.unit_table import Unit, by_code
from extract.recognizers.places.units import Candidate, Match, matches, named

# A unit above that the head, the recipients or the closing sentence name; one whose body gives orders in the
# text; one named in passing. A province named in passing may be any that somebody visited.
STRONG, AUTHORITY, PASSING, PASSING_PROVINCE = 4.0, 2.0, 1.0, 0.5
# What one candidate must have, and how often the next one's share.
ENOUGH, TIMES = 0.6, 2.0

# Organs of a city, a town or an urban district above, named without its name: `Phòng Nội vụ thành phố`.
NAMELESS = regex.compile(
    r"(?:[Pp]hòng [\w &]{2,30}|UBND|(?:[ỦU]ỷ|Ủy) ban nhân dân) (?P<kind>thành phố|thị xã|quận)(?! \p{Lu})|"
    r"\b(?P<party>Thành|Thị|Quận) [uủ][ỷy](?! \p{Lu})")
OF_PARTY = {"Thành": "thành phố", "Thị": "thị xã", "Quận": "quận"}
# What each kind can have risen to since.
GROWN = {"thành phố": ("thành phố", "quận"), "thị xã": ("thị xã", "thành phố", "quận"),
         "quận": ("quận", "thành phố")}


class Clue(NamedTuple):
    """A unit that is named somewhere in the document, and what its word weighs."""

    level: str
    kind: str
    name: str
    key: str
    units: tuple[Match, ...]
    places: int  # in how many districts, or provinces, they lie
    weight: float

    @property
    def words(self) -> str:
        """The clue as it is told to a reader."""
        return f"{self.kind} {self.name}"

    @property
    def orders(self) -> bool:
        """Whether a district or a province gives orders here."""
        return self.weight >= AUTHORITY and self.level != "xã"


def clues(strong: Iterable[Mention], near: Iterable[Mention],
          own: Container[tuple[str, str]] = ()) -> list[Clue]:
    """One clue a unit: the mentions of head, recipients and closing sentence, then those of the text.

    `own` are level and key of the names that the reporting unit may bear: they tell nothing of where it lies.
    """
    found: dict[tuple[str, str], Clue] = {}
    for weight, mentions in ((STRONG, strong), (0.0, near)):
        for one in mentions:
            clue = _clue(one.kind, one.levels, one.name, weight or (AUTHORITY if one.authority else PASSING))
            old = found.get((clue.level, clue.key))
            if (clue.level, clue.key) not in own and (old is None or old.weight < clue.weight):
                found[clue.level, clue.key] = clue
    return list(found.values())


@lru_cache(maxsize=16384)
def _clue(kind: str, levels: tuple[str, ...], name: str, weight: float) -> Clue:
    """The clue of a mention; a `thành phố` is a province where one bears the name, else a district."""
    of_kind = (level for level in levels[:-1] if any(found.unit.kind == kind for found in meant(name, level)))
    level = next(of_kind, levels[-1])
    if level == "tỉnh" and weight == PASSING:
        weight = PASSING_PROVINCE
    every = (named(f"{kind} {part}".strip(), level, None, matches) for part in beginnings(name))
    units = tuple(Match(found.unit, found.own) for found in next(filter(None, every), ()))
    places = {(unit.era, unit.district or unit.province or unit.code) for unit, _ in units}
    return Clue(level, kind, name, plain(name), units, len(places), weight)


def speaks_for(clue: Clue, unit: Unit) -> float:
    """How much a clue speaks for a unit: its weight, shared among the places that it may mean.

    >>> from extract.recognizers.places.unit_mentions import find_mentions
    >>> unit = by_code("old", "xã", "21526")
    >>> known = clues((), find_mentions("xã Ba Trang, UBND huyện Ba Tư, huyện Mộ Đức"))
    >>> [speaks_for(clue, unit) for clue in known]
    [1.0, 1.0, 0.0]
    """
    best = 0.0
    for other, how in clue.units:
        best = max(best, _nearness(other, unit) / (2 if how == "older" else 1))
    if best:
        return clue.weight * best / clue.places
    code = {"tỉnh": unit.province, "huyện": unit.district}.get(clue.level)
    slip = code and one_slip(spelled(clue.name), spelled(by_code(unit.era, clue.level, code).name))
    return clue.weight / 2 if slip else 0.0


def _nearness(other: Unit, unit: Unit) -> float:
    """1 where a named unit holds this one, lies in its district or became it; 0.5 in its province of today.

    The provinces of today are no clue to units of before: they are larger.
    """
    if other is unit or (other.level == "tỉnh" and unit.level == "tỉnh"):
        return 0.0
    if other.level == "tỉnh":
        if unit.era == "now":
            return float((other.now or other.code) == unit.province)
        return float(other.era == "old" and other.code == unit.province)
    if unit.era == "now":
        beside = other.level == "xã" and _province_today(other) == _province_today(unit)
        return 1.0 if unit.code in (other.now or other.code).split("|") else 0.5 * beside
    if unit.level == "tỉnh":
        return float(other.province == unit.code)
    if other.era == "now":
        return float(other.code in unit.now.split("|"))
    return float((unit.code if unit.level == "huyện" else unit.district) == (other.district or other.code))


def _province_today(unit: Unit) -> str:
    """The code of the province of today that the unit lies in."""
    if unit.era == "now":
        return unit.province or unit.code
    return by_code("old", "tỉnh", unit.province or unit.code).now


class Choice(NamedTuple):
    """What is left of the candidates, with the clues that speak for the first of them."""

    left: Sequence[Candidate]
    reasons: list[Clue]


def choose(found: Sequence[Candidate], known: list[Clue]) -> Choice:
    """The candidates that the clues leave: one where it has clearly more for it than any other.

    >>> from extract.recognizers.places.unit_mentions import find_mentions
    >>> from extract.recognizers.places.units import resolve
    >>> many = resolve("xã Tân Lập", date="2020")
    >>> choice = choose(many, clues((), find_mentions("theo chỉ đạo của Huyện ủy Vũ Thư")))
    >>> len(many) > 9, [one.district.name for one in choice.left], [clue.words for clue in choice.reasons]
    (True, ['Vũ Thư'], ['huyện Vũ Thư'])
    """
    scores = [sum(speaks_for(clue, one.unit) for clue in known) for one in found]
    best, left = max(scores), found
    if best >= ENOUGH:
        left = [one for one, score in zip(found, scores, strict=True) if score * TIMES > best]
    return Choice(left, [clue for clue in known if best and speaks_for(clue, left[0].unit)])


def contradicted(one: Candidate, known: list[Clue]) -> bool:
    """Whether those who give orders in the document sit elsewhere, and nothing speaks for the candidate.

    Districts give no orders to units of today.
    """
    levels = ("tỉnh",) if one.unit.era == "now" else ("tỉnh", "huyện")
    orders = [clue for clue in known if clue.orders and clue.units and clue.level in levels]
    if not orders or any(one.unit is match.unit for clue in orders for match in clue.units):
        return False
    return not any(speaks_for(clue, one.unit) for clue in known)


def of_city(found: Sequence[Candidate], text: str) -> Sequence[Candidate]:
    """The candidates whose district can be the city, town or urban district that the text speaks of.

    A district rises (huyện, thị xã, thành phố) and never sinks: a city of then is no `huyện` in the table.

    >>> from extract.recognizers.places.units import resolve
    >>> many = resolve("xã Tân An", date="2020")
    >>> len(many) > len(of_city(many, "Phòng Nội vụ thành phố;")) > 0
    True
    """
    match = NAMELESS.search(text)
    if match is None:
        return found
    kinds = GROWN[match["kind"] or OF_PARTY[match["party"]]]
    return [one for one in found if one.district and one.district.kind in kinds] or found
