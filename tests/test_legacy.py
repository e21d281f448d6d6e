"""Legacy encodings to Unicode: by font, by guess, over mixed documents; plain text; the public measure."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import read_bytes
from extract.legacy import Converter, by_font, convert, decode, guess
from extract.legacy.codes import as_western
from extract.readers import READERS, detect
from extract.vocab import rows
from tests.cases import SHARED, cases, needs_shared
from tests.legacy_measure import FILES, accuracy, measured, true_text

LETTERS = "".join(row["letter"] for row in rows("legacy_codes") if row["encoding"] == "viscii")
REPORT = """Báo cáo kết quả xây dựng nông thôn mới năm 2004

Trong năm, xã đã vận động nhân dân hiến đất, đóng góp ngày công làm đường. Các hộ nghèo được hỗ trợ giống lúa.

- Lưu: VT."""
# The least shares of diacritics and characters by the public measure, letters' case left out: fonts of capitals print
# as capitals what was typed small. One .doc has its signature block in another order than its true text, the true
# text of another has `hoẵc` for `hoặc`; workbooks show decimal commas where their true texts have dots.
LEAST = {".doc": (0.992, 0.984), ".rtf": (0.997, 0.996), ".xls": (0.985, 0.955), ".pdf": (0.9995, 0.999),
         ".docx": (0.9995, 0.998)}


def typed(text: str, encoding: str) -> bytes:
    """The text as it was typed; letters that an encoding lacks in capitals are typed small."""
    codes: dict[str, bytes] = {}
    for row in rows("legacy_codes"):
        if row["encoding"] == encoding:
            codes.setdefault(row["letter"], bytes.fromhex(row["code"]))
    return b"".join(sign.encode() if sign.isascii() else codes.get(sign) or codes[sign.lower()] for sign in text)


@pytest.mark.parametrize("case", cases("legacy"))
def test_runs(case: dict[str, Any]) -> None:
    text, encoding = convert((text, font) for text, font in case["runs"])

    assert (text, encoding) == (case["text"], case["encoding"])


@pytest.mark.parametrize("encoding", ["vni", "viscii"])
@given(st.text(LETTERS + "abc ,.-5"))
def test_what_was_typed_comes_back(encoding: str, text: str) -> None:
    assert decode(as_western(typed(text, encoding)), encoding) == text


@pytest.mark.parametrize("encoding", ["tcvn3", "vps"])
@given(st.text(LETTERS + "abc ,.-5"))
def test_what_was_typed_comes_back_but_for_capitals_that_are_not_there(encoding: str, text: str) -> None:
    assert decode(as_western(typed(text, encoding)), encoding).lower() == text.lower()


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
def test_cp1252_and_latin_1_are_read_alike(encoding: str) -> None:
    data = typed(REPORT, encoding) + bytes(range(128, 160))

    assert decode(data.decode("latin-1"), encoding) == decode(as_western(data), encoding)


@given(st.text(), st.sampled_from(["tcvn3", "tcvn3 capitals", "vni", "viscii", "vps", "viqr"]))
def test_any_text_can_be_decoded(text: str, encoding: str) -> None:
    assert isinstance(decode(text, encoding), str)


@given(st.lists(st.tuples(st.text(LETTERS + "\u00ad\u00b5 ab"),
                          st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", None]))))
def test_a_block_has_an_encoding_exactly_where_it_was_changed(runs: list[tuple[str, str | None]]) -> None:
    text, encoding = Converter(runs).convert(runs)

    assert (text != "".join(text for text, _ in runs)) == (encoding is not None)


def test_a_block_without_runs_has_no_words() -> None:
    words = [("Quy\u00d5t \u00ae\u00denh c\u00f1a Bé tr\xad\u00eang, b\u00b8o c\u00b8o k\u00d5t qu\u00b6", None)]

    assert Converter(words).is_needed
    assert Converter(words).convert([]) == ("", None)


@pytest.mark.parametrize(("font", "encoding"), [
    (".VnTime", "tcvn3"), (".VnTimeH", "tcvn3 capitals"), (".vnarialh", "tcvn3 capitals"), (".VNTIME", "tcvn3"),
    ("VnTime", "tcvn3"), ("AAAAAA+.VnTime,Bold", "tcvn3"), ("AAAAAA+VnTimeH-BoldItalic", "tcvn3 capitals"),
    (".VnHelvetInsH", "tcvn3 capitals"), ('"VNI-Times"', "vni"), ("VNI-Univer,Italic", "vni"), ("VNI Times", "vni"),
    ("Times New Roman", None), ("VNtimes new roman", None), ("VNI-Symbol", None), ("", None), (None, None),
])
def test_fonts(font: str | None, encoding: str | None) -> None:
    assert by_font(font) == encoding


@pytest.mark.parametrize("text", [
    REPORT, "Bao cao tai chinh", "", "2004 - 5%", "Ông Hà là xã viên",
    "À la carte, déjà vu, garçon, señor, über, straße",
    "dd, ee^2, a(b), o'clock? u+v", "Mr. O'Neil's e-mail: a.b@c.vn.", "The odd, added, hidden addresses; a.m. and i.e.",
])
def test_nothing_is_guessed_of_other_text(text: str) -> None:
    assert guess(text) is None


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
@pytest.mark.parametrize("length", [60, 200, 1000])
def test_windows_of_a_text_are_guessed_right(encoding: str, length: int) -> None:
    text = as_western(typed(REPORT * 8, encoding))
    windows = {text[at:at + length] for at in range(0, len(text) - length, 17)}

    assert {guess(window) for window in windows} - {encoding} <= ({None} if length < 200 else set())


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
@pytest.mark.parametrize("name", ["a.txt", "a.doc"])
def test_plain_text_in_legacy_bytes(encoding: str, name: str) -> None:
    document = read_bytes(typed(REPORT, encoding), name)

    assert document.format == "txt"
    assert document.text.split("\n") == [line for line in REPORT.split("\n") if line]
    assert {block.encoding for block in document.blocks} == {encoding}


def test_plain_text_in_viqr() -> None:
    document = read_bytes(b"Ba'o ca'o ke^'t qua? na(m 2004 cu?a xa~.\n\n"
                          b"Trong na(m, xa~ dda~ va^.n ddo^.ng 5 ho^.. Ha?\n")

    assert document.text == "Báo cáo kết quả năm 2004 của xã.\nTrong năm, xã đã vận động 5 hộ. Ha?"
    assert {block.encoding for block in document.blocks} == {"viqr"}


@needs_shared
def test_phrases_seen_in_the_wild() -> None:
    with (SHARED / "labelled" / "legacy-phrase-pairs.csv").open(encoding="utf-8") as file:
        pairs = [(row["encoding"].partition("-")[0], row["legacy_as_latin1"], row["unicode"])
                 for row in csv.DictReader(file)]

    assert [decode(legacy, encoding) for encoding, legacy, _ in pairs] == [true for _, _, true in pairs]


@needs_shared
@pytest.mark.parametrize("path", [path for path in FILES if READERS[detect(path.read_bytes())].module],
                         ids=lambda path: path.name[:30])
def test_real_files_by_the_public_measure(path: Path) -> None:
    document = next(document for other, document in measured([path]))
    found = accuracy(getattr(document, "text", "").lower(), true_text(path).lower())

    assert (found.diacritics, found.characters) >= LEAST[path.suffix]
    assert found.characters >= LEAST[path.suffix][1]
