"""Tables as text (.csv, .tsv): as Excel saves them, parted by what its first lines hold most of."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from extract.errors import Unreadable
from extract.readers.sheet.cells import Cell, Sheet
from extract.readers.text import decode

SEPARATORS = "\t;,"
HEAD = 4096  # characters that tell the separator


def sheets(data: bytes) -> Iterator[Sheet]:
    """The one sheet of such a file. Raises `Unreadable`."""
    text = decode(data)
    if text is None:
        raise Unreadable("unsupported", "The file is no text in any encoding that is read.")
    head = text[:HEAD]
    separator = max(SEPARATORS, key=head.count)
    yield Sheet("", _cells(csv.reader(StringIO(text, newline=""), delimiter=separator)))


def _cells(lines: Iterator[list[str]]) -> Iterator[Cell]:
    for row, fields in enumerate(lines):
        yield from ((row, col, field) for col, field in enumerate(fields) if field.strip())
