"""The tables: their columns in the contract's order, taken from the record types, and their kinds.

A kind is what SQLite, Arrow, CSV and Excel each have a type for: text, int, real, bool, texts, reals.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import NoneType
from typing import Any, NamedTuple, get_args

import msgspec

from extract import records
from extract.document import Block

KINDS: dict[Any, str] = {
    str: "text", int: "int", float: "real", bool: "bool",
    tuple[str, ...]: "texts", tuple[float, float, float, float]: "reals",
}
LISTS = ("texts", "reals")
# What differs from run to run over the same files: kept in the store, null in every table written from it.
VOLATILE = ("read_ms", "find_ms")


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the `documents` table says of the file beside its header and its places."""

    path: str
    format: str | None = None
    status: str = "ok"  # ok, partial or failed
    error: str | None = None  # code: message
    n_pages: int | None = None
    n_chars: int | None = None
    reader: str | None = None
    read_ms: float | None = None
    find_ms: float | None = None
    also_at: tuple[str, ...] = ()
    n_bytes: int | None = None


DOCUMENT_COLUMNS = (
    "doc_id", "path", "format", "status", "error", "n_pages", "n_chars",
    "doc_type", "doc_type_abbr", "system", "number", "symbol", "place", "date", "date_precision", "issuer",
    "issuer_parent", "level", "province", "district", "commune", "province_code", "commune_code",
    "province_now", "commune_now", "title", "signer", "signer_title", "signed_for", "recipients", "reader",
    "read_ms", "find_ms", "also_at", "n_bytes", "how",
)


class Column(NamedTuple):
    """A column: its name, its kind, and whether every row has a value."""

    name: str
    kind: str
    required: bool


class Table(NamedTuple):
    """A table and its columns, the first of which is `doc_id`."""

    name: str
    columns: tuple[Column, ...]

def _columns(record: type[msgspec.Struct]) -> tuple[Column, ...]:
    return tuple(_column(field.name, field.type) for field in msgspec.structs.fields(record))


def _column(name: str, annotation: Any) -> Column:
    """The column of a field: `str | None` is a text that may be null.

    >>> _column("page", int | None)
    Column(name='page', kind='int', required=False)
    """
    if annotation in KINDS:
        return Column(name, KINDS[annotation], KINDS[annotation] not in LISTS)
    (known,) = (option for option in get_args(annotation) if option is not NoneType)
    return Column(name, KINDS[known], False)


def _document_columns() -> tuple[Column, ...]:
    parts = (records.Header, records.Places, FileFacts)
    known = {column.name: column for part in parts for column in _columns(part)}
    return tuple(known[name] for name in DOCUMENT_COLUMNS)


DOC_ID = Column("doc_id", "text", True)
TABLES: dict[str, Table] = {table.name: table for table in (
    Table("documents", _document_columns()),
    Table("texts", (DOC_ID, Column("text", "text", True))),
    Table("blocks", (DOC_ID, *_columns(Block))),
    Table("citations", _columns(records.Citation)),
    Table("dates", _columns(records.Date)),
    Table("money", _columns(records.Money)),
    Table("quantities", _columns(records.Quantity)),
    Table("models", _columns(records.Model)),
    Table("model_counts", _columns(records.ModelCount)),
    Table("people", _columns(records.Person)),
    Table("findings", _columns(records.Finding)),
    Table("header_fields", _columns(records.HeaderField)),
)}
FAILURES = Table("failures", TABLES["documents"].columns)  # a view of documents


Row = tuple[Any, ...]
Change = Callable[[Any], Any]


def to_store(table: Table) -> Callable[[Row], Row]:
    """What makes a record's row one that SQLite can keep: lists become JSON text, empty ones null.

    >>> to_store(Table("x", (DOC_ID, Column("recipients", "texts", False))))(("1", ("UBND huyện", "Lưu: VT")))
    ('1', '["UBND huyện", "Lưu: VT"]')
    """
    return _changing({at: _as_json for at, column in enumerate(table.columns) if column.kind in LISTS})


def from_store(table: Table) -> Callable[[Row], Row]:
    """The inverse of `to_store`; what is volatile becomes null.

    >>> table = Table("x", (DOC_ID, Column("valid", "bool", True), Column("read_ms", "real", False)))
    >>> from_store(table)(("1", 0, 2.5))
    ('1', False, None)
    """
    backs: dict[str, Change] = {"bool": _as_bool, **dict.fromkeys(LISTS, _as_list)}
    changes = {at: backs[column.kind] for at, column in enumerate(table.columns) if column.kind in backs}
    for at, column in enumerate(table.columns):
        if column.name in VOLATILE:
            changes[at] = _as_null
    return _changing(changes)


def _changing(changes: dict[int, Change]) -> Callable[[Row], Row]:
    """Most rows have nothing to change: they pass as they are."""
    if not changes:
        return tuple

    def changed(row: Row) -> Row:
        values = list(row)
        for at, change in changes.items():
            values[at] = change(values[at])
        return tuple(values)

    return changed


def _as_json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _as_list(value: str | None) -> list[Any] | None:
    return None if value is None else json.loads(value)


def _as_bool(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _as_null(_: Any) -> None:
    return None
