"""Pages read from their pictures: which ones, what becomes of the words, and the real program on made scans."""

from __future__ import annotations

import math
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path
from zlib import crc32

import msgspec
import pytest
from PIL import Image, ImageDraw

from extract import Unreadable, read_bytes
from extract.document import Document
from extract.options import Options, Recognise, Seen, Word
from extract.readers import pdf, scan
from extract.readers.pdf.recognised import runs_of
from extract.recognizers.header import find_header
from pipelines import doctor, ocr
from tests.page_pictures import REPORT, noisy, page, saved, seen
from tests.pdf_hostile import FONT, WORDS, picture, stream, typed
from tests.pdf_hostile import page as pdf_page

LINES = ("Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân", "xã Ba Bích, hội đã tổ chức hai buổi họp")


def read(data: bytes, given: Seen, how: str = "auto") -> Document:
    return read_bytes(data, "a", Options(ocr=how, recognise=lambda picture: given))


def cut_short(picture: bytes) -> bytes:
    """A PNG that does not say to the end how fine it is."""
    at = picture.index(b"pHYs")
    said = picture[at:at + 9]
    return picture[:at - 4] + (5).to_bytes(4, "big") + said + crc32(said).to_bytes(4, "big") + picture[at + 17:]


def fails(picture: bytes) -> Seen:
    raise Unreadable("ocr_failed", "tesseract did not end")


def test_a_picture_is_read_with_place_and_confidence() -> None:
    document = read(saved(page()), seen(*LINES, confidence=0.7))

    assert (document.format, document.reader, document.n_pages, document.partial) == ("scan", "scan", 1, None)
    assert document.text == "\n".join(LINES)
    block = document.blocks[0]
    assert (block.page, block.confidence) == (1, 0.7)
    assert block.bbox == pytest.approx((54, 61, 377, 75), abs=2)


@pytest.mark.parametrize(("form", "how"), [("JPEG", {}), ("BMP", {}), ("GIF", {}), ("TIFF", {"dpi": (200, 200)})])
def test_every_kind_of_picture(form: str, how: dict[str, object]) -> None:
    assert read(saved(page(), form, **how), seen(*LINES)).text == "\n".join(LINES)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\x00", b"\xff\xd8\xff", saved(page())[:5_000],
                                  saved(page())[:20], cut_short(saved(page(), dpi=(200, 200)))])
def test_a_picture_cut_off_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^damaged: (?!.*Error)"):
        read(data, seen("Xã"))


def test_a_tiff_has_a_page_for_each_frame() -> None:
    black = [page(number).convert("1") for number in (0, 1)]
    document = read(saved(black[0], "TIFF", save_all=True, append_images=black[1:], compression="group4"),
                    seen(*LINES))

    assert document.n_pages == 2
    assert {block.page for block in document.blocks} == {1, 2}


def test_what_the_camera_says_of_its_position_counts() -> None:
    sizes: list[bytes] = []
    exif = page().getexif()
    exif[0x0112] = 6  # turned by a quarter
    lying = page().rotate(90, expand=True)

    def look(picture: bytes) -> Seen:
        sizes.append(picture[:15])
        return seen("Xã")

    read_bytes(saved(lying, "JPEG", exif=exif), "a", Options(recognise=look))
    wide, tall = map(int, sizes[0].split()[1:3])
    assert abs(wide - 1654) < 3
    assert abs(tall - 2340) < 3


PICTURES = "no_text_layer: 1 of 1 pages are pictures (page 1); OCR is needed to read them."


@pytest.mark.parametrize(("recognise", "how", "said"), [
    (None, "auto", f"{PICTURES} Install tesseract with Vietnamese (baocao doctor tells how)."),
    (lambda picture: seen("x"), "never", PICTURES),
    (fails, "auto", "ocr_failed: 1 of 1 pages are pictures that OCR failed at (page 1)."),
    (lambda picture: seen(*LINES, confidence=0.4), "auto",
     "poor_scan: 1 of 1 pages are hardly legible (page 1); many of their words are wrong."),
])
def test_says_why_a_page_was_not_read(recognise: Recognise | None, how: str, said: str) -> None:
    assert scan.read(saved(page()), Options(ocr=how, recognise=recognise)).partial == said


UNMARKED = WORDS * 6


