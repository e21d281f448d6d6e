"""The text cut into paragraphs, each with its formatting and its runs; fields and hidden words taken out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from extract.legacy import by_font
from extract.readers.doc import sprms
from extract.readers.doc.bins import Stretch, overlapping
from extract.readers.doc.looks import Look, Looks
from extract.readers.doc.pieces import TextPiece
from extract.readers.doc.sprms import Properties, number, properties
from extract.readers.docx.symbols import symbol
from extract.readers.emphasis import Run
from extract.readers.raised import is_high, raised

END = re.compile("[\r\x07\x0c]")
FIELD = re.compile("[\x13\x14\x15]")
BEGIN, SEPARATOR, CELL = "\x13", "\x14", "\x07"
# Signs that stand for something else than a letter; zeros are what a field hides. An optional hyphen is TCVN3's ư,
# which has its code: LibreOffice writes it so. Cleaning takes any other away.
SIGNS = dict.fromkeys(range(32)) | {9: "\t", 10: "\n", 11: "\n", 14: "\n", 30: "-", 31: "\xad"}
SIGN = re.compile("[\x00-\x08\x0a-\x1f]")
PRIVATE = re.compile("[\uf020-\uf0ff]")
PAIRS = re.compile("[\ud800-\udfff]{1,2}")
DEEPEST = 20  # tables in tables; a damaged file may claim millions


class Format(msgspec.Struct, frozen=True, eq=False):
    """What a paragraph's own formatting says: its style's number, its properties, how deep in tables it stands.

    `inner`: of a cell or row in a table in a table. Hundreds of paragraphs share one, so that it is its own key.
    """

    style: int
    own: Properties
    depth: int
    inner: bool
    ends_row: bool


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph: where it ends in the text, its runs, its formatting, whether a cell or a row ends with it."""

    end: int
    runs: list[Run]
    format: Format
    ends_cell: bool
    ends_row: bool


# Characters of the text, from and up to, and their raw formatting.
Span = tuple[int, int, bytes]


def spans(pieces: Sequence[TextPiece], found: list[Stretch]) -> list[Span]:
    """The formatting of the stream's bytes as that of the text's characters, without gaps."""
    starts = [start for start, _, _ in found]
    return [span for piece in pieces for span in _of_piece(piece, overlapping(found, starts, piece))]


def alike(found: Iterable[Span], key: Callable[[bytes], int]) -> list[tuple[int, int, int]]:
    """The spans with what is read of their formatting; those side by side that do not differ in it are one."""
    joined: list[tuple[int, int, int]] = []
    start, end, last = 0, 0, -1
    for low, high, raw in found:
        new = key(raw)
        if new != last:
            if last >= 0:
                joined.append((start, end, last))
            start, last = low, new
        end = high
    return [*joined, (start, end, last)] if last >= 0 else joined


def _of_piece(piece: TextPiece, found: Iterable[Stretch]) -> Iterator[Span]:
    first, last, base, width, changes = piece
    at = first
    for low, high, raw in found:
        start, end = first + (low - base) // width, first + (high - base) // width
        if start > at:
            yield at, start, changes
        elif start < at:
            start = at
        if end > last:
            end = last
        if end > start:
            yield start, end, raw + changes if raw else changes
            at = end
    if at < last:
        yield at, last, changes


def without_codes(text: str) -> str:
    r"""The text with zeros for the codes of fields and their marks; their results stay.

    >>> without_codes("Trang \x13PAGE\x145\x15 cut \x13off").replace("\0", "_")
    'Trang ______5_ cut \x13off'
    """
    if BEGIN not in text:
        return text
    hidden: list[tuple[int, int]] = []
    opened: list[list[int]] = []
    for found in FIELD.finditer(text):
        if found[0] == BEGIN:
            opened.append([found.start(), -1])
        elif opened and found[0] == SEPARATOR:
            opened[-1][1] = found.end()
        elif opened:
            start, separator = opened.pop()
            hidden += [(start, separator), found.span()] if separator >= 0 else [(start, found.end())]
    parts: list[str] = []
    at = 0
    for start, end in sorted(hidden):
        if end > at:
            parts += [text[at:start], "\0" * (end - max(start, at))]
            at = end
    return "".join(parts) + text[at:]


