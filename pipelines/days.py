"""Days as ISO text: what a date cut to month or year spans, and how clerks write it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


def is_day(text: str | None) -> bool:
    """Whether the text is a day that the calendar has.

    >>> is_day("2024-02-29"), is_day("2023-02-29"), is_day("2024-10"), is_day(None)
    (True, False, False, False)
    """
    return text is not None and len(text) == 10 and _parts(text) is not None


@lru_cache(maxsize=65536)
def _parts(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def first(text: str | None) -> str | None:
    """The first day of a day, month or year; None where there is none such.

    >>> first("2024"), first("2024-10"), first("2024-10-22"), first("2023-02-29")
    ('2024-01-01', '2024-10-01', '2024-10-22', None)
    """
    if not text:
        return None
    whole = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    return whole if is_day(whole) else None


@lru_cache(maxsize=65536)
def last(text: str | None) -> str | None:
    """The last day of a day, month or year.

    >>> last("2024"), last("2024-02"), last("2024-10-22")
    ('2024-12-31', '2024-02-29', '2024-10-22')
    """
    begin = first(text)
    if begin is None or text is None or len(text) == 10:
        return begin
    year, month = int(text[:4]), int(text[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def later(day: str, days: int) -> str:
    """The day so many days after another.

    >>> later("2024-02-28", 2), later("2024-01-01", -1)
    ('2024-03-01', '2023-12-31')
    """
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def between(one: str, other: str) -> int:
    """How many days lie between two days, whichever comes first.

    >>> between("2024-01-01", "2023-12-31")
    1
    """
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def shown(text: str | None) -> str:
    """The date as clerks write it, whether the calendar has it or not.

    >>> shown("2024-10-02"), shown("2024-10"), shown("2024"), shown("3023-03-21")
    ('02/10/2024', 'tháng 10/2024', 'năm 2024', '21/03/3023')
    """
    parts = (text or "").split("-")
    if len(parts) == 3:
        return "/".join(reversed(parts))
    return f"tháng {int(parts[1])}/{parts[0]}" if len(parts) == 2 else f"năm {parts[0]}"
