"""The rows of the store as people decided they are: what exports, workbooks and the audit read.

Rejected rows are left out, edited values are in the place of those the rules read, added rows stand among the
others; the column `reviewed` says which: confirmed, edited, added, or null for what nobody looked at.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from extract.recognizers.symbols import digits
from pipelines.decisions import ledger
from pipelines.decisions.columns import REVIEWABLE, precision, type_code
from pipelines.decisions.ledger import Decision
from pipelines.decisions.standing import Item, Settled, settle
from pipelines.layout import names
from pipelines.schema import FAILURES, TABLES, Column, Row, Table, from_store
from pipelines.store import Store

REVIEWED = Column("reviewed", "text", False)
OF_DOCUMENTS = ("documents", FAILURES.name)
TIED = ("money", "quantities")  # their rows may name a model
Rows = list[dict[str, Any]]
# Whose decision it is today: the document's, or, where its bytes are gone, that of the file at its path.
NOW = ("coalesce((SELECT doc_id FROM documents t WHERE t.doc_id = decisions_now.doc_id), "
       "(SELECT doc_id FROM documents t WHERE t.path = decisions_now.path))")

# The decisions that speak of document ?1 today.
OF_ONE = f"(doc_id = ?1 OR path = (SELECT path FROM documents WHERE doc_id = ?1)) AND {NOW} = ?1"


def with_column(table: Table) -> Table:
    """The table as it is written: with `reviewed`, where people review it."""
    plain = TABLES.get(table.name, FAILURES)
    if table.name in REVIEWABLE or table.name in OF_DOCUMENTS:
        return Table(plain.name, (*plain.columns, REVIEWED))
    return plain


WRITTEN = tuple(map(with_column, (*TABLES.values(), FAILURES)))


class Reviewed:
    """The decisions of an archive, read once, by the document and table they speak of today."""

    def __init__(self, db: sqlite3.Connection, doc_ids: Iterable[str] | None = None) -> None:
        """Read what was decided, about these documents or all; an archive that nobody reviewed has nothing."""
        self.db = db
        self.heads: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
        if ledger.is_there(db):
            for doc_id, head in _of_all(db) if doc_ids is None else _of_some(db, doc_ids):
                self.heads[doc_id][head.table].append(head)

    def touches(self, doc_id: str, table: str) -> bool:
        """Whether anything was decided about a document's rows of a table."""
        of = "header_fields" if table in OF_DOCUMENTS else table
        heads = self.heads.get(doc_id, {})
        return of in heads or (of in TIED and "models" in heads)

    def settled(self, doc_id: str, table: str) -> Settled:
        """A document's rows of a table with what was decided about each."""
        return settle(table, machine_rows(self.db, doc_id, table), self.heads[doc_id][table], text_of(self.db, doc_id))

    def rows(self, doc_id: str, table: str) -> list[Row]:
        """A document's rows of a table as they count, by place, with `reviewed`."""
        settled = (item for item in self.settled(doc_id, table).items if item.outcome != "rejected")
        gone = self._rejected_models(doc_id) if table in TIED else set()
        return [_row(TABLES[table], item, gone) for item in settled]

    def _rejected_models(self, doc_id: str) -> set[str]:
        items = self.settled(doc_id, "models").items if self.touches(doc_id, "models") else []
        return {item.values["model_id"] for item in items if item.outcome == "rejected"}

    def document(self, row: Row) -> Row:
        """A row of `documents` with what people say of its header, and `reviewed`."""
        if not self.touches(row[0], "documents"):
            return (*row, None)
        values = dict(zip(names(TABLES["documents"]), row, strict=True))
        outcomes = set()
        for item in self.settled(values["doc_id"], "header_fields").items:
            outcomes.add(item.outcome)
            _head(values, item)
        said = outcomes - {None, "confirmed"}
        return (*values.values(), "edited" if said else "confirmed" if "confirmed" in outcomes else None)


def _of_all(db: sqlite3.Connection) -> Iterator[tuple[str, Decision]]:
    now = dict(db.execute(f"SELECT id, {NOW} FROM decisions_now"))
    return ((now[head.id] or head.doc_id, head) for head in ledger.heads(db))


