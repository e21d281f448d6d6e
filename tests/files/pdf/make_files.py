"""Makes the PDFs of this folder and, from the same words, what a reader must find in each (`*.json`).

Run by hand where LibreOffice is (`python tests/files/pdf/make_files.py`); the tests need only its results.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
NARROW = "Liberation Sans Narrow"  # it has no letters such as ế: LibreOffice takes them from another font
SERIF = "Liberation Serif"
STATE = (["UBND HUYỆN SƠN LÂM", "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM", "Số: 45/BC-UBND"],
         ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồng Tâm, ngày 12 tháng 6 năm 2023"])
BLANK = (["UBND XÃ ĐỒNG TÂM", "Số:          /TB-UBND"],
         ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồng Tâm, ngày       tháng 6 năm 2023"])
PARTY = (["ĐẢNG BỘ HUYỆN SƠN LÂM", "ĐẢNG ỦY XÃ ĐỒNG TÂM", "*", "Số 143-KH/ĐU"],
         ["ĐẢNG CỘNG SẢN VIỆT NAM", "Đồng Tâm, ngày 05 tháng 02 năm 2024"])
BODY = [
    ("Căn cứ Kế hoạch số 118/KH-UBND ngày 14/02/2023 của Ủy ban nhân dân huyện Sơn Lâm về phát động thi đua "
     "xây dựng mô hình mới; Ủy ban nhân dân xã Đồng Tâm báo cáo kết quả thực hiện sáu tháng đầu năm như sau:"),
    "I. Tình hình chung",
    "1. Công tác lãnh đạo, chỉ đạo",
    ("Ngay từ đầu năm, xã đã cụ thể hóa các văn bản của cấp trên, trong đó có Nghị quyết số 09-NQ/HU của Huyện ủy, "
     "Thông tư liên tịch số 15/2014/TTLT-BNV-BTC hướng dẫn chế độ chi, cùng Quyết định số 1127/QĐ-UBND ngày 03 "
     "tháng 4 năm 2023 về phân công thành viên ban chỉ đạo; mỗi thôn có một tổ tự quản do trưởng thôn phụ trách."),
    ("- Tuyên truyền trên loa truyền thanh 42 buổi, treo 15 băng rôn và cấp phát gần 1.200 tờ rơi đến từng hộ dân, "
     "tập trung vào vệ sinh môi trường, phòng cháy và nếp sống mới."),
    "- Vận động được 86.500.000 đồng từ doanh nghiệp và nhân dân để làm 1,4 km đường hoa.",
    "2. Kết quả cụ thể",
    "a) Mô hình \"Ánh sáng đường quê\" tại thôn Bình An lắp 64 bóng đèn, kinh phí 38.400.000 đồng do dân góp.",
    "b) Mô hình \"Ngày thứ bảy tình nguyện\" duy trì đều, giải quyết 212 lượt hồ sơ cho người dân ngay trong ngày.",
    ("Các mô hình nói trên được Hội đồng nhân dân xã giám sát hai lần trong năm, một lần vào đầu tháng 3 và một lần "
     "vào tháng 5; đoàn giám sát ghi nhận sự đồng thuận của nhân dân, đồng thời đề nghị bổ sung kinh phí cho "
     "tổ tự quản theo Nghị quyết số 12/2022/NQ-HĐND ngày 20 tháng 7 năm 2022 và thực hiện đúng quy định về "
     "công khai. Qua giám sát, "
     "các thôn đã bổ sung sổ ghi chép, thay ba tổ trưởng lớn tuổi và thống nhất lịch họp vào tối mùng năm hằng tháng."),
    ("Một số tổ tự quản sinh hoạt chưa đều; việc ghi sổ thu chi ở hai thôn còn chậm so với yêu cầu của huyện, có nơi "
     "đến hết quý mới tổng hợp, vì vậy số liệu gửi về xã phải đối chiếu nhiều lần trước khi niêm yết công khai. "
     "Ủy ban nhân dân xã đã nhắc nhở và cử cán bộ kế toán xuống hướng dẫn từng thôn, bảo đảm từ tháng 7 trở đi mọi "
     "khoản đóng góp được ghi ngay trong ngày, có chữ ký của người nộp và người thu."),
    "II. Nhiệm vụ thời gian tới",
    ("Tiếp tục nhân rộng mô hình \"Ánh sáng đường quê\" ra ba thôn còn lại; phấn đấu đến cuối năm toàn xã có ít nhất "
     "sáu mô hình được công nhận, trong đó hai mô hình về chuyển đổi số và một mô hình về bảo vệ rừng./."),
]
ENDING = (["Nơi nhận:", "- UBND huyện (báo cáo);", "- Thường trực Đảng ủy, HĐND xã;", "- Các thôn;", "- Lưu: VT."],
          ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Thử"])
TITLE = "Kết quả sáu tháng thực hiện phong trào thi đua xây dựng mô hình mới trên địa bàn xã Đồng Tâm năm 2023"
HEAD = ["TT", "Tên mô hình", "Thôn", "Kinh phí (đồng)"]
MODELS = [("Ánh sáng đường quê", "Bình An", "38.400.000"), ("Ngày thứ bảy tình nguyện", "Trung tâm xã", "0"),
          ("Tiếng kẻng an ninh gắn với tổ liên gia phòng cháy, chữa cháy tại khu dân cư", "Bản Mới", "7.250.000")]


def start(font: str, size: int = 14) -> Document:
    """An empty A4 document in one font."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    return document


