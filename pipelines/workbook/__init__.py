"""All tables as one Excel workbook, a sheet each. The only importer of xlsxwriter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.decisions.reviewed import WRITTEN, rows
from pipelines.files import replacing
from pipelines.schema import Column, Row, Table
from pipelines.store import Store

MOST_CHARACTERS, MOST_ROWS, MOST_DIGITS = 32_767, 1_048_575, 10**15
CUT = " … [cut here: Excel holds 32,767 characters a cell; the whole is in the other forms]"
WIDTHS = {"int": 10, "real": 10, "bool": 8, "text": 24, "texts": 40, "reals": 24}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False}


def write_workbook(store: Store, path: Path) -> Path:
    """Write all tables into the workbook at `path`; a table too long for a sheet goes on in the next."""
    with replacing(path) as draft, xlsxwriter.Workbook(draft, OPTIONS) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows give the same bytes
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for table in WRITTEN:
            for name, part in _sheets(table.name, rows(store, table)):
                _fill(book.add_worksheet(name), table, part, bold, day)
    return path


def _sheets(name: str, rows: Iterator[Row]) -> Iterator[tuple[str, Iterable[Row]]]:
    yield name, islice(rows, MOST_ROWS)
    for number in count(2):
        first = next(rows, None)
        if first is None:
            return
        yield f"{name} ({number})", _chained(first, rows)


def _chained(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from islice(rows, MOST_ROWS - 1)


def _fill(sheet: Worksheet, table: Table, rows: Iterable[Row], bold: Format, day: Format) -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, WIDTHS[column.kind])
        sheet.write_string(0, at, column.name, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, last, at, value, column, day)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, at: int, value: Any, column: Column, day: Format) -> None:
    """Write a cell; a day of the calendar becomes a date that Excel can count with."""
    if value is None:
        return
    if column.kind == "bool":
        sheet.write_boolean(row, at, value)
    elif column.kind in ("int", "real") and abs(value) < MOST_DIGITS:
        sheet.write_number(row, at, value)
    elif "date" in column.name and (known := as_day(value)):
        sheet.write_datetime(row, at, known, day)
    else:
        sheet.write_string(row, at, fitting(value))


def as_day(value: Any) -> date | None:
    """The day that a text names in full, if the calendar and Excel (from 1900) have it.

    >>> as_day("2024-10-22"), as_day("2024-10"), as_day("2024-04-31"), as_day("1898-02-03")
    (datetime.date(2024, 10, 22), None, None, None)
    """
    try:
        known = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
    return known if known and known.year >= 1900 else None


def fitting(value: Any) -> str:
    """The value as text that fits into a cell, a list joined by ` | `.

    >>> fitting(["a", "b"]), len(fitting("x" * 40_000))
    ('a | b', 32767)
    """
    text = " | ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
