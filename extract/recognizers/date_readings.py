"""From a number that may begin a date to an `Atom`: one function a form, each looks at the words left of it.

`floor` is where the atom before ended: nothing left of it is looked at, so atoms never overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec
import regex

from extract.recognizers.date_forms import (
    COUNTED,
    FORM,
    LEAD_DAY,
    LEAD_LOOSE,
    LEAD_MONTH,
    LEAD_PERIOD,
    LEAD_YEAR,
    MONTHS,
    NO_YEAR,
    PERIOD_ENDS,
    ROMAN,
    TELLING,
)

FIRST_YEAR, LAST_YEAR = 1930, 2100  # what a report speaks of; another is kept and flagged
DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LISTS = frozenset({",", "và", ";"})
DIGITS = regex.compile("[0-9]+")
# The form of nine dates in ten, read without looking at the others.
USUAL = regex.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9]|[/.][0-9])")
HEAD_ENDS = ("từ", "Từ", "TỪ", "đến", "tới", "hết", "và", ",", ";", "-", "–", "\n")


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
    return f"{year:04d}-{month:02d}-{number:02d}", believable(year) and on_calendar(month, number, year)


def believable(year: int) -> bool:
    """Whether a report may speak of that year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def on_calendar(month: int, number: int, year: int = 2000) -> bool:
    """Whether the month has that day."""
    if not (1 <= month <= 12 and 1 <= number <= DAYS[month]):
        return False
    return (month, number) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def read_number(text: str, start: int, end: int, floor: int) -> Reading:
    """What the number at `start` begins: a year of four digits, or one of the forms."""
    if end - start == 4:
        return _year(text, start, end, floor)
    usual = USUAL.match(text, start)
    if usual is not None and text.startswith(("ngày ", "Ngày "), start - 5) and not _has_head(text, start - 6, floor):
        number, month, year = map(int, usual.groups())
        iso, valid = day(year, month, number)
        return Atom(start - 5, usual.end(), iso, None, "point", valid, day_month=(number, month))
    match = FORM.match(text, start)
    return READINGS[match.lastgroup](text, match, floor) if match else None


def _has_head(text: str, at: int, floor: int) -> bool:
    """Whether another date or `từ` may stand right before the `ngày` behind `at`."""
    if at < floor:
        return False
    return text.endswith(HEAD_ENDS, floor, at) and (text[at - 1] != "," or text[at - 2 : at - 1].isdigit())


def _first(match: Any) -> int:
    """The number of one or two digits that the match begins with."""
    written = match[0][:2]
    return int(written if written.isdigit() else written[0])


def _stands_free(text: str, start: int) -> bool:
    """Whether no word, slash or number is glued to the left of a bare number."""
    before = text[start - 1 : start]
    if before in ".,":
        return not text[max(start - 2, 0) : max(start - 1, 0)].isdigit()
    if before == "-":
        return not text[max(start - 2, 0) : start - 1].isalpha()
    return before != "/" and not before.isalnum()


def _days(text: str, match: Any, floor: int) -> Reading:
    start, end = match.span()
    lead = LEAD_DAY.match(text, floor, start)
    if lead["word"] is None and not _stands_free(text, start):
        return None
    month, year = int(match["of"]), int(match["days"])
    (first, a), (last, b) = day(year, month, _first(match)), day(year, month, int(match["until"]))
    return Atom(lead.start(), end, first, last, "period", a and b and first <= last)


def _dmy(text: str, match: Any, floor: int) -> Reading:
    start, end = match.span()
    one, month, two, year = match.group("one", "second", "two", "dmy")
    lead = LEAD_DAY.match(text, floor, start)
    worded = lead.start() < start
    if not worded and one.strip() in "-–" and two == "/" and len(year) == 4:
        return _months(text, start, end, (_first(match), int(month)), int(year), floor)
    if not worded and not (len(year) == 4 and _one_shape(one, two) and _stands_free(text, start)):
        return None
    return _written_year(lead, start, end, year, (int(month), _first(match)))


def _written_year(lead: Any, start: int, end: int, year: str, month_day: tuple[int, int]) -> Reading:
    """A day whose year may be cut to two digits, or be none: a digit lost or doubled, a footnote's mark."""
    if len(year) in (3, 5):
        return Atom(start - len(lead["word"]), end, None, valid=False, day_month=(0, 0)) if lead["word"] else None
    if len(year) == 2 and not lead["word"]:
        return None
    return _day_atom(lead, start, end, (_full_year(year), *month_day))


def _one_shape(one: str, two: str) -> bool:
    """Both separators alike; only slashes may have spaces or a line end around them."""
    return one == two if len(one) == len(two) == 1 else one.strip() == two.strip() == "/"


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else 2000 + year if year <= 40 else 1900 + year


