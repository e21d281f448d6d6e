"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods, .csv, XML of 2003): every sheet's letterhead, table and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice, repeat

from extract.document import Piece, Reading
from extract.errors import Unreadable
from extract.legacy import Converter
from extract.options import PLAIN, Options
from extract.readers import ole
from extract.readers.container import Container
from extract.readers.locked import unlocked
from extract.readers.sheet import delimited, native, ods, ooxml, xlsb, xml2003
from extract.readers.sheet.biff import Book
from extract.readers.sheet.cells import Cell, Sheet, runs
from extract.readers.sheet.layout import Row, blocks
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
    said = [words for _, cells in read for _, _, words in cells]
    plain = zip((words for words in said if isinstance(words, str)), repeat(None))
    converter = Converter(chain(plain, *(words for words in said if not isinstance(words, str))))
    pieces = [piece for table, (name, cells) in enumerate(read) if cells
              for piece in blocks(name, _rows(table, cells, converter))]
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


def _rows(table: int, cells: Iterable[Cell], converter: Converter) -> list[Row]:
    """The cells that hold words, by row, in Unicode."""
    rows: list[Row] = []
    at, needed, convert = -1, converter.is_needed, cache(lambda words: converter.convert(runs(words)))
    for row, col, words in cells:
        text, encoding = convert(words) if needed or not isinstance(words, str) else (words, None)
        if not text.strip():
            continue
        if row != at:
            rows.append([])
            at = row
        rows[-1].append(Piece(text, "table_cell", None, None, table, row, col, None, encoding))
    return rows
