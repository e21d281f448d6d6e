"""One report under audit: what was found in it, the days it may date from, and what its words stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import regex

from extract.records import Citation, Date, Model, ModelCount, Money, Quantity
from pipelines.cover import Cover
from pipelines.days import first, is_day, last

# Where a sentence ends; a point inside a number or a short form ends none.
# The sign comes first in the pattern: so it is looked for, and little else of the text is looked at.
STOP = regex.compile(r"[\n.;](?:(?<=\n)|(?<=[^\W\d_]{2}.|[)”\"%].)(?=\s|$)|(?<=\d.)(?=\s+[\p{Lu}“-])|(?<=;)(?=\s))")
# A line that begins a section: I. 1. 1.1. a) Phần thứ nhất, or words all in capitals.
HEADING = regex.compile(r"^(?:[#*\s]*)(?:(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)/-]|PHẦN|Phần)"
                        r"\s*\**\s*\p{Lu}[^\n]{2,160}$", regex.MULTILINE)
BASIS = regex.compile(r"\s*[-*]?\s*Căn cứ")
FUTURE = regex.compile(r"(?i)phương hướng|nhiệm vụ|giải pháp|thời gian (?:tới|đến)|kiến nghị|đề xuất|năm tới")
# The text speaks of what was: nothing there need be in force any more.
PAST = regex.compile(r"(?i)trước đây|trước khi|nguyên là|(?<!\w)cũ(?!\w)|đã hết hiệu lực|hết hiệu lực|thay thế|bãi bỏ|"
                     r"\d{1,2} năm (?:thực hiện|triển khai|thi hành)|qua \w+ năm|sơ kết|tổng kết|giai đoạn "
                     r"(?:19|20)\d\d")


class Window(NamedTuple):
    """The days between which a report was written; both are the same where it is dated."""

    first: str | None
    last: str | None

    @property
    def dated(self) -> bool:
        """Whether the report names its day."""
        return self.first is not None and self.first == self.last


class Block(NamedTuple):
    """What the audit needs of a block."""

    start: int
    end: int
    kind: str
    table: int | None
    row: int | None
    col: int | None
    page: int | None


@dataclass(frozen=True)
class Report:
    """A document of the archive with all that was found in it; `doc` is its row of `documents`."""

    doc: dict[str, Any]
    text: str
    citations: tuple[Citation, ...] = ()
    dates: tuple[Date, ...] = ()
    money: tuple[Money, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    models: tuple[Model, ...] = ()
    counts: tuple[ModelCount, ...] = ()
    blocks: tuple[Block, ...] = ()
    head: dict[str, tuple[int, int]] = field(default_factory=dict)
    as_of: str | None = None

    @property
    def doc_id(self) -> str:
        """The document's id."""
        return str(self.doc["doc_id"])

    @cached_property
    def window(self) -> Window:
        """When it was written. Without a day: from the last document it cites to the end of its month or year."""
        written = self.doc.get("date")
        begin, end = first(written), last(written)
        if begin is None or end is None or begin == end:
            return Window(begin, end)
        cited = (citation.date for citation in self.citations if is_day(citation.date))
        return Window(max((day for day in cited if day and begin <= day <= end), default=begin), end)

    @property
    def judged_on(self) -> str | None:
        """The day on which cited documents must hold: the day asked for, or the earliest it may date from."""
        return self.as_of or self.window.first

    @cached_property
    def lines_on_models(self) -> list[tuple[int, int]]:
        """The lines that speak of models, outside of tables."""
        text, lines = self.text, []
        at = text.find("hình")
        while at >= 0:
            stop = text.find("\n", at)
            line = (text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text))
            block = self.block_at(line[0])
            if block is None or block.table is None:
                lines.append(line)
            at = text.find("hình", line[1])
        return lines

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        return [(match.start(), match[0]) for match in self.line_starts(HEADING)]

    def line_starts(self, pattern: regex.Pattern[str]) -> Iterator[regex.Match[str]]:
        """Where a pattern of line beginnings matches; only there it is tried, as `finditer` would find it."""
        last = 0
        for start in self.lines:
            match = pattern.match(self.text, start) if start >= last else None
            if match:
                last = match.end()
                yield match

    def section(self, at: int) -> str:
        """The heading under which a place stands, "" before the first."""
        index = bisect_right(self._headings, at, key=lambda heading: heading[0]) - 1
        return self._headings[index][1] if index >= 0 else ""

    @cached_property
    def _stops(self) -> dict[regex.Pattern[str], list[int]]:
        return {}

    def stops(self, pattern: regex.Pattern[str]) -> list[int]:
        """Where a pattern stands, looked for once; one line may hold thousands of amounts and no full stop."""
        if pattern not in self._stops:
            self._stops[pattern] = [match.start() for match in pattern.finditer(self.text)]
        return self._stops[pattern]

    def sentence(self, at: int, stop: regex.Pattern[str] = STOP) -> tuple[int, int]:
        """Where the sentence around a place begins and ends, or what else the stops part."""
        stops = self.stops(stop)
        index = bisect_left(stops, at)
        return (stops[index - 1] + 1 if index else 0), (stops[index] if index < len(stops) else len(self.text))

    @cached_property
    def lines(self) -> list[int]:
        """Where lines begin."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    @cached_property
    def cited(self) -> Cover:
        """Where documents are cited."""
        return Cover((citation.start, citation.end) for citation in self.citations)

    @cached_property
    def named_models(self) -> Cover:
        """Where models are named."""
        return Cover((model.start, model.end) for model in self.models)

    def words_around(self, start: int, end: int) -> str:
        """The sentence of a span."""
        begin, stop = self.sentence(start)[0], self.sentence(end)[1]
        return self.text[begin:stop]

    def is_past(self, start: int, end: int) -> bool:
        """Whether a place speaks of what was, or sums up a past period; duties to come never do."""
        sentence = self.sentence(start)[0], self.sentence(end)[1]
        if FUTURE.search(self.section(start)) or BASIS.match(self.text, *sentence):
            return False
        if sentence not in self._past:
            self._past[sentence] = PAST.search(self.text, *sentence) is not None
        return self._past[sentence] or PAST.search(self.doc.get("title") or "") is not None

    @cached_property
    def _past(self) -> dict[tuple[int, int], bool]:
        return {}

    def block_at(self, at: int) -> Block | None:
        """The block that holds a place."""
        index = bisect_right(self.blocks, at, key=lambda block: block.start) - 1
        return self.blocks[index] if index >= 0 else None

    def page(self, at: int) -> int | None:
        """The page on which a place stands."""
        return block.page if (block := self.block_at(at)) else None