def columns(document, sides, widths, align, size=13) -> None:
    """Two columns in a table without lines, as letterheads are made."""
    table = document.add_table(1, 2)
    table.autofit = False
    for cell, lines, width, how in zip(table.rows[0].cells, sides, widths, align, strict=True):
        cell.width = Cm(width)
        for n, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            paragraph.alignment = how
            paragraph.paragraph_format.space_after = Pt(0 if line != "PHÓ CHỦ TỊCH" else 50)
            paragraph.add_run(line).font.size = Pt(size - (2 if how == ALIGN.LEFT else 0))


def page_numbers(document) -> None:
    """The page's number in the middle of the header, not on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def write(document, text: str, align=ALIGN.JUSTIFY, bold=False) -> None:
    """One paragraph, its first line indented where it is justified."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    if align == ALIGN.JUSTIFY:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.add_run(text).bold = bold


def report(font: str, body: list[str]) -> tuple[Document, list[str]]:
    """A report from letterhead to signature, and its pieces in the order they are read."""
    document = start(font)
    page_numbers(document)
    columns(document, STATE, (7.2, 9.2), (ALIGN.CENTER, ALIGN.CENTER), 12)
    write(document, "BÁO CÁO", ALIGN.CENTER, True)
    write(document, TITLE, ALIGN.CENTER, True)
    for text in body:
        write(document, text)
    columns(document, ENDING, (8, 8), (ALIGN.LEFT, ALIGN.CENTER))
    return document, [*STATE[0], *STATE[1], "BÁO CÁO", TITLE, *body, *ENDING[0], *ENDING[1]]


def party() -> tuple[Document, list[str]]:
    """A Party body's plan."""
    document = start(SERIF)
    columns(document, PARTY, (8, 8), (ALIGN.CENTER, ALIGN.CENTER))
    write(document, "KẾ HOẠCH", ALIGN.CENTER, True)
    write(document, BODY[3])
    return document, [*PARTY[0], *PARTY[1], "KẾ HOẠCH", BODY[3]]


def blank() -> tuple[Document, list[str]]:
    """A notice whose number and day are left for the signing program."""
    document = start(SERIF)
    columns(document, BLANK, (7, 9.5), (ALIGN.CENTER, ALIGN.CENTER))
    write(document, "THÔNG BÁO", ALIGN.CENTER, True)
    write(document, BODY[0])
    return document, ["UBND XÃ ĐỒNG TÂM", "Số: 87 /TB-UBND", *BLANK[1][:2], "Đồng Tâm, ngày 09 tháng 6 năm 2023",
                      "THÔNG BÁO", BODY[0]]


