"""Reading of text and Markdown files."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.cleaning import clean
from extract.document import Document, compose
from extract.errors import Unreadable
from extract.readers import text
from extract.readers.text import markdown, wrapping
from extract.readers.text.charsets import decode, decode_declared
from tests.cases import SHARED, cases, needs_shared

PARAGRAPH = (
    "Trong năm qua, Ủy ban nhân dân xã Suối Mơ đã chỉ đạo các thôn làm đường bê tông; theo Kế hoạch số "
    "156/KH-UBND ngày 06/4/2023 của xã, mỗi hộ góp ngày công và một phần vật liệu, xã hỗ trợ xi măng."
)
VIETNAMESE = "Báo cáo số 5/BC-UBND của xã Suối Mơ: đường liên thôn, Quỹ vì người nghèo, thủy lợi nội đồng."


def document_of(words: str) -> Document:
    return compose(text.read(words.encode()))


def blocks(document: Document) -> list[list[Any]]:
    """Kind and words of each block, for cells with table, row and column."""
    found = []
    for block in document.blocks:
        place = [block.table, block.row, block.col] if block.table is not None else []
        found.append([block.kind, document.text[block.start : block.end], *place])
    return found


@pytest.mark.parametrize("case", cases("text_blocks"))
def test_blocks(case: dict[str, Any]) -> None:
    document = document_of(case["text"])

    assert blocks(document) == case["blocks"]
    if "emphasis" in case:
        assert [document.text[span.start : span.end] for span in document.emphasis] == case["emphasis"]


@pytest.mark.parametrize("case", cases("line_joins"))
def test_joins(case: dict[str, Any]) -> None:
    assert document_of(case["text"]).text.split("\n") == case["blocks"]


@pytest.mark.parametrize("sign", markdown.SIGNS, ids=lambda sign: sign.name)
def test_every_sign_of_markdown_finds_its_example(sign: markdown.Sign) -> None:
    assert regex.search(sign.pattern, sign.example, regex.MULTILINE)
    assert markdown.is_markdown(sign.example)


@pytest.mark.parametrize("width", [60, 72, 100])
def test_wrapped_paragraphs_are_whole_again(width: int) -> None:
    paragraphs = [f"{number}. {PARAGRAPH}" for number in range(1, 6)]
    wrapped = "\n".join(textwrap.fill(paragraph, width, break_on_hyphens=True) for paragraph in paragraphs)

    assert document_of(wrapped).text.split("\n") == paragraphs


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_bom(charset: str) -> None:
    assert decode(VIETNAMESE.encode(charset)) == VIETNAMESE


def cp1258(words: str) -> bytes:
    """As Windows writes it: the tone as a mark behind its vowel, breve, circumflex and horn in the vowel."""
    from unicodedata import normalize

    tones = "\u0300\u0301\u0303\u0309\u0323"
    whole = "".join(
        normalize("NFC", "".join(c for c in normalize("NFD", char) if c not in tones))
        + "".join(c for c in normalize("NFD", char) if c in tones)
        for char in words
    )
    return whole.encode("cp1258")


def test_cp1258_and_cp1252_are_told_apart() -> None:
    assert decode(cp1258(VIETNAMESE)) == VIETNAMESE
    assert decode("Où est la forêt? À côté; ça va, señor Ñandú, café".encode("cp1252")) == (
        "Où est la forêt? À côté; ça va, señor Ñandú, café"
    )


@pytest.mark.parametrize(
    ("said", "written", "read"),
    [
        (b"<meta charset=windows-1258>", cp1258("Quyết định"), "Quyết định"),
        (b"<meta charset='windows-1252'>", "Xã phòng".encode("cp1252"), "Xã phòng"),
        (b"<meta charset=iso-8859-1>", "Xã phòng".encode("cp1252"), "Xã phòng"),
        (b"<meta charset=windows-1252>", "Quyết định".encode(), "Quyết định"),
        (b"<meta charset=x-unknown>", "Quyết định".encode(), "Quyết định"),
        (b"<meta charset=utf-16>", "Quyết định".encode(), "Quyết định"),
        (b"<meta charset=utf-8>", cp1258("Quyết định thành lập"), "Quyết định thành lập"),
    ],
)
def test_declared_charsets(said: bytes, written: bytes, read: str) -> None:
    assert decode_declared(said + written) == said.decode() + read


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"\x7fELF\x02\x01\x01" + bytes(64)]
)
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None
    with pytest.raises(Unreadable, match="unsupported"):
        text.read(data)


def test_a_last_character_cut_in_two_is_seen() -> None:
    assert decode("Báo cáo xã Mơ".encode()[:-1]) == "Báo cáo xã M\ufffd"


def test_single_broken_bytes_do_not_change_the_charset() -> None:
    assert decode((VIETNAMESE * 3).encode() + b"\xff.") == VIETNAMESE * 3 + "\ufffd."


@pytest.mark.parametrize(
    ("words", "named", "is_page"),
    [
        ("<!DOCTYPE html><p>a", False, True),
        ("\n<!-- saved --><HTML>", False, True),
        ("<p>a</p>", True, True),
        ("<?xml version='1.0'?><html xmlns='x'>", False, True),
        ("Báo cáo <br> xã", False, False),
        ("Báo cáo", True, False),
        ("| a<br>b |", False, False),
        ("# Báo cáo\n<table><tr><td>a", False, False),
    ],
)
def test_pages_are_told_from_text(words: str, named: bool, is_page: bool) -> None:
    assert text.looks_like_html(words, named) is is_page


def test_running_heads_and_page_numbers_stand_outside_the_flow() -> None:
    pages = [f"CÔNG BÁO XÃ/Số {number}\n{number}\n\n{PARAGRAPH * 4}" for number in (7, 8, 9)]
    document = document_of("\n".join(pages))

    assert "CÔNG BÁO" not in document.flow
    assert [block.kind for block in document.blocks].count("header") == 6


def test_numbers_of_a_list_are_no_page_numbers() -> None:
    words = "1\n\nHội Nông dân\n\n2\n\nHội Phụ nữ\n\n3\n\nHội Cựu chiến binh"

    assert document_of(words).flow == words.replace("\n\n", "\n")


def test_a_signing_stamp_does_not_cut_a_sentence() -> None:
    words = (
        "Ủy ban nhân dân xã đã tổ chức tuyên truyền đến từng hộ dân và các cơ quan trong lĩnh vực\n"
        "Ký bởi: Ủy ban nhân dân xã\nNgày ký: 2024-03-17 17:21:35 +07:00\nxây dựng nông thôn mới."
    )

    assert document_of(words).flow.endswith("trong lĩnh vực xây dựng nông thôn mới.")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Aaăđệ 15.,;:-*_#\\|<>&/()“”\t\n\r\f\u00a0\u200b\ue000", max_size=120))
def test_any_text_is_read(words: str) -> None:
    document = document_of(words)

    assert all(document.text[block.start : block.end].strip() for block in document.blocks)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Xã",
                "và",
                "2",
                "*",
                "Luật *",
                "(*)",
                "156/KH-",
                "UBND",
                ";",
                "“a”",
                "_",
                "-",
                "a)",
                "\n",
                "\n\n",
            ]
        ),
        max_size=40,
    )
)
def test_plain_text_changes_in_nothing_but_white_space(words: list[str]) -> None:
    written = " ".join(words)

    if not markdown.is_markdown(written):
        assert _signs(document_of(written).text) == _signs(clean(written))


def _signs(text: str) -> str:
    """All but white space and lines of stars: a lone one is the Party's mark, or Markdown's rule."""
    return "".join("".join(line.split()) for line in text.split("\n") if line.strip(" *"))


@given(
    st.lists(
        st.builds(wrapping.Line, st.text(alphabet="Aaă1-/;. “”", max_size=30), st.booleans()), max_size=12
    )
)
def test_joining_loses_no_character(lines: list[wrapping.Line]) -> None:
    joined = "".join(line.text for line in wrapping.join(lines))

    assert "".join(joined.split()) == "".join("".join(line.text.split()) for line in lines)


@needs_shared
@pytest.mark.parametrize("name", ["000", "001", "002", "003"])
def test_reports_lose_their_marks_and_nothing_else(name: str) -> None:
    path = next((SHARED / "reports").glob(f"{name}_*.txt"))
    written = path.read_text(encoding="utf-8")
    document = compose(text.read(path.read_bytes()))

    def words(of: str) -> str:
        return regex.sub(r"<[^<>]*>|[*#\\\s]", "", of)

    assert words(document.text) == words(written)
    assert not regex.search(r"[*#\\]|&nbsp;|<\w", document.text)


@needs_shared
def test_a_sentence_cut_by_a_page_is_whole() -> None:
    path = next((SHARED / "reports").glob("000_*.txt"))

    assert "đại dịch Covid -19 làm ảnh hưởng không nhỏ" in compose(text.read(path.read_bytes())).text


@needs_shared
def test_wrapped_gazette_text_keeps_its_citations_in_one_line() -> None:
    for path in sorted((SHARED / "real").glob("*.txt")):
        document = compose(text.read(Path(path).read_bytes()))
        assert "CÔNG BÁO/Số" not in document.flow
        assert "ngày 24 tháng 02 năm 2025 của Chính phủ" in document.flow or "Bộ Chính trị" in document.flow
