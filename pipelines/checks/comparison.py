"""The archive under comparison: texts and units of its documents, fetched when they are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from extract.records import Finding

COLUMNS = ("issuer", "issuer_parent", "commune", "district", "province", "date", "path")
ORIGINS = f"SELECT doc_id, {', '.join(COLUMNS)} FROM documents"


class Origin(NamedTuple):
    """Where a document comes from: `unit` tells units apart, `name` is how a sentence calls it."""

    unit: str
    name: str
    commune: str | None
    date: str | None
    path: str
    year: str | None


def unit_name(doc: dict[str, Any]) -> str:
    """The unit that a document comes from: its issuer with its places."""
    places = (doc.get("commune"), doc.get("district"), doc.get("province"))
    issuer = " · ".join(filter(None, (doc.get("issuer"), doc.get("issuer_parent"))))
    return " | ".join(str(part) for part in (issuer, *places) if part)


class Archive:
    """The archive under comparison: texts and document rows are fetched when they are told of."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Over the open store."""
        self.db = db

    def words(self, doc_id: str, start: int | None, end: int | None) -> str | None:
        """The words of a span."""
        if start is None or end is None:
            return None
        cut = "SELECT substr(text, ?, ?) FROM texts WHERE doc_id = ?"
        row = self.db.execute(cut, [start + 1, end - start, doc_id]).fetchone()
        return str(row[0]) if row else None

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Where every document comes from."""
        origins = {}
        for doc_id, *row in self.db.execute(ORIGINS):
            doc = dict(zip(COLUMNS, row, strict=True))
            name, year = doc["issuer"] or doc["commune"] or doc["path"], (doc["date"] or "")[:4] or None
            origins[doc_id] = Origin(unit_name(doc), name, doc["commune"], doc["date"], doc["path"], year)
        return origins

    def finding(self, rule: str, severity: str, at: tuple[str, int | None, int | None, int | None], message: str,
                vi: str, suggestion: str | None = None, related: Iterable[str] = ()) -> Finding:
        """A finding at a document's span; `at` is doc_id, start, end, page."""
        doc_id, start, end, page = at
        raw = self.words(doc_id, start, end)
        return Finding(doc_id=doc_id, rule=rule, severity=severity, start=start, end=end, raw=raw, message=message,
                       message_vi=vi, suggestion=suggestion, related=tuple(related), page=page)
