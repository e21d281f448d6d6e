"""The buttons that bring tables, overview and workbooks up to date with what was decided, each by its command."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipelines.begin.folders import Wanted
from pipelines.begin.job import RUNNING, Job
from pipelines.decisions import written

TABLES = (("overview", "Cập nhật bảng và trang tổng quan"),)
# The command, what is said while it runs, and the file that it makes.
BOOKS = (("models", "Lập lại sổ mô hình theo xã", "models_by_commune.xlsx"),
         ("audit", "Kiểm tra lại văn bản được viện dẫn", "audit.xlsx"))


class Behind(NamedTuple):
    """What does not have all decisions: how many the tables lack, and workbooks that are older than the last."""

    decisions: int
    books: list[str]


def behind(folder: Path, db: sqlite3.Connection) -> Behind:
    """How the files beside the archive stand."""
    return Behind(written.waiting(db), [file for _, _, file in BOOKS if _is_older(folder / file, db)])


def _is_older(path: Path, db: sqlite3.Connection) -> bool:
    row = db.execute("SELECT at FROM decisions ORDER BY id DESC LIMIT 1").fetchone()
    return bool(row and path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC)
                < datetime.fromisoformat(row[0]))


async def renew(request: Request) -> Response:
    """Begin to bring the tables up to date, and the workbooks that are there too where they are asked for."""
    try:
        said = json.loads(await request.body())
    except ValueError:
        said = None
    state = request.app.state
    if state.renewal and state.renewal.state.phase == RUNNING:
        return JSONResponse({"error": "Đang cập nhật; chờ xong."}, 409)
    books = [(command, words) for command, words, file in BOOKS if (state.folder / file).is_file()]
    steps = (*TABLES, *(books if isinstance(said, dict) and said.get("books") is True else ()))
    state.renewal = await run_in_threadpool(Job, Wanted(None, state.folder), lambda _: None, steps)
    return JSONResponse({})


def how_far(request: Request) -> Response:
    """How it stands: the phase, what is being done, and what went wrong."""
    job = request.app.state.renewal
    if job is None:
        return JSONResponse({"phase": "none"})
    return JSONResponse({"phase": job.state.phase, "step": job.steps[job.state.step][1], "error": job.state.error})
