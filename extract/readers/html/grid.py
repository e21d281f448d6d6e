"""The grid of a table: where each cell stands when spans are counted, and whether it holds data at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.document import Piece
from extract.readers.docx.columns import Cell, in_columns
from extract.readers.html.lists import first
from extract.readers.text.wrapping import Line, line_of

WIDEST_SPAN = 100  # browsers stop at 1,000; no report has a table of a hundred columns
LARGEST_GRID = 100_000  # places; a table that claims more says nothing with its spans
MOST_LINES, MOST_CHARS = 12, 3000  # a cell with more holds a page, not a datum

Place = tuple[int, int, int]  # row, column, width
Cells = Sequence[tuple[Place, list[Line]]]


def places(rows: Sequence[Sequence[Mapping[str, str | None]]]) -> Iterator[Place]:
    """Row, column and width of each cell, in order.

    >>> list(places([[{"rowspan": "2"}, {"colspan": "2"}], [{}]]))
    [(0, 0, 1), (0, 1, 2), (1, 1, 1)]
    """
    spans = [[(_span(cell, "colspan", 1), _span(cell, "rowspan", len(rows))) for cell in cells]
             for cells in rows]
    if sum(width * height for cells in spans for width, height in cells) > LARGEST_GRID:
        spans = [[(1, 1) for _ in cells] for cells in spans]
    taken: dict[int, int] = {}  # column -> the first row in which it is free again
    for row, cells in enumerate(spans):
        col = 0
        for width, height in cells:
            while taken.get(col, 0) > row:
                col += 1
            for covered in range(col, col + width):
                taken[covered] = max(taken.get(covered, 0), row + height)
            yield row, col, width
            col += width


def _span(cell: Mapping[str, str | None], name: str, whole: int) -> int:
    """How many places a cell fills; 0 means all that are left."""
    return min(first(cell.get(name), 1) or whole, WIDEST_SPAN)


def table_lines(
        cells: Cells, number: Callable[[], int], ruled: Callable[[], bool], nested: bool) -> list[Line]:
    """The lines of a table: one a cell, or column by column, or as they come where it only places things."""
    filled = [(place, lines) for place, lines in cells if lines]
    if not nested:
        words = [Cell(*place, [Piece(line.text, encoding=line.encoding) for line in lines]) for place, lines in filled]
        beside = in_columns(words, ruled)
        if beside is not None:
            return [line_of(piece.text, n == 0)._replace(encoding=piece.encoding) for n, piece in enumerate(beside)]
    if _holds_a_page(filled, ruled, nested):
        return [line for _, lines in filled for line in lines]
    table = number()
    return [Line("\n".join(line.text for line in lines), True, "table_cell", None, table, row, col,
                 encoding=next((line.encoding for line in lines if line.encoding), None))
            for (row, col, _), lines in filled]


def _holds_a_page(filled: Cells, ruled: Callable[[], bool], nested: bool) -> bool:
    """Whether the table only places things: one cell; nothing drawn and one row, one column or long cells."""
    if len(filled) <= 1:
        return True
    if ruled():
        return False
    rows, columns = ({place[side] for place, _ in filled} for side in (0, 1))
    return nested or 1 in (len(rows), len(columns)) or any(_is_long(lines) for _, lines in filled)


def _is_long(lines: Sequence[Line]) -> bool:
    return len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARS
