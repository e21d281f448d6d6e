"""XML of Excel 2003 (`urn:schemas-microsoft-com:office:spreadsheet`), which programs save under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator

from extract.errors import Unreadable
from extract.legacy import Run
from extract.readers.container import FORGIVING, etree
from extract.readers.sheet.cells import Cell, Sheet, typed

SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
Fonts = dict[str | None, str | None]


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook; broken XML is read up to the damage. Raises `Unreadable`."""
    tree = etree.fromstring(data, FORGIVING)
    if tree is None:
        raise Unreadable("damaged", "The spreadsheet is broken and holds nothing readable.")
    fonts: Fonts = {style.get(SHEET + "ID"): font.get(SHEET + "FontName")
                    for style in tree.iter(SHEET + "Style") for font in style.iterfind(f"{SHEET}Font")}
    for sheet in tree.iter(SHEET + "Worksheet"):
        yield Sheet(sheet.get(SHEET + "Name", ""), _cells(sheet, fonts))


def _cells(sheet: etree._Element, fonts: Fonts) -> Iterator[Cell]:
    row = -1
    for line in sheet.iter(SHEET + "Row"):
        row, col = _place(line, row), -1
        for cell in line.iterchildren(SHEET + "Cell"):
            col = _place(cell, col)
            runs = _runs(cell, fonts.get(cell.get(SHEET + "StyleID"), fonts.get("Default")))
            if runs:
                yield row, col, runs
            col += _whole(cell.get(SHEET + "MergeAcross"), 0)
        row += _whole(line.get(SHEET + "Span"), 0)


def _place(element: etree._Element, before: int) -> int:
    """The number of a row or cell: the one that it names, or that behind the one before it."""
    return _whole(element.get(SHEET + "Index"), before + 2) - 1


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise


def _runs(cell: etree._Element, font: str | None) -> tuple[Run, ...]:
    data = next(cell.iterchildren(SHEET + "Data"), None)
    words = "" if data is None else "".join(map(str, data.itertext()))
    words = words if data is None else typed(data.get(SHEET + "Type"), words)
    return ((words, font),) if words else ()
