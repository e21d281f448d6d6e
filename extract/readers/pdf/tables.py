"""Ruled tables: which cell a word stands in. The cells come as boxes, from wherever."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec
import regex

from extract.document import Piece
from extract.readers.pdf.grids import SNAP, Box, edges
from extract.readers.pdf.joining import glue, opening, wrapped
from extract.readers.pdf.lines import Glyph, Run, first, joined, least, rows, words

TOUCH = 1.0  # points between letters of one word
PADDING = 5.0  # between a cell's edge and its words
SPARE = 1.0  # letters: some are wider, and a paragraph seldom begins in small ones
OPEN, COMMA = regex.compile(r"\p{L}$|.[,/-]$"), regex.compile(r".[,/-]$")  # what figures, what any words may go on
ORDINAL = regex.compile(r"\d{1,4}[.)]?")  # or a year
BEGINS, FEW = regex.compile(r"[\p{Lu}\d]"), 2  # rows behind the head that tell what stands in the first column


class Grid(NamedTuple):
    """A table's edges, and for each field between them the cell that covers it (-1: none)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: dict[tuple[int, int], int]
    cells: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The box around all cells."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """The cell that covers a point, or -1.

        >>> grid_of([(0, 0, 50, 20), (50, 0, 90, 20)]).cell_at(60, 5)
        1
        """
        return self.fields.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1), -1)

    def place(self, cell: int) -> tuple[int, int]:
        """The row and the column in which a cell begins."""
        left, top, _, _ = self.cells[cell]
        return bisect_right(self.ys, top + 0.1) - 1, bisect_right(self.xs, left + 0.1) - 1


class Table(NamedTuple):
    """A table so far, which may go on over the next page."""

    grid: Grid  # of its last page
    pieces: list[Piece]

    def goes_on(self, grid: Grid) -> bool:
        """Whether a table at the head of the next page has the same columns."""
        widths, others = _widths(self.grid), _widths(grid)
        return len(widths) == len(others) and all(abs(a - b) < 2 * SNAP for a, b in zip(widths, others, strict=True))

    def followed_by(self, grid: Grid, cells: list[Piece]) -> Table:
        """The table with the cells of its next page: the head once, rows counted on, a cut row made whole."""
        head = [cell.text for cell in self.pieces if cell.row == 0 and cell.kind == "table_cell"]
        pieces, after = list(self.pieces), 1 + max((cell.row or 0 for cell in self.pieces), default=-1)
        repeated = bool(head) and [cell.text for cell in cells if cell.row == 0] == head
        if repeated:
            pieces += [msgspec.structs.replace(cell, kind="header") for cell in cells if cell.row == 0]
            cells = [cell for cell in cells if cell.row]
        first = min((cell.row or 0 for cell in cells), default=0)
        if _is_cut(pieces, cells, first, after - 1):
            pieces, cells = _mended(pieces, cells, first, after - 1), [cell for cell in cells if cell.row != first]
            first += 1
        pieces += [msgspec.structs.replace(cell, row=(cell.row or 0) - first + after) for cell in cells]
        return Table(grid, pieces)


def _widths(grid: Grid) -> list[float]:
    return [right - left for left, right in pairwise(grid.xs)]


def _is_cut(pieces: Sequence[Piece], cells: Sequence[Piece], first: int, last: int) -> bool:
    """Whether the first row only goes on with what the last had no room for.

    It has nothing in the first column; where rows are numbered or all so far have something there, that is enough,
    else its words must begin in small letters, lest the next of a group be taken for the rest of the one before.
    Figures begin a row.
    """
    row = [cell for cell in cells if cell.row == first]
    held = [cell for cell in pieces if cell.kind == "table_cell"]
    before = {cell.col: cell.text for cell in held if cell.row == last}
    if not row or not all(cell.col and cell.col in before for cell in row):
        return False
    if not all(any(map(str.isalpha, cell.text)) or OPEN.search(before[cell.col]) for cell in row):
        return False
    small = [not BEGINS.match(cell.text) or COMMA.search(before[cell.col]) is not None for cell in row]
    if 0 not in before:
        return all(small) and len(row) < len(before)
    own = last >= FEW and {cell.row for cell in held if cell.col == 0} == {cell.row for cell in held}
    return own or any(small) or ORDINAL.fullmatch(before[0]) is not None


def _mended(pieces: Sequence[Piece], cells: Sequence[Piece], first: int, last: int) -> list[Piece]:
    """The pieces, with what the page's edge cut off their last row."""
    result = list(pieces)
    for cell in (cell for cell in cells if cell.row == first):
        at = max(n for n, piece in enumerate(result)
                 if piece.row == last and piece.col == cell.col and piece.kind == "table_cell")
        if cell.text[0].islower() or result[at].text[-1] not in ".;:":
            result[at] = msgspec.structs.replace(result[at], text=wrapped([result[at].text, cell.text]))
        else:
            result.insert(at + 1, msgspec.structs.replace(cell, row=last))
    return result


