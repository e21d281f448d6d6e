"""Reading of web pages and of Word documents saved as such."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import readers
from extract.document import Document, compose
from extract.errors import Unreadable
from extract.readers import docx, html
from extract.readers.html.grid import places
from tests.cases import SHARED, cases, needs_shared
from tests.test_text import blocks

PROSE = (
    "Ủy ban nhân dân xã Suối Mơ báo cáo kết quả xây dựng nông thôn mới năm 2023 của các thôn như sau. "
    * 3
)
SITE = f"""<html><body><header><a>Cổng thông tin xã</a></header><nav>Trang chủ</nav>
<div id=page><div class=tabs>Nội dung</div><h1>Báo cáo 5/BC-UBND</h1>
<div id=main><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><h2>BÁO CÁO</h2><p>{PROSE}</p>
<p>{PROSE}</p><p>Nơi nhận:</p>
<p>- Như trên;</p></div><div class=related>Văn bản liên quan</div></div>
<footer>Giấy phép số 12/GP-STTTT</footer></body></html>"""


def document_of(page: str) -> Document:
    return compose(html.read(page.encode()))


@pytest.mark.parametrize("case", cases("html_blocks"))
def test_blocks(case: dict[str, Any]) -> None:
    document = document_of(case["text"])

    assert blocks(document) == case["blocks"]
    if "emphasis" in case:
        assert [document.text[span.start : span.end] for span in document.emphasis] == case["emphasis"]


def test_what_surrounds_the_document_on_a_site_stands_outside_its_flow() -> None:
    document = document_of(SITE)

    assert document.flow.startswith("CỘNG HÒA XÃ HỘI")
    assert document.flow.endswith("- Như trên;")
    assert {"Cổng thông tin xã", "Báo cáo 5/BC-UBND", "Văn bản liên quan", "Giấy phép số 12/GP-STTTT"} < set(
        document.text[document.flow_end :].split("\n")
    )
    assert "Trang chủ" not in document.text


def test_a_saved_document_has_no_surroundings() -> None:
    page = f"<body><h1>BÁO CÁO</h1><div><p>{PROSE}</p><p>{PROSE}</p></div><p>Nơi gửi báo cáo</p></body>"

    assert document_of(page).flow_end == len(document_of(page).text)


def test_heading_of_a_page_without_letterhead_stays() -> None:
    page = f"<body><nav>a</nav><h1>Báo cáo sơ kết</h1><div><p>{PROSE}</p><p>{PROSE}</p></div></body>"

    assert document_of(page).flow.startswith("Báo cáo sơ kết")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("Xã Suối Mơ".encode("utf-16"), "Xã Suối Mơ"),
        (b"<meta charset=windows-1252><p>X\xc3 SU&#7888;I M&#416;", "XÃ SUỐI MƠ"),
        (b"\xef\xbb\xbf<meta charset=windows-1252><p>X\xc3\xa3", "Xã"),
        (b"<p>X&atilde; N&uacute;i \xc4\x90&aacute;", "Xã Núi Đá"),
    ],
)
def test_charsets(page: bytes, text: str) -> None:
    assert compose(html.read(page)).text == text


@pytest.mark.parametrize(
    "page", [b"", b"   \r\n ", b"<html></html>", b"<frameset><frame src=a></frameset>", b"<table><tr><td>"]
)
def test_empty_pages(page: bytes) -> None:
    assert compose(html.read(page)).text == ""


def test_deep_pages() -> None:
    assert document_of("<div>" * 3000 + "Xã").text == "Xã"
    assert document_of("<table><tr><td>" * 300 + "Xã").text == "Xã"
    with pytest.raises(Unreadable, match="too_complex"):
        document_of("<div>" * 20_000 + "Xã")


@given(
    st.lists(
        st.lists(
            st.fixed_dictionaries(
                {
                    "rowspan": st.sampled_from(["1", "2", "0", "99999", "x"]),
                    "colspan": st.sampled_from(["1", "3", "0", "99999", ""]),
                }
            ),
            max_size=4,
        ),
        max_size=5,
    )
)
def test_no_two_cells_stand_in_one_place(rows: list[list[dict[str, str | None]]]) -> None:
    found = [place[:2] for place in places(rows)]

    assert len(found) == len(set(found)) == sum(map(len, rows))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</i>",
                "<table>",
                "<td>",
                "<tr>",
                "</table>",
                "<ol>",
                "<li>",
                "<br>",
                "<pre>",
                "<sup>",
                "<!--",
                "-->",
                "<![if x]>",
                "&nbsp;",
                "&#0;",
                "Xã",
                "1",
                "\n",
                "<h1>",
                "<header>",
                "\x00",
            ]
        ),
        max_size=30,
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    document = document_of("<p>Báo cáo của xã</p>" * 40 + "".join(parts))  # few of many are NULs

    assert all(document.text[block.start : block.end].strip() for block in document.blocks)


@needs_shared
@pytest.mark.parametrize(
    ("page", "twin"),
    [
        ("LaHieu11-72dc90-*.htm", "LaHieu11-9ac94e-*.docx"),
        ("LaHieu11-82321b-*.htm", "LaHieu11-1daf3e-*.docx"),
    ],
)
def test_a_page_saved_by_word_reads_as_the_document_it_was_saved_from(page: str, twin: str) -> None:
    saved, original = next((SHARED / "real").glob(page)), next((SHARED / "real").glob(twin))

    one, other = compose(html.read(saved.read_bytes())), compose(docx.read(original.read_bytes()))

    assert "".join(one.flow.split()) == "".join(other.flow.split())


@needs_shared
def test_a_page_of_the_national_database() -> None:
    document = compose(html.read((SHARED / "real" / "doc_000101.html").read_bytes()))

    assert document.flow.startswith("BỘ TÀI CHÍNH\n")
    assert "Mục lục" not in document.flow
    assert "Trang chủ" not in document.text
    assert "THỨ TRƯỞNG\n(Đã ký)" in document.flow


LEGACY = [
    ("a font of a tag", "<font face='.VnTime, Arial'>QuyÕt ®Þnh</font>", "Quyết định", "tcvn3"),
    ("capitals", "<p style='font-family:.VnTimeH'>chñ tÞch", "CHỦ TỊCH", "tcvn3"),
    ("a rule of a style sheet", "<style>p.A, li {font-family:\".VnTime\";}</style><p class=A>x· Ba", "xã Ba", "tcvn3"),
    ("entities", "<font face=.VnTime>tr&shy;&ecirc;ng &reg;&THORN;nh</font>", "trường định", "tcvn3"),
    ("VNI", "<font face=VNI-Times>Quyeát ñònh naøy</font>", "Quyết định này", "vni"),
    ("run by run", "<font face=.VnTime>x· <span style='font-family:Arial'>café</span> Õ</font>", "xã café ế", "tcvn3"),
    ("a raised digit", "<font face=.VnTime>n¨m 2024<sup>1</sup> x·</font>", "năm 2024¹ xã", "tcvn3"),
    ("a cell", "<font face=.VnTime><table border=1><tr><td>x·<td>b<tr><td>c<td>d</table>", "xã\nb\nc\nd", "tcvn3"),
    ("Unicode in a legacy font", "<font face='.VnTime'>Quyết định này có</font>", "Quyết định này có", None),
    ("no font at all", "<p>Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam", "tcvn3"),
    ("another language", "<p>Un café très agréable à côté", "Un café très agréable à côté", None),
]  # fmt: skip


@pytest.mark.parametrize(("page", "text", "encoding"), [case[1:] for case in LEGACY], ids=[case[0] for case in LEGACY])
def test_legacy_fonts(page: str, text: str, encoding: str | None) -> None:
    for charset in ("utf-8", "cp1252"):
        try:
            data = page.encode(charset)
        except UnicodeEncodeError:
            continue
        read = compose(html.read(data))

        assert read.text == text
        assert read.blocks[0].encoding == encoding


def test_emphasis_and_numbers_of_tables_in_pages_read_twice() -> None:
    read = document_of("<font face=.VnTime><b>x·</b> Ba BÝch<table border=1><tr><td>a<td>b<tr><td>c<td>d</table>")

    assert [read.text[span.start : span.end] for span in read.emphasis] == ["xã"]
    assert {block.table for block in read.blocks} == {None, 0}


def test_a_workbook_that_is_a_page_is_read_as_one() -> None:
    rows = "<table border=1><tr><td>Xã<td>12<tr><td>a<td>b</table>"
    page = f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>{rows}"

    assert readers.read_bytes(page.encode(), "a.xls").format == "html"
