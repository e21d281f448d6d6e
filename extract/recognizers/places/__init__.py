"""Which commune, district and province a document comes from, by its own context.

The issuer, the organ above it, the place before the date and the closing sentence name the unit; where
several units bear the name, the units that the document names beside it decide, or the question stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec.structs import replace

from extract.document import Document
from extract.recognizers.places.choice import Finding, find_unit
from extract.recognizers.places.names import (
    LEVELS,
    Name,
    folder_mentions,
    level_of,
    names_of,
    strong_mentions,
    town_mention,
)
from extract.recognizers.places.unit_clues import Clue, clues
from extract.recognizers.places.unit_mentions import find_mentions
from extract.recognizers.places.unit_names import bare, plain
from extract.recognizers.places.unit_table import Unit, by_code, today
from extract.recognizers.places.units import Candidate, era_of, matches
from extract.records import Header, HeaderField, Places

NEAR = 1800  # the legal bases: who gives orders to the issuer is named there
CENTRAL = "trung ương"
MANY = 12  # so many candidates say nothing to a reader
TOLD = 4
WRITTEN = ("issuer", "letterhead", "opening sentence")


def find_places(document: Document, header: Header, header_fields: Sequence[HeaderField] = (),
                path: str = "") -> Places:
    r"""The commune, the district and the province that the document comes from.

    The folders of `path` are asked where the document itself leaves the question open.

    >>> from extract.document import Piece, Reading, compose
    >>> document = compose(Reading([Piece("Theo Hướng dẫn của UBND huyện Ba Tư về việc sơ kết;")]))
    >>> header = Header(doc_id="", issuer="Ủy ban nhân dân xã Ba Bích", level="xã", date="2023-06")
    >>> found = find_places(document, header)
    >>> found.commune, found.district, found.province, found.commune_now, found.province_now
    ('Ba Bích', 'Ba Tơ', 'Quảng Ngãi', 'xã Ba Tơ', 'Quảng Ngãi')
    """
    text, date = document.flow, header.date
    level = level_of(header, text)
    if level not in LEVELS:
        return Places(how="central" if level == CENTRAL else "none")
    names, strong = names_of(header, text, level), strong_mentions(header, text)
    own = {(level, plain(bare(name.words, level))) for name in names if name.source != "place"}
    known = clues(strong, find_mentions(text, 0, NEAR), own)
    found, folder = find_unit(names, level, date, known), False
    if not (found and found.settled):
        near = [*town_mention(names, level), *find_mentions(text)]
        known = clues(strong, near, own)
        found = find_unit(names, level, date, known, text) or found
        folder = not (found and found.settled) and "/" in path
        if folder:
            known = clues(chain(strong, folder_mentions(path)), near, own)
            found = find_unit(names, level, date, known, text) or found
    row = _row(found, names, level, date, known)
    return replace(row, how=f"{row.how}; with its folders") if folder else row


def _row(found: Finding | None, names: list[Name], level: str, date: str | None,
         known: list[Clue]) -> Places:
    if found is None or found.doubted:
        return _unknown(found, names, level, date, known)
    return _known(found, level, date) if found.settled else _open(found, level, date)


def _known(found: Finding, level: str, date: str | None) -> Places:
    """The row of a unit that is known. An older name is that of another unit, whose code is not known."""
    one, older = found.left[0], found.left[0].own == "older"
    title = _title(found.name.words, level) if older else one.unit.on(date)
    communes = () if level == "tỉnh" or (older and level == "huyện") else today(one.unit)
    late = "; a unit of before July 2025" if era_of(date) == "now" and one.unit.era == "old" else ""
    row = Places(**_around(one, level, date, found.reasons), commune_now=_listed(communes),
                 how=f"{one.own}: {found.name.source} “{found.name.words}”{_by(found.reasons)}{late}")
    if level == "xã":
        return replace(row, commune=title, commune_code=None if older else one.unit.code)
    return replace(row, **{_column(level): title})


def _column(level: str) -> str:
    return {"xã": "commune", "huyện": "district", "tỉnh": "province"}[level]


def _around(one: Candidate, level: str, date: str | None, reasons: Iterable[Clue] = ()) -> dict[str, str]:
    """The province and the district of a unit; the district by the older name that the document uses."""
    around = {"province": one.province.on(date), "province_code": one.province.code,
              "province_now": today(one.province)[0].title}
    if one.district is None or level == "tỉnh":
        return around
    older = {plain(bare(name, "huyện")) for name in one.district.older_names}
    said = (clue.name for clue in reasons if clue.level == "huyện" and clue.key in older)
    return around | {"district": next(said, one.district.on(date))}


def _open(found: Finding, level: str, date: str | None) -> Places:
    """What all candidates have in common, and what each of them is today."""
    rows = [_around(one, level, date) for one in found.left]
    same = {key: name for key, name in rows[0].items() if all(row.get(key) == name for row in rows)}
    titles = {one.unit.on(date) for one in found.left if one.own != "older"}
    same.pop(_column(level), None)
    if len(titles) == 1 and found.left[0].own != "guess":
        same[_column(level)] = titles.pop()
    communes = {unit.code: unit for one in found.left for unit in today(one.unit)} if level == "xã" else {}
    units = [communes[code] for code in sorted(communes)] if len(communes) <= MANY else []
    told = list(dict.fromkeys(_told(one, date) for one in found.left))
    words = f"{found.name.source} “{found.name.words}”"
    if len(told) == 1:  # the province of before and of after July 2025, or two parts of one city of then
        return Places(**same, commune_now=_listed(units), how=f"{found.left[0].own}: {words}{_by(found.reasons)}")
    return Places(**same, commune_now=_listed(units, "province_now" not in same),
                  how=f"open: {words} may be {len(told)}: {'; '.join(told[:MANY])}")


def _unknown(found: Finding | None, names: list[Name], level: str, date: str | None,
             known: list[Clue]) -> Places:
    """The unit as it is written, and the one district or province that gives it orders."""
    above = _orders(known, level, era_of(date)) or (_seat(names) if level == "tỉnh" else None)
    row = Places(**_around(Candidate(above, "exact", "exact"), above.level, date)) if above else Places()
    written = next((name for name in names if name.source in WRITTEN), None)
    if written and level != "tỉnh":
        row = replace(row, **{_column(level): _title(written.words, level)})
    words = f"{names[0].source} “{names[0].words}”" if names else f"a {level} without a name"
    doubt = f" is hardly {_told(found.left[0], date)}" if found and len(found.left) == 1 else " is not in the table"
    return replace(row, how=f"unknown: {words}{doubt}{_by(known)}")


def _orders(known: list[Clue], level: str, era: str | None) -> Unit | None:
    """The one district, else the one province, that those who give orders sit in; no district since July 2025."""
    for above in LEVELS[LEVELS.index(level) + 1:] if era != "now" else LEVELS[-1:]:
        heavy = [clue for clue in known if clue.level == above and clue.orders and clue.units]
        most = max((clue.weight for clue in heavy), default=0.0)
        units = {match.unit for clue in heavy if clue.weight == most for match in clue.units}
        of_day = [unit for unit in units if unit.era == (era or "old")]
        if len(of_day) == 1:
            return of_day[0]
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
    names = (f"{unit.kind} {unit.name}" for unit in units) if not with_province else (
        f"{unit.kind} {unit.name} ({by_code(unit.era, 'tỉnh', unit.province).title})" for unit in units)
    return " | ".join(names) or None


def _told(one: Candidate, date: str | None) -> str:
    """The unit as it is told to a reader, by the names of the day."""
    above = ", ".join(unit.on(date) for unit in (one.district, one.province) if unit and unit is not one.unit)
    name = one.unit.on(date)
    name = f"{one.unit.kind} {one.unit.name}" if name == one.unit.title else name
    return name + (f" ({above})" if above else "")


def _by(known: list[Clue]) -> str:
    heaviest = sorted(known, key=lambda clue: -clue.weight)[:TOLD]
    return f"; by {', '.join(clue.words for clue in heaviest)}" if heaviest else ""
