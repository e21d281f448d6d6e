"""Word files that are damaged, protected, strange or an attack."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from extract.document import compose
from extract.errors import Unreadable
from extract.readers import container, docx
from tests.docx_files import NAMESPACES, cell, docx_file, p, pack, part, row, table

STRICT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" '
    "w:conformance='strict'><w:body><w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>"
    "<w:r><w:t>Báo cáo</w:t></w:r></w:p></w:body></w:document>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        docx.read(data)
    assert caught.value.message.endswith(".")
    return caught.value.code


def protected() -> bytes:
    """A docx whose entries say that a password is needed."""
    data = bytearray(docx_file(p("a")))
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


def corrupted() -> bytes:
    """A docx with other bytes than its checksum says."""
    data = bytearray(pack({"word/document.xml": part("document", f"<w:body>{p('a' * 500)}</w:body>")}))
    data[60] ^= 0xFF
    return bytes(data)


BROKEN = (
    ("cut off", docx_file(p("Báo cáo"))[:200], "damaged"),
    ("bytes changed", corrupted(), "damaged"),
    ("no zip at all", b"Bao cao", "damaged"),
    ("protected by Office", OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("protected as a zip", protected(), "encrypted"),
    ("another zip", pack({"a.txt": "a"}), "no_document"),
    ("an empty part", pack({"word/document.xml": ""}), "damaged"),
    ("no XML in it", pack({"word/document.xml": "Bao cao"}), "damaged"),
    (
        "pages as pictures",
        pack({"word/document.xml": part("document", "<w:body/>"), "word/media/image1.png": "x"}),
        "no_text",
    ),
)


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_have_a_code_and_a_sentence(data: bytes, code: str) -> None:
    assert code_of(data) == code


def bomb(filling: bytes, times: int) -> bytes:
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container,
        container.open("word/document.xml", "w") as member,
    ):
        member.write(f"<w:document {NAMESPACES}><w:body>".encode())
        for _ in range(times):
            member.write(filling)
    return buffer.getvalue()


def test_a_file_that_unpacks_to_very_much_is_left_alone() -> None:
    assert code_of(bomb(b"a" * 2**20, 65)) == "too_large"


def test_a_file_of_millions_of_marks_is_left_alone() -> None:
    assert code_of(bomb(b"<w:p/>" * 2**17, 17)) == "too_large"


def test_a_lie_about_the_size_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx_file(p("a" * 5000))
    size = len(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))

    assert code_of(data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))) == "damaged"


def test_what_stands_before_the_damage_is_read_and_the_reading_is_partial() -> None:
    inner = f"<w:body>{p('Xã có 12 hộ')}<w:p><w:r><w:t>và 3"
    read = docx.read(pack({"word/document.xml": f"<w:document {NAMESPACES}>{inner}"}))

    assert [piece.text for piece in read.pieces] == ["Xã có 12 hộ", "và 3"]
    assert read.partial is not None and read.partial.startswith("damaged: ")


def test_a_broken_lesser_part_makes_the_reading_partial() -> None:
    numbered = p("a", "<w:numPr><w:numId w:val='1'/></w:numPr>")
    files: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{numbered}</w:body>"),
        "word/numbering.xml": "<w:numbering",
    }
    read = docx.read(pack(files))

    assert [piece.text for piece in read.pieces] == ["a"]
    assert read.partial is not None and "word/numbering.xml" in read.partial


def test_an_embedded_file_makes_the_reading_partial() -> None:
    assert (docx.read(docx_file(p("a") + "<w:altChunk r:id='x'/>")).partial or "").startswith("embedded: ")


NESTED_TABLES = "<w:tbl><w:tr><w:tc>" * 2000 + p("đáy") + "</w:tc></w:tr></w:tbl>" * 2000
NESTED_BOXES = (
    "<w:p><w:r><w:pict><w:txbxContent>" * 60 + p("đáy") + "</w:txbxContent></w:pict></w:r></w:p>" * 60
)
NESTED_TABLES_WITHIN_REACH = "<w:tbl><w:tr><w:tc>" * 80 + p("đáy") + "</w:tc></w:tr></w:tbl>" * 80
LEGACY_RUN = "<w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr><w:t>x·</w:t></w:r>"
ATTACKS = (
    ("tables nested too deep to be meant", p("trên") + NESTED_TABLES, "trên"),
    ("tables nested as deep as can be read", p("trên") + NESTED_TABLES_WITHIN_REACH, "trên"),
    ("boxes in boxes", p("trên") + NESTED_BOXES, "trên"),
    (
        "a cell of twenty million columns",
        table(row(cell("trên", settings="<w:gridSpan w:val='20000000'/>"))),
        "trên",
    ),
    ("a number of five thousand digits", p("trên", f"<w:outlineLvl w:val='{'9' * 5000}'/>"), "trên"),
    ("a row of cells without end", table(row(cell("trên"), *[cell("Nơi nhận:")] * 5000)), "trên"),
    (
        "blank lines without end",
        table(row(f"<w:tc><w:p><w:r><w:t>trên</w:t>{'<w:br/>' * 20000}<w:t>a</w:t></w:r></w:p></w:tc>")),
        "trên",
    ),
    ("tabs without end", f"<w:p><w:r><w:t>trên</w:t>{'<w:tab/>' * 20000}<w:t>a</w:t></w:r></w:p>", "trên"),
    ("spaces without end", p("trên" + " " * 50000 + "a"), "trên"),
    (
        "texts without end in one run",
        f"<w:p><w:r><w:t>trên</w:t>{'<w:t>x·</w:t>' * 40000}</w:r>" + LEGACY_RUN + "</w:p>",
        "trên",
    ),
    (
        "formulas without end",
        p("trên") + "<w:p><m:oMath>" + "<m:f><m:num/><m:den><m:r><m:t/></m:r></m:den></m:f><m:sup/>" * 20000
        + "<m:m>" + "<m:mr><m:e/><m:e/></m:mr>" * 20000 + "</m:m></m:oMath></w:p>",
        "trên",
    ),
    ("a style based on itself", p("trên", "<w:pStyle w:val='a'/>"), "trên"),
)


@pytest.mark.parametrize(("body", "start"), [case[1:] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_strange_files_are_read_soon(body: str, start: str) -> None:
    circle = "<w:style w:styleId='{}'><w:basedOn w:val='{}'/></w:style>"
    styles = circle.format("a", "b") + circle.format("b", "a")
    before = time.process_time()

    assert compose(docx.read(docx_file(body, styles=styles))).text.startswith(start)
    assert time.process_time() - before < 2


def test_entities_are_not_resolved() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    )
    paragraph = "<w:p><w:r><w:t>Xã &b;&c;</w:t></w:r></w:p>"
    body = f"{bomb}<w:document {NAMESPACES}><w:body>{paragraph}</w:body></w:document>"

    assert [piece.text.strip() for piece in docx.read(pack({"word/document.xml": body})).pieces] == ["Xã"]


UTF_16 = STRICT.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")
RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='a' Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>"
)
VARIANTS = (
    ("strict OOXML", pack({"word/document.xml": STRICT})),
    ("UTF-16", pack({"word/document.xml": UTF_16})),
    ("names the Windows way", pack({"word\\document.xml": STRICT})),
    ("another name", pack({"_rels/.rels": RELATIONS, "word/document2.xml": STRICT})),
    ("another prefix", pack({"word/document.xml": STRICT.replace("w:", "x:").replace(":w=", ":x=")})),
)


@pytest.mark.parametrize("data", [case[1] for case in VARIANTS], ids=[case[0] for case in VARIANTS])
def test_variants_of_the_format_are_read(data: bytes) -> None:
    assert [(piece.text, piece.kind, piece.level) for piece in docx.read(data).pieces] == [
        ("Báo cáo", "heading", 1)
    ]


def test_limits_leave_room_for_long_reports() -> None:
    assert container.LARGEST >= 32 * 2**20
