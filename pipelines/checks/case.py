"""What every check is given: a report with what its citations mean, and how a finding is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import regex

from extract.records import Citation, Finding
from pipelines.audited_report import Report
from pipelines.days import is_day
from pipelines.register import Register, symbol_key
from pipelines.resolve.citations import Resolution, level_of, resolve, unit_of

ERROR, WARNING, INFO = "error", "warning", "info"
# No cited document is older than the state that issued it, and none is from the next century.
OLDEST, NEWEST = "1945", "2100"
SENTENCE = regex.compile(r"\n|\.\s")
Span = tuple[int, int]


class Case:
    """A report under audit: `resolved[i]` and `units[i]` belong to `report.citations[i]`."""

    def __init__(self, report: Report, register: Register) -> None:
        """Resolve each citation once; a short form means what its full form in the same report means."""
        self.report, self.register = report, register
        self.citations = report.citations
        places = [place for field in ("province", "district", "commune") if (place := report.doc.get(field))]
        self.resolved = [resolve(citation, register, report.window.last, self.full_form(citation), places)
                         for citation in self.citations]
        self.units = self._units()
        self.levels = [level_of(citation, report) for citation in self.citations]

    def _units(self) -> list[str | None]:
        """Who issued each; in a sentence that lists documents the issuer is named once, at the first."""
        units: list[str | None] = []
        for at, citation in enumerate(self.citations):
            unit = unit_of(citation, self.report)
            before = self.citations[at - 1] if at else None
            if unit is None and before and before.organ == citation.organ and not citation.issuer and units[-1]:
                between = self.report.text[before.end:citation.start]
                unit = units[-1] if ";" in between and not SENTENCE.search(between) else None
            units.append(unit)
        return units

    def pairs(self) -> Iterator[tuple[Citation, Resolution]]:
        """Each citation with what it means."""
        return zip(self.citations, self.resolved, strict=True)

    @cached_property
    def by_symbol(self) -> dict[str, list[int]]:
        """Where each whole symbol is cited, in order."""
        places: dict[str, list[int]] = {}
        for at, citation in enumerate(self.citations):
            if citation.symbol and citation.number is not None and citation.organ:
                places.setdefault(symbol_key(citation.symbol), []).append(at)
        return places

    def mentions(self, citation: Citation) -> list[Citation]:
        """All mentions of a symbol in the report, in order."""
        places = self.by_symbol.get(symbol_key(citation.symbol or ""), ())
        return [self.citations[at] for at in places]

    def is_split(self, citation: Citation) -> bool:
        """Whether the parts stand in several cells of a table: the day beside a symbol may be another's."""
        if "\n" not in citation.raw:
            return False
        first, last = self.report.block_at(citation.start), self.report.block_at(citation.end - 1)
        return first is not last and first is not None and first.table is not None

    def full_form(self, citation: Citation) -> Citation | None:
        """The mention of the same symbol that names its day, if they do not name two."""
        return self._full.get(symbol_key(citation.symbol or "")) if citation.date is None else None

    @cached_property
    def _full(self) -> dict[str, Citation]:
        full: dict[str, Citation] = {}
        for key, places in self.by_symbol.items():
            dated = {other.date: other for at in places if is_day((other := self.citations[at]).date)}
            if len(dated) == 1:
                full[key] = next(iter(dated.values()))
        return full

    def place(self, citation: Citation) -> int:
        """Which of the citations it is."""
        return self._places[id(citation)]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(citation): at for at, citation in enumerate(self.citations)}

    @cached_property
    def written(self) -> str | None:
        """The last day the report may date from; a date without organ or place beside it is that of something else."""
        return self.report.window.last if self.report.head.keys() & {"issuer", "place"} else None

    @cached_property
    def is_misdated(self) -> bool:
        """Whether so much of what a report cites is younger than itself that its own date must be wrong."""
        end, dated = self.written, [citation for citation in self.citations if is_day(citation.date)]
        after = [citation for citation in dated if end and OLDEST < (citation.date or "")[:4] < NEWEST
                 and (citation.date or "") > end]
        return len(after) > 2 and 2 * len(after) > len(dated)

    def firsts(self, citations: Iterable[Citation] | None = None) -> Iterator[Citation]:
        """The first mention of each symbol."""
        seen: set[str] = set()
        for citation in citations or self.citations:
            key = symbol_key(citation.symbol or "")
            if key and key not in seen:
                seen.add(key)
                yield citation

    def finding(self, rule: str, severity: str, where: Citation | Span | None, message: str, message_vi: str,
                suggestion: str | None = None, related: Iterable[str] = ()) -> Finding:
        """A finding on a citation, a span, or the report as a whole."""
        start, end = (where.start, where.end) if isinstance(where, Citation) else where or (None, None)
        page = None
        if start is not None:
            page = where.page if isinstance(where, Citation) else self.report.page(start)
        raw = self.report.text[start:end] if start is not None else None
        if self.report.doc.get("format") == "scan":  # letters read from a picture may be misread
            severity = {ERROR: WARNING}.get(severity, INFO)
        return Finding(doc_id=self.report.doc_id, rule=rule, severity=severity, start=start, end=end, raw=raw,
                       message=message, message_vi=message_vi, suggestion=suggestion, related=tuple(related), page=page)


def named(citation: Citation) -> str:
    """How a cited document is called in a sentence.

    >>> named(Citation(doc_id="", citation_id="", start=0, end=9, raw="", symbol="05-CT/TW", doc_type="chỉ thị",
    ...                rule="full", confidence=1.0))
    'Chỉ thị 05-CT/TW'
    """
    name, doc_type = words(citation.symbol or citation.title), citation.doc_type or "văn bản"
    return name if name.casefold().startswith(doc_type.casefold()) else words(f"{doc_type.capitalize()} {name}")


def words(text: str | None) -> str:
    """The text on one line."""
    return " ".join((text or "").split())
