"""A date as it is found, before neighbours are joined to periods, and what makes one possible."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

FIRST_YEAR, LAST_YEAR = 1930, 2100  # what a report speaks of; another is kept and flagged
DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Atom(msgspec.Struct, frozen=True, gc=False):
    """One date as found, before neighbours are joined. A `weak` one lives only as a part of a period."""

    start: int
    end: int
    date: str | None
    date_end: str | None = None
    kind: str = "point"
    valid: bool = True
    weak: bool = False
    pre: int | None = None  # where `từ`, `giai đoạn` ... before it starts
    bare: bool = False  # a year without the word `năm`
    day_month: tuple[int, int] | None = None


Reading = Atom | list[Atom] | None


@lru_cache(8192)
def day(year: int, month: int, number: int) -> tuple[str, bool]:
    """The ISO text of a day as written, and whether it can be.

    >>> day(2023, 4, 31), day(3023, 3, 21), day(2024, 2, 29)
    (('2023-04-31', False), ('3023-03-21', False), ('2024-02-29', True))
    """
    valid = believable(year) and on_calendar(month, number, year)
    return f"{year:04d}-{month:02d}-{number:02d}", valid


def believable(year: int) -> bool:
    """Whether a report may speak of that year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def on_calendar(month: int, number: int, year: int = 2000) -> bool:
    """Whether the month has that day."""
    if not (1 <= month <= 12 and 1 <= number <= DAYS[month]):
        return False
    return (month, number) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def month(year: int, number: int) -> tuple[str, bool]:
    """The ISO text of a month as written, and whether it can be."""
    return f"{year}-{number:02d}", believable(year) and 1 <= number <= 12


def stands_free(text: str, start: int) -> bool:
    """Whether no word, slash or number is glued to the left of a bare number."""
    before = text[start - 1 : start]
    two = text[max(start - 2, 0) : max(start - 1, 0)]
    if before in (".", ","):
        return not two.isdigit()
    if before == "-":
        return not two.isalpha()
    return before != "/" and not before.isalnum()


def first_number(match: Any) -> int:
    """The number of one or two digits that the match begins with."""
    written = match[0][:2]
    return int(written if written.isdigit() else written[0])
