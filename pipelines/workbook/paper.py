"""A worksheet that takes whole rows of the cells that nearly all are, texts, numbers and days, as a file has them.

xlsxwriter puts every cell together from its attributes, each looked through for signs to escape; what comes of it is
the same (`tests/test_workbook_paper.py`). Beside its interface, used of it is how a row is kept until the next begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

import regex
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

# Signs that XML or Excel may write in another way; white space at an end is kept only if they are told to.
UNUSUAL = regex.compile(r"[<>&_\x00-\x08\x0b-\x1f\ufffe\uffff]")
MOST_UNITS = 32_767  # of UTF-16, that a cell holds
column_name = lru_cache(maxsize=None)(xl_col_to_name)


class Paper(Worksheet):  # type: ignore[misc]  # xlsxwriter says nothing of its types
    """A worksheet in `constant_memory`, as `add_worksheet` takes it."""

    def __init__(self) -> None:
        """With no font seen yet."""
        super().__init__()
        self.fonts: dict[Format, str] = {}

    def put(self, row: int, cells: Iterable[str]) -> None:
        """Put the cells of a row, from left to right, below all that was put before and no further right."""
        whole = "".join(cells)
        self._check_dimensions(row, 0)
        if row > self.previous_row:  # a link has not begun it
            self._write_single_row(row)
        self.table[row] = {0: whole}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is str:
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)

    def marked(self, row: int, col: int, runs: Iterable[tuple[Format, str]], style: Format) -> str:
        """The cell of a text, each part of it in a font of its own; none is empty, and all fit into a cell."""
        inner = "".join(f"<r>{self._font(font)}{_text(words)}</r>" for font, words in runs)
        return f'{_head(row, col, style)} t="inlineStr"><is>{inner}</is></c>'

    def _font(self, style: Format) -> str:
        if style not in self.fonts:
            self.rstring = XMLwriter()
            self.rstring._set_filehandle(StringIO())
            self._write_font(style)
            self.fonts[style] = self.rstring.fh.getvalue()
        return self.fonts[style]

    def link(self, row: int, col: int, target: str, words: str, style: Format) -> str:
        """The cell of a link to a file, whose text is that of other cells."""
        self.write_url(row, col, f"external:{target}", style)
        return text(row, col, words, style)


def text(row: int, col: int, words: str, style: Format) -> str:
    """The cell of a text; what Excel has no room for is left out."""
    if 2 * len(words) > MOST_UNITS:
        words = words.encode("utf-16-le", "surrogatepass")[:2 * MOST_UNITS].decode("utf-16-le", "ignore")
    return f'{_head(row, col, style)} t="inlineStr"><is>{_text(words)}</is></c>'


def number(row: int, col: int, value: float, style: Format) -> str:
    """The cell of a number."""
    return f"{_head(row, col, style)}><v>{value:.16G}</v></c>"


@lru_cache(maxsize=4096)
def _text(words: str) -> str:
    if not UNUSUAL.search(words) and words.strip() == words:
        return f"<t>{words}</t>"
    space = ' xml:space="preserve"' if words != words.strip() else ""
    return f"<t{space}>{escape(XMLwriter._escape_control_characters(words))}</t>"


def _head(row: int, col: int, style: Format) -> str:
    return f'<c r="{column_name(col)}{row + 1}" s="{style._get_xf_index()}"'
