"""Which decisions the tables on disk have, and which wait for the tables to be written."""

from __future__ import annotations

import sqlite3

from pipelines.decisions import ledger
from pipelines.decisions.reviewed import NOW

OF = "FROM decisions WHERE id > (SELECT coalesce(max(decision), 0) FROM tables_hold)"


def last(db: sqlite3.Connection) -> int:
    """The number of the last decision; 0 where there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM decisions").fetchone()[0]) if _is_there(db) else 0


def waiting(db: sqlite3.Connection) -> int:
    """How many decisions the tables do not have yet."""
    return int(db.execute(f"SELECT count(*) {OF}").fetchone()[0]) if _is_there(db) else 0


def documents(db: sqlite3.Connection) -> list[str]:
    """The documents of today that those decisions speak of."""
    now = NOW.replace("decisions_now", "decisions")
    rows = db.execute(f"SELECT DISTINCT {now} {OF}") if _is_there(db) else ()
    return sorted(doc_id for doc_id, in rows if doc_id)


def mark(db: sqlite3.Connection, number: int) -> None:
    """Note that the tables have all decisions up to this one."""
    if _is_there(db):
        db.execute("DELETE FROM tables_hold")
        db.execute("INSERT INTO tables_hold VALUES (?)", [number])


def _is_there(db: sqlite3.Connection) -> bool:
    return ledger.is_there(db, "tables_hold")
