"""Months, quarters, parts of a year and years: from a number to an `Atom`, one function a form.

`floor` is where the atom before ended: nothing left of it is looked at, so atoms never overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import regex

from extract.recognizers.dates.atoms import Atom, Reading, believable, first_number, month, stands_free
from extract.recognizers.dates.forms import (
    COUNTED,
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

LISTS = frozenset({",", "và", ";"})
DIGITS = regex.compile("[0-9]+")
NAMED_YEARS = range(1800, 2200)  # behind `năm`; another number there counts something


def listed(lead: Any, start: int, end: int, last: int, iso: Callable[[int], tuple[str, bool]]) -> Reading:
    """`ngày 05, 06 và 07/9/2023`: days in a row are a period, others are a date each."""
    numbers = [int(number) for number in lead["head"].split(",")] + [last]
    if lead["join"].lower() in LISTS and numbers != list(range(numbers[0], last + 1)):
        at = lead.start("head")
        spans = [(at + one.start(), at + one.end()) for one in DIGITS.finditer(lead["head"])] + [(start, end)]
        dates = [iso(number) for number in numbers]
        return [Atom(a, b, date, valid=valid) for (a, b), (date, valid) in zip(spans, dates, strict=True)]
    (first, a), (final, b) = iso(numbers[0]), iso(last)
    return Atom(lead.start(), end, first, final, "period", a and b and first <= final)


def counted_year(text: str, match: Any, group: str) -> Reading:
    """The year in `đạt 17/19 năm 2023`, `kế hoạch 5 năm 2021-2025`: the number before it is no part of it."""
    at, end = match.span(group)
    year = int(text[at:end])
    if COUNTED.match(text, end) or year not in NAMED_YEARS:
        return None
    start = match.start() + match[0].lower().rindex("năm", 0, at - match.start())
    return Atom(start, end, text[at:end], valid=believable(year))


def several_months(text: str, match: Any, pair: tuple[int, int], year: int, floor: int) -> Reading:
    """`tháng 5-7/2023`."""
    lead = LEAD_MONTH.match(text, floor, match.start())
    if lead["quarter"] is not None:
        return _quarters(match.start() - len(lead["quarter"]), match.end(), pair, year)
    if lead["word"] is None:
        return None
    (first, a), (last, b) = month(year, pair[0]), month(year, pair[1])
    return Atom(match.start() - len(lead["word"]), match.end(), first, last, "period", a and b and first <= last)


def month_year(text: str, match: Any, floor: int) -> Reading:
    """`tháng 7/2022`, `quý 1/2023`; a bare `10/2024` behind `đến` or `từ`, else weak."""
    year = int(match["my"])
    atom = _month(text, match, year, floor)
    if atom is not None:
        return atom
    start, end = match.span()
    iso, valid = month(year, first_number(match))
    if not valid or not stands_free(text, start):
        return None
    pre = LEAD_MONTH.match(text, floor, start)["pre"]
    loose = LEAD_LOOSE.match(text, floor, start) is not None
    return Atom(start, end, iso, weak=not loose, pre=start - len(pre) if pre else None)


def month_in_words(text: str, match: Any, floor: int) -> Reading:
    """`tháng 10 năm 2024`, `quý 3 năm 2022`."""
    return _month(text, match, int(match["month"]), floor) or counted_year(text, match, "month")


def _month(text: str, match: Any, year: int, floor: int) -> Reading:
    start, end = match.span()
    number = first_number(match)
    lead = LEAD_MONTH.match(text, floor, start)
    place, pre = lead.start(), lead.start() if lead["pre"] else None
    iso, valid = month(year, number)
    if lead["blank"] is not None:
        return Atom(place, end, iso, valid=valid)
    if lead["quarter_head"] is not None:
        pair = int(lead["quarter_head"]), number
        return _two_quarters(text, lead, "quarter_head", "quarter_join", end, pair, year, pre)
    if lead["quarter"] is not None:
        return _quarters(start - len(lead["quarter"]), end, (number, number), year, pre)
    if lead["head"] is not None:
        return listed(lead, start, end, number, lambda one: month(year, one))
    return None if lead["word"] is None else Atom(start - len(lead["word"]), end, iso, valid=valid, pre=pre)


def _quarters(start: int, end: int, pair: tuple[int, int], year: int, pre: int | None = None) -> Reading:
    first, last = pair
    if not 1 <= first <= last <= 4:
        return None
    kind = "quarter" if first == last else "half" if pair in ((1, 2), (3, 4)) else "period"
    months = month(year, 3 * first - 2)[0], month(year, 3 * last)[0]
    return Atom(start, end, *months, kind, believable(year), pre=pre)


def _two_quarters(text: str, lead: Any, head: str, join: str, end: int, pair: tuple[int, int], year: int,
                  pre: int | None = None) -> Reading:
    """Two quarters: a list of those that are no neighbours is one atom each (`quý I và quý III năm 2023`)."""
    first, last = pair
    if last - first < 2 or lead[join].lower() not in LISTS:
        return _quarters(lead.start(), end, pair, year, pre)
    at = lead.end(join) + len(text[lead.end(join) : end]) - len(text[lead.end(join) : end].lstrip())
    both = _quarters(lead.start(), lead.end(head), (first, first), year), _quarters(at, end, (last, last), year)
    return [atom for atom in both if isinstance(atom, Atom)]


def half_year(text: str, match: Any, floor: int) -> Reading:
    """`6 tháng đầu năm 2023`."""
    at_end = match["half"].lower().startswith("cuối")
    return _part_of_year(match.span(), first_number(match), at_end, match["half_year"])


def _part_of_year(span: tuple[int, int], count: int, at_end: bool, year: str | None) -> Reading:
    """So many months from the year's beginning or to its end; without a year nothing can be said in ISO."""
    if not 1 <= count <= 12:
        return None
    kind = "half" if count == 6 else "quarter" if count == 3 else "period"
    if year is None:
        return Atom(*span, None, kind=kind)
    first, last = (13 - count, 12) if at_end else (1, count)
    return Atom(*span, f"{year}-{first:02d}", f"{year}-{last:02d}", kind, believable(int(year)))


