"""Counts of models: what the report says it has, with status, kind and year, and what is no such count."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import read
from extract.document import Document, Piece, Reading, compose
from extract.recognizers.models.counts import find_model_counts

from .cases import SHARED, needs_shared

CORPORA = Path(__file__).parents[1] / "corpora"


def document_of(text: str) -> Document:
    return compose(Reading([Piece(line) for line in text.split("\n")]))


@pytest.mark.parametrize(("text", "found"), [
    ("Mô hình “Dân vận khéo” đăng ký mới : 02 mô hình", [(2, "đăng ký mới", None, None)]),
    ("2.1. Mô hình duy trì: 04", [(4, "duy trì", None, None)]),
    ("Trong năm 2024, có 13 tập thể, 05 cá nhân đăng ký thực hiện mô hình.",
     [(13, "đăng ký mới", "tập thể", 2024), (5, "đăng ký mới", "cá nhân", 2024)]),
    ("Năm 2020 có 274 mô hình (194 tập thể và 80 cá nhân).",
     [(274, None, None, 2020), (194, None, "tập thể", 2020), (80, None, "cá nhân", 2020)]),
    ("Xã giữ lại 26 mô hình, cho dừng 15 mô hình trùng lặp.",
     [(26, "duy trì", None, None), (15, "dừng", None, None)]),
    ("Toàn tỉnh có 2.356 mô hình, trong đó 1.471 mô hình được công nhận.",
     [(2356, None, None, None), (1471, "công nhận", None, None)]),
    ("Bốn đơn vị duy trì bốn mô hình.", [(4, "duy trì", None, None)]),
    ("Còn 10 mô hình hoạt động, đăng ký mới năm 2026 là 03 mô hình.",
     [(10, "duy trì", None, None), (3, "đăng ký mới", None, 2026)]),
    ("Công trình thanh niên (04 công trình)", [(4, None, None, None)]),
])
def test_counts(text: str, found: list[tuple[int, str | None, str | None, int | None]]) -> None:
    counts = list(find_model_counts(document_of(text)))
    assert [(count.count, count.status, count.kind, count.year) for count in counts] == found


@pytest.mark.parametrize("text", [
    "Phấn đấu có 12 mô hình mới.", "Mỗi hội cơ sở đăng ký ít nhất 01 mô hình.", "Chỉ tiêu năm 2026 là 10 mô hình.",
    "Các xã đăng ký từ 01 đến 02 mô hình.", "Dự kiến xây dựng 02 mô hình.",
    "Tổng cộng tăng 116 mô hình so với năm trước.",
    "Ngoài 03 mô hình trên, không còn mô hình nào.",
    "Có xã đăng ký 19 mô hình mà không làm.",
    "IV. PHƯƠNG HƯỚNG\n- Đăng ký thêm 02 mô hình về rong mơ.", "Hai tập thể, 03 cá nhân được khen.",
])
def test_targets_and_differences_are_no_counts(text: str) -> None:
    assert list(find_model_counts(document_of(text))) == []


@needs_shared
@pytest.mark.parametrize("gold", sorted((CORPORA / "gold").glob("*.json")), ids=lambda path: path.stem[:40])
def test_gold(gold: Path) -> None:
    """Every count of the gold, none beside it; status, kind and year wherever the gold gives one."""
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    name = unicodedata.normalize("NFC", wanted["file"])
    files = (path for path in (CORPORA / "sample").rglob("*") if unicodedata.normalize("NFC", path.name) == name)
    path = next(files, None)
    if path is None or wanted.get("needs_ocr"):
        pytest.skip("the file of this gold is not there, or needs recognition")
    counts = list(find_model_counts(read(path)))

    assert sorted(count.count for count in counts) == sorted(count["count"] for count in wanted["model_counts"])
    for want in wanted["model_counts"]:
        same = [count for count in counts if count.count == want["count"]]
        assert any(all(want[part] in (None, getattr(count, part)) for part in ("status", "kind", "year"))
                   for count in same)


@needs_shared
def test_two_numbers_of_one_report_are_both_found() -> None:
    """Report 000 says 02 and 01 of the models registered anew; both stand, and the audit speaks of it."""
    path = next((SHARED / "reports").glob("000_*.txt"))
    counts = [count.count for count in find_model_counts(read(path)) if count.status == "đăng ký mới"]
    assert counts == [2, 1]


WORDS = st.sampled_from(["05", "mô hình", "tập thể", "cá nhân", "năm", "hai", "duy trì", ",", ";", "(", ")", ".", "\n",
                         "1.200", "Mô hình:"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=40).map(" ".join))
def test_counts_rest_on_words(text: str) -> None:
    document = document_of(text)
    assert all(document.text[count.start:count.end] == count.raw for count in find_model_counts(document))
