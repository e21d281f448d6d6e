"""Reports and lists as spreadsheets and tables as text."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import Any

import legacy_fonts
import xlsxwriter
from source import Block, Run, Source, plain

NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
PLAIN = Run("")
RIGHT = 4  # the column in which the right half of letterhead and signature stands


def workbook(source: Source) -> bytes:
    """The bytes of a .xlsx file of one sheet: a paragraph a row, tables cell by cell, numbers and days as such."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 1, 1)})
    sheet = book.add_worksheet(source.head.get("sheet", "Sheet1"))
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, RIGHT + 2, 26)
    writer = Writer(book, sheet, source.head.get("fonts"))
    for block in source.blocks:
        writer.block(block)
    book.close()
    return held.getvalue()


class Writer:
    """Writes the blocks of a report one below the other."""

    def __init__(self, book: Any, sheet: Any, encoding: str | None) -> None:
        """At the top of an empty sheet."""
        self.book, self.sheet, self.encoding, self.row = book, sheet, encoding, 0

    def block(self, block: Block) -> None:
        """Write a block at the row in hand."""
        if block.kind == "columns":
            for col, lines in zip((0, RIGHT), block.rows[0], strict=True):
                for at, line in enumerate(lines):
                    self.words(self.row + at, col, line)
            self.row += max(map(len, block.rows[0]))
        elif block.kind == "table":
            for cells in block.rows:
                for col, lines in enumerate(cells):
                    self.cell(self.row, col, lines)
                self.row += 1
            self._merge(block)
        else:
            if block.kind != "blank":
                self.words(self.row, 0, [Run(f"{block.label} "), *block.runs] if block.label else block.runs)
            self.row += 1

    def cell(self, row: int, col: int, lines: list[list[Run]]) -> None:
        """A cell of a table: a number, a day or words."""
        words = "\n".join(plain(line) for line in lines)
        if NUMBER.fullmatch(words) and words[0] != "0":
            self.sheet.write_number(row, col, int(words.replace(".", "")), self.look(num_format="#,##0"))
        elif found := DAY.fullmatch(words):
            day, month, year = map(int, found.groups())
            self.sheet.write_datetime(row, col, date(year, month, day), self.look(num_format="dd/mm/yyyy"))
        elif words:
            self.words(row, col, [Run(words, bold=any(run.bold for line in lines for run in line))])

    def words(self, row: int, col: int, runs: list[Run]) -> None:
        """Words in one font, or in several where the encoding needs a font of capitals."""
        pieces = [(text, font, run) for run in runs if run.text for text, font in self._typed(run.text)]
        if len(pieces) == 1:
            ((text, font, run),) = pieces
            self.sheet.write_string(row, col, text, self.look(font, run))
        elif pieces:
            self.sheet.write_rich_string(row, col, *(part for text, font, run in pieces for part in (self.look(font, run), text)))

    def look(self, font: str = "", run: Run = PLAIN, **more: str) -> Any:
        """A format: font, bold, italic."""
        own = {"font_name": font or "Times New Roman", "bold": run.bold, "italic": run.italic, "text_wrap": run.text.count("\n") > 0}
        return self.book.add_format(own | more)

    def _typed(self, words: str) -> list[tuple[str, str]]:
        return legacy_fonts.runs(words, self.encoding) if self.encoding else [(words, "")]

    def _merge(self, block: Block) -> None:
        """Join a cell with those on its right that belong to it."""
        top = self.row - len(block.rows)
        for row, marks in enumerate(block.spans):
            for col in (col for col, mark in enumerate(marks) if not mark and marks[col + 1:col + 2] == ["<"]):
                end = next((at for at in range(col + 1, len(marks)) if marks[at] != "<"), len(marks)) - 1
                self.sheet.merge_range(top + row, col, top + row, end, "")
                self.cell(top + row, col, block.rows[row][col])


def delimited(source: Source) -> bytes:
    """The bytes of a .csv file as Excel saves one: UTF-8 with its mark, semicolons, CRLF."""
    held = io.StringIO()
    rows = csv.writer(held, delimiter=";", lineterminator="\r\n")
    for block in source.blocks:
        if block.kind == "table":
            rows.writerows([" ".join(plain(line) for line in lines) for lines in cells] for cells in block.rows)
        elif block.kind != "blank":
            rows.writerow([plain(block.runs)])
    return b"\xef\xbb\xbf" + held.getvalue().encode()


def sheet_as_page(source: Source) -> bytes:
    """What programs of offices call .xls and is a web page with one table."""
    body = []
    for block in source.blocks:
        if block.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{'<br>'.join(plain(line) for line in lines)}</td>" for lines in cells) + "</tr>\n"
                           for cells in block.rows)
            body.append(f"<table border=1>\n{rows}</table>")
        elif block.kind == "columns":
            body += [f"<p>{plain(line)}</p>" for lines in block.rows[0] for line in lines]
        elif block.kind != "blank":
            body.append(f"<p>{plain(block.runs)}</p>")
    return ("<html><head><meta charset=utf-8></head><body>\n" + "\n".join(body) + "\n</body></html>\n").encode()
