"""Word documents typed in legacy fonts: run by run, from the run, its style, the paragraph's style, the defaults."""

from __future__ import annotations

import pytest

from extract.document import Document
from tests.docx_files import document


def run(text: str, settings: str = "") -> str:
    """A run with these settings."""
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def paragraph(*runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def encodings(read: Document) -> list[str | None]:
    return [block.encoding for block in read.blocks]


TCVN3 = "Uû ban nh©n d©n x· Tr\xad¬ng S¬n"
UNICODE = "Uỷ ban nhân dân xã Trương Sơn"
NAMED = '<w:style w:type="paragraph" w:styleId="a"><w:rPr>{}</w:rPr></w:style>'
CASES = [
    ("the run's own font", paragraph(run(TCVN3, font(".VnTime"))), "", UNICODE),
    ("only the font of letters beyond ASCII", paragraph(run(TCVN3, '<w:rFonts w:hAnsi=".VnTime"/>')), "", UNICODE),
    ("capitals", paragraph(run("b¸o c¸o", font(".VnTimeH"))), "", "BÁO CÁO"),
    ("an optional hyphen for ư", paragraph(run("x· Tr</w:t><w:softHyphen/><w:t>êng S¬n", font(".VnTime"))), "",
     "xã Trường Sơn"),
    ("an optional hyphen in Unicode beside", paragraph(run("nhân</w:t><w:softHyphen/><w:t>dân", font("Arial")),
     run(" x·", font(".VnTime"))), "", "nhândân xã"),
    ("the paragraph's style", paragraph(run(TCVN3), style="a"), NAMED.format(font(".VnTime")), UNICODE),
    ("a style based on it", paragraph(run(TCVN3), style="b"), NAMED.format(font(".VnTime"))
     + '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>', UNICODE),
    ("a style of letters", paragraph(run(TCVN3, '<w:rStyle w:val="a"/>')),
     NAMED.replace("paragraph", "character").format(font(".VnTime")), UNICODE),
    ("the usual style", paragraph(run(TCVN3)), NAMED.replace("<w:style", '<w:style w:default="1"').format(
        font(".VnTime")), UNICODE),
    ("the defaults", paragraph(run(TCVN3)),
     f"<w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>", UNICODE),
    ("runs in Unicode beside", paragraph(run("Số 5 ngày ", font("Times New Roman")), run("th¸ng", font(".VnTime"))), "",
     "Số 5 ngày tháng"),
    ("a legacy font over Unicode", paragraph(run("Quyết định của xã", font(".VnTime"))), "", "Quyết định của xã"),
    ("a theme's font over a legacy style", paragraph(
        run("Số 5", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:hAnsiTheme="minorHAnsi"/>')), "", "Số 5"),
    ("a letter and its mark in two runs", paragraph(
        run("Quye", font("VNI-Times")), run("át ñònh", f"<w:b/>{font('VNI-Times')}")), "", "Quyết định"),
    ("a paragraph that begins with a letter beyond ASCII behind one that ends with a vowel", paragraph(
        run("X· HîP TIÕN, TæNG ®éI", font(".VnTimeH"))) + paragraph(run("§¶NG uû", font(".VnTimeH"))), "",
     "XÃ HỢP TIẾN, TỔNG ĐỘI\nĐẢNG UỶ"),
    ("letters as Word keeps them for fonts of signs", paragraph(
        run("".join(chr(0xF000 + ord(sign)) for sign in "x·"), font(".VnTime"))), "", "xã"),
]


@pytest.mark.parametrize(("body", "styles", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_words_in_unicode(body: str, styles: str, words: str) -> None:
    assert document(body, styles=styles).text == words


def test_a_block_says_what_it_was_converted_from() -> None:
    read = document(paragraph(run(TCVN3, font(".VnTime"))) + paragraph(run("Xã", font("Arial"))))

    assert encodings(read) == ["tcvn3", None]


def test_a_document_that_names_no_legacy_font_is_judged_by_its_words() -> None:
    sentence = "QuyÕt ®Þnh cña Bé tr\xad\xebng vÒ viÖc ban hµnh quy chÕ lµm viÖc cña c¬ quan. "

    assert document(paragraph(run(sentence * 3))).text.startswith("Quyết định của Bộ trưởng về việc ban hành")


def test_bold_words_keep_their_place() -> None:
    read = document(paragraph(run("Sè hé ", font(".VnTime")), run("nghÌo", f"<w:b/>{font('.VnTime')}")))

    assert [read.text[span.start : span.end] for span in read.emphasis] == ["nghèo"]