def _day_atom(lead: Any, start: int, end: int, parts: tuple[int, int, int]) -> Reading:
    """A day, or with days named before it (`ngày 05 và 06/9/2023`) the period of all, or each."""
    pre, head, _, word = lead.groups()
    year, month, number = parts
    if head is not None:
        return _listed(lead, start, end, number, lambda one: day(year, month, one))
    iso, valid = day(year, month, number)
    return Atom(start - len(word or ""), end, iso, valid=valid, pre=lead.start() if pre else None,
                day_month=(number, month))


def _listed(lead: Any, start: int, end: int, last: int, iso: Callable[[int], tuple[str, bool]]) -> Reading:
    """`ngày 05, 06 và 07/9/2023`: days in a row are a period, others are a date each."""
    numbers = [int(number) for number in lead["head"].split(",")] + [last]
    if lead["join"].lower() in LISTS and numbers != list(range(numbers[0], last + 1)):
        at = lead.start("head")
        spans = [(at + one.start(), at + one.end()) for one in DIGITS.finditer(lead["head"])] + [(start, end)]
        dates = [iso(number) for number in numbers]
        return [Atom(a, b, date, valid=valid) for (a, b), (date, valid) in zip(spans, dates, strict=True)]
    (first, a), (final, b) = iso(numbers[0]), iso(last)
    return Atom(lead.start(), end, first, final, "period", a and b and first <= final)


def _dm(text: str, match: Any, floor: int) -> Reading:
    start, end = match.span()
    number, month, year, sep = _first(match), int(match["dm"]), match["dm_year"], match["sep"]
    if year is None and (sep != "/" or month > 12) and "gày" not in text[start - 6 : start].lower():
        return None
    lead = LEAD_DAY.match(text, floor, start)
    if year is not None:
        if lead.start() < start:
            return _day_atom(lead, start, end, (int(year), month, number))
        months = _months(text, start, end, (number, month), int(year), floor) if sep != "/" else None
        return months or _counted_year(text, match, "dm_year")
    if lead["word"] is not None:
        return _yearless(lead, start, end, (number, month))
    if sep != "/" or not on_calendar(month, number) or not _stands_free(text, start):
        return None
    pre = lead.start() if lead["pre"] else None
    return Atom(start, end, None, weak=True, pre=pre, day_month=(number, month))


def _yearless(lead: Any, start: int, end: int, day_month: tuple[int, int]) -> Atom:
    return Atom(start - len(lead["word"]), end, None, valid=on_calendar(day_month[1], day_month[0]),
                pre=lead.start() if lead["pre"] else None, day_month=day_month)


def _counted_year(text: str, match: Any, group: str) -> Reading:
    """The year in `đạt 17/19 năm 2023`, `kế hoạch 5 năm 2021-2025`: the number before it is no part of it."""
    at, end = match.span(group)
    year = int(text[at:end])
    if COUNTED.match(text, end) or not 1800 <= year < 2200:
        return None
    return Atom(text.rindex("năm", match.start(), at), end, text[at:end], valid=believable(year))


def _months(text: str, start: int, end: int, pair: tuple[int, int], year: int, floor: int) -> Reading:
    """`tháng 5-7/2023`."""
    lead = LEAD_MONTH.match(text, floor, start)
    if lead["word"] is None:
        return None
    first, last = pair
    valid = 1 <= first <= last <= 12 and believable(year)
    return Atom(start - len(lead["word"]), end, f"{year}-{first:02d}", f"{year}-{last:02d}", "period", valid)


def _my(text: str, match: Any, floor: int) -> Reading:
    atom = _month_atom(text, match, int(match["my"]), floor)
    if atom is not None:
        return atom
    start, end = match.span()
    month, year = _first(match), int(match["my"])
    if not (1 <= month <= 12 and believable(year) and _stands_free(text, start)):
        return None
    pre = LEAD_MONTH.match(text, floor, start)["pre"]
    loose = LEAD_LOOSE.match(text, floor, start) is not None
    return Atom(start, end, f"{year}-{month:02d}", weak=not loose, pre=start - len(pre) if pre else None)


def _month(text: str, match: Any, floor: int) -> Reading:
    return _month_atom(text, match, int(match["month"]), floor) or _counted_year(text, match, "month")


def _month_atom(text: str, match: Any, year: int, floor: int) -> Reading:
    """Month and year after `tháng`, `quý` or `ngày  /`."""
    start, end = match.span()
    month, known = _first(match), believable(year)
    lead = LEAD_MONTH.match(text, floor, start)
    place, pre = lead.start(), lead.start() if lead["pre"] else None
    if lead["blank"] is not None:
        return Atom(place, end, f"{year}-{month:02d}", valid=known and 1 <= month <= 12)
    if lead["quarter"] is not None:
        head = lead["quarter_head"]
        at = place if head else start - len(lead["quarter"])
        return _quarters(at, end, (int(head or month), month), year, pre)
    if lead["head"] is not None:
        return _listed(lead, start, end, month, lambda one: (f"{year}-{one:02d}", known and 1 <= one <= 12))
    if lead["word"] is None:
        return None
    valid = known and 1 <= month <= 12
    return Atom(start - len(lead["word"]), end, f"{year}-{month:02d}", valid=valid, pre=pre)


