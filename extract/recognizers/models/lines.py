"""Lines as an author meant them: blocks that a page or a hard return has cut are read as one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extract.document import Block, Document, Span

NOUN = regex.compile(r"(?<!\w)(?:[Mm]ô hình|MÔ HÌNH|[Cc]ông trình|[Pp]hần việc)(?!\w)")
RARE = (("ô hình", 1), ("Ô HÌNH", 1), ("ông trình", 1), ("hần việc", 1))
JOINABLE = ("paragraph", "list_item")
CUT = regex.compile(r"[\p{L}\d,]\Z")
GOES_ON = regex.compile(r"\p{Ll}(?![.)/-])")

SENTENCE_END = regex.compile(r"(?<=[^\s.]{2}|[”\")]|\p{Ll} \d)\.(?=\s|$)(?!\s\p{Ll})")
LAST_END = regex.compile(r"(?r)" + SENTENCE_END.pattern)
WINDOW = 1200


class Line(NamedTuple):
    """A line with the block it begins in, the words `mô hình` in it, and its emphasised runs."""

    start: int
    end: int
    block: Block
    nouns: Sequence[regex.Match[str]]
    marks: list[Span]


def find_nouns(text: str) -> list[regex.Match[str]]:
    """Every `mô hình`, `công trình`, `phần việc`; plain finding first, which is far faster than the pattern.

    >>> [match[0] for match in find_nouns("Mô hình A, công trình B, chương trình")]
    ['Mô hình', 'công trình']
    """
    found = []
    for rare, back in RARE:
        at = text.find(rare)
        while at >= 0:
            match = NOUN.match(text, at - back) if at >= back else None
            found += [match] if match else []
            at = text.find(rare, at + len(rare))
    return sorted(found, key=lambda match: match.start())


def lines(document: Document, nouns: Sequence[regex.Match[str]]) -> Iterator[Line]:
    """The lines of the document in order; a table gives its first cell only."""
    text, starts = document.text, [noun.start() for noun in nouns]
    blocks = [block for block in document.blocks if block.end <= document.flow_end]
    marks = document.emphasis
    mark_starts = [mark.start for mark in marks]
    i, table = 0, -1
    while i < len(blocks):
        block, end, i = blocks[i], blocks[i].end, i + 1
        if block.kind == "table_cell":
            if block.table != table:
                table = -1 if block.table is None else block.table
                yield Line(block.start, block.end, block, [], [])
            continue
        while i < len(blocks) and _one(text, block, blocks[i], end):
            end, i = blocks[i].end, i + 1
        here = nouns[bisect_left(starts, block.start) : bisect_left(starts, end)]
        yield Line(
            block.start,
            end,
            block,
            here,
            list(marks[bisect_left(mark_starts, block.start) : bisect_left(mark_starts, end)]) if marks else [],
        )


def _one(text: str, first: Block, following: Block, end: int) -> bool:
    """Whether the second block goes on with the sentence of the first."""
    if following.kind != "paragraph" or first.kind not in JOINABLE or text[end - 1] in ".;":
        return False
    if (
        text[following.start].islower()
        and GOES_ON.match(text, following.start)
        and CUT.search(text, max(first.start, end - 1), end)
    ):
        return True
    return _open_quote(text, first.start, end) and -1 < text.find("”", following.start, following.end) < _first(
        text, "“", following
    )


def _open_quote(text: str, start: int, end: int) -> bool:
    opened = text.rfind("“", start, end)
    return opened > text.rfind("”", start, end)


def _first(text: str, sign: str, block: Block) -> int:
    at = text.find(sign, block.start, block.end)
    return at if at >= 0 else block.end


def sentence(text: str, at: int, line: Line, end: int | None = None) -> tuple[int, int]:
    """The span of the sentence around `at`, inside its line; of an endless one the part near by."""
    floor = max(line.start, at - WINDOW)
    before = LAST_END.search(text, floor, at)
    stop = at if end is None else end
    ceiling = min(line.end, stop + WINDOW)
    close = SENTENCE_END.search(text, stop, ceiling)
    return before.end() if before else floor, close.start() if close else ceiling
