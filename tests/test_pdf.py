"""The PDF reader beside what was put into each file, beside pdfplumber, and at files that mean harm."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from extract.document import FURNITURE, Reading, compose
from extract.errors import Unreadable
from extract.readers import pdf, read_bytes
from extract.readers.pdf import limits as pdf_limits
from extract.readers.pdf.screen import render
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


@real
@pytest.mark.parametrize("path", sorted(SHARED.glob("real/*.pdf")), ids=lambda path: path.name[:30])
def test_every_real_pdf_has_words_or_says_why_not(path: Path) -> None:
    given = pdf.read(path.read_bytes())
    document = compose(given)

    assert document.flow.strip() or (given.partial or "").startswith("no_text_layer")
    assert all(block.page for block in document.blocks)
