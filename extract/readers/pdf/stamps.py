"""What annotations and form fields print: signing programs stamp the number and the day there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from extract.readers.pdf.grids import Box
from extract.readers.pdf.lines import Run
from extract.readers.pdf.margins import is_certificate
from extract.readers.pdf.words import Place, Words, placer, runs_of

QUIET = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE)


def stamps(document: Any, page: Any, number: int, zoom: float) -> Iterator[Run]:
    """The words of annotations, in a page that is of no use afterwards.

    pdfium draws their appearances into the page, then all else is taken off it. What fills a blank is
    marked `stamped`; what tells of the certificate is not.
    """
    boxes = _annotation_boxes(page, placer(page, zoom))
    count = raw.FPDFPage_CountObjects(page)
    if not boxes or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return
    flat = document[number]
    for _ in range(count):
        raw.FPDFPage_RemoveObject(flat, raw.FPDFPage_GetObject(flat, 0))
    words = Words(flat, zoom=zoom)
    rows = list(runs_of(glyph for line in words.lines for glyph in words.glyphs(line)))
    for box, typed in boxes:
        own = [run for run in rows if _inside(run, box)]
        rows = [run for run in rows if run not in own]
        stamped = typed or not is_certificate([run.text for run in own])
        yield from (run._replace(stamped=stamped) for run in own)
    yield from rows
    words.textpage.close()
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