class Text:
    """The text of all parts with its formatting."""

    def __init__(self, text: str, runs: list[tuple[int, int, int]], paragraphs: list[Span], looks: Looks,
                 huge: Callable[[int], bytes]) -> None:
        """`huge` gives the properties that lie outside the pages, by their place in the data stream."""
        self._text, self._runs, self._paragraphs, self._looks, self._huge = text, runs, paragraphs, looks, huge
        self._run_ends = [end for _, end, _ in runs]
        self._paragraph_ends = [end for _, end, _ in paragraphs]
        self._known: dict[bytes, Format] = {}

    def paragraphs(self, start: int, end: int) -> Iterator[Paragraph]:
        """The paragraphs between two positions."""
        text = without_codes(self._text[start:end])
        at = 0
        for mark in END.finditer(text):
            yield self._paragraph(text[at:mark.start()], start + at, mark[0])
            at = mark.end()
        if at < len(text):
            yield self._paragraph(text[at:], start + at, "\r")

    def _paragraph(self, text: str, start: int, mark: str) -> Paragraph:
        """The paragraph that begins at `start`; what it is says the formatting of its mark."""
        end = start + len(text)
        index = bisect_right(self._paragraph_ends, end)
        raw = self._paragraphs[index][2] if index < len(self._paragraphs) else b""
        known = self._known.get(raw) or self._formatted(raw)
        row = known.ends_row and (mark == CELL or known.inner)
        cell = not row and (mark == CELL or known.inner)
        runs = self._runs_of(text, start, known.style) if text else []
        return Paragraph(end, runs, known, cell, row)

    def _formatted(self, raw: bytes) -> Format:
        own = properties(raw[2:])
        for code in (sprms.HUGE, sprms.HUGE_OLD):
            own |= properties(self._huge(number(own, code) or 0)) if code in own else {}
        depth, inner_row = number(own, sprms.DEPTH), bool(number(own, sprms.INNER_ROW_END))
        known = self._known[raw] = Format(
            int.from_bytes(raw[:2], "little"), own,
            bool(number(own, sprms.IN_TABLE)) if depth is None else min(depth, DEEPEST),
            inner_row or bool(number(own, sprms.INNER_CELL)), inner_row or bool(number(own, sprms.ROW_END)))
        return known

    def _runs_of(self, text: str, start: int, style: int) -> list[Run]:
        """The runs of a paragraph; those that differ only in what is not read are one."""
        at, look, end = 0, None, start + len(text)
        found: list[Run] = []
        for index in range(bisect_right(self._run_ends, start), len(self._runs)):
            low, high, key = self._runs[index]
            if low >= end:
                break
            new = self._looks(key, style)
            if new is not look:
                low -= start
                if look and look.shown and low > at:
                    found.append(_run(text[at:low], look, found))
                at, look = max(low, 0), new
            if high >= end:
                break
        if look and look.shown and at < len(text):
            found.append(_run(text[at:], look, found))
        return found


def _run(words: str, look: Look, before: Sequence[Run]) -> Run:
    shown = _shown(words, look)
    if look.raised and before:
        shown = raised(shown, before[-1].text)
    return Run(shown, None if look.raised and is_high(shown) else look.font, look.stressed)


def _shown(words: str, look: Look) -> str:
    """What is seen of the words: signs for what they stand for."""
    if look.sign is not None:
        return look.sign * len(words.replace("\0", ""))
    if words.isprintable():  # none of the signs below
        return words
    if SIGN.search(words):
        words = words.translate(SIGNS)
    if PRIVATE.search(words) and by_font(look.font) is None:
        words = PRIVATE.sub(lambda sign: symbol(f"{ord(sign[0]):04X}", look.font), words)
    return PAIRS.sub(_letter, words) if PAIRS.search(words) else words


def _letter(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
