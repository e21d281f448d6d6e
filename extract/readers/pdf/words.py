"""A page's words as pdfium tells them: the text at once, the places of letters only where they are asked for."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as raw
import regex

from extract.legacy import Converter
from extract.readers.pdf import limits as pdf_limits
from extract.readers.pdf import lines as pdf_lines
from extract.readers.pdf.bold import Spans, spans, teller
from extract.readers.pdf.columns import CUE, PLACE_AND_DAY, apart_from_nation
from extract.readers.pdf.grids import Box, enlarged
from extract.readers.pdf.legacy import FILLER, converted
from extract.readers.pdf.lines import Glyph, Run, first, usual_size
from extract.readers.pdf.upright import quarter, set_upright

Place = Callable[[float, float, float, float], Box]
# pdfium ends a line with U+FFFE where a hyphen stands there: it takes it for a cut word.
HYPHEN = "\ufffe"
LINE = regex.compile(r"[^\r\n\ufffe]*+\ufffe|[^\r\n\ufffe]++")
# A footnote's mark may lengthen a number, a space may be too narrow for pdfium: the boxes tell.
# Every way begins with a digit or a capital, and looks back from there: five times as fast as from the letter before.
DOUBTFUL = regex.compile(
    r"\d(?:\d?(?=[\s.,;:)]|$)(?<=(?:\p{Lu}|\p{L}{3}|[”\"')])\d{1,2})|\p{Ll}{3})|\p{Lu}(?<=\p{Ll}.)")
# Where a page has footnotes, any number may be one with a mark behind it: `Điều 5` and a raised `3`.
MARKED = regex.compile(DOUBTFUL.pattern + r"|\d{2}(?=[\s.,;:)]|$)")
AFTER_CUE = 16  # lines: how far letterhead and signature block reach
LONG = 60  # letters: a line across the page's one column
WIDE = 1.25  # times the usual room for a letter: there are gaps in the line
SMALLEST, LEGIBLE = 4.0, 10.0  # points: what nobody can read on paper, and what the geometry is made for
SAMPLES = 12
ASCENT, DESCENT = 0.74, 0.2  # of the font's size: a letter's box, since what fonts say of theirs differs


class Row(NamedTuple):
    """A line of pdfium's text: where it begins and ends in the text, and on the page.

    `start` and `end` number its characters, `left`, `right` and `base` are points, `tilt` is how far its end
    stands above or below its begin; `spaced`, `encoding` and `bold` as in `Run`.
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
    encoding: str | None = None
    bold: Spans = ()

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
                   self.spaced, encoding=self.encoding, bold=self.bold)


def _letter(text: str) -> int:
    """A letter in the middle of a line: bullets and footnote marks at its begin have sizes of their own."""
    middle = len(text) // 2
    return next((n for n in range(middle, len(text)) if text[n].isalpha()), middle)


