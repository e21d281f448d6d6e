"""PDFs with a text layer: pdfium for words and ruling lines, pdfplumber for the cells the lines make up.

The only module that knows either library. Geometry is in `pdf_lines` (words), `pdf_columns` (order),
`pdf_tables` (cells), `pdf_margins` (running heads), `joining` (paragraphs); `pdf_assembly` puts it together.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from extract.document import Reading
from extract.errors import Unreadable
from extract.readers import pdf_assembly, pdf_limits, pdf_lines
from extract.readers.pdf_assembly import Sheet
from extract.readers.pdf_columns import CUE, PLACE_AND_DAY, apart_from_nation
from extract.readers.pdf_grids import SNAP, Box, Rule, tables
from extract.readers.pdf_lines import Glyph, Run
from extract.readers.pdf_margins import is_certificate
from extract.readers.pdf_tables import Grid, grid_of, into_cells

Place = Callable[[float, float, float, float], Box]
# pdfium ends a line with U+FFFE where a hyphen stands there: it takes it for a cut word.
HYPHEN = "\ufffe"
LINE = regex.compile(r"[^\r\n\ufffe]*+\ufffe|[^\r\n\ufffe]++")
# A footnote's mark may lengthen a number, a space may be too narrow for pdfium: the boxes tell.
DOUBTFUL = regex.compile(r"(?:\p{Lu}|\p{L}{3}|[”\"')])\d{1,2}(?=[\s.,;:)]|$)|\p{Ll}\p{Lu}|\d\p{Ll}{3}")
AFTER_CUE = 16  # lines: how far letterhead and signature block reach
LONG = 60  # letters: a line across the page's one column
WIDE = 1.25  # times the usual room for a letter: there are gaps in the line
MIN_PATHS, MAX_PATHS = 4, 50_000
ASCENT, DESCENT = 0.74, 0.2  # of the font's size: a letter's box, since what fonts say of theirs differs
THIN, SHORT = 2.5, 4.0  # points: a ruling line's thickness, and what is too short for one
QUIET = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE)


def read(data: bytes) -> Reading:
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
    words = _Words(page.get_textpage(), _placer(page))
    stamps = []
    grids = _grids(page, words.place)
    try:
        sheet = _read_words(words, grids, Sheet(number + 1, width, height))
        if not sheet.runs and not sheet.tables and sheet.state == "read" and _is_picture(page):
            sheet = sheet._replace(state="picture")
    finally:
        words.textpage.close()
    stamps = list(_stamps(document, page, number, words.place))
    page.close()
    return sheet._replace(runs=[*sheet.runs, *(run for run in stamps if run.stamped)],
                          aside=[*sheet.aside, *(run for run in stamps if not run.stamped)])


def _read_words(words: _Words, grids: list[Grid], sheet: Sheet) -> Sheet:
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
    runs = list(_runs(outside))
    tables = [(grid, cells) for grid, cells in zip(grids, inside, strict=True) if cells]
    return sheet._replace(runs=runs, aside=aside, tables=tables, state=state)


def _runs(glyphs: Any) -> Iterator[Run]:
    for row in pdf_lines.rows(pdf_lines.words(glyphs)):
        for phrase in pdf_lines.phrases(row):
            yield from apart_from_nation(phrase)


class _Line(NamedTuple):
    """A line as pdfium tells it: where it begins and ends in the text, and on the page.

    `start` and `end` number its characters, `left`, `right` and `base` are points, `tilt` is how far its end
    stands above or below its begin; `spaced` as in `Run`.
    """

    text: str
    start: int
    end: int
    left: float
    right: float
    base: float
    tilt: float
    size: float
    spaced: bool

    @property
    def straight(self) -> bool:
        """Whether its end stands behind its begin on one baseline."""
        return self.right > self.left and abs(self.tilt) < 0.12 * self.size

    @property
    def room(self) -> float:
        """The width a letter takes, in sizes."""
        return (self.right - self.left) / self.size / len(self.text)

    def run(self) -> Run:
        """The whole line as one run."""
        text = self.text.replace(HYPHEN, "-")
        return Run(text, self.left, self.base - ASCENT * self.size, self.right, self.base + DESCENT * self.size, (),
                   self.spaced)


class _Words:
    """The text page of pdfium: text at once, places one by one and only where asked for."""

    def __init__(self, textpage: Any, place: Place) -> None:
        self.textpage, self.place = textpage, place
        self.count = raw.FPDFText_CountChars(textpage)
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._refs = ctypes.byref(self._rect), ctypes.byref(self._x), ctypes.byref(self._y)
        self.text = self._text(min(self.count, pdf_limits.MAX_PAGE_CHARS))
        self.lines = list(self._lines())

    def _text(self, count: int) -> str:
        """One character for each of pdfium's, so that their numbers agree."""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        raw.FPDFText_GetText(self.textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: 2 * count].decode("utf-16-le", "replace").rstrip("\0")
        if len(text) == count:
            return text
        return "".join(chr(raw.FPDFText_GetUnicode(self.textpage, n) or 32) for n in range(count))

    def _lines(self) -> Iterator[_Line]:
        end = 0
        for found in LINE.finditer(self.text):
            if text := found[0].strip():
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                spaced = " " in self.text[end:start]
                end = start + len(text)
                (left, _, base), (_, right, last) = self.spot(start), self.spot(end - 1)
                yield _Line(text, start, end, left, right, base, last - base, self.size(start), spaced)

    def spot(self, n: int) -> tuple[float, float, float]:
        """Left edge, right edge and baseline of a character."""
        rect, x, y = self._refs
        raw.FPDFText_GetLooseCharBox(self.textpage, n, rect)
        raw.FPDFText_GetCharOrigin(self.textpage, n, x, y)
        across, down = self._x.value, self._y.value
        box = self.place(self._rect.left, self._rect.top, self._rect.right, self._rect.bottom)
        return box[0], box[2], self.place(across, down, across, down)[1]

    def size(self, n: int) -> float:
        """The size of a character's font as printed."""
        raw.FPDFText_GetMatrix(self.textpage, n, self._matrix)
        scale = math.hypot(self._matrix.b, self._matrix.d)
        return max(raw.FPDFText_GetFontSize(self.textpage, n) * scale, 0.5)

    def quarter(self, n: int) -> int:
        """How many quarter turns a character is turned by."""
        return round(raw.FPDFText_GetCharAngle(self.textpage, n) / math.pi * 2) % 4

    def turn(self) -> int | None:
        """The usual turn of the page's letters, where some are turned otherwise: along the edge of a wide sheet."""
        turns = Counter(self.quarter(n) for line in self.lines for n in (line.start, line.end - 1))
        return turns.most_common(1)[0][0] if len(turns) > 1 else None

    def turned(self, turn: int) -> Iterator[Run]:
        """What is printed up or down the page, as one run."""
        other = [n for n, char in enumerate(self.text) if char.isspace() or self.quarter(n) != turn]
        spots = [self.spot(n) for n in other if not self.text[n].isspace()]
        if spots:
            text = " ".join("".join([self.text[n] for n in other]).split())
            bases = [base for _, _, base in spots]
            yield Run(text, min(left for left, _, _ in spots), min(bases), max(r for _, r, _ in spots), max(bases))

    def glyphs(self, line: _Line, geometry: bool = False, turn: int | None = None) -> Iterator[Glyph]:
        """The printed characters of a line, of those turned as `turn` where it is given.

        With `geometry` the spaces that pdfium has put in are left out, and those of the file are glyphs as others.
        Only digits are asked for their size: they may be raised.
        """
        spaced, usual = line.spaced, line.size
        for n, char in enumerate(line.text, line.start):
            if char.isspace() and not (geometry and raw.FPDFText_IsGenerated(self.textpage, n) == 0):
                spaced = True
                continue
            if turn is not None and self.quarter(n) != turn:
                continue
            left, right, base = self.spot(n)
            if base != line.base:
                usual = self.size(n)
            size = self.size(n) if geometry or char.isdigit() else usual
            yield Glyph("-" if char == HYPHEN else char, left, base - ASCENT * size, right, base + DESCENT * size,
                        spaced and not geometry, n == line.start)
            spaced = False

    def runs(self) -> Iterator[Run]:
        """The lines as runs; word by word where a second column, a stamp or a footnote's mark may stand."""
        usual = WIDE * median([line.room for line in self.lines] or [1.0])
        look = 0
        for line in self.lines:
            cue = CUE.search(line.text)
            look = AFTER_CUE if cue else look - 1
            near = look > 0 and (len(line.text) < LONG or PLACE_AND_DAY.search(line.text))
            if cue or near or not line.straight or line.room > usual or DOUBTFUL.search(line.text):
                yield from _runs(self.glyphs(line))
            else:
                yield line.run()


