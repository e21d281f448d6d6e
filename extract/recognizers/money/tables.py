"""Amounts in table cells that hold digits only: their unit stands in the column's head, in a column of units,
in the row's label or around the table (`ĐVT: triệu đồng`), or other columns that add up tell it. A number whose
unit nobody says is no amount, but for sums of money of two dots.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extract.document import Block, Document, Span
from extract.recognizers.money.amounts import GROUPED, scale_of, whole
from extract.recognizers.money.forms import SCALE
from extract.recognizers.money.grid import DIGITS, INDEX, Grid, grid_of
from extract.recognizers.money.roles import role_in
from extract.recognizers.money.table_units import (
    AROUND,
    MONEY_HEAD,
    OTHER_HEAD,
    WHOLE_UNIT,
    Unit,
    column_units,
    unit_around,
    unit_in,
)
from extract.recognizers.numbers import NUMERAL, Numeral, read_numeral
from extract.records import Money

UNIT_COLUMN = regex.compile(r"(?i)(?:đvt|đơn vị(?: tính)?)")
# A row of a table of money that counts something else: `Số hộ nghèo`, `Tỷ lệ giải ngân`.
OTHER_ROW = regex.compile(
    r"(?i)(?:tổng )?(?:số (?!tiền|vốn|kinh phí|thu|chi|dư|nợ)|diện tích|dân số|sản lượng)|tỷ lệ|tỉ lệ")
TOTAL = regex.compile(r"(?i)(?:tổng|cộng)\b")
# `500 nghìn`, `150k` alone in a cell below a head of money.
OWN_UNIT = regex.compile(rf"(?:{NUMERAL}) ?(?P<scale>{SCALE})")
OWN_SCALE = regex.compile(rf" ?{SCALE}$")
# `1. Giống: 900.000` on a line of its own in a cell.
PART = regex.compile(rf": ?(?P<number>{NUMERAL})(?=[;,.]?(?:\n|$))")


def find_cells(document: Document) -> Iterator[Money]:
    """Every cell of digits whose unit is money, in the order of the tables.

    >>> from extract.document import Piece, Reading, compose
    >>> rows = (("Nội dung", "Số hộ", "Kinh phí (triệu đồng)"), ("Thôn A", "12", "5,5"), ("Tổng", "12", "5,5"))
    >>> pieces = [Piece(cell, "table_cell", table=0, row=row, col=col)
    ...           for row, cells in enumerate(rows) for col, cell in enumerate(cells)]
    >>> [(money.raw, money.amount_vnd, money.role) for money in find_cells(compose(Reading(pieces)))]
    [('5,5', 5500000, 'kinh phí'), ('5,5', 5500000, 'tổng')]
    """
    tables: dict[int, list[int]] = {}
    for number, block in enumerate(document.blocks):
        if block.table is not None and block.row is not None and block.col is not None:
            tables.setdefault(block.table, []).append(number)
    for numbers in tables.values():
        grid = grid_of(document, [document.blocks[number] for number in numbers])
        yield from _amounts(document, grid, unit_around(document, numbers[0], numbers[-1]))


def _amounts(document: Document, grid: Grid, around: Unit | None) -> Iterator[Money]:
    heads = {col: _head(grid, col) for col in grid.columns}
    for text in (grid.texts.get((row, col), "") for row in grid.rows if row < grid.first_row for col in grid.columns):
        around = unit_in(text, AROUND) if AROUND.fullmatch(text.strip("() ")) else around
    column = next((col for col, head in heads.items() if _names_units(grid, col, head)), None)
    units = column_units(grid, heads, around if column is None else None)
    lines = dict(_line_units(grid, column))
    free = {col for col, head in heads.items() if not unit_in(head) and not OTHER_HEAD.search(head)} if lines else ()
    for (row, col), text in grid.texts.items():
        unit = lines[row][1] if row in lines and lines[row][0] < col and col in free else units.get(col)
        if row < grid.first_row or not (unit or text[:1].isdigit()):
            continue
        found = list(_in_cell(document.text, grid.cells[row, col], unit, heads[col]))
        if found and (col == grid.columns[0] or not OTHER_ROW.match(grid.label(row))):
            yield from (_money(document, grid, (row, col), number, unit, heads[col]) for number, unit in found)


def _in_cell(text: str, cell: Block, unit: Unit | None, head: str) -> Iterator[tuple[Span, Unit]]:
    """The numbers of a cell that are amounts, each with its unit: all of it, or behind a colon at a line's end."""
    words = text[cell.start : cell.end]
    if unit is not None and DIGITS.fullmatch(words.strip()):
        yield Span(cell.start, cell.end), unit
    elif (own := OWN_UNIT.fullmatch(words)) and MONEY_HEAD.search(head):
        yield Span(cell.start, cell.end), Unit(scale_of(own["scale"]))
    elif unit is not None and ":" in words:
        yield from ((Span(*match.span("number")), unit) for match in PART.finditer(text, cell.start, cell.end))


def _names_units(grid: Grid, col: int, head: str) -> bool:
    """Whether a column says each row's unit; `Đơn vị` alone may also be a column of organs."""
    if not UNIT_COLUMN.fullmatch(head):
        return False
    return head.lower() != "đơn vị" or any(WHOLE_UNIT.fullmatch(grid.texts.get((row, col), "")) for row in grid.rows)


def _line_units(grid: Grid, column: int | None) -> Iterator[tuple[int, tuple[int, Unit]]]:
    """Row, column and unit of each line that names its own: in the column of units, else in its label."""
    for (row, col), text in grid.texts.items():
        if row >= grid.first_row and (col == column or (column is None and text.endswith(")"))):
            unit = unit_in(text) if column is None else unit_in(text, WHOLE_UNIT)
            if unit is not None:
                yield row, (col, unit)


def _head(grid: Grid, col: int) -> str:
    """The words over a column; those of a cell merged over several columns stand in the first of them."""
    words: list[str] = []
    for row in (row for row in grid.rows if row < grid.first_row):
        text = grid.texts.get((row, col))
        if text is None and not words:
            left = [other for other in grid.columns if other < col and (row, other) in grid.texts]
            text = grid.texts[row, left[-1]] if left else None
        if text and not INDEX.fullmatch(text) and not (AROUND.fullmatch(text.strip("() ")) and _alone(grid, row)):
            words.append(text)
    return " ".join(words)


def _alone(grid: Grid, row: int) -> bool:
    """Whether the row has one cell: a line above the head, such as `Đơn vị tính: nghìn đồng`."""
    return sum((row, col) in grid.texts for col in grid.columns) == 1


def _money(document: Document, grid: Grid, place: tuple[int, int], span: Span, unit: Unit, head: str) -> Money:
    raw = document.text[span.start : span.end]
    number = _number(OWN_SCALE.sub("", " ".join(raw.split())), unit)
    return Money(doc_id=document.doc_id, start=span.start, end=span.end, raw=raw,
                 amount_vnd=whole(number.value * unit.scale), per=unit.per,
                 role="tổng" if TOTAL.match(grid.label(place[0])) else role_in(head.lower()),
                 malformed=number.malformed, page=grid.cells[place].page)


def _number(written: str, unit: Unit) -> Numeral:
    if unit.scale == 1 and GROUPED.fullmatch(written):
        return Numeral(Decimal(written.replace(",", "")), True)
    return read_numeral(written)
