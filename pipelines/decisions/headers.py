"""What people say of the heads of documents, for those who ask by them: lists, filters, search.

Few documents have a header that a person changed; all others are as the rules read them, at no cost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from pipelines.decisions import ledger
from pipelines.decisions.overlay import put_over
from pipelines.decisions.reviewed import NOW, Reviewed
from pipelines.layout import names
from pipelines.schema import TABLES, Row, from_store

DOCUMENTS = TABLES["documents"]
OF = "FROM decisions WHERE \"table\" = 'header_fields'"
CHANGED = (f"SELECT DISTINCT {NOW} FROM decisions_now WHERE \"table\" = 'header_fields' "
           "AND outcome IN ('edited', 'rejected', 'added')")


def last(db: sqlite3.Connection) -> int:
    """The number of the last decision about any header; 0 where there is none."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) {OF}").fetchone()[0]) if ledger.is_there(db) else 0


def changed(db: sqlite3.Connection) -> list[str]:
    """The documents whose header is not as the rules read it."""
    rows = db.execute(CHANGED).fetchall() if ledger.is_there(db) else []
    return sorted(doc_id for doc_id, in rows if doc_id)


def as_decided(db: sqlite3.Connection, doc_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The columns of `documents` by id, for those of these documents whose header people decided about."""
    reviewed = Reviewed(db, doc_ids)
    touched = (doc_id for doc_id in list(reviewed.heads) if reviewed.touches(doc_id, DOCUMENTS.name))
    rows = (row for row in map(reviewed.document, _rows(db, touched)))
    return {row[0]: dict(zip(names(DOCUMENTS), row, strict=False)) for row in rows}


def lay_over(db: sqlite3.Connection) -> None:
    """From now on `documents` has these headers, on this connection alone."""
    found = as_decided(db, changed(db))
    if found:
        put_over(db, DOCUMENTS, found, (tuple(row.values()) for row in found.values()))


def _rows(db: sqlite3.Connection, doc_ids: Iterable[str]) -> Iterable[Row]:
    columns, back = ", ".join(f'"{name}"' for name in names(DOCUMENTS)), from_store(DOCUMENTS)
    for doc_id in doc_ids:
        yield from map(back, db.execute(f"SELECT {columns} FROM documents WHERE doc_id = ?", [doc_id]))
