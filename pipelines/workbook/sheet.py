"""A sheet before it is written: its columns, its rows, and the worksheets that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from pipelines.workbook.links import Link

FIRST_ROW = 4  # behind the title, the cover line and two rows of heads
MOST_ROWS, MOST_LINKS = 1_048_576 - FIRST_ROW, 65_000  # what Excel takes in a worksheet


class Column(NamedTuple):
    """A column: its head, what its cells are (see `styled.KINDS`), its width in characters, and what it is one of."""

    head: str
    kind: str = "text"
    width: float = 14
    group: str = ""


class Filled(NamedTuple):
    """A text on a ground that tells what it is."""

    words: str
    fill: str


class Sheet(NamedTuple):
    """A table: what it is called, what it shows, how many columns stay in sight, how many are printed."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]]
    frozen: int = 1
    printed: int | None = None  # what stands further right is for the screen
    total: bool = False  # whether the last row sums up the others


def parts(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet in pieces that a worksheet can hold: rows, and links that open."""
    rows = iter(sheet.rows)
    yield sheet._replace(rows=_held(rows))
    for number in count(2):
        first = next(rows, None)
        if first is None:
            return
        yield sheet._replace(name=f"{sheet.name} ({number})", rows=_held(chain([first], rows)))


def _held(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows until a worksheet is full; what is left of them stays where it was."""
    links = 0
    for number, row in enumerate(rows, start=1):
        yield row
        links += Link in map(type, row)
        if number == MOST_ROWS or links == MOST_LINKS:
            return
