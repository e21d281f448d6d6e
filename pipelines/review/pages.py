"""What is looked at: the list, a document, its file, the queue, progress, what changed. Nothing is changed here."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extract.document import Block
from pipelines.audit.rules import RULES
from pipelines.decisions import deciding
from pipelines.decisions.changed import REASONS, changed
from pipelines.decisions.columns import HEADER_LABELS
from pipelines.decisions.reviewed import text_of
from pipelines.marking import STYLE, Mark
from pipelines.review import documents, queue, rows
from pipelines.review.access import reading
from pipelines.review.document import blocks_of, opened, read_alone
from pipelines.review.progress import progress
from pipelines.review.renewing import behind
from pipelines.review.source import NoSource, file_of, picture
from pipelines.review.views import message, render

FACETS_SECONDS = 300
GONE = ("Văn bản này không còn trong kho: tệp đã được chuyển đi, xóa hoặc thay đổi trước lần đọc sau cùng. "
        "Tìm lại trong danh sách; những gì đã soát vẫn được giữ, xem ở Cần xem lại.")
MOST_CHANGED = 500  # decisions of a page
KIND_STYLES = "".join(f".{kind}{{--tint:{tint};--line2:{line}}}\n" for kind, (_, tint, line) in rows.KINDS.items())


def home(request: Request) -> Response:
    """The documents, or what a search gives."""
    asked, folder = dict(request.query_params), request.app.state.folder
    with reading(folder) as db:
        page = (documents.searched(folder, db, asked) if asked.get("q", "").strip() else documents.listed(db, asked))
        communes = documents.communes(db, asked.get("province"))
    facets = documents.facets(folder, int(time.monotonic() / FACETS_SECONDS)) | {"commune": communes}
    rest = {name: value for name, value in asked.items() if value and name != "page"}
    return render(request, "documents.html", page=page, facets=facets, asked=asked, rest=urlencode(rest), rules=RULES,
                  instead=urlencode(rest | {"q": page.instead}), orders=documents.ORDERS,
                  statuses=documents.STATUSES, states=documents.STATES)


def document(request: Request) -> Response:
    """One document: its text and its rows."""
    with reading(request.app.state.folder) as db:
        found = opened(db, request.path_params["doc_id"])
        if found is None:
            return message(request, GONE, 404)
        return render(request, "document.html", one=found, text="".join(found.parts), addable=rows.ADDABLE)


def form(request: Request) -> Response:
    """The fields of a row, or of words that were marked, to be filled in."""
    asked, doc_id = request.query_params, request.path_params["doc_id"]
    table = asked.get("table", "")
    if table not in (rows.KINDS if "key" in asked else rows.ADDABLE):
        raise HTTPException(404)
    with reading(request.app.state.folder) as db:
        if "key" in asked:
            item = deciding.item_of(db, doc_id, table, asked["key"])
            if item is None:
                raise HTTPException(404)
            return render(request, "form.html", fields=rows.form_of(table, item.values), words=item.values.get("raw"))
        start, end = deciding.trimmed(text_of(db, doc_id), _number(asked.get("start")), _number(asked.get("end")))
        words = text_of(db, doc_id)[start:end]
    given = read_alone(table, words) | {"field": asked.get("field") or "symbol"}
    return render(request, "form.html", fields=rows.form_of(table, given), words=words,
                  heads=HEADER_LABELS if table == "header_fields" else {}, chosen=given["field"])


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 12 else 0


def original(request: Request) -> Response:
    """The file, to be kept: it never opens in the browser."""
    with reading(request.app.state.folder) as db:
        try:
            name, data = file_of(db, request.path_params["doc_id"])
        except NoSource as error:
            return message(request, str(error), 404)
    return Response(data, media_type="application/octet-stream", headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox"})


def pictures(request: Request) -> Response:
    """The pages of a PDF or a scan as pictures, with the places of its blocks."""
    doc_id = request.path_params["doc_id"]
    with reading(request.app.state.folder) as db:
        found = next(iter(documents.shown(db, [doc_id])), None)
        if found is None:
            raise HTTPException(404)
        number = min(max(_number(request.query_params.get("page")), 1), found["n_pages"] or 1)
        try:
            if found["format"] not in ("pdf", "scan"):
                raise NoSource("Chỉ tệp PDF và ảnh quét mới xem được từng trang.")
            drawn = picture(file_of(db, doc_id)[1], number)
        except NoSource as error:
            return message(request, str(error), 404)
        settled = rows.all_of(db, doc_id)
        boxes = _boxes(blocks_of(db, doc_id), number, rows.marks_of(settled))
    return render(request, "pages.html", doc=found, number=number, drawn=drawn, boxes=boxes)


def _boxes(blocks: list[Block], number: int, marks: list[Mark]) -> list[tuple[Any, list[Mark]]]:
    """The boxes of a page, each with what stands in it and the kinds of rows that rest on it."""
    found = list[tuple[Any, list[Mark]]]()
    for block in blocks:
        if block.page == number and block.bbox is not None:
            inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
            found.append((block.bbox, inside))
    return found


def page_picture(request: Request) -> Response:
    """The picture of one page."""
    with reading(request.app.state.folder) as db:
        try:
            data = file_of(db, request.path_params["doc_id"])[1]
            png = picture(data, request.path_params["page"]).png
        except NoSource as error:
            return message(request, str(error), 404)
    return Response(png, media_type="image/png")


def waiting(request: Request) -> Response:
    """The queue."""
    asked = queue.asked_for(request.query_params)
    page = max(_number(request.query_params.get("page")), 1)
    with reading(request.app.state.folder) as db:
        cards, total = queue.cards(request.app.state.folder, db, asked, page)
    return render(request, "queue.html", cards=cards, total=total, asked=asked, number=page, orders=queue.ORDERS,
                  a_page=queue.A_PAGE, rest=urlencode({**asked._asdict(), "rule": asked.rule or ""}), rules=RULES)


def how_far(request: Request) -> Response:
    """Progress and precision."""
    folder = request.app.state.folder
    with reading(folder) as db:
        return render(request, "progress.html", now=progress(db), behind=behind(folder, db))


def look_again(request: Request) -> Response:
    """Decisions whose words changed."""
    with reading(request.app.state.folder) as db:
        found = changed(db)
    return render(request, "changed.html", found=found[:MOST_CHANGED], more=len(found[MOST_CHANGED:]), reasons=REASONS)


def marks(request: Request) -> Response:
    """The colours of the kinds, those of `baocao show --html`."""
    return Response(STYLE + "\nmark.findings{background:#ffd9d6;border-bottom:solid 3px #b3261e}\n" + KIND_STYLES,
                    media_type="text/css")


def start(request: Request) -> Response:
    """The launch link: a session, once."""
    answer = request.app.state.door.by_launch(request.query_params.get("token", ""))
    return answer or message(request, "Liên kết này đã dùng rồi hoặc không đúng. Dừng rồi chạy lại lệnh baocao review "
                                      "để có liên kết mới.", 403)


async def login(request: Request) -> Response:
    """The password, where there is one."""
    door = request.app.state.door
    if request.method == "GET":
        return render(request, "login.html", asks=door.settings.password is not None, wrong=False)
    async with request.form(max_fields=8) as form:
        answer = door.by_password(str(form.get("password", "")), str(form.get("who", "")).strip()[:80])
    return answer or render(request, "login.html", 403, asks=door.settings.password is not None, wrong=True)
