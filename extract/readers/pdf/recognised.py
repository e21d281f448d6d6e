"""Words seen on a picture in place of a text layer: laid straight, on one baseline a line, as high as their font."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from statistics import fmean, median
from typing import NamedTuple

from extract.errors import Unreadable
from extract.options import Options, Seen, Word
from extract.readers.pdf.assembly import Sheet
from extract.readers.pdf.columns import apart_from_nation
from extract.readers.pdf.language import has_lost_letters, vietnamese
from extract.readers.pdf.lines import Run, phrases, rows
from extract.readers.pdf.pictures import Picture
from extract.readers.pdf.ruled import into_tables, without_rules
from extract.readers.pdf.words import ASCENT, DESCENT

# States of a page whose words, if any, may be better read from its picture.
IN_DOUBT = ("picture", "codes", "lost", "legacy", "strange", "poor", "thin")
FAILED = {"damaged": "damaged", "too_large": "large"}
POOR = 0.6  # mean confidence: below it a page is hardly legible; sound pages have 0.9
NOISE = 0.5  # signs without a letter or a digit are specks and strokes of seals below this confidence
# How far letters reach above their baseline, in sizes of a roman font as offices use it: without an accent, with one,
# with two.
SMALL, TALL, CAPITAL = (0.45, 0.68, 0.82), (0.68, 0.68, 0.68), (0.66, 0.88, 1.0)
HANGING, DOT_BELOW = -0.21, -0.17
SIGNS = {"Q": (0.66, -0.17), "t": (0.58, 0.0), ",": (0.1, -0.14), ";": (0.45, -0.14), ":": (0.45, 0.0),
         ".": (0.1, 0.0), "(": (0.68, -0.2), ")": (0.68, -0.2), "-": (0.26, 0.19), "–": (0.26, 0.19)}
# A dash is so many times as wide as high; points: hyphens are no wider, long dashes no narrower, and none is wider.
DASHES, FLAT, HYPHEN, EM, LONGEST_DASH = "-–—", 2.0, 6.0, 10.0, 14.0
HORN, DOT = "\u031b", "\u0323"
CLOSE = 0.15  # of the usual size: less is no other size, but what measuring a picture brings with it
MANY, WIDE = 5, 0.3  # words and part of the page's width that a line needs to tell how the page lies


class Level(NamedTuple):
    """A line of words, its size in pixels, and the height of its baseline where it meets the picture's left edge."""

    words: list[Word]
    size: float
    base: float


def recognised(sheet: Sheet, layer: str, picture: Callable[[], Picture], options: Options) -> Sheet:
    """The sheet with what is seen on its picture, where its text layer is in doubt and has fewer Vietnamese words."""
    doubt = sheet.state in IN_DOUBT
    if options.recognise is None or options.ocr == "never" or not (doubt or options.ocr == "always"):
        return _as_it_is(sheet)
    try:
        drawn, grids = without_rules(picture())
        seen = options.recognise(drawn.content)
    except Unreadable as error:
        state = FAILED.get(error.code, "failed")
        return sheet._replace(state=state, scan=True) if sheet.state == "picture" else _as_it_is(sheet)
    text = " ".join([word.text for word in seen.words])
    no_better = vietnamese(text) <= vietnamese(layer) or has_lost_letters(text)
    if sheet.state != "picture" and (not text or (options.ocr == "auto" and no_better)):
        return _as_it_is(sheet)
    width, height = sheet.width / sheet.zoom, sheet.height / sheet.zoom
    if seen.turn % 180:
        width, height = height, width
    state = "read" if confidence(seen) >= POOR else "poor"
    runs, tables = into_tables(runs_of(seen, drawn.scale), [] if seen.turn else grids)
    return Sheet(sheet.number, width, height, runs, tables=tables, state=state, scan=doubt)


def _as_it_is(sheet: Sheet) -> Sheet:
    """The sheet with its text layer; the few words of a thin one may be all there is."""
    return sheet._replace(state="read" if sheet.state == "thin" else sheet.state, scan=sheet.state == "picture")


def runs_of(seen: Seen, scale: float) -> list[Run]:
    """The words of a picture as runs between wide gaps; `scale` is the points of a pixel."""
    words = list(_printed(seen, scale))
    lines = [list(line) for _, line in groupby(words, lambda word: word.line)]
    width = max((word.bbox[2] for word in words), default=1.0)
    slope = _slope([line for line in lines if _tells(line, width)])
    levels = [_level(line, slope) for line in lines]
    usual = _usual_size(levels)
    parts = [part for level in levels for part in _parts(level, usual, slope, scale)]
    return [run for row in rows(parts) for phrase in phrases(row) for run in apart_from_nation(phrase)]


