"""A row as the page shows it: what kind it is, its words, its values in words, what was decided about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipelines.audit.rules import RULES, SEVERITY_VI
from pipelines.decisions import deciding
from pipelines.decisions.columns import FIELDS, HEADER_LABELS, fields_of, typed
from pipelines.decisions.standing import Item, Settled
from pipelines.marking import KINDS as MARKED
from pipelines.marking import Mark

# The kinds of rows in the order in which the page shows them; findings have a look that no record has.
KINDS: dict[str, tuple[str, str, str]] = {
    **{name: MARKED[name] for name in ("header_fields", "citations", "models", "model_counts", "money", "quantities",
                                       "dates", "people")},
    "findings": ("Phát hiện", "#ffd9d6", "solid 3px #b3261e"),
}
OUTCOMES = {"confirmed": "Đúng", "edited": "Đã sửa", "rejected": "Sai", "added": "Thêm"}
DOUBTS = {"values": "Máy nay đọc khác lúc soát", "unread": "Máy nay không còn đọc ra dòng này"}
WORDS = {"point": "một ngày", "period": "khoảng thời gian", "quarter": "quý", "half": "nửa năm", "year": "năm",
         "signer": "người ký"}
LONG = 300  # letters of the words that a row shows


class Shown(NamedTuple):
    """A row on the page."""

    doc_id: str
    table: str
    key: str
    name: str  # of the element, and of the marks in the text
    kind: str
    raw: str
    values: list[tuple[str, str]]
    page: int | None
    confidence: float | None
    outcome: str | None
    said: str
    doubt: str | None
    version: int
    can_edit: bool
    start: int | None


def shown(doc_id: str, item: Item) -> Shown:
    """The row of an item."""
    values = item.values
    said = f"{OUTCOMES[item.outcome]} — {item.head.who}" if item.outcome and item.head else ""
    raw = values.get("raw") or ""
    return Shown(doc_id, item.table, item.key, f"{item.table}.{item.key}", _kind(item), raw[:LONG] + (
        "…" if len(raw) > LONG else ""), list(_told(item)), values.get("page"), values.get("confidence"), item.outcome,
        said, DOUBTS.get(item.doubt or ""), item.version, bool(fields_of(item.table, values)), values.get("start"))


def _kind(item: Item) -> str:
    if item.table == "header_fields":
        name = str(item.values["field"])
        return HEADER_LABELS.get(name, name)
    if item.table == "findings":
        return f"{SEVERITY_VI[item.values['severity']]} {item.values['rule']}"
    return KINDS[item.table][0]


def _told(item: Item) -> Iterator[tuple[str, str]]:
    """The values that are known, each with its label."""
    if item.table == "findings":
        yield RULES.get(item.values["rule"], item.values["rule"]), item.values["message_vi"]
        if item.values.get("suggestion"):
            yield "Gợi ý", item.values["suggestion"]
        return
    for name, field in fields_of(item.table, item.values).items():
        value = item.values.get(name)
        if item.table == "header_fields" and typed(value, field) == item.values.get("raw"):
            continue  # the words say it already
        if value is not None and value != []:
            label = field.label if item.table != "header_fields" else ""  # the row's own name says it
            yield label, WORDS.get(str(value), typed(value, field))


def all_of(db: sqlite3.Connection, doc_id: str) -> dict[str, Settled]:
    """All rows of a document by table."""
    return {table: deciding.settled(db, doc_id, table) for table in KINDS}


def marks_of(settled: Mapping[str, Settled]) -> list[Mark]:
    """The marks of all rows that rest on words; rejected ones are left out."""
    return [Mark(item.values["start"], item.values["end"], table, f"{table}.{item.key}", told(item))
            for table, found in settled.items() for item in found.items
            if item.values["start"] is not None and item.outcome != "rejected"]


def told(item: Item) -> str:
    """A row in one line."""
    return f"{_kind(item)}: {'; '.join(f'{label} {value}'.strip() for label, value in _told(item))}"


def form_of(table: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields to be filled in for a row, with what they hold now."""
    return [{"name": name, "value": typed(values.get(name), field), **field._asdict(),
             "options": [(choice, WORDS.get(choice, choice)) for choice in field.choices]}
            for name, field in fields_of(table, values).items()]


ADDABLE = {table: KINDS[table][0] for table in FIELDS if table != "findings"}
