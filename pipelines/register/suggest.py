"""Rows for the register: documents that many reports cite alike and that it does not know yet."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipelines.compare import fold
from pipelines.days import is_day
from pipelines.export import csv_cell
from pipelines.files import replacing

FEWEST_REPORTS = 3
COLUMNS = ("canonical_symbol", "type", "issuer", "date_issued", "title", "verified", "evidence", "source", "notes",
           "reports")
CITED = """SELECT l.key, l.symbol, l.doc_type, l.date, c.issuer, c.title, l.doc_id FROM audit_links l JOIN citations c
    ON c.citation_id = l.citation_id AND c.doc_id = l.doc_id
    WHERE l.register_key IS NULL AND l.key IS NOT NULL AND l.own = 0
    AND length(l.date) = 10 ORDER BY l.key, l.date, l.doc_id, l."start" """


class Suggestion(NamedTuple):
    """A row that the register may take, once somebody has looked at it; `reports` agree on day and issuer."""

    symbol: str
    doc_type: str
    issuer: str
    date: str
    title: str
    reports: int
    others: int  # reports that give another day


def suggestions(db: sqlite3.Connection) -> Iterator[Suggestion]:
    """Documents cited by enough reports with one day and one issuer, those behind which most reports stand first."""
    found: list[Suggestion] = []
    for _, group in groupby(db.execute(CITED), key=lambda row: row[0]):
        rows = [row for row in group if is_day(row[3]) and row[4]]
        by_day: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for row in rows:
            by_day.setdefault((row[3], fold(row[4])), []).append(row)
        for (day, _), same in by_day.items():
            docs = {row[6] for row in same}
            if len(docs) >= FEWEST_REPORTS:
                found.append(_suggestion(day, same, len(docs), len({row[6] for row in rows if row[3] != day})))
    return iter(sorted(found, key=lambda one: (-one.reports, one.symbol, one.date)))


def _suggestion(day: str, same: list[tuple[str, ...]], reports: int, others: int) -> Suggestion:
    def most(at: int) -> str:
        values = Counter(row[at] for row in same if row[at])
        return min(values, key=lambda value: (-values[value], value)) if values else ""
    return Suggestion(most(1), most(2), most(4), day, most(5), reports, others)


def write_suggestions(db: sqlite3.Connection, path: Path) -> int:
    """Write the rows as a register that is not verified yet; gives how many."""
    number = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number, one in enumerate(suggestions(db), start=1):  # noqa: B007
            note = f"{one.others} reports give another day" if one.others else ""
            writer.writerow(map(csv_cell, (one.symbol, one.doc_type.capitalize(), one.issuer, one.date, one.title, "no",
                                           "our reports",
                                           f"{one.reports} reports agree", note, one.reports)))
    return number
