"""Which commune, district and province a document comes from, by its own context.

The issuer, the organ above it, the place before the date and the closing sentence name the unit; where several
units bear the name, the units that the document names beside it decide, or the question stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from extract.document import Document
from extract.recognizers.place_choice import Finding, alike, find_unit
from extract.recognizers.place_names import LEVELS, Name, level_of, names_of, strong_mentions
from extract.recognizers.unit_clues import AUTHORITY, Clue, clues
from extract.recognizers.unit_mentions import Mention, find_mentions
from extract.recognizers.unit_names import bare, plain
from extract.recognizers.units import Candidate, Unit, by_code, matches, today
from extract.records import Header, HeaderField

NEAR = 1800  # the legal bases: who gives orders to the issuer is named there
CENTRAL = "trung ương"
MANY = 12  # so many candidates say nothing to a reader
TOLD = 4


class Places(msgspec.Struct, frozen=True):
    """The unit that a document comes from, on its day and today; several candidates are joined by ` | `.

    `how` begins with exact, tone, plain, older or guess where the unit is known, with open where several are
    left, with unknown where the table has none that fits, with central or none where there is none.
    """

    province: str | None = None
    district: str | None = None
    commune: str | None = None
    province_code: str | None = None
    commune_code: str | None = None
    province_now: str | None = None
    commune_now: str | None = None
    how: str = "none"


def find_places(document: Document, header: Header, header_fields: Sequence[HeaderField] = ()) -> Places:
    r"""The commune, the district and the province that the document comes from.

    >>> from extract.document import Piece, Reading, compose
    >>> document = compose(Reading([Piece("Theo Hướng dẫn của UBND huyện Ba Tư về việc sơ kết;")]))
    >>> found = find_places(document, Header(doc_id="", issuer="Ủy ban nhân dân xã Ba Bích", level="xã", date="2023-06"))
    >>> found.commune, found.district, found.province, found.commune_now, found.province_now
    ('Ba Bích', 'Ba Tơ', 'Quảng Ngãi', 'xã Ba Tơ', 'Quảng Ngãi')
    """
    text = document.flow
    level = level_of(header, text)
    if level not in LEVELS:
        return Places(how="central" if level == CENTRAL else "none")
    names, strong = names_of(header, text, level), strong_mentions(header, text)
    strong += _town(names)
    own = {(level, plain(bare(name.words, level))) for name in names if name.source != "place"}
    known = clues(strong, find_mentions(text, 0, NEAR), own)
    found = find_unit(names, level, header.date, known)
    if found is None or not found.settled:
        known = clues(strong, find_mentions(text), own)
        found = find_unit(names, level, header.date, known, text)
    if found is None or found.doubted:
        return _unknown(names, level, header.date, known, found)
    return (_known if found.settled else _open)(found, level, header.date)


def _town(names: list[Name]) -> list[Mention]:
    """The place line where it is not the unit itself: the town or the district that it lies in."""
    place = next((name.words for name in names[1:] if name.source == "place"), None)
    if place is None or alike(place, names[0].words):
        return []
    return [Mention(0, 0, "huyện", ("huyện",), bare(place, "huyện"))]


def _known(found: Finding, level: str, date: str | None) -> Places:
    """The row of a unit that is known. An older name is another unit's: it has no code here."""
    one, older = found.left[0], found.left[0].own == "older"
    title = _title(found.name.words, level) if older else one.unit.on(date)
    communes = () if level == "tỉnh" or (older and level == "huyện") else today(one.unit)
    row = Places(**_around(one, level, date), commune_now=_listed(communes), how=_how(one.own, found))
    if level == "xã":
        return msgspec.structs.replace(row, commune=title, commune_code=None if older else one.unit.code)
    return msgspec.structs.replace(row, **{"district" if level == "huyện" else "province": title})


def _around(one: Candidate, level: str, date: str | None) -> dict[str, str | None]:
    """The province and the district of a unit."""
    district = one.district if level != "tỉnh" else None
    return {"province": one.province.on(date), "province_code": one.province.code,
            "province_now": today(one.province)[0].title, "district": district.on(date) if district else None}


