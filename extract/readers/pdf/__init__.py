"""PDFs with a text layer: pdfium for words and ruling lines, pdfplumber for the tables these rule.

Only this module, `pdf_words` and `pdf_rules` know the two libraries. Geometry is in `pdf_lines` (words),
`pdf_columns` (order), `pdf_grids` and `pdf_tables` (cells), `pdf_margins` (running heads) and `joining`
(paragraphs); `pdf_assembly` puts it together.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.document import Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.pdf import assembly as pdf_assembly
from extract.readers.pdf import limits as pdf_limits
from extract.readers.pdf import lines as pdf_lines
from extract.readers.pdf.assembly import Sheet
from extract.readers.pdf.grids import Box
from extract.readers.pdf.lines import Run
from extract.readers.pdf.margins import is_certificate
from extract.readers.pdf.rules import find_grids
from extract.readers.pdf.tables import Grid, into_cells
from extract.readers.pdf.words import Place, Words, placer, runs_of

FEW_LETTERS = 40  # a scan may bear a page number or the name of the program that made it
MANY_SHAPES = 100
QUIET = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE)


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The words of a PDF in reading order; pages without a text layer are counted in `partial`."""
    pdf_limits.refuse_bombs(data)
    document = _open(data)
    try:
        count = len(document)
        sheets = [_sheet(document, number) for number in range(min(count, pdf_limits.MAX_PAGES))]
    finally:
        document.close()
    return pdf_assembly.reading(sheets, count)


def _open(data: bytes) -> Any:
    """The document; junk before the header is tried both ways, since offsets may count it or not."""
    start = max(data.find(b"%PDF-"), 0)
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("encrypted", "The PDF is protected with a password.") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise Unreadable("encrypted", "The PDF is protected in a way that is not known here.") from error
        if start:
            return _open(data[start:])
        raise Unreadable("damaged", "The PDF is cut off or damaged: its list of pages cannot be read.") from error


def _sheet(document: Any, number: int) -> Sheet:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Sheet(number + 1, state="damaged")
    width, height = page.get_size()
    words = Words(page.get_textpage(), placer(page))
    grids = find_grids(page, words.place)
    try:
        sheet = _read_words(words, grids, Sheet(number + 1, width, height))
        if sheet.state == "read" and _is_picture(page, words, (width, height)):
            sheet = sheet._replace(state="picture")
    finally:
        words.textpage.close()
    stamps = list(_stamps(document, page, number, words.place))
    page.close()
    return sheet._replace(runs=[*sheet.runs, *(run for run in stamps if run.stamped)],
                          aside=[*sheet.aside, *(run for run in stamps if not run.stamped)])


def _read_words(words: Words, grids: list[Grid], sheet: Sheet) -> Sheet:
    """The sheet with the page's words: line by line, or glyph by glyph where order or place is in doubt."""
    if pdf_lines.is_garbage(words.text):
        return sheet._replace(state="codes")
    tests = (("lost", pdf_lines.has_lost_letters), ("legacy", pdf_lines.has_legacy_letters))
    state = next((state for state, test in tests if test(words.text)), "read")
    if words.count > pdf_limits.MAX_PAGE_CHARS:
        state = "cut"
    turn = words.turn()
    if pdf_lines.is_scrambled(words.text):
        glyphs = pdf_lines.by_geometry(glyph for line in words.lines for glyph in words.glyphs(line, True, turn))
    elif grids or turn is not None:
        glyphs = [glyph for line in words.lines for glyph in words.glyphs(line, False, turn)]
    else:
        return sheet._replace(runs=list(words.runs()), state=state)
    aside = [] if turn is None else list(words.turned(turn))
    outside, inside = into_cells(glyphs, grids)
    runs = list(runs_of(outside))
    tables = [(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]
    return sheet._replace(runs=runs, aside=aside, tables=tables, state=state)


def _is_picture(page: Any, words: Words, size: tuple[float, float]) -> bool:
    """Whether a page is a scan: no words, or a few on a picture, or none and letters drawn as shapes."""
    if len(words.text) > 20 * FEW_LETTERS:
        return False
    letters = sum(char.isalnum() for char in words.text)
    if letters > FEW_LETTERS:
        return False
    count = raw.FPDFPage_CountObjects(page)
    objects = [raw.FPDFPage_GetObject(page, n) for n in range(count)]
    least = 0.4 * size[0] * size[1] if letters else 0.0
    return (not letters and count > MANY_SHAPES) or any(
        raw.FPDFPageObj_GetType(item) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and _area(item) > least
        for item in objects)


def _area(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return (right.value - left.value) * (top.value - bottom.value)


def _stamps(document: Any, page: Any, number: int, place: Place) -> Iterator[Run]:
    """What annotations and form fields print: signing programs stamp the number and the day there.

    pdfium draws their appearances into the page, then all else is taken off it. What fills a blank is
    marked `stamped`; what tells of the certificate is not.
    """
    boxes = _annotation_boxes(page, place)
    count = raw.FPDFPage_CountObjects(page)
    if not boxes or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return
    flat = document[number]
    for _ in range(count):
        raw.FPDFPage_RemoveObject(flat, raw.FPDFPage_GetObject(flat, 0))
    textpage = flat.get_textpage()
    words = Words(textpage, place)
    rows = list(runs_of(glyph for line in words.lines for glyph in words.glyphs(line)))
    for box, typed in boxes:
        own = [run for run in rows if _inside(run, box)]
        rows = [run for run in rows if run not in own]
        stamped = typed or not is_certificate([run.text for run in own])
        yield from (run._replace(stamped=stamped) for run in own)
    yield from rows
    textpage.close()
    flat.close()


def _inside(run: Run, box: Box) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _annotation_boxes(page: Any, place: Place) -> list[tuple[Box, bool]]:
    """The places of annotations that may print words, small ones first, and whether somebody typed these there."""
    boxes = []
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation, rect = raw.FPDFPage_GetAnnot(page, n), raw.FS_RECTF()
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind not in QUIET and raw.FPDFAnnot_GetRect(annotation, rect):
            value = raw.FPDFAnnot_GetValueType(annotation, b"V")
            typed = kind == raw.FPDF_ANNOT_FREETEXT or value == raw.FPDF_OBJECT_STRING
            boxes.append((place(rect.left, rect.top, rect.right, rect.bottom), typed))
        raw.FPDFPage_CloseAnnot(annotation)
    return sorted(boxes, key=lambda pair: (pair[0][2] - pair[0][0]) * (pair[0][3] - pair[0][1]))
