"""The blocks of an OpenDocument text in order: paragraphs, headings, lists, tables, text boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extract.document import FURNITURE, Piece
from extract.readers.container import etree
from extract.readers.docx.blocks import BODY, MOST_COLUMNS, Place
from extract.readers.docx.columns import Cell, in_columns
from extract.readers.odt.lists import HIGHEST, List
from extract.readers.odt.names import TABLE, TEXT, XML_ID, whole
from extract.readers.odt.styles import Styles
from extract.readers.odt.words import SKIPPED, Words
from extract.readers.recoding import Convert

MOST_ROWS_REPEATED = 64
CELL, COVERED, ROW = (TABLE + name for name in ("table-cell", "covered-table-cell", "table-row"))


class Item(NamedTuple):
    """The list that a paragraph stands in, how deep, and the number it starts with, if it says one."""

    list: List
    depth: int
    start: int | None = None


class Blocks:
    """Reads parts of one document; lists and tables are counted through all of them."""

    def __init__(self, convert: Convert) -> None:
        """Start with no part; `convert` brings the words of a paragraph into Unicode."""
        self._convert = convert
        self.notes: list[Piece] = []
        self._styles = Styles(())
        self._outline = List(None)
        self._around = self._outline  # the list that was begun last
        self._by_style: dict[str, List] = {}
        self._by_id: dict[str | None, List] = {}
        self._tables = 0
        self._item: Item | None = None  # whose number was not shown yet

    def use(self, styles: Styles) -> None:
        """Read what follows with these styles."""
        self._styles, self._outline = styles, List(styles.outline)

    def read(self, parent: Iterable[etree._Element], place: Place = BODY, depth: int = 0) -> list[Piece]:
        """The pieces of these blocks; `depth` is how many lists they stand in."""
        pieces: list[Piece] = []
        for node in parent:
            step = STEPS.get(node.tag)
            if step:
                pieces += step(self, node, place, depth)
            elif isinstance(node.tag, str) and node.tag not in SKIPPED and len(node):
                pieces += self.read(node, place, depth)
        return pieces

    def paragraph(self, node: etree._Element, place: Place, depth: int) -> list[Piece]:
        """A paragraph or heading, behind it its text boxes."""
        words = Words(self._styles, node)
        text, encoding = words.text(self._convert)
        level = whole(node.get(TEXT + "outline-level"), 1, 10) if node.tag == TEXT + "h" else None
        label = self._label(node, level)
        pieces = []
        # In tables the column of running numbers is often nothing but empty list items.
        if text.strip() or (place.table is not None and any(map(str.isalnum, label))):
            kind, level = self._kind(place, level, depth if label else None)
            pieces.append(Piece(label + text, kind, level, None, place.table, place.row, place.col, None, encoding))
        for frame in words.frames:
            pieces += self.read(frame, place)
        for note in words.notes:
            self.notes += self.read(note, Place("paragraph"))
        return pieces

    def _label(self, node: etree._Element, level: int | None) -> str:
        """What its list, or the numbering of headings, puts in front."""
        item, self._item = self._item, None
        if item is not None:
            return item.list.label(item.depth, item.start)
        if level and node.get(TEXT + "is-list-header") != "true":
            return self._outline.label(level)
        return ""

    def _kind(self, place: Place, level: int | None, depth: int | None) -> tuple[str, int | None]:
        if place.kind:
            return place.kind, None
        if level:
            return "heading", level
        return ("paragraph", None) if depth is None else ("list_item", depth)

    def items(self, node: etree._Element, place: Place, depth: int) -> list[Piece]:
        """The items of a list."""
        pieces: list[Piece] = []
        numbered = self._list(node, depth)
        for item in node:
            if item.tag == TEXT + "list-item":
                said = item.get(TEXT + "start-value")
                self._item = Item(numbered, depth + 1, None if said is None else whole(said, 1, HIGHEST))
            pieces += self.read(item, place, depth + 1)
            self._item = None
        return pieces

    def _list(self, node: etree._Element, depth: int) -> List:
        """The list whose numbers it takes: a new one, the one it continues, or, inside a list, that one."""
        name = node.get(TEXT + "style-name") or ""
        if depth and not name:
            return self._around
        known = self._by_id.get(node.get(TEXT + "continue-list"))
        if known is None and (node.get(TEXT + "continue-numbering") == "true" or depth):
            known = self._by_style.get(name)
        self._around = self._by_style[name] = found = known or List(self._styles.lists.get(name))
        self._by_id[node.get(XML_ID) or ""] = found
        return found

    def table(self, node: etree._Element, place: Place, depth: int) -> list[Piece]:
        """The cells of a table, or what it only places side by side."""
        index = self._tables
        self._tables += 1
        cells = list(self._cells(node, index, place.kind or "table_cell"))
        columns = None if place.kind in FURNITURE else in_columns(cells, lambda: self._ruled(node))
        if columns is None:
            return [piece for cell in cells for piece in cell.pieces]
        if self._tables == index + 1:  # no table after all
            self._tables = index
        return columns

    def _cells(self, table: etree._Element, index: int, kind: str) -> Iterator[Cell]:
        row = 0
        for element in rows(table):
            times = whole(element.get(TABLE + "number-rows-repeated"), 1, HIGHEST)
            filled = len(element) < HIGHEST and next(element.iter(TEXT + "p", TEXT + "h"), None) is not None
            for number in range(row, row + (min(times, MOST_ROWS_REPEATED) if filled else 0)):
                yield from self._row(element, index, number, kind)
            row += times

    def _row(self, element: etree._Element, index: int, row: int, kind: str) -> Iterator[Cell]:
        col = 0
        for cell in element.iterchildren(CELL, COVERED):
            times = whole(cell.get(TABLE + "number-columns-repeated"), 1, MOST_COLUMNS)
            span = whole(cell.get(TABLE + "number-columns-spanned"), 1, MOST_COLUMNS)
            for number in range(col, min(col + times, MOST_COLUMNS + 1) if cell.tag == CELL else col):
                yield Cell(row, number, span, self.read(cell, Place(kind, index, row, number)))
            col = min(col + times, MOST_COLUMNS)

    def _ruled(self, table: etree._Element) -> bool:
        """Whether a line is drawn between the first two cells of any row."""
        pairs = ([cell.get(TABLE + "style-name") for cell in row.iterchildren(CELL)][:2] for row in rows(table))
        return any(self._styles.has_line(pair[0], "right") or self._styles.has_line(pair[1], "left")
                   for pair in pairs if len(pair) == 2)


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, without those of tables inside it."""
    for node in table:
        if node.tag == ROW:
            yield node
        elif node.tag in GROUPS:
            yield from rows(node)


def _section(blocks: Blocks, node: etree._Element, place: Place, depth: int) -> list[Piece]:
    return [] if node.get(TEXT + "display") == "none" else blocks.read(node, place, depth)


GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
STEPS: dict[object, Callable[[Blocks, etree._Element, Place, int], list[Piece]]] = {
    TEXT + "p": Blocks.paragraph, TEXT + "h": Blocks.paragraph, TEXT + "list": Blocks.items,
    TABLE + "table": Blocks.table, TEXT + "section": _section}