def ruled() -> tuple[Document, list[list[object]]]:
    """A table over two pages, its head repeated, two cells merged; pieces as [text, row, column]."""
    document = start(SERIF)
    write(document, "Phụ lục kèm theo báo cáo", ALIGN.CENTER)
    table = document.add_table(2, 4)
    table.style, table.autofit = "Table Grid", False
    pieces: list[list[object]] = [["Phụ lục kèm theo báo cáo", None, None]]
    for col, text in enumerate(HEAD):
        table.cell(0, col).text = text
        pieces.append([text, 0, col])
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    table.cell(1, 0).merge(table.cell(1, 3)).text = "A. Lĩnh vực kinh tế, văn hóa"
    pieces.append(["A. Lĩnh vực kinh tế, văn hóa", 1, 0])
    for number in range(1, 28):
        row = [str(number), *MODELS[number % 3]]
        for col, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            pieces.append([text, number + 1, col])
    for row in table.rows:
        for cell, width in zip(row.cells, (1.2, 7.5, 3.6, 3.7), strict=True):
            cell.width = Cm(width)
    write(document, "Tổng kinh phí đã huy động là 410.850.000 đồng.")
    return document, [*pieces, ["Tổng kinh phí đã huy động là 410.850.000 đồng.", None, None]]


def to_pdf(document, name: str, options: str = "") -> Path:
    """The document as a PDF in this folder, by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{name}.docx")
        document.save(source)
        subprocess.run(["soffice", "--headless", "--convert-to", f"pdf{options}", "--outdir", str(HERE), str(source)],
                       check=True, capture_output=True)
    return HERE / f"{name}.pdf"


def stamp(path: Path, stamps: list[tuple[float, float, list[str]]]) -> None:
    """Words in the appearance of annotations, as signing programs leave them."""
    document = pdfium.PdfDocument(path.read_bytes())
    page = document[0]
    for x, y, lines in stamps:
        annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(x - 2, y + 14, x + 150, y - 12 * len(lines)))
        for n, line in enumerate(lines):
            words = raw.FPDFPageObj_NewTextObj(document, b"Times-Roman", 13 if len(lines) == 1 else 7)
            raw.FPDFText_SetText(words, ctypes.cast(ctypes.create_string_buffer(line.encode("utf-16-le") + b"\0\0"),
                                                    ctypes.POINTER(ctypes.c_ushort)))
            raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, x, y - 9 * n)
            raw.FPDFAnnot_AppendObject(annotation, words)
        raw.FPDFPage_CloseAnnot(annotation)
    document.save(path)
    document.close()


def place_of(path: Path, words: str, before: str) -> tuple[float, float]:
    """Where the blank behind some words begins."""
    document = pdfium.PdfDocument(path.read_bytes())
    textpage = document[0].get_textpage()
    index = textpage.get_text_range().index(words) + words.index(before)
    _, bottom, right, _ = textpage.get_charbox(index + len(before) - 1)
    return right + 5, bottom + 2


def main() -> None:
    """All files of the folder."""
    expected: dict[str, object] = {}
    for name, (document, pieces) in {"report": report(SERIF, BODY), "scrambled": report(NARROW, BODY[:6]),
                                     "party": party(), "stamped": blank(), "table": ruled()}.items():
        to_pdf(document, name)
        expected[name] = pieces
    stamped = HERE / "stamped.pdf"
    stamp(stamped, [(*place_of(stamped, "Số:", ":"), ["87"]), (*place_of(stamped, "ngày", "ngày"), ["09"]),
                    (330, 90, ["Signed by: UBND xa Dong Tam", "Date: 2023-06-09 08:15:00"])])
    to_pdf(report(SERIF, BODY[:1])[0], "locked", ':writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
           '"DocumentOpenPassword":{"type":"string","value":"secret"}}')
    (HERE / "junk.pdf").write_bytes(b"\r\nHTTP/1.1 200 OK\r\n\r\n" + (HERE / "party.pdf").read_bytes())
    expected["junk"] = expected["party"]
    picture = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(picture).text((80, 80), "BAO CAO", fill=0)
    picture.save(HERE / "picture.pdf")
    (HERE / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
