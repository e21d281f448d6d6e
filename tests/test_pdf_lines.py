"""Lines and cells of a PDF's page, given as they stand there: what goes on in the next, what is read first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Piece
from extract.readers.pdf.columns import read_order
from extract.readers.pdf.grids import Rule, tables
from extract.readers.pdf.joining import Line, glue, join_lines, paragraph
from extract.readers.pdf.lines import Glyph, Run, words
from extract.readers.pdf.margins import furniture
from extract.readers.pdf.tables import Table, cell_pieces, grid_of
from tests.cases import cases


def glyphs(text: str, size: float = 14.0, base: float = 100.0, left: float = 60.0) -> list[Glyph]:
    return [Glyph(char, left + 7 * n, base - 0.74 * size, left + 7 * n + 7, base + 0.2 * size)
            for n, char in enumerate(text)]


@pytest.mark.parametrize(("text", "raised", "read"), [
    ("18-NQ/TW", "1", "18-NQ/TW¹"),  # a footnote's mark must not make another symbol
    ("khóa”", "12", "khóa”¹²"),
    ("m", "2", "m2"),  # square metres are written so in all formats
    ("2023", "", "2023"),
])
def test_raised_digits(text: str, raised: str, read: str) -> None:
    mark = glyphs(raised, 9, 94, 60 + 7 * len(text))

    assert [word.text for word in words([*glyphs(text), *mark])] == [read]


def run(text: str, x0: float, base: float, size: float = 14.0) -> Run:
    return Run(text, x0, base - 0.74 * size, x0 + 0.5 * size * len(text), base + 0.2 * size)


@pytest.mark.parametrize(("runs", "order"), [
    ([run("CHỦ TRÌ", 400, 500), run("THƯ KÝ", 90, 500), run("(đã ký)", 400, 520), run("Lò Văn Thử", 90, 560),
      run("Vàng A Mẫu", 400, 560)],
     ["THƯ KÝ", "Lò Văn Thử", "CHỦ TRÌ", "(đã ký)", "Vàng A Mẫu"]),
    ([run("TM. ỦY BAN NHÂN DÂN", 330, 500), run("Nơi nhận:", 90, 512, 11), run("CHỦ TỊCH", 380, 516),
      run("- Như trên;", 90, 526, 11), run("Lò Văn Thử", 380, 590)],
     ["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thử"]),
    ([run("HĐND XÃ A", 90, 70), run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 70, 12), run("Số: 1/NQ-HĐND", 90, 90),
      run("A, ngày 2 tháng 3 năm 2021", 310, 90, 12), run("NGHỊ QUYẾT", 320, 130)],
     ["HĐND XÃ A", "Số: 1/NQ-HĐND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A, ngày 2 tháng 3 năm 2021", "NGHỊ QUYẾT"]),
    ([run("Họ và tên:", 90, 300), run("Lò Văn Thử", 300, 300), run("Chức vụ:", 90, 320), run("trưởng thôn", 300, 320)],
     ["Họ và tên: Lò Văn Thử", "Chức vụ: trưởng thôn"]),
    ([run("ĐẢNG BỘ TỈNH A", 86, 70, 12), run("ĐẢNG CỘNG SẢN VIỆT NAM", 316, 70), run("ĐẢNG ỦY PHƯỜNG PHAN", 86, 90, 8),
      run("Phan Đình Phùng, ngày 25 tháng 9 năm 2025", 286, 90), run("ĐÌNH PHÙNG", 137, 110), run("BÁO CÁO", 282, 150)],
     ["ĐẢNG BỘ TỈNH A", "ĐẢNG ỦY PHƯỜNG PHAN", "ĐÌNH PHÙNG", "ĐẢNG CỘNG SẢN VIỆT NAM",
      "Phan Đình Phùng, ngày 25 tháng 9 năm 2025", "BÁO CÁO"]),
    ([run("TỈNH ỦY BẮC", 90, 70), run("ĐẢNG CỘNG SẢN", 250, 70), run("GIANG", 110, 90), run("VIỆT NAM", 280, 90),
      run("Số 12-TB/TU", 90, 115), run("Lục Ngạn, ngày 29", 250, 115), run("tháng 9 năm 2017", 250, 135),
      run("BÁO CÁO", 210, 160), run("năm 2017", 250, 180)],
     ["TỈNH ỦY BẮC", "GIANG", "Số 12-TB/TU", "ĐẢNG CỘNG SẢN", "VIỆT NAM", "Lục Ngạn, ngày 29", "tháng 9 năm 2017",
      "BÁO CÁO", "năm 2017"]),
    ([run("ĐẢNG ỦY XÃ NA HANG", 106, 70), run("ĐẢNG CỘNG SẢN VIỆT NAM", 350, 70),
      run("Na Hang, ngày 12 tháng 10", 350, 90), run("năm 2025", 400, 110), run("Số 97-BC/ĐU", 120, 130),
      run("BÁO CÁO", 285, 180)],
     ["ĐẢNG ỦY XÃ NA HANG", "Số 97-BC/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Na Hang, ngày 12 tháng 10", "năm 2025",
      "BÁO CÁO"]),
], ids=["two signers", "recipients below the authority", "a short title below the day", "labels and values go across",
        "a long date line hangs over to the left", "columns so narrow that their lines are cut",
        "a short title left of the name of the nation"])
def test_columns(runs: list[Run], order: list[str]) -> None:
    assert [line.text for line in read_order(runs, 1, (85.0, 540.0))] == order


@pytest.mark.parametrize("case", cases("pdf_joining"))
def test_lines_become_paragraphs(case: dict[str, list[str]]) -> None:
    """`|` is the column's left edge: spaces behind it indent, and a line under 70 letters leaves room."""
    lines = [Line(text.lstrip("|").strip(), indent=6.0 * (len(text[1:]) - len(text[1:].lstrip())),
                  room=max(0.0, 450 - 6.5 * len(text.lstrip("|")))) for text in case["lines"]]

    assert [paragraph(group) for group in join_lines(lines)] == case["found"]


