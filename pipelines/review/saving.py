"""What changes something: each request is one decision, checked against what its sender saw."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipelines.decisions import deciding
from pipelines.decisions.columns import Mistyped
from pipelines.decisions.deciding import By, Stale
from pipelines.review import documents, rows
from pipelines.review.access import writing
from pipelines.review.views import PAGES, head

ACTIONS = ("confirm", "reject", "edit")


async def decide(request: Request) -> Response:
    """Confirm, reject or edit a row; the answer has the row as it is now."""
    said = await _said(request)
    return await run_in_threadpool(_decide, request, said)


def _decide(request: Request, said: Mapping[str, Any]) -> Response:
    doc_id, table, key = request.path_params["doc_id"], str(said.get("table")), str(said.get("key"))
    if table not in rows.KINDS or said.get("action") not in ACTIONS:
        return _wrong("Yêu cầu không đúng.")
    with writing(request.app.state.folder) as db:
        try:
            number = deciding.decide(db, doc_id, table, key, seen=_int(said.get("seen")), action=str(said["action"]),
                            by=_by(request, said), form=_form(said))
        except Mistyped as error:
            return JSONResponse({"wrong": error.messages}, 422)
        except Stale as error:
            return _stale(error, _row(db, doc_id, table, key))
        now = f"~{number}" if key.startswith("~") else key
        return JSONResponse({"row": _row(db, doc_id, table, now), "head": _head(db, doc_id, table)})


async def add(request: Request) -> Response:
    """A row that was missed."""
    said = await _said(request)
    return await run_in_threadpool(_add, request, said)


def _add(request: Request, said: Mapping[str, Any]) -> Response:
    doc_id, table = request.path_params["doc_id"], str(said.get("table"))
    if table not in rows.ADDABLE:
        return _wrong("Chọn loại của chữ đã đánh dấu.")
    span = _int(said.get("start")), _int(said.get("end"))
    with writing(request.app.state.folder) as db:
        try:
            number = deciding.add(db, doc_id, table, span, _form(said), _by(request, said))
        except Mistyped as error:
            return JSONResponse({"wrong": error.messages}, 422)
        except Stale as error:
            return _stale(error, "")
        return JSONResponse({"key": f"{table}.~{number}"})


async def undo(request: Request) -> Response:
    """Take back one's last decision, in a document or anywhere."""
    said = await _said(request)
    return await run_in_threadpool(_undo, request, said)


def _undo(request: Request, said: Mapping[str, Any]) -> Response:
    with writing(request.app.state.folder) as db:
        back = deciding.undo(db, _by(request, said), str(said["doc_id"]) if said.get("doc_id") else None)
        if back is None:
            return _wrong("Không còn gì để hoàn tác.")
        row = _row(db, back.doc_id, back.table, back.key) if back.table in rows.KINDS else ""
        return JSONResponse({"row": row, "name": f"{back.table}.{back.key}", "doc_id": back.doc_id,
                             "head": _head(db, back.doc_id, back.table)})


async def finish(request: Request) -> Response:
    """Say that a document is reviewed as a whole, or take that back."""
    said = await _said(request)
    return await run_in_threadpool(_finish, request, said)


def _finish(request: Request, said: Mapping[str, Any]) -> Response:
    with writing(request.app.state.folder) as db:
        try:
            deciding.finish(db, request.path_params["doc_id"], seen=_int(said.get("seen")),
                            whole=bool(said.get("whole")), by=_by(request, said))
        except Stale as error:
            return _stale(error, "")
    return JSONResponse({})


async def rename(request: Request) -> Response:
    """Whose decisions these are from now on."""
    who = str((await _said(request)).get("who", "")).strip()[:80]
    if not who:
        return _wrong("Ghi tên người soát.")
    request.state.session.who = who
    return JSONResponse({"who": who})


async def _said(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(await request.body())
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _form(said: Mapping[str, Any]) -> dict[str, str]:
    form = said.get("form")
    return {str(name): str(value) for name, value in form.items()} if isinstance(form, dict) else {}


def _int(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**53 else 0


def _by(request: Request, said: Mapping[str, Any]) -> By:
    via = said.get("via")
    return By(request.state.session.who, datetime.now(UTC).isoformat(timespec="seconds"),
              via[:120] if isinstance(via, str) and via else None)


def _row(db: sqlite3.Connection, doc_id: str, table: str, key: str) -> str:
    """The row as the page shows it, "" where it is gone."""
    item = deciding.item_of(db, doc_id, table, key)
    return PAGES.get_template("row.html").render(row=rows.shown(doc_id, item)) if item else ""


def _head(db: sqlite3.Connection, doc_id: str, table: str) -> str | None:
    """The line under a document's name as it is now; None where the decision was not about the header."""
    docs = documents.shown(db, [doc_id]) if table == "header_fields" else []
    return head(docs[0]) if docs else None


def _stale(error: Stale, row: str) -> Response:
    """What the second of two people is told; nothing was saved."""
    if error.head is None:
        words = "Văn bản vừa được đọc lại nên dòng này không còn như đang hiện. Chưa lưu gì; hãy tải lại trang."
    else:
        done = rows.OUTCOMES.get(error.head.outcome or "", "hoàn tác")
        words = f"{error.head.who} vừa soát dòng này ({done}). Chưa lưu gì của bạn; hãy xem lại rồi quyết định."
    return JSONResponse({"stale": words, "row": row}, 409)


def _wrong(words: str) -> Response:
    return JSONResponse({"error": words}, 400)
