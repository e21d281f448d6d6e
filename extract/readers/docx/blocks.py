"""The blocks of a Word part in order: paragraphs, lists, tables, text boxes, each as a piece."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from extract.document import FURNITURE, Piece
from extract.readers.container import etree
from extract.readers.docx.columns import Cell, in_columns
from extract.readers.docx.fonts import Recode
from extract.readers.docx.numbering import Numbering
from extract.readers.docx.styles import BODY_LEVEL, PLAIN, Style, Styles, ruled_inside
from extract.readers.docx.words import Paragraph, paragraphs
from extract.readers.docx.xml import OFF, VALUE, W, child, value, whole

P, TABLE, ROW, CELL, BOX = W + "p", W + "tbl", W + "tr", W + "tc", W + "txbxContent"
ROW_SETTINGS, CELL_SETTINGS = W + "trPr", W + "tcPr"
SPAN, DOWN, ACROSS = MERGED = W + "gridSpan", W + "vMerge", W + "hMerge"
# What the settings of a cell say of merging, by tag.
Merging = dict[str, str | None]
UNMERGED: Merging = {}
# Word has no more columns than this; a damaged or hostile file may claim millions.
MOST_COLUMNS = 63


class Place(msgspec.Struct, frozen=True):
    """Where in the file blocks stand: a kind that holds for all of them, and a cell."""

    kind: str | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None


BODY = Place()


class Blocks:
    """Reads parts of one document; lists and tables are counted through all of them."""

    def __init__(self, styles: Styles, numbering: Numbering, recode: Recode | None = None) -> None:
        """Start with no part; `recode` is for documents that may be typed in legacy fonts."""
        self._styles, self._numbering, self._recode = styles, numbering, recode
        self._encodings: dict[etree._Element, str] = {}
        self._paragraphs: dict[etree._Element, Paragraph] = {}
        self._merging: dict[etree._Element, Merging] = {}
        self._boxes: dict[etree._Element, list[etree._Element]] = {}
        self._tables = 0

    def recode(self, tree: etree._Element) -> None:
        """Bring a part into Unicode, before anything else is done with it."""
        if self._recode:
            self._encodings |= self._recode(tree)

    def add(self, tree: etree._Element) -> None:
        """Take in the words of a part, so that its blocks can be read; takes the text boxes out of it."""
        for node in tree.iter(*MERGED):
            settings = node.getparent()
            cell = None if settings is None or settings.tag != CELL_SETTINGS else settings.getparent()
            if cell is not None:
                self._merging.setdefault(cell, {})[node.tag] = node.get(VALUE)
        boxes = list(tree.iter(BOX))
        for box in boxes:
            anchor = next(box.iterancestors(P), None)
            if anchor is not None:
                self._boxes.setdefault(anchor, []).append(box)
        for box in reversed(boxes):  # inner ones first
            parent = box.getparent()
            if parent is not None and next(box.iterancestors(P), None) is not None:
                parent.remove(box)
                self._paragraphs |= paragraphs(box, self._styles)
        self._paragraphs |= paragraphs(tree, self._styles)

    def read(self, parent: etree._Element, place: Place = BODY) -> list[Piece]:
        """The pieces of the blocks in `parent`. It calls itself: lxml lets nothing nest deeper than 256."""
        pieces: list[Piece] = []
        for block in parent:
            if block.tag == P:
                piece = self._paragraph(block, place)
                if piece:
                    pieces.append(piece)
                for box in self._boxes.get(block, ()):
                    pieces += self.read(box, place)
            elif block.tag == TABLE:
                pieces += self._table(block, place)
        return pieces

    def _paragraph(self, element: etree._Element, place: Place) -> Piece | None:
        paragraph = self._paragraphs[element]
        style = self._styles.get(paragraph.style) if paragraph.style else PLAIN
        words = paragraph.words(self._styles)
        numbered = self._number(paragraph, style)
        label, depth = numbered or ("", 0)
        # In tables the column of running numbers is often nothing but empty list items.
        if not words.strip() and not (place.table is not None and any(map(str.isalnum, label))):
            return None
        kind, level = self._kind(paragraph, style, depth if label else None)
        if place.kind:
            kind, level = place.kind, None
        return Piece(label + words, kind, level, None, place.table, place.row, place.col,
                     encoding=self._encodings.get(element))

    def _number(self, paragraph: Paragraph, style: Style) -> tuple[str, int] | None:
        """What the list puts in front; a `w:numId` of 0 takes a paragraph out of its style's list."""
        if paragraph.num_id is None and style.num_id is None:
            return None
        ilvl = style.ilvl if paragraph.ilvl is None and paragraph.num_id is None else paragraph.ilvl
        return self._numbering.label(paragraph.num_id or style.num_id, ilvl, paragraph.style)

    def _kind(self, paragraph: Paragraph, style: Style, depth: int | None) -> tuple[str, int | None]:
        outline = style.outline if paragraph.outline is None else paragraph.outline
        if outline is not None and outline < BODY_LEVEL:
            return "heading", outline + 1
        return ("paragraph", None) if depth is None else ("list_item", depth)

    def _table(self, table: etree._Element, place: Place) -> list[Piece]:
        index = self._tables
        self._tables += 1
        cells = list(self._cells(table, index, place.kind or "table_cell"))
        furniture = place.kind in FURNITURE
        columns = None if furniture else in_columns(cells, lambda: self._ruled(table))
        if columns is None:
            return [piece for cell in cells for piece in cell.pieces]
        if self._tables == index + 1:  # no table after all
            self._tables = index
        return columns

    def _cells(self, table: etree._Element, index: int, kind: str) -> Iterator[Cell]:
        """The cells with what they hold; those that continue a merged one hold nothing of their own."""
        merged: set[int] = set()
        for row, element in enumerate(table.iterchildren(ROW)):
            col = 0
            for cell in element:
                if cell.tag == ROW_SETTINGS:
                    col = min(whole(value(cell, "gridBefore")) or 0, MOST_COLUMNS)
                elif cell.tag == CELL:
                    settings = self._merging.get(cell, UNMERGED)
                    span = max(whole(settings.get(SPAN)) or 1, 1)
                    if not _continues(settings, col, merged):
                        yield Cell(row, col, span, self.read(cell, Place(kind, index, row, col)))
                    col = min(col + span, MOST_COLUMNS)

    def _ruled(self, table: etree._Element) -> bool:
        """Whether a line is drawn between the first two cells of any row."""
        settings = child(table, "tblPr")
        said = ruled_inside(settings)
        between = bool(self._styles.get(value(settings, "tblStyle")).ruled if said is None else said)
        return any(_line(row[0], ("right", "end"), _line(row[1], ("left", "start"), between))
                   for row in (row.findall(CELL) for row in table.iterchildren(ROW)) if len(row) > 1)


def _line(cell: etree._Element, sides: tuple[str, str], inherited: bool) -> bool:
    borders = child(child(cell, "tcPr"), "tcBorders")
    said = (value(borders, side) for side in sides)
    return next((line not in OFF for line in said if line is not None), inherited)


def _continues(settings: Merging, col: int, merged: set[int]) -> bool:
    """Whether the cell continues one above or before it; `merged` holds the columns where one began."""
    if DOWN not in settings:
        merged.discard(col)
    elif settings[DOWN] == "restart":
        merged.add(col)
    elif col in merged:
        return True
    # A cell that continues nothing (its start was lost) is read like any other.
    return ACROSS in settings and settings[ACROSS] != "restart" and col > 0
