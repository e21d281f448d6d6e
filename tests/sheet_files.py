"""Spreadsheets for the tests, made on the spot: rows in, the bytes of a workbook out."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Font

from extract.readers.sheet.ole_files import packed

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, font: str | None = None, title: str = "Sheet1", **sheets: Rows) -> bytes:
    """A workbook whose first sheet holds these rows, all words in this font."""
    book = openpyxl.Workbook()
    for name, content in {title: rows, **sheets}.items():
        sheet = book.active if name == title else book.create_sheet(name)
        sheet.title = name
        for row in content:
            sheet.append(list(row))
        for cell in (cell for row in sheet.iter_rows() for cell in row if font):
            cell.font = Font(name=font)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def record(kind: int, body: bytes) -> bytes:
    """A record of Excel 97."""
    return struct.pack("<HH", kind, len(body)) + body


def text(words: str) -> bytes:
    """A shared text in UTF-16."""
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def rich(words: str, *changes: tuple[int, int]) -> bytes:
    """A shared text whose font changes at these places."""
    runs = b"".join(struct.pack("<HH", *change) for change in changes)
    return struct.pack("<HBH", len(words), 9, len(changes)) + words.encode("utf-16-le") + runs


BOF, EOF = 0x809, record(0x0A, b"")


def xls(cells: Sequence[bytes], texts: Sequence[bytes] = (), fonts: Sequence[str] = ("Arial",), *,
        protected: bytes = b"") -> bytes:
    """A workbook of Excel 97 with one sheet of these records; a format of cells for each font, percent behind them."""
    head = record(BOF, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + protected
    numbered = [name for at, name in enumerate(fonts) if at != 4]
    head += b"".join(record(0x31, bytes(14) + bytes([len(name), 1]) + name.encode("utf-16-le")) for name in numbered)
    head += b"".join(record(0xE0, struct.pack("<HH", font, 0) + bytes(16)) for font in range(len(fonts)))
    head += record(0xE0, struct.pack("<HH", 0, 10) + bytes(16))
    head += record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(texts))
    name = record(0x85, struct.pack("<IHBB", 0, 0, 5, 0) + b"Quy I")
    start = len(head) + len(name) + len(EOF)
    sheet = record(BOF, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + b"".join(cells) + EOF
    return packed(Workbook=head + record(0x85, struct.pack("<I", start) + name[8:]) + EOF + sheet)


def label(row: int, col: int, number: int, format: int = 0) -> bytes:
    """A cell that shows a shared text."""
    return record(0xFD, struct.pack("<HHHI", row, col, format, number))


def number(row: int, col: int, value: float, format: int = 0) -> bytes:
    """A cell that holds a number."""
    return record(0x203, struct.pack("<HHHd", row, col, format, value))
