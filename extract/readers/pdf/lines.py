"""Glyphs to words, words to runs, runs to rows: pure geometry in points from the page's upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

import regex

from extract.readers.pdf.bold import Spans, shifted
from extract.readers.raised import DIGITS

UNIT = regex.compile(r"(?:^|[\d\s/(])(?:[kcd]?m|dam)$")
SPACE_GAP = 0.17  # of the letter's height: less is the room between letters
CAPITAL_GAP = 0.1
FALLBACK_GAP = 0.11  # on scrambled pages letters stand close: each was placed by itself
PHRASE_GAP = 1.0


class Glyph(NamedTuple):
    """A printed character and its box, about as high as its font.

    `spaced`: a space stands before it; `opens`: the file begins a line with it; `encoding` is the legacy one that
    it was converted from, `confidence` that of its word where this was recognised on a picture; `bold`: its word is.
    """

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaced: bool = False
    opens: bool = False
    encoding: str | None = None
    confidence: float | None = None
    bold: bool = False


class Run(NamedTuple):
    """Words on one baseline. `words` are its parts where they were looked at one by one.

    `spaced`: the file has a space before it; `stamped`: it was put into a blank later; `confidence` is that of
    its least certain word where they were recognised on a picture, `encoding` as in `Glyph`; `bold` where in the
    text bold words stand.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[Run, ...] = ()
    spaced: bool = False
    stamped: bool = False
    confidence: float | None = None
    encoding: str | None = None
    bold: Spans = ()

    @property
    def height(self) -> float:
        """The height of its letters' boxes."""
        return self.bottom - self.top


Part = TypeVar("Part", Glyph, Run)


