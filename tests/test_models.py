"""Models: the table of cases, merging, ties, all reports with gold, and what must hold on any text."""

from __future__ import annotations

import json
import time
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import find, read
from extract.document import Document, Piece, Reading, compose
from extract.recognizers.citations import find_citations
from extract.recognizers.dates import find_dates
from extract.recognizers.header import find_header
from extract.recognizers.models import find_models
from extract.recognizers.models.merge import key
from extract.recognizers.models.ties import amount_of, tie
from extract.recognizers.money import find_money
from extract.recognizers.quantities import find_quantities
from extract.records import Header, Model
from extract.vocab import rows

from .cases import SHARED, cases, needs_shared

CORPORA = Path(__file__).parents[1] / "corpora"
STATUSES = {"đăng ký mới", "thành lập", "duy trì", "nhân rộng", "công nhận", "dừng", "chưa thành lập"}
FIELDS = {"kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "hệ thống chính trị"}


def document_of(text: str, table: list[list[str]] | None = None) -> Document:
    pieces = [Piece(line) for line in text.split("\n")]
    pieces += [Piece(cell, "table_cell", table=0, row=i, col=j) for i, row in enumerate(table or ())
               for j, cell in enumerate(row)]
    return compose(Reading(pieces))


def models_of(document: Document, header: Header | None = None) -> list[Model]:
    citations = tuple(find_citations(document, tuple(find_dates(document))))
    return list(find_models(document, citations, tuple(find_money(document)), header=header))


@pytest.mark.parametrize("case", cases("models"))
def test_case(case: dict[str, Any]) -> None:
    document = document_of(case["text"], case.get("table"))
    models = models_of(document)

    assert all(document.text[model.start:model.end] == model.raw for model in models)
    wanted = case["models"]
    found = [{name: getattr(model, name) for name in want} for model, want in zip(models, wanted, strict=False)]
    assert sorted(model.name for model in models) == sorted(want["name"] for want in wanted)
    assert found == wanted


def test_a_decision_that_recognises_gives_its_annex_the_status() -> None:
    table = [["TT", "Tên mô hình", "Đơn vị"], ["1", "Cổng rào hoa giấy", "Thôn 2"]]
    header = Header(doc_id="", doc_type="quyết định", title="Về việc công nhận mô hình “Dân vận khéo” năm 2020")

    assert models_of(document_of("DANH SÁCH", table), header)[0].status == "công nhận"
    assert models_of(document_of("DANH SÁCH", table))[0].status is None


@pytest.mark.parametrize(("doc_type", "heading", "named"), [
    ("kế hoạch", "III. NHIỆM VỤ TRỌNG TÂM", True), ("thông báo", "II. Nhiệm vụ thời gian tới", True),
    ("báo cáo", "III. NHIỆM VỤ TRỌNG TÂM", False), ("kế hoạch", "I. MỤC ĐÍCH, YÊU CẦU", False),
])
def test_tasks_are_what_a_plan_is_about(doc_type: str, heading: str, named: bool) -> None:
    document = document_of(f"{heading}\n1. Hội Nông dân xã: mô hình “Ruộng chung vụ đông”.")
    models = models_of(document, Header(doc_id="", doc_type=doc_type))

    assert [model.owner for model in models] == (["Hội Nông dân xã"] if named else [])


@pytest.mark.parametrize(("text", "owner", "issuer"), [
    ("Hội Nông dân xã ra mắt mô hình “Ruộng chung vụ đông”.", "Hội Nông dân xã", "Ủy ban nhân dân xã Tân Lập"),
    ("Hội Nông dân xã ra mắt mô hình “Ruộng chung vụ đông”.", "Hội Nông dân xã", "Hội Nông dân xã Tân Lập"),
    ("Công đoàn cơ sở đăng ký với Liên đoàn Lao động huyện một mô hình tập thể: “Phòng trọ sáng đèn”.",
     "Công đoàn cơ sở", "Công đoàn cơ sở Công ty May Tân Lập"),
    ("Hội Nông dân xã duy trì 02 mô hình: “Ruộng chung vụ đông” và “Bờ xanh”.", None, "Hội Nông dân xã Tân Lập"),
    ("Hội Nông dân xã nhân rộng mô hình “Ruộng chung vụ đông”.", None, "Hội Nông dân xã Tân Lập"),
    ("UBND xã ra mắt mô hình “Ruộng chung vụ đông”.", None, "Ủy ban nhân dân xã Tân Lập"),
    ("Ban Dân vận Huyện ủy đăng ký mô hình “Ruộng chung vụ đông”.", None, "Ban Dân vận Huyện ủy Ba Tơ"),
])
def test_the_reporting_unit_owns_what_it_does_itself(text: str, owner: str | None, issuer: str) -> None:
    assert models_of(document_of(text), Header(doc_id="", issuer=issuer))[0].owner == owner


@pytest.mark.parametrize(("one", "other"), [
    ("“Xanh, Sạch, đẹp” xã Tịnh An", "xanh, sạch, đẹp"), ("Nhà hoà thuận", "nhà hòa thuận"),
    ("mô hình Em nuôi", "Em nuôi"),
])
def test_names_that_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_amounts_belong_to_the_model_they_stand_behind() -> None:
    document = document_of(
        "- Mô hình “Kẻng làng” của Công an xã, kinh phí 8.100.000 đồng, 09 bộ kẻng;\n"
        "- Mô hình “Hũ gạo” của Hội LHPN xã, mỗi hộ 5.000 đồng/tháng, thu 3 triệu đồng.\n"
        "Cả năm xã chi 90 triệu đồng.")
    money = tuple(find_money(document))
    models = models_of(document)
    tied, quantities = tie(document, models, money, tuple(find_quantities(document, money)))

    assert [one.model_id for one in tied] == [":m0", ":m1", ":m1", None]
    assert [(model.name, model.money_vnd) for model in models] == [("Kẻng làng", 8_100_000), ("Hũ gạo", 3_000_000)]
    assert {one.model_id for one in quantities} == {":m0"}
    assert amount_of(":m1", tied) == 3_000_000


def test_a_row_ties_its_amount_and_the_total_none() -> None:
    table = [["TT", "Tên mô hình", "Kinh phí (đồng)"], ["1", "Bến nước sạch", "2.500.000"],
             ["2", "Lớp học ông bà", "6.000.000"], ["", "Cộng", "8.500.000"]]
    document = document_of("Các mô hình của xã:", table)
    tied, _ = tie(document, models_of(document), tuple(find_money(document)), ())

    assert [(one.amount_vnd, one.model_id) for one in tied] == [
        (2_500_000, ":m0"), (6_000_000, ":m1"), (8_500_000, None)]


def golds() -> list[Any]:
    folders = [(SHARED / "reports" / "gold", SHARED / "reports"), (CORPORA / "gold", CORPORA / "sample")]
    return [pytest.param(gold, files, id=gold.stem[:40]) for gold_folder, files in folders if gold_folder.is_dir()
            for gold in sorted(gold_folder.glob("*.json"))]


@needs_shared
@pytest.mark.parametrize(("gold", "files"), golds())
def test_gold(gold: Path, files: Path) -> None:
    """Names, owners, places, statuses of all reports whose gold there is."""
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    name = unicodedata.normalize("NFC", wanted["file"])
    path = next((path for path in files.rglob("*") if unicodedata.normalize("NFC", path.name) == name), None)
    if path is None or wanted.get("needs_ocr"):
        pytest.skip("the file of this gold is not there, or needs recognition")
    document = read(path)
    header, _ = find_header(document, tuple(find_dates(document)))
    optional = {key(one if isinstance(one, str) else one["name"]) for one in wanted.get("models_optional") or ()}
    models = [model for model in models_of(document, header) if key(model.name) not in optional]

    said = ("owner", "place", "status", "year")
    found = sorted((key(model.name), *(str(getattr(model, one)) for one in said)) for model in models)
    assert found == sorted((key(model["name"]), *(str(model[one]) for one in said)) for model in wanted["models"]
                           if key(model["name"]) not in optional)


WORDS = st.sampled_from([
    "mô hình", "Mô hình", "MÔ HÌNH", "công trình", "“", "”", "\"", "«", "»", "(", ")", ":", ";", ",", " - ", "\n",
    "\n- ", "1. ", "của", "do", "tại", "Hội Nông dân xã", "thôn Đông", "ông Lê Văn Tám", "05", "các", "gồm", "duy trì",
    "đăng ký mới", "dừng", "năm 2020", "Tên mô hình:", "Đơn vị:", "hũ gạo", "và", ".", "dân vận khéo", "phụ trách",
    "“Hũ gạo”", "II. KẾT QUẢ", "trong đó"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=40).map(" ".join))
def test_models_rest_on_words_and_do_not_overlap(text: str) -> None:
    document = document_of(text)
    found = find(document)

    assert all(document.text[model.start:model.end] == model.raw for model in found.models)
    assert all(a.end <= b.start for a, b in pairwise(found.models))
    assert all(model.name and model.name in " ".join(model.raw.split()) for model in found.models)
    assert all(model.status in STATUSES | {None} and model.field in FIELDS | {None} for model in found.models)
    assert all(model.owner != "" and model.place != "" and model.n_mentions >= 1 for model in found.models)
    assert len({model.model_id for model in found.models}) == len(found.models)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(WORDS, st.text(max_size=8)), min_size=2, max_size=4), max_size=6))
def test_tables_of_any_shape_are_read(table: list[list[str]]) -> None:
    head = ["Tên mô hình", "Đơn vị", "Ghi chú"]
    document = document_of("Danh sách", [head, *table])
    assert all(document.text[model.start:model.end] == model.raw for model in models_of(document))


@pytest.mark.parametrize("words", [
    "mô hình ", "mô hình “", "02 mô hình, gồm ", "mô hình A; ", "các mô hình: “A”, ", "mô hình “A” (",
    "Tên mô hình: A; năm: ", "mô hình A của Hội ", "13 tập thể mô hình "])
def test_any_line_is_read_in_linear_time(words: str) -> None:
    document = document_of(words * (100_000 // len(words)))
    started = time.process_time()
    models_of(document)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("row", rows("model_words"), ids=lambda row: f"{row['kind']} {row['word']}")
def test_words_of_the_vocabulary(row: dict[str, str]) -> None:
    assert row["kind"] in {"status", "field", "hint", "place", "noun", "person", "owner", "does"}
    assert row["value"] in {"status": STATUSES, "field": FIELDS, "hint": FIELDS}.get(row["kind"], {""})
    assert row["word"] and row["example"]
