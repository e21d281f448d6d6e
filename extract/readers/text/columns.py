"""What stands side by side: tables, and the letterhead and signature block that only look like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from extract.document import Piece
from extract.readers.docx.columns import (
    END_LIST,
    END_SIGN,
    HEAD_DATE,
    HEAD_NUMBER,
    HEAD_SIGN,
    Cell,
    begins,
    in_columns,
)
from extract.readers.text.wrapping import ITEM, Line

GAP = regex.compile(r"(?<=\S)(?:\t[ \t]*+|[ ]{3,}+)(?=\S)")
MARKER = regex.compile(r"\s*(?:[-–+•*·]|\(?\w{1,3}[.)/])\s*$")
PIPE = regex.compile(r"(?<!\\)\|")
RULE = r"\s*(?::-++:?|-++:|-{2,}+)\s*"  # a lone dash is an empty cell
PIPE_RULE = regex.compile(rf"(?:\s*\||{RULE}\|)(?:{RULE}\|)*+(?:{RULE})?$")
LEAST_BARE = 3  # cells of a row whose bars stand between words only, or whose cells are set apart by spaces
SPACES = regex.compile(r"(?<=\S) {3,}+(?=\S)")

MOST_ROWS, MOST_COLUMNS = 4, 3  # of a signature block; text does not tell whether lines are drawn
LONGEST_BLOCK, LONGEST_LINE = 24, 60  # in lines; in characters of its left column

# Positions over two names.
OFFICES = regex.compile(r"(?:NGƯỜI|XÁC NHẬN|THỦ TRƯỞNG|THƯ KÝ|CHỦ T|TM\.|T/M|ĐẠI DIỆN|KT\.|BÍ THƯ|TRƯỞNG|"
                        r"KẾ TOÁN)\P{Ll}*$")
LONGEST_NAMES = 120

Rows = list[list[str]]


def by_column(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The lines of a letterhead or signature block column by column; None for a table.

    >>> by_column([["UBND XÃ AN HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1/BC-UBND", ""]])
    ['UBND XÃ AN HÒA', 'Số: 1/BC-UBND', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    """
    cells = [Cell(row, col, 1, [Piece(text)] if text else [])
             for row, texts in enumerate(rows) for col, text in enumerate(texts)]
    found = in_columns(cells, lambda: len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS)
    return None if found is None else [line for piece in found for line in piece.text.split("\n")]


def cell_lines(rows: Sequence[Sequence[str]], table: int) -> list[Line]:
    """One line a cell that holds words, with its place."""
    return [Line(cell, True, "table_cell", None, table, row, col)
            for row, cells in enumerate(rows) for col, cell in enumerate(cells) if cell.strip()]


def pipe_rows(lines: Sequence[str]) -> Rows | None:
    r"""The cells of a Markdown table, its ruling line left out; None where the lines are none.

    >>> pipe_rows(["| Năm | Số hộ |", "|---|---:|", "| 2023 | 12 |"])
    [['Năm', 'Số hộ'], ['2023', '12']]
    """
    if len(lines) < 2 or not all(PIPE.search(line) for line in lines):
        return None
    bare = [line.strip() for line in lines]
    framed = all(line.startswith("|") for line in bare) or all(line.endswith("|") for line in bare)
    if not framed and not PIPE_RULE.match(lines[1]):
        return _bare_rows(bare)
    words = [line for line in lines if not PIPE_RULE.match(line)]
    return [[cell.strip() for cell in PIPE.split(_unframed(line))] for line in words]


def _bare_rows(lines: Sequence[str]) -> Rows | None:
    """The cells of lines with bars between words only: a table where each has the same number of them."""
    rows = [[cell.strip() for cell in PIPE.split(line)] for line in lines]
    return rows if len(rows[0]) >= LEAST_BARE and len({len(row) for row in rows}) == 1 else None


def _unframed(line: str) -> str:
    line = line.strip().removeprefix("|")
    return line[:-1] if line.endswith("|") and not line.endswith("\\|") else line


def tab_rows(lines: Sequence[str]) -> Rows | None:
    r"""The cells of lines parted by tabs: two or more with the same number of cells, and no list.

    >>> tab_rows(["Năm\tSố hộ", "2023\t12"]), tab_rows(["1.\tNội dung", "2.\tKinh phí"])
    ([['Năm', 'Số hộ'], ['2023', '12']], None)
    """
    if len(lines) < 2 or not all("\t" in line for line in lines):
        return None
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    widest = max(map(len, rows))
    filled = [sum(map(bool, row)) for row in rows]
    if 2 * sum(count > 1 for count in filled) < len(rows) or min(map(len, rows)) < widest - 2:
        return None
    led = sum(bool(MARKER.match(row[0])) or not row[0] for row in rows)  # by a number, a bullet or nothing
    return None if widest == 2 and 2 * led >= len(rows) else rows


