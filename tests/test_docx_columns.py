"""Letterheads and signature blocks of Word files: column by column, and tables that are none."""

from __future__ import annotations

import pytest

from extract.readers.docx.columns import halves
from tests.docx_files import RULED, cell, document, lines, p, row, table

STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "Ba Bích, ngày 05 tháng 3 năm 2023"
GRID = "<w:tblStyle w:val='Luoi'/>"
GRID_STYLE = f"<w:style w:styleId='Luoi'><w:name w:val='Table Grid'/><w:tblPr>{RULED}</w:tblPr></w:style>"
LINE_RIGHT = "<w:tcBorders><w:right w:val='single'/></w:tcBorders>"


def tabbed(*texts: str) -> str:
    """A paragraph whose texts stand between tabs."""
    return f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{text}</w:t>' for text in texts)}</w:r></w:p>"


def broken(*texts: str) -> str:
    """A paragraph whose texts stand on lines of their own."""
    return f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{text}</w:t>' for text in texts)}</w:r></w:p>"


BLOCKS = (
    (
        "a letterhead of two rows",
        table(
            row(cell("UBND HUYỆN BA TƠ", "UBND XÃ BA BÍCH"), cell(STATE, MOTTO)),
            row(cell("Số: 12/BC-UBND"), cell(DATE)),
        ),
        ["UBND HUYỆN BA TƠ", "UBND XÃ BA BÍCH", "Số: 12/BC-UBND", STATE, MOTTO, DATE],
    ),
    (
        "of the Party, with a spacer and lines",
        table(
            row(cell("ĐẢNG BỘ XÃ"), cell(), cell("ĐẢNG CỘNG SẢN VIỆT NAM")),
            row(cell("*"), cell(), cell(DATE)),
            settings=RULED,
        ),
        ["ĐẢNG BỘ XÃ", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", DATE],
    ),
    (
        "of two organs",
        table(row(cell("HỘI A"), cell("HỘI B"), cell(STATE)), row(cell("Số 1"), cell("Số 2"), cell(MOTTO))),
        ["HỘI A", "Số 1", "HỘI B", "Số 2", STATE, MOTTO],
    ),
    (
        "of the Youth Union, without the State's name",
        table(
            row(cell("BCH ĐOÀN XÃ"), cell("ĐOÀN TNCS HỒ CHÍ MINH")), row(cell("Số: 05-BC/ĐTN"), cell(DATE))
        ),
        ["BCH ĐOÀN XÃ", "Số: 05-BC/ĐTN", "ĐOÀN TNCS HỒ CHÍ MINH", DATE],
    ),
    (
        "with the title in a row of its own",
        table(
            row(cell("UBND XÃ"), cell(STATE)),
            row(cell("BÁO CÁO", settings="<w:gridSpan w:val='2'/>")),
            row(cell("a"), cell("b")),
        ),
        ["UBND XÃ", STATE, "BÁO CÁO", "a", "b"],
    ),
    (
        "with rows cut at different places",
        table(
            row(cell("UBND XÃ", settings="<w:gridSpan w:val='2'/>"), cell(STATE)),
            row(cell("Số: 1/BC"), cell(MOTTO, settings="<w:gridSpan w:val='2'/>")),
        ),
        ["UBND XÃ", "Số: 1/BC", STATE, MOTTO],
    ),
    (
        "recipients and signature",
        table(
            row(
                cell("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
                cell("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Tám"),
            )
        ),
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Tám"],
    ),
    (
        "signature in rows",
        table(row(cell("Nơi nhận:"), cell("T/M ĐẢNG ỦY")), row(cell("- Lưu."), cell("Phạm Thị Bưởi"))),
        ["Nơi nhận:", "- Lưu.", "T/M ĐẢNG ỦY", "Phạm Thị Bưởi"],
    ),
    (
        "two signatures",
        table(row(cell("THƯ KÝ"), cell("CHỦ TRÌ")), row(cell("Lê Văn Mít"), cell("Hồ Thị Na"))),
        ["THƯ KÝ", "Lê Văn Mít", "CHỦ TRÌ", "Hồ Thị Na"],
    ),
    (
        "a letterhead set with tabs",
        tabbed("UBND XÃ BA BÍCH", STATE) + tabbed("", MOTTO) + tabbed("Số: 12/BC-UBND", "", DATE),
        ["UBND XÃ BA BÍCH", "Số: 12/BC-UBND", STATE, MOTTO, DATE],
    ),
    (
        "set with spaces, in one paragraph",
        broken(f"UBND XÃ          {STATE}", f"Số:     /BC-UBND          {MOTTO}", f"          {DATE}"),
        ["UBND XÃ", "Số:     /BC-UBND", STATE, MOTTO, DATE],
    ),
    (
        "a signature set with tabs",
        tabbed("Nơi nhận:", "TM. UBND XÃ")
        + tabbed("- Như trên;", "CHỦ TỊCH")
        + p("- Lưu: VT.")
        + tabbed("", "Đinh Văn Tám"),
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. UBND XÃ", "CHỦ TỊCH", "Đinh Văn Tám"],
    ),
)


@pytest.mark.parametrize(("body", "texts"), [case[1:] for case in BLOCKS], ids=[case[0] for case in BLOCKS])
def test_columns_are_read_one_after_the_other(body: str, texts: list[str]) -> None:
    read = document(body)

    assert lines(body) == texts
    assert {(block.kind, block.table) for block in read.blocks} == {("paragraph", None)}


DATA = (
    ("a table of data without lines", table(row(cell("Năm"), cell("Số hộ")), row(cell("2022"), cell("12")))),
    (
        "officers in a ruled table",
        table(row(cell("CHỦ TRÌ"), cell("NỘI DUNG")), row(cell("Ông A"), cell("Họp")), settings=RULED),
    ),
    (
        "ruled by its style",
        table(row(cell("CHỦ TRÌ"), cell("NỘI DUNG")), row(cell("Ông A"), cell("Họp")), settings=GRID),
    ),
    (
        "ruled cell by cell",
        table(row(cell("CHỦ TRÌ", settings=LINE_RIGHT), cell("NỘI DUNG")), row(cell("Ông A"), cell("Họp"))),
    ),
    (
        "a long table with an officer",
        table(*(row(cell(f"{n}"), cell("CHỦ TỊCH" if n == 1 else "dân")) for n in range(9))),
    ),
    (
        "symbols and dates in a ruled table",
        table(row(cell("Số: 5/KH-UBND"), cell(DATE)), row(cell("Số: 6/KH-UBND"), cell(DATE)), settings=RULED),
    ),
    (
        "a legend that explains where the recipients stand",
        table(row(cell("6"), cell(":"), cell("Dấu của cơ quan")), row(cell("7"), cell(":"), cell("Nơi nhận"))),
    ),
    (
        "the State in a sentence",
        table(row(cell("Luật"), cell("của nước Cộng hòa xã hội chủ nghĩa Việt Nam"))),
    ),
)


@pytest.mark.parametrize("body", [case[1] for case in DATA], ids=[case[0] for case in DATA])
def test_tables_of_data_stay_row_by_row(body: str) -> None:
    read = document(body, styles=GRID_STYLE)

    assert {block.kind for block in read.blocks} == {"table_cell"}
    assert [(block.row, block.col) for block in read.blocks] == sorted(
        (block.row, block.col) for block in read.blocks
    )


def test_a_letterhead_takes_no_number_from_the_tables() -> None:
    letterhead = table(row(cell("UBND XÃ"), cell(STATE)))

    assert [block.table for block in document(letterhead + table(row(cell("Năm")))).blocks] == [None, None, 0]


LINES = (
    (f"UBND XÃ\t{STATE}", ("UBND XÃ", STATE)),
    ("1.\tMục đích", ("1.", "Mục đích")),
    ("Số:        /BC-UBND", ("Số:        /BC-UBND", "")),
    (f"Số:     /BC-UBND     {DATE}", ("Số:     /BC-UBND", DATE)),
    ("hai  khoảng trắng", ("hai  khoảng trắng", "")),
    ("- Lưu: VT.\t", ("- Lưu: VT.", "")),
    ("", ("", "")),
)


@pytest.mark.parametrize(("line", "columns"), LINES)
def test_halves_of_a_line(line: str, columns: tuple[str, str]) -> None:
    assert halves(line) == columns


def test_text_with_tabs_stays_as_it_is() -> None:
    body = (
        tabbed("1.", "Mục đích")
        + tabbed("", "Thực hiện Kế hoạch")
        + tabbed("UBND XÃ", STATE)
        + p("BÁO CÁO")
        + tabbed("2.", "Kết quả")
    )

    assert lines(body) == ["1. Mục đích", "Thực hiện Kế hoạch", "UBND XÃ", STATE, "BÁO CÁO", "2. Kết quả"]