def test_a_title_ends_where_the_body_begins_at_the_margin() -> None:
    title = Line("Kết quả công tác dân vận chính quyền của xã năm 2023", 60.0, 55.0, centred=True)
    rest = Line("và phương hướng năm 2024", 140.0, 140.0, centred=True)
    body = Line("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2023 của Ủy ban nhân dân huyện,", 0.0, 4.0)

    assert [paragraph(group) for group in join_lines([title, rest, body])] == [f"{title.text} {rest.text}", body.text]
    assert [paragraph(group) for group in join_lines([title, body])] == [title.text, body.text]


@pytest.mark.parametrize(("bold", "after", "apart"), [
    (True, "Thực hiện Kế hoạch số 12/KH-UBND", True), (True, "ở các thôn", False), (False, "Thực hiện", False)])
def test_a_bold_line_that_fills_the_column_is_no_part_of_the_text_below(bold: bool, after: str, apart: bool) -> None:
    words = "Kết quả phong trào thi đua năm 2016, nhiệm vụ trọng tâm năm 2017"
    spans = tuple(word.span() for word in re.finditer(r"\S+", words)) if bold else ()
    lines = [Line(words, 0.0, 2.0, bold=spans), Line(after, 0.0, 200.0)]

    assert (len(list(join_lines(lines))) == 2) is apart


@pytest.mark.parametrize(("indent", "pieces"), [(36.0, 1), (12.0, 2)])
def test_an_item_goes_on_overleaf_where_its_lines_stand(indent: float, pieces: int) -> None:
    lines = [Line("2. Mức thưởng: loại A 700.000đ, loại B 400.000đ; trích quỹ hội theo", 18.0, 2.0),
             Line("Quyết định 19/QĐ-CCB ngày 22/9/2025 (thay thế các quyết định số", 36.0, 2.0),
             Line("12, 15, 21 của ba phường cũ).", indent, 200.0, page=2)]

    assert len(list(join_lines(lines))) == pieces


@pytest.mark.parametrize(("lines", "found"), [
    (["Trường", "THCS Hoài Xuân"], ["Trường THCS Hoài Xuân"]),
    (["Duy trì,", "năm thứ 3"], ["Duy trì, năm thứ 3"]),
    (["Tiền (triệu", "đồng)"], ["Tiền (triệu đồng)"]),
    (["Có", "chưa"], ["Có", "chưa"]),
    (["Lò Thị A", "Vì Văn B"], ["Lò Thị A", "Vì Văn B"]),
    (["- Hội Phụ nữ;", "- Đoàn xã"], ["- Hội Phụ nữ;", "- Đoàn xã"]),
])
def test_lines_of_a_cell_go_on_where_the_next_word_had_no_room(lines: list[str], found: list[str]) -> None:
    glyphs = [Glyph(char, 5.0 + 6 * n, 20.0 * row, 11.0 + 6 * n, 20.0 * row + 13,
                    spaced=n > 0 and text[n - 1] == " ", opens=n == 0)
              for row, text in enumerate(lines) for n, char in enumerate(text) if char != " "]

    assert [piece.text for piece in cell_pieces(grid_of([(0.0, 0.0, 80.0, 90.0)]), {0: glyphs}, 1, 0)] == found


