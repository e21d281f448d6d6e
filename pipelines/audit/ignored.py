"""Findings that a person has silenced, with the reason: they stay visible, and come back when the text changes.

A finding is known by document, rule, place and words: other bytes make another document, other words another finding.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from pipelines.decisions.reviewed import Reviewed
from pipelines.store import NAME, Store

TABLE = """CREATE TABLE IF NOT EXISTS audit_ignored (
    doc_id TEXT NOT NULL, rule TEXT NOT NULL, "start" INTEGER, raw TEXT,
    reason TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL)"""
Key = tuple[str, str, int | None, str | None]


class Silenced(NamedTuple):
    """Why, by whom and when a finding was silenced."""

    reason: str
    who: str
    at: str


class NoSuchFinding(Exception):
    """There is no finding of that name."""


def ignored_in(db: sqlite3.Connection) -> dict[Key, Silenced]:
    """The silenced findings of a store, those too that were rejected on the review page."""
    rejected = _rejected(db)
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit_ignored'").fetchone():
        return rejected
    rows = db.execute('SELECT doc_id, rule, "start", raw, reason, who, at FROM audit_ignored ORDER BY rowid')
    return rejected | {(row[0], row[1], row[2], row[3]): Silenced(*row[4:]) for row in rows}


def _rejected(db: sqlite3.Connection) -> dict[Key, Silenced]:
    reviewed = Reviewed(db)
    settled = [(doc_id, item) for doc_id in list(reviewed.heads) if reviewed.touches(doc_id, "findings")
               for item in reviewed.settled(doc_id, "findings").items]
    return {(doc_id, item.values["rule"], item.values["start"], item.values["raw"]):
            Silenced("người soát: không phải lỗi", item.head.who, item.head.at)
            for doc_id, item in settled if item.head and item.outcome == "rejected"}


def name_of(doc_id: str, rule: str, start: int | None) -> str:
    """How a finding is named in workbook and page.

    >>> name_of("75f8699eaa320490", "R48", 13), name_of("75f8699eaa320490", "R62", None)
    ('75f8699eaa320490:R48:13', '75f8699eaa320490:R62:')
    """
    return f"{doc_id}:{rule}:{'' if start is None else start}"


def ignore(directory: Path, name: str, reason: str, who: str, at: str) -> int:
    """Silence the findings of a name; gives how many. `at` is the time, which the caller knows."""
    doc_id, _, rest = name.partition(":")
    rule, _, place = rest.partition(":")
    start = int(place) if place.isdigit() else None
    with Store(directory / NAME) as store, store.transaction():
        found = store.db.execute('SELECT DISTINCT raw FROM findings WHERE doc_id = ? AND rule = ? AND "start" IS ?',
                                 [doc_id, rule, start]).fetchall()
        if not found:
            raise NoSuchFinding(f"There is no finding '{name}'; its name stands in the column “Mã phát hiện” of "
                                f"audit.xlsx.")
        store.db.execute(TABLE)
        store.db.executemany("INSERT INTO audit_ignored VALUES (?, ?, ?, ?, ?, ?, ?)",
                             [(doc_id, rule, start, raw, reason, who, at) for (raw,) in found])
        return len(found)