def usual_size(sizes: Sequence[float]) -> float:
    """The size of a page's text, even where footnotes take the larger part of it."""
    return sorted(sizes)[3 * len(sizes) // 4] if sizes else 0.0


def words(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    """The words of glyphs in reading order: cut at spaces and wherever the pen moved on or back."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and (glyph.spaced or glyph.opens or _apart(held[-1], glyph)):
            yield _word(held)
            held = []
        held.append(glyph)
    if held:
        yield _word(held)


def _apart(last: Glyph, glyph: Glyph) -> bool:
    """Whether the pen moved: to the side, or to another line. A capital begins a word after less."""
    height = max(last.bottom - last.top, 1.0)
    middle = (glyph.top + glyph.bottom) / 2
    least = CAPITAL_GAP if last.char.islower() and glyph.char.isupper() else SPACE_GAP * 1.2
    return (not -0.9 * height < glyph.x0 - last.x1 < least * height
            or not last.top - 0.2 * height < middle < last.bottom + 0.2 * height)


def _word(glyphs: list[Glyph]) -> Run:
    """A word as high as most of its letters: an accent or a footnote's mark makes it no taller."""
    usual = sorted(glyphs, key=lambda glyph: glyph.bottom - glyph.top)[len(glyphs) // 2]
    return Run(_with_superscripts(glyphs), min(g.x0 for g in glyphs), usual.top,
               max(g.x1 for g in glyphs), usual.bottom, (), glyphs[0].spaced, encoding=glyphs[0].encoding,
               bold=((0, len(glyphs)),) if glyphs[0].bold else ())


def _with_superscripts(glyphs: list[Glyph]) -> str:
    """The letters; raised small digits at the end as superscripts, lest a footnote's mark lengthen a number."""
    text = "".join([glyph.char for glyph in glyphs])
    end = len(text)
    while end > 1 and text[end - 1].isdigit() and _is_raised(glyphs[end - 1], glyphs[0]):
        end -= 1
    return text[:end] + _superscript(text[:end], text[end:])


def _superscript(before: str, digits: str) -> str:
    """Digits as superscripts; those of square and cubic units stay plain, as they are in other formats."""
    return digits if digits in ("2", "3") and UNIT.search(before) else digits.translate(DIGITS)


def _is_raised(glyph: Part, beside: Part) -> bool:
    height = beside.bottom - beside.top
    return glyph.bottom - glyph.top < 0.75 * height and glyph.bottom < beside.bottom - 0.2 * height


def by_geometry(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs sorted into rows and from left to right, whatever order the file drew them in.

    A space is one of the file's that stands there, or a gap: between two fonts there may be none in the file.
    """
    result: list[Glyph] = []
    for row in rows(list(glyphs)):
        last: Glyph | None = None
        spaced = False
        for glyph in sorted(row, key=lambda g: g.x0):
            if glyph.char.isspace():
                spaced = True
                continue
            gap = last is None or glyph.x0 - last.x1 > FALLBACK_GAP * (glyph.bottom - glyph.top)
            result.append(glyph._replace(spaced=spaced or gap, opens=False))
            last, spaced = glyph, False
    return result


def rows(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts that stand on one line of the page, rows from top to bottom, each in the order given.

    >>> runs = [Run("a", 9, 0, 12, 10), Run("c", 0, 14, 3, 24), Run("b", 0, 1, 3, 11)]
    >>> [[run.text for run in row] for row in rows(runs)]
    [['a', 'b'], ['c']]
    """
    held: list[Part] = []
    tallest: Part | None = None
    for part in sorted(parts, key=lambda p: p.top + p.bottom):
        height = max(part.bottom - part.top, tallest.bottom - tallest.top if tallest else 0.0)
        if tallest and part.top + part.bottom - tallest.top - tallest.bottom > height:
            yield held
            held, tallest = [], None
        held.append(part)
        if tallest is None or part.bottom - part.top > tallest.bottom - tallest.top:
            tallest = part
    if held:
        yield held


def phrases(parts: Sequence[Run]) -> Iterator[Run]:
    """The words of one row, left to right, as runs between wide gaps."""
    held: list[Run] = []
    for word in sorted(parts, key=lambda w: w.x0):
        if held and word.x0 - held[-1].x1 > PHRASE_GAP * max(word.height, held[-1].height):
            yield joined(held)
            held = []
        held.append(word)
    if held:
        yield joined(held)


def joined(parts: Sequence[Run]) -> Run:
    """Parts of one row as one run, with spaces where there is room for one."""
    ordered = sorted(parts, key=lambda part: part.x0)
    if len(ordered) == 1:
        return ordered[0]
    text, bold = ordered[0].text, [*ordered[0].bold]
    for last, part in pairwise(ordered):
        raised = part.text[0].isdigit() and _is_raised(part, last)
        text += _superscript(text, part.text) if raised else _between(last, part) + part.text
        if part.bold:
            bold += shifted(part.bold, len(text) - len(part.text))
    inside = tuple(word for part in ordered for word in (part.words or (part,)))
    usual = sorted(ordered, key=lambda part: part.bottom - part.top)[len(ordered) // 2]
    told = [part for part in ordered if part.stamped or part.encoding or part.confidence is not None]
    return Run(text, ordered[0].x0, usual.top, max([part.x1 for part in ordered]), usual.bottom, inside,
               ordered[0].spaced, any(part.stamped for part in told), least(part.confidence for part in told),
               first(part.encoding for part in told), tuple(bold))


def least(confidences: Iterable[float | None]) -> float | None:
    """The lowest of the confidences that there are."""
    return min((value for value in confidences if value is not None), default=None)


def first(encodings: Iterable[str | None]) -> str | None:
    """The first of the encodings that there are."""
    return next((encoding for encoding in encodings if encoding), None)


def _between(last: Run, part: Run) -> str:
    """A space where the file has one, where there is room for one, or where a stamp meets a word."""
    gap = part.x0 - last.x1 > SPACE_GAP * min(last.height, part.height)
    stamp = last.stamped != part.stamped and last.text[-1:].isalnum() and part.text[:1].isalnum()
    return " " if gap or part.spaced or stamp else ""