@pytest.mark.parametrize(("above", "overleaf", "rows"), [
    (["2022", "Danh hiệu Chiến sĩ thi", "QĐ 88/QĐ-UBND,"], ["", "đua cơ sở", "30/12/2022"],
     [["2022", "Danh hiệu Chiến sĩ thi đua cơ sở", "QĐ 88/QĐ-UBND, 30/12/2022"]]),
    (["2", "Chi hội bản Nà", "1.500.000"], ["", "Lại", ""], [["2", "Chi hội bản Nà Lại", "1.500.000"]]),
    (["2", "Chi hội bản Nà", "1.500.000"], ["", "bản Pắc Ta", "700.000"],
     [["2", "Chi hội bản Nà", "1.500.000"], ["", "bản Pắc Ta", "700.000"]]),
    (["5", "Heo đất đại", "Trung đoàn"], ["", "đội", "877"], [["5", "Heo đất đại đội", "Trung đoàn 877"]]),
    (["", "Giờ học tiếng Kinh (Trường Mầm", "3.150"], ["", "non Mò Ó)", ""],
     [["", "Giờ học tiếng Kinh (Trường Mầm non Mò Ó)", "3.150"]]),
    (["Hội Nông dân", "Vườn mẫu", "xã An Hòa"], ["", "Hũ gạo tiết kiệm", "Xã An Bình"],
     [["Hội Nông dân", "Vườn mẫu", "xã An Hòa"], ["", "Hũ gạo tiết kiệm", "Xã An Bình"]]),
    (["2", "Chi hội bản Nà", "5,"], ["3", "Pắc Ta", "7"], [["2", "Chi hội bản Nà", "5,"], ["3", "Pắc Ta", "7"]]),
])
def test_a_row_that_the_page_cuts_is_one(above: list[str], overleaf: list[str], rows: list[list[str]]) -> None:
    grid = grid_of([(100.0 * n, 0.0, 100.0 * n + 100, 20.0) for n in range(3)])
    pages = [[Piece(text, "table_cell", None, page, 0, 0, col) for col, text in enumerate(row) if text]
             for page, row in enumerate((above, overleaf), 1)]
    found = Table(grid, pages[0]).followed_by(grid, pages[1]).pieces

    assert {(piece.row, piece.col): piece.text for piece in found} == {
        (n, col): text for n, row in enumerate(rows) for col, text in enumerate(row) if text}


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1), min_size=1, max_size=8))
def test_joining_loses_and_adds_nothing_but_spaces(texts: list[str]) -> None:
    found = [paragraph(group) for group in join_lines(Line(text) for text in texts)]

    assert "".join("".join(found).split()) == "".join("".join(texts).split())


@given(st.text(min_size=1), st.text(min_size=1))
def test_glue_is_a_space_or_nothing(before: str, after: str) -> None:
    assert glue(before, after) in ("", " ")


@given(st.lists(st.floats(20, 60), min_size=1, max_size=6), st.lists(st.floats(20, 200), min_size=1, max_size=6))
def test_a_full_grid_has_a_cell_for_each_field(heights: list[float], widths: list[float]) -> None:
    ys = [sum(heights[:n]) for n in range(len(heights) + 1)]
    xs = [sum(widths[:n]) for n in range(len(widths) + 1)]
    found = list(tables([Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]))

    cells = len(heights) * len(widths)
    assert [len(table) for table in found] == ([cells] if cells > 1 else [])


def test_running_heads_are_told_from_words_that_stand_alone() -> None:
    """A year that is all a page's first line holds is no page number; a number that counts the sheets is."""
    def page(top: str, foot: str) -> list[Line]:
        return [Line(text, bbox=(90, y, 500, y + 13)) for text, y in ((top, 40), ("nội dung", 400), (foot, 800))]

    pages = [page("CÔNG BÁO/Số 12", "tháng 5 năm"), page("CÔNG BÁO/Số 12", "7"), page("2024", "8")]

    assert furniture(pages, [842.0] * 3) == [{0: "header"}, {0: "header", 2: "footer"}, {2: "footer"}]
