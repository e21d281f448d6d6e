"""Ruled tables on a picture: its long dark lines, taken off before recognition, which trips over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.readers.pdf.grids import Rule, tables
from extract.readers.pdf.lines import Glyph, Run
from extract.readers.pdf.pictures import Picture, pgm
from extract.readers.pdf.straight import WHITE, aslant, level, pixels, slope_of
from extract.readers.pdf.tables import Grid, grid_of, into_cells

# Pixels at 200 dpi: strokes of letters up to 20 points are shorter. A thin line is grey where it is not quite level,
# and a speck may break it.
DARK = bytes(value < 160 for value in range(256))
LINE = re.compile(rb"\x01{6,}(?:\x00{1,2}\x01{6,})*")
ACROSS, DOWN = 120, 38
MOST = 3_000  # strokes, a pixel thick: a photograph has more
NARROW = 100.0  # points: a table is wider; the dark edge of a scan is not


class Stroke(NamedTuple):
    """A dark line in a row or column of pixels or the next one: where it is, where it begins and where it ends."""

    at: int
    start: int
    end: int


def without_rules(picture: Picture) -> tuple[Picture, list[Grid]]:
    """The picture without its lines, and the tables they make, in points; as it is where they make none.

    Where the page lies aslant, the tables are given as they stand when it is turned straight about its upper left
    corner; recognition gets the page as it lies, since turned letters have steps.
    """
    width, height, content = pixels(picture)
    slope = slope_of(content, width, height)
    dark = (level(content, width, height, slope) if slope else content).translate(DARK)
    across = list(_strokes([dark[row:row + width] for row in range(0, height * width, width)], ACROSS))
    if not 2 < len(across) < MOST:
        return picture, []
    down = list(_strokes([dark[x::width] for x in range(width)], DOWN))
    if not 2 < len(down) < MOST:
        return picture, []
    found = tables(_rules(across, picture.scale), _rules(down, picture.scale))
    grids = [grid for grid in map(grid_of, found) if len(grid.xs) > 2 and grid.xs[-1] - grid.xs[0] > NARROW]
    if not grids:
        return picture, []
    lines = _drawn(width, height, across, down)
    if slope:
        lines = aslant(lines, width, height, slope)
    wiped = int.from_bytes(content, "big") | int.from_bytes(lines, "big")
    return Picture(pgm(width, height, wiped.to_bytes(len(content), "big")), picture.scale), grids


def _strokes(lines: Sequence[bytes], least: int) -> Iterator[Stroke]:
    """The dark lines of rows or columns; each is looked at with the next, into which a slanting line goes over."""
    for at, (line, beside) in enumerate(pairwise(lines)):
        either = int.from_bytes(line, "big") | int.from_bytes(beside, "big")
        for found in LINE.finditer(either.to_bytes(len(line), "big")):
            if found.end() - found.start() >= least:
                yield Stroke(at, *found.span())


def _drawn(width: int, height: int, across: Iterable[Stroke], down: Iterable[Stroke]) -> bytes:
    """The lines in white on black."""
    drawn = bytearray(width * height)
    for at, start, end in across:
        for row in (at * width, at * width + width):
            drawn[row + start:row + end] = WHITE * (end - start)
    for at, start, end in down:
        for column in (at, at + 1):
            drawn[start * width + column:end * width + column:width] = WHITE * (end - start)
    return bytes(drawn)


def _rules(strokes: Sequence[Stroke], scale: float) -> list[Rule]:
    """The strokes in points, those side by side as one."""
    rules: list[Rule] = []
    last: dict[int, int] = {}  # where a stroke begins -> its rule, while that goes on
    for at, start, end in strokes:
        near = last.get(start // 16)
        if near is not None and at * scale - rules[near].at < 1.5 and abs(rules[near].end - end * scale) < 5:
            continue
        last[start // 16] = len(rules)
        rules.append(Rule(at * scale, start * scale, end * scale))
    return rules


def glyphs_of(runs: Sequence[Run]) -> Iterator[Glyph]:
    """The letters of words on a picture, each with its share of the word's width."""
    for run in runs:
        for word in run.words or (run,):
            room = (word.x1 - word.x0) / len(word.text)
            for n, char in enumerate(word.text):
                left = word.x0 + n * room
                yield Glyph(char, left, word.top, left + room, word.bottom, n == 0, confidence=word.confidence)


def into_tables(runs: Sequence[Run], grids: list[Grid]) -> tuple[list[Run], list[tuple[Grid, dict[int, list[Glyph]]]]]:
    """The runs outside of all tables, and the tables with the letters of each cell."""
    outside = [run for run in runs if not any(_inside(run, grid) for grid in grids)]
    letters = glyphs_of([run for run in runs if any(_inside(run, grid) for grid in grids)])
    _, inside = into_cells(letters, grids)
    return outside, [(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]


def _inside(run: Run, grid: Grid) -> bool:
    left, top, right, bottom = grid.box
    return left < (run.x0 + run.x1) / 2 < right and top < (run.top + run.bottom) / 2 < bottom