def layered(text: str) -> bytes:
    """A scan whose program has put a text layer over the picture."""
    paper = stream(b"\xff" * 64, b"/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width 8/Height 8")
    return pdf_page(typed(text, "q 595 0 0 842 0 0 cm /I Do Q "), FONT % b"", paper,
                    parts=b"/Font<</F 5 0 R>>/XObject<</I 6 0 R>>")


@pytest.mark.parametrize(("data", "how", "replaced"), [
    (layered(UNMARKED), "auto", True),  # no marks at all: a foreign scanner's work
    (pdf_page(typed(UNMARKED), FONT % b"", parts=b"/Font<</F 5 0 R>>"), "auto", False),  # somebody typed it so
    (pdf_page(typed(UNMARKED), FONT % b"", parts=b"/Font<</F 5 0 R>>"), "always", True),
    (layered(UNMARKED), "never", False),
    (layered("The plan of the ward for this year is on the board and the people of the ward are with us. " * 6),
     "auto", False),  # another language
    (picture(100, 100, b"\xff" * 10_000), "auto", True),
    (picture(100, 100, b"\xff" * 10_000), "never", False),
    (REPORT.read_bytes(), "auto", False),
], ids=["layer without marks", "typed without marks", "always", "never", "English", "picture", "picture left", "sound"])
def test_which_text_layers_give_way(data: bytes, how: str, replaced: bool) -> None:
    given = pdf.read(data, Options(ocr=how, recognise=lambda picture: seen(*LINES * 4)))

    assert (LINES[0] in " ".join(piece.text for piece in given.pieces)) == replaced
    assert all((piece.confidence is not None) == replaced for piece in given.pieces)


@pytest.mark.parametrize(("words", "state"), [
    ("Th?c hi?n k? ho?ch c?a ?ng ?y", "garbled_text"),  # the program that made the file had lost the letters
    ("Thực hiện kế hoạch của Đảng ủy", "ok"),  # only the text layer had
])
def test_question_marks_give_way_to_letters_alone(words: str, state: str) -> None:
    data = pdf_page(typed("Th?c hi?n k? ho?ch c?a ??ng ?y x?, th?n v? c?c ??n v?. " * 4), FONT % b"",
                    parts=b"/Font<</F 5 0 R>>")
    given = pdf.read(data, Options(recognise=lambda picture: seen(words)))

    assert (given.partial or "ok").partition(":")[0] == state


def test_a_picture_that_shows_nothing_takes_no_words_away() -> None:
    given = pdf.read(REPORT.read_bytes(), Options(ocr="always", recognise=lambda picture: Seen(())))

    assert given == pdf.read(REPORT.read_bytes())


def test_a_layer_stays_where_the_picture_shows_less() -> None:
    given = pdf.read(layered(UNMARKED), Options(recognise=lambda picture: seen("x y z")))

    assert "phong trao thi dua" in " ".join(piece.text for piece in given.pieces)
    assert given.partial and given.partial.startswith("poor_scan: ")


@pytest.mark.parametrize("skew", [0.0, 0.035, -0.02])
def test_a_skewed_page_is_laid_straight(skew: float) -> None:
    runs = runs_of(seen(*LINES, skew=skew), 0.36)

    assert [run.text for run in runs] == [*LINES]
    assert abs(runs[0].top - runs[1].top) == pytest.approx(50 * 0.36, abs=0.5)
    assert runs[0].x0 == pytest.approx(runs[1].x0, abs=1)


def test_specks_are_no_words() -> None:
    given = seen("Xã", "~ |")
    specks = tuple(word._replace(confidence=0.2) if word.line else word for word in given.words)

    assert [run.text for run in runs_of(Seen(specks), 0.36)] == ["Xã"]


