"""Tables of RTF: rows that say after their cells where each ended; the grid is made when all rows are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from extract.document import FURNITURE, Piece
from extract.errors import Unreadable
from extract.readers.docx.blocks import MOST_COLUMNS
from extract.readers.docx.columns import Cell, in_columns

MOST_BLOCKS = 300_000  # a thousand pages have a tenth of that
SAME_EDGE = 30  # twips; edges nearer than this are one line on paper


class Numbers:
    """The numbers of a document's tables, and how many paragraphs and cells there were."""

    def __init__(self) -> None:
        """Start at 0."""
        self._given = self._blocks = 0

    def block(self) -> None:
        """One paragraph or cell more. Raises `Unreadable` where no report has so many."""
        self._blocks += 1
        if self._blocks > MOST_BLOCKS:
            raise Unreadable("too_large", f"The file holds more than {MOST_BLOCKS:,} paragraphs, far more than any "
                             "report: it may be an attack and was not read.")

    def next(self) -> int:
        """The number of the next table."""
        self._given += 1
        return self._given - 1

    def give_back(self, number: int) -> None:
        """What had this number is no table; it is free again if it was the last."""
        if self._given == number + 1:
            self._given = number


class Box(NamedTuple):
    """How a row defines one of its cells: its right edge, whether it is merged with others, its lines."""

    right: int = 0
    across: str | None = None  # "first" of cells merged into one, or "next"
    down: str | None = None
    lines: tuple[str, ...] = ()  # the sides on which a line is drawn


class RowBoxes:
    """The definition of a row while it is read."""

    def __init__(self) -> None:
        """Start without cells."""
        self.left = 0
        self.boxes: list[Box] = []
        self.between = False
        self._next = Box()
        self._side: str | None = None

    def left_edge(self, value: int | None) -> None:
        """Where the first cell begins."""
        self.left = value or 0

    def merge_across(self, part: str) -> None:
        """The next cell is the first or a next one of cells merged in a row."""
        self._next = self._next._replace(across=part)

    def merge_down(self, part: str) -> None:
        """The next cell is the first or a next one of cells merged in a column."""
        self._next = self._next._replace(down=part)

    def side(self, side: str | None) -> None:
        """What follows describes the line on this side of the next cell, or another line."""
        self._side = side

    def line(self, drawn: bool) -> None:
        """Whether the line that is described is drawn."""
        if self._side == "between":
            self.between = drawn
        elif self._side and drawn:
            self._next = self._next._replace(lines=(*self._next.lines[:4], self._side))

    def end_cell(self, right: int | None) -> None:
        """The cell's right edge ends its definition."""
        if len(self.boxes) < MOST_COLUMNS:
            self.boxes.append(self._next._replace(right=right or 0))
        self._next = Box()


class Row(NamedTuple):
    """A row: where its first cell begins, the definitions of its cells, and what was read in each."""

    left: int
    boxes: list[Box]
    between: bool
    cells: list[list[Piece]]


class Table:
    """A table while it is read."""

    def __init__(self, number: int) -> None:
        """Start without rows; `number` is the table's in the document."""
        self.number = number
        self.definition = RowBoxes()
        self.open = False  # whether a row was defined and not ended
        self.is_letterhead = False  # or another block in columns: no table, after all
        self.cell: list[Piece] = []
        self._cells: list[list[Piece]] = []
        self._rows: list[Row] = []

    @property
    def is_between_rows(self) -> bool:
        """Whether no row is begun."""
        return not (self.open or self.cell or self._cells)

    def end_cell(self) -> None:
        """What was read since the last cell's end is a cell."""
        self._cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """The cells since the last row's end are a row."""
        if self.cell:
            self.end_cell()
        if self._cells:
            row = self.definition
            self._rows.append(Row(row.left, row.boxes, row.between, self._cells))
        self._cells, self.open = [], False

    def pieces(self, kind: str | None) -> list[Piece]:
        """The cells' pieces in order; `kind` holds for all, where there is one."""
        self.end_row()
        cells = list(self._placed(kind or "table_cell"))
        columns = None if kind in FURNITURE else in_columns(cells, self._is_ruled)
        self.is_letterhead = columns is not None
        return [piece for cell in cells for piece in cell.pieces] if columns is None else columns

    def _placed(self, kind: str) -> Iterator[Cell]:
        """The cells in the grid of all edges; those that continue a merged one are left out."""
        column_of = _columns(self._rows)
        merged: set[int] = set()
        for number, row in enumerate(self._rows):
            left = row.left
            for index, pieces in enumerate(row.cells):
                box = row.boxes[index] if index < len(row.boxes) else Box(left + SAME_EDGE)
                col = min(column_of.get(left, index), MOST_COLUMNS)
                left = right = box.right
                if _continues(box, col, merged):
                    continue
                for following in row.boxes[index + 1:]:
                    if following.across != "next":
                        break
                    right = following.right
                span = max(column_of.get(right, col + 1) - col, 1)
                yield Cell(number, col, span, [self._set(piece, kind, number, col) for piece in pieces])

    def _set(self, piece: Piece, kind: str, row: int, col: int) -> Piece:
        """A paragraph as a piece of a cell; what was set in a table inside the cell stays there."""
        if piece.table is not None:
            return piece
        return msgspec.structs.replace(piece, kind=kind, level=None, table=self.number, row=row, col=col)

    def _is_ruled(self) -> bool:
        """Whether a line is drawn between the first two cells of any row."""
        return any(row.between or "right" in row.boxes[0].lines or "left" in row.boxes[1].lines
                   for row in self._rows if len(row.boxes) > 1)


def _continues(box: Box, col: int, merged: set[int]) -> bool:
    """Whether a cell continues one above or before it; `merged` holds the columns where one began."""
    if box.down is None:
        merged.discard(col)
    elif box.down == "first":
        merged.add(col)
    elif col in merged:
        return True
    return box.across == "next" and col > 0


def _columns(rows: list[Row]) -> dict[int, int]:
    """The column that begins at each edge."""
    edges = sorted({edge for row in rows for edge in (row.left, *(box.right for box in row.boxes))})
    columns: dict[int, int] = {}
    col, last = -1, None
    for edge in edges:
        if last is None or edge - last > SAME_EDGE:
            col += 1
        columns[edge] = col
        last = edge
    return columns
