"""The PDF reader beside what was put into each file, beside pdfplumber, and at files that mean harm."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import FURNITURE, Piece, Reading, compose
from extract.errors import Unreadable
from extract.readers import pdf, read_bytes
from extract.readers.pdf import limits as pdf_limits
from extract.readers.pdf.columns import read_order
from extract.readers.pdf.grids import Rule, tables
from extract.readers.pdf.joining import Line, glue, join_lines, paragraph
from extract.readers.pdf.lines import Glyph, Run, words
from extract.readers.pdf.margins import furniture
from extract.readers.pdf.screen import render
from extract.readers.pdf.tables import Table, cell_pieces, grid_of
from tests.cases import SHARED

FILES = Path(__file__).parent / "files" / "pdf"
EXPECTED = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))
real = pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside this checkout")


def reading(name: str) -> Reading:
    return pdf.read((FILES / f"{name}.pdf").read_bytes())


def flow(given: Reading) -> list[str]:
    return [piece.text for piece in given.pieces if piece.kind not in FURNITURE]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name != "table"])
def test_reads_every_piece_in_order(name: str) -> None:
    assert flow(reading(name)) == EXPECTED[name]


def test_table_cell_by_cell_over_the_page() -> None:
    pieces = [piece for piece in reading("table").pieces if piece.kind not in FURNITURE]

    assert [[piece.text, piece.row, piece.col] for piece in pieces] == EXPECTED["table"]
    assert {piece.table for piece in pieces if piece.kind == "table_cell"} == {0}
    assert {piece.page for piece in pieces} == {1, 2}


def test_repeated_table_head_and_page_number_stand_outside_the_flow() -> None:
    heads = [(piece.text, piece.page) for piece in reading("table").pieces if piece.kind == "header"]

    assert heads == [("TT", 2), ("Tên mô hình", 2), ("Thôn", 2), ("Kinh phí (đồng)", 2)]
    assert [(p.text, p.page) for p in reading("report").pieces if p.kind in FURNITURE] == [("2", 2)]


def test_certificate_of_a_stamp_is_no_part_of_the_flow() -> None:
    aside = [piece.text for piece in reading("stamped").pieces if piece.kind == "footer"]

    assert aside == ["Signed by: UBND xa Dong Tam", "Date: 2023-06-09 08:15:00"]


@pytest.mark.parametrize("name", [*EXPECTED])
def test_pieces_know_their_place(name: str) -> None:
    """Every piece has a page and a box inside an A4 sheet."""
    for piece in reading(name).pieces:
        assert piece.page and piece.bbox
        left, top, right, bottom = piece.bbox
        assert -1 <= left < right <= 596 and -1 <= top < bottom <= 843


@pytest.mark.parametrize("name", ["report", "party", "table"])
def test_has_the_words_that_raw_pdfium_has(name: str) -> None:
    document = pypdfium2.PdfDocument((FILES / f"{name}.pdf").read_bytes())
    plain = "".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "-")
    ours = "".join(piece.text for piece in reading(name).pieces)

    assert sorted("".join(ours.split())) == sorted("".join(plain.split()))


def test_cells_are_those_of_pdfplumber() -> None:
    with pdfplumber.open(FILES / "table.pdf") as document:
        theirs = [word for page in document.pages for table in page.extract_tables()
                  for row in table for cell in row if cell for word in cell.split()]
    ours = [word for piece in reading("table").pieces if piece.table is not None for word in piece.text.split()]

    assert sorted(ours) == sorted(theirs)


def test_pictures_are_counted_and_named() -> None:
    given = reading("picture")

    assert (given.pieces, given.n_pages) == ([], 1)
    assert given.format == "scan"
    assert given.partial == ("no_text_layer: 1 of 1 pages are pictures (page 1); OCR is needed to read them. "
                             "Install tesseract with Vietnamese (baocao doctor tells how).")
    assert read_bytes((FILES / "picture.pdf").read_bytes()).text == ""


def test_a_password_is_told_from_damage() -> None:
    with pytest.raises(Unreadable, match=r"^encrypted: "):
        reading("locked")
    with pytest.raises(Unreadable, match=r"^damaged: "):
        pdf.read(b"%PDF-1.7\nnothing of the kind")


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.99])
def test_a_file_that_is_cut_off_ends_in_words_or_one_error(keep: float) -> None:
    data = (FILES / "report.pdf").read_bytes()
    try:
        assert pdf.read(data[: int(len(data) * keep)]).n_pages is not None
    except Unreadable as error:
        assert error.code == "damaged"


def made(*objects: bytes) -> bytes:
    """A PDF of these objects, the first the catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(body))


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page_of(content: bytes, extra: bytes = b"") -> bytes:
    return made(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s"
                b"/Resources<</Font<</F 5 0 R>>>>>>" % extra,
                b"<<%s/Length %d>>stream\n%s\nendstream" % (b"/Filter/FlateDecode", len(content), content), FONT)


