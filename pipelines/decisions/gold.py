"""Documents that people reviewed as a whole, as gold for `baocao evaluate` and the scorers of its form."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.decisions import deciding
from pipelines.decisions.reviewed import Reviewed
from pipelines.decisions.standing import Item
from pipelines.files import replacing
from pipelines.layout import names
from pipelines.schema import TABLES, from_store
from pipelines.store import NAME, Store
from pipelines.windows import file_name

Gold = dict[str, Any]
HEADER = ("doc_type", "symbol", "date", "place", "issuer", "title", "signer", "signer_title")


def write_gold(archive: Path, out: Path) -> list[Path]:
    """Write a file for each document that somebody said is reviewed as a whole, by its name; gives the files.

    A table whose rows were not all decided about is null (not measured), as are fields of the header that nobody
    looked at.
    """
    out.mkdir(parents=True, exist_ok=True)
    with Store(archive / NAME, read_only=True) as store:
        reviewed = Reviewed(store.db)
        done = sorted(doc_id for doc_id, tables in reviewed.heads.items()
                      if any(head.outcome == "done" for head in tables.get(deciding.DONE, ())))
        golds = [(doc_id, gold) for doc_id in done if (gold := gold_of(store.db, reviewed, doc_id))]
        names = _names(store.db)
    return [_write(gold, out / f"{names[doc_id]}.json") for doc_id, gold in golds]


def _names(db: sqlite3.Connection) -> dict[str, str]:
    """What the gold of each document is called: by the document's file, and its id where others are called so, too."""
    paths = db.execute("SELECT doc_id, path FROM documents")
    stems = {doc_id: file_name(PurePosixPath(path).stem) for doc_id, path in paths}
    count = Counter(map(str.casefold, stems.values()))
    return {doc_id: stem if count[stem.casefold()] == 1 else f"{stem} {doc_id[:8]}" for doc_id, stem in stems.items()}


def _write(gold: Gold, path: Path) -> Path:
    with replacing(path) as draft:
        draft.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def gold_of(db: sqlite3.Connection, reviewed: Reviewed, doc_id: str) -> Gold | None:
    """The gold of one document, or None where it is not in the archive any more."""
    row = db.execute(f"SELECT {', '.join(names(TABLES['documents']))} FROM documents WHERE doc_id = ?",
                     [doc_id]).fetchone()
    if row is None:
        return None
    stored = from_store(TABLES["documents"])(row)
    document = dict(zip(names(TABLES["documents"]), reviewed.document(stored)[:-1], strict=True))
    items = {table: reviewed.settled(doc_id, table).items for table in ("citations", "money", "models")}
    return {"file": document["path"], "document": _header(reviewed, doc_id, document),
            "citations": _if_whole(items["citations"], _mention), "money": _if_whole(items["money"], _amount),
            "models": _if_whole(items["models"], _model)}


def _header(reviewed: Reviewed, doc_id: str, document: Gold) -> Gold:
    """The fields that somebody looked at; what is not there at all is no gold."""
    items = reviewed.settled(doc_id, "header_fields").items
    decided = {item.values["field"] for item in items if item.outcome}
    left = {item.values["field"] for item in items if item.outcome is None}
    fields = {name: document[name] for name in HEADER if name in decided - left}
    if "symbol" in fields:
        fields["number"] = document["number"]
    if "recipients" in decided - left:
        fields["n_recipients"] = len(document["recipients"] or ())
    return fields


def _if_whole(items: Iterable[Item], told: Any) -> list[Gold] | None:
    rows = list(items)
    if any(item.outcome is None for item in rows):
        return None
    return [told(item.values) for item in rows if item.outcome != "rejected"]


def _mention(row: Gold) -> Gold:
    return {"raw": row["raw"], "symbols": [row["symbol"]] if row["symbol"] else [], "date": row["date"],
            "issuer": row["issuer"], "title": row["title"], "start": row["start"], "end": row["end"]}


def _amount(row: Gold) -> Gold:
    return {"raw": row["raw"], "vnd": row["amount_vnd"], "vnd_max": row["amount_max_vnd"],
            "qualifier": row["qualifier"], "per": row["per"], "start": row["start"], "end": row["end"]}


def _model(row: Gold) -> Gold:
    return {name: row[name] for name in ("name", "owner", "place", "status", "year", "decision", "field", "kind")}
