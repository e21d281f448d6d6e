"""The reports of an audit: from the store, as people decided its rows are, or from a document that is in none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec
import regex

from extract import Document, find
from extract.document import FURNITURE
from extract.records import Citation, Date, Model, ModelCount, Money, Quantity
from pipelines.audited_report import Block, Report
from pipelines.decisions.reviewed import Reviewed
from pipelines.schema import TABLES, Row, from_store

Rec = TypeVar("Rec", Citation, Date, Model, ModelCount, Money, Quantity)
GIFTS = regex.compile(r"(?i)suất|phần quà")
# Of dates and quantities the checks look at few: those that no calendar has, and gifts. So in SQL, and so for rows
# that people decided about.
RECORDS: dict[str, tuple[str, type[msgspec.Struct], str, Callable[[Any], bool]]] = {
    "citations": ("citations", Citation, "", bool),
    "dates": ("dates", Date, "AND NOT valid", lambda date: not date.valid),
    "money": ("money", Money, "", bool),
    "quantities": ("quantities", Quantity, "AND (unit LIKE '%suất%' OR unit LIKE '%phần quà%')",
                   lambda quantity: GIFTS.search(quantity.unit) is not None),
    "models": ("models", Model, "", bool), "counts": ("model_counts", ModelCount, "", bool),
}
DOCUMENTS = [column.name for column in TABLES["documents"].columns]
HEAD = 'SELECT field, "start", "end" FROM header_fields WHERE doc_id = ?'
BLOCKS = ('SELECT "start", "end", kind, "table", "row", col, page FROM blocks WHERE doc_id = ? '
          f"AND kind NOT IN ({', '.join(map(repr, sorted(FURNITURE)))}) ORDER BY \"start\", rowid")


def report_of(document: Document, path: str = "") -> Report:
    """The report of a document that is not in a store."""
    found = find(document)
    doc = msgspec.structs.asdict(found.header) | msgspec.structs.asdict(found.places) | {"path": path}
    flow = tuple(Block(block.start, block.end, block.kind, block.table, block.row, block.col, block.page)
                 for block in document.blocks if block.kind not in FURNITURE)
    head = {field.field: (field.start, field.end) for field in found.header_fields}
    return Report(doc, document.flow, found.citations, found.dates, found.money, found.quantities, found.models,
                  found.model_counts, flow, head)


def reports(db: sqlite3.Connection, doc_ids: list[str], as_of: str | None = None) -> Iterator[Report]:
    """The reports of these documents, one after the other: only one is in memory."""
    back, reviewed = from_store(TABLES["documents"]), Reviewed(db, doc_ids)
    for doc_id in doc_ids:
        row = db.execute("SELECT * FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
        if row:  # ingest may have dropped it meanwhile
            yield _report(reviewed, dict(zip(DOCUMENTS, reviewed.document(back(row))[:-1], strict=True)), as_of)


def _report(reviewed: Reviewed, doc: dict[str, Any], as_of: str | None) -> Report:
    doc_id, db = doc["doc_id"], reviewed.db
    found: dict[str, Any] = {name: _records(reviewed, *source, doc_id) for name, source in RECORDS.items()}
    flow = tuple(map(Block._make, db.execute(BLOCKS, [doc_id])))
    text = db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
    head = {field: (start, end) for field, start, end in db.execute(HEAD, [doc_id])}
    words = text[0][:max((block.end for block in flow), default=0)] if text else ""
    return Report(doc, words, blocks=flow, head=head, as_of=as_of, **found)


def _records(reviewed: Reviewed, table: str, record: type[Rec], only: str, wanted: Callable[[Any], bool],
             doc_id: str) -> tuple[Rec, ...]:
    """The records that count: where people decided about some, those that they left."""
    names, back = _reading(table)
    if reviewed.touches(doc_id, table):
        found = (record(**dict(zip(names, row[:-1], strict=True))) for row in reviewed.rows(doc_id, table))
        return tuple(filter(wanted, found))
    rows = reviewed.db.execute(f'SELECT * FROM {table} WHERE doc_id = ? {only} ORDER BY "start", rowid', [doc_id])
    return tuple(record(**dict(zip(names, back(row), strict=True))) for row in rows)


@cache
def _reading(table: str) -> tuple[list[str], Callable[[Row], Row]]:
    """The columns of a table, and what makes a stored row a record's."""
    return [column.name for column in TABLES[table].columns], from_store(TABLES[table])
