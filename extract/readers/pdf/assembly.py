"""Pages as taken from the file to a reading: order, running heads, tables, paragraphs, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

import msgspec
import regex

from extract.document import Piece, Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.pdf.columns import read_order
from extract.readers.pdf.grids import enlarged
from extract.readers.pdf.joining import Line, join_lines, opening, paragraph, stressed
from extract.readers.pdf.lines import Glyph, Run, first, least, usual_size
from extract.readers.pdf.margins import furniture
from extract.readers.pdf.tables import Grid, Table, cell_pieces

# States of a page that make the reading partial: code, what is said of the pages.
REASONS = (
    ("picture", "no_text_layer", "are pictures ({pages}); OCR is needed to read them."),
    ("codes", "garbled_text", "have a text layer of codes that are no letters ({pages}); OCR is needed to read them."),
    ("strange", "garbled_text", "have words of no language ({pages}); the words are as the file has them."),
    ("lost", "garbled_text", "have question marks in place of letters ({pages}); the words are as the file has them."),
    ("legacy", "legacy_letters", "are in codes from before Unicode that are not known ({pages})."),
    ("poor", "poor_scan", "are hardly legible ({pages}); many of their words are wrong."),
    ("large", "too_large", "hold pictures larger than any sheet ({pages}) and were not looked at."),
    ("failed", "ocr_failed", "are pictures that OCR failed at ({pages})."),
    ("damaged", "damaged_pages", "cannot be opened ({pages})."),
    ("cut", "too_large", "hold more words than any page of a report ({pages}) and were cut off."),
)
WANT_OCR = ("picture", "codes", "strange", "lost", "legacy")
NO_PROGRAM = "Install tesseract with Vietnamese (baocao doctor tells how)."
NEARLY_ALL = 0.9  # of the pages of a scan are pictures: a typed cover may lie on them
SMALL = 0.85  # of the page's usual size: footnotes are smaller
FOOTNOTE = regex.compile(r"[(\[]?\d{1,3}[)\].]?\s*+\p{L}|\*+\s")
LONGEST_HEADING = 200  # letters


class Sheet(NamedTuple):
    """A page as it was taken from the file. `state` is read or one of `REASONS`."""

    number: int
    width: float = 0.0
    height: float = 0.0
    runs: Sequence[Run] = ()  # what stands outside of tables
    aside: Sequence[Run] = ()  # certificates of signing programs, words along the page's edge
    tables: Sequence[tuple[Grid, dict[int, list[Glyph]]]] = ()
    state: str = "read"
    scan: bool = False  # a picture, or words that are better read from the page's picture
    zoom: float = 1.0  # how many times as large as on paper all its measures are


def reading(sheets: Sequence[Sheet], count: int, options: Options = PLAIN) -> Reading:
    """The pieces of the pages, and the reason where not all could be read."""
    if sheets and all(sheet.state == "damaged" for sheet in sheets):
        raise Unreadable("damaged", f"None of the {count} pages of the file can be opened.")
    if sheets and all(sheet.state == "large" for sheet in sheets):
        raise Unreadable("too_large", f"None of the {count} pages was looked at: they are larger than any sheet.")
    margins = _margins(sheets)
    ordered = [read_order(sheet.runs, sheet.number, margins[n]) for n, sheet in enumerate(sheets)]
    apart = furniture(ordered, [sheet.height for sheet in sheets])
    flow = [[line for n, line in enumerate(lines) if n not in apart[p]] for p, lines in enumerate(ordered)]
    pieces = list(_pieces(sheets, flow))
    for sheet, lines, kinds in zip(sheets, ordered, apart, strict=True):
        pieces += [Piece(lines[n].text, kind, None, sheet.number, bbox=lines[n].bbox,
                         encoding=lines[n].encoding, confidence=lines[n].confidence)
                   for n, kind in sorted(kinds.items())]
        pieces += [Piece(run.text, "header" if run.top < sheet.height / 2 else "footer", None, sheet.number,
                         bbox=(run.x0, run.top, run.x1, run.bottom)) for run in sheet.aside]
    pieces = [_on_paper(piece, sheets) for piece in pieces]
    scans = sum(sheet.scan for sheet in sheets)
    return Reading(pieces, count, partial(sheets, count, options), "scan" if scans > NEARLY_ALL * count else None)


def _on_paper(piece: Piece, sheets: Sequence[Sheet]) -> Piece:
    """The piece with its box as large as it was printed."""
    zoom = sheets[(piece.page or 1) - 1].zoom
    if zoom == 1.0 or piece.bbox is None:
        return piece
    return msgspec.structs.replace(piece, bbox=enlarged(piece.bbox, 1 / zoom))


def partial(sheets: Sequence[Sheet], count: int, options: Options = PLAIN) -> str | None:
    """The reason why only a part was read, as `code: message`.

    >>> partial([Sheet(1, state="picture"), Sheet(2), Sheet(3, state="picture")], 3, Options(ocr="never"))
    'no_text_layer: 2 of 3 pages are pictures (pages 1, 3); OCR is needed to read them.'
    """
    found = []
    for state, code, words in REASONS:
        numbers = [sheet.number for sheet in sheets if sheet.state == state]
        if numbers:
            said = words.format(pages=spans(numbers))
            found.append(f"{code}: {len(numbers)} of {count} pages {said}")
    if options.ocr != "never" and not options.recognise and any(sheet.state in WANT_OCR for sheet in sheets):
        found.append(NO_PROGRAM)
    if count > len(sheets):
        found.append(f"too_many_pages: only the first {len(sheets)} of {count} pages were read.")
    return " ".join(found) or None


def spans(numbers: Sequence[int]) -> str:
    """Numbers in words, runs of them as spans.

    >>> spans([1, 2, 3, 7])
    'pages 1-3, 7'
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(parts)}"


