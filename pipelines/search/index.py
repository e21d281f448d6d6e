"""`search.db`, the index beside the archive: SQLite's FTS5, brought up to date with what changed.

It can be deleted at any time: the next search makes it again. A row's number grows with the date of its
document, so that hits come newest first without being sorted. Pairs of neighbouring words are tokens of their
own instead of positions: a phrase of syllables that stand in every document is found at once. The index keeps
no text; the row of a document that has changed or gone stays as a dead one until there are many of them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pipelines.decisions import headers
from pipelines.opening import to_read
from pipelines.search.entries import COLUMNS, Row, known, mark, tokens_of
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Store

NAME = "search.db"
LAYOUT = 3  # raise it when rows are made in another way
A_DAY = 4096  # row numbers a day
MANY = 0.25  # of all rows
IN_ORDER = itemgetter(COLUMNS.index("path"), COLUMNS.index("doc_id"))
SCHEMA = (
    "CREATE TABLE entries (row INTEGER PRIMARY KEY, doc_id TEXT UNIQUE, mark BLOB)",
    """CREATE VIRTUAL TABLE words USING fts5(tokens, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0 tokenchars '_.'")""",
    "CREATE TABLE headers (decision INTEGER NOT NULL)",  # the last that is in the rows
    # Bytes of words that are held before they are written; more are slower to look up than to merge.
    "INSERT INTO words (words, rank) VALUES ('hashsize', 4194304)",
    f"PRAGMA user_version = {LAYOUT}",
)


class Changes(NamedTuple):
    """What `update` did: documents put in, and taken out."""

    added: int
    dropped: int


def update(folder: Path, *, beside: bool = False) -> Changes:
    """Bring `folder/search.db` up to date with `folder/archive.db`, headers as people decided they are; makes it where
    it is missing. `beside`: by two processes."""
    with closing(_open(folder / NAME)) as index, Store(folder / ARCHIVE, read_only=True) as store:
        index.execute("BEGIN IMMEDIATE")
        try:
            decision = headers.last(store.db)
            headers.lay_over(store.db)
            changes = _update(index, store, decision, beside=beside)
            index.execute("COMMIT")
        finally:
            if index.in_transaction:
                index.execute("ROLLBACK")
    return changes


def is_behind(folder: Path) -> bool:
    """Whether there is no index, or one of another layout, the last ingest did not end, or a header was decided on."""
    if not (folder / NAME).is_file():
        return True
    with closing(to_read(folder / NAME)) as index, Store(folder / ARCHIVE, read_only=True) as store:
        return _layout(index) != LAYOUT or store.tables_stale or _decision(index) != headers.last(store.db)


def _open(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=30, isolation_level=None)
    index.execute("PRAGMA synchronous = NORMAL")
    return index


def _layout(index: sqlite3.Connection) -> int:
    return int(index.execute("PRAGMA user_version").fetchone()[0])


def _decision(index: sqlite3.Connection) -> int | None:
    row = index.execute("SELECT decision FROM headers").fetchone()
    return int(row[0]) if row else None


def _update(index: sqlite3.Connection, store: Store, decision: int, *, beside: bool) -> Changes:
    if _layout(index) != LAYOUT or _mostly_dead(index):
        _lay_out(index)
    index.execute("DELETE FROM headers")
    index.execute("INSERT INTO headers VALUES (?)", [decision])
    here = dict(index.execute("SELECT doc_id, mark FROM entries WHERE doc_id IS NOT NULL"))
    wanted = {row[0]: (mark(row), row) for row in known(store.db)}
    gone = [doc_id for doc_id, before in here.items() if doc_id not in wanted or wanted[doc_id][0] != before]
    index.executemany("UPDATE entries SET doc_id = NULL, mark = NULL WHERE doc_id = ?", ((one,) for one in gone))
    new = sorted((row for doc_id, (now, row) in wanted.items() if here.get(doc_id) != now), key=IN_ORDER)
    for row, tokens in zip(new, tokens_of(store.path, new, beside=beside), strict=True):
        _add(index, row, wanted[row[0]][0], tokens)
    if len(new) > MANY * len(wanted):
        index.execute("INSERT INTO words (words) VALUES ('optimize')")  # one piece: words are found in half the time
    return Changes(len(new), len(gone))


def _mostly_dead(index: sqlite3.Connection) -> bool:
    rows, living = index.execute("SELECT count(*), count(doc_id) FROM entries").fetchone()
    return bool(rows - living > MANY * rows)


def _lay_out(index: sqlite3.Connection) -> None:
    for name in ("entries", "words", "headers"):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in SCHEMA:
        index.execute(statement)


def _add(index: sqlite3.Connection, row: Row, now: bytes, tokens: str) -> None:
    number = _free_row(index, row[COLUMNS.index("date")])
    index.execute("INSERT INTO entries VALUES (?, ?, ?)", [number, row[0], now])
    index.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", [number, tokens])


def _free_row(index: sqlite3.Connection, date: str | None) -> int:
    """The next free number of the day; of a following one where a day is full."""
    year, month, day = ([*map(int, (date or "0").split("-")), 0, 0])[:3]
    first = (year * 372 + month * 31 + day) * A_DAY
    while True:
        (last,) = index.execute("SELECT max(row) FROM entries WHERE row BETWEEN ? AND ?",
                                [first, first + A_DAY - 1]).fetchone()
        if last is None or last < first + A_DAY - 1:
            return first if last is None else int(last) + 1
        first += A_DAY
