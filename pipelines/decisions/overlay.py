"""The reviewed rows for whoever asks the store in SQL: temporary views that bear the names of the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipelines.decisions.reviewed import Reviewed
from pipelines.layout import insert, names
from pipelines.schema import TABLES, Row, Table, to_store
from pipelines.store import Store


def lay_over(store: Store, tables: Iterable[str]) -> None:
    """From now on these tables give the rows as people decided they are, on this connection alone.

    The rows of documents that nobody reviewed come from the store as they are, by its indexes.
    """
    reviewed = Reviewed(store.db)
    touched = {name: [doc_id for doc_id in reviewed.heads if reviewed.touches(doc_id, name)] for name in tables}
    rows = {name: list(_rows(store, reviewed, TABLES[name], doc_ids)) for name, doc_ids in touched.items() if doc_ids}
    for name, found in rows.items():
        put_over(store.db, TABLES[name], touched[name], found)


def _rows(store: Store, reviewed: Reviewed, table: Table, doc_ids: Iterable[str]) -> Iterable[Row]:
    """Without the column `reviewed`."""
    for doc_id in sorted(doc_ids):
        if table.name == "documents":
            yield from (reviewed.document(row)[:-1] for row in store.rows_of(table, doc_id))
        else:
            yield from (row[:-1] for row in reviewed.rows(doc_id, table.name))


def put_over(db: sqlite3.Connection, table: Table, doc_ids: Iterable[str], rows: Iterable[Row]) -> None:
    """These rows are the table's from now on in the place of those of the documents, on this connection alone."""
    columns = ", ".join(f'"{name}"' for name in names(table))
    over = f"{table.name}_reviewed"
    db.execute(f"CREATE TEMP TABLE {over} AS SELECT {columns} FROM main.{table.name} LIMIT 0")
    db.execute(f"CREATE INDEX temp.{over}_doc_id ON {over} (doc_id)")
    db.execute(f"CREATE TEMP TABLE {over}_of (doc_id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.executemany(f"INSERT INTO {over}_of VALUES (?)", ((doc_id,) for doc_id in doc_ids))
    db.executemany(insert(table).replace(table.name, over, 1), map(to_store(table), rows))
    db.execute(f"CREATE TEMP VIEW {table.name} AS SELECT {columns} FROM main.{table.name} "
               f"WHERE doc_id NOT IN (SELECT doc_id FROM {over}_of) UNION ALL SELECT {columns} FROM {over}")
