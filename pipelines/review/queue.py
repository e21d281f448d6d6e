"""Rows to be reviewed one after the other: the least certain first, findings by rule, or a random sample."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.decisions import deciding
from pipelines.decisions.reviewed import text_of
from pipelines.layout import names
from pipelines.review.access import reading
from pipelines.review.rows import KINDS, Shown, shown
from pipelines.schema import TABLES, from_store

A_PAGE, AROUND, LARGEST_SAMPLE = 25, 180, 2000
UNDECIDED = ('NOT EXISTS (SELECT 1 FROM decisions_now d WHERE d.doc_id = t.doc_id AND d."table" = ? '
             'AND d."start" IS t."start" AND d."end" IS t."end" AND d.outcome IS NOT NULL)')
RULED = ("citations", "findings")  # tables whose rows name their rule
TRIES = 40
SURE = ("citations", "models")  # tables whose rows say how certain they are
ORDERS = {"confidence": "Kém chắc chắn nhất trước", "finding": "Theo phát hiện", "sample": "Mẫu ngẫu nhiên"}


class Asked(NamedTuple):
    """Which rows: by an order, of a table, by a rule of theirs; a sample of `size` by its `seed`."""

    order: str
    table: str
    rule: str | None
    size: int
    seed: int

    @property
    def via(self) -> str:
        """How a decision notes where its row came from."""
        rule = f":{self.rule}" if self.rule else ""
        return f"{self.order}:{self.table}{rule}" + (f":{self.size}:{self.seed}" if self.order == "sample" else "")


class Card(NamedTuple):
    """A row of the queue with the words around it."""

    row: Shown
    path: str
    before: str
    words: str
    behind: str


def asked_for(form: Mapping[str, str]) -> Asked:
    """What a request asks for; what it does not say, or says wrongly, is the least certain citations."""
    order = form.get("order", "") if form.get("order") in ORDERS else "confidence"
    tables = {"confidence": SURE, "finding": ("findings",)}.get(order, tuple(KINDS))
    table = form.get("table", "") if form.get("table") in tables else tables[0]
    if order == "sample" and form.get("table") not in tables:
        table = "citations"
    return Asked(order, table, form.get("rule") or None, min(_int(form.get("size"), 100), LARGEST_SAMPLE),
                 _int(form.get("seed"), 1))


def _int(words: str | None, otherwise: int) -> int:
    return int(words) if words and words.isdecimal() and 0 < len(words) < 10 and int(words) else otherwise


def cards(folder: Path, db: sqlite3.Connection, asked: Asked, page: int) -> tuple[list[Card], int | None]:
    """One page of the queue, and how many rows it has in all where that is known (a sample)."""
    if asked.order == "sample":
        ids = sampled(folder, asked, _state(db, asked.table))
        rows = [_row(db, asked.table, number) for number in ids[(page - 1) * A_PAGE:page * A_PAGE]]
        return list(_cards(db, asked.table, rows, decided_too=True)), len(ids)
    return list(_cards(db, asked.table, _waiting(db, asked, page), decided_too=False)), None


def _waiting(db: sqlite3.Connection, asked: Asked, page: int) -> list[dict[str, Any]]:
    order = "t.confidence, t.doc_id" if asked.table in SURE else "t.rule, t.doc_id"
    rule = "t.rule = ?2" if asked.rule and asked.table != "models" else "?2 IS ?2"
    clause = UNDECIDED.replace("= ?", "= ?1")
    ids = db.execute(f'SELECT t.rowid FROM {asked.table} t WHERE {rule} AND {clause} ORDER BY {order}, t."start" '
                     f"LIMIT {A_PAGE} OFFSET ?3", [asked.table, asked.rule, (page - 1) * A_PAGE]).fetchall()
    return [_row(db, asked.table, number) for number, in ids]


def _row(db: sqlite3.Connection, table: str, rowid: int) -> dict[str, Any]:
    columns = names(TABLES[table])
    quoted = ", ".join(f'"{name}"' for name in columns)
    row = db.execute(f"SELECT {quoted} FROM {table} WHERE rowid = ?", [rowid]).fetchone()
    return dict(zip(columns, from_store(TABLES[table])(row), strict=True))


def _state(db: sqlite3.Connection, table: str) -> int:
    """What changes when rows of a table are read anew."""
    (last,) = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    return int(last or 0)


@lru_cache(maxsize=32)
def sampled(folder: Path, asked: Asked, last: int) -> list[int]:
    """The rows of a random sample, each as likely as any other; the same for the same seed and archive."""
    dice, rule = random.Random(asked.seed), asked.rule if asked.table in RULED else None
    of = f"FROM {asked.table} WHERE (?1 IS NULL OR rule = ?1)" if rule else f"FROM {asked.table} WHERE ?1 IS NULL"
    with reading(folder) as db:
        taken: dict[int, None] = {}  # rowids by chance: no table is read whole for a small sample
        for _ in range(TRIES * asked.size if last > TRIES * asked.size else 0):
            number = dice.randint(1, last)
            if db.execute(f"SELECT 1 {of} AND rowid = ?2", [rule, number]).fetchone():
                taken[number] = None
            if len(taken) == asked.size:
                return list(taken)
        ids = [number for number, in db.execute(f"SELECT rowid {of} ORDER BY rowid", [rule])]
        return dice.sample(ids, min(asked.size, len(ids)))


def _cards(db: sqlite3.Connection, table: str, rows: list[dict[str, Any]], *, decided_too: bool) -> list[Card]:
    found = []
    items = {doc_id: deciding.settled(db, doc_id, table).items for doc_id in {row["doc_id"] for row in rows}}
    for row in rows:
        item = next((item for item in items[row["doc_id"]] if item.row is not None
                     and all(item.row[name] == value for name, value in row.items() if name != "value")), None)
        if item is not None and (decided_too or item.outcome is None):
            found.append(_card(db, shown(row["doc_id"], item), row))
    return found


def _card(db: sqlite3.Connection, row: Shown, of: Mapping[str, Any]) -> Card:
    (path,) = db.execute("SELECT path FROM documents WHERE doc_id = ?", [row.doc_id]).fetchone()
    start, end = of["start"], of["end"]
    if start is None:
        return Card(row, path, "", "", "")
    text = text_of(db, row.doc_id)
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    return Card(row, path, ("… " if first else "") + text[first:start], text[start:end],
                text[end:last] + (" …" if last < len(text) else ""))
