"""One NFC text and the way back to the file: every span of every record is a pair of offsets into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import msgspec

from extract.cleaning import clean, is_clean
from extract.errors import Unreadable

# Readers mark bold or italic words inside a paragraph with these two; they never reach the text.
EMPHASIS_ON, EMPHASIS_OFF = "\ue000", "\ue001"
# Kinds that stand outside the flow of the text: they are put behind it and recognizers do not see them.
FURNITURE = ("header", "footer")


class Span(NamedTuple):
    """A pair of character offsets into `Document.text`, end not included."""

    start: int
    end: int


class Piece(msgspec.Struct, frozen=True, gc=False):
    """What a reader gives for one block: its words, and where they stand in the file.

    `kind` is one of heading, paragraph (footnotes too), list_item, table_cell, header, footer; `level` is
    the depth of a heading or list (from 1); `page` starts at 1; `table`, `row`, `col` start at 0;
    `bbox` is left, top, right, bottom in points from the page's upper left corner. `encoding` names the
    legacy encoding that the words were converted from (`extract.legacy`), if any; `confidence` is how sure
    (0 to 1) character recognition was of its least certain word, null for text that was typed.
    """

    text: str
    kind: str = "paragraph"
    level: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    encoding: str | None = None
    confidence: float | None = None


class Member(NamedTuple):
    """A file inside a file: the name it has there, and its bytes or why they cannot be had."""

    name: str
    data: bytes | Unreadable


class Reading(msgspec.Struct, frozen=True):
    """What a reader module gives: the pieces in reading order, and what it could not read.

    `partial` is None or `code: message`, the reason why only a part of the file was read. `format` is given
    where the content makes it another than the bytes do: a PDF of pictures is a scan.
    """

    pieces: list[Piece]
    n_pages: int | None = None
    partial: str | None = None
    format: str | None = None


class Block(msgspec.Struct, frozen=True, gc=False):
    """One row of the `blocks` table: `Document.text[start:end]` is what stands at that place."""

    start: int
    end: int
    kind: str
    level: int | None
    page: int | None
    table: int | None
    row: int | None
    col: int | None
    bbox: tuple[float, float, float, float] | None
    encoding: str | None
    confidence: float | None


class Document(msgspec.Struct, frozen=True, dict=True):
    """A file that was read. `text[:flow_end]` is what its author wrote; running heads stand behind it."""

    doc_id: str
    format: str
    text: str
    flow_end: int
    blocks: tuple[Block, ...]
    emphasis: tuple[Span, ...] = ()
    n_pages: int | None = None
    partial: str | None = None
    reader: str = ""

    @cached_property
    def flow(self) -> str:
        """The text without running heads, page numbers and footers: what recognizers look at."""
        return self.text[: self.flow_end]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def has_pages(self) -> bool:
        """Whether any block knows its page."""
        return any(block.page is not None for block in self.blocks)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset` (for the newline behind a block: that block)."""
        index = bisect_right(self._starts, offset) - 1
        return self.blocks[index] if index >= 0 else None

    def page_at(self, offset: int) -> int | None:
        """The page on which `offset` stands, or None for a format without pages."""
        if not self.has_pages:
            return None
        block = self.block_at(offset)
        return block.page if block else None


def compose(reading: Reading, doc_id: str = "", format: str = "txt", reader: str = "") -> Document:
    r"""The document of a reading: pieces cleaned, empty ones dropped, joined by newlines, furniture last.

    >>> document = compose(Reading([Piece("Trang 1", "footer"), Piece("Xã \ue000Ba Bích\ue001 "), Piece(" ")]))
    >>> document.text, document.flow, document.emphasis
    ('Xã Ba Bích\nTrang 1', 'Xã Ba Bích', (Span(start=3, end=10),))
    """
    parts: list[str] = []
    blocks: list[Block] = []
    emphasis: list[Span] = []
    at = flow_end = 0
    beside = [piece for piece in reading.pieces if piece.kind in FURNITURE]
    flow = [piece for piece in reading.pieces if piece.kind not in FURNITURE] if beside else reading.pieces
    whole = "\n".join([piece.text for piece in reading.pieces])
    cleaned = str if is_clean(whole) else clean  # one look for all: a sheet has thousands of pieces
    marked = EMPHASIS_ON in whole or EMPHASIS_OFF in whole
    for piece in (*flow, *beside):
        words = cleaned(piece.text).strip()
        start = at + 1 if parts else 0
        if marked and (EMPHASIS_ON in words or EMPHASIS_OFF in words):
            words, spans = _without_marks(words)
            emphasis += [Span(start + a, start + b) for a, b in spans]
        if not words:
            continue
        at = start + len(words)
        parts.append(words)
        blocks.append(Block(start, at, piece.kind, piece.level, piece.page, piece.table, piece.row,
                            piece.col, piece.bbox, piece.encoding, piece.confidence))
        if piece.kind not in FURNITURE:
            flow_end = at
    return Document(doc_id, reading.format or format, "\n".join(parts), flow_end, tuple(blocks), tuple(emphasis),
                    reading.n_pages, reading.partial, reader)


def _without_marks(text: str) -> tuple[str, Iterable[Span]]:
    """The words without emphasis marks, and the spans that the marks enclosed."""
    parts: list[str] = []
    spans: list[Span] = []
    at, opened = 0, None
    for part in text.replace(EMPHASIS_OFF, EMPHASIS_ON).split(EMPHASIS_ON):
        parts.append(part)
        at += len(part)
        if opened is not None and at > opened:
            spans.append(Span(opened, at))
        opened = at if opened is None else None
    words = "".join(parts)
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    inside = (Span(max(a - lead, 0), min(b - lead, len(words))) for a, b in spans)
    return words, [span for span in inside if span.start < span.end]