def grid_of(cells: Sequence[Box]) -> Grid:
    """The grid that cells make up, merged ones over several fields."""
    xs = tuple(edges(edge for box in cells for edge in (box[0], box[2])))
    ys = tuple(edges(edge for box in cells for edge in (box[1], box[3])))
    snapped = tuple(sorted({(_near(xs, x0), _near(ys, y0), _near(xs, x1), _near(ys, y1)) for x0, y0, x1, y1 in cells},
                           key=lambda box: (box[1], box[0])))
    fields: dict[tuple[int, int], int] = {}
    for n, (x0, y0, x1, y1) in enumerate(snapped):
        for row in range(ys.index(y0), ys.index(y1)):
            for col in range(xs.index(x0), xs.index(x1)):
                fields.setdefault((row, col), n)
    return Grid(xs, ys, fields, snapped)


def _near(edges: Sequence[float], value: float) -> float:
    return min(edges, key=lambda edge: abs(edge - value))


def into_cells(glyphs: Iterable[Glyph], grids: Sequence[Grid]) -> tuple[list[Glyph], list[dict[int, list[Glyph]]]]:
    """The glyphs that stand outside every table, and for each table those of each cell."""
    outside: list[Glyph] = []
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    boxes = [grid.box for grid in grids]
    for group in _tight(glyphs):
        x, y = (group[0].x0 + group[-1].x1) / 2, (group[0].top + group[0].bottom) / 2
        for grid, box, held in zip(grids, boxes, inside, strict=True):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3] and (cell := grid.cell_at(x, y)) >= 0:
                held.setdefault(cell, []).extend(group)
                break
        else:
            outside += group
    return outside, inside


def _tight(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that touch: a number that juts out of its cell stays whole, two in neighbouring cells stay two."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and (glyph.spaced or glyph.opens or glyph.top != held[-1].top
                     or not -TOUCH < glyph.x0 - held[-1].x1 < TOUCH):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def cell_pieces(grid: Grid, held: dict[int, list[Glyph]], page: int, table: int) -> list[Piece]:
    """The words of a table, cell by cell and row by row, a piece for each paragraph of a cell."""
    pieces: list[Piece] = []
    for cell in sorted(held):
        row, col = grid.place(cell)
        encoding, sure = first(glyph.encoding for glyph in held[cell]), least(glyph.confidence for glyph in held[cell])
        pieces += [Piece(text, "table_cell", None, page, table, row, col, grid.cells[cell], encoding, sure)
                   for text in _paragraphs(held[cell], grid.cells[cell])]
    return pieces


def _paragraphs(glyphs: list[Glyph], box: Box) -> list[str]:
    """The paragraphs of a cell: a line goes on where the next word had no room left on it."""
    runs = [joined(row) for row in rows(list(words(glyphs)))]
    numbers = not any(glyph.char.isalpha() for glyph in glyphs)
    held: list[list[str]] = []
    for last, run in zip([None, *runs], runs, strict=False):
        if last and _is_wrapped(last, run, box[2] - box[0] - 2 * PADDING):
            held[-1].append(run.text)
        else:
            held.append([run.text])
    return ["".join(parts) if numbers else wrapped(parts) for parts in held]


def _is_wrapped(last: Run, run: Run, width: float) -> bool:
    if opening(run.text) and last.text[-1] in ".;:":
        return False
    if last.text.count("(") > last.text.count(")"):
        return True
    word = run.text.split(" ", 1)[0]
    letter = (last.x1 - last.x0) / len(last.text)
    room = width - (last.x1 - last.x0)
    need = len(word) + 1 + (SPARE if word[0].islower() or word.isupper() else SPARE / 2)
    return room < max(need * letter, 0.0 if glue(last.text, run.text) else 0.4 * width)
