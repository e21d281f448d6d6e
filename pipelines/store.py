"""The system of record: one SQLite file, one transaction a document with all its rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pipelines.archive import File, shown_paths
from pipelines.layout import insert, lay_out, names, select
from pipelines.opening import to_read
from pipelines.schema import FAILURES, TABLES, Row, Table, from_store, to_store

NAME = "archive.db"
INSERT = {name: insert(table) for name, table in TABLES.items()}
TO_STORE = {name: to_store(table) for name, table in TABLES.items()}

Rows = Mapping[str, Iterable[Row]]


class Known(NamedTuple):
    """A file that was read, the document it holds, and the rules its rows were made by."""

    file: File
    doc_id: str
    made_by: str


class Store:
    """`archive.db`, open for writing, or only for reading."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file; for writing, make it and its tables where they are missing."""
        self.path = path
        if read_only:
            self.db = to_read(path)
            return
        self.db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rwc", uri=True, timeout=30, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            lay_out(self.db)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Close; what was committed stays."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another is a part of it."""
        inside = self.db.in_transaction
        if inside:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        done = False
        try:
            yield
            done = True
        finally:
            if done:
                self.db.execute("COMMIT")
            elif self.db.in_transaction:  # a full disk has rolled it back already
                self.db.execute("ROLLBACK")

    def known(self) -> dict[str, Known]:
        """The files of earlier runs by their whole path."""
        rows = self.db.execute("SELECT root, relative, size, mtime_ns, doc_id, made_by FROM files")
        files = (Known(File(*row[:4]), *row[4:]) for row in rows)
        return {entry.file.source: entry for entry in files}

    def insides(self) -> dict[str, list[str]]:
        """The files inside files by the source of the file on disk."""
        insides: dict[str, list[str]] = {}
        for source, container in self.db.execute("SELECT source, container FROM inside"):
            insides.setdefault(container, []).append(source)
        return insides

    def save(self, entry: Known, rows: Rows) -> None:
        """Put a file and the rows of its document in the place of what was known of both."""
        self.put(entry, in_store_form(rows))

    def put(self, entry: Known, rows: Rows, container: str | None = None) -> None:
        """`save` for rows `in_store_form`; `container` is the source of the file on disk that holds this one."""
        with self.transaction():
            if self.db.execute("SELECT 1 FROM documents WHERE doc_id = ?", [entry.doc_id]).fetchone():
                self._delete_rows(entry.doc_id)
            for name, values in rows.items():
                self.db.executemany(INSERT[name], values)
            self.db.execute("INSERT OR REPLACE INTO read_as VALUES (?, ?)", [entry.doc_id, entry.file.relative])
            self.link(entry, container=container)

    def link(self, entry: Known, *, instead_of: str | None = None, container: str | None = None) -> None:
        """Note that a file holds a document that is there already; `instead_of` is where it lay before."""
        with self.transaction():
            self._link(entry)
            if container:
                self.db.execute("INSERT OR REPLACE INTO inside VALUES (?, ?)", [entry.file.source, container])
            if instead_of not in (None, entry.file.source):
                self._forget(instead_of)

    def forget(self, sources: Iterable[str]) -> int:
        """Drop files that are gone, and documents that no file holds any more; gives how many of these."""
        with self.transaction():
            return sum([self._forget(source) for source in sources])

    def forget_insides(self, container: str, but: Container[str] = ()) -> None:
        """Drop the files inside a file, but for some."""
        rows = self.db.execute("SELECT source FROM inside WHERE container = ?", [container]).fetchall()
        self.forget(source for (source,) in rows if source not in but)

    def settle_paths(self) -> dict[str, str]:
        """Give each document its `path`, the first in order of its files, and the others as `also_at`.

        Gives by doc_id the first file's place below its root, for documents that were read in another folder.
        """
        files = self.db.execute("SELECT doc_id, root, relative FROM files").fetchall()
        paths: dict[str, list[tuple[str, str]]] = {}
        for (doc_id, _, relative), path in zip(files, shown_paths(row[1:] for row in files), strict=True):
            paths.setdefault(doc_id, []).append((path, relative))
        now = self.db.execute("SELECT d.doc_id, path, also_at, relative FROM documents d "
                              "LEFT JOIN read_as r ON r.doc_id = d.doc_id").fetchall()
        wanted = ((doc_id, *_first_and_others(paths[doc_id])) for doc_id, *_ in now)
        changed = [row for row, here in zip(wanted, now, strict=True) if row != here[:3]]
        if changed:
            with self.transaction():
                self.db.executemany("UPDATE documents SET path = ?2, also_at = ?3 WHERE doc_id = ?1", changed)
                self.mark_tables(stale=True)
        firsts = ((doc_id, min(paths[doc_id])[1], read_as) for doc_id, _, _, read_as in now if read_as)
        return {doc_id: first for doc_id, first, read_as in firsts
                if first.rpartition("/")[0] != read_as.rpartition("/")[0]}

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table by path and place, as the records had them, without what differs by run."""
        return map(from_store(table), self.db.execute(select(table)))

    def rows_of(self, table: Table, doc_id: str) -> Iterator[Row]:
        """The rows of a table that has one a document."""
        columns = ", ".join(f'"{name}"' for name in names(TABLES.get(table.name, FAILURES)))
        return map(from_store(TABLES.get(table.name, FAILURES)), self.db.execute(
            f"SELECT {columns} FROM {table.name} WHERE doc_id = ?", [doc_id]))

    def order(self) -> dict[str, int]:
        """The place of each document in every table that is written."""
        rows = self.db.execute("SELECT doc_id FROM documents ORDER BY path, doc_id")
        return {doc_id: place for place, (doc_id,) in enumerate(rows)}

    def troubles(self) -> list[tuple[str, str, str]]:
        """Status, path and error of every document that is not whole."""
        return self.db.execute("SELECT status, path, error FROM documents WHERE status <> 'ok' "
                               "ORDER BY status, path").fetchall()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        (number,) = self.db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(number)

    def mark_tables(self, *, stale: bool) -> None:
        """Note whether the tables on disk are older than the rows."""
        self.db.execute(f"PRAGMA user_version = {int(stale)}")

    @property
    def tables_stale(self) -> bool:
        """Whether the tables on disk are older than the rows."""
        return bool(self.db.execute("PRAGMA user_version").fetchone()[0])

    def _link(self, entry: Known) -> None:
        file = entry.file
        before = self._doc_id(file.source)
        self.db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
                        [file.source, *file, entry.doc_id, entry.made_by])
        self._drop_unless_held(before)
        self.mark_tables(stale=True)

    def _forget(self, source: str) -> bool:
        before = self._doc_id(source)
        self.db.execute("DELETE FROM files WHERE source = ?", [source])
        self.db.execute("DELETE FROM inside WHERE source = ?", [source])
        self.mark_tables(stale=True)
        return self._drop_unless_held(before)

    def _doc_id(self, source: str) -> str | None:
        row = self.db.execute("SELECT doc_id FROM files WHERE source = ?", [source]).fetchone()
        return row[0] if row else None

    def _drop_unless_held(self, doc_id: str | None) -> bool:
        if doc_id is None or self.db.execute("SELECT 1 FROM files WHERE doc_id = ?", [doc_id]).fetchone():
            return False
        self._delete_rows(doc_id)
        return True

    def _delete_rows(self, doc_id: str) -> None:
        for name in (*TABLES, "read_as"):
            self.db.execute(f"DELETE FROM {name} WHERE doc_id = ?", [doc_id])


def in_store_form(rows: Rows) -> Rows:
    """The rows of each table as `Store.put` takes them."""
    return {name: list(map(TO_STORE[name], values)) for name, values in rows.items()}


def _first_and_others(places: list[tuple[str, str]]) -> tuple[str, str | None]:
    """The first path in order, and the others as JSON, if there are any."""
    first, *others = sorted(path for path, _ in places)
    return first, json.dumps(others, ensure_ascii=False) if others else None
