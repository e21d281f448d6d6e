"""Amounts in table cells that hold digits only: their unit stands in the column's head, in a column of units,
or above the table (`ĐVT: triệu đồng`). A number whose unit is not said is no amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
import regex

from extract.document import Block, Document
from extract.recognizers.money.amounts import GROUPED, scale_of, whole
from extract.recognizers.money.roles import role_in
from extract.recognizers.numbers import NUMERAL, Numeral, read_numeral
from extract.records import Money

UNIT = (r"(?P<unit>(?P<scale>1\.?000|triệu|tr\.?|nghìn|ngàn|tỷ|tỉ)? ?(?:đồng|đ|vnđ|vnd)(?!\p{L}))"
        r"(?: ?/ ?(?P<per>[\p{L}][\w /]*?))?")
HEAD_UNIT = regex.compile(
    rf"(?i)\( ?(?:(?:đvt|đơn vị(?: tính)?) ?:? ?)?{UNIT} ?\)|(?:đvt|đơn vị(?: tính)?) ?:? ?{UNIT}")
WHOLE_UNIT = regex.compile(rf"(?i)\(?{UNIT}\)?")
ABOVE = regex.compile(rf"(?i)(?:(?:đvt|đơn vị(?: tính)?) ?: ?|đvt |tính (?:bằng|theo) ){UNIT}")
CAPTION = regex.compile(rf"(?i)(?:biểu|bảng|phụ lục)\b[^\n]{{0,150}}\({UNIT}\)[.:]?$")
ABOVE_REACH = 3  # blocks before the table
UNIT_COLUMN = regex.compile(r"(?i)(?:đvt|đơn vị(?: tính)?)")
MONEY_HEAD = regex.compile(r"(?i)kinh phí|tiền|tổng|cộng|vốn|\bthu\b|\bchi\b|dự toán|ngân sách|giá|nguồn|đóng góp|"
                           r"hỗ trợ|\bns\b|quy (?:ra )?tiền|"
                        r"\bmức\b|doanh|lợi nhuận|\bnợ\b|quyết toán|thực hiện|kế hoạch|"
                        r"(?:19|20)[0-9]{2}")
OTHER_HEAD = regex.compile(r"(?i)^(?:stt|tt|số tt)$|số lượng|\bsl\b|^số (?!tiền|vốn|kinh phí|thu|chi)|%|tỷ lệ|tỉ lệ|"
                           r"diện tích|khối lượng|ghi chú|\bmã\b|so sánh|năm sinh|điện thoại|^năm$|"
                           r"\((?!quy (?:ra )?tiền|(?:19|20)[0-9]{2}|[0-9]+\)).*\)")
# A row of a table of money that counts something else: `Số hộ nghèo`, `Tỷ lệ giải ngân`.
OTHER_ROW = regex.compile(
    r"(?i)(?:tổng )?(?:số (?!tiền|vốn|kinh phí|thu|chi|dư|nợ)|diện tích|dân số|sản lượng)|tỷ lệ|tỉ lệ")
DIGITS = regex.compile(NUMERAL)
YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
INDEX = regex.compile(r"\(?(?:([0-9]{1,2})|[A-Za-z])\)?(?: ?=.*)?")
TOTAL = regex.compile(r"(?i)(?:tổng|cộng)\b")
SCALES = {"1.000": 1000, "1000": 1000}


class Unit(msgspec.Struct, frozen=True):
    """What a number in a column counts: đồng times `scale`, for each `per`."""

    scale: int
    per: str | None = None


class Grid(msgspec.Struct, frozen=True):
    """One table: its cells by row and column, and where its data begin."""

    cells: dict[tuple[int, int], Block]
    texts: dict[tuple[int, int], str]
    first_row: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]


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
        grid = _grid(document, [document.blocks[number] for number in numbers])
        yield from _amounts(document, grid, _unit_above(document, numbers[0]))


def _grid(document: Document, blocks: list[Block]) -> Grid:
    cells = {(block.row or 0, block.col or 0): block for block in blocks}
    texts = {place: " ".join(document.text[block.start : block.end].split()) for place, block in cells.items()}
    rows = tuple(sorted({row for row, _ in cells}))
    columns = tuple(sorted({col for _, col in cells}))
    data = (row for row in rows if _holds_data([texts.get((row, col), "") for col in columns]))
    return Grid(cells, texts, next(data, rows[-1] + 1), columns, rows)


def _holds_data(texts: list[str]) -> bool:
    """Whether a row has a number that is neither a year of the head nor a column's index (`(1) (2) (3)`)."""
    return not _is_index(texts) and any(DIGITS.fullmatch(text) and not YEAR.fullmatch(text) for text in texts[1:])


