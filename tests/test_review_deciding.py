"""Deciding over HTTP: what is saved, what is refused, two people at once, files that were read again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest import ingest
from pipelines.store import NAME, Store
from tests.review_office import REPORT, Visitor, decide


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


def test_words_that_changed_are_listed_after_files_were_read_again(review_archive: Path, tmp_path: Path) -> None:
    files = Path(shutil.copytree(review_archive.parent / "kho", tmp_path / "mới" / "kho"))
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