def _placer(page: Any) -> Place:
    """What turns pdfium's coordinates of a page into points from its upper left corner as it is seen."""
    left, bottom, right, top = page.get_bbox()
    return {
        90: lambda x0, y1, x1, y0: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y1, x1, y0: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y1, x1, y0: (top - y1, right - x1, top - y0, right - x0),
    }.get(page.get_rotation(), lambda x0, y1, x1, y0: (x0 - left, top - y1, x1 - left, top - y0))


def _is_picture(page: Any) -> bool:
    """Whether a page without words has a picture, a form or letters drawn as shapes."""
    return raw.FPDFPage_CountObjects(page) > 0 and any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, n)) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        for n in range(raw.FPDFPage_CountObjects(page))) or raw.FPDFPage_CountObjects(page) > 100


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
    words = _Words(textpage, place)
    rows = list(_runs(glyph for line in words.lines for glyph in words.glyphs(line)))
    for box in boxes:
        own = [run for run in rows if _inside(run, box)]
        rows = [run for run in rows if run not in own]
        stamped = not is_certificate([run.text for run in own])
        yield from (run._replace(stamped=stamped) for run in own)
    yield from rows
    textpage.close()
    flat.close()


def _inside(run: Run, box: Box) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _annotation_boxes(page: Any, place: Place) -> list[Box]:
    """The places of annotations that may print words, small ones first."""
    boxes = []
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation, rect = raw.FPDFPage_GetAnnot(page, n), raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(annotation) not in QUIET and raw.FPDFAnnot_GetRect(annotation, rect):
            boxes.append(place(rect.left, rect.top, rect.right, rect.bottom))
        raw.FPDFPage_CloseAnnot(annotation)
    return sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))


