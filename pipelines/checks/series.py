"""Numbers against days over the archive: documents of one unit and type are numbered as they are issued."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import regex

from extract.recognizers.symbols import organ_system
from extract.records import Finding
from pipelines.checks.case import INFO, WARNING
from pipelines.checks.comparison import Archive
from pipelines.days import is_day, later, shown

MENTIONS = """SELECT unit, substr(date, 1, 4), symbol, date, doc_id, "start", "end", page, own FROM audit_links
    WHERE unit IS NOT NULL AND unit <> 'trung ương' AND length(date) = 10 AND symbol IS NOT NULL
    AND register_key IS NULL ORDER BY 1, 2, rowid"""
SYMBOL = regex.compile(r"(?P<number>\d{1,5})(?P<form>/\p{L}+-(?P<organ>\w+)(?:-.+)?)")
REFORM = "2025-07-01"  # new communes, new books
CONGRESS = {"party": (0,), "mass": (4, 0)}  # years that end so, or five years on
DAYS_OF_GRACE = 10  # numbers are kept free for documents that are signed later


class Mention(NamedTuple):
    """A document of a series in one report."""

    number: int
    date: str
    doc_id: str
    start: int | None
    end: int | None
    page: int | None
    own: int


def book(date: str, system: str | None) -> str | None:
    """Within which numbers run on: the year, halved by the reform of July 2025. Those of the Party and of mass
    organisations begin anew with each congress, on a day that differs from place to place: of such a year nothing is
    said.

    >>> book("2024-03-01", "party"), book("2024-03-01", "mass"), book("2025-03-01", "state"), book("2025-03-01", None)
    ('2024', None, '2025 (1)', '2025 (1)')
    """
    if int(date[:4]) % 5 in CONGRESS.get(system or "", ()):
        return None
    return date[:4] if date[:4] != REFORM[:4] else f"{date[:4]} ({1 + (date >= REFORM)})"


def order_over_the_archive(archive: Archive) -> Iterator[Finding]:
    """R43. Reports together tell that a state organ's number does not fit its day: lower numbers of that unit, type
    and year are of later days, or higher ones of earlier days. A warning where two documents or more speak against
    it. Only of the state the law says that numbers begin on 1 January (Decree 30/2020/NĐ-CP)."""
    for (unit, _), group in groupby(archive.db.execute(MENTIONS), key=lambda row: (row[0], row[1])):
        books: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for _, _, symbol, date, *where in group:
            numbered = _numbered(symbol, date)
            if numbered:
                books[numbered[1:]].append(Mention(numbered[0], date, *where))
        for (form, _), mentions in books.items():
            yield from _misfits(archive, unit, form, mentions)


@lru_cache(maxsize=65_536)
def _numbered(symbol: str, date: str) -> tuple[int, str, str] | None:
    """The number of a state organ's document, what stands behind it, and its book."""
    match = SYMBOL.fullmatch(symbol)
    if match and is_day(date) and organ_system(match["organ"]) == "state":
        begun = book(date, "state")
        return (int(match["number"]), match["form"], begun) if begun else None
    return None


def _misfits(archive: Archive, unit: str, form: str, mentions: list[Mention]) -> Iterator[Finding]:
    days = _days(mentions)
    kept = _in_order(sorted(days.items()))
    numbers, dates = [number for number, _ in kept], [date for _, date in kept]
    for number, date in sorted(days.items() - set(kept)):
        at = bisect_left(numbers, number)
        # Kept days rise with the numbers: those that speak against this one stand next to it.
        before = at - bisect_right(dates, later(date, DAYS_OF_GRACE), 0, at)
        behind = bisect_left(dates, later(date, -DAYS_OF_GRACE), at) - at
        if before or behind:
            against = kept[at - 1] if before else kept[at]
            yield from _told(archive, f"{number}{form}", mentions, (number, date), against, max(before, behind), form)


def _told(archive: Archive, symbol: str, mentions: list[Mention], odd: tuple[int, str], against: tuple[int, str],
          how_many: int, form: str) -> Iterator[Finding]:
    there = [mention for mention in mentions if (mention.number, mention.date) == against]
    known = {mention.doc_id for mention in there}  # both in one report: it was told of them alone
    firsts = {mention.doc_id: mention for mention in reversed(mentions) if mention[:2] == odd}
    for doc_id, mention in sorted(firsts.items(), key=lambda item: archive.origins[item[0]].path):
        if doc_id not in known:
            other = f"{against[0]}{form} ngày {shown(against[1])}"
            more = f" và {how_many - 1} văn bản khác" if how_many > 1 else ""
            order = "nhỏ hơn nhưng ngày muộn hơn" if against[0] < odd[0] else "lớn hơn nhưng ngày sớm hơn"
            yield archive.finding("R43", WARNING if how_many > 1 else INFO, (doc_id, *mention[3:6]),
                                  f"{symbol} of {odd[1]} does not fit {against[0]}{form} of {against[1]}.",
                                  f"{symbol} ngày {shown(odd[1])} không khớp thứ tự với văn bản cùng loại, cùng cơ "
                                  f"quan mà các báo cáo khác viện dẫn: {other}{more} có số {order}.",
                                  related=list(dict.fromkeys(mention.doc_id for mention in there))[:3])


def _days(mentions: Iterable[Mention]) -> dict[int, str]:
    """The day of each number: its own document's, or that of most reports; none where reports are at odds (R41)."""
    docs: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    own: dict[int, str] = {}
    for mention in mentions:
        docs[mention.number][mention.date].add(mention.doc_id)
        if mention.own:
            own[mention.number] = mention.date
    days = {}
    for number, by_date in docs.items():
        first, *others = Counter({date: len(of) for date, of in by_date.items()}).most_common(2)
        if number in own or not others or first[1] > others[0][1]:
            days[number] = own.get(number, first[0])
    return days


def _in_order(pairs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The longest row of pairs, ordered by number, whose days do not fall (Fredman 1975: patience sorting).

    >>> _in_order([(1, "2024-01-05"), (2, "2024-06-01"), (3, "2024-01-09"), (4, "2024-02-01")])
    [(1, '2024-01-05'), (3, '2024-01-09'), (4, '2024-02-01')]
    """
    ends: list[str] = []  # the earliest day on which a row of each length can end
    last: list[int] = []
    before: list[int | None] = []
    for at, (_, date) in enumerate(pairs):
        length = bisect_right(ends, date)
        before.append(last[length - 1] if length else None)
        ends[length:length + 1], last[length:length + 1] = [date], [at]
    row: list[tuple[int, str]] = []
    step = last[-1] if last else None
    while step is not None:
        row.append(pairs[step])
        step = before[step]
    return row[::-1]
