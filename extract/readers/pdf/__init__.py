"""PDFs: pdfium for words, ruling lines and pictures of pages, pdfplumber for the tables that lines rule.

`words`, `rules`, `stamps` and `pictures` ask the two libraries. Geometry is in `lines` (words), `columns`
(order), `grids` and `tables` (cells), `margins` (running heads) and `joining` (paragraphs); `language` tells text
layers that are none, `recognised` takes their place with what is seen on the page; `assembly` puts it together.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.document import Reading
from extract.errors import Unreadable
from extract.legacy import Converter
from extract.options import PLAIN, Options
from extract.readers.pdf import assembly as pdf_assembly
from extract.readers.pdf import limits as pdf_limits
from extract.readers.pdf.assembly import Sheet
from extract.readers.pdf.drawn import Drawn
from extract.readers.pdf.language import (
    has_legacy_letters,
    has_lost_letters,
    is_garbage,
    is_of_no_language,
    is_poor,
    is_scrambled,
)
from extract.readers.pdf.legacy import is_suspect, typed
from extract.readers.pdf.lines import by_geometry
from extract.readers.pdf.pictures import draw
from extract.readers.pdf.recognised import recognised
from extract.readers.pdf.rules import find_grids
from extract.readers.pdf.stamps import stamps
from extract.readers.pdf.tables import Grid, into_cells
from extract.readers.pdf.words import Words, runs_of


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The words of a PDF in reading order; pages that could not be read are counted in `partial`."""
    pdf_limits.refuse_bombs(data)
    document = _open(data, options.passwords)
    try:
        count = len(document)
        sheets = [_sheet(document, number, options) for number in range(min(count, pdf_limits.MAX_PAGES))]
        if suspects := [sheet.number - 1 for sheet in sheets if sheet.state == "suspect"]:
            converter = Converter(run for number in suspects for run in _typed(document, number))
            for number in suspects:
                sheets[number] = _sheet(document, number, options, converter)
    finally:
        document.close()
    return pdf_assembly.reading(sheets, count, options)


def _open(data: bytes, passwords: tuple[str, ...] = ()) -> Any:
    """The document; junk before the header is tried both ways, since offsets may count it or not."""
    start = max(data.find(b"%PDF-"), 0)
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(data, password)
        except pdfium.PdfiumError as error:
            code = error.err_code
        if code != raw.FPDF_ERR_PASSWORD:
            break
    if code == raw.FPDF_ERR_PASSWORD:
        raise Unreadable("encrypted", "The PDF is protected with a password.")
    if code == raw.FPDF_ERR_SECURITY:
        raise Unreadable("encrypted", "The PDF is protected in a way that is not known here.")
    if start:
        return _open(data[start:], passwords)
    raise Unreadable("damaged", "The PDF is cut off or damaged: its list of pages cannot be read.")


def _typed(document: Any, number: int) -> list[tuple[str, str]]:
    page = document[number]
    words = Words(page)
    runs = list(typed(words.textpage, words.text))
    words.textpage.close()
    page.close()
    return runs


def _sheet(document: Any, number: int, options: Options, converter: Converter | None = None) -> Sheet:
    """What is on a page; without a converter, one that may be in legacy letters is left for later (`suspect`)."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Sheet(number + 1, state="damaged")
    words, drawn = Words(page, converter), Drawn(page)
    width, height = page.get_size()
    try:
        if converter is None and is_suspect(words.text):
            return Sheet(number + 1, state="suspect")
        sheet = _read_words(words, find_grids(drawn.paths, words.place),
                            Sheet(number + 1, width * words.zoom, height * words.zoom, zoom=words.zoom))
        if sheet.state == "read":
            sheet = sheet._replace(state=_doubt(words, drawn, width * height))
    finally:
        words.textpage.close()
    sheet = recognised(sheet, words.plain, lambda: draw(page, drawn, (width, height)), options)
    printed = list(stamps(document, page, number, words.zoom))
    page.close()
    return sheet._replace(runs=[*sheet.runs, *(run for run in printed if run.stamped)],
                          aside=[*sheet.aside, *(run for run in printed if not run.stamped)])


def _read_words(words: Words, grids: list[Grid], sheet: Sheet) -> Sheet:
    """The sheet with the page's words: line by line, or glyph by glyph where order or place is in doubt."""
    if is_garbage(words.text):
        return sheet._replace(state="codes")
    tests = (("lost", has_lost_letters), ("legacy", has_legacy_letters))
    state = next((state for state, test in tests if test(words.plain)), "read")
    if words.count > pdf_limits.MAX_PAGE_CHARS:
        state = "cut"
    turn = words.turn()
    if is_scrambled(words.plain):
        glyphs = by_geometry(glyph for line in words.lines for glyph in words.glyphs(line, True, turn))
    elif grids or turn is not None:
        glyphs = [glyph for line in words.lines for glyph in words.glyphs(line, False, turn)]
    else:
        return sheet._replace(runs=list(words.runs()), state=state)
    aside = [] if turn is None else list(words.turned(turn))
    outside, inside = into_cells(glyphs, grids)
    runs = list(runs_of(outside))
    tables = [(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]
    return sheet._replace(runs=runs, aside=aside, tables=tables, state=state)


def _doubt(words: Words, drawn: Drawn, area: float) -> str:
    """What speaks against the text layer of a page of that area; `read` where nothing does."""
    if drawn.is_picture(words.plain, area):
        return "picture"
    if is_scrambled(words.plain):
        return "read"
    if is_of_no_language(words.plain):
        return "strange"
    if drawn.is_scan(area):
        return "thin" if drawn.has_few_words(words.plain) else "poor" if is_poor(words.plain) else "read"
    return "read"
