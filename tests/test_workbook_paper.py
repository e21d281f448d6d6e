"""Rows written in one piece are, byte for byte, what xlsxwriter would write; text like its XML stays text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook import OPTIONS
from pipelines.workbook.paper import MOST_UNITS, Paper, number, text

WORDS = ["xã Ba Bích", "", " lùi vào", "hết dòng\n", "a & b < c > d \"e\"", "_x000A_ và _x12", "=1+1", "số\t5",
         "\ufffe", "\x07", "x" * (MOST_UNITS + 1), "😀" * 20_000]
Fill = Callable[[Worksheet, int, str, Format, Format], None]


def _plain(sheet: Worksheet, row: int, word: str, style: Format, bold: Format) -> None:
    sheet.set_row(row, 20 + row)
    sheet.write_string(row, 0, word, style)
    sheet.write_number(row, 1, 1.5 * row, style)
    sheet.write_datetime(row, 2, date(1900 + row, 2, 28), style)
    sheet.write_url(row, 3, f"external:{row}.docx", style, "tệp")
    sheet.write_rich_string(row, 4, style, "trước ", bold, "ở & giữa", style, " sau", style)


def _in_one_piece(sheet: Worksheet, row: int, word: str, style: Format, bold: Format) -> None:
    sheet.set_row(row, 20 + row)
    runs = ((style, "trước "), (bold, "ở & giữa"), (style, " sau"))
    sheet.put(row, [text(row, 0, word, style), number(row, 1, 1.5 * row, style),
                    number(row, 2, sheet._convert_date_time(date(1900 + row, 2, 28)), style),
                    sheet.link(row, 3, f"{row}.docx", "tệp", style), sheet.marked(row, 4, runs, style)])


def _written(path: Path, worksheet: type[Worksheet], fill: Fill) -> list[bytes]:
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        sheet, style = book.add_worksheet("a", worksheet), book.add_format({"border": 1})
        bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
        for at in range(5):
            sheet.write_string(0, at, "đầu cột", style)
        for row, word in enumerate(WORDS, start=1):
            fill(sheet, row, word, style, bold)
    with zipfile.ZipFile(path) as parts:
        return [parts.read(name) for name in sorted(parts.namelist())]


def test_the_same_bytes(tmp_path: Path) -> None:
    assert _written(tmp_path / "a.xlsx", Paper, _in_one_piece) == _written(tmp_path / "b.xlsx", Worksheet, _plain)


@pytest.mark.parametrize("word", ["<r>a</r>", "<r><t>", "<r></c></r>"])
def test_a_text_that_looks_like_markup_is_a_text(tmp_path: Path, word: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", OPTIONS) as book:
        sheet, style = book.add_worksheet("a", Paper), book.add_format({"border": 1})
        sheet.put(0, [text(0, 0, word, style), sheet.link(0, 1, "a.docx", word, style)])

    row = openpyxl.load_workbook(tmp_path / "a.xlsx").active[1]
    assert [cell.value for cell in row] == [word, word]
