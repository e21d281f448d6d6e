"""Lines back to paragraphs: joins what a page's or a window's edge cut, and only what it surely cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.document import EMPHASIS_OFF, EMPHASIS_ON, Piece
from extract.readers.numbering import DASHED_NUMBER


class Line(NamedTuple):
    """A line on its way to a piece; `gap`: a blank line or a block's edge stands before it."""

    text: str
    gap: bool = True
    kind: str = "paragraph"
    level: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    indent: int = 0
    encoding: str | None = None  # the legacy encoding that it was converted from


# What opens a new item, so that nothing before it goes on in it.
ITEM = regex.compile(
    r"(?:[-–—+•*·▪●○◦➢➤►✓❖]\s|[-+•·▪●]\p{L}|o\s+\p{Lu}|\(?(?:\d{1,3}(?:\.\d{1,3})*+[.)/]|\d{1,2}(?:\.\d{1,2})++)\s"
    r"|\(?(?:[a-zđ]|[ivx]{1,4})[.)]\s|(?:[A-ZĐ]|[IVXLC]{1,6})[.)/]\s|\d{1,2}\.\p{Lu}"
    rf"|{DASHED_NUMBER})")
OPENER = regex.compile(r"Điều\s+\d++\p{Ll}?[.:]|Căn\s+cứ\s|Theo\s+đề\s+nghị\s|Xét\s|Nơi\s+nhận|Kính\s+gửi"
                       r"|(?:TM|KT|TL|TUQ|Q)\.\s|[TK]/[MLT]\s|\W*$")
DASHED = regex.compile(r"[-–]\s\p{Ll}")  # an item, or the rest of a compound: only a full line tells
BULLET = regex.compile(r"(?:[-–—+•*·▪●○◦➢➤►✓❖]\s|[-+•]\p{Lu}|o\s+\p{Lu}|\(?(?:[a-zđ]|\d{1,2})\)\s"
                       r"|\d{1,3}(?:\.\d{1,3})*+[.)]\s|\d{1,2}(?:\.\d{1,2})++\s"
                       rf"|{DASHED_NUMBER})")
CLOSING = "'\"”’»)]"
STOPS, PAUSES = ".!?…", ";:"
# No phrase of Vietnamese ends in one of these words; the others end one unless a number follows.
DANGLING = frozenset({
    "và", "của", "các", "những", "hoặc", "tại", "để", "giữa", "thuộc", "cho", "bởi", "-", "–"})
NUMBERED = frozenset({"số", "ngày", "tháng", "năm", "quý", "từ", "đến", "khoản", "điểm", "điều"})
# A symbol, a date or a compound cut behind its join or before it: `15/2014/TTLT-` + `BNV`, `36` + `/BC-UBND`.
CUT_BEHIND = regex.compile(r"(?:\d|\p{Lu}{2}|\p{Lu}\p{L}?)[-/]$")
CUT_COMPOUND = regex.compile(r"\p{Ll}[-/]$")
CUT_BEFORE = regex.compile(r"(?:[Ss]ố\s*:?\s*\d{1,5}\p{Ll}?|\d[-/](?:\p{Lu}[\p{L}.]{1,9}+|\d{4}))$")
JOIN_AHEAD = regex.compile(r"[-/]\p{Lu}{2}")
PERIOD = regex.compile(r"\b(?:19|20)\d\d\s?\n[-–](?:19|20)\d\d\b")
QUOTED_ON = regex.compile(r"“[^“”]{1,200}+”[\s,;)]*+\p{Ll}")
PART = regex.compile(r"[IVX]{1,6}[.)/-]\s*+\p{Lu}")  # I. ĐẶC ĐIỂM TÌNH HÌNH
LONGEST_PART = 200
JOINABLE = ("paragraph", "list_item")
WIDEST, SHORTEST = 160, 40  # characters in a line that a page's edge cut
FEWEST = 5  # of such lines, for a text to be wrapped
SAME_BLOCK, NEXT_BLOCK, OPEN_END = 25, 60, 12  # a line shorter than this is a line of its own


def line_of(text: str, gap: bool = False) -> Line:
    """The line of a text inside its block: an item of a list where it opens with a bullet or a number."""
    return Line(text, gap, kind_of(text), indent=len(text) - len(text.lstrip()))