def year_alone(text: str, start: int, end: int, floor: int) -> Reading:
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
    """The word before `at` if it may belong to the year, so that what stands there is to be read in full."""
    if text[at - 1 : at] in ("/", "\n"):
        return "/"
    words = text[max(floor, at - 12) : at].rstrip(" -–").rsplit(None, 1)
    word = words[-1].strip(",(“\"[").lower() if words else ""
    return word if word in TELLING or (words and not words[-1].strip(".…_/")) else None


def _plain_year(text: str, start: int, end: int, word: int | None, pre: int | None = None) -> Reading:
    written = text[start:end]
    valid = believable(int(written))
    if word is not None:
        named = int(written) in NAMED_YEARS and text[end:end + 1] != "%"
        return Atom(word, end, written, valid=valid, pre=pre) if named else None
    if not valid or NO_YEAR.match(text, end) or (pre is None and not stands_free(text, start)):
        return None
    return Atom(start, end, written, weak=True, pre=pre, bare=True)


def _led_year(text: str, start: int, end: int, lead: Any) -> Reading:
    written, place = text[start:end], lead.start()
    quarter, one, between, _, two, named, blank, half, pre, each, word = lead.groups()
    if quarter is not None:
        pair = ROMAN[one.upper()], ROMAN[(two or one).upper()]
        if two is None or between is not None:
            return _quarters(place, end, pair, int(written))
        return _two_quarters(text, lead, "q1", "join", end, pair, int(written))
    if named is not None or blank is not None:
        iso = written if named is None else f"{written}-{MONTHS[' '.join(named.lower().split())]:02d}"
        return Atom(place, end, iso, valid=believable(int(written)))
    if half is not None:
        count, _, rest = half.lower().partition(" tháng")
        return _part_of_year((place, end), MONTHS[count], "cuối" in rest, written)
    if each is not None:
        return None
    return _plain_year(text, start, end, start - len(word) if word else None, place if pre else None)