def _quarters(start: int, end: int, pair: tuple[int, int], year: int, pre: int | None = None) -> Reading:
    first, last = pair
    if not 1 <= first <= last <= 4:
        return None
    kind = "quarter" if first == last else "half" if pair in ((1, 2), (3, 4)) else "period"
    months = f"{year}-{3 * first - 2:02d}", f"{year}-{3 * last:02d}"
    return Atom(start, end, *months, kind, believable(year), pre=pre)


def _half(text: str, match: Any, floor: int) -> Reading:
    start, end = match.span()
    return _part_of_year(start, end, _first(match), match["half"].startswith("cuối"), match["half_year"])


def _part_of_year(start: int, end: int, count: int, at_end: bool, year: str | None) -> Reading:
    """`6 tháng đầu năm 2023`; without a year nothing can be said in ISO."""
    if not 1 <= count <= 12:
        return None
    kind = "half" if count == 6 else "quarter" if count == 3 else "period"
    if year is None:
        return Atom(start, end, None, kind=kind)
    first, last = (13 - count, 12) if at_end else (1, count)
    return Atom(start, end, f"{year}-{first:02d}", f"{year}-{last:02d}", kind, believable(int(year)))


def _words(text: str, match: Any, floor: int) -> Reading:
    start, end = match.span()
    word, year = match.group("words", "words_year")
    month, number = int(word) if word.isdigit() else MONTHS[" ".join(word.split())], _first(match)
    lead = LEAD_DAY.match(text, floor, start)
    if year is not None:
        return _written_year(lead, start, end, year, (month, number))
    return None if lead["word"] is None else _yearless(lead, start, end, (number, month))


def _year(text: str, start: int, end: int, floor: int) -> Reading:
    """A year after `năm`, a quarter, a month in words or half a year; a bare one is weak."""
    worded = text[max(start - 4, floor) : start] in ("năm ", "Năm ")
    telling = _telling(text, floor, start - 4 if worded else start)
    if telling is None:
        return _plain_year(text, start, end, start - 4 if worded else None)
    if not worded and telling in PERIOD_ENDS:
        lead = LEAD_PERIOD.match(text, floor, start)
        return _plain_year(text, start, end, None, None if lead is None else lead.start())
    return _led_year(text, start, end, LEAD_YEAR.match(text, floor, start))


def _telling(text: str, floor: int, at: int) -> str | None:
    """The word before `at` if it may belong to the year, so that what stands there has to be read in full."""
    if text[at - 1 : at] in ("/", "\n"):
        return "/"
    words = text[max(floor, at - 12) : at].rsplit(None, 1)
    word = words[-1].strip(",(“\"[").lower() if words else ""
    return word if word in TELLING or (words and not words[-1].strip(".…_/")) else None


def _plain_year(text: str, start: int, end: int, word: int | None, pre: int | None = None) -> Reading:
    written = text[start:end]
    valid = believable(int(written))
    if word is not None:
        return Atom(word, end, written, valid=valid, pre=pre) if 1800 <= int(written) < 2200 else None
    if not valid or NO_YEAR.match(text, end) or (pre is None and not _stands_free(text, start)):
        return None
    return Atom(start, end, written, weak=True, pre=pre, bare=True)


def _led_year(text: str, start: int, end: int, lead: Any) -> Reading:
    written, place = text[start:end], lead.start()
    quarter, one, two, month, blank, half, pre, each, word = lead.groups()
    if quarter is not None:
        return _quarters(place, end, (ROMAN[one.upper()], ROMAN[(two or one).upper()]), int(written))
    if month is not None or blank is not None:
        iso = written if month is None else f"{written}-{MONTHS[month.lower()]:02d}"
        return Atom(place, end, iso, valid=believable(int(written)))
    if half is not None:
        count, _, rest = half.lower().partition(" tháng")
        return _part_of_year(place, end, MONTHS[count], "cuối" in rest, written)
    if each is not None:
        return None
    return _plain_year(text, start, end, start - len(word) if word else None, place if pre else None)


READINGS: dict[str, Callable[[str, Any, int], Reading]] = {
    "days": _days, "dmy": _dmy, "my": _my, "dm": _dm, "dm_year": _dm, "half": _half, "half_year": _half,
    "words": _words, "words_year": _words, "month": _month,
}