def _grids(page: Any, place: Place) -> list[Grid]:
    """The ruled tables of a page, from its drawn lines; pdfplumber finds the cells they make up."""
    count = raw.FPDFPage_CountObjects(page)
    paths = [obj for n in range(count)
             if raw.FPDFPageObj_GetType(obj := raw.FPDFPage_GetObject(page, n)) == raw.FPDF_PAGEOBJ_PATH]
    if not MIN_PATHS <= len(paths) <= MAX_PATHS:
        return []
    edges = [edge for path in paths for edge in _path_edges(path, place)]
    if len({edge["orientation"] for edge in edges}) < 2:
        return []
    from pdfplumber.table import merge_edges  # loaded for the first page with lines: it takes 0.1 s

    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    across = [Rule(e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h"]
    down = [Rule(e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v"]
    grids = [grid_of(cells) for cells in tables(across, down)]
    return [grid for grid in grids if len(grid.xs) > 2]  # a single column is a frame around words


def _path_edges(path: Any, place: Place) -> Iterator[dict[str, Any]]:
    for x0, top, x1, bottom in _path_boxes(path, place):
        wide, tall = x1 - x0, bottom - top
        if tall <= THIN and wide > SHORT:
            y = (top + bottom) / 2
            yield {"orientation": "h", "x0": x0, "x1": x1, "top": y, "bottom": y, "width": wide, "height": 0.0}
        elif wide <= THIN and tall > SHORT:
            x = (x0 + x1) / 2
            yield {"orientation": "v", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": tall}


def _path_boxes(path: Any, place: Place) -> Iterator[Box]:
    """The boxes of a path's strokes; a thin filled shape is one, as Word draws its borders.

    What is filled and not stroked is a shade behind words: Word draws one for every line of a paragraph.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    box = place(left.value, top.value, right.value, bottom.value)
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroked)
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield box
    elif stroked.value:
        yield from _strokes(path, place)
    elif raw.FPDFPath_CountSegments(path) > 6:
        yield from _shapes(path, place)


def _strokes(path: Any, place: Place) -> Iterator[Box]:
    """Each stroke of a path of several, as a box."""
    for points in _subpaths(path):
        for (x0, y0), (x1, y1) in pairwise(points):
            yield place(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))


def _shapes(path: Any, place: Place) -> Iterator[Box]:
    """The box of each shape of a path that fills several."""
    for points in _subpaths(path):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield place(min(xs), max(ys), max(xs), min(ys))


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, closed ones with the first again at the end."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    points: list[tuple[float, float]] = []
    for n in range(min(raw.FPDFPath_CountSegments(path), MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((matrix.a * x.value + matrix.c * y.value + matrix.e,
                       matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
