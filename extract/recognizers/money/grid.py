"""A table as rows and columns of cells, with its heads and where its data begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
import regex

from extract.document import Block, Document
from extract.recognizers.money.forms import SCALE
from extract.recognizers.numbers import NUMERAL, read_numeral

DIGITS = regex.compile(NUMERAL)
DATA = regex.compile(rf"(?:{NUMERAL})(?: ?{SCALE})?")
LETTER = regex.compile(r"\p{L}")
YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
INDEX = regex.compile(r"\(?(?:([0-9]{1,2})|[A-Za-z])\)?(?: ?=.*)?")


class Grid(msgspec.Struct, frozen=True):
    """One table: its cells by row and column, and the row where its data begin."""

    cells: dict[tuple[int, int], Block]
    texts: dict[tuple[int, int], str]
    first_row: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]

    def numbers(self, col: int) -> Iterator[str]:
        """The cells of a column that hold nothing but a number."""
        texts = (self.texts.get((row, col), "") for row in self.rows if row >= self.first_row)
        return (text for text in texts if DIGITS.fullmatch(text))

    def together(self, columns: Sequence[int]) -> Iterator[list[Decimal]]:
        """The numbers of several columns in each row, 0 where a cell holds none."""
        for row in self.rows:
            if row >= self.first_row:
                texts = [self.texts.get((row, col), "") for col in columns]
                yield [read_numeral(text).value if DIGITS.fullmatch(text) else Decimal(0) for text in texts]

    def label(self, row: int) -> str:
        """The first words of a row."""
        texts = (self.texts.get((row, col), "") for col in self.columns)
        return next((text for text in texts if LETTER.search(text)), "")


def grid_of(document: Document, blocks: Sequence[Block]) -> Grid:
    """The table that the blocks make, each a cell with its row and column."""
    cells = {(block.row or 0, block.col or 0): block for block in blocks}
    texts = {place: " ".join(document.text[block.start : block.end].split()) for place, block in cells.items()}
    rows = tuple(sorted({row for row, _ in cells}))
    columns = tuple(sorted({col for _, col in cells}))
    data = (row for row in rows if _holds_data([texts.get((row, col), "") for col in columns]))
    return Grid(cells, texts, next(data, rows[-1] + 1), columns, rows)


def _holds_data(texts: list[str]) -> bool:
    """Whether a row has a number that is neither a year of the head nor a column's index (`(1) (2) (3)`)."""
    return not is_index(texts) and any(DATA.fullmatch(text) and not YEAR.fullmatch(text) for text in texts[1:])


def is_index(texts: list[str]) -> bool:
    """Whether a row only numbers the columns.

    >>> is_index(["A", "B", "1", "2"]), is_index(["(1)", "(2)", "(3)=(1)+(2)"]), is_index(["1", "Thôn A", "2"])
    (True, True, False)
    """
    matches = [INDEX.fullmatch(text) for text in texts if text]
    numbers = [int(match[1]) for match in matches if match and match[1]]
    return all(matches) and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
