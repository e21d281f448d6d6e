"""Days: from a number that may begin one to an `Atom`, one function a form. Each looks at the words left of it.

`floor` is where the atom before ended: nothing left of it is looked at, so atoms never overlap.
"""

from __future__ import annotations

from typing import Any

from extract.recognizers.dates.atoms import Atom, Reading, day, first_number, on_calendar, stands_free
from extract.recognizers.dates.atoms import month as month_of
from extract.recognizers.dates.forms import LEAD_DAY, MONTHS
from extract.recognizers.dates.spans import counted_year, listed, several_months

# Behind these a number counts: `tuần 3 tháng 5/2023`.
NAMED = ("tuần ", "đợt ", "lần ", "kỳ ", "kì ", "thứ ", "phiên ", "số ", "khóa ", "vòng ", "buổi ", "bước ")


def several_days(text: str, match: Any, floor: int) -> Reading:
    """`ngày 15-16/10/2023`."""
    start, end = match.span()
    lead = LEAD_DAY.match(text, floor, start)
    if lead["word"] is None and not stands_free(text, start):
        return None
    month, year = int(match["of"]), int(match["days"])
    (first, a), (last, b) = day(year, month, first_number(match)), day(year, month, int(match["until"]))
    return Atom(lead.start(), end, first, last, "period", a and b and first <= last)


def day_month_year(text: str, match: Any, floor: int) -> Reading:
    """`ngày 24/5/2023`, `18-2-1998`, `14.8.2023`; behind `tháng`, `5-7/2023` are months."""
    start, end = match.span()
    one, month, two, year = match.group("one", "second", "two", "dmy")
    lead = LEAD_DAY.match(text, floor, start)
    if lead.start() == start:
        if one.strip() in "-–" and two == "/" and len(year) == 4:
            return several_months(text, match, (first_number(match), int(month)), int(year), floor)
        if len(year) != 4 or not _one_shape(one, two) or not stands_free(text, start):
            return None
    return _written_year(lead, start, end, year, (int(month), first_number(match)))


def _one_shape(one: str, two: str) -> bool:
    """Both separators alike; only slashes may have spaces or a line end around them."""
    return one == two if len(one) == len(two) == 1 else one.strip() == two.strip() == "/"


def _written_year(lead: Any, start: int, end: int, year: str, month_day: tuple[int, int]) -> Reading:
    """A day whose year may be cut to two digits, or be none: a digit lost or doubled, a footnote's mark."""
    if len(year) != 4 and not lead["word"]:
        return None
    if len(year) in (3, 5):
        return Atom(start - len(lead["word"]), end, None, valid=False, day_month=(0, 0))
    return _day(lead, start, end, (_full_year(year), *month_day))


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else 2000 + year if year <= 40 else 1900 + year


def _day(lead: Any, start: int, end: int, parts: tuple[int, int, int]) -> Reading:
    """A day, or with days named before it (`ngày 05 và 06/9/2023`) the period of all, or each."""
    pre, head, _, word = lead.groups()
    year, month, number = parts
    if head is not None:
        return listed(lead, start, end, number, lambda one: day(year, month, one))
    iso, valid = day(year, month, number)
    return Atom(start - len(word or ""), end, iso, valid=valid, pre=lead.start() if pre else None,
                day_month=(number, month))


def day_month(text: str, match: Any, floor: int) -> Reading:
    """`ngày 16/5`, with the year behind `năm` or none; without `ngày` only the end of a period may give it."""
    start, end = match.span()
    number, month, year, sep = first_number(match), int(match["dm"]), match["dm_year"], match["sep"]
    if year is None and (sep != "/" or month > 12) and "gày" not in text[max(start - 6, 0) : start].lower():
        return None
    lead = LEAD_DAY.match(text, floor, start)
    if year is not None:
        if lead.start() < start:
            return _day(lead, start, end, (int(year), month, number))
        months = several_months(text, match, (number, month), int(year), floor) if sep != "/" else None
        return months or counted_year(text, match, "dm_year")
    if lead["word"] is not None:
        return _yearless(lead, start, end, (number, month))
    if sep != "/" or not on_calendar(month, number) or not stands_free(text, start):
        return None
    pre = lead.start() if lead["pre"] else None
    return Atom(start, end, None, weak=True, pre=pre, day_month=(number, month))


def _yearless(lead: Any, start: int, end: int, day_month: tuple[int, int]) -> Atom:
    return Atom(start - len(lead["word"]), end, None, valid=on_calendar(day_month[1], day_month[0]),
                pre=lead.start() if lead["pre"] else None, day_month=day_month)


def day_in_words(text: str, match: Any, floor: int) -> Reading:
    """`ngày 22 tháng 10 năm 2024`, `20 tháng tư`."""
    start, end = match.span()
    word, year = match.group("words", "words_year")
    month = int(word) if word.isdigit() else MONTHS[" ".join(word.split())]
    lead = LEAD_DAY.match(text, floor, start)
    if year is not None:
        if lead.start() == start and len(year) == 4 and text[max(start - 6, floor) : start].lower().endswith(NAMED):
            return _month_behind(text, match, month, int(year))
        return _written_year(lead, start, end, year, (month, first_number(match)))
    return None if lead["word"] is None else _yearless(lead, start, end, (first_number(match), month))


def _month_behind(text: str, match: Any, month: int, year: int) -> Atom:
    """The month in `tuần 3 tháng 5/2023`: the number before it counts something else."""
    iso, valid = month_of(year, month)
    at = match.start() + match[0].lower().index("th")
    return Atom(at, match.end(), iso, valid=valid)


def day_with_slip(text: str, match: Any, floor: int) -> Reading:
    """`ngày 17 ngày 8 năm 2005`: a slip for `tháng`, which only the `ngày` in front can tell from a count."""
    start, end = match.span()
    lead = LEAD_DAY.match(text, floor, start)
    if lead["word"] is None:
        return None
    return _written_year(lead, start, end, match["slip_year"], (int(match["slip"]), first_number(match)))