def _printed(seen: Seen, scale: float) -> Iterator[Word]:
    """The words without specks, strokes of seals and what tesseract makes of rules and of the room behind a bullet."""
    for word in seen.words:
        named = any(map(str.isalnum, word.text))
        text = word.text.strip("|" if named else "|_")
        dash = _is_dash(text, word.bbox, scale)
        if text and (named or dash or word.confidence >= NOISE):
            yield word._replace(text=_by_width(text[0], scale * (word.bbox[2] - word.bbox[0])) if dash else text)


def _by_width(dash: str, width: float) -> str:
    """The dash of this width in points: tesseract takes those of half a letter's size for long ones or hyphens."""
    return "–" if width < EM and (dash == "—" or width > HYPHEN) else dash


def _is_dash(text: str, box: tuple[float, float, float, float], scale: float) -> bool:
    """Whether a sign is one dash by its shape: of most bullets and dashes behind quotes tesseract is in doubt."""
    left, top, right, bottom = box
    return bool(text) and not text.strip(DASHES) and FLAT * (bottom - top) <= right - left <= LONGEST_DASH / scale


def confidence(seen: Seen) -> float:
    """The mean confidence of a picture's words; 1 where there are none, which is no reason for doubt."""
    return fmean(word.confidence for word in seen.words) if seen.words else 1.0


def _tells(line: Sequence[Word], width: float) -> bool:
    return len(line) >= MANY and line[-1].bbox[2] - line[0].bbox[0] > WIDE * width


def _slope(lines: Iterable[Sequence[Word]]) -> float:
    """How much the lines of the page sink to the right, as the line in the middle of them does."""
    slopes = []
    for line in lines:
        xs, ys = [_middle(word) for word in line], [_base(word, _height(word)) for word in line]
        x, y = fmean(xs), fmean(ys)
        slopes.append(sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs))
    return median(slopes) if slopes else 0.0


def _level(line: list[Word], slope: float) -> Level:
    sized = [word for word in line if any(map(str.isalnum, word.text))] or line
    size = median(_height(word) for word in sized for _ in word.text)
    base = median(_base(word, size) - slope * _middle(word) for word in sized for _ in word.text)
    return Level(line, size, base)


def _usual_size(levels: Sequence[Level]) -> float:
    sizes = [level.size for level in levels for word in level.words for _ in word.text]
    return median(sizes) if sizes else 1.0


def _parts(level: Level, usual: float, slope: float, scale: float) -> Iterator[Run]:
    """The words of a line in points, the page laid straight."""
    size = usual if abs(level.size - usual) < CLOSE * usual else level.size
    for word in level.words:
        left, right = (edge + slope * level.base for edge in (word.bbox[0], word.bbox[2]))
        yield Run(word.text, scale * left, scale * (level.base - ASCENT * size), scale * right,
                  scale * (level.base + DESCENT * size), spaced=True,
                  confidence=word.confidence if word.confidence >= NOISE or word.text.strip(DASHES) else None)


def _middle(word: Word) -> float:
    return (word.bbox[0] + word.bbox[2]) / 2


def _height(word: Word) -> float:
    """The size of the font that a word's box tells."""
    top, bottom = _extent(word.text)
    return (word.bbox[3] - word.bbox[1]) / (top - bottom)


def _base(word: Word, size: float) -> float:
    return word.bbox[3] + _extent(word.text)[1] * size


@lru_cache(maxsize=4096)
def _extent(text: str) -> tuple[float, float]:
    """How far a word reaches above and below its baseline, in sizes of its font."""
    reaches = [_reach(char) for char in text]
    return max(top for top, _ in reaches), min(bottom for _, bottom in reaches)


def _reach(char: str) -> tuple[float, float]:
    if char in SIGNS:
        return SIGNS[char]
    letter, *marks = [*unicodedata.normalize("NFD", char)]
    tops = CAPITAL if letter.isupper() else TALL if letter in "bdđfhiklj" or not letter.islower() else SMALL
    bottom = HANGING if letter in "gjpqy" else DOT_BELOW if DOT in marks else 0.0
    return tops[min(sum(mark not in (HORN, DOT) for mark in marks), 2)], bottom
