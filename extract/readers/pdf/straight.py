"""Pages that lie aslant on their picture: most scanners and hands lay them so, and lines of tables break at it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf.pictures import Picture

DARK = bytes(value < 128 for value in range(256))
STRIPS = 12  # of the page's width: in each, a line of words is level enough
# Rise over run: how far is looked, by which steps, first roughly (a quarter of a degree), then closely.
WIDEST, STEPS = 0.05, ((0.004, 11), (0.0005, 8))
CLEAR = 1.03  # times as sharply as now must the lines stand out, or the page stays as it is
WHITE, NONE = b"\xff", b"\0"


def pixels(picture: Picture) -> tuple[int, int, bytes]:
    """Width, height and the grey values row by row."""
    head, _, content = picture.content.partition(b"\n")
    width, height = (int(number) for number in head.split()[1:3])
    return width, height, content


def slope_of(content: bytes, width: int, height: int) -> float:
    """How much lines sink to the right: where words of all strips fall into the same rows, rows are full or empty."""
    dark, reach = content.translate(DARK), round(WIDEST * width)
    edges, blank = [n * width // STRIPS for n in range(STRIPS + 1)], [0] * reach
    strips = [((left + right - width) / 2,
               [*blank, *(dark.count(1, row + left, row + right) for row in range(0, height * width, width)), *blank])
              for left, right in pairwise(edges)]

    def sharpness(slope: float) -> int:
        return _sharpness([counts[reach + round(slope * at):][:height] for at, counts in strips])

    best = 0.0
    for step, most in STEPS:
        best = max((best + step * n for n in range(-most, most + 1)), key=sharpness)
    return best if sharpness(best) > CLEAR * sharpness(0.0) else 0.0


def _sharpness(strips: Sequence[Sequence[int]]) -> int:
    return sum(total * total for total in map(sum, zip(*strips, strict=True)))


def level(content: bytes, width: int, height: int, slope: float) -> bytes:
    """The pixels turned about the upper left corner, so that lines of that slope are level.

    Columns are moved up or down, then rows to the side, which is as good as turning where it is so little.
    """
    return _beside(_below(content, width, height, slope, WHITE), width, height, slope, WHITE)


def aslant(content: bytes, width: int, height: int, slope: float) -> bytes:
    """What `level` was given, with zeros for what it moved over the edge."""
    return _below(_beside(content, width, height, -slope, NONE), width, height, -slope, NONE)


def _below(content: bytes, width: int, height: int, slope: float, fill: bytes) -> bytes:
    """Each column moved up by its place times the slope."""
    shifts = [round(slope * x) for x in range(width)]
    cuts = [0, *(x for x in range(1, width) if shifts[x] != shifts[x - 1]), width]
    parts = [(left, right, shifts[left]) for left, right in pairwise(cuts)]
    return b"".join([content[(y + by) * width + left:(y + by) * width + right] if 0 <= y + by < height
                     else fill * (right - left) for y in range(height) for left, right, by in parts])


def _beside(content: bytes, width: int, height: int, slope: float, fill: bytes) -> bytes:
    """Each row moved to the right by its place times the slope."""
    rows = ((content[y * width:y * width + width], round(slope * y)) for y in range(height))
    return b"".join([(fill * by + row)[:width] if by > 0 else row[-by:] + fill * -by for row, by in rows])
