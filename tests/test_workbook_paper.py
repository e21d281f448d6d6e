"""Cells written in one piece are, byte for byte, what xlsxwriter would write; text like its XML stays text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook import OPTIONS
from pipelines.workbook.paper import Paper

WORDS = ["xã Ba Bích", "", " lùi vào", "hết dòng\n", "a & b < c > d \"e\"", "_x000A_ và \x07", "=1+1", "số\t5",
         "\ufffe"]


def _written(path: Path, worksheet: type[Worksheet], words: list[str]) -> bytes:
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        sheet, style = book.add_worksheet("a", worksheet), book.add_format({"border": 1})
        bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
        for row, word in enumerate(words):
            sheet.set_row(row, 20 + row)
            sheet.write_string(row, 0, word, style)
            sheet.write_string(row, 27, word)
            sheet.write_number(row, 1, 1.5 * row, style)
            sheet.write_rich_string(row, 2, style, "trước ", bold, word or "-", style, " sau", style)
    return zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_the_same_bytes(tmp_path: Path) -> None:
    assert _written(tmp_path / "a.xlsx", Paper, WORDS) == _written(tmp_path / "b.xlsx", Worksheet, WORDS)


@pytest.mark.parametrize("word", ["<r>a</r>", "<r><t>", "<r></c></r>"])
def test_a_text_that_looks_like_markup_is_a_text(tmp_path: Path, word: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", OPTIONS) as book:
        book.add_worksheet("a", Paper).write_string(0, 0, word, book.add_format({"border": 1}))

    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"].value == word