def spaced_rows(lines: Sequence[str]) -> Rows | None:
    """The cells of three lines or more, set apart by three spaces or more, each line with the same number of them.

    >>> spaced_rows(["TT   Nguồn   2023", "1   Đồn góp   88", "2   Xã góp   710"])
    [['TT', 'Nguồn', '2023'], ['1', 'Đồn góp', '88'], ['2', 'Xã góp', '710']]
    """
    rows = [SPACES.split(line.strip()) for line in lines]
    return rows if len(rows) > 2 and len(rows[0]) >= LEAST_BARE and len({len(row) for row in rows}) == 1 else None


def side_by_side(lines: Sequence[str]) -> list[str]:
    """The lines, those of letterheads and signature blocks set with spaces or tabs left column first.

    >>> side_by_side(["Nơi nhận:            CHỦ TỊCH", "- Như trên;", "                  Đinh Văn Tám"])
    ['Nơi nhận:', '- Như trên;', 'CHỦ TỊCH', 'Đinh Văn Tám']
    """
    if not any("   " in line or "\t" in line for line in lines):
        return list(lines)
    rows = [_halves(line) for line in lines]
    found: list[str] = []
    at = 0
    while at < len(rows):
        end = max(_end_of_block(rows, at), at + 1) if rows[at].right else at + 1
        block = rows[at:end]
        if any(_opens_block(row) for row in block):
            halves = [row.left for row in block] + [row.right for row in block]
            found += [half.strip() for half in halves if half.strip()]
        else:
            found += lines[at:end]
        at = end
    return found


def with_names(blocks: Iterable[str]) -> Iterator[str]:
    """The blocks between blank lines, two positions side by side in one with the names that stand below them.

    >>> list(with_names(["THƯ KÝ          CHỦ TRÌ", "Hồ Lan          Đinh Tám", "Hết."]))
    ['THƯ KÝ          CHỦ TRÌ\\nHồ Lan          Đinh Tám', 'Hết.']
    """
    held = ""
    for block in blocks:
        if held and all(GAP.search(line) and len(line) < LONGEST_NAMES for line in block.strip().split("\n")):
            held = f"{held}\n{block}"
            continue
        if held:
            yield held
        held = block if _two_sign(block) else ""
        if not held:
            yield block
    if held:
        yield held


def _two_sign(block: str) -> bool:
    """Whether one of the last lines has two positions side by side."""
    lines = block.split("\n")[-MOST_ROWS:] if "   " in block or "\t" in block else []
    rows = [_halves(line) for line in lines]
    return any(row.right and OFFICES.match(row.left.lstrip()) and OFFICES.match(row.right) for row in rows)


class Row(NamedTuple):
    """A line cut at its gap; `start` is the column where its words, or those behind the gap, begin."""

    left: str
    right: str
    start: int


def _halves(line: str) -> Row:
    gap = GAP.search(line) if "   " in line or "\t" in line else None
    if gap is None:
        wide = line.expandtabs(8)
        return Row(line, "", len(wide) - len(wide.lstrip()))
    return Row(line[: gap.start()], line[gap.end():], len(line[: gap.end()].expandtabs(8)))


def _end_of_block(rows: list[Row], at: int) -> int:
    """Where the block that begins at `at` ends; lines of its right column are moved there on the way."""
    edge, end, index = 0.6 * rows[at].start, at, at
    while index < len(rows) and index < at + LONGEST_BLOCK and len(rows[index].left) < LONGEST_LINE:
        row = rows[index]
        if not row.right and row.left.strip() and row.start >= edge:
            row = rows[index] = Row("", row.left, row.start)
        index += 1
        if row.right or (index == end + 1 and ITEM.match(row.left)):
            end = index
    return end


def _opens_block(row: Row) -> bool:
    """Whether the words side by side are those of a letterhead or a signature block."""
    left, right = row.left.lstrip(" *_"), row.right.lstrip(" *_")
    if not left or not right:
        return False
    if begins(HEAD_NUMBER, left) and begins(HEAD_DATE, right):
        return True
    if OFFICES.match(left) and OFFICES.match(right):
        return True
    return begins(HEAD_SIGN, right) or begins(END_SIGN, right) or begins(END_LIST, left)
