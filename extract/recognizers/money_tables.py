"""Amounts in table cells that hold digits only: their unit stands in the column's head or above the table."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document
from extract.records import Money


def find_cells(document: Document) -> Iterator[Money]:
    """Nothing yet."""
    yield from ()
