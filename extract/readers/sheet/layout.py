"""From the filled cells of a sheet to blocks: letterhead, title lines, one table, notes, signature.

A sheet has no marks for these, so that rows tell: what stands alone in its row above or below the table is a
paragraph; two columns whose words are those of a letterhead or a signature are read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import regex

from extract.document import Piece
from extract.readers.docx.columns import (
    END_HINT,
    END_LIST,
    END_OFFICE,
    END_SIGN,
    HEAD_DATE,
    HEAD_HINT,
    HEAD_NUMBER,
    HEAD_SIGN,
    Cell,
    begins,
    in_columns,
)

LONGEST_HEAD, WIDEST_HEAD = 10, 4  # rows; filled cells of one of them
LONGEST_END = 16  # rows
NUMBER = regex.compile(r"[-+\d.,%\s]*\d[-+\d.,%\s]*")
HEAD, END = (HEAD_SIGN, HEAD_NUMBER, HEAD_DATE), (END_LIST, END_SIGN, END_OFFICE)
SIGNED = "("  # `(Ký tên)` stands below an office; alone it does not tell where the block begins
UNIT = regex.compile(r"(?i)\W*(?:đvt|đơn\s+vị(?:\s+tính)?)\s*:")  # above a table it belongs to the table
# What programs call a sheet that its author gave no name.
UNNAMED = regex.compile(r"(?i)(?:work)?sheet[ _]?\d*|trang[ _]?tính[ _]?\d*|bảng[ _]?tính[ _]?\d*|table\d*")


# The cells of a row that hold words.
Row = list[Piece]


def blocks(name: str, rows: Sequence[Row]) -> list[Piece]:
    """The pieces of the sheet of this name; `rows` are those that hold words, in order.

    >>> cells = {0: ["", "Thu quỹ"], 2: ["Thôn", "Số tiền"], 3: ["A", "5000"], 4: ["Chưa trừ chi."]}
    >>> rows = [[Piece(words, "table_cell", table=0, row=row, col=col) for col, words in enumerate(line) if words]
    ...         for row, line in cells.items()]
    >>> [(piece.kind, piece.text, piece.row) for piece in blocks("Quý I", rows)]  # doctest: +NORMALIZE_WHITESPACE
    [('heading', 'Quý I', None), ('paragraph', 'Thu quỹ', None), ('table_cell', 'Thôn', 2),
     ('table_cell', 'Số tiền', 2), ('table_cell', 'A', 3), ('table_cell', '5000', 3),
     ('paragraph', 'Chưa trừ chi.', None)]
    """
    head, at = _letterhead(rows)
    end, until = _signature(rows[at:])
    first, last = _table(rows[at : at + until])
    heading = [] if not name.strip() or UNNAMED.fullmatch(name.strip()) else [Piece(name, "heading", 1)]
    return [
        *head, *heading,
        *map(_paragraph, chain.from_iterable(rows[at : at + first])),
        *chain.from_iterable(rows[at + first : at + last]),
        *map(_paragraph, chain.from_iterable(rows[at + last : at + until])),
        *end,
    ]


def _paragraph(cell: Piece) -> Piece:
    return Piece(cell.text, encoding=cell.encoding)


def _letterhead(rows: Sequence[Row]) -> tuple[list[Piece], int]:
    """The letterhead column by column, and how many rows it takes."""
    at = 0
    for number, row in enumerate(rows[:LONGEST_HEAD]):
        if len(row) > WIDEST_HEAD:
            break
        if _any(HEAD, HEAD_HINT, row):
            at = number + 1
    pieces = _by_column(rows[:at])
    return ([], 0) if pieces is None else (pieces, at)


def _signature(rows: Sequence[Row]) -> tuple[list[Piece], int]:
    """The signature block column by column, and how many rows stand before it."""
    start = max(len(rows) - LONGEST_END, 1)
    for number, row in enumerate(rows[start:], start):
        if _any(END, END_HINT, [cell for cell in row if not cell.text.lstrip().startswith(SIGNED)]):
            numbers = any(NUMBER.fullmatch(cell.text) for row in rows[number:] for cell in row)
            pieces = None if numbers else _by_column(rows[number:])
            return ([], len(rows)) if pieces is None else (pieces, number)
    return [], len(rows)


def _any(patterns: Sequence[regex.Pattern[str]], hint: re.Pattern[str], row: Row) -> bool:
    texts = [cell.text for cell in row if hint.search(cell.text)]
    return any(begins(pattern, text) for text in texts for pattern in patterns)


def _by_column(rows: Sequence[Row]) -> list[Piece] | None:
    """The cells as paragraphs, column by column; None where they are no letterhead and no signature block."""
    columns = [cell.col or 0 for cell in max(rows, key=len, default=[])]
    if not 2 <= len(columns) <= WIDEST_HEAD:
        return None
    stacks: list[list[Piece]] = [[] for _ in columns]
    for cell in (cell for row in rows for cell in row):
        nearest = min(range(len(columns)), key=lambda number: abs(columns[number] - (cell.col or 0)))
        stacks[nearest].append(_paragraph(cell))
    return in_columns([Cell(0, number, 1, stack) for number, stack in enumerate(stacks)], lambda: False)


def _table(rows: Sequence[Row]) -> tuple[int, int]:
    """Where the table begins and ends: from the first row of several cells to the last one."""
    wide = [number for number, row in enumerate(rows) if len(row) > 1]
    begin = next(_starts(rows, wide), None)
    if begin is None:
        return len(rows), len(rows)
    return begin - (begin > 0 and UNIT.match(rows[begin - 1][0].text) is not None), wide[-1] + 1


def _starts(rows: Sequence[Row], wide: Sequence[int]) -> Iterator[int]:
    """Rows of three cells, or of two above another of two: a lone pair is a line of words and its remark."""
    return (number for number in wide if len(rows[number]) > 2 or number + 1 in wide)
