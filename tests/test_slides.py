"""Reading of PowerPoint presentations; those of Impress are in `test_odt`."""

from __future__ import annotations

import pytest

from extract import readers
from extract.document import compose
from extract.errors import Unreadable
from extract.readers import slides
from tests.docx_files import pack

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'


def p(text: str, settings: str = "") -> str:
    return (
        f"<a:p><a:pPr {settings}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>"
        if settings
        else (f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
    )


def shape(*paragraphs: str, role: str = "") -> str:
    holder = f"<p:nvPr><p:ph type='{role}'/></p:nvPr>" if role else ""
    return f"<p:sp><p:nvSpPr>{holder}</p:nvSpPr><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def related(**targets: str) -> str:
    nodes = "".join(
        f"<Relationship Id='{id}' Type='{R}/{target.partition('|')[0]}' Target='{target.partition('|')[2]}'/>"
        for id, target in targets.items()
    )
    return (
        f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{nodes}</Relationships>"
    )


def pptx(*slides: str, notes: str = "") -> bytes:
    """A presentation of these slides, in the order opposite to that of their files; `notes` to the first."""
    ids = {f"r{number}": f"slide|slides/slide{len(slides) - number}.xml" for number in range(len(slides))}
    listed = "".join(f"<p:sldId r:id='{id}'/>" for id in ids)
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": related(**ids),
    }
    for number, slide in enumerate(slides):
        parts[f"ppt/slides/slide{len(slides) - number}.xml"] = f"<p:sld {NAMES}><p:cSld>{slide}</p:cSld></p:sld>"
    if notes:
        parts[f"ppt/slides/_rels/slide{len(slides)}.xml.rels"] = related(n="notesSlide|../notesSlides/n.xml")
        shapes = shape(p(notes), role="body") + shape(p("1"), role="sldNum")
        parts["ppt/notesSlides/n.xml"] = f"<p:notes {NAMES}>{shapes}</p:notes>"
    return pack(parts)


TABLE = (
    "<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan='2'><a:txBody>"
    + p("Chung")
    + "</a:txBody></a:tc><a:tc hMerge='1'><a:txBody>"
    + p("")
    + "</a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody>"
    + p("a")
    + "</a:txBody></a:tc><a:tc><a:txBody>"
    + p("b")
    + "</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
)


def test_slides_in_order_with_titles_tables_and_notes() -> None:
    body = shape(
        p("Có 12 hộ"), p("Một", "lvl='1'><a:buChar char='-'/>"), p("Hai", "><a:buAutoNum type='arabicPeriod'/>")
    )
    read = slides.read(pptx(body + shape(p("Kết quả"), role="title"), TABLE, notes="Nói chậm"))

    assert [(piece.page, piece.kind, piece.level, piece.text) for piece in read.pieces if piece.text] == [
        (1, "heading", 1, "Kết quả"),
        (1, "paragraph", None, "Có 12 hộ"),
        (1, "list_item", 2, "- Một"),
        (1, "list_item", 1, "1. Hai"),
        (1, "paragraph", None, "Nói chậm"),
        (2, "table_cell", None, "Chung"),
        (2, "table_cell", None, "a"),
        (2, "table_cell", None, "b"),
    ]
    assert [(piece.row, piece.col) for piece in read.pieces if piece.table == 0] == [(0, 0), (1, 0), (1, 1)]
    assert read.n_pages == 2


FORMS = [("alphaLcParenR", "a) x"), ("romanUcPeriod", "I. x"), ("arabicParenBoth", "(1) x"), ("thaiNumPeriod", "1. x")]


@pytest.mark.parametrize(("form", "shown"), FORMS)
def test_automatic_numbers(form: str, shown: str) -> None:
    document = compose(slides.read(pptx(shape(p("x", f"><a:buAutoNum type='{form}'/>")))))

    assert document.text == shown


def test_bold_words_and_legacy_fonts() -> None:
    bold = "<a:r><a:rPr b='1'/><a:t>5 hộ</a:t></a:r>"
    old = "<a:r><a:rPr><a:latin typeface='.VnTime'/></a:rPr><a:t> x· Ba BÝch</a:t></a:r>"
    document = compose(slides.read(pptx(shape(f"<a:p>{bold}{old}</a:p>"))))

    assert document.text == "5 hộ xã Ba Bích"
    assert [document.text[span.start : span.end] for span in document.emphasis] == ["5 hộ"]
    assert document.blocks[0].encoding == "tcvn3"


BROKEN = [
    ("PowerPoint 97", readers.OLE + bytes(504) + "PowerPoint Document".encode("utf-16-le"), "unsupported"),
    ("another zip", pack({"ppt/a.xml": "a"}), "no_document"),
    ("an empty part", pack({"ppt/presentation.xml": ""}), "damaged"),
    ("a bomb", pptx("a" * 65 * 2**20), "too_large"),
]


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_have_a_code_and_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        slides.read(data)

    assert (caught.value.code, caught.value.message[-1]) == (code, ".")


def test_a_slide_that_is_broken_makes_the_reading_partial() -> None:
    read = slides.read(pptx(shape(p("a")), "<broken"))

    assert [piece.text for piece in read.pieces] == ["a"]
    assert (read.partial or "").startswith("damaged: ")
