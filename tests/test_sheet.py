"""Spreadsheets: what cells show, where blocks stand, legacy fonts, letterheads, kinds of files."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from html import escape
from io import BytesIO
from typing import Any

import pytest

from extract import find, read_bytes
from extract.document import Document
from extract.errors import Unreadable
from tests.cases import SHARED, needs_shared
from tests.legacy_measure import accuracy
from tests.sheet_files import label, number, record, rich, text, xls, xlsb, xlsx

STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
REPORT: list[list[Any]] = [
    ["UBND XÃ BA BÍCH", None, None, STATE],
    ["Số: 12/BC-UBND", None, None, MOTTO],
    [None, None, None, "Ba Bích, ngày 05 tháng 3 năm 2024"],
    [None],
    [None, "BÁO CÁO"],
    [None, "Kết quả huy động đóng góp làm đường năm 2023"],
    [None, None, None, "Đơn vị tính: triệu đồng"],
    ["STT", "Thôn", "Ngày", "Số tiền"],
    [1, "Suối Mây", date(2023, 3, 5), 12.5],
    [2, "Đồi Chè", date(2023, 11, 20), 7],
    ["Tổng cộng", None, None, 19.5],
    [None],
    ["Nơi nhận:", None, None, "TM. ỦY BAN NHÂN DÂN"],
    ["- UBND huyện;", None, None, "CHỦ TỊCH"],
    ["- Lưu: VT.", None, None, "Đinh Văn Tám"],
]


def rows(document: Document) -> list[tuple[str, str]]:
    """The kind and the words of each block."""
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def words(data: bytes) -> list[str]:
    return [words for _, words in rows(read_bytes(data))]


def test_a_report_as_a_sheet_has_its_header_its_table_and_its_signature() -> None:
    document = read_bytes(xlsx(REPORT))
    found = find(document)
    header = found.header

    assert (header.issuer, header.symbol, header.date) == ("UBND xã Ba Bích", "12/BC-UBND", "2024-03-05")
    assert (header.doc_type, header.title) == ("báo cáo", "Kết quả huy động đóng góp làm đường năm 2023")
    assert header.signer == "Đinh Văn Tám"
    assert [block.row for block in document.blocks if block.kind == "table_cell"] == [
        6, *[7] * 4, *[8] * 4, *[9] * 4, *[10] * 2]
    assert [(money.raw, money.amount_vnd) for money in found.money] == [
        ("12,5", 12_500_000), ("7", 7_000_000), ("19,5", 19_500_000)]


SHOWN = [
    ("a whole number", 1500000, "1500000"),
    ("a fraction", 2.75, "2,75"),
    ("an amount with hundredths", 1234567890.55, "1234567890,55"),
    ("what a sum left", 0.1 + 0.2, "0,3"),
    ("a day", date(2024, 3, 5), "05/03/2024"),
    ("a switch", True, "TRUE"),
    ("digits as text", "007", "007"),
    ("text that looks like a formula", "'=1", "'=1"),
]


@pytest.mark.parametrize(("value", "shown"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN])
def test_what_a_cell_shows(value: object, shown: str) -> None:
    assert words(xlsx([["a", value]])) == ["a", shown]


def test_shares_and_errors_are_shown_as_excel_shows_them() -> None:
    sheet = ('<row r="1"><c r="A1" s="1"><v>0.125</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
             '<c r="C1" t="inlineStr"><is><t>x</t></is></c></row>')
    styles = '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>'

    assert words(workbook(sheet, styles=styles)) == ["12,5%", "#DIV/0!", "x"]
    error = b"\x05\x02\x08\x00\x00\x00\x02\x00\x00\x00\x07\x01"
    assert words(xls([label(0, 0, 0), error, number(0, 1, 0.5, 1)], [text("a")])) == ["Quy I", "a", "50%", "#DIV/0!"]


FORMATS = [
    ("words behind the number", '#,##0" đồng"', "1500", "1500 đồng"),
    ("words in front, behind a colour", '[Red]"Điều "0', "5", "Điều 5"),
    ("a percent sign that is only a word", '0.0"%"', "12.5", "12,5%"),
    ("a percent sign behind a stroke", r"0.0\%", "12.5", "12,5"),
    ("a share with words", '0.0%" (ước)"', "0.125", "12,5%"),
    ("thousands that are cut off", '#,##0,"k"', "1500", "1500"),
    ("a format for each sign", '"thu "0;"chi "0', "-5", "-5"),
    ("a day", 'dd"/"mm', "45000", "15/03/2023"),
]


@pytest.mark.parametrize(("code", "value", "shown"), [case[1:] for case in FORMATS], ids=[case[0] for case in FORMATS])
def test_words_in_the_format_of_a_number(code: str, value: str, shown: str) -> None:
    styles = (f'<numFmts><numFmt numFmtId="164" formatCode="{escape(code, quote=True)}"/></numFmts>'
              '<cellXfs><xf/><xf numFmtId="164"/></cellXfs>')

    assert words(workbook(f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>', styles=styles)) == [shown]


@pytest.mark.parametrize(("code", "shown"), [('0" hộ"', "0,5 hộ"), ('0"%"', "0,5%"), ("0%", "50%")])
def test_formats_of_excel_97(code: str, shown: str) -> None:
    styles = record(0x41E, struct.pack("<HHB", 10, len(code), 1) + code.encode("utf-16-le"))

    assert words(xls([number(0, 0, 0.5, 1)], protected=styles)) == ["Quy I", shown]


FORMULAS = [
    ("a result", "<f>A1+1</f><v>2</v>", False), ("none", "<f>SUM(A1:A2)</f>", True),
    ("an empty one", "<f>A1</f><v/>", True),
    ("an empty one, as openpyxl writes it", "<f>A1</f><v></v>", True),
    ("a shared formula", '<f t="shared" si="0"/>', True),
]


@pytest.mark.parametrize(("inside", "lost"), [case[1:] for case in FORMULAS], ids=[case[0] for case in FORMULAS])
def test_formulas_without_results_are_told(inside: str, lost: bool) -> None:
    row = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{inside}</c><c r="C1" t="str"><f>A9</f><v></v></c></row>'

    assert (read_bytes(workbook(row)).partial or "").startswith("uncomputed: ") == lost


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(sheet: str, styles: str = "", shared: str = "", name: str = "Sheet1", **more: str) -> bytes:
    """A workbook with the insides of these parts."""
    kinds = {"worksheets/sheet1": ("worksheet", f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>"),
             "styles": ("styles", f"<styleSheet {MAIN}>{styles}</styleSheet>"),
             "sharedStrings": ("sharedStrings", f"<sst {MAIN}>{shared}</sst>")}
    relations = "".join(f'<Relationship Id="r{n}" Type="{RELATED}/{kind}" Target="{part}.xml"/>'
                        for n, (part, (kind, _)) in enumerate(kinds.items()))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{RELATED}"><sheets>'
                           f'<sheet name="{name}" sheetId="1" r:id="r0"/></sheets></workbook>')
        container.writestr("xl/_rels/workbook.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/"
                           f"package/2006/relationships'>{relations}</Relationships>")
        for part, (_, content) in kinds.items():
            container.writestr(f"xl/{part}.xml", content)
        for part, content in more.items():
            container.writestr(part, content)
    return buffer.getvalue()


def test_legacy_fonts_cell_by_cell() -> None:
    fonts = '<fonts><font><name val="Arial"/></font><font><name val=".VnTimeH"/></font></fonts>'
    styles = f'{fonts}<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    shared = ("<si><t>b¸o c¸o</t></si><si><t>Số hộ nghèo</t></si>"
              '<si><r><t>Xã </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>Tr\xad¬ng S¬n</t></r></si>')
    sheet = "".join(f'<row r="{n}"><c r="A{n}" t="s"{style}><v>{n - 1}</v></c></row>'
                    for n, style in ((1, ' s="1"'), (2, ' s="1"'), (3, "")))
    document = read_bytes(workbook(sheet, styles, shared))

    assert document.text.split("\n") == ["BÁO CÁO", "Số hộ nghèo", "Xã Trương Sơn"]
    assert [block.encoding for block in document.blocks] == ["tcvn3", None, "tcvn3"]


def test_legacy_fonts_in_excel_97_also_inside_a_cell() -> None:
    texts = [text("Tæng sè tiÒn"), text("Tổng số"), rich("Xã Tr\xad¬ng S¬n", (3, 5))]
    fonts = ("Arial", ".VnTime", "Arial", "Arial", "none has this number", ".VnTime")
    document = read_bytes(xls([label(0, 0, 0, 1), label(1, 0, 1, 1), label(2, 0, 2)], texts, fonts))

    assert document.text.split("\n") == ["Quy I", "Tổng số tiền", "Tổng số", "Xã Trương Sơn"]


def test_a_sheet_without_fonts_is_judged_by_its_words() -> None:
    assert words(xlsx([["QuyÕt ®Þnh cña Bé tr\xad\xebng"], ["B¸o c¸o kÕt qu¶"], ["Xã"]]))[:2] == [
        "Quyết định của Bộ trưởng", "Báo cáo kết quả"]


def test_sheets_in_their_order_hidden_ones_too_and_empty_ones_not() -> None:
    document = read_bytes(xlsx([["a", "b", "c"]], title="Biểu 1", Sheet2=[], ẩn=[["d", "e", "f"]]))

    assert document.text.split("\n") == ["Biểu 1", "a", "b", "c", "ẩn", "d", "e", "f"]
    assert [block.table for block in document.blocks] == [None, 0, 0, 0, None, 2, 2, 2]


OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="Thu">'
    '<table:table-row table:number-rows-repeated="3"/><table:table-row><table:table-cell><text:p>Thôn<text:s/>A'
    '</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" '
    'office:value="2.5"/>'
    '<table:table-cell office:value-type="date" office:date-value="2024-03-05"/><table:table-cell office:value-type='
    '"percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table></office:document-content>")


def ods(content: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("content.xml", content)
    return buffer.getvalue()


def test_open_document_sheets() -> None:
    document = read_bytes(ods(OPEN))

    assert (document.format, document.text.split("\n")) == (
        "ods", ["Thu", "Thôn A", "2,5", "2,5", "05/03/2024", "50%"])
    assert [(block.row, block.col) for block in document.blocks[1:]] == [(3, col) for col in range(5)]


EXCEL_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:'
    'spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="v"><Font ss:FontName='
    '".VnTime"/></Style></Styles><Worksheet ss:Name="Thu"><Table><Row ss:Index="3"><Cell ss:StyleID="v" ss:MergeAcross='
    '"1"><Data ss:Type="String">Sè tiÒn</Data></Cell><Cell><Data ss:Type="Number">2.5</Data></Cell><Cell ss:Index="6">'
    '<Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>')


def test_excel_2003_xml_under_any_name() -> None:
    document = read_bytes(EXCEL_2003.encode(), "bieu.xls")

    assert (document.format, document.text.split("\n")) == ("xls", ["Thu", "Số tiền", "2,5", "05/03/2024"])
    assert [(block.row, block.col) for block in document.blocks[1:]] == [(2, 0), (2, 2), (2, 5)]


@pytest.mark.parametrize(("data", "name", "format"), [
    (b"<html><table border=1><tr><td>Th&#244;n<td>H&#7897;<tr><td>A<td>12</table>", "a.xls", "html"),
    ("Thôn\tSố hộ\nSuối Mây\t12\nĐồi Chè\t9\n".encode(), "a.xls", "txt"),
])
def test_other_things_named_xls(data: bytes, name: str, format: str) -> None:
    document = read_bytes(data, name)

    assert document.format == format
    assert {block.kind for block in document.blocks} == {"table_cell"}


def test_a_workbook_of_excel_97_full_of_pictures() -> None:
    pictures = [record(0xEB, bytes(8000))] * 1000  # 8 MB: the container needs a list of its tables

    assert words(xls([*pictures, label(0, 0, 0)], [text("Xã")])) == ["Quy I", "Xã"]


def test_binary_workbooks() -> None:
    document = read_bytes(xlsb(2, 1))

    assert (document.format, document.text.split("\n")) == ("xlsx", ["Thu", "Xã", "2,5"])


@pytest.mark.parametrize(("written", "name"), [
    ('Thôn;Số tiền\n"Suối; Mây";12,5\n', "a.csv"), ("Thôn\tSố tiền\nSuối; Mây\t12,5", "a.tsv"),
    ("\ufeffThôn,Số tiền\r\nSuối; Mây,\"12,5\"", "a.csv")])
def test_tables_as_text(written: str, name: str) -> None:
    document = read_bytes(written.encode(), name)

    assert document.format == "csv"
    assert document.text.split("\n") == ["Thôn", "Số tiền", "Suối; Mây", "12,5"]
    assert [(block.row, block.col) for block in document.blocks] == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("cell", [
    '<c r="XFD1048576"><v>1</v></c>', '<c s="2" r="XFD1048576"><v>1</v></c>', "<c r='D2147483648' s='1'><v>1</v></c>",
    '<c r="B9"/><c r="AA999999" s="1" t="n"><v>1</v></c>', '<c r="HZ99999" t="str"><v>1</v></c>',
    '<c r="ZZZ9999"><v>1</v></c>', '<x:c r="XFD1048576"><x:v>1</x:v></x:c>'])
def test_a_sheet_too_large_for_native_code_is_refused_before_it_sees_it(cell: str) -> None:
    with pytest.raises(Unreadable, match="too_large"):
        read_bytes(workbook(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="9">{cell}</row>'))


def test_cells_without_words_cost_nothing() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"/></row>' for n in range(2, 3000))

    assert words(workbook(f'<row r="1"><c r="B1"><v>1</v></c></row>{empty}')) == ["1"]


# Titles typed in small letters of a capitals font are capitals in print, which the truth does not say.
@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "legacy").glob("*.xls")), ids=lambda path: path.name)
def test_the_real_files_in_legacy_fonts(path: Any) -> None:
    truth = path.with_suffix(".truth.txt").read_text(encoding="utf-8").lower().replace(",", ".")
    found = accuracy(read_bytes(path.read_bytes()).text.lower().replace(",", "."), truth)

    assert found.diacritics >= 0.985
