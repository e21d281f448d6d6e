"""Cells of Excel workbooks by calamine, with the looks that it does not tell. Its only importer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import chain

from python_calamine import CalamineWorkbook, SheetTypeEnum

from extract.readers.sheet.cells import Cell, Looks, Sheet, Value, shown, shown_in

MOST_KEPT = 4096  # numbers whose words are kept in mind


def sheets(data: bytes, looks: Callable[[int], Looks]) -> Iterator[Sheet]:
    """The sheets of a workbook, hidden ones too; `looks` gives those of a sheet by its index, from 0.

    Raises `Unreadable` where `looks` finds a sheet too large, and what calamine does where the file is broken.
    """
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for index, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield Sheet(sheet.name, _cells(workbook, index, looks(index)))


def _cells(workbook: CalamineWorkbook, index: int, looks: Looks) -> Iterator[Cell]:
    rows = workbook.get_sheet_by_index(index).iter_rows()
    if looks:
        return _looking(rows, looks)
    as_shown = lru_cache(maxsize=MOST_KEPT, typed=True)(shown)  # in tables, most numbers stand in many cells
    return chain.from_iterable(
        [(row, col, value if isinstance(value, str) else as_shown(value))
         for col, value in enumerate(values) if value or value != ""] for row, values in enumerate(rows))


def _looking(rows: Iterable[list[Value]], looks: Looks) -> Iterator[Cell]:
    """The cells of these rows, where some have a look."""
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            look = looks.get((row, col))
            if look and look.runs and isinstance(value, str):
                yield row, col, look.runs
            elif value == "":
                continue
            elif look is None:
                yield row, col, shown(value)
            else:
                yield row, col, ((shown_in(look, value), look.font),)
