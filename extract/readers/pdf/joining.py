"""Hard-wrapped lines of a page back into paragraphs: pure functions over lines that know their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.readers.numbering import DASHED_NUMBER
from extract.readers.pdf.bold import Spans, marked, shifted

# An open line ends where its sentence does not.
SENTENCE_END = regex.compile(r"[.;:!?…][\"'”’»)\]]*+$")
BULLET = regex.compile(r"[-–—+*](?=\s++\S|\p{L})|[•●○▪■◆❖➢➤✓✔]")
# Names, patterns and levels of what opens a piece of its own; the first that fits decides.
OPENINGS = tuple((name, regex.compile(pattern), kind, level) for name, pattern, kind, level in (
    ("part", r"(?:PHẦN|Phần)\s+(?:thứ\s+|THỨ\s+)?[IVX\d\p{Lu}]", "heading", 1),
    ("chapter", r"(?:CHƯƠNG|Chương)\s+[IVX\d]+", "heading", 1),
    ("section", r"(?:MỤC|Mục)\s+[IVX\d]+\.?$", "heading", 2),
    ("article", r"Điều\s+\d+\p{Ll}?[.:]", "paragraph", None),
    ("roman", r"[IVX]{1,6}[.)/-]\s*+\p{Lu}", "heading", 1),
    ("capital", r"[A-HĐ][.)]\s*+\p{Lu}", "heading", 1),
    ("basis", r"Căn\s+cứ\s", "paragraph", None),
    ("bullet", BULLET.pattern, "list_item", None),
    ("number", r"\(?\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)]|(?<=\.\d{1,2}))(?=\s|\p{Lu})\s*+[^\s\d]", "list_item", None),
    ("dashed", DASHED_NUMBER, "list_item", None),
    ("letter", r"\(?[a-zđ][.)]\s*+\S", "list_item", None),
    ("recipients", r"Nơi\s*+nhận", "paragraph", None),
    ("addressee", r"Kính\s*+gửi", "paragraph", None),
    ("authority", r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\.?\s*+\p{Lu}{2}", "paragraph", None),
))
OUTSIDE = ("recipients", "addressee")  # of any sentence
MARKED = ("bullet", "number", "dashed", "letter", "roman", "capital")  # what a wrapped line can begin with by chance
# A symbol cut before its separator: `36` + `/BC-HĐND`, `2403/QĐ` + `-UBND`.
CUT_BEFORE = regex.compile(r"(?:\d[\p{Ll}]?|/\p{Lu}[\p{L}.&]*+)$")
SEPARATOR_FIRST = regex.compile(r"/\s?[\p{Lu}\d]|[-–]\p{Lu}{2}")
SUBJECT = regex.compile(r"V/v|Về việc", regex.IGNORECASE)
NATION_CUT = regex.compile(r"(?:CỘNG H|ĐẢNG CỘNG)[\p{Lu}\s]*+$(?<!NAM)")
# Years that the edge cut apart: `giai đoạn 2016` + `- 2020`.
YEAR, TO_YEAR = regex.compile(r"\b(?:19|20)\d\d$"), regex.compile(r"[-–—]\s?(?:19|20)\d\d(?![\d:])")
OWN_NUMBER = regex.compile(r"Số\b")
FULL = 0.9  # of the column: a title's line that the edge broke
DOC_TYPE_ALONE = 28  # letters: a line in capitals up to this long may be the type, above its summary


class Line(NamedTuple):
    """A line of the flow: `indent` and `room` are its distances from the column's edges, in points.

    `width` is the column's, `size` the line's height, `gap` the white space above it; `centred` lines stand
    in the middle of the column, `column` is a number for each run of lines that is read in one go. `confidence`,
    `encoding` and `bold` as in `Run`.
    """

    text: str
    indent: float = 0.0
    room: float = 0.0
    width: float = 450.0
    size: float = 14.0
    gap: float = 0.0
    centred: bool = False
    column: int = 0
    page: int = 1
    bbox: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    confidence: float | None = None
    encoding: str | None = None
    bold: Spans = ()

    @property
    def balanced(self) -> bool:
        """Whether as much is free on its left as on its right."""
        return abs(self.indent - self.room) < 10

    @property
    def all_bold(self) -> bool:
        """Whether every word is bold; a sign at the end need not be."""
        if not self.bold:
            return False
        return sum(end - start for start, end in self.bold) + self.text.count(" ") >= len(self.text) - 1


@lru_cache(maxsize=256)
def opening(text: str) -> tuple[str, str, int | None] | None:
    """What a line opens (name, kind of block, level), or None where it only goes on.

    >>> opening("- Duy trì mô hình"), opening("xã hội hóa")
    (('bullet', 'list_item', None), None)
    """
    return next(((name, kind, level) for name, pattern, kind, level in OPENINGS if pattern.match(text)), None)


def glue(before: str, after: str) -> str:
    """What joins two lines: nothing inside a symbol, a date or an amount that was cut, else a space.

    >>> glue("theo Thông tư liên tịch số 15/2014/TTLT-", "BNV"), glue("phát triển kinh tế -", "xã hội")
    ('', ' ')
    >>> glue("Nghị định số 117/2019/NĐ-", "CP"), glue("số 36", "/BC-HĐND"), glue("khoản 1", "Điều 5")
    ('', '', ' ')
    """
    if before.endswith(("-", "/", "\u2011")) and before[-2:-1].isalnum() and after[:1].isalnum():
        return ""
    if CUT_BEFORE.search(before[-24:]) and SEPARATOR_FIRST.match(after):
        return ""
    return " "


def goes_on(held: Sequence[Line], after: Line) -> bool:
    """Whether `after` is the rest of the paragraph that `held` began."""
    before = held[-1]
    if before.page == after.page and before.column != after.column:
        return False
    if before.column or after.column:
        return before.column == after.column and _side_goes_on(held, after)
    if held[0].all_bold and before.all_bold and not after.bold and not after.text[0].islower():
        return False  # a title or heading that fills its line, above the text
    if before.page == after.page and _title_goes_on(before, after):
        return True
    if TO_YEAR.match(after.text) and YEAR.search(before.text[-5:]) and _full(before, after):
        return True
    if abs(before.size - after.size) > 0.25 * before.size or before.indent > 0.35 * before.width:
        return False
    if before.text.isupper() and len(before.text) > 3 and not after.text.split(" ", 1)[0].isupper():
        return False
    ended = bool(SENTENCE_END.search(before.text[-6:]))
    if not _full(before, after, 0 if ended or not _hangs(held, after) else 2):
        return False
    return not _starts_anew(held, after, ended)


def _side_goes_on(held: Sequence[Line], after: Line) -> bool:
    """In letterhead and signature block lines stand alone; only `V/v ...` and recipients run on."""
    before, opened = held[-1], opening(after.text)
    if NATION_CUT.match(before.text):
        return after.text in ("NAM", "VIỆT NAM", "NGHĨA VIỆT NAM")
    if SUBJECT.match(held[0].text):
        return not opened and after.gap < before.size and not OWN_NUMBER.match(after.text)
    if opened or SENTENCE_END.search(before.text[-6:]):
        return False
    return BULLET.match(held[0].text) is not None and (after.text[0].islower() or _full(before, after))


def _full(before: Line, after: Line, spare: int = 0) -> bool:
    """Whether the next word had no room on the line: only then was it the edge that broke it.

    A symbol is cut behind its hyphen, so more room may be left than for a word; `spare` is how many letters more
    than the word's may be left, since some are wide.
    """
    word = after.text.split(" ", 1)[0]
    letter = (before.width - before.indent - before.room) / max(len(before.text), 1)
    cut = 0.0 if glue(before.text, after.text) else 0.25 * before.width
    return before.room < max((len(word) + 1 + spare) * letter + 2, cut)


def _starts_anew(held: Sequence[Line], after: Line, ended: bool) -> bool:
    """Whether the next line opens something: by its mark, or as it is indented or set off."""
    before = held[-1]
    shift = after.indent - before.indent if before.page == after.page else after.indent
    opened = opening(after.text)
    if opened and opened[0] not in MARKED:
        return ended or shift > 6 or opened[0] in OUTSIDE
    if opened:
        return ended or (shift > -6 and after.indent > 6) or not _chance_mark(after.text)
    if shift > 6 and not _hangs(held, after):
        hanging = opening(before.text) and shift < 40
        return ended or not (hanging or (after.centred and after.text[0].islower()))
    indented = after.indent > 6 and not _hangs(held, after)
    return ended and (indented or (before.page == after.page and after.gap > 0.6 * before.size))


def _hangs(held: Sequence[Line], after: Line) -> bool:
    """Whether the line stands as the further lines of an item do, right of the item's mark."""
    return (len(held) > 1 and opening(held[0].text) is not None and held[1].indent > held[0].indent
            and abs(after.indent - held[1].indent) < 2)


