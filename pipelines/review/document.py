"""One document: its text marked, its rows, the words that a person marks, and what reading them gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from extract import Piece, Reading, compose, find
from extract.document import Block
from pipelines.decisions import deciding
from pipelines.decisions.ledger import Decision
from pipelines.decisions.reviewed import text_of
from pipelines.layout import names
from pipelines.marking import flow
from pipelines.review.documents import shown as listed
from pipelines.review.rows import KINDS, Shown, all_of, marks_of, shown
from pipelines.schema import TABLES, from_store


class Opened(NamedTuple):
    """A document as its page shows it."""

    doc: dict[str, Any]
    parts: Iterator[str]
    groups: list[tuple[str, str, list[Shown]]]  # table, its name, rows
    lost: list[Decision]
    done: Decision | None
    left: int  # rows that nobody decided about


def opened(db: sqlite3.Connection, doc_id: str) -> Opened | None:
    """The page of a document, or None where there is none of that id."""
    found = listed(db, [doc_id])
    if not found:
        return None
    settled = all_of(db, doc_id)
    groups = [(table, KINDS[table][0], [shown(doc_id, item) for item in one.items])
              for table, one in settled.items() if one.items]
    parts = flow(text_of(db, doc_id), blocks_of(db, doc_id), marks_of(settled))
    return Opened(found[0], parts, groups, [lost for one in settled.values() for lost in one.lost],
                  deciding.done(db, doc_id), sum(row.outcome is None for _, _, rows in groups for row in rows))


def blocks_of(db: sqlite3.Connection, doc_id: str) -> list[Block]:
    """The blocks of a document by place."""
    back = from_store(TABLES["blocks"])
    columns = ", ".join(f'"{name}"' for name in names(TABLES["blocks"]))
    rows = db.execute(f'SELECT {columns} FROM blocks WHERE doc_id = ? ORDER BY "start", rowid', [doc_id])
    return [Block(*back(row)[1:]) for row in rows]


def read_alone(table: str, words: str) -> dict[str, Any]:
    """What the rules read in words by themselves, to fill in a form; empty where that is not one row."""
    if table == "header_fields":
        return {"value": words}
    found: tuple[Any, ...] = getattr(find(compose(Reading([Piece(words)]))), table)
    read = msgspec.structs.asdict(found[0]) if len(found) == 1 else {}
    return {"name": words, "title": words if table == "citations" and not read else None} | read
