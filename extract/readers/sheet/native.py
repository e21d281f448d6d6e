"""Cells of Excel workbooks by calamine, with the looks that it does not tell. Its only importer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum

from extract.readers.sheet.cells import Cell, Looks, Sheet, shown


def sheets(data: bytes, looks: Callable[[int], Looks]) -> Iterator[Sheet]:
    """The sheets of a workbook, hidden ones too; `looks` gives those of a sheet by its index, from 0.

    Raises `Unreadable` where `looks` finds a sheet too large, and what calamine does where the file is broken.
    """
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for index, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield Sheet(sheet.name, _cells(workbook, index, looks(index)))


def _cells(workbook: CalamineWorkbook, index: int, looks: Looks) -> Iterator[Cell]:
    for row, values in enumerate(workbook.get_sheet_by_index(index).iter_rows()):
        if not looks:
            for col, value in enumerate(values):
                if value != "":
                    yield row, col, ((value if isinstance(value, str) else shown(value), None),)
            continue
        for col, value in enumerate(values):
            look = looks.get((row, col))
            if look and look.runs and isinstance(value, str):
                yield row, col, look.runs
            elif value == "":
                continue
            elif look is None:
                yield row, col, ((shown(value), None),)
            else:
                yield row, col, ((shown(value, look.percent), look.font),)
