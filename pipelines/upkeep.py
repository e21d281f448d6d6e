"""What follows from the rows of an archive, brought up to date with them: its tables, and its search index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path

from pipelines.decisions import written
from pipelines.files import remove_drafts
from pipelines.languages import say
from pipelines.search.index import update as update_index
from pipelines.settling import settle
from pipelines.store import NAME, Store
from pipelines.tables import FOLDER, missing, write_tables
from pipelines.tables.renewal import renew_tables

LOCK = "ingest.lock"


class AlreadyRunning(Exception):
    """Another run is writing into the same folder."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold a lock that the system takes away when this process ends, however it ends: one of SQLite's.

    Raises `AlreadyRunning` where another has it.
    """
    with closing(sqlite3.connect(out / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                raise
            words = say("Another run is writing into {}; wait for it, or choose another --out.", out)
            raise AlreadyRunning(words) from error
        yield


def renew(out: Path, *, whole: bool = False) -> bool:
    """Bring the tables in `out` up to date (`whole`: write all of them in any case); gives whether any was written.

    Raises `AlreadyRunning`.
    """
    with alone(out), Store(out / NAME) as store:
        if store.tables_stale:  # a run was broken off
            settle(store)
        return write(store, out, whole=whole)


def write(store: Store, out: Path, *, whole: bool = False, beside: bool = False) -> bool:
    """Write the tables where they are older than the rows or the decisions; gives whether they were.

    After decisions alone only the rows of their documents are written anew. `beside`: the search index by another
    process meanwhile.
    """
    last = written.last(store.db)
    doc_ids = written.documents(store.db)
    if whole or store.tables_stale or missing(out / FOLDER):
        _write_all(store, out, beside=beside)
    elif doc_ids:
        renew_tables(store, out / FOLDER, doc_ids)
    else:
        return False
    with store.transaction():
        store.mark_tables(stale=False)
        written.mark(store.db, last)
    return True


def _write_all(store: Store, out: Path, *, beside: bool) -> None:
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    remove_drafts(out / FOLDER)
    if not beside:
        write_tables(store, out / FOLDER)
        update_index(out)
        return
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        index = other.submit(update_index, out, beside=True)
        write_tables(store, out / FOLDER)
        index.result()