@pytest.mark.parametrize(("words", "read"), [
    ([("-", 0.3, 10, 3), ("_", 0.9, 15, 44), ("Duy", 0.9, 40, 20)], "- Duy"),
    ([("-_", 0.2, 12, 3), ("Duy", 0.9, 40, 20)], "- Duy"),
    ([("Hoa”", 0.9, 40, 20), ("—-", 0.4, 20, 2), ("Hội", 0.9, 40, 20)], "Hoa” – Hội"),
    ([("Hoa”", 0.9, 40, 20), ("—", 0.9, 36, 2), ("Hội", 0.9, 40, 20)], "Hoa” — Hội"),
    ([("mã", 0.9, 40, 20), ("-", 0.9, 20, 2), ("tin", 0.9, 40, 20)], "mã – tin"),
    ([("5", 0.9, 10, 20), ("-", 0.9, 13, 2), ("7", 0.9, 10, 20)], "5 - 7"),
    ([("truyền", 0.9, 60, 20), ("|", 0.9, 2, 30), ("tay|", 0.9, 40, 20)], "truyền tay"),
    ([("Xã", 0.9, 40, 20), ("-", 0.3, 4, 4), ("A", 0.9, 20, 20)], "Xã A"),
    ([("Xã", 0.9, 40, 20), ("—", 0.3, 90, 3), ("A", 0.9, 20, 20)], "Xã A"),
    ([("_", 0.9, 15, 44)], ""),
])
def test_dashes_are_told_by_their_shape(words: list[tuple[str, float, int, int]], read: str) -> None:
    at, found = 0, []
    for text, sure, width, height in words:
        middle = 10 if height < 20 else 0
        found.append(Word(text, sure, 0, (at, middle, at + width, middle + height)))
        at += width + 12

    assert " ".join(run.text for run in runs_of(Seen(tuple(found)), 0.36)) == read


@pytest.fixture(scope="session")
def recognise(tmp_path_factory: pytest.TempPathFactory) -> Recognise:
    """The program itself, with a cache for all tests."""
    found = ocr.recogniser(tmp_path_factory.mktemp("ocr") / ocr.NAME)
    if found is None:
        assert "BAOCAO_REQUIRE_TOOLS" not in os.environ
        pytest.skip("tesseract with Vietnamese is not here")
    return found


@pytest.mark.parametrize(("specks", "turn"), [(False, 0.0), (True, 0.0), (False, 0.7), (False, -1.6), (True, -0.4)])
def test_lines_of_a_table_are_taken_off_and_hold_its_words(specks: bool, turn: float) -> None:
    """Two rows of two cells, the second shaded lightly; a line under a title goes too. Light specks break no line."""
    image = Image.new("L", (1654, 2340), 255)
    pen = ImageDraw.Draw(image)
    pen.rectangle((200, 460, 1400, 520), fill=225)
    for y in (400, 460, 520):
        pen.line((200, y, 1400, y), fill=0, width=3)
    for x in (200, 800, 1400):
        pen.line((x, 400, x, 520), fill=0, width=3)
    pen.line((600, 200, 1000, 200), fill=0, width=3)
    for y in range(415, 510, 20) if specks else ():
        pen.rectangle((195, y, 1405, y + 1), fill=255)
    for x in range(225, 1400, 50) if specks else ():
        pen.rectangle((x, 395, x + 1, 525), fill=255)
    image = image.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC, center=(0, 0))
    sink = -math.tan(math.radians(turn))
    looked: list[bytes] = []

    def look(picture: bytes) -> Seen:
        looked.append(picture.partition(b"\n")[2])
        spots = (("Thôn", 0.9, 300, 440), ("Bình", 0.8, 900, 440), ("An", 0.7, 990, 440), ("2", 0.9, 300, 500))
        return Seen(tuple(Word(text, sure, n, (x, y + sink * x - 27, x + 18 * len(text), y + sink * x))
                          for n, (text, sure, x, y) in enumerate(spots)))

    pieces = scan.read(saved(image, dpi=(200, 200)), Options(recognise=look)).pieces
    assert [(piece.text, piece.row, piece.col, piece.confidence) for piece in pieces] == [
        ("Thôn", 0, 0, 0.9), ("Bình An", 0, 1, 0.7), ("2", 1, 0, 0.9)]
    assert sum(value < 128 for value in looked[0]) < 100 * (1 + abs(turn))


@pytest.mark.tools
def test_a_scanned_table_has_the_cells_that_the_table_has(recognise: Recognise) -> None:
    path = REPORT.with_name("table.pdf")
    given, true = scan.read(saved(page(path=path)), Options(recognise=recognise)), pdf.read(path.read_bytes())
    cells = {(piece.row, piece.col, piece.text) for piece in given.pieces if piece.kind == "table_cell"}
    wanted = {(piece.row, piece.col, piece.text) for piece in true.pieces if piece.page == 1 and piece.table == 0}

    assert len(cells & wanted) >= 0.75 * len(wanted)  # lone digits are what recognition misses
    assert len(cells - wanted) <= 0.05 * len(wanted)


