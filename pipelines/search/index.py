"""`search.db`, the index beside the archive: SQLite's FTS5, brought up to date with what changed.

It can be deleted at any time: the next search makes it again. A row's number grows with the date of its
document, so that hits come newest first without being sorted. Pairs of neighbouring words are tokens of their
own instead of positions: a phrase of syllables that stand in every document is found at once. The index keeps
no text; the row of a document that has changed or gone stays as a dead one until there are many of them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.decisions import headers
from pipelines.search.words import tokens
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Store

NAME = "search.db"
LAYOUT = 2  # raise it when rows are made in another way
A_DAY = 4096  # row numbers a day
MOST_DEAD = 0.25  # of all rows
SCHEMA = (
    "CREATE TABLE entries (row INTEGER PRIMARY KEY, doc_id TEXT UNIQUE, mark BLOB)",
    """CREATE VIRTUAL TABLE words USING fts5(tokens, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0 tokenchars '_.'")""",
    "CREATE TABLE headers (decision INTEGER NOT NULL)",  # the last that is in the rows
    f"PRAGMA user_version = {LAYOUT}",
)
COLUMNS = ("doc_id", "date", "path", "symbol", "title", "issuer", "issuer_parent", "commune", "district", "province",
           "commune_now", "province_now", "doc_type", "doc_type_abbr")
# Tokens of a part of what is known bear its letter: `h.bao_cao`. `x` is for words with their diacritics.
FIELDS = {"h.": ("path", "symbol", "title"), "u.": COLUMNS[5:12], "k.": ("doc_type", "doc_type_abbr")}


class Changes(NamedTuple):
    """What `update` did: documents put in, and taken out."""

    added: int
    dropped: int


def update(folder: Path) -> Changes:
    """Bring `folder/search.db` up to date with `folder/archive.db`, headers as people decided they are; makes it where
    it is missing."""
    with closing(_open(folder / NAME)) as index, Store(folder / ARCHIVE, read_only=True) as store:
        index.execute("BEGIN IMMEDIATE")
        try:
            decision = headers.last(store.db)
            headers.lay_over(store.db)
            changes = _update(index, store.db, decision)
            index.execute("COMMIT")
        finally:
            if index.in_transaction:
                index.execute("ROLLBACK")
    return changes


def is_behind(folder: Path) -> bool:
    """Whether there is no index, or one of another layout, the last ingest did not end, or a header was decided on."""
    if not (folder / NAME).is_file():
        return True
    with closing(sqlite3.connect(folder / NAME)) as index, Store(folder / ARCHIVE, read_only=True) as store:
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


def _update(index: sqlite3.Connection, archive: sqlite3.Connection, decision: int) -> Changes:
    if _layout(index) != LAYOUT or _mostly_dead(index):
        _lay_out(index)
    index.execute("DELETE FROM headers")
    index.execute("INSERT INTO headers VALUES (?)", [decision])
    here = dict(index.execute("SELECT doc_id, mark FROM entries WHERE doc_id IS NOT NULL"))
    wanted = {row[0]: (_mark(row), row) for row in _documents(archive)}
    gone = [doc_id for doc_id, mark in here.items() if doc_id not in wanted or wanted[doc_id][0] != mark]
    index.executemany("UPDATE entries SET doc_id = NULL, mark = NULL WHERE doc_id = ?", ((one,) for one in gone))
    new = [(mark, row) for doc_id, (mark, row) in wanted.items() if here.get(doc_id) != mark]
    for mark, row in new:
        _add(index, archive, mark, row)
    return Changes(len(new), len(gone))


def _mostly_dead(index: sqlite3.Connection) -> bool:
    rows, living = index.execute("SELECT count(*), count(doc_id) FROM entries").fetchone()
    return bool(rows - living > MOST_DEAD * rows)


def _lay_out(index: sqlite3.Connection) -> None:
    for name in ("entries", "words", "headers"):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in SCHEMA:
        index.execute(statement)


def _documents(archive: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """What is known of every document, and last the rules its text was made by."""
    columns = ", ".join(f"d.{name}" for name in COLUMNS)
    return archive.execute(f"SELECT {columns}, d.n_chars, max(f.made_by) FROM documents d "
                           "LEFT JOIN files f ON f.doc_id = d.doc_id GROUP BY d.doc_id ORDER BY d.path, d.doc_id")


def _mark(row: tuple[Any, ...]) -> bytes:
    return hashlib.blake2b(json.dumps(row).encode(), digest_size=8).digest()


def _add(index: sqlite3.Connection, archive: sqlite3.Connection, mark: bytes, row: tuple[Any, ...]) -> None:
    known = dict(zip(COLUMNS, row, strict=False))
    (text,) = archive.execute("SELECT text FROM texts WHERE doc_id = ?", [row[0]]).fetchone() or ("",)
    number = _free_row(index, known["date"])
    index.execute("INSERT INTO entries VALUES (?, ?, ?)", [number, row[0], mark])
    index.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", [number, " ".join(_tokens(text, known))])


def _tokens(text: str, known: dict[str, Any]) -> set[str]:
    """The tokens of the text with path, symbol and title, those of each field, and the year."""
    found = tokens("\n".join((text, *_values(known, "h."))))
    for letter in FIELDS:
        for value in _values(known, letter):
            found.update(f"{letter}{token}" for token in tokens(value) if token[:2] != "x.")
    return found | {f"y.{(known['date'] or '')[:4]}"}


def _values(known: dict[str, Any], letter: str) -> list[str]:
    return [known[name] for name in FIELDS[letter] if known[name]]


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
