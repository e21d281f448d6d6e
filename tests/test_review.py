"""The review page over HTTP: who gets in, what is shown, what is saved, what is turned away."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.evaluate import evaluate, load, load_gold
from pipelines.ingest import ingest
from pipelines.reading import digest
from pipelines.review.progress import progress, wilson
from pipelines.review.security import Settings
from pipelines.store import NAME, Store
from tests.review_office import HERE, REPORT, Visitor, make_archive, write_files

PAGES = ("/", "/queue", "/progress", "/changed", "/login", "/static/rows.js", "/static/marks.css", "/khong-co")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("kho lưu trữ"))


@pytest.fixture
def out(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be written to."""
    return Path(shutil.copytree(archive, tmp_path / "out"))


@pytest.fixture
def lan(out: Path) -> Visitor:
    return Visitor(out).enter()


# Who gets in

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


# What a browser may do with the pages

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
        assert page.count("<script") == 2 == page.count('<script src="/static/')


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


# The file itself

def test_the_original_is_an_attachment_that_never_opens(lan: Visitor) -> None:
    doc_id = lan.id_of("onerror")
    answer = lan.client.get(f"/d/{doc_id}/original?path=../archive.db")
    assert hashlib.sha256(answer.content).hexdigest()[:16] == doc_id
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''") and "<" not in disposition


def test_a_document_in_an_archive_is_given_and_its_pages_are_drawn(tmp_path: Path) -> None:
    write_files(tmp_path / "kho")
    pdf = next((tmp_path / "kho").glob("*.pdf")).read_bytes()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("năm 2024/giám sát.pdf", pdf)
    with zipfile.ZipFile(tmp_path / "gốc.zip", "w") as packed:
        packed.writestr("bc.txt", REPORT)
        packed.writestr("cũ.zip", inner.getvalue())
    ingest([tmp_path / "gốc.zip"], tmp_path / "out")
    visitor = Visitor(tmp_path / "out").enter()
    for name, data in (("bc.txt", REPORT.encode()), ("giám sát.pdf", pdf)):
        answer = visitor.client.get(f"/d/{digest(data)}/original")
        assert (answer.status_code, answer.content) == (200, data), name
        assert quote(name) in answer.headers["content-disposition"]
    drawn = visitor.client.get(f"/d/{digest(pdf)}/page/1.png")
    assert drawn.status_code == 200 and drawn.content.startswith(b"\x89PNG")


