"""Texts beside the body: running heads by section, text boxes by the place they hang on.

Source: [MS-DOC], 2.8.22 (running heads), 2.8.31 and 2.9.99 (text boxes), 2.8.37 and 2.9.253 (shapes).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

# The stories of a section in their order: for even, odd and first pages.
KINDS = ("header", "header", "footer", "footer", "header", "footer")
SEPARATORS = 6  # the stories before those of the first section: lines between text and notes
BOX_SIZE, BOX_SHAPE, SHAPE_SIZE = 22, 14, 26


class Story(NamedTuple):
    """A text beside the body, in positions of its part: a running head's kind or the place a box hangs on."""

    start: int
    end: int
    kind: str
    anchor: int | None = None


def stories(table: bytes) -> Iterator[Story]:
    """The running heads of all sections."""
    count = len(table) // 4
    bounds = unpack_from(f"<{count}I", table)
    for index in range(SEPARATORS, count - 2):
        if bounds[index + 1] > bounds[index]:
            yield Story(bounds[index], bounds[index + 1], KINDS[index % len(KINDS)])


def boxes(table: bytes, shapes: bytes) -> Iterator[Story]:
    """The text boxes of the body; `anchor` is a position in the body, None where the box's shape is not known."""
    anchors = _anchors(shapes)
    count = (len(table) - 4) // (4 + BOX_SIZE)
    bounds = unpack_from(f"<{count + 1}I", table) if count > 0 else ()
    for index in range(count):
        (shape,) = unpack_from("<I", table, 4 * (count + 1) + BOX_SIZE * index + BOX_SHAPE)
        if bounds[index + 1] > bounds[index]:
            yield Story(bounds[index], bounds[index + 1], "", anchors.get(shape))


def _anchors(shapes: bytes) -> dict[int, int]:
    """The position in the body by the number of the shape."""
    count = (len(shapes) - 4) // (4 + SHAPE_SIZE)
    positions = unpack_from(f"<{count + 1}I", shapes) if count > 0 else ()
    return {unpack_from("<I", shapes, 4 * (count + 1) + SHAPE_SIZE * index)[0]: positions[index]
            for index in range(count)}