def _of_some(db: sqlite3.Connection, doc_ids: Iterable[str]) -> Iterator[tuple[str, Decision]]:
    return ((doc_id, head) for doc_id in doc_ids for head in ledger.heads(db, OF_ONE, [doc_id]))


def _head(values: dict[str, Any], item: Item) -> None:
    """Put one field of the header where its column is."""
    if item.outcome is None:
        return
    field = item.values["field"]
    value = None if item.outcome == "rejected" else item.values["value"]
    if value == (list(values[field]) if isinstance(value, list) else values[field]):
        return
    values[field] = tuple(value) if isinstance(value, list) else value
    if field == "date":
        values["date_precision"] = precision(value)
    if field == "symbol":
        values["number"] = digits(value) if value else None
    if field == "doc_type":
        values["doc_type_abbr"] = type_code(value, values["system"])


def _row(table: Table, item: Item, gone: set[str]) -> Row:
    """The row of an item; what was tied to a model that is rejected (`gone`) is tied to none."""
    values = [None if name == "model_id" and item.values.get(name) in gone else item.values.get(name)
              for name in names(table)]
    return (*(tuple(value) if isinstance(value, list) else value for value in values), item.outcome)


def in_words(db: sqlite3.Connection) -> str:
    """How much of the archive people reviewed, as workbooks and pages say it (Vietnamese); "" where nobody did."""
    if not ledger.is_there(db):
        return ""
    (count,) = db.execute("SELECT count(*) FROM decisions_now WHERE outcome IN "
                          "('confirmed', 'edited', 'rejected', 'added')").fetchone()
    return f"Số liệu đã tính theo {count:,} dòng được người soát.".replace(",", ".") if count else ""


def machine_rows(db: sqlite3.Connection, doc_id: str, table: str) -> Rows:
    """A document's rows of a table as the rules read them, by place; header fields with their `value`."""
    columns = ", ".join(f'"{name}"' for name in names(TABLES[table]))
    rows = map(from_store(TABLES[table]), db.execute(
        f'SELECT {columns} FROM {table} WHERE doc_id = ? ORDER BY "start", rowid', [doc_id]))
    found = [dict(zip(names(TABLES[table]), row, strict=True)) for row in rows]
    if table == "header_fields" and found:
        columns = ", ".join(f'"{name}"' for name in names(TABLES["documents"]))
        row = db.execute(f"SELECT {columns} FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
        document = dict(zip(names(TABLES["documents"]), from_store(TABLES["documents"])(row), strict=True))
        for field in found:
            value = document.get(field["field"])
            field["value"] = list(value) if isinstance(value, tuple) else value
    return found


def text_of(db: sqlite3.Connection, doc_id: str) -> str:
    """The text of a document, "" where it has none."""
    row = db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
    return str(row[0]) if row else ""


def rows(store: Store, table: Table) -> Iterator[Row]:
    """The rows of a table as they count, in the order and with the columns of `with_column(table)`."""
    plain = TABLES.get(table.name, FAILURES)
    if plain is with_column(plain):
        return store.rows(plain)
    reviewed = Reviewed(store.db)
    if table.name in OF_DOCUMENTS:
        return map(reviewed.document, store.rows(plain))
    return _by_document(store, plain, reviewed)


def _by_document(store: Store, table: Table, reviewed: Reviewed) -> Iterator[Row]:
    waiting = _places(store.db, [doc_id for doc_id in reviewed.heads if reviewed.touches(doc_id, table.name)])
    if not waiting:
        yield from ((*row, None) for row in store.rows(table))
        return
    for doc_id, group in groupby(store.rows(table), key=itemgetter(0)):
        here = _places(store.db, [doc_id])[0] if waiting else ("", "")
        while waiting and waiting[-1] < here:  # rows that people added where the rules read none
            yield from reviewed.rows(waiting.pop()[1], table.name)
        if waiting and waiting[-1] == here:
            yield from reviewed.rows(waiting.pop()[1], table.name)
        else:
            yield from ((*row, None) for row in group)
    for _, doc_id in reversed(waiting):
        yield from reviewed.rows(doc_id, table.name)


def _places(db: sqlite3.Connection, doc_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Path and id of these documents, the last first; what is not in the archive any more is left out."""
    found = (db.execute("SELECT path, doc_id FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
             for doc_id in doc_ids)
    return sorted((row for row in found if row), reverse=True)