def test_a_file_that_changed_or_went_is_not_given(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    other = out.parent / "khác.txt"
    other.write_text("đã khác", encoding="utf-8")
    with Store(out / NAME) as store:
        for root, relative in ((out.parent, "khác.txt"), (out.parent, "không có"), (out.parent, "a.zip!/bc.txt")):
            store.db.execute("UPDATE files SET root = ?, relative = ? WHERE doc_id = ?", [str(root), relative, doc_id])
            answer = lan.client.get(f"/d/{doc_id}/original")
            assert answer.status_code == 404 and "tệp gốc" in answer.text


def test_pages_of_a_pdf_are_pictures_with_boxes(lan: Visitor) -> None:
    doc_id = lan.id_of("giam sat")
    page = lan.client.get(f"/d/{doc_id}/pages?page=2").text
    assert page.count("<rect") > 5 and f'href="/d/{doc_id}/page/2.png"' in page
    picture = lan.client.get(f"/d/{doc_id}/page/2.png")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert lan.client.get(f"/d/{doc_id}/page/99.png").status_code == 404
    assert lan.client.get(f"/d/{lan.id_of('bc.txt')}/pages").status_code == 404


# Deciding

def decide(visitor: Visitor, doc_id: str, row: dict[str, Any], action: str, **more: Any) -> Any:
    return visitor.post(f"/d/{doc_id}/decide", {**row, "action": action, **more})


def test_a_decision_shows_at_once_and_lasts(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    first, second = lan.rows(doc_id, "money")
    answer = decide(lan, doc_id, first, "confirm")
    assert answer.status_code == 200 and "Đúng — Lan" in answer.json()["row"]
    form = {"amount_vnd": "3.100.000", "amount_max_vnd": "", "qualifier": "gần", "per": "", "role": ""}
    assert "3.100.000" in decide(lan, doc_id, second, "edit", form=form).json()["row"]
    assert [row["outcome"] for row in Visitor(out).enter().rows(doc_id, "money")] == ["confirmed", "edited"]


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(out: Path) -> None:
    lan, minh = Visitor(out), Visitor(out, who="Minh")
    lan.enter()
    minh.enter()
    doc_id = lan.id_of("bc.txt")
    row = lan.rows(doc_id, "money")[0]
    assert decide(minh, doc_id, row, "reject").status_code == 200
    answer = decide(lan, doc_id, row, "confirm")
    assert answer.status_code == 409
    assert "Minh vừa soát dòng này (Sai)" in answer.json()["stale"] and "Sai — Minh" in answer.json()["row"]
    assert lan.rows(doc_id, "money")[0]["outcome"] == "rejected"


@pytest.mark.parametrize("said", [
    {}, {"table": "texts", "key": "x", "action": "confirm"}, {"table": "money", "key": "x", "action": "delete"},
    {"table": "money; DROP TABLE money", "key": "x", "action": "confirm"}, {"table": ["money"]},
])
def test_what_makes_no_sense_is_refused(lan: Visitor, said: dict[str, Any]) -> None:
    assert lan.post(f"/d/{lan.id_of('bc.txt')}/decide", said).status_code == 400


def test_a_row_that_is_not_there_is_stale(lan: Visitor) -> None:
    said = {"table": "money", "key": "1-2--0", "action": "confirm", "seen": 0}
    assert lan.post(f"/d/{lan.id_of('bc.txt')}/decide", said).status_code == 409
    assert lan.post("/d/0123456789abcdef/decide", said).status_code == 409


def test_words_that_were_missed_become_a_row(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    text = _text(out, doc_id)
    start = text.index("chín trăm nghìn")
    form = lan.client.get(f"/d/{doc_id}/form?table=money&start={start - 1}&end={start + 16}").text
    assert "chín trăm nghìn" in form and 'name="amount_vnd"' in form
    wrong = lan.post(f"/d/{doc_id}/add", {"table": "money", "start": start, "end": start + 15, "form": {}})
    assert wrong.status_code == 422 and "amount_vnd" in wrong.json()["wrong"]
    said = {"table": "money", "start": start - 1, "end": start + 15, "form": {"amount_vnd": "900.000"}}
    answer = lan.post(f"/d/{doc_id}/add", said)
    assert answer.status_code == 200
    assert lan.rows(doc_id, "money")[-1]["outcome"] == "added"
    assert f'data-of="{answer.json()["key"]}"' in lan.client.get(f"/d/{doc_id}").text
    assert lan.post(f"/d/{doc_id}/add", said).status_code == 422, "it is there already"
    assert lan.post(f"/d/{doc_id}/add", {**said, "start": 10**9, "end": 10**9}).status_code == 422


def test_what_the_rules_read_fills_the_form(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    start = _text(out, doc_id).index("Công văn số 40")
    form = lan.client.get(f"/d/{doc_id}/form?table=citations&start={start}&end={start + 37}").text
    assert 'value="40/UBND-NV"' in form and 'value="07/04/2024"' in form


def test_undo_brings_the_row_back(lan: Visitor) -> None:
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    answer = lan.post("/undo", {"doc_id": doc_id}).json()
    assert 'class="row open"' in answer["row"]
    assert lan.post("/undo", {"doc_id": doc_id}).status_code == 400


def _text(out: Path, doc_id: str) -> str:
    with Store(out / NAME, read_only=True) as store:
        (text,) = store.db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
    return str(text)


def test_words_that_changed_are_listed_after_files_were_read_again(out: Path, archive: Path, tmp_path: Path) -> None:
    files = Path(shutil.copytree(archive.parent / "kho", tmp_path / "mới" / "kho"))
    fresh = tmp_path / "mới" / "out"
    ingest([files], fresh)
    lan = Visitor(fresh).enter()
    doc_id = lan.id_of("bc.txt")
    for row in lan.rows(doc_id, "money"):
        decide(lan, doc_id, row, "confirm")
    (files / "bc.txt").write_text("Mới thêm một dòng.\n" + REPORT.replace("3.000.000", "4.000.000"), encoding="utf-8")
    ingest([files], fresh)
    page = lan.client.get("/changed").text
    assert "3.000.000 đồng" in page and "12.500.000" not in page, "one amount changed, the other only moved"
    doc_id = lan.id_of("bc.txt")
    assert [row["outcome"] for row in lan.rows(doc_id, "money")] == ["confirmed", "open"]
    assert "1 quyết định cũ mà chữ đã thay đổi" in lan.client.get(f"/d/{doc_id}").text
    (files / "bc.txt").unlink()
    ingest([files], fresh)
    page = lan.client.get("/changed").text
    assert page.count("Văn bản không còn trong kho") == 2 and "12.500.000 đồng" in page


def test_while_another_command_writes_nothing_is_lost_in_silence(lan: Visitor, out: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.review.access.SECONDS", 0.1)
    doc_id = lan.id_of("bc.txt")
    row = lan.rows(doc_id, "money")[0]
    with Store(out / NAME) as store, store.transaction():
        answer = decide(lan, doc_id, row, "confirm")
        assert answer.status_code == 503 and "Chưa lưu gì" in answer.json()["error"]
        assert lan.client.get(f"/d/{doc_id}").status_code == 200, "reading goes on"
    assert decide(lan, doc_id, row, "confirm").status_code == 200


# Lists, queues, progress, gold

def test_lists_filter_sort_and_search(lan: Visitor) -> None:
    def names(query: str) -> list[str]:
        page = lan.client.get(f"/?{query}").text
        return [part.split("<")[0] for part in page.split('">')[1:] if part.split("<")[0].endswith((".pdf", ".docx",
                                                                                                    "bc.txt"))]
    assert len(names("")) == 3
    assert names("year=2024") == ["bc.txt"]
    assert len(names("status=failed")) == 0
    assert names("province=B%E1%BA%AFc Ninh") == ["BC 415 BDVTU so ket 5 nam Dan van kheo.docx"]
    assert names("sort=date")[-1] == "BC 415 BDVTU so ket 5 nam Dan van kheo.docx"
    assert names("q=%22xa+an+thanh%22") == ["bc.txt"]
    assert len(names("finding=any")) >= 1
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "confirm")
    assert names("review=some") == ["bc.txt"] and "bc.txt" not in names("review=none")


def test_a_sample_is_the_same_for_the_same_seed(lan: Visitor) -> None:
    def keys(seed: int) -> list[str]:
        page = lan.client.get(f"/queue?order=sample&table=quantities&size=10&seed={seed}").text
        return [part.split('"')[0] for part in page.split('data-key="')[1:]]
    assert keys(1) == keys(1) and len(keys(1)) == 10
    assert keys(1) != keys(2)


def test_the_queue_begins_with_the_least_certain_and_leaves_out_what_is_decided(lan: Visitor, out: Path) -> None:
    def first() -> dict[str, Any]:
        page = lan.client.get("/queue?order=confidence&table=citations").text
        doc_id, key, seen = (page.split(f'data-{name}="')[1].split('"')[0] for name in ("doc", "key", "version"))
        return {"doc": doc_id, "table": "citations", "key": key, "seen": int(seen)}
    row = first()
    with Store(out / NAME, read_only=True) as store:
        (least,) = store.db.execute("SELECT min(confidence) FROM citations").fetchone()
        (here,) = store.db.execute('SELECT min(confidence) FROM citations WHERE doc_id = ? AND "start" = ?',
                                   [row["doc"], int(row["key"].split("-")[0])]).fetchone()
    assert here == least
    decide(lan, row["doc"], row, "confirm", via="confidence:citations")
    assert first() != row


def test_wilson_against_published_figures() -> None:
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hits, of, low, high in ((81, 263, .2553, .3662), (15, 148, .0624, .1605), (0, 20, 0, .1611),
                                (1, 29, .0061, .1718)):
        found = wilson(hits, of)
        assert found is not None
        assert (round(found[1], 4), round(found[2], 4)) == (low, high)


def test_progress_counts_by_kind_and_rule(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    for row, action in zip(lan.rows(doc_id, "citations"), ("confirm", "reject"), strict=True):
        decide(lan, doc_id, row, action, via="sample:citations:10:1")
    with Store(out / NAME, read_only=True) as store:
        now = progress(store.db)
    line = next(line for line in now.kinds if line.name == "Văn bản viện dẫn")
    assert (line.decided, line.right, line.wrong, line.drawn) == (2, 1, 1, (1, 2))
    assert sum(rule.decided for name, rules in now.rules if name == "Văn bản viện dẫn" for rule in rules) == 2
    assert "50,0%" in lan.client.get("/progress").text


def test_gold_of_a_reviewed_document_is_met_by_the_reviewed_tables(lan: Visitor, out: Path, tmp_path: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    first, second = lan.rows(doc_id, "money")
    decide(lan, doc_id, first, "confirm")
    for table in ("citations", "header_fields"):
        for row in lan.rows(doc_id, table):
            decide(lan, doc_id, row, "confirm")
    assert lan.post(f"/d/{doc_id}/done", {"whole": True, "seen": 0}).status_code == 200
    assert lan.post(f"/d/{doc_id}/done", {"whole": True, "seen": 0}).status_code == 409
    assert CliRunner().invoke(cli, ["gold", str(out), "--quiet"]).exit_code == 0
    (path,) = (out / "gold").glob("*.json")
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert gold["file"] == "bc.txt" and gold["money"] is None, "one amount was not looked at"
    assert [mention["symbols"] for mention in gold["citations"]] == [["12/KH-UBND"], ["40/UBND-NV"]]
    assert gold["document"]["symbol"] == "15/BC-UBND"

    form = {"amount_vnd": "3.100.000", "amount_max_vnd": "", "qualifier": "", "per": "", "role": ""}
    decide(lan, doc_id, second, "edit", form=form)
    assert CliRunner().invoke(cli, ["gold", str(out), "--quiet"]).exit_code == 0
    assert CliRunner().invoke(cli, ["export", str(out), "--format", "parquet", "--quiet"]).exit_code == 0
    result, notes = evaluate(load(out / "tables"), load_gold(out / "gold"))
    assert result["money"]["want"] == 2 and result["money"]["F1"] == result["symbol"]["F1"] == 1.0, notes


def test_exports_and_audit_go_by_what_was_decided(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("415")
    decide(lan, doc_id, lan.rows(doc_id, "findings")[0], "reject")
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    for args in (["export", "--format", "csv"], ["export", "--format", "xlsx"], ["export", "--format", "jsonl"],
                 ["audit"], ["models"]):
        assert CliRunner().invoke(cli, [args[0], str(out), *args[1:], "--quiet"]).exit_code == 0, args
    assert "12.500.000 đồng" not in (out / "csv" / "money.csv").read_text(encoding="utf-8-sig")
    assert "Số liệu đã tính theo 2 dòng được người soát" in (out / "audit.html").read_text(encoding="utf-8")
    assert "người soát: không phải lỗi" in (out / "audit.html").read_text(encoding="utf-8")