class Words:
    """The text page of pdfium: text at once, places one by one and only where asked for."""

    def __init__(self, page: Any, converter: Converter | None = None, zoom: float | None = None) -> None:
        """Take the text and the ends of its lines; `place` turns pdfium's points into ours, `zoom` times as large.

        With a converter for the document, words in fonts from before Unicode are converted.
        """
        textpage = page.get_textpage()
        if zoom is None and set_upright(page, textpage.raw):  # a page by itself, not what was printed over it
            textpage.close()
            textpage = page.get_textpage()  # where words part is seen anew
        self.textpage, self._raw = textpage, textpage.raw  # the bare handle is passed on twice as fast
        self.count = raw.FPDFText_CountChars(textpage)
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.zoom = 1.0
        self.zoom = zoom or self._zoom()
        self.place = place = placer(page, self.zoom)
        self._sideways = place(0, 0, 1, 0)[0] == place(0, 0, 1, 0)[2]  # the sheet is turned by a quarter
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._refs = ctypes.byref(self._rect), ctypes.byref(self._x), ctypes.byref(self._y)
        self.text = self._text(min(self.count, pdf_limits.MAX_PAGE_CHARS))
        self.encodings: dict[int, str] = {}
        if converter:
            self.text, self.encodings = converted(textpage, self.text, converter)
        self.lines = list(self._lines())

    @property
    def plain(self) -> str:
        """The text without what keeps the numbers of its characters."""
        return self.text.replace(FILLER, "") if self.encodings else self.text

    def _zoom(self) -> float:
        """How much a sheet that was shrunk to fit is to be enlarged, lest its rows seem to be one."""
        size = median([self.size(n) for n in range(0, self.count, self.count // SAMPLES + 1)] or [LEGIBLE])
        return 1.0 if size >= SMALLEST else LEGIBLE / size

    def _text(self, count: int) -> str:
        """One character for each of pdfium's, so that their numbers agree."""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        raw.FPDFText_GetText(self.textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: 2 * count].decode("utf-16-le", "replace").rstrip("\0")
        if len(text) == count:
            return text
        return "".join(chr(raw.FPDFText_GetUnicode(self.textpage, n) or 32) for n in range(count))

    def _lines(self) -> Iterator[Row]:
        end, is_bold = 0, teller(self._raw)
        for found in LINE.finditer(self.text):
            if text := found[0].strip():
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                spaced = " " in self.text[end:start]
                end = start + len(text)
                (left, _, base), (_, right, last) = self.spot(start), self.spot(end - 1)
                encoding = first(map(self.encodings.get, range(start, end))) if self.encodings else None
                yield Row(text, start, end, left, right, base, last - base, self.size(_letter(text) + start), spaced,
                          encoding, spans(text, start, is_bold))

    def spot(self, n: int) -> tuple[float, float, float]:
        """Left edge, right edge and baseline of a character."""
        rect, x, y = self._refs
        raw.FPDFText_GetLooseCharBox(self._raw, n, rect)
        raw.FPDFText_GetCharOrigin(self._raw, n, x, y)
        box = self._rect
        if self._sideways:
            left, base, right, _ = self.place(self._x.value, box.top, self._x.value, box.bottom)
        else:
            left, base, right, _ = self.place(box.left, self._y.value, box.right, self._y.value)
        return left, right, base

    def size(self, n: int) -> float:
        """The size of a character's font as printed."""
        raw.FPDFText_GetMatrix(self._raw, n, self._matrix)
        scale = math.hypot(self._matrix.b, self._matrix.d)
        size: float = raw.FPDFText_GetFontSize(self._raw, n)
        return max(size * scale, 0.5) * self.zoom

    def quarter(self, n: int) -> int:
        """How many quarter turns a character is turned by."""
        return quarter(self._raw, n)

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

    def glyphs(self, line: Row, geometry: bool = False, turn: int | None = None) -> Iterator[Glyph]:
        """The printed characters of a line, of those turned as `turn` where it is given.

        With `geometry` the spaces that pdfium has put in are left out, and those of the file are glyphs as others.
        Only digits are asked for their size: they may be raised.
        """
        spaced, usual = line.spaced, line.size
        bold = {n for start, end in line.bold for n in range(line.start + start, line.start + end)}
        for n, char in enumerate(line.text, line.start):
            if char.isspace() and not (geometry and raw.FPDFText_IsGenerated(self._raw, n) == 0):
                spaced = True
                continue
            if char == FILLER or (turn is not None and self.quarter(n) != turn):
                continue
            left, right, base = self.spot(n)
            if self.text.startswith(FILLER, n + 1):
                right = max(right, self.spot(n + 1)[1])
            if base != line.base:
                usual = self.size(n)
            size = self.size(n) if geometry or char.isdigit() else usual
            yield Glyph("-" if char == HYPHEN else char, left, base - ASCENT * size, right, base + DESCENT * size,
                        spaced and not geometry, n == line.start, self.encodings.get(n), None, n in bold)
            spaced = False

    def runs(self) -> Iterator[Run]:
        """The lines as runs; word by word where a second column, a stamp or a footnote's mark may stand."""
        usual = WIDE * median([line.room for line in self.lines] or [1.0])
        small = 0.85 * usual_size([line.size for line in self.lines])
        doubtful = MARKED if any(line.size < small and line.text[0].isdigit() for line in self.lines) else DOUBTFUL
        look = 0
        for line in self.lines:
            cue = CUE.search(line.text) or FILLER in line.text
            look = AFTER_CUE if cue else look - 1
            near = look > 0 and (len(line.text) < LONG or PLACE_AND_DAY.search(line.text))
            if cue or near or not line.straight or line.room > usual or doubtful.search(line.text):
                yield from runs_of(self.glyphs(line))
            else:
                yield line.run()


def runs_of(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """The words of glyphs, row by row, as runs between wide gaps."""
    for row in pdf_lines.rows(pdf_lines.words(glyphs)):
        for phrase in pdf_lines.phrases(row):
            yield from apart_from_nation(phrase)


def placer(page: Any, zoom: float) -> Place:
    """What turns pdfium's coordinates of a page into points from its upper left corner as it is seen, enlarged."""
    left, bottom, right, top = page.get_bbox()
    place: Place = {
        90: lambda x0, y1, x1, y0: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y1, x1, y0: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y1, x1, y0: (top - y1, right - x1, top - y0, right - x0),
    }.get(page.get_rotation(), lambda x0, y1, x1, y0: (x0 - left, top - y1, x1 - left, top - y0))
    return place if zoom == 1.0 else lambda x0, y1, x1, y0: enlarged(place(x0, y1, x1, y0), zoom)
