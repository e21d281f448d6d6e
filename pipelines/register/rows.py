"""The rows of a register file, CSV or XLSX, each with its line."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LARGEST = 64 * 2**20  # a register of a million rows is smaller; beyond this it is a bomb
EXCEL_BEGAN = date(1899, 12, 30)


class BadRegister(Exception):
    """A register that cannot be used, with the file, the line and what is wrong there."""

    def __init__(self, path: Path | str, line: int | None, words: str) -> None:
        """Say where and what."""
        self.path, self.line, self.words = path, line, words
        super().__init__(f"{path}{f', line {line}' if line else ''}: {words}")


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column name; cells are trimmed, an empty one is ""."""
    cells = _sheet(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    _, names = next(cells, (0, []))
    if not any(names):
        raise BadRegister(path, 1, "there is no line with the names of the columns")
    columns = [name.strip().lower() for name in names]
    if len(set(filter(None, columns))) < len([name for name in columns if name]):
        raise BadRegister(path, 1, "a column stands there twice")
    for line, values in cells:
        if len(values) > len(columns) and any(values[len(columns):]):
            raise BadRegister(path, line, f"{len(values)} cells, but only {len(columns)} columns")
        row = dict.fromkeys(columns, "") | dict(zip(columns, map(str.strip, values), strict=False))
        if any(row.values()):
            yield line, row


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRegister(path, None, "this is no UTF-8; save it as 'CSV UTF-8' or as XLSX") from error
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)  # Excel with Vietnamese settings writes semicolons
    reader = csv.reader(StringIO(text), delimiter=mark)
    for row in reader:
        yield reader.line_num, row


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet; cells are text or numbers, formulas give what was last computed."""
    try:
        with zipfile.ZipFile(path) as package:
            strings = [_words(item) for item in _xml(path, package, STRINGS)] if STRINGS in package.namelist() else []
            sheet = _xml(path, package, SHEET)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise BadRegister(path, None, f"this workbook cannot be read ({error})") from error
    for row in sheet.iter(f"{NS}row"):
        values: list[str] = []
        for cell in row.iter(f"{NS}c"):
            at = _column(cell.get("r", "")) if cell.get("r") else len(values)
            values += [""] * (at - len(values)) + [_value(cell, strings)]
        yield int(row.get("r", "0")), values


def _xml(path: Path, package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if package.getinfo(name).file_size > LARGEST:
        raise BadRegister(path, None, "this workbook is too large for a register")
    return ElementTree.fromstring(package.read(name))


def _words(item: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{NS}t"))


def _value(cell: ElementTree.Element, strings: list[str]) -> str:
    value = cell.findtext(f"{NS}v") or ""
    kind = cell.get("t")
    if kind == "s":
        return strings[int(value)]
    return _words(cell) if kind == "inlineStr" else value


def _column(reference: str) -> int:
    """The number of a column from 0.

    >>> _column("A1"), _column("AB12")
    (0, 27)
    """
    number = 0
    for letter in reference:
        if letter.isalpha():
            number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def excel_day(value: str) -> str:
    """A day that Excel keeps as a number of days; anything else as it is.

    >>> excel_day("45292"), excel_day("2024-01-01"), excel_day("2024")
    ('2024-01-01', '2024-01-01', '2024')
    """
    number = value.removesuffix(".0")
    return (EXCEL_BEGAN + timedelta(days=int(number))).isoformat() if number.isdigit() and len(number) == 5 else value
