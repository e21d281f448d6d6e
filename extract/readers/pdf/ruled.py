"""Ruled tables on a picture: its long dark lines, taken off before recognition, which trips over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.readers.pdf.grids import Rule, tables
from extract.readers.pdf.lines import Glyph, Run
from extract.readers.pdf.pictures import Picture
from extract.readers.pdf.tables import Grid, grid_of, into_cells

# Dark is less than half white; a speck may break a line. Pixels at 200 dpi: strokes of letters up to 20 points are shorter.
DARK = re.compile(rb"[\x00-\x7f]{6,}(?:[\x80-\xff]{1,2}[\x00-\x7f]{6,})*")
ACROSS, DOWN = 120, 38
MOST = 3_000  # strokes, a pixel thick: a photograph has more
NARROW = 100.0  # points: a table is wider; the dark edge of a scan is not
WHITE = b"\xff"


class Stroke(NamedTuple):
    """A dark line one pixel thick: its row or column, where it begins and where it ends."""

    at: int
    start: int
    end: int


def without_rules(picture: Picture) -> tuple[Picture, list[Grid]]:
    """The picture without its lines, and the tables they make, in points; as it is where they make none."""
    head, _, content = picture.content.partition(b"\n")
    width, height = (int(number) for number in head.split()[1:3])
    across = [stroke for y in range(height) for stroke in _strokes(y, content[y * width:(y + 1) * width], ACROSS)]
    if not 2 < len(across) < MOST:
        return picture, []
    down = [stroke for x in range(width) for stroke in _strokes(x, content[x::width], DOWN)]
    if not 2 < len(down) < MOST:
        return picture, []
    found = tables(_rules(across, picture.scale), _rules(down, picture.scale))
    grids = [grid for grid in map(grid_of, found) if len(grid.xs) > 2 and grid.xs[-1] - grid.xs[0] > NARROW]
    if not grids:
        return picture, []
    pixels = bytearray(content)
    for y, start, end in across:
        pixels[y * width + start:y * width + end] = WHITE * (end - start)
    for x, start, end in down:
        pixels[start * width + x:end * width + x:width] = WHITE * (end - start)
    return Picture(head + b"\n" + pixels, picture.scale), grids


def _strokes(at: int, pixels: bytes, least: int) -> Iterator[Stroke]:
    """The dark lines of a row or column of pixels."""
    return (Stroke(at, *found.span()) for found in DARK.finditer(pixels) if found.end() - found.start() >= least)


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
