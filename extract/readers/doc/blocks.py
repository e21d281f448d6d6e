"""Paragraphs and tables as pieces: headings, list items, cells; text boxes behind the paragraph they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extract.document import FURNITURE, Piece
from extract.legacy import Converter
from extract.readers.doc import sprms
from extract.readers.doc.lists import Lists
from extract.readers.doc.paragraphs import Format, Paragraph
from extract.readers.doc.sprms import number
from extract.readers.doc.styles import BODY_LEVEL, Styles
from extract.readers.doc.tables import Blocks, Table, is_ruled, places
from extract.readers.docx.blocks import BODY, Place
from extract.readers.docx.columns import Cell, in_columns
from extract.readers.emphasis import marked
from extract.readers.numbering import Counting


class Kind(NamedTuple):
    """What a format makes of a paragraph: its level as a heading, its list's number (0: none) and its depth there."""

    heading: int | None
    list: int
    depth: int


class Reader:
    """Gives pieces of one document; lists and tables are counted through all its parts."""

    def __init__(self, styles: Styles, lists: Lists, converter: Converter) -> None:
        """Start with no part."""
        self._styles, self._converter = styles, converter
        self._label = Counting(lists.get).label
        self._kinds: dict[Format, Kind] = {}
        self._tables = 0

    def pieces(self, blocks: Blocks, place: Place = BODY, boxes: Mapping[int, Blocks] | None = None) -> list[Piece]:
        """The pieces of the blocks; `boxes` holds what text boxes hang on which position in the text."""
        found: list[Piece] = []
        anchors = sorted(boxes or ())
        at = 0
        for block in blocks:
            if isinstance(block, Table):
                found += self._table(block, place)
            else:
                found += self._paragraph(block, place)
            while at < len(anchors) and anchors[at] <= _end(block):
                found += self.pieces((boxes or {})[anchors[at]], place)
                at += 1
        for anchor in anchors[at:]:
            found += self.pieces((boxes or {})[anchor], place)
        return found

    def _paragraph(self, paragraph: Paragraph, place: Place) -> list[Piece]:
        words, encoding = self._converter.convert(marked(paragraph.runs))
        said = self._kinds.get(paragraph.format) or self._kind(paragraph.format)
        label, depth = (self._label(str(said.list), said.depth) if said.list else None) or ("", 0)
        # In tables the column of running numbers is often nothing but empty list items.
        if not words.strip() and not (place.table is not None and any(map(str.isalnum, label))):
            return []
        kind, level = ("list_item", depth) if label else ("paragraph", None)
        if said.heading or place.kind:
            kind, level = place.kind or "heading", None if place.kind else said.heading
        return [Piece(label + words, kind, level, None, place.table, place.row, place.col, encoding=encoding)]

    def _kind(self, format: Format) -> Kind:
        style, own = self._styles[format.style], format.own
        outline = number(own, sprms.OUTLINE)
        level = style.level if outline is None else outline + 1
        use, depth = (number(own if code in own else style.paragraph, code) for code in (sprms.LIST, sprms.LIST_LEVEL))
        known = self._kinds[format] = Kind(level if level and level <= BODY_LEVEL else None, use or 0, depth or 0)
        return known

    def _table(self, table: Table, place: Place) -> list[Piece]:
        index = self._tables
        self._tables += 1
        kind = place.kind or "table_cell"
        cells = [Cell(row, col, span, self.pieces(blocks, Place(kind, index, row, col)))
                 for row, (content, at) in enumerate(zip(table.rows, places(table), strict=True))
                 for blocks, (col, span) in zip(content.cells, at, strict=True)]
        columns = None if place.kind in FURNITURE else in_columns(cells, lambda: is_ruled(table))
        if columns is None:
            return [piece for cell in cells for piece in cell.pieces]
        if self._tables == index + 1:  # no table after all
            self._tables = index
        return columns


def _end(block: Paragraph | Table) -> int:
    """Where in the text a block ends."""
    while isinstance(block, Table):
        block = next(cell[-1] for row in reversed(block.rows) for cell in reversed(row.cells) if cell)
    return block.end