@pytest.mark.tools
@pytest.mark.parametrize(("data", "least"), [
    (lambda: saved(noisy(page(), 0.003), "JPEG", quality=60), 0.97),
    (lambda: saved(noisy(page().rotate(1.5, fillcolor=255), 0.002)), 0.97),
    (lambda: saved(page().rotate(180)), 0.98),
    (lambda: saved(page().rotate(90, expand=True)), 0.98),
    (lambda: saved(page(dpi=110), "GIF"), 0.93),
], ids=["specks", "skewed", "upside down", "on its side", "coarse"])
def test_a_scan_of_a_report_gives_what_the_report_gives(recognise: Recognise, data: object, least: float) -> None:
    document = read_bytes(data(), "a.png", Options(recognise=recognise))  # type: ignore[operator]
    truth = read_bytes(REPORT.read_bytes())
    first = "\n".join(truth.text[block.start:block.end] for block in truth.blocks if block.page == 1)

    same = SequenceMatcher(None, document.text, first, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) >= least * len(document.text)
    assert len(document.text) > 1_900  # the last paragraph goes on overleaf
    got, wanted = find_header(document, ())[0], find_header(truth, ())[0]
    for field in ("doc_type", "symbol", "date", "issuer", "issuer_parent", "place", "title"):
        assert getattr(got, field) == getattr(wanted, field)


def test_a_page_is_never_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / ocr.NAME
    calls: list[bytes] = []

    def look_at(engine: ocr.Engine, picture: bytes) -> Seen:
        calls.append(picture)
        return seen("Xã", "Thôn")

    monkeypatch.setattr(ocr, "look_at", look_at)
    engine = ocr.Engine("tesseract", "tesseract 5")
    first = ocr.recognise(engine, cache, b"P5 1 1 255\n0")

    assert ocr.recognise(engine, cache, b"P5 1 1 255\n0") == first
    assert len(calls) == 1
    ocr.recognise(engine, cache, b"P5 1 1 255\n1")
    ocr.recognise(ocr.Engine("tesseract", "tesseract 6"), cache, b"P5 1 1 255\n0")
    assert len(calls) == 3


def test_without_the_program_there_is_no_recognition_and_doctor_says_what_to_install(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert ocr.recogniser() is None
    missing = {part.name: part.to_install for part in doctor.look() if part.there is None}
    assert {"tesseract", "tesseract vie"} <= missing.keys()
    assert all(missing.values())


def test_many_write_to_the_cache_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "look_at", lambda engine, picture: seen(picture.hex()))
    engine, pictures = ocr.Engine("tesseract", ""), [b"P5 1 1 255\n%c" % n for n in range(40)] * 2
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda picture: ocr.recognise(engine, tmp_path / ocr.NAME, picture), pictures))

    assert given == [seen(picture.hex()) for picture in pictures]
    with closing(sqlite3.connect(tmp_path / ocr.NAME)) as store:
        assert store.execute("SELECT count(*) FROM pages").fetchone() == (40,)


def test_a_cache_that_is_no_cache_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / ocr.NAME
    cache.write_bytes(b"nothing of the kind" * 99)
    monkeypatch.setattr(ocr, "look_at", lambda engine, picture: seen("Xã"))

    assert ocr.recognise(ocr.Engine("tesseract", ""), cache, b"P5 1 1 255\n0") == seen("Xã")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(ocr, "SECONDS", 1)

    with pytest.raises(Unreadable, match=r"^ocr_failed: tesseract did not end within 1 seconds"):
        ocr.look_at(ocr.Engine(str(program), ""), b"P5 1 1 255\n0")


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ncat > /dev/null\necho no such language >&2\nexit 1\n")
    program.chmod(0o755)

    with pytest.raises(Unreadable, match="no such language"):
        ocr.look_at(ocr.Engine(str(program), ""), b"P5 1 1 255\n0")


def test_what_is_seen_can_be_kept_and_sent() -> None:
    given = seen(*LINES)

    assert msgspec.json.decode(msgspec.json.encode(given), type=Seen) == given
    assert ocr.rotated(ocr.rotated(b"P5 3 2 255\n123456", 90), 270) == b"P5 3 2 255\n123456"
