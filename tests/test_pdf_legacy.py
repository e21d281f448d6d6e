"""PDFs in fonts from before Unicode, in sheets shrunk to fit, and behind a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Unreadable
from extract.document import Document
from extract.options import Options
from extract.readers import pdf, read_bytes
from tests.cases import SHARED
from tests.legacy_measure import accuracy
from tests.pdf_hostile import page, stream

FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]>>"
WIDTHS = b"500 " * 224
TCVN3 = "Thùc hiÖn kÕ ho¹ch cña huyÖn ñy, x· §ång T©m ®· tæ chøc häp d©n"
VNI = "Thöïc hieän keá hoaïch cuûa huyeän uûy, xaõ Ñoàng Taâm ñaõ toå chöùc hoïp daân"
UNICODE = "Thực hiện kế hoạch của huyện ủy, xã Đồng Tâm đã tổ chức họp dân"


def typed(*lines: tuple[str, str]) -> bytes:
    """A PDF with a line of text (as cp1252 shows it) in each font."""
    fonts = [FONT % (font.encode(), WIDTHS) for font, _ in lines]
    names = b"".join(b"/F%d %d 0 R" % (n, n + 5) for n in range(len(lines)))
    orders = b"".join(b"BT /F%d 12 Tf 60 %d Td (%s) Tj ET\n" % (n, 760 - 18 * n, text.encode("cp1252"))
                      for n, (_, text) in enumerate(lines))
    return page(stream(orders), *fonts, parts=b"/Font<<%s>>" % names)


def read(*lines: tuple[str, str]) -> Document:
    return read_bytes(typed(*lines))


@pytest.mark.parametrize(("font", "text", "encoding"), [
    (".VnTime", TCVN3, "tcvn3"),
    ("ABCDEE+.VnTime", TCVN3, "tcvn3"),
    ("VnTimeBold", TCVN3, "tcvn3"),
    ("VNI-Times", VNI, "vni"),
    ("F1", TCVN3, "tcvn3"),  # the name says nothing: by the words
    ("F1", VNI, "vni"),
])
def test_letters_of_old_fonts(font: str, text: str, encoding: str) -> None:
    document = read((font, text))

    assert document.text == UNICODE
    assert [block.encoding for block in document.blocks] == [encoding]
    assert document.partial is None


@pytest.mark.parametrize("font", [".VnTimeH", "ABCDEE+VnTimeHBold"])
def test_a_font_of_capitals(font: str) -> None:
    assert read((".VnTime", TCVN3), (font, "b¸o c¸o kÕt qu¶")).text.endswith("BÁO CÁO KẾT QUẢ")


def test_only_what_is_in_such_a_font_is_converted() -> None:
    document = read((".VnTime", TCVN3), ("Arial", "Prix: 5 µm, café crème ®"))

    assert document.text == f"{UNICODE}\nPrix: 5 µm, café crème ®"
    assert [block.encoding for block in document.blocks] == ["tcvn3", None]


def test_another_language_stays() -> None:
    text = "Die Fläche für Bäume, Größe über 5 µm, ist für die Bürger."

    assert read(("Arial", text)).text == text


def test_rows_of_a_sheet_shrunk_to_fit_stay_apart() -> None:
    """A table of 60 rows, 2.5 points each, with rules in pieces of a cell's length."""
    rules, words = [], []
    for row in range(61):
        rules += [f"{60 + 40 * col} {700 - 2.5 * row:.1f} m {100 + 40 * col} {700 - 2.5 * row:.1f} l S"
                  for col in range(3)]
    for row in range(60):
        rules += [f"{60 + 40 * col} {700 - 2.5 * row:.1f} m {60 + 40 * col} {697.5 - 2.5 * row:.1f} l S"
                  for col in range(4)]
        words += [f"BT /F 1.8 Tf {62 + 40 * col} {698.1 - 2.5 * row:.1f} Td (o {row}.{col}) Tj ET" for col in range(3)]
    content = "0.2 w\n" + "\n".join(rules + words)
    given = pdf.read(page(stream(content.encode()), FONT % (b"Arial", WIDTHS), parts=b"/Font<</F 5 0 R>>"))

    assert [(piece.text, piece.row, piece.col) for piece in given.pieces[:4]] == [
        ("o 0.0", 0, 0), ("o 0.1", 0, 1), ("o 0.2", 0, 2), ("o 1.0", 1, 0)]
    assert len(given.pieces) == 180
    assert given.pieces[0].bbox == pytest.approx((60, 142, 100, 144.5), abs=0.3)


def test_passwords_are_tried() -> None:
    data = (Path(__file__).parent / "files" / "pdf" / "locked.pdf").read_bytes()

    assert pdf.read(data, Options(passwords=("wrong", "secret"))).n_pages == 1
    with pytest.raises(Unreadable, match=r"^encrypted: "):
        pdf.read(data, Options(passwords=("wrong",)))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside this checkout")
@pytest.mark.parametrize("path", sorted(SHARED.glob("legacy/*.pdf")), ids=lambda path: path.name[:20])
def test_real_files_have_every_mark(path: Path) -> None:
    """But for case: the truth has what fonts of capitals print as small letters."""
    truth = path.with_name(path.name.replace(".pdf", ".truth.txt")).read_text(encoding="utf-8")
    document = read_bytes(path.read_bytes())

    assert accuracy(document.text.lower(), truth.lower()) >= (0.99, 0.995)
