"""A worksheet that writes the cells that nearly all are, texts and numbers, in one piece: the same bytes in less time.

xlsxwriter puts every cell together from its attributes, each looked through for signs to escape. What is overridden
here is not part of its interface: under another name it would not be called, and the workbook be the same.
"""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

import regex
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

# Signs that XML or Excel write in another way, and white space at an end, which they keep only if told to.
UNUSUAL = regex.compile(r"[<>&\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")
column_name = lru_cache(maxsize=None)(xl_col_to_name)


class Paper(Worksheet):  # type: ignore[misc]  # xlsxwriter says nothing of its types
    """A worksheet in `constant_memory`, as `add_worksheet` takes it."""

    def __init__(self) -> None:
        """With no font seen yet."""
        super().__init__()
        self.fonts: dict[Format, str] = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if cell.format is None or kind not in ("String", "Number"):
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "Number":
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
        elif UNUSUAL.search(cell.string):
            words, kept = self._escape_control_characters(cell.string), cell.string != cell.string.strip()
            space = ' xml:space="preserve"' if kept else ""
            self.fh.write(f'{head} t="inlineStr"><is><t{space}>{escape(words)}</t></is></c>')
        else:
            self.fh.write(f'{head} t="inlineStr"><is><t>{cell.string}</t></is></c>')

    def _write_font(self, xf_format: Format) -> None:
        """The font of words within a cell, put together once for every format."""
        if xf_format not in self.fonts:
            stream, self.rstring.fh = self.rstring.fh, StringIO()
            super()._write_font(xf_format)
            self.fonts[xf_format] = self.rstring.fh.getvalue()
            self.rstring.fh = stream
        self.rstring.fh.write(self.fonts[xf_format])
