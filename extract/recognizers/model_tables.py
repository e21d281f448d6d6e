"""Models in tables: the columns are told by their heads, in any order; merged cells are carried down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.document import Block, Document

COLUMNS: tuple[tuple[str, str], ...] = (
    ("name", r"tên (?:các )?(?:mô hình|công trình|phần việc)|^(?:các )?mô hình|^nội dung mô hình|tên gọi"),
    ("field", r"lĩnh vực"),
    ("money", r"kinh phí|số tiền|tổng mức|nguồn vốn|giá trị"),
    ("year", r"năm|bắt đầu|thời gian"),
    ("place", r"địa (?:điểm|bàn|chỉ)|nơi "),
    ("status", r"tình trạng|trạng thái|hiện trạng|ghi chú|kết quả|đánh giá"),
    ("owner", r"đơn vị|chủ thể|tập thể|cá nhân|chủ trì|người (?:thực hiện|phụ trách)|chi (?:hội|đoàn|bộ)|tổ chức|thực hiện|phụ trách"),
)
PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in COLUMNS)
CARRIED = ("owner", "field", "place")
TOTAL = regex.compile(r"(?i)^(?:tổng|cộng)")


class Cell(NamedTuple):
    """The words of one cell: span and text (several paragraphs joined by the newline between them)."""

    start: int
    end: int
    text: str


class Row(NamedTuple):
    """One model's cells by the meaning of their column; `title` is the row that heads a group of rows."""

    cells: dict[str, Cell]
    title: str


def model_rows(document: Document) -> Iterator[tuple[int, Row]]:
    """The rows that name models, each with the offset at which its table begins."""
    tables: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.kind == "table_cell" and block.table is not None and block.end <= document.flow_end:
            tables.setdefault(block.table, []).append(block)
    for blocks in tables.values():
        grid = _grid(document, blocks)
        yield from ((blocks[0].start, row) for row in _rows(grid))


def _grid(document: Document, blocks: list[Block]) -> dict[int, dict[int, Cell]]:
    grid: dict[int, dict[int, Cell]] = {}
    for block in blocks:
        row = grid.setdefault(block.row or 0, {})
        col = block.col or 0
        start = row[col].start if col in row else block.start
        row[col] = Cell(start, block.end, document.text[start:block.end])
    return grid


def _rows(grid: dict[int, dict[int, Cell]]) -> Iterator[Row]:
    heads = next(((number, found) for number, cells in sorted(grid.items())[:4] if (found := _heads(cells))), None)
    if heads is None:
        return
    first, columns = heads
    carried: dict[str, Cell] = {}
    title = ""
    for number, cells in sorted(grid.items()):
        if number <= first:
            continue
        if len(cells) == 1:
            title = next(iter(cells.values())).text
            carried = {}
            continue
        row = {meaning: cells[col] for meaning, col in columns.items() if col in cells}
        if "name" not in row or any(TOTAL.match(cell.text) for cell in list(cells.values())[:2]) or (not row["name"].text[0].isalpha() and row["name"].text[0] not in "“\"‘«"):
            continue
        row = {**{k: v for k, v in carried.items() if k not in row}, **row}
        carried = {meaning: row[meaning] for meaning in CARRIED if meaning in row}
        yield Row(row, title)


def _heads(cells: dict[int, Cell]) -> dict[str, int] | None:
    """Meaning -> column, for a head row that names models."""
    columns: dict[str, int] = {}
    for col, cell in sorted(cells.items()):
        low = " ".join(cell.text.lower().split())
        meaning = next((name for name, pattern in PATTERNS if pattern.search(low)), None)
        if meaning and meaning not in columns and len(low) < 60:
            columns[meaning] = col
    return columns if "name" in columns and len(cells) > 1 else None
