"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods, .csv, XML of 2003): every sheet's letterhead, table and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from extract.document import Reading
from extract.errors import Unreadable
from extract.legacy import Converter, Run
from extract.options import PLAIN, Options
from extract.readers import ole
from extract.readers.container import Container
from extract.readers.locked import unlocked
from extract.readers.sheet import delimited, native, ods, ooxml, xlsb, xml2003
from extract.readers.sheet.biff import Book
from extract.readers.sheet.cells import Cell, Sheet
from extract.readers.sheet.layout import Filled, blocks
from extract.readers.sheet.limits import CUT_OFF, MOST_CELLS
from extract.readers.sheet.ole_files import packed

BLANK = b"\xef\xbb\xbf \r\n\t"
STREAMS = ("Workbook", "Book")


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The sheets in their order, hidden ones too: a sheet's name as a heading, its used range as one table.

    `row` and `col` of a cell are those of the sheet, from 0. Numbers have the comma as their decimal sign
    and nothing between thousands; dates are dd/mm/yyyy. Raises `Unreadable`.
    """
    sheets, problems = _opened(data, options)
    read = list(_limited(sheets))
    converter = Converter(run for _, cells in read for _, _, runs in cells for run in runs)
    pieces = [piece for table, (name, cells) in enumerate(read) if cells
              for piece in blocks(name, table, _rows(cells, converter))]
    if sum(len(cells) for _, cells in read) == MOST_CELLS:
        problems.append(CUT_OFF)
    return Reading(pieces, partial=problems[0] if problems else None)


def _opened(data: bytes, options: Options) -> tuple[Iterable[Sheet], list[str]]:
    """The sheets of a workbook of any kind, and what of it could not be unpacked."""
    if data.startswith(ole.MAGIC):
        return _excel_97(data, options), []
    if data.lstrip(BLANK).startswith(b"<?xml"):
        return xml2003.sheets(data), []
    if not data.startswith(b"PK"):
        return delimited.sheets(data), []
    parts = Container(data, "spreadsheet")
    if "content.xml" in parts:
        return ods.sheets(data), []
    if xlsb.MAIN in parts:
        return native.sheets(xlsb.packed(data), lambda sheet: {}), []
    workbook = ooxml.Workbook(data)
    return native.sheets(workbook.packed(), workbook.looks), workbook.problems


def _excel_97(data: bytes, options: Options) -> Iterator[Sheet]:
    """The container is made anew as well: calamine may stumble over a broken one."""
    book = Book(ole.stream(data, *STREAMS) or b"")
    if book.locked:
        data = unlocked(data, options.passwords)
        book = Book(ole.stream(data, *STREAMS) or b"")
    if not book.sheets:
        raise Unreadable("damaged", "The file is cut off or damaged (there are no sheets in it).")
    looks = [book.looks(sheet) for sheet in range(len(book.sheets))]  # before calamine, which reads all at once
    return native.sheets(packed(Workbook=bytes(book.data)), looks.__getitem__)


def _limited(sheets: Iterable[Sheet]) -> Iterator[tuple[str, list[Cell]]]:
    """The names of the sheets with their cells, not more than may be read of all together."""
    left = MOST_CELLS
    for sheet in sheets:
        cells = list(islice(sheet.cells, left))
        left -= len(cells)
        yield sheet.name, cells


def _rows(cells: Iterable[Cell], converter: Converter) -> list[list[Filled]]:
    """The cells that hold words, by row, in Unicode."""
    convert = converter.convert if converter.is_needed else _joined
    filled = [Filled(row, col, *convert(runs)) for row, col, runs in cells]
    return [list(row) for _, row in groupby([cell for cell in filled if cell.text.strip()], key=itemgetter(0))]


def _joined(runs: tuple[Run, ...]) -> tuple[str, None]:
    return runs[0][0] if len(runs) == 1 else "".join([text for text, _ in runs]), None
