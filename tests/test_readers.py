"""The choice of the reader: bytes before names, and one expected error."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import readers
from extract.document import Document
from extract.errors import Unreadable
from tests.cases import SHARED, needs_shared


def zipped(**members: str) -> bytes:
    """A zip file; `__` in a name stands for `/`, `_` for `.`."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, words in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return target.getvalue()


def ole(stream: str) -> bytes:
    return readers.OLE + bytes(504) + stream.encode("utf-16-le") + bytes(64)


WORD = zipped(word__document_xml="<w/>")
DETECTED = [
    ("a PDF under a Word name", b"%PDF-1.7", "a.doc", "pdf"),
    ("a PDF behind junk", b"\r\njunk\x00%PDF-1.4", "a.pdf", "pdf"),
    ("a Word document under no name", WORD, "", "docx"),
    ("a Word document under a web name", WORD, "a.html", "docx"),
    ("a spreadsheet", zipped(xl__workbook_xml="<w/>"), "a.docx", "xlsx"),
    ("an OpenDocument text", zipped(mimetype="x", content_xml="<o/>"), "a.docx", "odt"),
    ("an archive", zipped(a_txt="a"), "a.docx", "archive"),
    ("an old Word document", ole("WordDocument"), "a.docx", "doc"),
    ("an old spreadsheet", ole("Workbook"), "a.doc", "xls"),
    ("RTF under a Word name", b"{\\rtf1 B\\u225?o}", "a.doc", "rtf"),
    ("a page under a Word name", b"\xef\xbb\xbf<html xmlns:o='urn:x'><body>", "a.doc", "html"),
    ("a page in UTF-16", "\ufeff<html><p>Xã".encode("utf-16-le"), "a.txt", "html"),
    ("a piece of a page under a web name", "<p>Báo cáo".encode(), "a.htm", "html"),
    ("text under a web name", "Báo cáo".encode(), "a.htm", "txt"),
    ("text under a Word name", "Báo cáo".encode(), "a.docx", "txt"),
    ("a bare table under a spreadsheet's name", b"<table><tr><td>a</td></tr></table>\n", "a.xls", "html"),
    ("Markdown that opens with a tag", b"<div>a</div>\n\n# b", "a.md", "txt"),
    ("Markdown with tags", "# Báo cáo\na<br>b".encode(), "a.md", "txt"),
    ("a picture under a PDF name", b"\xff\xd8\xff\xe0" + bytes(20), "a.pdf", "scan"),
    ("a mail", b"MIME-Version: 1.0\nSubject: a", "a.txt", "mail"),
    ("binary under a text name", bytes(range(256)), "a.txt", "binary"),
    ("text that begins like nothing known", b"BC so 5", "", "txt"),
]


@pytest.mark.parametrize(
    ("data", "name", "format"), [row[1:] for row in DETECTED], ids=[row[0] for row in DETECTED]
)
def test_bytes_decide_before_the_name(data: bytes, name: str, format: str) -> None:
    assert readers.detect(data, name) == format


def test_a_form_number_is_no_picture() -> None:
    assert readers.detect("BM.01: Biểu mẫu báo cáo".encode()) == "txt"


@pytest.mark.parametrize(
    "data",
    [
        ole("WordDocument"),
        zipped(xl__workbook_xml="<w/>"),
        b"Rar!\x1a\x07",
        b"\x89PNG\r\n\x1a\n",
        zipped(a_txt="a"),
        bytes(range(256)),
        b"<?xml version='1.0'?><a>",
    ],
)
def test_other_formats_say_what_they_are(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read_bytes(data, "a.doc")

    assert caught.value.code in ("unsupported", "damaged")
    assert str(caught.value).startswith(f"{caught.value.code}: ")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "no_text"),
        (b"\xef\xbb\xbf", "no_text"),
        (b"\0" * 9, "no_text"),
        (b"<html><body></body></html>", "no_text"),
        (readers.ZIP + b"cut off", "damaged"),
    ],
)
def test_files_without_words(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        readers.read_bytes(data)

    assert caught.value.code == code


def test_a_path_may_be_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kính gửi Đảng ủy xã", encoding="utf-8")

    assert readers.read(str(tmp_path / "a.txt")).text == readers.read(tmp_path / "a.txt").text == "Kính gửi Đảng ủy xã"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no_access"):
        readers.read(tmp_path / "none.txt")


def outcome(data: bytes, name: str = "") -> Document | str:
    """The document, or the code of the one expected error; anything else is a bug and is seen."""
    try:
        return readers.read_bytes(data, name)
    except Unreadable as error:
        return error.code


STARTS = [
    b"",
    b"%PDF-1.4\n",
    readers.ZIP,
    readers.OLE,
    b"{\\rtf1",
    b"<html><p>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf",
    "Báo cáo ".encode(),
]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from(["", "a.html", "a.doc"]))
def test_random_bytes_give_a_document_or_the_one_error(start: bytes, rest: bytes, name: str) -> None:
    found = outcome(start + rest, name)

    assert isinstance(found, (Document, str))


@needs_shared
@pytest.mark.parametrize(
    "name", ["*-9ac94e-*.docx", "*-0e2390-*.doc", "*-82321b-*.htm", "*-333-qd-btc*.txt", "*-be887a-*.pdf"]
)
@pytest.mark.parametrize("part", [3, 2, 1])
def test_truncated_files(name: str, part: int) -> None:
    data = next((SHARED / "real").glob(name)).read_bytes()

    assert isinstance(outcome(data[: len(data) * part // 4], name), (Document, str))


@needs_shared
def test_every_page_and_text_of_the_real_files_has_words() -> None:
    found = {
        path.name: outcome(path.read_bytes(), path.name)
        for path in sorted((SHARED / "real").iterdir())
        if path.suffix in (".txt", ".htm", ".html") or "0e2390" in path.name or "1985b5" in path.name
    }

    assert len(found) == 8
    assert [
        name
        for name, document in found.items()
        if not isinstance(document, Document) or len(document.flow) < 400
    ] == []