def kind_of(text: str) -> str:
    """The kind of a text inside its block."""
    return "list_item" if BULLET.match(bare(text)) else "paragraph"


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of the lines: cut ones joined, emphasis that covers all of a piece dropped."""
    return [_piece(line) for line in join(lines)]


def _piece(line: Line) -> Piece:
    text = _tidy(line.text)
    if line.kind == "paragraph" and PART.match(text) and len(text) < LONGEST_PART and text[-1] not in ".;,":
        return Piece(text, "heading", 1, encoding=line.encoding)
    return Piece(text, line.kind, line.level, None, line.table, line.row, line.col, None, line.encoding)


def join(lines: Sequence[Line]) -> list[Line]:
    """The lines with what belongs together in one.

    >>> [line.text for line in join([Line("mưa lớn kéo dài đã làm ảnh"), Line("hưởng đến tiến độ.", False)])]
    ['mưa lớn kéo dài đã làm ảnh hưởng đến tiến độ.']
    """
    words = [bare(line.text) for line in lines]
    least = fills(lines, words)
    joined: list[Line] = []
    held: list[Line] = []  # the lines of one paragraph, and what joins each to the one before
    glues: list[str] = []
    before = ""
    for line, after in zip(lines, words, strict=True):
        glue = seam(held, line, before, after, least[line.gap]) if held else None
        if glue is None:
            joined += _joined(held, glues)
            held, glues = [], []
        held.append(line)
        glues.append(glue or "")
        before = after
    return joined + _joined(held, glues)


def _joined(held: list[Line], glues: list[str]) -> list[Line]:
    if len(held) < 2:
        return held
    words = (glue + line.text.strip() for glue, line in zip(glues, held, strict=True))
    return [held[0]._replace(text="".join(words))]


def seam(held: Sequence[Line], line: Line, before: str, after: str, fill: float | None) -> str | None:
    """What joins a line to those before it: a space, nothing (inside a symbol), or None if it stands apart.

    `before` and `after` are the bare words of the last line held and of the line itself.

    >>> cut = Line("theo Thông tư liên tịch số 15/2014/TTLT-")
    >>> seam([cut], Line("BNV"), cut.text, "BNV", None)
    ''
    """
    if held[0].kind not in JOINABLE or line.kind not in JOINABLE:
        return None
    end = before.rstrip(CLOSING)[-1:] or "."
    if not after or end in STOPS:
        return None
    full = fill is not None and line.indent < held[-1].indent + 2 and _reach(before, after) >= fill
    if end in PAUSES:
        return " " if full and after[0].islower() and not ITEM.match(after) else None
    if _cut(before, after):
        return ""
    if ITEM.match(after):
        return " " if full and DASHED.match(after) else None
    least = NEXT_BLOCK if line.gap else SAME_BLOCK
    if _goes_on(before, after, held, least) or (full and _is_prose(before, after)):
        return "" if CUT_COMPOUND.search(before[-2:]) and after[0].isalpha() else " "
    return None


def _is_prose(before: str, after: str) -> bool:
    """Neither a heading in capitals, nor the opening of another clause."""
    return not before.isupper() and not after.isupper() and not OPENER.match(after)


def _goes_on(before: str, after: str, held: Sequence[Line], least: int) -> bool:
    """Whether the second is the rest of the first by its words alone."""
    length = len(before) if len(held) == 1 else sum(len(line.text) for line in held)
    last = before.rsplit(None, 1)[-1].lower()
    if last in DANGLING or (last in NUMBERED and after[0].isdigit()):
        return length >= OPEN_END
    if length < least or before.isupper() or OPENER.match(after):
        return False
    return after[0].islower() or _quote_goes_on(before, after) or bool(QUOTED_ON.match(after))


def _quote_goes_on(before: str, after: str) -> bool:
    """Whether a quotation opened in the first is closed in the second."""
    closed = after.find("”")
    return closed > 0 and before.rfind("“") > before.rfind("”") and "“" not in after[:closed]


def _cut(before: str, after: str) -> bool:
    """Whether the edge went through a symbol or a date."""
    if before[-1] not in "-/" and after[0] not in "-–/":
        return False
    if CUT_BEHIND.search(before[-4:]):
        return after[0].isupper() or after[0].isdigit()
    if JOIN_AHEAD.match(after):
        return CUT_BEFORE.search(before[-24:]) is not None
    return PERIOD.match(f"{before[-4:]}\n{after[:6]}") is not None


def fills(lines: Sequence[Line], words: Sequence[str]) -> dict[bool, float | None]:
    """How long a line must have been to have been cut by the right edge, with and without a gap behind it.

    Told from the lines whose next begins in lower case: those were surely cut. In a text that is wrapped
    they are many, and of much the same length. None where lines are not cut so.
    """
    reach: dict[bool, list[int]] = {False: [], True: []}
    others = {False: 0, True: 0}
    for (line, following), (before, after) in zip(pairwise(lines), pairwise(words), strict=True):
        if len(before) < SHORTEST or line.kind not in JOINABLE or following.kind != "paragraph":
            continue
        if not after or _is_ended(before) or ITEM.match(after):
            continue
        if after[0].islower():
            reach[following.gap].append(_reach(before, after))
        else:
            others[following.gap] += 1
    return {gap: _fill(reach[gap], others[gap]) for gap in reach}


def _fill(reach: list[int], others: int) -> float | None:
    middle = sorted(reach)[len(reach) // 2] if reach else 0
    alike = sorted(length for length in reach if 0.75 * middle <= length <= 1.35 * middle)  # no title's lines
    if len(alike) < max(FEWEST, others, 0.7 * len(reach)) or middle > WIDEST:
        return None
    return 0.97 * alike[len(alike) // 20]


def _is_ended(text: str) -> bool:
    return text.rstrip(CLOSING)[-1:] in STOPS + PAUSES


def _reach(before: str, after: str) -> int:
    """How long the line would be with one word more."""
    return len(before) + 1 + len(after.split(maxsplit=1)[0])


def bare(text: str) -> str:
    """The words alone, without emphasis marks."""
    if EMPHASIS_ON in text or EMPHASIS_OFF in text:
        text = text.replace(EMPHASIS_ON, "").replace(EMPHASIS_OFF, "")
    return text.strip()


def _tidy(text: str) -> str:
    """Without emphasis where nothing is left outside it."""
    if EMPHASIS_ON not in text:
        return text
    outside = (part.partition(EMPHASIS_OFF) for part in text.split(EMPHASIS_ON))
    plain = "".join(after if off or n else before for n, (before, off, after) in enumerate(outside))
    return text if any(char.isalnum() for char in plain) else bare(text)
