"""Office files, pages and texts that mean harm or are broken, each with the code it must end in.

Run as a program, it reads them all and says of each the code, the seconds and the most memory until then.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from msoffcrypto.format.ooxml import OOXMLFile

from extract.errors import Unreadable
from extract.readers import read_bytes
from extract.readers.sheet.ole_files import packed
from tests.docx_files import NAMESPACES, cell, docx_file, p, pack, part, row, table
from tests.memory import peak_mb
from tests.sheet_files import label, number, record, text, xls, xlsb, xlsx
from tests.test_sheet import EXCEL_2003, ods, workbook

MEGABYTE = 2**20
NULL_PASSWORD = struct.pack("<3H", 0, 0, 0)


def bomb(name: str, head: bytes, filling: bytes, claimed: int = 1000 * MEGABYTE, **others: str) -> bytes:
    """A zip whose member of this name inflates to a gigabyte, whatever it claims."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(filling * (MEGABYTE // len(filling))) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += block * 1000 + packer.flush()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr(name, packed)
        for other, content in others.items():
            container.writestr(other, content)
    data = bytearray(buffer.getvalue())
    for header, method, size in ((data.find(b"PK\x03\x04"), 8, 22), (data.find(b"PK\x01\x02"), 10, 24)):
        data[header + method] = zipfile.ZIP_DEFLATED
        data[header + size:header + size + 4] = struct.pack("<I", claimed)
    return bytes(data)


def encrypted(data: bytes, password: str) -> bytes:
    """The file as Office encrypts it."""
    buffer, source = BytesIO(), BytesIO(data)
    with zipfile.ZipFile(source, "a") as container:
        if "[Content_Types].xml" not in container.namelist():
            container.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>')
        # msoffcrypto writes packages below 4,096 bytes in a way that it does not read.
        container.writestr("docProps/thumbnail", hashlib.shake_256().digest(5000))
    OOXMLFile(source).encrypt(password, buffer)
    return buffer.getvalue()


def entities(head: str, body: str) -> bytes:
    """A Word document whose XML begins with these declarations."""
    inner = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return pack({"word/document.xml": f"<!DOCTYPE x [{head}]>{inner}"})


def laughs() -> str:
    """Nine declarations of which each repeats the one before ten times."""
    return '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def doubled() -> bytes:
    """A Word document in which the same part stands twice, the second one broken."""
    buffer = BytesIO(docx_file(p("Xã")))
    with zipfile.ZipFile(buffer, "a") as container, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        container.writestr("word/document.xml", "<broken")
    return buffer.getvalue()


