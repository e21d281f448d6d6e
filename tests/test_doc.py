"""Word 97-2003 documents: made ones, part by part; real ones, beside what other programs read in them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from struct import pack
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Unreadable, read, read_bytes
from extract.document import EMPHASIS_OFF, EMPHASIS_ON, Piece, Reading
from extract.options import Options
from extract.readers import doc, docx
from extract.readers.doc import read as read_doc
from tests.cases import SHARED, needs_shared
from tests.doc_files import (
    BOLD,
    DELETED,
    HIDDEN,
    IN_TABLE,
    Paragraph,
    Run,
    depth,
    font,
    ole,
    row,
    word_file,
)

REAL = [path for folder in ("real", "legacy") for path in sorted((SHARED / folder).glob("*.[dD][oO][cC]"))
        if path.read_bytes().startswith(b"\xd0\xcf\x11\xe0")]
VN = ("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times", "Symbol")


def paragraph(*runs: str | Run) -> Paragraph:
    return Paragraph([Run(run) if isinstance(run, str) else run for run in runs])


def texts(data: bytes) -> list[str]:
    return [piece.text for piece in read_doc(data).pieces]


@pytest.mark.parametrize("piece_size", [10**6, 7, 3, 1])
def test_pieces_lie_anywhere_in_the_stream(piece_size: int) -> None:
    made = word_file([paragraph("Quyết định số 15"), paragraph("Plain words in cp1252: “é”")], piece_size=piece_size)

    assert texts(made) == ["Quyết định số 15", "Plain words in cp1252: “é”"]


@pytest.mark.parametrize(("words", "shown"), [
    ("tuyên\x1ftruyền", "tuyên\xadtruyền"), ("15\x1eNQ", "15-NQ"), ("a\x0bb", "a\nb"),
    ("Trang \x13 PAGE \x147\x15 hết", "Trang 7 hết"), ("\x13 TOC \x13 x \x14y\x15\x14mục lục\x15.", "mục lục."),
    ("số \x13 không đóng", "số  không đóng"), ("chú\x02 thích\x05", "chú thích"), ("a\u00adb", "a\u00adb"),
])
def test_signs_that_stand_for_something(words: str, shown: str) -> None:
    assert texts(word_file([paragraph(words)])) == [shown]


def test_hidden_and_deleted_words_are_left_out() -> None:
    made = word_file([paragraph("Còn ", Run("ẩn ", HIDDEN), Run("xóa ", DELETED), "lại")])

    assert texts(made) == ["Còn lại"]


def test_a_raised_digit_behind_a_digit_lengthens_no_number() -> None:
    high, low = pack("<HB", 0x2A48, 1), pack("<HB", 0x2A48, 2)
    made = word_file([
        paragraph("năm 2024", Run("1", high), Run("2", low), ", 25 m", Run("2", high)),
        paragraph(Run("n\xa8m 2024", font(1)), Run("1", font(1) + high), Run(", ph\xadêng", font(1)))], VN)

    assert texts(made) == ["năm 2024¹2, 25 m2", "năm 2024¹, phường"]


def test_bold_words_in_a_paragraph_are_marked() -> None:
    made = word_file([paragraph("Mô hình ", Run("“Tuyến đường hoa”", BOLD), " của xã"), paragraph(Run("Hết", BOLD))])

    assert texts(made) == [f"Mô hình {EMPHASIS_ON}“Tuyến đường hoa”{EMPHASIS_OFF} của xã", "Hết"]


def test_each_run_is_converted_by_its_font() -> None:
    made = word_file([
        paragraph(Run("Xã Trà Bồng: ", font(0)), Run("x· Tr\u00ad\u00eang Giang, x· Tr\x1f\u00eang", font(1))),
        paragraph(Run("b\u00b8o c\u00b8o", font(2))), paragraph(Run("xaõ Bình Döông", font(3))),
        paragraph("Số 5")], VN)

    assert [(piece.text, piece.encoding) for piece in read_doc(made).pieces] == [
        ("Xã Trà Bồng: xã Trường Giang, xã Trường", "tcvn3"), ("BÁO CÁO", "tcvn3"), ("xã Bình Dương", "vni"),
        ("Số 5", None)]


def test_symbols_of_symbol_fonts() -> None:
    bullet = Run("(", pack("<HHH", 0x6A09, 4, 0xF0B7))

    assert texts(word_file([paragraph(bullet, " xã"), paragraph(Run("\uf0b3", font(4)), " 5")], VN)) == [
        "• xã", "≥ 5"]


def cell(words: str, mark: str = "\x07", own: bytes = IN_TABLE) -> Paragraph:
    return Paragraph([Run(words)], mark, own)


def test_cells_have_rows_and_columns() -> None:
    made = word_file([
        paragraph("Trước"), cell("TT"), cell("Tên xã"), cell("", own=row(0, 1000, 5000)),
        cell("gộp hai cột"), cell("", own=row(0, 5000)), cell("1"), cell("dòng một", "\r"), cell("dòng hai"),
        cell("", own=row(0, 1000, 5000)), paragraph("Sau")])

    assert [(piece.text, piece.table, piece.row, piece.col) for piece in read_doc(made).pieces] == [
        ("Trước", None, None, None), ("TT", 0, 0, 0), ("Tên xã", 0, 0, 1), ("gộp hai cột", 0, 1, 0),
        ("1", 0, 2, 0), ("dòng một", 0, 2, 1), ("dòng hai", 0, 2, 1), ("Sau", None, None, None)]


def test_tables_in_tables() -> None:
    inner_cell, inner_row = pack("<HB", 0x244B, 1), pack("<HB", 0x244C, 1)
    made = word_file([
        cell("ngoài", "\r", depth(1)), cell("trong", "\r", depth(2) + inner_cell),
        cell("", "\r", depth(2) + inner_row), cell("sau", "\x07", depth(1)), cell("", "\x07", depth(1) + row(0, 9000))])

    assert [(piece.text, piece.table) for piece in read_doc(made).pieces] == [("ngoài", 0), ("trong", 1), ("sau", 0)]


def test_a_letterhead_without_lines_is_read_column_by_column() -> None:
    made = word_file([
        cell("ỦY BAN NHÂN DÂN", "\r"), cell("XÃ BA BÍCH"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "\r"),
        cell("Độc lập - Tự do - Hạnh phúc"), cell("", own=row(0, 4000, 9000)),
        cell("Số: 12/BC-UBND"), cell("Ba Bích, ngày 05 tháng 6 năm 2024"), cell("", own=row(0, 4000, 9000)),
        paragraph("BÁO CÁO")])

    assert read_doc(made).pieces == [Piece(words) for words in (
        "ỦY BAN NHÂN DÂN", "XÃ BA BÍCH", "Số: 12/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Ba Bích, ngày 05 tháng 6 năm 2024", "BÁO CÁO")]


def test_notes_and_running_heads() -> None:
    note, head = "\x02 Theo Nghị quyết số 5", "Mật"
    stories = pack("<14I", *[0] * 8, len(head) + 1, *[len(head) + 1] * 5)
    made = word_file([paragraph("Thân\x02"), paragraph(note), paragraph(head)],
                     parts=(len(note) + 1, len(head) + 1), sections={11: stories})

    assert [(piece.text.strip(), piece.kind) for piece in read_doc(made).pieces] == [
        ("Thân", "paragraph"), ("Theo Nghị quyết số 5", "paragraph"), ("Mật", "header")]


def level(number: int, text: str) -> bytes:
    """A level of a list: its kind of number and what is around it."""
    head = bytearray(28)
    head[:5] = pack("<iB", 1, number)
    return bytes(head) + pack("<H", len(text)) + text.encode("utf-16-le")


def test_lists_are_numbered_as_word_shows_them() -> None:
    definition = pack("<Hi", 1, 77) + bytes(24) + level(0, "\0.") + level(4, "\1)") + level(23, "\uf0b7") * 7
    use = pack("<Ii", 1, 77) + bytes(12) + b"\xff" * 4
    items = [Paragraph([Run(words)], "\r", pack("<HHHB", 0x460B, 1, 0x260A, ilvl))
             for words, ilvl in (("Kinh tế", 0), ("Lúa", 1), ("Ngô", 1), ("Văn hóa", 0), ("Hội", 1), ("sâu", 2))]
    made = word_file(items, sections={73: definition, 74: use})

    assert [(piece.text, piece.kind, piece.level) for piece in read_doc(made).pieces] == [
        ("1. Kinh tế", "list_item", 1), ("a) Lúa", "list_item", 2), ("b) Ngô", "list_item", 2),
        ("2. Văn hóa", "list_item", 1), ("a) Hội", "list_item", 2), ("• sâu", "list_item", 3)]


def test_outline_levels_make_headings() -> None:
    made = word_file([Paragraph([Run("I. KẾT QUẢ")], "\r", pack("<HB", 0x2640, 0)), paragraph("Thân")])

    assert [(piece.kind, piece.level) for piece in read_doc(made).pieces] == [("heading", 1), ("paragraph", None)]


WHOLE = word_file([paragraph("Báo cáo"), cell("1"), cell("", own=row(0, 500))])


@pytest.mark.parametrize(("data", "code", "says"), [
    (word_file([paragraph("x")], magic=0xA5DC, version=0x65), "unsupported", "Word 6/95"),
    (word_file([paragraph("x")], version=0x68), "unsupported", "Word 6/95"),
    (word_file([paragraph("x")], flags=0x0100, table_head=pack("<HH", 1, 1) + bytes(48)), "encrypted", "password"),
    (word_file([paragraph("x")], flags=0x8100), "encrypted", "no password"),  # found by mutation
    (word_file([paragraph("")]), "no_text", "no words"),
    (word_file([paragraph("x")], magic=0x1234), "damaged", "head"),
    (ole({"WordDocument": b"\xec\xa5"}), "damaged", ""),
    (ole({"WordDocuments": b"\xec\xa5", "1Table": b""}), "damaged", ""),  # found by mutation: another name
    (WHOLE[:700], "damaged", ""),
    (WHOLE[:512] + bytes(len(WHOLE) - 512), "damaged", ""),
], ids=["word 6", "word 95", "encrypted", "encrypted the oldest way", "no words",
        "no head", "empty stream", "no stream", "cut off", "zeros"])
def test_files_that_cannot_be_read(data: bytes, code: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "a.doc")

    assert caught.value.code == code
    assert says in caught.value.message


def test_encrypted_files_are_opened_with_the_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "unlocked", lambda data, passwords: {("mật",): WHOLE}[passwords])

    made = word_file([paragraph("x")], flags=0x0100)

    assert read_doc(made, Options(passwords=("mật",))) == read_doc(WHOLE)


@pytest.mark.parametrize("data", [
    word_file([paragraph("x")], version=0x68), ole({"WordDocument": b"\xec\xa5"}), WHOLE[:700],
], ids=["word 95", "empty stream", "cut off"])
def test_what_is_not_read_here_goes_to_libreoffice(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "read", lambda data, options: Reading([Piece(data.decode())]))

    reading = read_doc(data, Options(convert=lambda data, suffix: b"converted" + suffix.encode()))

    assert [piece.text for piece in reading.pieces] == ["converted.doc"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=30),
       st.integers(0, len(WHOLE)))
def test_only_unreadable_escapes(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte

    try:
        document = read_bytes(bytes(data[:length or None]), "a.doc")
    except Unreadable:
        return
    assert all(document.text[block.start:block.end].strip() for block in document.blocks)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", normalize("NFC", text)))


@needs_shared
@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
@pytest.mark.parametrize("path", [path for path in REAL if path.parent.name == "real"], ids=lambda path: path.stem[:30])
def test_no_word_is_lost_that_antiword_reads(path: object) -> None:
    said = subprocess.run(["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, check=True)
    other = words(said.stdout.decode("utf-8", "replace").replace("[pic]", ""))

    lost = other - words(read(path).text)  # type: ignore[arg-type]

    assert sum(lost.values()) <= 1  # a number of a page, or of a list that Word 6 counted


@needs_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem[:30])
def test_real_files_say_which_encoding_they_were_converted_from(path: object) -> None:
    encodings = Counter(block.encoding for block in read(path).blocks)  # type: ignore[arg-type]

    assert set(encodings) - {None} == ({"vni"} if "quydinh" in str(path) and "legacy" in str(path)
                                       else {"tcvn3"} if "legacy" in str(path) else set())
