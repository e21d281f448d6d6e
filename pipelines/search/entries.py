"""What the index keeps of each document: a mark that changes when the document does, and its tokens."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from pipelines.search.words import tokens
from pipelines.store import Store

COLUMNS = ("doc_id", "date", "path", "symbol", "title", "issuer", "issuer_parent", "commune", "district", "province",
           "commune_now", "province_now", "doc_type", "doc_type_abbr", "number")
# Tokens of a part of what is known bear its letter: `h.bao_cao`. `x` is for words with their diacritics, `y` for the
# year, `n` for the document's own number.
FIELDS = {"h.": ("path", "symbol", "title"), "u.": COLUMNS[5:12], "k.": ("doc_type", "doc_type_abbr")}
A_PART, AHEAD = 500, 4  # documents that another process looks at, parts that may wait

Row = tuple[Any, ...]


def known(archive: sqlite3.Connection) -> Iterator[Row]:
    """What is known of every document (`COLUMNS`), and last how long its text is and the rules it was made by."""
    columns = ", ".join(f"d.{name}" for name in COLUMNS)
    return archive.execute(f"SELECT {columns}, d.n_chars, (SELECT max(made_by) FROM files f WHERE f.doc_id = d.doc_id) "
                           "FROM documents d")


def mark(row: Row) -> bytes:
    """Eight bytes that are others where anything in the row is."""
    return hashlib.blake2b(msgspec.json.encode(row), digest_size=8).digest()


def tokens_of(archive: Path, rows: Sequence[Row], *, beside: bool) -> Iterator[str]:
    """The tokens of each document, with spaces between; `beside`: another process makes them ahead of their use."""
    parts = (rows[at:at + A_PART] for at in range(0, len(rows), A_PART))
    if not beside:
        for part in parts:
            yield from _of_part(archive, part)
        return
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        coming = (other.submit(_of_part, archive, part) for part in parts)
        waiting = deque(islice(coming, AHEAD))
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(islice(coming, 1))


def _of_part(archive: Path, rows: Sequence[Row]) -> list[str]:
    with Store(archive, read_only=True) as store:
        return [" ".join(_tokens(_text(store.db, row[0]), dict(zip(COLUMNS, row, strict=False)))) for row in rows]


def _text(archive: sqlite3.Connection, doc_id: str) -> str:
    row = archive.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
    return row[0] if row else ""


def _tokens(text: str, known: dict[str, Any]) -> set[str]:
    """The tokens of the text with path, symbol and title, those of each field, the year and the number."""
    found = tokens("\n".join((text, *_values(known, "h."))))
    for letter in FIELDS:
        for value in _values(known, letter):
            found.update(f"{letter}{token}" for token in tokens(value) if token[:2] != "x.")
    return found | {f"y.{(known['date'] or '')[:4]}", f"n.{known['number']}"}


def _values(known: dict[str, Any], letter: str) -> list[str]:
    return [known[name] for name in FIELDS[letter] if known[name]]