def crowded() -> bytes:
    """A Word document with a hundred thousand other members."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("word/document.xml", part("document", f"<w:body>{p('Xã')}</w:body>"))
        for number in range(100_000):
            container.writestr(f"word/media/{number}", b"")
    return buffer.getvalue()


def shared(count: int, size: int) -> bytes:
    """A workbook of which that many cells show the same text of that many letters."""
    cells = "".join(f'<c r="{chr(65 + n % 26)}{n // 26 + 1}" t="s"><v>0</v></c>' for n in range(count))
    return workbook(f"<row>{cells}</row>", shared=f"<si><t>{'a' * size}</t></si>")


def rounds() -> bytes:
    """An encrypted document whose passwords take ten times as long as those of Office."""
    data = encrypted(docx_file(p("Xã")), "x")
    assert data.count(b'spinCount="100000"') > 0
    return data.replace(b'spinCount="100000"', b'spinCount="999999"')


TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = b"<?xml version='1.0'?>"
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FLAT = ('<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{}</pkg:xmlData></pkg:part></pkg:package>')
WORD_2003 = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
CLAIMED = ('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="99999999999">'
           "<si><t>Xã</t></si></sst>")
SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

# A name, what makes the file, its name, and the code it ends in; "ok" and "partial" are documents.
Case = tuple[Callable[[], bytes], str, str]
CASES: dict[str, Case] = {
    "nothing": (lambda: b"", "a.docx", "empty"),
    "a docx cut off": (lambda: docx_file(p("Xã" * 500))[:300], "a.docx", "damaged"),
    "an xlsx cut off": (lambda: xlsx([["Xã"]])[:-200], "a.xlsx", "damaged"),
    "an xls cut off": (lambda: xls([label(0, 0, 0)], [text("Xã")])[:1500], "a.xls", "damaged"),
    "noise behind the signature of OLE": (
        lambda: packed(Workbook=b"\x09\x08" + bytes(range(256)) * 40), "a.xls", "damaged"),
    "a docx under the name of a PDF": (lambda: docx_file(p("Xã")), "a.pdf", "ok"),
    "an xls under the name of a docx": (lambda: xls([label(0, 0, 0)], [text("Xã")]), "a.docx", "ok"),
    "a docx with a password": (lambda: encrypted(docx_file(p("Xã")), "mật"), "a.docx", "encrypted"),
    "an xlsx with a password": (lambda: encrypted(xlsx([["Xã"]]), "mật"), "a.xlsx", "encrypted"),
    "an xls with a password": (
        lambda: xls([label(0, 0, 0)], [text("Xã")], protected=struct.pack("<HHHHH", 0x2F, 6, 0, 1234, 4321)),
        "a.xls", "encrypted"),
    "a password that takes hours": (rounds, "a.docx", "encrypted"),
    "a container that only claims to be encrypted": (
        lambda: packed(EncryptedPackage=b"x" * 5000, EncryptionInfo=b"\x04\0\x04\0@\0\0\0<a/>"), "a.docx", "damaged"),
    "a docx of 1 GB of letters": (lambda: bomb("word/document.xml", b"<w>", b"a"), "a.docx", "too_large"),
    "a docx of 1 GB of paragraphs": (lambda: bomb("word/document.xml", b"<w>", b"<w:p/>"), "a.docx", "too_large"),
    "a docx that lies about its size": (lambda: bomb("word/document.xml", b"<w>", b"a", 10), "a.docx", "damaged"),
    "styles of 1 GB": (
        lambda: bomb("word/styles.xml", b"", b"a", **{
                     "word/document.xml": part("document", f"<w:body>{p('Xã')}</w:body>")}), "a.docx", "too_large"),
    "a cell over twenty million columns": (
        lambda: docx_file(table(row(cell("Xã", settings="<w:gridSpan w:val='20000000'/>")))), "a.docx", "ok"),
    "a merged cell without its start": (
        lambda: docx_file(table(row(cell("Xã", settings="<w:vMerge/>"), cell("12")))), "a.docx", "ok"),
    "tables 2,000 deep": (
        lambda: docx_file(p("Xã") + "<w:tbl><w:tr><w:tc>" * 2000 + p() + "</w:tc></w:tr></w:tbl>" * 2000),
        "a.docx", "partial"),
    "a milliard laughs": (
        lambda: entities(laughs(), f"{p('Xã')}<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"), "a.docx", "partial"),
    "a file of the system as an entity": (
        lambda: entities('<!ENTITY a SYSTEM "file:///etc/hostname">', f"{p('Xã')}<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
        "a.docx", "ok"),
    "an address as an entity": (
        lambda: entities('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;', p("Xã")), "a.docx", "partial"),
    "a part that stands twice": (doubled, "a.docx", "partial"),
    "a hundred thousand members": (crowded, "a.docx", "ok"),
    "a Word document as one XML file": (
        lambda: FLAT.format(part("document", f"<w:body>{p('Xã')}</w:body>").partition("?>")[2]).encode(),
        "a.doc", "ok"),
    "one XML file whose part is a bomb of base64": (
        lambda: FLAT.replace("pkg:xmlData", "pkg:binaryData").format("A" * (90 * MEGABYTE)).encode(),
        "a.xml", "damaged"),
    "XML of Word 2003 without LibreOffice": (lambda: WORD_2003, "a.doc", "unsupported"),
    "other XML": (lambda: XML + b"<a>Xa</a>", "a.xml", "unsupported"),
    "a sheet with cells at both ends": (lambda: workbook(FAR), "a.xlsx", "too_large"),
    "a sheet in Excel 97 with cells at both ends": (
        lambda: xls([number(0, 0, 1), number(65535, 60000, 1)]), "a.xls", "too_large"),
    "a sheet in Excel 97 that claims milliards of cells": (
        lambda: xls([record(0x200, struct.pack("<IIHHH", 0, 2**32 - 1, 0, 2**16 - 1, 0)), label(0, 0, 0)],
                    [text("Xã")]), "a.xls", "ok"),
    "a binary sheet with a cell at its end": (lambda: xlsb(1_048_575, 16_000), "a.xlsb", "too_large"),
    "shared texts that claim to be milliards": (lambda: workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **{"xl/sharedStrings.xml": CLAIMED}), "a.xlsx", "ok"),
    "shared texts that claim to be milliards in a broken tag": (lambda: workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        **{"xl/sharedStrings.xml": CLAIMED.replace(">", "\0", 1)}), "a.xlsx", "damaged"),
    "a sheet that declares more than it holds": (
        lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row></sheetData><dimension ref="A1:XFD1048576"/>'
                         "<sheetData>"), "a.xlsx", "ok"),
    "a million cells without words": (
        lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row>' + '<row r="2"><c r="B2" s="1"/></row>' * 500_000),
        "a.xlsx", "ok"),
    "a sheet of 1 GB": (
        lambda: bomb("xl/worksheets/sheet1.xml", SHEET_HEAD, b"<row r='1'><c r='A1'/></row>", **{
            name: zipfile.ZipFile(BytesIO(workbook(""))).read(name).decode()
            for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")}), "a.xlsx", "too_large"),
    "a long text that thousands of cells share": (lambda: shared(20_000, 30_000), "a.xlsx", "too_large"),
    "a long text that thousands of cells of Excel 97 share": (
        lambda: xls([label(n % 4000, n // 4000, 0) for n in range(40_000)], [text("a" * 3500)]), "a.xls", "too_large"),
    "an ods that repeats a row for ever": (
        lambda: ods('<a xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:'
                    'opendocument:xmlns:text:1.0"><table:table><table:table-row table:number-rows-repeated="999999999">'
                    '<table:table-cell table:number-columns-repeated="999999999"><text:p>Xã</text:p></table:table-cell>'
                    "</table:table-row></table:table></a>"), "a.ods", "ok"),
    "a sheet of Excel 2003 that is cut off": (lambda: EXCEL_2003.encode()[:-60], "a.xls", "ok"),
    "a text of zeros": (lambda: bytes(50 * MEGABYTE), "a.txt", "no_text"),
    "a line of 20 MB": (lambda: b"a" * (20 * MEGABYTE), "a.txt", "ok"),
    "noise under the name of a text": (lambda: bytes(range(256)) * 1000, "a.txt", "unsupported"),
    "a page 100,000 elements deep": (lambda: b"<html><body>" + b"<div>" * 100_000 + b"Xa", "a.html", "too_complex"),
    "20,000 lines in 3,900 bold words within bold words": (
        lambda: b"<html>" + b"<b>Xa" * 3_900 + b"<p>Xa" * 20_000, "a.html", "ok"),
    "40,000 ends of what was not begun": (lambda: b"<html><p>" + b"Xa xa xa xa</so>" * 40_000, "a.html", "ok"),
    "a style sheet without rules": (
        lambda: b"<html><style>.x{font-family:.VnTime}" + b"so " * 100_000 + b"</style><p>Xa", "a.html", "ok"),
    "a cell of 40,000 lines": (
        lambda: b"<html><table><tr><td>" + "Xã, ngày tháng năm<br>".encode() * 40_000, "a.html", "ok"),
    "a cell over a milliard columns on a page": (
        lambda: b"<html><table border=1><tr><td colspan=999999999>a<td>b<tr><td>c<td>d</table>", "a.html", "ok"),
    "a page of pictures in itself": (
        lambda: b"<html><img src='data:image/png;base64," + base64.b64encode(bytes(20 * MEGABYTE)) + b"'>", "a.html",
        "no_text"),
}


def ending(data: bytes, name: str) -> str:
    """The code that reading ends in."""
    try:
        document = read_bytes(data, name)
    except Unreadable as error:
        return error.code
    return "partial" if document.partial else "ok"


if __name__ == "__main__":
    for case, (make, name, _) in CASES.items():
        data, start = make(), time.process_time()
        code = ending(data, name)
        peak = peak_mb()
        print(json.dumps([case, code, round(time.process_time() - start, 2), peak]), flush=True)
