"""Decisions that need another look after files were read again: words that changed, values that differ."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipelines.decisions import ledger
from pipelines.decisions.columns import REVIEWABLE
from pipelines.decisions.reviewed import NOW, Reviewed

REASONS = {"words": "Chữ trong văn bản đã thay đổi hoặc không còn", "gone": "Văn bản không còn trong kho",
           "values": "Máy nay đọc ra giá trị khác", "unread": "Máy nay không còn đọc ra dòng này"}


class Changed(NamedTuple):
    """A decision that does not stand as it was made, and why (`REASONS`)."""

    doc_id: str
    path: str
    table: str
    key: str | None  # of the row, where there still is one
    raw: str | None
    why: str
    outcome: str | None
    who: str
    at: str


# Decisions that cannot be as they were made for sure: the document is gone or was read by other rules since, or
# they are about findings, which every audit makes anew.
PERHAPS = f"""SELECT DISTINCT {NOW} FROM decisions_now WHERE outcome IS NOT NULL AND ("table" = 'findings'
    OR made_by IS NOT (SELECT max(made_by) FROM files f WHERE f.doc_id = decisions_now.doc_id))"""
GONE = f"{NOW} IS NULL AND outcome IS NOT NULL"


def changed(db: sqlite3.Connection) -> list[Changed]:
    """All of them, by path."""
    doc_ids = [doc_id for doc_id, in db.execute(PERHAPS) if doc_id]
    reviewed = Reviewed(db, doc_ids)
    found = [Changed(head.doc_id, head.path, head.table, None, head.raw, "gone", head.outcome, head.who, head.at)
             for head in ledger.heads(db, GONE)]
    for doc_id, tables in list(reviewed.heads.items()):
        for table in set(tables) & set(REVIEWABLE):
            found += _in(reviewed, doc_id, table)
    return sorted(found, key=lambda one: (one.path, one.doc_id, one.table, one.raw or "", one.at))


def _in(reviewed: Reviewed, doc_id: str, table: str) -> list[Changed]:
    settled = reviewed.settled(doc_id, table)
    lost = [Changed(doc_id, head.path, table, None, head.raw, "words", head.outcome, head.who, head.at)
            for head in settled.lost]
    return lost + [Changed(doc_id, item.head.path, table, item.key, item.values.get("raw"), item.doubt,
                           item.head.outcome, item.head.who, item.head.at)
                   for item in settled.items if item.head and item.doubt]
