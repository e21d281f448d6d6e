"""Reading of OpenDocument texts and presentations."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from extract import readers
from extract.document import compose
from extract.errors import Unreadable
from extract.readers import container, odt, slides
from tests.odt_files import NAMESPACES, cell, content, document, odt_file, p, pack, table


def item(*blocks: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(blocks)}</text:list-item>"


def listed(*items: str, more: str = "text:style-name='L'") -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


COVERED = "<table:covered-table-cell/>"
LETTERHEAD = table(
    cell("UBND XÃ BA BÍCH", "Số: 5/BC-UBND") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
)
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Chú thích</text:p></text:note-body>"
    "</text:note>"
)
BOX = "<draw:frame><draw:text-box><text:p>Trong</text:p></draw:text-box></draw:frame>"
CHANGED = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>bỏ</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
TEXTS = [
    ("white space", p("Xã\n   Ba<text:s text:c='2'/>Bích<text:tab/>a<text:line-break/>b"), "Xã Ba  Bích a\nb"),
    ("hidden words", p("a<text:span text:style-name='V'>b</text:span>c"), "ac"),
    ("a hidden section", "<text:section text:display='none'><text:p>a</text:p></text:section>" + p("b"), "b"),
    ("a section", "<text:section><text:p>a</text:p></text:section>", "a"),
    ("what was deleted", CHANGED + p("Còn <text:change text:change-id='1'/>lại"), "Còn lại"),
    ("comments", p("a<office:annotation><text:p>b</text:p></office:annotation>c"), "ac"),
    ("a link", p("<text:a>xem <text:span>thêm</text:span></text:a> nữa"), "xem thêm nữa"),
    ("notes behind the body", p(f"Xã{NOTE} A") + p("Cuối"), "Xã A\nCuối\nChú thích"),
    ("a text box behind its paragraph", p(f"Trên {BOX}đây") + p("Dưới"), "Trên đây\nTrong\nDưới"),
    ("TCVN3 by its font", p("<text:span text:style-name='A'>QuyÕt ®Þnh</text:span>"), "Quyết định"),
    (
        "a raised digit behind a digit",
        p("2024<text:span text:style-name='H'>12<text:span text:style-name='N'>3</text:span></text:span>, 25 m"
          "<text:span text:style-name='H'>2</text:span>"),
        "2024¹²3, 25 m2",
    ),
    (
        "a raised digit in a legacy font",
        p("<text:span text:style-name='A'>n¨m 2024<text:span text:style-name='H'>1</text:span> x·</text:span>"),
        "năm 2024¹ xã",
    ),
    ("letters of symbol fonts", p("\uf0b7 a\ue000"), "• a"),
    ("a style based on itself", p("a", more="text:style-name='P'"), "a"),
    ("headings", p("Phần I", "h", "text:outline-level='1'"), "Phần I"),
    ("a list", listed(item(p("Một")), item(p("Hai"), p("thêm"))), "1. Một\n2. Hai\nthêm"),
    ("a list in a list", listed(item(p("x"), listed(item(p("y")), item(p("z")), more=""))), "1. x\na) y\nb) z"),
    (
        "levels shown together",
        listed(item(p("x"), listed(item(p("y"), listed(item(p("z")), more="")), more=""))),
        "1. x\na) y\n1.a.1 z",
    ),
    (
        "a list that goes on",
        listed(item(p("x"))) + listed(item(p("y")), more="text:style-name='L' text:continue-numbering='true'"),
        "1. x\n2. y",
    ),
    ("a list that starts anew", listed(item(p("x"))) + listed(item(p("y"))), "1. x\n1. y"),
    (
        "a list that continues another",
        listed(item(p("x")), more="text:style-name='L' xml:id='l1'")
        + listed(item(p("b")))
        + listed(item(p("y")), more="text:style-name='L' text:continue-list='l1'"),
        "1. x\n1. b\n2. y",
    ),
    ("a number of its own", listed(item(p("x"), more="text:start-value='7'"), item(p("y"))), "7. x\n8. y"),
    ("bullets", listed(item(p("x")), more="text:style-name='U'"), "• x"),
    ("a header of a list", listed("<text:list-header><text:p>x</text:p></text:list-header>"), "x"),
    (
        "a letterhead",
        LETTERHEAD,
        "UBND XÃ BA BÍCH\nSố: 5/BC-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    ),
]


@pytest.mark.parametrize(("body", "text"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_texts(body: str, text: str) -> None:
    assert document(body).text == text


TABLES = [
    (
        "spans once",
        table(cell("a", more="table:number-columns-spanned='2'") + COVERED + cell("b"), cell("c") + cell("d")),
        [(0, 0, "a"), (0, 2, "b"), (1, 0, "c"), (1, 1, "d")],
    ),
    (
        "repeated cells and rows",
        "<table:table><table:table-row table:number-rows-repeated='2'>"
        + cell("a", more="table:number-columns-repeated='2'")
        + "</table:table-row></table:table>",
        [(0, 0, "a"), (0, 1, "a"), (1, 0, "a"), (1, 1, "a")],
    ),
    (
        "heads",
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("a")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("b")
        + "</table:table-row></table:table>",
        [(0, 0, "a"), (1, 0, "b")],
    ),
    (
        "offices in a table with lines",
        table(cell("CHỦ TỊCH", more="table:style-name='Line'") + cell("Ông A")),
        [(0, 0, "CHỦ TỊCH"), (0, 1, "Ông A")],
    ),
    (
        "in a drawn shape",
        p(
            "<draw:custom-shape><loext:table><loext:table-row><loext:table-cell><text:p>a</text:p>"
            "</loext:table-cell></loext:table-row></loext:table></draw:custom-shape>"
        ),
        [(0, 0, "a")],
    ),
]


@pytest.mark.parametrize(("body", "cells"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables(body: str, cells: list[tuple[int, int, str]]) -> None:
    read = document(body)

    assert [(block.row, block.col, read.text[block.start : block.end]) for block in read.blocks] == cells
    assert {block.table for block in read.blocks} == {0}


def test_kinds_levels_emphasis_and_encoding() -> None:
    bold, old = (
        "<text:span text:style-name='B'>5 mô hình</text:span>",
        "<text:span text:style-name='A'>x·</text:span>",
    )
    read = document(p("I", "h", "text:outline-level='2'") + listed(item(p("a"))) + p(f"Có {bold} và {old} này"))

    assert [(block.kind, block.level, block.encoding) for block in read.blocks] == [
        ("heading", 2, None),
        ("list_item", 1, None),
        ("paragraph", None, "tcvn3"),
    ]
    assert [read.text[span.start : span.end] for span in read.emphasis] == ["5 mô hình"]
    assert read.text.endswith("và xã này")


def test_running_heads_stand_behind() -> None:
    read = document(p("Xã"), f"<style:header>{p('Mật')}</style:header><style:footer>{p('Trang 1')}</style:footer>")

    assert (read.flow, read.text) == ("Xã", "Xã\nMật")


BROKEN = [
    ("no container", b"Bao cao", "damaged"),
    ("cut off", odt_file(p("Xã"))[:200], "damaged"),
    ("without its text", pack({"a.xml": "a"}), "no_document"),
    ("an empty part", pack({"content.xml": ""}), "damaged"),
    (
        "with a password",
        pack({"content.xml": "\x01", "META-INF/manifest.xml": "<a encryption-data='1'/>"}),
        "encrypted",
    ),
    ("pages as pictures", pack({"content.xml": content(""), "Pictures/1.png": "x"}), "no_text"),
    ("a bomb", pack({"content.xml": content(p("a" * 65 * 2**20))}), "too_large"),
    ("millions of marks", pack({"content.xml": content("<text:p/>" * 2_000_001)}), "too_large"),
]


@pytest.mark.parametrize(("data", "code"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_files_have_a_code_and_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        odt.read(data)

    assert (caught.value.code, caught.value.message[-1]) == (code, ".")


def test_what_stands_before_the_damage_is_read_and_the_reading_is_partial() -> None:
    whole = content(p("Xã có 12 hộ") + p("và 3"))
    read = odt.read(pack({"content.xml": whole[: whole.index("và 3") + 4]}))

    assert [piece.text for piece in read.pieces] == ["Xã có 12 hộ", "và 3"]
    assert (read.partial or "").startswith("damaged: ")


def test_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    body = f"<office:text>{p('Xã &b;&c;')}</office:text>"
    whole = f"{bomb}<office:document-content {NAMESPACES}><office:body>{body}</office:body></office:document-content>"

    assert [piece.text.strip() for piece in odt.read(pack({"content.xml": whole})).pieces] == ["Xã"]


ATTACKS = [
    ("tables nested deep", p("trên") + "<table:table><table:table-row><table:table-cell>" * 2000),
    ("lists nested deep", p("trên") + "<text:list><text:list-item>" * 100_000),
    ("spans nested deep", p("trên") + "<text:p>" + "<text:span>" * 100_000),
    ("a billion columns", p("trên") + table(cell("a", more="table:number-columns-repeated='999999999'") * 500)),
    (
        "a billion rows",
        p("trên")
        + "<table:table><table:table-row table:number-rows-repeated='999999999'>"
        + cell("a")
        + "</table:table-row></table:table>",
    ),
    ("a billion spaces", p("trên") + p("<text:s text:c='999999999'/>" * 1000 + "a")),
    (
        "absurd numbers",
        p("trên")
        + p("a", "h", f"text:outline-level='{'9' * 5000}'")
        + listed(item(p("b"), more="text:start-value='99999999999'")),
    ),
]


@pytest.mark.parametrize("body", [case[1] for case in ATTACKS], ids=[case[0] for case in ATTACKS])
def test_strange_files_are_read_soon(body: str) -> None:
    before = time.process_time()

    assert compose(odt.read(pack({"content.xml": content(body)}))).text.startswith("trên")
    assert time.process_time() - before < 2


def test_the_first_member_tells_the_kind() -> None:
    kinds = {"text": "odt", "presentation": "pptx", "spreadsheet": "ods"}
    assert {kind: readers.detect(pack({"content.xml": "a"}, kind)) for kind in kinds} == kinds
    assert readers.read_bytes(odt_file(p("Xã")), "a.doc").format == "odt"


def test_slides_of_impress() -> None:
    page = (
        "<draw:page><draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
        "<draw:frame presentation:class='title'><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>Nói chậm</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    body = page.format(p("Có 12 hộ"), "Kết quả") + page.format(table(cell("a") + cell("b")), "Bảng")
    read = slides.read(pack({"content.xml": content(body, "presentation")}, "presentation"))

    assert [(piece.page, piece.kind, piece.level, piece.text) for piece in read.pieces] == [
        (1, "heading", 1, "Kết quả"),
        (1, "paragraph", None, "Có 12 hộ"),
        (1, "paragraph", None, "Nói chậm"),
        (2, "heading", 1, "Bảng"),
        (2, "table_cell", None, "a"),
        (2, "table_cell", None, "b"),
        (2, "paragraph", None, "Nói chậm"),
    ]
    assert read.n_pages == 2


def test_names_that_are_no_letters_are_damage() -> None:
    data = odt_file(p("Xã"))
    with zipfile.ZipFile(BytesIO(data)) as whole:
        at = whole.start_dir
    broken = data[:at] + data[at:].replace(b"content.xml", b"c\xb7ntent.xml")
    flagged = bytearray(broken)
    flagged[broken.index(b"PK\x01\x02", at) + 9] |= 8  # the name is said to be UTF-8
    for start in (n for n in range(at, len(flagged)) if flagged[n : n + 4] == b"PK\x01\x02"):
        flagged[start + 9] |= 8

    with pytest.raises(Unreadable, match="damaged"):
        container.Container(bytes(flagged), "text")
