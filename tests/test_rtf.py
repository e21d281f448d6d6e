"""Reading of RTF: characters, looks, lists, tables, notes and what is no text of the document."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import readers
from extract.document import compose
from extract.errors import Unreadable
from extract.readers import docx, rtf
from tests import docx_files
from tests.cases import SHARED, needs_shared
from tests.rtf_files import blocks, document, row, rtf_file

WORDS = [
    ("Unicode numbers with a stand-in", r"X\u227\'e3 \u272\'d0\u244?ng", "Xã Đông"),
    ("a number without stand-in", r"\uc0 B\u7889  n\u259 m", "Bố năm"),
    ("two stand-ins for one number", r"\uc2\u7889\'aa\'bbn", "ốn"),
    ("numbers above 32,767 with a sign", r"\u-3913?\tab x", "• x"),
    ("a pair of surrogates", r"\u-10179?\u-8704?x", "😀x"),
    ("half a pair", r"\u-10179?x", "\ufffdx"),
    ("numbers that no letter has", r"\u99999999999?x\u-8192?y", "\ufffdxy"),
    ("bytes of the code page", r"caf\'e9\'85", "café…"),
    ("bytes of a font's own code page", r"{\f5 \'d0\'f4ng}", "Đông"),
    ("code pages of two bytes", r"{\f6 \'93\'fa\'96\'7b}", "日本"),
    ("letters of symbol fonts", r"{\f4\'b7} a {\f4 b}", "• a β"),
    ("hyphens", r"15/2014/TT\_BTC\~x vi\-ệt", "15/2014/TT-BTC x việt"),
    ("signs with names", r"\ldblquote a\rdblquote\endash b\lquote c\rquote", "“a”–b‘c’"),
    ("escaped braces", r"\{a\}\\", r"{a}\\".replace(r"\\", "\\")),
    ("lines of the file are no spaces", "Ủy\r\n ban", "Ủy ban"),
    ("a space behind a brace", r"Điều 5.{ Đối tượng}", "Điều 5. Đối tượng"),
    ("a control word ends at its space", r"\b0text \b0 text", "text text"),
    ("hidden and deleted words", r"a{\v b}\deleted c\deleted0 d", "ad"),
    ("field codes", r"{\field{\*\fldinst HYPERLINK http://x}{\fldrslt{\ul xem}}}", "xem"),
    ("what Word leaves for itself", r"{\*\xyz 1{2}3}{\info{\title x}}{\pict 89504e}a{\object{\result b}}", "a"),
    ("binary data with braces", r"{\pict\bin4 }}}}}a", "a"),
    ("binary data that is longer than the file", r"a\bin999999 b", "ab"),
    ("tabs and lines", r"a\tab b\line c", "a b\nc"),
    ("TCVN3 by its font", r"{\f1 Quy\'d5t \'ae\'denh tr\'ad\'eang}", "Quyết định trường"),
    ("TCVN3's ư as an optional hyphen", r"{\f1 x\'b7 Tr\-êng}".replace("ê", r"\'ea"), "xã Trường"),
    ("TCVN3 capitals", r"{\f2 ch\'f1 t\'dech}", "CHỦ TỊCH"),
    ("a raised digit behind a digit", r"2024{\super 12\nosupersub 3} m{\super 2}{\super x\sub 2}", "2024¹²3 m2x2"),
    ("a raised digit in a legacy font", r"{\f1 n\'a8m 2024{\super 1}, Tr\'ad\'eang}", "năm 2024¹, Trường"),
    ("VNI", r"{\f3 Quye\'e1t \'f1\'f2nh na\'f8y co\'f9}", "Quyết định này có"),
]


@pytest.mark.parametrize(("body", "text"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_words(body: str, text: str) -> None:
    assert document(body).text == text


def test_capitals_of_legacy_fonts_and_the_encoding_of_a_block() -> None:
    read = document(r"{\f1 C\'e9ng ho\'b5 x\'b7 h\'e9i} {\f2 ch\'f1 t\'dech}\par {\f0 Xã}\par")

    assert read.text == "Cộng hoà xã hội CHỦ TỊCH\nXã"
    assert [block.encoding for block in read.blocks] == ["tcvn3", None]


def test_a_legacy_font_that_holds_unicode_is_left_alone() -> None:
    read = document(r"{\f1 Quyết định này có hiệu lực kể từ ngày ký}")

    assert read.text == "Quyết định này có hiệu lực kể từ ngày ký"
    assert read.blocks[0].encoding is None


def test_partly_bold_words_are_marked() -> None:
    read = document(r"Có {\b 5 mô hình }và {\i\b0 tổ} hợp tác\par{\b Tất cả}\par")

    assert [read.text[span.start : span.end] for span in read.emphasis] == ["5 mô hình", "tổ"]


INSIDE = (
    r"\trowd\cellx4000\cellx8000\pard\intbl Ngoài\par\pard\intbl\itap2 Trong\nestcell 2\nestcell"
    r"{\*\nesttableprops\trowd\cellx2000\cellx3900\nestrow}{\nonesttables\par}\pard\intbl Sau\cell 9\cell\row"
)
LETTERHEAD = row(
    r"UBND XÃ BA BÍCH\par Số: 5/BC-UBND", r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\par Độc lập - Tự do - Hạnh phúc"
)
KINDS = [
    ("a heading by its style", r"\s1 Phần I\par", [["heading", 1, None, None, None, "Phần I"]]),
    ("a heading by its style's name", r"\s2 Mục 1\par", [["heading", 2, None, None, None, "Mục 1"]]),
    ("a heading by its own level", r"\pard\outlinelevel2 a\par", [["heading", 3, None, None, None, "a"]]),
    ("no heading after all", r"\s1\outlinelevel9 a\par", [["paragraph", None, None, None, None, "a"]]),
    (
        "numbers of lists as they are shown",
        r"{\listtext\pard\plain 1.\tab}\ilvl0\ls1 Một\par{\listtext\tab a)\tab}\ilvl1 Hai\par\pard Ba\par",
        [
            ["list_item", 1, None, None, None, "1. Một"],
            ["list_item", 2, None, None, None, "a) Hai"],
            ["paragraph", None, None, None, None, "Ba"],
        ],
    ),
    ("bullets of Word 6", r"{\pntext\f4\'b7\tab}Một\par", [["list_item", 1, None, None, None, "• Một"]]),
    (
        "notes behind the body",
        r"Xã{\super\chftn{\*\footnote\pard\plain{\chftn} Chú thích\par}} A\par Cuối\par",
        [
            ["paragraph", None, None, None, None, "Xã A"],
            ["paragraph", None, None, None, None, "Cuối"],
            ["paragraph", None, None, None, None, "Chú thích"],
        ],
    ),
    (
        "running heads once, page numbers not at all",
        r"{\headerl Mật\par}{\headerr Mật\par}{\footer Trang {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}Xã\par",
        [["paragraph", None, None, None, None, "Xã"], ["header", None, None, None, None, "Mật"]],
    ),
    (
        "a text box behind its paragraph",
        r"Trên{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Trong\par}}}{\shprslt Trong} đây\par Dưới\par",
        [["paragraph", None, None, None, None, text] for text in ("Trên đây", "Trong", "Dưới")],
    ),
    (
        "a table",
        row("STT", "Xã") + row("1", "Ba Bích\\par Làng Mô") + r"Sau\par",
        [
            ["table_cell", None, 0, 0, 0, "STT"],
            ["table_cell", None, 0, 0, 1, "Xã"],
            ["table_cell", None, 0, 1, 0, "1"],
            ["table_cell", None, 0, 1, 1, "Ba Bích"],
            ["table_cell", None, 0, 1, 1, "Làng Mô"],
            ["paragraph", None, None, None, None, "Sau"],
        ],
    ),
    (
        "merged cells once, columns by the grid of all rows",
        row("Xã", "a", "b", settings=r"\clvmgf|\clmgf|\clmrg") + row("x", "2", "3", settings=r"\clvmrg||"),
        [
            ["table_cell", None, 0, 0, 0, "Xã"],
            ["table_cell", None, 0, 0, 1, "a"],
            ["table_cell", None, 0, 1, 1, "2"],
            ["table_cell", None, 0, 1, 2, "3"],
        ],
    ),
    (
        "a wide cell over narrow ones",
        r"\trowd\cellx2880\pard\intbl Chung\cell\row" + row("a", "b"),
        [
            ["table_cell", None, 0, 0, 0, "Chung"],
            ["table_cell", None, 0, 1, 0, "a"],
            ["table_cell", None, 0, 1, 1, "b"],
        ],
    ),
    (
        "a merge without its beginning",
        row("a", "b", settings=r"\clvmrg|"),
        [["table_cell", None, 0, 0, 0, "a"], ["table_cell", None, 0, 0, 1, "b"]],
    ),
    (
        "a table in a cell",
        INSIDE,
        [
            ["table_cell", None, 0, 0, 0, "Ngoài"],
            ["table_cell", None, 1, 0, 0, "Trong"],
            ["table_cell", None, 1, 0, 1, "2"],
            ["table_cell", None, 0, 0, 0, "Sau"],
            ["table_cell", None, 0, 0, 1, "9"],
        ],
    ),
    (
        "a letterhead column by column",
        LETTERHEAD,
        [
            ["paragraph", None, None, None, None, text]
            for text in (
                "UBND XÃ BA BÍCH",
                "Số: 5/BC-UBND",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
            )
        ],
    ),
    (
        "a table of offices with lines is a table",
        row("CHỦ TỊCH", "Ông A", settings=r"\clbrdrr\brdrs\brdrw10|"),
        [["table_cell", None, 0, 0, 0, "CHỦ TỊCH"], ["table_cell", None, 0, 0, 1, "Ông A"]],
    ),
    (
        "a signature block without lines is none",
        row("Nơi nhận:\\par - Lưu: VT.", "CHỦ TỊCH", settings=r"\clbrdrr\brdrnone|\clbrdrl\brdrtbl"),
        [["paragraph", None, None, None, None, text] for text in ("Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_blocks(body: str, expected: list[list[object]]) -> None:
    assert blocks(body) == expected


def test_an_rtf_named_doc_is_read_as_what_it_is() -> None:
    found = readers.read_bytes(rtf_file(r"Xã\par"), "a.doc")

    assert (found.format, found.reader, found.text) == ("rtf", "rtf", "Xã")


def test_a_file_that_was_cut_off_is_partial() -> None:
    found = rtf.read(rtf_file(r"Xã có 12 hộ {\b và")[:-1])

    assert [piece.text for piece in found.pieces] == ["Xã có 12 hộ \ue000và\ue001"]
    assert (found.partial or "").startswith("damaged: ")


DEEP = 100_000
ATTACKS = [
    ("groups nested deep", "trên" + "{" * DEEP + "x" + "}" * DEEP, "trên"),
    ("groups that never end", "trên" + "{" * DEEP, "trên"),
    ("groups that never began", "trên" + "}" * DEEP + " dưới", "trên dưới"),
    ("notes in notes", "trên" + r"{\footnote a" * 300, "trên"),
    ("boxes in boxes", "trên" + r"{\shptxt a" * 3000, "trên"),
    ("tables nested deep", "trên\\par" + r"\pard\intbl\itap99999 a\nestcell" * 50, "trên"),
    ("a row of very many cells", r"trên\par\trowd" + r"\cellx9" * 300_000 + r"\intbl a\cell\row", "trên"),
    ("cells without end", r"trên\par\trowd\cellx9\intbl " + r"a\cell " * 50_000 + r"\row", "trên"),
    ("rows without cells", r"trên\par" + r"\trowd\row" * 100_000, "trên"),
    ("edges of cells without sense", r"trên\par\trowd\cellx-9\cellx999999999\cellx0 \intbl a\cell b\cell\row", "trên"),
    ("numbers without end", r"trên\f" + "9" * 100_000 + r"\u" + "9" * 100_000, "trên"),
    ("stand-ins without end", r"trên\uc999999999\u7889" + "x" * 100, "trên"),
    ("binary lies", r"trên" + r"\bin4000000000 " * 5000, "trên"),
    ("a skipped group without end", r"trên{\*\x " + r"{\bin9 " * 50_000, "trên"),
    ("control words of a megabyte", "trên\\" + "a" * 1_000_000, "trên"),
    ("looks without end", "trên" + "".join(rf"\b\f{n}\s{n} x" for n in range(10_000)), "trên"),
    ("fonts without end", r"trên{\fonttbl" + "".join(rf"{{\f{n} A{n};}}" for n in range(50_000)) + "}", "trên"),
    ("a font table of braces", r"trên{\fonttbl" + "{" * DEEP + "}" * DEEP + "}", "trên"),
]


@pytest.mark.parametrize(("body", "start"), [case[1:] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_strange_files_are_read_soon(body: str, start: str) -> None:
    before = time.process_time()

    assert document(body).text.startswith(start)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("body", [rb"\b" * 1_500_001, rb"a\par " * 300_001])
def test_a_file_of_millions_of_marks_is_left_alone(body: bytes) -> None:
    with pytest.raises(Unreadable, match="too_large"):
        rtf.read(rb"{\rtf1 " + body + b"}")


PARTS = [
    "{",
    "}",
    r"\par ",
    r"\cell ",
    r"\row ",
    r"\trowd ",
    r"\cellx99 ",
    r"\intbl ",
    r"\itap2 ",
    r"\nestcell ",
    r"\nestrow ",
    r"{\*\nesttableprops ",
    r"{\footnote ",
    r"{\header ",
    r"{\shptxt ",
    r"{\listtext ",
    r"\pard ",
    r"\plain ",
    r"\b ",
    r"\v ",
    r"\u7889?",
    r"\'e9",
    r"\bin3 ",
    r"\uc2 ",
    r"\f1 ",
    r"\f9 ",
    r"\clvmrg ",
    r"\clmgf ",
    r"\clmrg ",
    "Xã ",
    "1. ",
    "\r\n",
    "\\",
    r"{\fonttbl",
    r"{\stylesheet",
    r"{\*\x ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_order_of_marks_is_read(parts: list[str]) -> None:
    read = document("".join(parts))

    assert all(read.text[block.start : block.end].strip() for block in read.blocks)


@needs_shared
@pytest.mark.parametrize("name", ["2003-A-15", "2003-A06", "2003-A28"])
def test_real_files_in_tcvn3(name: str) -> None:
    read = readers.read(SHARED / "legacy" / f"{name}.rtf")
    truth = (SHARED / "legacy" / f"{name}.truth.txt").read_text(encoding="utf-8")

    words = set(truth.lower().split())
    wrong = [word for word in read.flow.lower().split() if word not in words]
    assert len(wrong) < len(words) / 100
    assert {block.encoding for block in read.blocks} <= {"tcvn3", None}


@needs_shared
def test_a_real_rtf_named_doc() -> None:
    read = readers.read(next((SHARED / "real").glob("*File_Test_01.doc")))

    assert read.format == "rtf"
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHIẾU XỬ LÝ VĂN BẢN"} <= set(read.text.split("\n"))


def test_the_same_table_reads_the_same_from_word() -> None:
    cells = [docx_files.cell(text) for text in "abcd"]
    rows = docx_files.row(*cells[:2]), docx_files.row(*cells[2:])
    word = compose(docx.read(docx_files.docx_file(docx_files.table(*rows))))
    found = document(row("a", "b") + row("c", "d"))

    assert (found.text, found.blocks) == (word.text, word.blocks)
