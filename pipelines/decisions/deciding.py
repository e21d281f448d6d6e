"""A person decides about a row: checked against what that person saw, then appended. Each call is a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from pipelines.decisions import ledger
from pipelines.decisions.columns import HEADER_LABELS, Mistyped, derived, fields_of, values_of
from pipelines.decisions.ledger import Decision
from pipelines.decisions.reviewed import OF_ONE, machine_rows, text_of
from pipelines.decisions.standing import PLACE, TAGS, Item, Settled, around, editable, settle
from pipelines.layout import names
from pipelines.schema import TABLES

DONE = "documents"  # the table under which a person says that a document is reviewed as a whole
# What a row that a person added says of how it was found.
GIVEN: dict[str, dict[str, Any]] = {
    "citations": {"rule": "reviewed", "confidence": 1.0}, "models": {"n_mentions": 1, "confidence": 1.0},
    "dates": {"valid": True}, "money": {"malformed": False},
}


class Stale(Exception):
    """Somebody else decided about the row after it was shown; nothing was saved."""

    def __init__(self, head: Decision | None) -> None:
        """With the decision that stands now, if the row is still there."""
        super().__init__("the row has changed")
        self.head = head


class By(NamedTuple):
    """Who decides, when (ISO, UTC), and which queue brought the row up."""

    who: str
    at: str
    via: str | None = None


def settled(db: sqlite3.Connection, doc_id: str, table: str) -> Settled:
    """A document's rows of a table with what was decided about each."""
    heads = ledger.heads(db, f'{OF_ONE} AND "table" = ?2', [doc_id, table])
    return settle(table, machine_rows(db, doc_id, table), heads, text_of(db, doc_id))


def item_of(db: sqlite3.Connection, doc_id: str, table: str, key: str) -> Item | None:
    """One row by its key."""
    return next((item for item in settled(db, doc_id, table).items if item.key == key), None)


def decide(db: sqlite3.Connection, doc_id: str, table: str, key: str, *, seen: int, action: str, by: By,
           form: Mapping[str, str] | None = None) -> int:
    """Append what a person says of a row: confirm, reject or edit (with `form`). Gives the decision's id.

    Raises `Stale` where the row has another decision than `seen`, `Mistyped` for what is no value.
    """
    item = item_of(db, doc_id, table, key)
    if item is None or item.version != seen:
        raise Stale(item.head if item else None)
    fields = fields_of(table, item.values)
    new = values_of(form or {}, fields, item.values) if action == "edit" else editable(table, item.values)
    old = _read_by_rules(item)
    if item.row is None:
        new = {**item.values, **new}
    return _append(db, Decision(
        previous=item.version or None, action=action, outcome=_outcome(table, action, old, new), doc_id=doc_id,
        path=_path(db, doc_id), table=table, key=key, old=old, new=new, via=by.via, who=by.who, at=by.at,
        rule=item.values.get("field" if table == "header_fields" else "rule"),
        confidence=item.values.get("confidence"), **_words(item.values, text_of(db, doc_id))))


def _read_by_rules(item: Item) -> dict[str, Any] | None:
    """What the rules read, or had read; None for a row that a person added."""
    if item.row is not None:
        return dict(item.row)
    old = item.head.old if item.head else None
    return old and {**old, **{name: item.values.get(name) for name in PLACE if name in old}}


def _outcome(table: str, action: str, old: dict[str, Any] | None, new: dict[str, Any]) -> str:
    if action == "reject":
        return "rejected"
    if old is None:
        return "added"
    return "confirmed" if {name: new[name] for name in fields_of(table, old)} == editable(table, old) else "edited"


