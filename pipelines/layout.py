"""How `archive.db` is laid out: SQL made from the tables of `schema`."""

from __future__ import annotations

import sqlite3

from pipelines.schema import FAILURES, TABLES, Table

SQL_TYPES = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER",
             "texts": "TEXT", "reals": "TEXT"}
ONE_ROW_A_DOCUMENT = ("documents", "texts")
# Which file on disk holds which document; `made_by` names the rules its rows were made by.
FILES = """CREATE TABLE IF NOT EXISTS files (
    source TEXT PRIMARY KEY, root TEXT NOT NULL, relative TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, doc_id TEXT NOT NULL, made_by TEXT NOT NULL) STRICT"""
# Files inside files: `container` is the source of the file on disk that holds them, nested or not.
INSIDE = """CREATE TABLE IF NOT EXISTS inside (
    source TEXT PRIMARY KEY, container TEXT NOT NULL) STRICT, WITHOUT ROWID"""
INSIDE_INDEX = "CREATE INDEX IF NOT EXISTS inside_container ON inside (container)"
# The path under which a document was read: its folders may have told the commune (`pipelines.settling`).
READ_AS = """CREATE TABLE IF NOT EXISTS read_as (
    doc_id TEXT PRIMARY KEY, relative TEXT NOT NULL) STRICT, WITHOUT ROWID"""
FILES_INDEX = "CREATE INDEX IF NOT EXISTS files_doc_id ON files (doc_id)"
# How many rows these tables have, kept by triggers: counting them takes seconds where there are millions.
COUNTED = ("documents", "header_fields", "citations", "dates", "money", "quantities", "models", "model_counts",
           "people", "findings")
ROW_COUNTS = "CREATE TABLE row_counts (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID"
VIEW = f"CREATE VIEW IF NOT EXISTS {FAILURES.name} AS SELECT * FROM documents WHERE status = 'failed'"
# What is made beside the tables, in order; where the tables change, all of it is made anew.
BESIDE = (FILES, FILES_INDEX, INSIDE, INSIDE_INDEX, READ_AS, VIEW)


def lay_out(db: sqlite3.Connection) -> None:
    """Make what is missing; where an older program made other columns, drop all rows, to be read anew."""
    if any(_columns(db, table.name) not in ([], names(table)) for table in TABLES.values()):
        db.execute(f"DROP VIEW IF EXISTS {FAILURES.name}")
        for name in ("files", "inside", "read_as", "row_counts", *TABLES):
            db.execute(f"DROP TABLE IF EXISTS {name}")
    for table in TABLES.values():
        db.execute(create(table))
        unique = "UNIQUE" if table.name in ONE_ROW_A_DOCUMENT else ""
        db.execute(f"CREATE {unique} INDEX IF NOT EXISTS {table.name}_doc_id ON {table.name} (doc_id)")
    for statement in BESIDE:
        db.execute(statement)
    lay_out_counts(db)


def is_laid_out(db: sqlite3.Connection) -> bool:
    """Whether all tables are there, with the columns that this version gives them."""
    return all(_columns(db, table.name) == names(table) for table in TABLES.values())


def is_foreign(db: sqlite3.Connection) -> bool:
    """Whether somebody else keeps tables there, and `baocao` none."""
    held = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(held) and held.isdisjoint(TABLES)


def lay_out_counts(db: sqlite3.Connection) -> None:
    """Count the rows once, where an older program did not, and from then on with every change."""
    if _columns(db, "row_counts"):
        return
    db.execute(ROW_COUNTS)
    for table in COUNTED:
        db.execute(f"INSERT INTO row_counts SELECT '{table}', count(*) FROM {table}")
        for event, step in (("INSERT", "+ 1"), ("DELETE", "- 1")):
            db.execute(f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN "
                       f"UPDATE row_counts SET rows = rows {step} WHERE name = '{table}'; END")


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many rows each of `COUNTED` has."""
    return dict(db.execute("SELECT name, rows FROM row_counts"))


def names(table: Table) -> list[str]:
    """The names of a table's columns."""
    return [column.name for column in table.columns]


def create(table: Table) -> str:
    """The statement that makes a table.

    >>> create(TABLES["texts"])
    'CREATE TABLE IF NOT EXISTS texts ("doc_id" TEXT NOT NULL, "text" TEXT NOT NULL) STRICT'
    """
    columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.kind]}{" NOT NULL" if column.required else ""}'
                        for column in table.columns)
    return f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}) STRICT"


def insert(table: Table) -> str:
    """The statement that puts a row into a table."""
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"


def select(table: Table) -> str:
    """The statement that gives a table's rows by path, then by their place in the text, then as found."""
    columns = ", ".join(f't."{column.name}"' for column in table.columns)
    place = 't."start", ' if any(column.name == "start" for column in table.columns) else ""
    if table.name in ("documents", FAILURES.name):
        return f"SELECT {columns} FROM {table.name} t ORDER BY t.path, t.doc_id"
    return (f"SELECT {columns} FROM documents d JOIN {table.name} t ON t.doc_id = d.doc_id "
            f"ORDER BY d.path, d.doc_id, {place}t.rowid")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
