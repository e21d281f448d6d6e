"""The application: which page answers at which address."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.review import begin, pages, renewing, saving
from pipelines.review.access import prepare
from pipelines.review.security import Door, Guard, Settings
from pipelines.review.source import stop
from pipelines.review.views import message

HERE = Path(__file__).parent
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT")


class DocId(StringConvertor):
    """The id of a document in an address; nothing else gets through to a page."""

    regex = "[0-9a-f]{16}"


register_url_convertor("doc_id", DocId())
ID = "{doc_id:doc_id}"
ROUTES = [
    Route("/", pages.home), Route("/start", pages.start), Route("/login", pages.login, methods=["GET", "POST"]),
    Route("/queue", pages.waiting), Route("/progress", pages.how_far), Route("/changed", pages.look_again),
    Route("/renew", renewing.renew, methods=["POST"]), Route("/renew/state", renewing.how_far),
    Route("/undo", saving.undo, methods=["POST"]), Route("/who", saving.rename, methods=["POST"]),
    Route(f"/d/{ID}", pages.document), Route(f"/d/{ID}/form", pages.form), Route(f"/d/{ID}/original", pages.original),
    Route(f"/d/{ID}/pages", pages.pictures), Route(f"/d/{ID}/page/{{page:int}}.png", pages.page_picture),
    Route(f"/d/{ID}/decide", saving.decide, methods=["POST"]), Route(f"/d/{ID}/add", saving.add, methods=["POST"]),
    Route(f"/d/{ID}/done", saving.finish, methods=["POST"]),
    Route("/static/marks.css", pages.marks), Mount("/static", StaticFiles(directory=HERE / "static")),
]


def make_app(folder: Path, settings: Settings) -> Starlette:
    """The review of the archive in `folder`; `app.state.door` has the launch token and the sessions."""
    prepare(folder)
    return _app(folder, settings)


def make_start_app(settings: Settings) -> Starlette:
    """The same without an archive: first comes the form that asks for one; `app.state.job` reads it."""
    app = _app(None, settings, Middleware(begin.Gate))
    app.routes.extend(begin.ROUTES)
    app.state.job = None
    return app


def _app(folder: Path | None, settings: Settings, *more: Middleware) -> Starlette:
    door = Door(settings)
    app = Starlette(routes=ROUTES, middleware=[Middleware(Guard, door), *more], lifespan=_lifespan,
                    exception_handlers={HTTPException: _told, sqlite3.OperationalError: _busy})
    app.state.folder, app.state.door, app.state.renewal = folder, door, None
    return app


async def _busy(request: Request, error: Exception) -> Response:
    """The store cannot be read or written just now; a mistake of ours is seen."""
    words = "Kho đang được ghi bởi một lệnh khác (baocao ingest hoặc audit). Chưa lưu gì; hãy thử lại sau."
    if not isinstance(error, sqlite3.OperationalError) or getattr(error, "sqlite_errorname", "") not in BUSY:
        raise error
    return JSONResponse({"error": words}, 503) if request.method == "POST" else message(request, words, 503)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    stop()
    for job in (getattr(app.state, "job", None), app.state.renewal):
        if job:
            job.stop()


async def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "Không có trang này.", 405: "Không được phép."}.get(status, str(getattr(error, "detail", error)))
    return message(request, words, status)
