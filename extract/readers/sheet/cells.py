"""Sheets, their cells, and what a cell shows: dates as dd/mm/yyyy, numbers with the comma as their decimal sign.

A file holds a number without its decimal sign, which each computer shows as its own settings say. The record of the
country (COUNTRY, [MS-XLS] 2.4.63) does not help: every real file of Vietnamese offices that was looked at says United
States, also the one whose typed words say `0,25 mm`. The comma is what Vietnamese writes, and the only sign that is
read right behind it: 484.492 thousand milliards of a budget would be taken for 484,492 of them (`33.747`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from extract.legacy import Run

# Excel's general format shows ten digits of a fraction; what is stored as 306.40200000000004 was typed as 306,402.
DIGITS, FEWEST_DECIMALS = 10, 2
LARGEST_PLAIN = 10**15  # beyond this a number has no exact digits in the file
DECIMAL_SIGN = ","
# What formats of XML call numbers and dates.
NUMBERS, DATES = ("Number", "float", "currency"), ("DateTime", "date")

# A row and a column from 0, and the words there: run by run where their fonts may tell how they are encoded.
Cell = tuple[int, int, str | tuple[Run, ...]]


def runs(words: str | tuple[Run, ...]) -> tuple[Run, ...]:
    """The words of a cell run by run."""
    return ((words, None),) if isinstance(words, str) else words


class Sheet(NamedTuple):
    """A sheet's name and its filled cells, row by row."""

    name: str
    cells: Iterator[Cell]


class Look(NamedTuple):
    """How a cell is shown: its font, whether in percent, its words run by run where they have several fonts."""

    font: str | None = None
    percent: bool = False
    runs: tuple[Run, ...] = ()
    before: str = ""  # words that the format puts around a number
    behind: str = ""


# What of a number's format is words: `"..."` and `\x`; and one format for all numbers, with words around its digits.
WORDS = re.compile(r'"[^"]*"|\\.')
AROUND = re.compile(r'(?:\[[^]]*\])*(?:"([^"]*)")?(?:[#0?,. ]|\\ |_.)*[#0?](?:\\ |_.)*(?:"([^"]*)")?')


@lru_cache(maxsize=1024)  # a workbook has hundreds of formats of cells and few of numbers
def look_of(font: str | None, number_format: str) -> Look:
    """The look of cells in this font whose numbers are shown in this format.

    >>> look_of(None, '#,##0" đồng"').behind, look_of(None, "0.0%").percent, look_of(None, '0"%"').percent
    (' đồng', True, False)
    """
    around = AROUND.fullmatch(number_format)
    before, behind = around.groups("") if around else ("", "")
    return Look(font, "%" in WORDS.sub("", number_format), before=before, behind=behind)


# The looks of the cells that have any, by row and column.
Looks = dict[tuple[int, int], Look]
Value = str | bool | int | float | date | datetime | time | timedelta


def shown_in(look: Look, value: Value) -> str:
    """The text of a cell of this look."""
    words = shown(value, look.percent)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return look.before + words + look.behind if is_number else words


def shown(value: Value, percent: bool = False) -> str:
    """The text of a cell.

    >>> [shown(value) for value in ("Xã", True, 1500000.0, 306.40200000000004, date(2024, 3, 5), time(8, 30))]
    ['Xã', 'TRUE', '1500000', '306,402', '05/03/2024', '08:30']
    >>> shown(0.875, percent=True), shown(datetime(2024, 3, 5, 8, 30)), shown(timedelta(hours=30))
    ('87,5%', '05/03/2024 08:30', '30:00')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value * 100) + "%" if percent else number(value)
    return str(value).upper() if isinstance(value, bool) else _moment(value)


def number(value: float) -> str:
    """The digits of a number.

    >>> number(-12.5), number(1e300), number(123456789012.345), number(0.1 + 0.2), number(-1e-20)
    ('-12,5', '1E+300', '123456789012,35', '0,3', '-1E-20')
    """
    if -LARGEST_PLAIN < value < LARGEST_PLAIN and value == (whole := int(value)):  # nearly all
        return str(whole)
    if abs(value) >= LARGEST_PLAIN or value != value or abs(value) < 1 / LARGEST_PLAIN:
        return f"{value:.{DIGITS}G}".replace(".", DECIMAL_SIGN)
    decimals = max(DIGITS - len(str(int(abs(value)))), FEWEST_DECIMALS)
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".").replace(".", DECIMAL_SIGN)


def typed(kind: str | None, written: str) -> str:
    """What a cell shows whose value is written in XML as a number or a date.

    >>> typed("Number", "2.50"), typed("date", "2024-03-05"), typed("DateTime", "2024-13"), typed("String", "2.50")
    ('2,5', '05/03/2024', '2024-13', '2.50')
    """
    with suppress(ValueError):
        if kind in NUMBERS:
            return number(float(written))
        if kind in DATES:
            return shown(datetime.fromisoformat(written))
    return written


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
        return f"{hours:02}:{minutes:02}"
    if isinstance(value, time):
        return f"{value.hour:02}:{value.minute:02}"
    day = f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{day} {_moment(value.time())}" if isinstance(value, datetime) and value.time() != time() else day