def add(db: sqlite3.Connection, doc_id: str, table: str, span: tuple[int, int], form: Mapping[str, str],
        by: By) -> int:
    """Append a row that the rules missed; its words are a span of the text. Raises `Mistyped`."""
    text = text_of(db, doc_id)
    given = {"field": form.get("field")} if table == "header_fields" else {}
    start, end = trimmed(text, *span)
    if start >= end:
        raise Mistyped({"": "Chưa chọn chữ nào trong văn bản."})
    if table == "header_fields" and given["field"] not in HEADER_LABELS:
        raise Mistyped({"field": "Chọn một mục của phần đầu văn bản."})
    row = dict.fromkeys(names(TABLES[table])) | GIVEN.get(table, {}) | given
    row |= {"doc_id": doc_id, "start": start, "end": end, "raw": text[start:end], "page": _page(db, doc_id, start)}
    row |= values_of(form, fields_of(table, row), {})
    here = [item for item in settled(db, doc_id, table).items if item.values["start"] == start]
    row |= _following(table, f"{doc_id}:{start}", len(here), row)
    tag = TAGS[table]
    if any((item.values["end"], item.values[tag]) == (end, row[tag]) for item in here if item.outcome != "rejected"):
        raise Mistyped({"": "Dòng này đã có rồi."})
    return _append(db, Decision(
        action="add", outcome="added", doc_id=doc_id, path=_path(db, doc_id), table=table, key=f"+{start}-{end}",
        new=row, via=by.via, who=by.who, at=by.at, rule=None, **_words(row, text)))


def _following(table: str, name: str, others: int, row: dict[str, Any]) -> dict[str, Any]:
    """What follows from the values of an added row, and its name, by place and how many rows begin there."""
    more = derived(table, row, {})
    if table == "citations":
        more["citation_id"] = f"{name}:{others}"
    if table == "models":
        more["model_id"] = f"{name}:{others}" if others else name
    return more


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends, inside the text.

    >>> trimmed("xã  Ba Bích ", 2, 12), trimmed("xã", 5, 9)
    ((4, 11), (2, 2))
    """
    start, end = max(min(start, len(text)), 0), max(min(end, len(text)), 0)
    words = text[start:end]
    return (start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())) if words.strip() else (
        start, start)


def undo(db: sqlite3.Connection, by: By, doc_id: str | None = None) -> Decision | None:
    """Take back the last decision of this person that still stands (in one document, if said); gives what it was."""
    row = db.execute("SELECT id FROM decisions_now WHERE who = ?1 AND outcome IS NOT NULL AND (?2 IS NULL OR "
                     "doc_id = ?2) ORDER BY coalesce(restores, id) DESC LIMIT 1", [by.who, doc_id]).fetchone()
    last = ledger.by_id(db, row[0]) if row else None
    back = ledger.undoing(db, last, by.who, by.at) if last else None
    if last is None or back is None:
        return None
    _append(db, back)
    return last


def done(db: sqlite3.Connection, doc_id: str) -> Decision | None:
    """Who said last that a document is reviewed as a whole, or took that back."""
    return next(ledger.heads(db, '"table" = ? AND doc_id = ?', [DONE, doc_id]), None)


def finish(db: sqlite3.Connection, doc_id: str, *, seen: int, whole: bool, by: By) -> int:
    """Say that nothing is missed any more in a document, or take it back. Raises `Stale`."""
    head = done(db, doc_id)
    if (head.id if head else 0) != seen:
        raise Stale(head)
    return _append(db, Decision(
        previous=head.id if head else None, action="done" if whole else "reopen", outcome="done" if whole else None,
        doc_id=doc_id, path=_path(db, doc_id), table=DONE, key="done", who=by.who, at=by.at))


def _append(db: sqlite3.Connection, decision: Decision) -> int:
    (made_by,) = db.execute("SELECT max(made_by) FROM files WHERE doc_id = ?", [decision.doc_id]).fetchone()
    return ledger.append(db, msgspec.structs.replace(decision, id=0, made_by=made_by))


def _words(values: Mapping[str, Any], text: str) -> dict[str, Any]:
    start, end = values.get("start"), values.get("end")
    if start is None or end is None:
        return {"start": None, "end": None, "raw": values.get("raw")}
    before, behind = around(text, start, end)
    return {"start": start, "end": end, "raw": text[start:end], "before": before, "behind": behind}


def _path(db: sqlite3.Connection, doc_id: str) -> str:
    row = db.execute("SELECT path FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
    if row is None:
        raise Stale(None)
    return str(row[0])


def _page(db: sqlite3.Connection, doc_id: str, start: int) -> int | None:
    row = db.execute('SELECT page FROM blocks WHERE doc_id = ? AND "start" <= ? ORDER BY "start" DESC LIMIT 1',
                     [doc_id, start]).fetchone()
    return row[0] if row else None