def _margins(sheets: Sequence[Sheet]) -> list[tuple[float, float]]:
    """The left and right edge of each page's text; pages with few full lines take the document's measure."""
    own = [_edges(sheet) for sheet in sheets]
    wide: dict[int, list[float]] = {}
    for sheet, edges in zip(sheets, own, strict=True):
        if edges:
            wide.setdefault(round(sheet.width), []).append(edges[1] - edges[0])
    result: list[tuple[float, float]] = []
    for sheet, edges in zip(sheets, own, strict=True):
        usual = median(wide.get(round(sheet.width), [0.75 * sheet.width]))
        if edges and edges[1] - edges[0] > 0.9 * usual:
            result.append(edges)
            continue
        left = min((run.x0 for run in sheet.runs), default=0.0)
        result.append((left, max([left + usual, *(run.x1 for run in sheet.runs)])))
    return result


def _edges(sheet: Sheet) -> tuple[float, float] | None:
    """Where most long lines begin and end; None where there are too few to tell."""
    long = [run for run in sheet.runs if run.x1 - run.x0 > 0.5 * sheet.width]
    if len(long) < 4:
        return None
    ends = Counter(round(run.x1 / 4) for run in long)
    right = max(ends, key=lambda end: (ends[end], end))
    near = [run.x1 for run in long if abs(run.x1 / 4 - right) <= 1.5]
    begins = sorted(run.x0 for run in long)
    return begins[len(begins) // 10], max(near)


def _pieces(sheets: Sequence[Sheet], flow: Sequence[list[Line]]) -> Iterator[Piece]:
    """Paragraphs and tables in reading order.

    A paragraph may go on over the page's edge, and a table too; footnotes stand behind the paragraph that
    is open where they are printed.
    """
    held: list[Line] = []
    notes: list[Line] = []
    table: Table | None = None
    number = -1
    for sheet, lines in zip(sheets, flow, strict=True):
        rest, below = footnotes(lines)
        for grid, cells in sheet.tables:
            above = [line for line in rest if line.bbox[1] < grid.box[1]]
            rest = [line for line in rest if line.bbox[1] >= grid.box[1]]
            if table and not held and not above and table.goes_on(grid):
                table = table.followed_by(grid, cell_pieces(grid, cells, sheet.number, number))
                continue
            yield from table.pieces if table else ()
            yield from _paragraphs([*join_lines(held + above)], notes)
            held, notes, number = [], [], number + 1
            table = Table(grid, cell_pieces(grid, cells, sheet.number, number))
        if rest and table:
            yield from table.pieces
            table = None
        groups = [*join_lines(held + rest)]
        yield from _paragraphs(groups[:-1], notes)
        held, notes = [line for group in groups[-1:] for line in group], below if groups[1:] else notes + below
    yield from table.pieces if table else ()
    yield from _paragraphs([held] if held else [], notes)


def footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a page without its footnotes, and these: small lines at its foot that open with a mark."""
    body = SMALL * usual_size([line.size for line in lines])
    start = len(lines)
    for n in range(len(lines) - 1, 0, -1):
        if lines[n].size > body or lines[n].column:
            break
        if FOOTNOTE.match(lines[n].text):
            start = n
    return list(lines[:start]), list(lines[start:])


def _paragraphs(groups: Sequence[list[Line]], notes: Sequence[Line]) -> Iterator[Piece]:
    """A piece for each paragraph; the notes behind the first, which was open on the page before."""
    for n, group in enumerate(groups):
        yield _piece(group)
        if n == 0:
            yield from (_piece(note) for note in join_lines(notes))
    if not groups:
        yield from (_piece(note) for note in join_lines(notes))


def _piece(group: list[Line]) -> Piece:
    text = paragraph(group)
    _, kind, level = opening(text) or ("", "paragraph", None)
    if kind == "heading" and len(text) > LONGEST_HEADING:
        kind, level = "paragraph", None
    boxes = [line.bbox for line in group if line.page == group[0].page]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Piece(stressed(group, text), kind, level, group[0].page, bbox=box,
                 encoding=first(line.encoding for line in group), confidence=least(line.confidence for line in group))
