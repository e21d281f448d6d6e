"""Decisions that need another look after files were read again: words that changed, values that differ.

Most decisions stand for sure: their document was not read by other rules since. Of the others it is noted, by
`note`, where all of them stand, so that they are compared once and not at every look.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.decisions import ledger
from pipelines.decisions.columns import REVIEWABLE
from pipelines.decisions.ledger import Decision
from pipelines.decisions.reviewed import NOW, Reviewed
from pipelines.decisions.standing import Settled

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


# The decisions on one document at one path by the rules that had read it, and what is there today.
TODAY = f"""(SELECT *, (SELECT max(made_by) FROM files WHERE files.doc_id = now) AS reads FROM (
    SELECT doc_id, path, made_by, max(id) AS last, {NOW.replace("decisions_now", "decisions")} AS now
    FROM decisions GROUP BY doc_id, path, made_by)) t"""
GONE = f"SELECT DISTINCT doc_id, path FROM {TODAY} WHERE now IS NULL"
UNSURE = f"""SELECT doc_id, path, last, now, reads FROM {TODAY}
    WHERE now IS NOT NULL AND (now <> doc_id OR made_by IS NOT reads) AND NOT EXISTS (
    SELECT 1 FROM decisions_stand s WHERE s.doc_id = t.doc_id AND s.path = t.path AND s.last >= t.last
    AND s.now = t.now AND s.reads IS t.reads) ORDER BY last"""
# Every audit makes the findings anew: documents with fewer of a kind at a place than decisions on them.
FINDINGS = """SELECT DISTINCT doc_id FROM (SELECT doc_id, rule, "start", "end", count(*) AS decided FROM decisions_now
    WHERE "table" = 'findings' AND outcome IS NOT NULL GROUP BY 1, 2, 3, 4) d WHERE decided > (SELECT count(*)
    FROM findings f WHERE f.doc_id = d.doc_id AND f.rule = d.rule AND f."start" IS d."start" AND f."end" IS d."end")"""


def changed(db: sqlite3.Connection) -> list[Changed]:
    """All of them, by path."""
    found = [_changed(head, head.doc_id, "gone") for place in db.execute(GONE).fetchall()
             for head in ledger.heads(db, "doc_id = ? AND path = ? AND outcome IS NOT NULL", place)]
    unsure = {now for _, _, _, now, _ in db.execute(UNSURE)}
    found += _in(db, unsure, REVIEWABLE)
    found += _in(db, {doc_id for doc_id, in db.execute(FINDINGS)} - unsure, ("findings",))
    return sorted(found, key=lambda one: (one.path, one.doc_id, one.table, one.raw or "", one.at))


def note(db: sqlite3.Connection) -> None:
    """Note which documents have decisions that all stand as they were made, though other rules read them since."""
    if not ledger.is_there(db):
        return
    ledger.lay_out(db)
    unsure = db.execute(UNSURE).fetchall()
    fallen = {one.doc_id for one in _in(db, {row[3] for row in unsure}, REVIEWABLE)}
    db.executemany("INSERT OR REPLACE INTO decisions_stand VALUES (?, ?, ?, ?, ?)",
                   [row for row in unsure if row[3] not in fallen])


def _in(db: sqlite3.Connection, doc_ids: Iterable[str], tables: Sequence[str]) -> list[Changed]:
    """What changed in some tables of some documents."""
    reviewed = Reviewed(db, sorted(doc_ids))
    return [one for doc_id in list(reviewed.heads) for table in tables if table in reviewed.heads[doc_id]
            for one in _of(reviewed.settled(doc_id, table), doc_id)]


def _of(settled: Settled, doc_id: str) -> Iterator[Changed]:
    for head in settled.lost:
        yield _changed(head, doc_id, "words")
    for item in settled.items:
        if item.head and item.doubt:
            yield _changed(item.head, doc_id, item.doubt)._replace(key=item.key, raw=item.values.get("raw"))


def _changed(head: Decision, doc_id: str, why: str) -> Changed:
    return Changed(doc_id, head.path, head.table, None, head.raw, why, head.outcome, head.who, head.at)
