"""A database opened to be read alone, also where its folder cannot be written: on a disc, or in another's share."""

from __future__ import annotations

import sqlite3
from pathlib import Path

UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")


def to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing.

    SQLite keeps a file beside a database while it is read; where it cannot, nobody else writes there either, and what
    is on the disk is read as it is. Raises `sqlite3.OperationalError`.
    """
    where = f"{path.resolve().as_uri()}?mode=ro"
    db = sqlite3.connect(where, uri=True, timeout=30, isolation_level=None)
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if not error.sqlite_errorname.startswith(UNWRITABLE) or not path.is_file() or _is_unfinished(path):
            raise
        return sqlite3.connect(f"{where}&immutable=1", uri=True, isolation_level=None)
    return db


def _is_unfinished(path: Path) -> bool:
    """Whether a run wrote there last that did not end: its rows are beside the database."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.is_file() and beside.stat().st_size > 0
