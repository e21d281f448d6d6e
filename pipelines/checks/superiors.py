"""Superiors that are not the report's own: a plan of a district that lies in another province."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extract.recognizers.places.unit_names import bare, one_slip, spelled
from extract.recognizers.places.unit_table import by_code
from extract.recognizers.places.units import matches
from extract.records import Citation, Finding
from pipelines.checks.case import INFO, WARNING, Case, named, words
from pipelines.resolve.citations import NAME

# The levels above that of a report, and where the report names its own of that level.
ABOVE = {"xã": ("huyện", "tỉnh"), "huyện": ("tỉnh",)}
FIELD = {"huyện": "district", "tỉnh": "province"}
# Words before a document that is carried out: only one's superiors are obeyed.
OBEYS = regex.compile(r"(?i)(?:thực hiện|căn cứ|theo|triển khai|quán triệt)(?:\s+(?:các|nội dung|tinh thần))?\s*$")
KNOWN, SURE = ("exact", "tone", "older"), ("exact", "tone")
MOST_NAMED = 2


def superior_of_another(case: Case) -> Iterator[Finding]:
    """R48. A report works by a document of a district or province that is not above it and lies in another province:
    a warning where it carries that document out, else information."""
    doc, told = case.report.doc, set[str]()
    own = {name for field in ("province", "province_now") for name in (doc.get(field) or "").split(" | ")}
    sure = doc.get("province") and (doc.get("how") or "").startswith(SURE)
    for citation, level in zip(case.citations, case.levels, strict=True):
        if level not in ABOVE.get(doc.get("level") or "", ()) or not sure:
            continue
        name = _named_unit(citation)
        if not name or name in told or _is(name, doc.get(FIELD[level])):
            continue
        where = _provinces_of(name, level)
        if where and own.isdisjoint(where):
            told.add(name)
            obeys = OBEYS.search(case.report.text, max(0, citation.start - 30), citation.start)
            of = "" if level == "tỉnh" else f" ({', '.join(where[:MOST_NAMED])})"
            yield case.finding("R48", WARNING if obeys else INFO, citation,
                               f"{name} is no superior of a report of {doc['province']}.",
                               f"{named(citation)} ghi do {words(citation.issuer)}{of} ban hành, nhưng đơn vị lập báo "
                               f"cáo thuộc {doc['province']}: cần xem lại tên cơ quan ban hành.")


def _named_unit(citation: Citation) -> str | None:
    """The unit at the end of the issuer's name."""
    match = NAME.search(citation.issuer or "")
    return words(match[1]) if match else None


def _is(name: str, own: str | None) -> bool:
    """Whether a name is that of the own unit, as far as spelling goes; a slip in it is told elsewhere."""
    return own is not None and any(spelled(name) == spelled(one) or one_slip(spelled(name), spelled(one))
                                   for one in own.split(" | "))


@lru_cache(maxsize=4096)
def _provinces_of(name: str, level: str) -> tuple[str, ...]:
    """The provinces, of before July 2025 and of today, in which units of that level and name lie.

    >>> _provinces_of("Ba Tơ", "huyện"), _provinces_of("Kon Tum", "tỉnh"), _provinces_of("Ba Tư", "huyện")
    (('Quảng Ngãi',), ('Kon Tum', 'Quảng Ngãi'), ())
    """
    units = [match.unit for match in matches(name, level) if match.how in KNOWN]
    provinces = units if level == "tỉnh" else [by_code("old", "tỉnh", unit.province) for unit in units]
    today = {bare(name, "tỉnh") for one in provinces for name in one.now_names.split("|") if name}
    return tuple(sorted(today | {one.name for one in provinces}))
