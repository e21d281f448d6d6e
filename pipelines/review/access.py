"""The store as the pages use it: a connection a request, and one transaction a decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipelines.decisions import changed, ledger
from pipelines.layout import lay_out_counts
from pipelines.store import NAME

SECONDS = 10.0  # to wait for another command that is writing
# What the lists of documents and the queues are sorted and filtered by.
INDEXES = (
    "CREATE INDEX IF NOT EXISTS review_list ON documents (path, doc_id, province, commune, date, doc_type, status)",
    "CREATE INDEX IF NOT EXISTS by_day ON documents (date DESC, path, doc_id, province, commune, doc_type, status)",
    "CREATE INDEX IF NOT EXISTS review_findings ON findings (rule, doc_id)",
    "CREATE INDEX IF NOT EXISTS review_citations ON citations (confidence, doc_id)",
    "CREATE INDEX IF NOT EXISTS review_models ON models (confidence, doc_id)",
)


def prepare(folder: Path) -> None:
    """Make the table of decisions, the counts and the indexes where they are missing."""
    with writing(folder) as db:
        ledger.lay_out(db)
        lay_out_counts(db)
        changed.note(db)
        for statement in INDEXES:
            db.execute(statement)
    with closing(sqlite3.connect(folder / NAME, timeout=SECONDS)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # or every page would have to look through what was written


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot change anything."""
    where = f"{(folder / NAME).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, timeout=SECONDS, isolation_level=None)) as db:
        yield db


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """A transaction: all or nothing, and nobody else's between what it reads and what it writes."""
    where = f"{(folder / NAME).resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(where, uri=True, timeout=SECONDS, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        done = False
        try:
            yield db
            done = True
        finally:
            db.execute("COMMIT" if done else "ROLLBACK")
