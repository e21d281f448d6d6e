"""The page of `baocao start`: a form that takes a folder, progress while it is read, then what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pipelines.begin.folders import ENDING, Wrong, wanted
from pipelines.begin.job import RUNNING, STEPS, Job
from pipelines.review.access import prepare
from pipelines.review.views import render

# The files that are offered: name, what it is, what is in it.
WORKBOOKS = (("models_by_commune.xlsx", "Sổ mô hình theo xã", "mỗi xã có mô hình gì, của ai, từ năm nào"),
             ("audit.xlsx", "Sổ kiểm tra viện dẫn", "văn bản nào được viện dẫn sai, hết hiệu lực, nhầm ngày"))
PAGES = (("overview.html", "Tổng quan", "kho có gì, những tệp nào chưa đọc được"),
         ("models_by_commune.html", "Mô hình, xem nhanh", "bảng tóm tắt theo xã"),
         ("audit.html", "Kiểm tra, xem nhanh", "từng lỗi trong đoạn văn của nó"))
# A page of the archive is shown in a room of its own: its script reaches neither this page nor its session.
SANDBOX = ("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
           "sandbox allow-scripts")
WITHOUT_ARCHIVE = ("/begin", "/start", "/login", "/static/")


def begin(request: Request) -> Response:
    """The form, or how far the reading is, or the results."""
    state, folder = request.app.state, request.app.state.folder
    job = state.job.state if state.job else None
    there = {name for name, *_ in (*WORKBOOKS, *PAGES) if folder and (folder / name).is_file()}
    return render(request, "begin.html", job=job, running=RUNNING, steps=STEPS, folder=folder, ending=ENDING,
                  wanted=state.job.wanted if state.job else None,
                  workbooks=[row for row in WORKBOOKS if row[0] in there],
                  pages=[row for row in PAGES if row[0] in there])


async def read(request: Request) -> Response:
    """Begin to read a folder; a folder of results is opened as it is."""
    try:
        asked = json.loads(await request.body())
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        return JSONResponse({"error": "Yêu cầu không đúng."}, 400)
    return await run_in_threadpool(_read, request.app.state, str(asked.get("archive", "")), str(asked.get("out", "")))


def _read(state: Any, archive: str, out: str) -> Response:
    if state.job and state.job.state.phase == RUNNING:
        return JSONResponse({"error": "Đang đọc một thư mục khác; chờ xong, hoặc bấm Dừng."}, 409)
    try:
        asked = wanted(archive, out)
    except Wrong as error:
        return JSONResponse({"wrong": {error.field: str(error)}}, 422)

    def ready(folder: Path) -> None:
        prepare(folder)
        state.folder = folder

    if asked.archive is None:
        state.job = None
        ready(asked.out)
    else:
        state.folder, state.job = None, Job(asked, ready)
    return JSONResponse({"out": str(asked.out)})


def how_far(request: Request) -> Response:
    """How the job stands, for the page to show."""
    job = request.app.state.job
    return JSONResponse(job.state._asdict() if job else {"phase": "none"})


def stop(request: Request) -> Response:
    """Stop reading."""
    if request.app.state.job:
        request.app.state.job.stop()
    return JSONResponse({})


def file(request: Request) -> Response:
    """A file of the results: workbooks to be kept, pages to be looked at."""
    name, folder = request.path_params["name"], request.app.state.folder
    kept = name in {row[0] for row in WORKBOOKS}
    if folder is None or not (kept or name in {row[0] for row in PAGES}) or not (folder / name).is_file():
        raise HTTPException(404)
    if kept:
        return FileResponse(folder / name, headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{folder.name} - {name}', safe='')}"})
    return FileResponse(folder / name, media_type="text/html", headers={"Content-Security-Policy": SANDBOX})


ROUTES = [
    Route("/begin", begin), Route("/begin/read", read, methods=["POST"]), Route("/begin/state", how_far),
    Route("/begin/stop", stop, methods=["POST"]), Route("/begin/file/{name}", file),
]


class Gate:
    """Leads to the form as long as there is no archive to look at."""

    def __init__(self, app: ASGIApp) -> None:
        """Around the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or lead it to the form."""
        closed = (scope["type"] == "http" and scope["app"].state.folder is None
                  and not scope["path"].startswith(WITHOUT_ARCHIVE))
        await (RedirectResponse("/begin", 303) if closed else self.app)(scope, receive, send)
