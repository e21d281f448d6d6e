"""Decisions that need another look after files were read again: words that changed, values that differ."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipelines.decisions.reviewed import Reviewed

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


def changed(db: sqlite3.Connection) -> list[Changed]:
    """All of them, by path."""
    reviewed, found = Reviewed(db), list[Changed]()
    here = {doc_id for doc_id in reviewed.heads
            if db.execute("SELECT 1 FROM documents WHERE doc_id = ?", [doc_id]).fetchone()}
    for doc_id, tables in list(reviewed.heads.items()):
        for table, heads in list(tables.items()):
            if doc_id not in here:
                found += [Changed(doc_id, head.path, table, None, head.raw, "gone", head.outcome, head.who, head.at)
                          for head in heads if head.outcome]
            elif table != "documents":
                found += _in(reviewed, doc_id, table)
    return sorted(found, key=lambda one: (one.path, one.doc_id, one.table, one.raw or ""))


def _in(reviewed: Reviewed, doc_id: str, table: str) -> list[Changed]:
    settled = reviewed.settled(doc_id, table)
    lost = [Changed(doc_id, head.path, table, None, head.raw, "words", head.outcome, head.who, head.at)
            for head in settled.lost]
    return lost + [Changed(doc_id, item.head.path, table, item.key, item.values.get("raw"), item.doubt,
                           item.head.outcome, item.head.who, item.head.at)
                   for item in settled.items if item.head and item.doubt]
