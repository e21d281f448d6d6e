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
from extract.recognizers.header.casing import normal_case
from extract.recognizers.header.letterhead import PATTERNS, Pattern, parts
from extract.recognizers.header.lines import Line
from extract.recognizers.header.organs import is_organ, level
from extract.records import Header
from extract.vocab import rows

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


SLIDE = ("BÁO CÁO TÓM TẮT", "ĐOÀN TNCS HỒ CHÍ MINH", "BCH ĐOÀN HUYỆN SƠN TÂY", "Công tác Đoàn năm 2024", "1. Kết quả")


def test_slides_have_no_letterhead() -> None:
    slides = compose(Reading([Piece(line) for line in SLIDE], format="pptx"))

    header = header_of(slides)

    assert (header.doc_type, header.issuer, header.title) == (
        "báo cáo", "BCH Đoàn huyện Sơn Tây", "TÓM TẮT Công tác Đoàn năm 2024")
    assert header_of(as_text("\n".join(SLIDE))).doc_type is None  # a page of another file may say so


def test_no_summary_goes_on_in_a_table() -> None:
    lines = [Piece("BÁO CÁO"), Piece("Kết quả của các thôn"), Piece("Thôn", "table_cell", table=0, row=0, col=0),
             Piece("Số hộ", "table_cell", table=0, row=0, col=1), Piece("CHỦ TỊCH"), Piece("Hồ Văn Bé")]

    assert header_of(compose(Reading(lines))).title == "Kết quả của các thôn"


@needs_shared
def test_reports() -> None:
    for gold_file in sorted((REPORTS / "gold").glob("*.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        header = header_of(read(REPORTS / gold["file"]))
        want = {name: value for name, value in gold["document"].items()
                if name not in ("commune", "district", "province", "n_recipients")}

        assert {name: getattr(header, name) for name in want} == want, gold["file"]
        assert len(header.recipients) == gold["document"]["n_recipients"]


@pytest.mark.parametrize("row", rows("casing"), ids=lambda row: row["phrase"])
def test_phrases_keep_their_capitals(row: dict[str, str]) -> None:
    assert row["phrase"] in normal_case(row["example"])


@pytest.mark.parametrize("row", rows("heads"), ids=lambda row: row["head"])
def test_heads_begin_organs(row: dict[str, str]) -> None:
    assert is_organ(row["example"])


@pytest.mark.parametrize("row", rows("classes"), ids=lambda row: row["word"])
def test_class_words_tell_the_level(row: dict[str, str]) -> None:
    assert level([row["example"]]) == row["level"]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.example)
def test_letterhead_patterns_know_their_examples(row: Pattern) -> None:
    assert [part.kind for part in parts(Line(0, len(row.example), row.example))] == [row.kind]


WORDS = st.sampled_from([
    "ỦY BAN NHÂN DÂN", "XÃ BA BÍCH", "Số: 5/BC-UBND", "BÁO CÁO", "KT. CHỦ TỊCH", "Nơi nhận:", "- Lưu: VT.",
    "\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Ba Bích, ngày 5 tháng 6 năm 2023", "PHỤ LỤC", "Hồ Văn Bé",
    "(", "“", "V/v họp", "…", "____", "Kính gửi:", "Căn cứ Luật", "TM. ", "kiêm", ";", "  ",
    "của Chính phủ số 5/NĐ-CP ngày 1/2/2003"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=40).map(" ".join))
def test_fields_rest_on_words(text: str) -> None:
    header_of(compose(Reading([Piece(text)])))