def _chance_mark(text: str) -> bool:
    """Whether what looks like an item's mark can be the rest of a sentence: `- xã hội`, `a) khoản 2`."""
    return text[0] not in "+•●○▪" and not text.lstrip("-–— ")[:1].isupper()


def _title_goes_on(before: Line, after: Line) -> bool:
    """Whether two centred lines are one title: same size, close, and the first no type name on its own."""
    if not ((after.centred and before.balanced) or (before.centred and after.balanced)):
        return False
    if abs(before.size - after.size) > 0.12 * before.size or after.gap > 0.9 * before.size:
        return False
    if SENTENCE_END.search(before.text[-6:]) or opening(after.text) or before.text.isupper() != after.text.isupper():
        return False
    filled = before.width - before.indent - before.room
    long = filled > 0.45 * before.width and len(before.text) > DOC_TYPE_ALONE
    if not (after.text[0].islower() or (long and (before.centred or before.text.isupper()))):
        return False
    # The body's first line is full too, but its first word had room in the title's last line.
    return after.centred or after.text.isupper() or after.text[0].islower() or filled > FULL * before.width


def join_lines(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, in order.

    >>> cut = [Line("Căn cứ Thông tư liên tịch số 15/2014/TTLT-", indent=36), Line("BNV;", room=400)]
    >>> [paragraph(lines) for lines in join_lines(cut)]
    ['Căn cứ Thông tư liên tịch số 15/2014/TTLT-BNV;']
    """
    held: list[Line] = []
    for line in lines:
        if held and not goes_on(held, line):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def paragraph(lines: Sequence[Line]) -> str:
    """The words of lines that belong together, as one text."""
    return wrapped([line.text for line in lines])


def stressed(lines: Sequence[Line], text: str) -> str:
    """The text of lines that belong together, with marks around what alone is bold in it."""
    bold: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        at = text.find(line.text, at)
        end = at + len(line.text)
        bold += [(start, min(stop, end)) for start, stop in shifted(line.bold, at) if start < end]
        at = end
    return marked(text, bold) if bold else text


def wrapped(texts: Sequence[str]) -> str:
    """Texts that the edge of a column cut apart, as one.

    >>> wrapped(["theo Quyết định số 93/2007/QĐ-", "TTg của Thủ", "tướng"])
    'theo Quyết định số 93/2007/QĐ-TTg của Thủ tướng'
    """
    text = texts[0]
    for part in texts[1:]:
        text += glue(text, part) + part
    return text
