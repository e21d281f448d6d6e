"""Headers: layouts as cases, the four real reports, and what holds for any text."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.readers import read
from extract.recognizers.dates import find_dates
from extract.recognizers.header import find_header
from extract.records import Header

from .cases import SHARED, cases, needs_shared

REPORTS = SHARED / "reports"


def header_of(document: Document) -> Header:
    header, fields = find_header(document, tuple(find_dates(document)))
    for field in fields:
        assert document.text[field.start:field.end] == field.raw, field
    return header


def as_text(text: str) -> Document:
    return compose(Reading([Piece(line) for line in text.split("\n")]))


@pytest.mark.parametrize("case", cases("header"))
def test_case(case: dict[str, Any]) -> None:
    header = header_of(as_text(case["text"]))

    found = {name: getattr(header, name) for name in case["want"]}
    if "recipients" in found:
        found["recipients"] = list(header.recipients)
    assert found == case["want"]


@pytest.mark.parametrize("case", cases("header"))
def test_one_piece_of_many_lines_reads_like_many_pieces(case: dict[str, Any]) -> None:
    """A table cell holds a whole column of the letterhead as one block."""
    assert header_of(compose(Reading([Piece(case["text"])]))) == header_of(as_text(case["text"]))


@needs_shared
def test_reports() -> None:
    for gold_file in sorted((REPORTS / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        header = header_of(read(REPORTS / gold["file"]))
        want = {name: value for name, value in gold["document"].items()
                if name not in ("commune", "district", "province", "n_recipients")}

        assert {name: getattr(header, name) for name in want} == want, gold["file"]
        assert len(header.recipients) == gold["document"]["n_recipients"]


WORDS = st.sampled_from([
    "ỦY BAN NHÂN DÂN", "XÃ BA BÍCH", "Số: 5/BC-UBND", "BÁO CÁO", "KT. CHỦ TỊCH", "Nơi nhận:", "- Lưu: VT.",
    "\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Ba Bích, ngày 5 tháng 6 năm 2023", "PHỤ LỤC", "Hồ Văn Bé", "(",
    "“", "V/v họp", "…", "____", "Kính gửi:", "Căn cứ Luật", "TM. ", "kiêm", ";", "  ",
    "của Chính phủ số 5/NĐ-CP ngày 1/2/2003"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=40).map(" ".join))
def test_fields_rest_on_words(text: str) -> None:
    header_of(compose(Reading([Piece(text)])))
