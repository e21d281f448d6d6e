"""Sheets that an office can print and hand on: title, cover line, framed table, filters, frozen head."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from pipelines.files import replacing
from pipelines.workbook import MOST_CHARACTERS, MOST_DIGITS, OPTIONS, as_day, fitting
from pipelines.workbook.links import Link
from pipelines.workbook.marked import Marked
from pipelines.workbook.paper import Paper, number, text
from pipelines.workbook.sheet import FIRST_ROW, Filled, Sheet, parts

GROUP_ROW, HEAD_ROW = FIRST_ROW - 2, FIRST_ROW - 1
LONGEST_LINK = 2_000
A4, A3, WIDE = 9, 8, 190  # paper by the width of what is printed
LINE_HEIGHT, TALLEST = 15.5, 400.0
WIDER = 0.82  # a letter of this font is narrower than the digit that widths are told in
NOTE = 130  # the width over which the cover line runs
FONT, INK, HEAD_FILL, LINE, SOFT, MARK = "Times New Roman", "#1B2A41", "#1F4E79", "#9AA5B1", "#EAF1F8", "#B23A00"
KINDS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True}, "short": {"align": "center", "text_wrap": True},
    "int": {"num_format": '#,##0;-#,##0;"–"', "align": "center"}, "number": {"num_format": "0", "align": "center"},
    "money": {"num_format": "#,##0", "align": "right", "indent": 1},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"}, "real": {"num_format": "0.00", "align": "center"},
    "link": {"text_wrap": True, "font_color": "#0B4F9E", "underline": 1},
}
# Colours that the colour-blind tell apart; the words stand in the cell as well.
FILLS = {"good": "#DDEBF7", "new": "#FFF2CC", "end": "#E7E6E6", "alarm": "#FBE2D5"}
Writer = Callable[[int, int, Any, Format], str]  # row, column, value: the cell


class Formats(NamedTuple):
    """The formats of a workbook."""

    title: Format
    note: Format
    head: Format
    frame: Format
    cells: dict[tuple[str, str], Format]
    inside: tuple[Format, Format, Format]  # the font of words within a cell: plain, marked, plain


def write_styled(sheets: Iterable[Sheet], path: Path) -> Path:
    """Write the sheets into a workbook; one that is too long goes on in the next. The only clock is 2000."""
    with replacing(path) as draft, xlsxwriter.Workbook(draft, OPTIONS) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        formats = _formats(book)
        for sheet in sheets:
            for part in parts(sheet):
                _Page(book.add_worksheet(part.name, Paper), part, formats).fill()
    return path


def _formats(book: xlsxwriter.Workbook) -> Formats:
    plain = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top"}
    framed = plain | {"border": 1, "border_color": LINE}
    head = framed | {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD_FILL, "align": "center",
                     "valign": "vcenter", "text_wrap": True}
    grounds = {"": {}, "total": {"bold": True, "bg_color": SOFT}} | {name: {"bg_color": colour}
                                                                    for name, colour in FILLS.items()}
    cells = {(kind, name): book.add_format(framed | style | ground)
             for kind, style in KINDS.items() for name, ground in grounds.items()}
    within = book.add_format(plain)
    title = plain | {"bold": True, "font_size": 15, "font_color": HEAD_FILL, "valign": "vcenter"}
    note = plain | {"italic": True, "text_wrap": True, "font_color": "#44546A"}
    return Formats(book.add_format(title), book.add_format(note), book.add_format(head),
                   book.add_format({"border": 1, "border_color": LINE}), cells,
                   (within, book.add_format(plain | {"font_color": MARK, "bold": True}), within))


class _Page:
    """One worksheet while it is filled, row by row."""

    def __init__(self, paper: Paper, sheet: Sheet, formats: Formats) -> None:
        self.paper, self.sheet, self.formats = paper, sheet, formats
        self.widths = [column.width for column in sheet.columns]
        self.kinds = [column.kind for column in sheet.columns]
        self.write: dict[type, Writer] = {
            str: self._text, int: self._number, float: self._number, Filled: self._filled, Link: self._link,
            Marked: self._marked}

    def fill(self) -> None:
        """Write the head, the rows, and how it is printed."""
        self._head()
        last = FIRST_ROW - 1
        waiting: Sequence[Any] | None = None
        for row in self.sheet.rows:
            if waiting is not None:
                last += 1
                self._row(last, waiting, "")
            waiting = row
        if waiting is not None:
            last += 1
            self._row(last, waiting, "total" if self.sheet.total else "")
        else:
            self.paper.write_string(FIRST_ROW, 0, "Không có dòng nào.", self.formats.note)
        self._print_setup(last - self.sheet.total)

    def _head(self) -> None:
        columns = self.sheet.columns
        for at, column in enumerate(columns):
            self.paper.set_column(at, at, column.width)
        self.paper.freeze_panes(FIRST_ROW, self.sheet.frozen)
        self.paper.set_row(0, 26)
        self.paper.write_string(0, 0, self.sheet.title, self.formats.title)
        reach = next((at for at in range(2, len(columns)) if sum(c.width for c in columns[:at]) > NOTE), len(columns))
        width = sum(column.width for column in columns[:reach])
        self.paper.set_row(1, LINE_HEIGHT * lines(self.sheet.note, width) + 6)
        self.paper.merge_range(1, 0, 1, max(1, reach - 1), fitting(self.sheet.note), self.formats.note)
        self._groups()
        self.paper.set_row(HEAD_ROW, LINE_HEIGHT * max(lines(column.head, column.width - 3) for column in columns) + 6)
        for at, column in enumerate(columns):
            self.paper.write_string(HEAD_ROW, at, column.head, self.formats.head)

    def _groups(self) -> None:
        """The row above the heads, where columns belong together; low and empty where none do."""
        runs = [list(run) for _, run in groupby(enumerate(self.sheet.columns), key=lambda pair: pair[1].group)]
        self.paper.set_row(GROUP_ROW, 20 if len(runs) > 1 else 4)
        for run in runs if len(runs) > 1 else ():
            first, last, words = run[0][0], run[-1][0], run[0][1].group
            if words and last > first:
                self.paper.merge_range(GROUP_ROW, first, GROUP_ROW, last, words, self.formats.head)
            else:
                for at in range(first, last + 1):
                    self.paper.write_string(GROUP_ROW, at, words, self.formats.head)

    def _row(self, row: int, cells: Sequence[Any], ground: str) -> None:
        """Numbers as numbers, known days as dates, everything else as text that can never be a formula."""
        height = max([lines(words, width) for words, width in zip(map(_words, cells), self.widths, strict=True)
                      if len(words) >= width or "\n" in words], default=1)
        if height > 1:
            self.paper.set_row(row, min(LINE_HEIGHT * height + 2, TALLEST))
        formats, write = self.formats.cells, self.write
        self.paper.put(row, (write[type(value)](row, at, value, formats[kind, ground])
                             for at, (value, kind) in enumerate(zip(cells, self.kinds, strict=True))
                             if value is not None))

    def _text(self, row: int, at: int, words: str, style: Format) -> str:
        """Words; in a column of dates a day that is known is a date, a month or a year alone stays words."""
        if self.kinds[at] == "date":
            day = as_day(words)
            if day:
                return number(row, at, self.paper._convert_date_time(day), style)
            words = "/".join(reversed(words.split("-")))
        elif self.kinds[at] == "link":  # words that open nothing do not look as if they did
            style = self.formats.cells["text", ""]
        return text(row, at, words if len(words) < MOST_CHARACTERS else fitting(words), style)

    def _number(self, row: int, at: int, value: float, style: Format) -> str:
        known = abs(value) < MOST_DIGITS
        return number(row, at, value, style) if known else text(row, at, str(value), style)

    def _filled(self, row: int, at: int, value: Filled, _: Format) -> str:
        return self._text(row, at, value.words, self.formats.cells[self.kinds[at], value.fill])

    def _marked(self, row: int, at: int, value: Marked, style: Format) -> str:
        """Words marked by bold and a colour; a text of one part, or one too long for a cell, is plain."""
        runs = [run for run in zip(self.formats.inside, value, strict=True) if run[1]]
        if not value.inner or len(runs) < 2 or 2 * len(value.words) > MOST_CHARACTERS:
            return self._text(row, at, value.words, style)
        return self.paper.marked(row, at, runs, style)

    def _link(self, row: int, at: int, link: Link, style: Format) -> str:
        if len(link.target) > LONGEST_LINK:
            return self._text(row, at, link.words, style)
        return self.paper.link(row, at, link.target, fitting(link.words), style)

    def _print_setup(self, last: int) -> None:
        columns = self.sheet.columns
        if last >= FIRST_ROW:
            self.paper.autofilter(HEAD_ROW, 0, last, len(columns) - 1)
            # One rule frames all empty cells; a million cells of nothing would take as long as words.
            self.paper.conditional_format(FIRST_ROW, 0, last + self.sheet.total, len(columns) - 1,
                                          {"type": "blanks", "format": self.formats.frame})
        self.paper.set_landscape()
        shown = columns[: self.sheet.printed]
        self.paper.set_paper(A3 if sum(column.width for column in shown) > WIDE else A4)
        self.paper.print_area(0, 0, max(last + self.sheet.total, FIRST_ROW), len(shown) - 1)
        self.paper.fit_to_pages(1, 0)
        self.paper.repeat_rows(GROUP_ROW, HEAD_ROW)
        self.paper.set_margins(0.4, 0.4, 0.5, 0.6)
        self.paper.set_footer("&L&8&A&R&8Trang &P/&N")
        self.paper.hide_gridlines(2)


def lines(words: str, width: float) -> int:
    """How many lines words take in a column of that width.

    >>> lines("xã Ba Tơ", 14), lines("phường Trương Quang Trọng", 14), lines("", 14)
    (1, 2, 1)
    """
    if "\n" not in words:
        return max(1, ceil(len(words) * WIDER / width)) if len(words) >= width else 1
    return sum(max(1, ceil(len(part) * WIDER / width)) for part in words.split("\n"))


def _words(value: Any) -> str:
    return value if type(value) is str else value.words if type(value) in (Filled, Link, Marked) else ""
