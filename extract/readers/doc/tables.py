"""Tables out of paragraphs that say how deep in tables they are, and where cells and rows end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

from extract.readers.doc import sprms
from extract.readers.doc.paragraphs import Paragraph
from extract.readers.doc.sprms import Properties

NEAR = 40  # twentieths of a point: edges as close as this are one
CELL_SIZE, LEFT, RIGHT = 20, 9, 17  # bytes of a cell's description; where the kinds of its side lines stand
INSIDE_OLD, INSIDE = 5 * 4 + 1, 5 * 8 + 5  # where the kind of the lines between columns stands
NO_LINE = (0, 0xFF)


class Row(NamedTuple):
    """A row: what each cell holds, and the properties of the row."""

    cells: list[list[Paragraph | Table]]
    own: Properties


class Table(NamedTuple):
    """A table by its rows."""

    rows: list[Row]


Blocks = list[Paragraph | Table]


class _Open:
    """A table of which rows are still to come."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cells: list[Blocks] = []
        self.blocks: Blocks = []

    def end_cell(self) -> None:
        self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self, own: Properties) -> None:
        if self.blocks:
            self.end_cell()
        if self.cells:
            self.rows.append(Row(self.cells, own))
        self.cells = []


def blocks(paragraphs: Iterable[Paragraph]) -> Blocks:
    """The paragraphs and tables, tables in tables within their cells."""
    opened = [_Open()]  # the text itself, then the tables that enclose the paragraph
    for paragraph in paragraphs:
        _to_depth(opened, paragraph.format.depth)
        inner = opened[-1]
        if len(opened) > 1 and paragraph.ends_row:
            inner.end_row(paragraph.format.own)
        else:
            inner.blocks.append(paragraph)
            if len(opened) > 1 and paragraph.ends_cell:
                inner.end_cell()
    _to_depth(opened, 0)
    return opened[0].blocks


def _to_depth(opened: list[_Open], depth: int) -> None:
    while len(opened) - 1 > depth:
        table = opened.pop()
        table.end_row({})  # a row that was cut off
        if table.rows:
            opened[-1].blocks.append(Table(table.rows))
    while len(opened) - 1 < depth:
        opened.append(_Open())


def places(table: Table) -> Iterator[list[tuple[int, int]]]:
    """For each row the column of each cell and how many columns it fills, by where the rows set their edges."""
    rows = [_edges(row.own) for row in table.rows]
    grid: list[int] = []
    for edge in sorted({edge for edges in rows for edge in edges}):
        if not grid or edge - grid[-1] > NEAR:
            grid.append(edge)
    columns = {edge: bisect_right(grid, edge) - 1 for edge in {edge for edges in rows for edge in edges}}
    for row, edges in zip(table.rows, rows, strict=True):
        ends = [columns[edge] for edge in edges]
        known = [(left, max(right - left, 1)) for left, right in pairwise(ends)]
        after = max((left + span for left, span in known), default=0)
        yield known[:len(row.cells)] + [(after + extra, 1) for extra in range(len(row.cells) - len(known))]


def _edges(own: Properties) -> list[int]:
    definition = own.get(sprms.TABLE_DEFINITION, b"")
    count = definition[0] if definition else 0
    return list(unpack_from(f"<{count + 1}h", definition, 1)) if count and len(definition) >= 3 + 2 * count else []


def is_ruled(table: Table) -> bool:
    """Whether a line is drawn between the first two cells of any row."""
    return any(_is_ruled(row.own) for row in table.rows)


def _is_ruled(own: Properties) -> bool:
    definition = own.get(sprms.TABLE_DEFINITION, b"")
    count = definition[0] if definition else 0
    first = 3 + 2 * count
    lines = [definition[at] for at in (first + RIGHT, first + CELL_SIZE + LEFT) if at < len(definition)]
    if count > 1 and any(line not in NO_LINE for line in lines):
        return True
    between = [own[code][at] for code, at in ((sprms.BORDERS_OLD, INSIDE_OLD), (sprms.BORDERS, INSIDE))
               if len(own.get(code, b"")) > at]
    return count > 1 and any(line not in NO_LINE for line in between)
