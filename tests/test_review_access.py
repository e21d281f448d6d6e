"""Who gets in to the review page, and what no page and no request may do there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.review.security import Settings
from pipelines.store import NAME, Store
from tests.review_office import HERE, Visitor

PAGES = ("/", "/queue", "/progress", "/changed", "/login", "/static/rows.js", "/static/marks.css", "/khong-co")


def test_the_launch_link_works_once_and_gives_a_strict_cookie(out: Path) -> None:
    visitor = Visitor(out)
    link = f"/start?token={visitor.door.launch}"
    answer = visitor.client.get(link, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie
    assert Visitor(out).client.get(link).status_code == 403, "the link of another run"
    assert visitor.client.get(link).status_code == 403, "a second time"


def test_without_a_session_nothing_is_shown(out: Path) -> None:
    client = Visitor(out).client
    for path in ("/", "/queue", "/progress", "/d/0123456789abcdef", "/d/0123456789abcdef/original"):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login"), path
    assert client.post("/undo", json={}, headers={"origin": HERE}).status_code == 401
    client.cookies.set("baocao_8765", "made-up")
    assert client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1:8766", "127.0.0.1", "",
                                  "10.0.0.7:8765",
                                  "localhost.evil.example:8765", "127.0.0.1:8765@evil.example"])
def test_another_host_name_is_turned_away(lan: Visitor, host: str) -> None:
    assert lan.client.get("/", headers={"host": host}).status_code == 421


def test_localhost_is_this_computer_too(lan: Visitor) -> None:
    assert lan.client.get("/login", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:8766"},
    {"origin": "https://127.0.0.1:8765"}, {"origin": ""}, {"x-csrf-token": ""}, {"x-csrf-token": "made-up"},
])
def test_what_is_sent_from_elsewhere_changes_nothing(lan: Visitor, headers: dict[str, str]) -> None:
    assert lan.post("/who", {"who": "Kẻ lạ"}, **headers).status_code == 403
    assert next(iter(lan.door.sessions.values())).who == "Lan"


def test_a_change_needs_an_origin_at_all(lan: Visitor) -> None:
    assert lan.client.post("/who", json={"who": "x"}, headers={"x-csrf-token": lan.csrf}).status_code == 403


def test_a_huge_request_is_turned_away(lan: Visitor) -> None:
    assert lan.post("/who", {"who": "x" * 300_000}).status_code == 413


def test_a_get_changes_nothing(lan: Visitor) -> None:
    assert lan.client.get("/undo").status_code == 405
    assert lan.client.put("/who").status_code == 405


def test_a_password_lets_in_and_ten_wrong_ones_close_the_door(out: Path) -> None:
    visitor = Visitor(out, Settings("127.0.0.1", 8765, "đúng mật khẩu"))

    def knock(password: str) -> Any:
        return visitor.client.post("/login", data={"who": "Minh", "password": password}, headers={"origin": HERE},
                                   follow_redirects=False)
    assert knock("sai").status_code == 403
    assert knock("đúng mật khẩu").status_code == 303
    assert next(iter(visitor.door.sessions.values())).who == "Minh"
    for _ in range(9):
        assert knock("sai").status_code == 403
    assert knock("đúng mật khẩu").status_code == 403, "ten wrong ones in a minute"


def test_without_a_password_nobody_logs_in_by_one(out: Path) -> None:
    answer = Visitor(out).client.post("/login", data={"password": ""}, headers={"origin": HERE})
    assert answer.status_code == 403


def test_other_computers_only_with_a_password(out: Path) -> None:
    result = CliRunner().invoke(cli, ["review", str(out), "--host", "0.0.0.0", "--no-browser"])
    assert result.exit_code == 2 and "--password" in result.output


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_no_page_needs(lan: Visitor, path: str) -> None:
    headers = lan.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "same-origin"


def test_no_page_bears_a_script_or_a_style_of_its_own_or_another_host(lan: Visitor) -> None:
    for path in ("/", "/queue", "/progress", "/changed", f"/d/{lan.id_of('bc.txt')}", f"/d/{lan.id_of('415')}"):
        page = lan.client.get(path).text
        assert "<style" not in page and " style=" not in page and " onclick" not in page
        assert "//" not in page.replace("http://www.w3.org/2000/svg", "").replace("<!DOCTYPE", ""), path
        assert page.count("<script") == (3 if path == "/progress" else 2) == page.count('<script src="/static/')


def test_what_documents_and_names_say_is_text(lan: Visitor) -> None:
    doc_id = lan.id_of("onerror")
    for path in ("/", f"/d/{doc_id}", "/queue", "/queue?order=sample&table=money", "/?q=hacked"):
        page = lan.client.get(path).text
        assert "<script>window" not in page and "<img src=x" not in page and "<svg onload" not in page, path
    page = lan.client.get(f"/d/{doc_id}").text
    assert "&lt;script&gt;window.hacked" in page and "{{ 7 * 7 }}" in page and "&lt;đã thoát&gt;" in page
    for word in ("مرحبا", "שלום"):
        assert word in page


def test_direction_marks_in_a_text_survive(out: Path) -> None:
    """Reading takes them out; a store of an older program may still hold some."""
    visitor = Visitor(out).enter()
    doc_id = visitor.id_of("bc.txt")
    with Store(out / NAME) as store:
        store.db.execute("UPDATE texts SET text = replace(text, 'Bà con', 'Bà\u202e con') WHERE doc_id = ?", [doc_id])
    assert "Bà\u202e con" in visitor.client.get(f"/d/{doc_id}").text


def test_what_is_asked_for_is_text_too(lan: Visitor) -> None:
    for path in ("/?q=<script>alert(1)</script>", "/?province=%22><script>", "/queue?rule=%22><script>",
                 "/?sort=path;DROP TABLE documents", "/?page=999999999999", "/?page=-1", "/?year=%00",
                 "/queue?page=0&size=99999999999&seed=x", "/login?x=<script>"):
        answer = lan.client.get(path)
        assert answer.status_code == 200, path
        assert "<script>" not in answer.text, path


@pytest.mark.parametrize("path", [
    "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/....//app.py", "/static//etc/passwd",
    "/d/../../etc/passwd", "/d/..%2f..%2farchive.db", "/d/0123456789ABCDEF", "/d/0123456789abcdef/original",
    "/d/%00/original", "/d/archive.db/original", "/static/%00",
])
def test_nothing_is_given_by_path(lan: Visitor, path: str) -> None:
    answer = lan.client.get(path)
    assert answer.status_code == 404
    assert b"Starlette" not in answer.content and b"root:" not in answer.content and b"SQLite" not in answer.content
