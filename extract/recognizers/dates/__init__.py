"""Dates and periods: a digit is found, the words left of it say what it is, neighbours are joined to periods.

What cannot be said in ISO (a day and month without a year) is kept with `date` None. Impossible dates are
kept as written with `valid` False. Nothing is filled in from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import regex

from extract.document import Document
from extract.recognizers.dates.atoms import Atom, on_calendar
from extract.recognizers.dates.forms import COUNTED, START
from extract.recognizers.dates.readings import read_number
from extract.records import Date

RANGES = frozenset({"-", "–", "—", "÷", "đến", "đến hết", "tới", "cho đến"})
DASHES = frozenset({"-", "–", "—", "÷"})
LISTS = frozenset({",", "và", ", và", ";"})
OPEN_ENDS = (" đến nay", " tới nay", " cho đến nay")
# Behind a bare year: another follows, so that it begins a period of its own (`2020-2025 và 2026-2031`).
BEGINS_PERIOD = regex.compile(r" ?[-–—÷] ?[0-9]{4}(?![0-9])")
PRECISIONS = {10: "day", 7: "month", 4: "year"}


def find_dates(document: Document) -> Iterator[Date]:
    """Every date and period of the flow, in order of start, none inside another.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Từ ngày 01/01/2023 đến ngày 30/6/2023; Quý I/2023; năm 2021; ngày  tháng 10 năm 2024; 17/19"
    >>> dates = list(find_dates(compose(Reading([Piece(text)]))))
    >>> dates[0].raw, dates[0].date, dates[0].date_end
    ('Từ ngày 01/01/2023 đến ngày 30/6/2023', '2023-01-01', '2023-06-30')
    >>> [(date.raw, date.date) for date in dates[1:]]
    [('Quý I/2023', '2023-01'), ('năm 2021', '2021'), ('ngày  tháng 10 năm 2024', '2024-10')]
    """
    text, page_at = document.flow, document.page_at if document.has_pages else None
    for atom in _joined(text, _listed_years(text, _atoms(text)), _year_cells(document)):
        date, kind = atom.date, atom.kind
        yield Date(doc_id=document.doc_id, start=atom.start, end=atom.end, raw=text[atom.start : atom.end],
                   date=date, date_end=atom.date_end,
                   date_precision=PRECISIONS[len(date)] if date else "day" if atom.day_month else "month",
                   kind=kind, valid=atom.valid, page=page_at(atom.start) if page_at else None)


def _atoms(text: str) -> Iterator[Atom]:
    floor = 0
    for match in START.finditer(text):
        start, end = match.span()
        if start < floor:
            continue
        found = read_number(text, start, end, floor)
        if found is None:
            continue
        atoms = found if isinstance(found, list) else (found,)
        floor = atoms[-1].end
        yield from atoms


def _listed_years(text: str, atoms: Iterator[Atom]) -> Iterator[Atom]:
    """The atoms; days without a year have that of the one they are listed with: `ngày 30/4 và 01/5/2023`."""
    waiting: list[Atom] = []
    for atom in atoms:
        if not waiting and (atom.date is not None or atom.weak):
            yield atom
            continue
        if waiting and not (atom.day_month and text[waiting[-1].end : atom.start].strip().lower() in LISTS):
            yield from waiting
            waiting = []
        if atom.date is None and atom.day_month and atom.day_month > (0, 0) and (waiting or not atom.weak):
            waiting.append(atom)
            continue
        yield from (_in_year_of(one, atom) for one in waiting)
        waiting = []
        yield atom
    yield from waiting


def _in_year_of(one: Atom, last: Atom) -> Atom:
    """The day in the year of the last day of its list, where it comes before that; else as it is."""
    if last.date is None or not (one.day_month and last.day_month and one.day_month[::-1] < last.day_month[::-1]):
        return one
    return msgspec.structs.replace(_with_year(one, int(last.date[:4]), 0, last.date), weak=False)


def _year_cells(document: Document) -> frozenset[int]:
    """Where cells stand that hold a year alone, in a column whose head is a year's (`Năm`)."""
    cells = [block for block in document.blocks if block.table is not None and block.end - block.start == 4]
    if not cells:
        return frozenset()
    tables = (block for block in reversed(document.blocks) if block.table is not None)
    heads = {(block.table, block.col): document.text[block.start : block.end].lower() for block in tables}
    return frozenset(cell.start for cell in cells if heads[cell.table, cell.col].startswith("năm"))


