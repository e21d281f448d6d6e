"""Ruling lines to the cells they enclose: pure geometry, linear in the fields of the table.

pdfplumber's own search for cells looks from each crossing at all others, which takes minutes on a sheet
of 300 rows; it is what the tests compare with.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]  # left, top, right, bottom
SNAP = 3.0  # points: edges nearer than this are one
MAX_FIELDS = 60_000
ENCLOSED = 0.7  # of a cell's outline must be ruled: some tables have no lines at their sides


def enlarged(box: Box, zoom: float) -> Box:
    """The box on a sheet enlarged so many times."""
    return box[0] * zoom, box[1] * zoom, box[2] * zoom, box[3] * zoom


class Rule(NamedTuple):
    """A ruling line: across at height `at` from `start` to `end`, or down at `at` from top to bottom."""

    at: float
    start: float
    end: float


def tables(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[list[Box]]:
    """The cells of each table, tables from top to bottom.

    >>> across = [Rule(0, 0, 90), Rule(20, 0, 90), Rule(40, 0, 90)]
    >>> list(tables(across, [Rule(0, 0, 40), Rule(50, 20, 40), Rule(90, 0, 40)]))
    [[(0, 0, 90, 20), (0, 20, 50, 40), (50, 20, 90, 40)]]
    """
    found = [_cells(*group) for group in _groups(across, down)]
    yield from sorted((cells for cells in found if len(cells) > 1), key=lambda cells: (cells[0][1], cells[0][0]))


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that cross each other, directly or through others."""
    rest = list(across)
    columns = list(down)
    while rest:
        group, sides, new = [], [], [rest.pop()]
        while new:
            group += new
            reached = [v for v in columns if any(_cross(h, v) for h in new)]
            columns = [v for v in columns if v not in reached]
            sides += reached
            new = [h for h in rest if any(_cross(h, v) for v in reached)]
            rest = [h for h in rest if h not in new]
        if len(sides) > 1 and len(group) > 1:
            yield group, sides


def _cross(h: Rule, v: Rule) -> bool:
    return h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP


def _cells(across: list[Rule], down: list[Rule]) -> list[Box]:
    xs, ys = edges(v.at for v in down), edges(h.at for h in across)
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height > MAX_FIELDS:
        return []
    above = {(row, col) for h in across for row in [_index(ys, h.at)] for col in _covered(xs, h)}
    left = {(row, col) for v in down for col in [_index(xs, v.at)] for row in _covered(ys, v)}
    cells = []
    for fields in _merged(width, height, above, left):
        top, bottom = min(row for row, _ in fields), max(row for row, _ in fields) + 1
        first, last = min(col for _, col in fields), max(col for _, col in fields) + 1
        if _enclosed((first, top, last, bottom), xs, ys, above, left):
            cells.append((xs[first], ys[top], xs[last], ys[bottom]))
    return sorted(cells, key=lambda box: (box[1], box[0]))


def edges(values: Iterable[float]) -> list[float]:
    """Sorted values, those within `SNAP` of the one before left out."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _index(values: Sequence[float], value: float) -> int:
    at = bisect_left(values, value - SNAP)
    return min(at, len(values) - 1)


def _covered(values: Sequence[float], rule: Rule) -> range:
    """The spaces between values that a line runs along."""
    return range(bisect_left(values, rule.start - SNAP), max(bisect_left(values, rule.end + SNAP) - 1, 0))


def _merged(width: int, height: int, above: set[tuple[int, int]], left: set[tuple[int, int]],
            ) -> Iterator[list[tuple[int, int]]]:
    """Fields with no line between them, together."""
    seen: set[tuple[int, int]] = set()
    for start in ((row, col) for row in range(height) for col in range(width)):
        if start in seen:
            continue
        seen.add(start)
        fields = [start]
        for row, col in fields:
            beside = (((row + 1, col), (row + 1, col) in above), ((row - 1, col), (row, col) in above),
                      ((row, col + 1), (row, col + 1) in left), ((row, col - 1), (row, col) in left))
            for field, ruled in beside:
                if not ruled and field not in seen and 0 <= field[0] < height and 0 <= field[1] < width:
                    seen.add(field)
                    fields.append(field)
        yield fields


def _enclosed(span: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float],
              above: set[tuple[int, int]], left: set[tuple[int, int]]) -> bool:
    """Whether most of an outline is ruled: what lies outside in a table's bay is none of its cells."""
    first, top, last, bottom = span
    flat = [(xs[col + 1] - xs[col], (row, col) in above) for row in (top, bottom) for col in range(first, last)]
    steep = [(ys[row + 1] - ys[row], (row, col) in left) for col in (first, last) for row in range(top, bottom)]
    outline = flat + steep
    return sum(size for size, ruled in outline if ruled) >= ENCLOSED * sum(size for size, _ in outline)