def _is_index(texts: list[str]) -> bool:
    """Whether a row only numbers the columns: `A B 1 2 3`, `(1) (2) (3)=(1)+(2)`."""
    matches = [INDEX.fullmatch(text) for text in texts if text]
    numbers = [int(match[1]) for match in matches if match and match[1]]
    return all(matches) and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _unit_above(document: Document, first: int) -> Unit | None:
    """The unit in the last lines before the table."""
    for block in reversed(document.blocks[max(0, first - ABOVE_REACH) : first]):
        span = block.start, block.end
        match = ABOVE.search(document.text, *span) or CAPTION.match(document.text, *span)
        if match is not None:
            return _unit(match["scale"], match["per"])
    return None


def _unit(scale: str | None, per: str | None) -> Unit:
    return Unit(SCALES[scale] if scale in SCALES else scale_of(scale), " ".join(per.split()) if per else None)


def _amounts(document: Document, grid: Grid, above: Unit | None) -> Iterator[Money]:
    heads = {col: _head(grid, col) for col in grid.columns}
    for text in (grid.texts.get((row, col), "") for row in grid.rows if row < grid.first_row for col in grid.columns):
        match = ABOVE.fullmatch(text.strip("() "))
        above = above if match is None else _unit(match["scale"], match["per"])
    unit_column = next((col for col, head in heads.items() if _names_units(grid, col, head)), None)
    units = {col: _column_unit(head, above, _looks_like_money(grid, col)) for col, head in heads.items()}
    for (row, col), text in grid.texts.items():
        if row < grid.first_row or not DIGITS.fullmatch(text):
            continue
        if col != grid.columns[0] and OTHER_ROW.match(_label(grid, row)):
            continue
        unit = units[col]
        if unit_column is not None and not HEAD_UNIT.search(heads[col]):
            unit = _row_unit(grid, row, col, unit_column, heads[col])
        if unit is not None:
            yield _money(document, grid, (row, col), unit, heads[col])


def _names_units(grid: Grid, col: int, head: str) -> bool:
    """Whether a column says each row's unit; `Đơn vị` alone may also be a column of organs."""
    if not UNIT_COLUMN.fullmatch(head):
        return False
    return head.lower() != "đơn vị" or any(WHOLE_UNIT.fullmatch(grid.texts.get((row, col), "")) for row in grid.rows)


def _label(grid: Grid, row: int) -> str:
    """The first words of a row."""
    return next((text for col in grid.columns if regex.search(r"\p{L}", text := grid.texts.get((row, col), ""))), "")


def _head(grid: Grid, col: int) -> str:
    """The words over a column; those of a cell merged over several columns stand in the first of them."""
    words: list[str] = []
    for row in (row for row in grid.rows if row < grid.first_row):
        text = grid.texts.get((row, col))
        if text is None and not words:
            left = [other for other in grid.columns if other < col and (row, other) in grid.texts]
            text = grid.texts[row, left[-1]] if left else None
        if text and not INDEX.fullmatch(text) and not (ABOVE.fullmatch(text.strip("() ")) and _alone(grid, row)):
            words.append(text)
    return " ".join(words)


def _alone(grid: Grid, row: int) -> bool:
    """Whether the row has one cell: a line above the head, such as `Đơn vị tính: nghìn đồng`."""
    return sum((row, col) in grid.texts for col in grid.columns) == 1


def _looks_like_money(grid: Grid, col: int) -> bool:
    """Whether a column's numbers are written as amounts are: grouped thousands or decimals, not `12` or `2019`."""
    cells = [grid.texts.get((row, col), "") for row in grid.rows if row >= grid.first_row]
    return any(DIGITS.fullmatch(cell) and ("." in cell or "," in cell) for cell in cells)


def _column_unit(head: str, above: Unit | None, counts_money: bool) -> Unit | None:
    """The unit of a column: its head's, or the one above the table where head or numbers speak of money."""
    match = HEAD_UNIT.search(head)
    if match is not None:
        return _unit(match["scale"], match["per"])
    if above is not None and not OTHER_HEAD.search(head) and (MONEY_HEAD.search(head) or counts_money):
        return above
    return None


def _row_unit(grid: Grid, row: int, col: int, unit_column: int, head: str) -> Unit | None:
    """The unit that the row's own cell names, for the columns behind it."""
    match = WHOLE_UNIT.fullmatch(grid.texts.get((row, unit_column), ""))
    if match is None or col < unit_column or OTHER_HEAD.search(head):
        return None
    return _unit(match["scale"], match["per"])


def _money(document: Document, grid: Grid, place: tuple[int, int], unit: Unit, head: str) -> Money:
    block, written = grid.cells[place], grid.texts[place]
    number = _number(written, unit)
    first = _label(grid, place[0])
    return Money(doc_id=document.doc_id, start=block.start, end=block.end, raw=document.text[block.start : block.end],
                 amount_vnd=whole(number.value * unit.scale), per=unit.per,
                 role="tổng" if TOTAL.match(first) else role_in(head.lower()), malformed=number.malformed,
                 page=block.page)


def _number(written: str, unit: Unit) -> Numeral:
    if unit.scale == 1 and GROUPED.fullmatch(written):
        return Numeral(Decimal(written.replace(",", "")), True)
    return read_numeral(written)
