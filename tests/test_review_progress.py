"""What comes of reviewing: progress with its intervals, gold, and outputs that go by what was decided."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.evaluate import evaluate, load, load_gold
from pipelines.overview import write_overview
from pipelines.overview.figures import number
from pipelines.review import serve
from pipelines.review.progress import progress, wilson
from pipelines.store import NAME, Store
from pipelines.tables import read_table
from pipelines.upkeep import alone
from tests.review_office import Visitor, decide


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


def test_the_overview_counts_what_people_decided(lan: Visitor, out: Path) -> None:
    def figures() -> tuple[str, ...]:
        page = write_overview(out).read_text(encoding="utf-8")
        cards = re.findall(r"<li><b>([\d.]+)</b>(lượt viện dẫn|số tiền|mô hình, theo từng văn bản)", page)
        return (*(count for count, _ in cards), *re.findall(r"Số liệu đã tính theo \d+ dòng", page))
    with Store(out / NAME, read_only=True) as store:
        cited, money, models = map(store.count, ("citations", "money", "models"))
    assert figures() == (number(cited), number(money), number(models))
    doc_id = lan.id_of("bc.txt")
    for table in ("citations", "money"):
        decide(lan, doc_id, lan.rows(doc_id, table)[0], "reject")
    row = next(row for row in lan.rows(doc_id, "header_fields") if "doc_type" in row["key"])
    decide(lan, doc_id, row, "edit", form={"value": "tờ trình"})
    assert figures() == (number(cited - 1), number(money - 1), number(models), "Số liệu đã tính theo 3 dòng")
    assert "tờ trình" in (out / "overview.html").read_text(encoding="utf-8")


def test_the_buttons_bring_tables_overview_and_workbooks_up_to_date(lan: Visitor, out: Path) -> None:
    def renewed(books: bool) -> str:
        assert lan.post("/renew", {"books": books}).status_code == 200
        while (said := lan.client.get("/renew/state").json())["phase"] == "running":
            time.sleep(.05)
        assert said["phase"] == "done", said
        return lan.client.get("/progress").text
    CliRunner().invoke(cli, ["models", str(out), "--quiet"])
    assert "Đã theo mọi quyết định" in lan.client.get("/progress").text
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    for path in out.glob("models_by_commune.*"):
        os.utime(path, (1, 1))
    page = lan.client.get("/progress").text
    assert "<b>1</b> quyết định chưa vào bảng" in page and "models_by_commune.xlsx" in page
    page = renewed(books=False)
    assert "chưa vào bảng" not in page and "models_by_commune.xlsx" in page
    assert "12.500.000 đồng" not in {row["raw"] for row in read_table(out / "tables", "money")}
    assert "Đã theo mọi quyết định" in renewed(books=True)


def test_when_the_review_ends_what_was_decided_goes_into_the_tables(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    serve._leave(out)
    assert "12.500.000 đồng" not in {row["raw"] for row in read_table(out / "tables", "money")}
    decide(lan, doc_id, lan.rows(doc_id, "money")[1], "reject")
    with alone(out):
        serve._leave(out)
    assert len(list(read_table(out / "tables", "money"))) > 1, "another run is writing: nothing was touched"
