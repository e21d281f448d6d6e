"""Spreadsheets for the tests, made on the spot: rows in, the bytes of a workbook out."""

from __future__ import annotations

import struct
import zipfile
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


def xlsb(row: int, col: int) -> bytes:
    """A binary workbook whose one sheet holds a word and, behind it, 2,5."""
    sheet = _binary(129) + _binary(148, bytes(16)) + _binary(145) + _binary(0, struct.pack("<I", row) + bytes(13))
    sheet += _binary(6, struct.pack("<II", col, 0) + _wide("Xã")) + _binary(5, struct.pack("<IId", col + 1, 0, 2.5))
    book = _binary(131) + _binary(143) + _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Thu"))
    book += _binary(144) + _binary(132)
    parts = {"_rels/.rels": RELATED.format("officeDocument", "xl/workbook.bin"), "xl/workbook.bin": book,
             "xl/_rels/workbook.bin.rels": RELATED.format("worksheet", "worksheets/sheet1.bin"),
             "xl/worksheets/sheet1.bin": sheet + _binary(146) + _binary(130)}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return buffer.getvalue()


RELATED = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
           'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
           "</Relationships>")


def _binary(kind: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook, its kind and its size in groups of seven bits."""
    return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + bytes([len(body)]) + body


def _wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


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