def _joined(text: str, atoms: Iterator[Atom], cells: frozenset[int]) -> Iterator[Atom]:
    """The atoms, neighbours that make one period as one; weak ones that were left alone are dropped."""
    last: Atom | None = None
    for atom in atoms:
        if last is not None:
            period = _period(text, last, atom) if atom.start - last.end < 12 else None
            if period is not None:
                last = period
                continue
            if atom.bare and _is_listed(text, last, atom):
                atom = msgspec.structs.replace(atom, weak=False, bare=False)
            if atom.weak and _is_listed_month(text, last, atom):
                atom = msgspec.structs.replace(atom, weak=False)
            if last.pre is not None:
                last = _open(text, last)
            if not last.weak or last.start in cells:
                yield last
        last = atom
    if last is not None:
        last = last if last.pre is None else _open(text, last)
        if not last.weak or last.start in cells:
            yield last


def _open(text: str, atom: Atom) -> Atom:
    """`từ năm 2018 đến nay` as a period without an end."""
    end = next((atom.end + len(words) for words in OPEN_ENDS if text.startswith(words, atom.end)), None)
    if end is None or atom.kind != "point":
        return atom
    return msgspec.structs.replace(atom, start=atom.pre, end=end, kind="period", weak=False)


def _period(text: str, first: Atom, last: Atom) -> Atom | None:
    """The period that both make, or None where what stands between them does not join them."""
    between = text[first.end : last.start]
    joiner = between.strip().lower()
    if joiner in LISTS:
        return _year_list(first, last) if _is_listed(text, first, last) else None
    if joiner not in RANGES or (joiner in DASHES and "\n" in between.partition(joiner)[0]):
        return None
    first, last = _year_shared(first, last)
    if not _may_join(text, joiner, first, last):
        return None
    start = first.start if first.pre is None else first.pre
    return Atom(start, last.end, first.date, last.date_end or last.date, "period", _sound(first, last),
                day_month=None if first.date else first.day_month)


def _may_join(text: str, joiner: str, first: Atom, last: Atom) -> bool:
    if first.kind not in ("point", "quarter") or last.kind not in ("point", "quarter"):
        return False
    if first.date is None or last.date is None:
        return first.date is last.date and not first.weak
    if joiner in DASHES and len(first.date) != len(last.date):
        return False
    if last.bare and COUNTED.match(text, last.end):
        return False
    if first.bare and last.bare:
        return first.date < last.date and (joiner in DASHES or first.pre is not None)
    return True


def _year_shared(first: Atom, last: Atom) -> tuple[Atom, Atom]:
    """Both, the one without a year with the other's: `từ 15/11 đến 15/12/2023`."""
    if first.date is None and first.day_month and last.date is not None and last.day_month:
        return _with_year(first, int(last.date[:4]), -1, last.date), last
    if last.date is None and last.day_month and first.date is not None and first.day_month:
        return first, _with_year(last, int(first.date[:4]), 1, first.date)
    return first, last


def _with_year(atom: Atom, year: int, step: int, other: str) -> Atom:
    """The atom in that year, or in the one beside it where the period would run backwards."""
    day, month = atom.day_month or (0, 0)
    written = f"{month:02d}-{day:02d}"
    if (written > other[5:]) == (step < 0) and written != other[5:]:
        year += step
    return msgspec.structs.replace(atom, date=f"{year}-{written}", valid=on_calendar(month, day, year))


def _sound(first: Atom, last: Atom) -> bool:
    """Whether both ends can be, and in order. Anniversaries (19/5/1890 - 19/5/2024) may reach far back."""
    start, end = first.date or "", last.date_end or last.date or ""
    size = min(len(start), len(end))
    if first.day_month and first.day_month == last.day_month and start >= "1000":
        return last.valid and on_calendar(first.day_month[1], first.day_month[0], int(start[:4]))
    return first.valid and last.valid and start[:size] <= end[:size]


def _is_listed(text: str, first: Atom, last: Atom) -> bool:
    """Whether `last` is a bare year that goes on a list of years: `năm 2018, 2020`."""
    if not last.bare or first.bare or first.date is None or last.date is None or len(first.date) != 4:
        return False
    listed = text[first.end : last.start].strip().lower() in LISTS and not BEGINS_PERIOD.match(text, last.end)
    return listed and (first.date_end or first.date) < last.date and not COUNTED.match(text, last.end)


def _is_listed_month(text: str, first: Atom, last: Atom) -> bool:
    """Whether `last`, a weak one, is a month that goes on a list of months: `tháng 10/2024, 11/2024`."""
    if first.weak or first.kind != "point" or first.date is None or last.date is None:
        return False
    later = len(first.date) == len(last.date) == 7 and first.date < last.date
    return later and text[first.end : last.start].strip().lower() in LISTS and not COUNTED.match(text, last.end)


def _year_list(first: Atom, last: Atom) -> Atom | None:
    """Years in a row as one period: `năm 2023, 2024`."""
    if int(first.date_end or first.date or 0) + 1 != int(last.date or 0):
        return None
    return Atom(first.start, last.end, first.date, last.date, "period", first.valid and last.valid)