def _open(found: Finding, level: str, date: str | None) -> Places:
    """What all candidates have in common, and what each of them is today."""
    rows = [_around(one, level, date) for one in found.left]
    same = {key: value for key, value in rows[0].items() if all(row[key] == value for row in rows)}
    if level == "huyện":
        same.pop("district", None)
    own = {"xã": "commune", "huyện": "district", "tỉnh": "province"}[level]
    titles = {one.unit.on(date) for one in found.left}
    if len(titles) == 1 and found.left[0].own != "guess":
        same[own] = titles.pop()
    communes = {unit.code: unit for one in found.left for unit in today(one.unit)} if level == "xã" else {}
    units = [communes[code] for code in sorted(communes)]
    told = "; ".join(_told(one) for one in found.left[:MANY])
    return Places(**same, commune_now=_listed(units if len(units) <= MANY else (), "province_now" not in same),
                  how=f"open: {found.name.source} “{found.name.words}” may be {len(found.left)} units: {told}")


def _unknown(names: list[Name], level: str, date: str | None, known: list[Clue], found: Finding | None) -> Places:
    """The unit as it is written, and the one district or province that gives it orders."""
    above = _orders(known, level) or (_seat(names) if level == "tỉnh" else None)
    row = Places(**_around(Candidate(above, "exact", "exact"), above.level, date)) if above else Places()
    said = next((name for name in names if name.source in ("issuer", "letterhead")), None)
    if said and level != "tỉnh":
        row = msgspec.structs.replace(row, **{"commune" if level == "xã" else "district": _title(said.words, level)})
    words = f"{names[0].source} “{names[0].words}”" if names else level
    doubt = f" is hardly {_told(found.left[0])}" if found and found.left else " is not in the table"
    return msgspec.structs.replace(row, how=f"unknown: {words}{doubt}{_by(known)}")


def _orders(known: list[Clue], level: str) -> Unit | None:
    """The one district, else the one province, that heavy clues name."""
    for above in LEVELS[LEVELS.index(level) + 1:]:
        heavy = [clue for clue in known if clue.level == above and clue.weight >= AUTHORITY and clue.units]
        best = {clue.units for clue in heavy if clue.weight == max(clue.weight for clue in heavy)}
        units = [unit for units in best for unit in units if unit.era == "old"]
        if len(units) == 1:
            return units[0]
    return None


def _seat(names: list[Name]) -> Unit | None:
    """The province whose town stands before the date: its own organs write `Hạ Long, ngày`."""
    towns = [match.unit for name in names if name.source == "place" for match in matches(name.words, "huyện")
             if match.how in ("exact", "tone")]
    return by_code("old", "tỉnh", towns[0].province) if len(towns) == 1 else None


def _title(words: str, level: str) -> str:
    """The name as it is written, without its class word; a number keeps it."""
    name = bare(words, level)
    return words.capitalize() if name.isdigit() else name


def _listed(units: Iterable[Unit], with_province: bool = False) -> str | None:
    """Units of today with their class word, joined; with the province where they are of several."""
    return " | ".join(f"{unit.kind} {unit.name}{_in_province(unit) if with_province else ''}" for unit in units) or None


def _in_province(unit: Unit) -> str:
    return f" ({by_code(unit.era, 'tỉnh', unit.province).title})"


def _told(one: Candidate) -> str:
    above = ", ".join(unit.title for unit in (one.district, one.province) if unit and unit is not one.unit)
    return f"{one.unit.kind} {one.unit.name}{f' ({above})' if above else ''}"


def _how(own: str, found: Finding) -> str:
    return f"{own}: {found.name.source} “{found.name.words}”{_by(found.reasons)}"


def _by(known: list[Clue]) -> str:
    heaviest = sorted(known, key=lambda clue: -clue.weight)[:TOLD]
    return f"; by {', '.join(clue.words for clue in heaviest)}" if heaviest else ""
