"""Reading of Word files: words, their order, kinds and places."""

from __future__ import annotations

from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import EMPHASIS_ON, compose
from extract.readers import docx
from tests.docx_files import cell, document, docx_file, lines, p, row, table

BOX = "<w:txbxContent>{}</w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
CODE = '<w:r><w:instrText>DATE \\@ "d/M/yyyy"</w:instrText></w:r>'
HIGH, LOW = "<w:vertAlign w:val='superscript'/>", "<w:vertAlign w:val='subscript'/>"


def run(text: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def maths(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str) -> str:
    return f"<m:f><m:num>{maths(above)}</m:num><m:den>{maths(below)}</m:den></m:f>"


def power(base: str, above: str) -> str:
    return f"<m:sSup><m:e>{maths(base)}</m:e><m:sup>{maths(above)}</m:sup></m:sSup>"


WORDS = (
    (
        "runs are joined without a space",
        "<w:r><w:t>15/BC-</w:t></w:r><w:r><w:t>UBND</w:t></w:r>",
        "15/BC-UBND",
    ),
    ("a tab is a space", "<w:r><w:t>Tổng</w:t><w:tab/><w:t>12</w:t></w:r>", "Tổng 12"),
    (
        "a tab stop is none",
        "<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>A</w:t></w:r>",
        "A",
    ),
    ("a line break", "<w:r><w:t>XÃ</w:t><w:br/><w:t>BA BÍCH</w:t></w:r>", "XÃ\nBA BÍCH"),
    ("a hyphen that keeps", "<w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>", "KH-UBND"),
    ("a soft hyphen is not seen", "<w:r><w:t>nhân</w:t><w:softHyphen/><w:t>dân</w:t></w:r>", "nhândân"),
    ("a symbol", "<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:t> hộ</w:t></w:r>", "• hộ"),
    ("a symbol typed as a letter of its font", "<w:r><w:t>\uf0e0 hộ nghèo</w:t></w:r>", "→ hộ nghèo"),
    ("an unknown letter of such a font stays", "<w:r><w:t>\uf035 hộ</w:t></w:r>", "\uf035 hộ"),
    (
        "hidden words",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>nháp </w:t></w:r><w:r><w:t>bản chính</w:t></w:r>",
        "bản chính",
    ),
    ("words not hidden after all", "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>bản</w:t></w:r>", "bản"),
    ("a link", "<w:hyperlink r:id='x'><w:r><w:t>vanban.gov.vn</w:t></w:r></w:hyperlink>", "vanban.gov.vn"),
    (
        "a smart tag in another",
        "<w:smartTag><w:smartTagPr/><w:smartTag><w:r><w:t>xã</w:t></w:r></w:smartTag></w:smartTag>",
        "xã",
    ),
    (
        "a control in a line",
        ("<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent><w:r><w:t>12</w:t></w:r>"
        "</w:sdtContent></w:sdt>"),
        "12",
    ),
    (
        "the result of a field, not its code",
        f"{BEGIN}{CODE}{SEPARATE}<w:r><w:t>3/4/2023</w:t></w:r>{END}",
        "3/4/2023",
    ),
    (
        "a field in the code of another",
        (f"{BEGIN}{CODE}{BEGIN}{CODE}{SEPARATE}<w:r><w:t>1</w:t></w:r>{END}"
        f"{SEPARATE}<w:r><w:t>ba</w:t></w:r>{END}<w:r><w:t> hộ</w:t></w:r>"),
        "ba hộ",
    ),
    ("a field that never ends takes nothing", f"{BEGIN}{CODE}<w:r><w:t>còn 4 hộ</w:t></w:r>", "còn 4 hộ"),
    ("a simple field", "<w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple>", "7"),
    ("a formula", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    ("a fraction", f"<m:oMath>{maths('t=')}{fraction('45', '60')}{maths('×100')}</m:oMath>", "t=45/60×100"),
    ("a fraction of sums", f"<m:oMath>{fraction('a+b', '-2')}</m:oMath>", "(a+b)/-2"),
    ("a fraction without its lower part", f"<m:f><m:num>{maths('7')}</m:num></m:f>", "7"),
    ("a fraction of which a part is empty", f"<m:oMath>{fraction('7', '')}</m:oMath>", "7/"),
    ("a power", power("10", "3"), "10³"),
    ("a power of a letter", power("m", "2"), "m2"),
    ("a row of a matrix", f"<m:m><m:mr><m:e>{maths('12')}</m:e><m:e>{maths('3')}</m:e></m:mr></m:m>", "12 3"),
    ("a note's mark typed behind a year", run("năm 2024") + run("1", HIGH) + run("2", HIGH) + run(", "), "năm 2024¹²,"),
    ("square metres", run("25 m") + run("2", HIGH), "25 m2"),
    ("a mark with a bracket, lowered digits", run("2024") + run("(1)", HIGH) + run("2", LOW), "2024(1)2"),
    ("an insertion is accepted", "<w:ins><w:r><w:t>45</w:t></w:r></w:ins><w:r><w:t> hộ</w:t></w:r>", "45 hộ"),
    (
        "a deletion is accepted",
        "<w:del><w:r><w:delText>44</w:delText></w:r></w:del><w:r><w:t>45</w:t></w:r>",
        "45",
    ),
    (
        "a move is shown where it ends",
        "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo>",
        "mới",
    ),
    (
        "a former format says nothing",
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>còn</w:t></w:r>",
        "còn",
    ),
    (
        "a reading aid is left out",
        ("<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>国</w:t>"
        "</w:r></w:rubyBase></w:ruby></w:r>"),
        "国",
    ),
)


@pytest.mark.parametrize(("runs", "text"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_words_of_a_paragraph(runs: str, text: str) -> None:
    assert document(f"<w:p>{runs}</w:p>").text == text


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    deleted_end = "<w:rPr><w:del w:id='1'/></w:rPr>"

    assert lines(p("Thực hiện ", deleted_end) + p("Kế hoạch số 5")) == ["Thực hiện Kế hoạch số 5"]


def test_blocks_in_controls_are_read_in_their_place() -> None:
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p('hai')}</w:sdtContent></w:sdt>"

    assert lines(p("một") + control + p("ba")) == ["một", "hai", "ba"]


BOXED = BOX.format(p("DỰ THẢO"))
BOXES = (
    (
        "both variants of one box",
        (f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOXED}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOXED}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"),
    ),
    (
        "words only in the second variant",
        ("<mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOXED}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"),
    ),
    ("the old kind alone", f"<w:pict><v:textbox>{BOXED}</v:textbox></w:pict>"),
    (
        "a box in a box",
        (f"<w:pict><v:textbox>{BOX.format('<w:p><w:r><w:pict>' + BOXED + '</w:pict></w:r></w:p>')}"
        "</v:textbox></w:pict>"),
    ),
)


@pytest.mark.parametrize("drawing", [case[1] for case in BOXES], ids=[case[0] for case in BOXES])
def test_a_text_box_is_read_once_behind_its_paragraph(drawing: str) -> None:
    body = f"<w:p><w:r>{drawing}<w:t>BÁO CÁO</w:t></w:r></w:p>" + p("Thực hiện")

    assert lines(body) == ["BÁO CÁO", "DỰ THẢO", "Thực hiện"]


STYLES = (
    "<w:latentStyles><w:lsdException w:name='x'/></w:latentStyles>"
    "<w:style w:styleId='u2'><w:name w:val='heading 2'/></w:style>"
    "<w:style w:styleId='Muc'><w:name w:val='Mục'/><w:basedOn w:val='u2'/></w:style>"
    "<w:style w:styleId='TrichYeu'><w:name w:val='x'/><w:pPr><w:outlineLvl w:val='3'/></w:pPr></w:style>"
    "<w:style w:styleId='Dam'><w:name w:val='Đậm'/><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:styleId='Vong'><w:name w:val='y'/><w:basedOn w:val='Vong'/></w:style>"
)
HEADINGS = (
    ("<w:pStyle w:val='u2'/>", "heading", 2),
    ("<w:pStyle w:val='Muc'/>", "heading", 2),
    ("<w:pStyle w:val='TrichYeu'/>", "heading", 4),
    ("<w:outlineLvl w:val='0'/>", "heading", 1),
    ("<w:pStyle w:val='u2'/><w:outlineLvl w:val='9'/>", "paragraph", None),
    ("<w:pStyle w:val='Vong'/>", "paragraph", None),
    ("<w:pStyle w:val='missing'/>", "paragraph", None),
    ("", "paragraph", None),
)


@pytest.mark.parametrize(("settings", "kind", "level"), HEADINGS)
def test_headings_by_style_and_outline(settings: str, kind: str, level: int | None) -> None:
    block = document(p("Kết quả", settings), styles=STYLES).blocks[0]

    assert (block.kind, block.level) == (kind, level)


EMPHASIS = (
    ("bold inside", run("xã có ") + run("5 mô hình", "<w:b/>") + run(" mới"), ["5 mô hình"]),
    ("italic, and a space at the edge", run("xã ") + run("Ba Bích ", "<w:i/>") + run("có"), ["Ba Bích"]),
    ("all of it", run("BÁO CÁO", "<w:b/>"), []),
    ("all but a space", run("BÁO", "<w:b/>") + run(" ") + run("CÁO", "<w:b/>"), []),
    (
        "two runs are one span",
        run("5 mô", "<w:b/>") + run(" ") + run("hình", "<w:b/>") + run(" mới"),
        ["5 mô hình"],
    ),
    ("switched off", run("xã ") + run("Ba Bích", "<w:b w:val='0'/>"), []),
    ("by the style of the run", run("xã ") + run("Ba Bích", "<w:rStyle w:val='Dam'/>"), ["Ba Bích"]),
    (
        "off in a bold style",
        "<w:pPr><w:pStyle w:val='Dam'/></w:pPr>" + run("xã ", "<w:b w:val='0'/>") + run("Ba Bích"),
        ["Ba Bích"],
    ),
    ("a diacritic in a run of its own", run("xa", "<w:b/>") + run("\u0303 mới"), ["xã"]),
)


@pytest.mark.parametrize(
    ("runs", "spans"), [case[1:] for case in EMPHASIS], ids=[case[0] for case in EMPHASIS]
)
def test_emphasis_inside_a_paragraph(runs: str, spans: list[str]) -> None:
    read = document(f"<w:p>{runs}</w:p>", styles=STYLES)

    assert [read.text[span.start : span.end] for span in read.emphasis] == spans
    assert EMPHASIS_ON not in read.text


def places(body: str) -> list[tuple[int | None, int | None, int | None, str]]:
    read = document(body)
    return [(block.table, block.row, block.col, read.text[block.start : block.end]) for block in read.blocks]


def test_cells_have_places_and_paragraphs_of_a_cell_share_them() -> None:
    body = p("trước") + table(row(cell("Năm"), cell("Số hộ", "nghèo"))) + table(row(cell("2023")))

    assert places(body) == [
        (None, None, None, "trước"),
        (0, 0, 0, "Năm"),
        (0, 0, 1, "Số hộ"),
        (0, 0, 1, "nghèo"),
        (1, 0, 0, "2023"),
    ]


def span(n: int) -> str:
    return f"<w:gridSpan w:val='{n}'/>"


START, GOES_ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
TABLES = (
    (
        "a wide cell counts its columns",
        row(cell("a", settings=span(2)), cell("b")),
        [(0, 0, "a"), (0, 2, "b")],
    ),
    ("columns left out in front", row(cell("a"), settings="<w:gridBefore w:val='2'/>"), [(0, 2, "a")]),
    (
        "a merged cell is read once",
        row(cell("a", settings=START), cell("b")) + row(cell("cũ", settings=GOES_ON), cell("c")),
        [(0, 0, "a"), (0, 1, "b"), (1, 1, "c")],
    ),
    (
        "a merged cell without a start is kept",
        row(cell("a", settings=GOES_ON)) + row(cell("b", settings=GOES_ON)),
        [(0, 0, "a"), (1, 0, "b")],
    ),
    (
        "a new cell ends the merged one",
        row(cell("a", settings=START)) + row(cell("b")) + row(cell("c", settings=GOES_ON)),
        [(0, 0, "a"), (1, 0, "b"), (2, 0, "c")],
    ),
    ("an absurd width", row(cell("a", settings=span(20_000_000)), cell("b")), [(0, 0, "a"), (0, 63, "b")]),
    ("a deleted row", row(cell("cũ"), settings="<w:del w:id='1'/>") + row(cell("mới")), [(0, 0, "mới")]),
    ("a hidden row", row(cell("nháp"), settings="<w:hidden/>") + row(cell("a")), [(0, 0, "a")]),
    ("a row in a control", f"<w:sdt><w:sdtContent>{row(cell('a'))}</w:sdtContent></w:sdt>", [(0, 0, "a")]),
)


@pytest.mark.parametrize(("rows", "cells"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_cells_of_a_table(rows: str, cells: list[tuple[int, int, str]]) -> None:
    assert [place[1:] for place in places(table(rows))] == cells


def test_a_nested_table_is_read_inside_its_cell() -> None:
    inner = table(row(cell("trong")))
    body = table(row(f"<w:tc>{p('trên')}{inner}{p('dưới')}</w:tc>", cell("bên")))

    assert places(body) == [(0, 0, 0, "trên"), (1, 0, 0, "trong"), (0, 0, 0, "dưới"), (0, 0, 1, "bên")]


def test_notes_follow_the_body_in_the_order_of_their_marks() -> None:
    marks = (
        "<w:p><w:r><w:t>Luật</w:t><w:footnoteReference w:id='3'/><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    notes = "".join(
        f"<w:footnote w:id='{id}'>{p(text)}</w:footnote>"
        for id, text in ((0, "---"), (2, "hai"), (3, "ba"), (4, "thừa"))
    )
    read = document(marks + p("Nơi nhận"), footnotes=notes)

    assert read.flow == "Luật\nNơi nhận\nba\nhai"
    assert {block.kind for block in read.blocks} == {"paragraph"}


SECTION = (
    "<w:sectPr><w:headerReference r:id='header1'/><w:headerReference r:id='header2'/>"
    "<w:footerReference r:id='footer1'/></w:sectPr>"
)


def test_a_note_of_a_text_box_is_read() -> None:
    mark = "<w:p><w:r><w:t>hộp</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    box = f"<w:p><w:r><w:pict>{BOX.format(mark)}</w:pict></w:r></w:p>"

    assert lines(box, footnotes=f"<w:footnote w:id='2'>{p('chú thích')}</w:footnote>") == ["hộp", "chú thích"]


def test_a_note_that_was_deleted_is_not_read() -> None:
    mark = "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:del></w:p>"

    assert lines(mark, footnotes=f"<w:footnote w:id='2'>{p('chú thích')}</w:footnote>") == ["a"]


def test_running_heads_stand_behind_the_flow_each_once_without_page_numbers() -> None:
    read = document(
        p("Nội dung") + SECTION,
        header1=p("UBND xã Ba Bích") + p("- 2 -"),
        header2=p("UBND xã Ba Bích"),
        footer1=p("Trang 3/12") + p("Bản nháp"),
    )

    assert read.flow == "Nội dung"
    assert [(block.kind, read.text[block.start : block.end]) for block in read.blocks[1:]] == [
        ("header", "UBND xã Ba Bích"),
        ("footer", "Bản nháp"),
    ]


def test_a_letterhead_in_the_head_of_the_first_page_belongs_to_the_text() -> None:
    read = document(
        p("BÁO CÁO") + SECTION, header1=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), header2="", footer1=""
    )

    assert read.flow == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO"


@given(st.lists(st.lists(st.text("ăâbcdđêgh 0123/-.,\t", max_size=12), min_size=1, max_size=4), max_size=6))
@settings(max_examples=40, deadline=None)
def test_same_words_as_python_docx(paragraphs: list[list[str]]) -> None:
    reference = python_docx.Document()
    for runs in paragraphs:
        paragraph = reference.add_paragraph()
        for number, text in enumerate(runs):
            paragraph.add_run(text).bold = bool(number % 2)
    buffer = BytesIO()
    reference.save(buffer)

    expected = " ".join(paragraph.text for paragraph in reference.paragraphs).split()
    assert compose(docx.read(buffer.getvalue())).text.split() == expected


def test_a_file_without_its_lesser_parts_is_read() -> None:
    assert [
        piece.text
        for piece in docx.read(
            docx_file(p("a", "<w:pStyle w:val='x'/><w:numPr><w:numId w:val='1'/></w:numPr>"))
        ).pieces
    ] == ["a"]
