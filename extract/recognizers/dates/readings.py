"""What a number begins: a table from the form that matched to the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import regex

from extract.recognizers.dates.atoms import Atom, Reading, day
from extract.recognizers.dates.days import day_in_words, day_month, day_month_year, day_with_slip, several_days
from extract.recognizers.dates.forms import FORM
from extract.recognizers.dates.spans import half_year, month_in_words, month_year, year_alone

READINGS: dict[str, Callable[[str, Any, int], Reading]] = {
    "days": several_days, "dmy": day_month_year, "my": month_year, "dm": day_month, "dm_year": day_month,
    "half": half_year, "half_year": half_year, "words": day_in_words, "words_year": day_in_words,
    "slip_year": day_with_slip, "month": month_in_words,
}
# The form of nine dates in ten, read without looking at the others.
USUAL = regex.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9]|[/.][0-9])")
USUAL_WORDS = ("ngày ", "Ngày ")
# What ends the first part of a period or a list: then the words left of `ngày` are read in full.
HEAD_ENDS = ("từ", "Từ", "TỪ", "đến", "tới", "hết", "và", ",", ";", "-", "–", "\n")


def read_number(text: str, start: int, end: int, floor: int) -> Reading:
    """The date that the number at `start` begins, if any.

    >>> text = "ngày 24/5/2023"
    >>> read_number(text, 5, 7, 0).date, read_number("17/19 tiêu chí", 0, 2, 0)
    ('2023-05-24', None)
    """
    if end - start == 4:
        return year_alone(text, start, end, floor)
    usual = USUAL.match(text, start)
    if usual is not None and text.startswith(USUAL_WORDS, max(start - 5, 0)) and not _headed(text, start - 6, floor):
        number, month, year = map(int, usual.groups())
        iso, valid = day(year, month, number)
        return Atom(start - 5, usual.end(), iso, None, "point", valid, day_month=(number, month))
    match = FORM.match(text, start)
    return READINGS[match.lastgroup](text, match, floor) if match else None


def _headed(text: str, at: int, floor: int) -> bool:
    """Whether another date or `từ` may stand right before the `ngày` behind `at`."""
    if at < floor:
        return False
    return text.endswith(HEAD_ENDS, floor, at) and (text[at - 1] != "," or text[at - 2 : at - 1].isdigit())