@pytest.mark.parametrize(("shown", "bold"), [
    ("/F 14 Tf (Chi bo duy tri mo hinh ) Tj /B 14 Tf (Hu gao tinh thuong) Tj /F 14 Tf ( va 5 ho) Tj",
     ["Hu gao tinh thuong"]),
    ("/F 14 Tf (mo hinh \") Tj /B 14 Tf (Rau sach) Tj /F 14 Tf (\", mo \") Tj /B 14 Tf (Nuoi ga) Tj /F 14 Tf (\".) Tj",
     ["Rau sach", "Nuoi ga"]),
    ("/F 14 Tf (a mo hinh ) Tj /B 14 Tf (Duong hoa nong thon) Tj 0 -17 Td (moi kieu mau ) Tj /F 14 Tf (tai ban) Tj",
     ["Duong hoa nong thon", "moi kieu mau"]),
    ("/F 14 Tf (2. ) Tj /B 14 Tf (Ket qua thuc hien) Tj", []),
    ("/B 14 Tf (Ket qua thuc hien) Tj", []),
    ("/F 14 Tf (Ket qua thuc hien) Tj", []),
])
def test_words_that_alone_are_bold_are_told(shown: str, bold: list[str]) -> None:
    content = f"BT 60 700 Td {shown} ET".encode()
    fonts = [FONT.replace(b"Helvetica", name) for name in (b"Times-Roman", b"Times-Bold")]
    document = compose(pdf.read(made(
        CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/B 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), *fonts)))

    assert [document.text[span.start:span.end] for span in document.emphasis] == bold


@pytest.mark.parametrize("seen", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_read_with_its_letters_upright(rotation: int, seen: int) -> None:
    matrix = {0: "1 0 0 1 60 700", 90: "0 1 -1 0 100 60", 180: "-1 0 0 -1 500 100", 270: "0 -1 1 0 500 800"}[rotation]
    content = f"BT /F 14 Tf {matrix} Tm (Dong thu nhat) Tj 0 -20 Td (va dong thu hai) Tj ET".encode()
    made = page_of(zlib.compress(content), b"/Rotate %d" % seen)
    pieces, screen = pdf.read(made).pieces, render(made, 1)

    assert (screen.width > screen.height) == (rotation in (90, 270))
    assert all(piece.bbox and piece.bbox[2] < screen.width and piece.bbox[3] < screen.height for piece in pieces)
    assert [piece.text for piece in pieces] == ["Dong thu nhat", "va dong thu hai"]
    assert all(piece.bbox and piece.bbox[2] - piece.bbox[0] > piece.bbox[3] - piece.bbox[1] for piece in pieces)


def test_a_page_tree_that_leads_back_to_itself_ends() -> None:
    with pytest.raises(Unreadable, match=r"^damaged: "):
        pdf.read(made(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 400000>>"))


def test_a_stream_that_inflates_without_end_is_refused() -> None:
    bomb = zlib.compress(b"BT /F 12 Tf (x) Tj ET\n" * (pdf_limits.MAX_INFLATED // 20), 9)
    with pytest.raises(Unreadable, match=r"^too_large: "):
        pdf.read(page_of(bomb))


def test_forms_that_draw_forms_without_end_are_refused() -> None:
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>stream\n"
    forms = [head % (number + 1) + b"/X Do " * 10 + b"\nendstream" for number in range(3, 12)]
    with pytest.raises(Unreadable, match=r"^too_large: "):
        pdf.read(made(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>", *forms))


def test_a_page_with_too_many_words_is_cut_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MAX_PAGE_CHARS", 500)
    given = reading("report")

    assert given.partial and given.partial.startswith("too_large: 2 of 2 pages")
    assert len("".join(piece.text for piece in given.pieces)) < 1100


def test_more_pages_than_bearable_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_limits, "MAX_PAGES", 1)

    assert reading("report").partial == "too_many_pages: only the first 1 of 2 pages were read."


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


JOINS = [json.loads(line) for line in (FILES.parents[1] / "cases" / "pdf_joining.jsonl").read_text().splitlines()]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)]
                                               if case.get("expect") == "fail" else []) for case in JOINS])
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


@real
@pytest.mark.parametrize("path", sorted(SHARED.glob("real/*.pdf")), ids=lambda path: path.name[:30])
def test_every_real_pdf_has_words_or_says_why_not(path: Path) -> None:
    given = pdf.read(path.read_bytes())
    document = compose(given)

    assert document.flow.strip() or (given.partial or "").startswith("no_text_layer")
    assert all(block.page for block in document.blocks)
