"""The XML of an Excel sheet as bytes: empty cells out, how far it reaches, what calamine must not be given.

A tree of a sheet would cost more than all else, so that patterns look at the tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.readers.sheet.limits import MOST_CHARACTERS, check_characters, check_size

# Errors by their type; the signs are quicker to look for.
ERROR, ERROR_SIGNS = rb"(%s[^<>]*?\bt=)[\"']e[\"']", (b't="e', b"t='e")
# Letters and digits of all places, of rows too; `re` looks for what a pattern begins with much faster than for a set.
COLUMNS = re.compile(rb"r=(?<=\br=)[\"']([A-Z]+)[0-9]")
ROWS = re.compile(rb"r=(?<=\br=)[\"'][A-Z]*([0-9]+)")
ROW = re.compile(rb"<(?:\w+:)?row\b")


# An empty cell as nearly all programs write it; and what is no filled cell of theirs in the first 234 columns and 9,999
# rows, without an error. They spare a sheet the patterns that look for every other way.
EMPTY = re.compile(rb'<c r="[A-Z][^<>]*/>')
UNUSUAL = re.compile(rb'<c\b(?! r="[A-H]?[A-Z][0-9]{1,4}"(?: s="[0-9]+")?(?: t="(?:s|n|str|inlineStr|b)")?>)')
PREFIX = re.compile(rb":c")
# A formula without its result; a text that is a result may be empty.
FORMULA = re.compile(rb"<c\b(?![^<>]*\bt=[\"']str)[^<>]*><f\b[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
# One of these ends it: a look at all tags would take as long as all of calamine.
FORMULA_ENDS = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v />", b"/></c>")
UNCOMPUTED = ("uncomputed: The workbook holds formulas without their results (a program wrote it, no Excel has saved "
              "it since); those cells are empty.")
LEAST_SHARED = len(b'<c t="s"><v>0</v>')


class _Tags(NamedTuple):
    """What cells look like: all, those that are empty, with a place, without one; what they hold."""

    cell: re.Pattern[bytes]
    empty: re.Pattern[bytes]
    empty_with_place: re.Pattern[bytes]
    placeless: re.Pattern[bytes]
    error: re.Pattern[bytes]
    filled: re.Pattern[bytes]
    shared: re.Pattern[bytes]


def _tags(cell: bytes) -> _Tags:
    return _Tags(*(re.compile(pattern.replace(b"%s", cell)) for pattern in (
        b"%s", rb"%s[^<>]*+(?<=/)>", rb"%s(?=[^<>]*+(?<=/)>)[^<>]*\br=[^<>]*>",
        rb"%s(?![^<>]*?\br=[\"'][A-Z]+[0-9]+[\"'])", ERROR,
        rb"%s([^<>]*)>(?:\s*<(?:\w+:)?v>\s*([0-9]+))?",
        rb"%s[^<>]*\bt=[\"']s[\"'][^<>]*>\s*<(?:\w+:)?v>\s*([0-9]+)")))


# With a prefix that may be there, `re` tries every tag: twice the time.
BARE, PREFIXED = _tags(rb"<c\b"), _tags(rb"<(?:\w+:)?c\b")


class Markup:
    """A sheet without its empty cells, of which some programs write millions; errors (`#REF!`) as texts."""

    def __init__(self, data: bytes) -> None:
        """Make it lean."""
        self._tags = PREFIXED if PREFIX.search(data) else BARE
        if UNUSUAL.search(data):
            data = EMPTY.sub(b"", data)
        self._usual = self._tags is BARE and UNUSUAL.search(data) is None
        self.data = data if self._usual else self._lean(data)

    def _lean(self, data: bytes) -> bytes:
        self._placed = self._tags.placeless.search(data) is None
        data = (self._tags.empty if self._placed else self._tags.empty_with_place).sub(b"", data)
        wrong = any(sign in data for sign in ERROR_SIGNS)
        return self._tags.error.sub(rb'\1"str"', data) if wrong else data

    def cells(self) -> list[tuple[bytes, bytes]]:
        """The attributes of each cell, and the whole number in it, if it begins with one."""
        return self._tags.filled.findall(self.data)

    @property
    def is_uncomputed(self) -> bool:
        """Whether a formula lacks its result."""
        return any(sign in self.data for sign in FORMULA_ENDS) and FORMULA.search(self.data) is not None

    def check(self, shared: bytes) -> None:
        """Raises `Unreadable` where calamine would take too much memory for it and the shared texts in it."""
        if not self._usual:
            check_size(*self._size())
        if len(self.data) * len(shared) > MOST_CHARACTERS:
            self._check_texts([len(text) for text in shared.split(b"</si>")])

    def _size(self) -> tuple[int, int]:
        """Rows and columns between the outermost cells, and those that it claims."""
        data = self.data
        rows = max(map(int, set(ROWS.findall(data))), default=0)
        columns = max(map(column, set(COLUMNS.findall(data))), default=0)
        if self._placed:
            return rows, columns
        cells = (len(self._tags.cell.findall(row)) for row in ROW.split(data))  # they may leave out where they stand
        return max(rows, len(ROW.findall(data))), max(columns, *cells)

    def _check_texts(self, lengths: Sequence[int]) -> None:
        """Every cell gets its own copy of a shared text: a long one may be shared by thousands."""
        most = len(self.data) // LEAST_SHARED * max(lengths)
        used = self._tags.shared.findall(self.data) if most > MOST_CHARACTERS else []
        check_characters(sum(lengths[int(number)] for number in used if int(number) < len(lengths)))


def column(letters: bytes) -> int:
    """The number of a column, from 1.

    >>> column(b"A"), column(b"AA"), column(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number
