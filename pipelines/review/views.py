"""Templates to answers: everything in them is escaped unless it was made by `pipelines.marking`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipelines.review.rows import KINDS, OUTCOMES
from pipelines.vietnamese import CODES

HERE = Path(__file__).parent


def _day(value: str | None) -> str:
    """An ISO date as clerks write it."""
    return "/".join(reversed(value.split("-"))) if value else ""


def head(doc: Mapping[str, Any]) -> str:
    """What a document is, in one line.

    >>> head({"doc_type": "báo cáo", "symbol": None, "date": "2024-03-05", "issuer": "UBND xã Ba Bích"})
    'báo cáo · 05/03/2024 · UBND xã Ba Bích'
    """
    return " · ".join(filter(None, (doc["doc_type"], doc["symbol"], _day(doc["date"]), doc["issuer"])))


def _moment(value: str) -> str:
    """A moment in UTC as the clock on the wall says it."""
    return f"{datetime.fromisoformat(value).astimezone():%H:%M %d/%m/%Y}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _percent(value: float) -> str:
    return f"{value * 100:.1f}%".replace(".", ",")


def _reason(error: str) -> str:
    """Why a file could not be read, `code: sentence`, in Vietnamese.

    >>> _reason("empty: The file is empty (0 bytes).")
    'Tệp rỗng.'
    """
    code, _, words = error.partition(": ")
    return CODES.get(code, words or code)


PAGES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(default=True),
                    trim_blocks=True, lstrip_blocks=True)
PAGES.filters |= {"day": _day, "head": head, "moment": _moment, "number": _number, "percent": _percent,
                  "reason": _reason}
PAGES.globals |= {"KINDS": KINDS, "OUTCOMES": OUTCOMES}


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for whoever asks."""
    session = request.state.session
    words = PAGES.get_template(template).render(session=session, path=request.url.path, query=request.query_params,
                                                archive=_name(request.app.state.folder),
                                                begins=hasattr(request.app.state, "job"), **values)
    return HTMLResponse(words, status)


def _name(folder: Path | None) -> str:
    """What the archive is called; nothing while there is none."""
    return folder.resolve().name if folder else ""


def message(request: Request, words: str, status: int) -> HTMLResponse:
    """A page that says one thing."""
    return render(request, "message.html", status, words=words)
