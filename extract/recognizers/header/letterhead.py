"""The letterhead: who writes, number, place and date, in whatever order the columns were read.

A line of two columns read across (`HUYỆN MINH LONG Độc lập - Tự do - Hạnh phúc`) falls into its parts:
what is known by its shape is cut out, what is left over is the name of an organ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import regex

from extract.recognizers.header.lines import Line
from extract.recognizers.symbols import DASH, parse


class Part(NamedTuple):
    """A piece of a head line: `kind` is place, symbol, type or a row of PATTERNS, `organ` for the rest."""

    kind: str
    line: Line


class Pattern(NamedTuple):
    """A row: what a piece of the letterhead looks like. The group `x` is the piece.

    `hint` are small letters one of which every such line has: most lines need no look at the pattern.
    """

    kind: str
    hint: tuple[str, ...]
    pattern: str
    example: str
    reason: str


BLANK = r"[\d\s.…_/\-]"
PATTERNS = (
    Pattern("state", ("cộng",), r"(?<!nước )(?P<x>CỘNG\s*+H(?:ÒA|OÀ)\s*+XÃ\s*+H[ỘỌÔ]I\s*+(?:CHỦ\s*+)?"
                                r"NGH(?:Ĩ|I)(?:A|Ã)\s*+VIỆT(?:\s*+NAM)?+)",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "quốc hiệu; a narrow cell pushes NAM to the next line"),
    Pattern("state", ("độc",), rf"(?P<x>Độc\s*+lập\s*+[.,{DASH}]?\s*+Tự\s*+do\s*+[.,{DASH}]?\s*+"
                               r"Hạnh\s*+phúc)",
            "Độc lập - Tự do - Hạnh phúc", "tiêu ngữ"),
    Pattern("party", ("đảng",), r"(?P<x>ĐẢNG\s++CỘNG\s++SẢN\s++VIỆT\s++NAM)",
            "ĐẢNG CỘNG SẢN VIỆT NAM", "the Party's head"),
    Pattern("mass", ("đoàn",), r"(?<!(?:HÀNH|BCH|VỤ|BTV)\s*)"
                               r"(?P<x>ĐOÀN\s++(?:TNCS|THANH\s++NIÊN\s++CỘNG\s++SẢN)\s++HỒ\s++CHÍ\s++MINH)\s*+$",
            "ĐOÀN TNCS HỒ CHÍ MINH", "the Youth Union's head, not the name of the organ at its left"),
    Pattern("date", ("ngày", "tháng"), rf"(?P<x>(?:ngày|^Ngày){BLANK}*+(?:th[áa]ng{BLANK}*+)?+(?:n[ăa]m{BLANK}*+)?+|"
                                       rf"(?<!\d )tháng{BLANK}*+năm{BLANK}*+)(?=$|\(?[Vv]/[Vv])",
            "ngày tháng 6 năm 2023", "the day, or all of it, may be blank, marks may be missing"),
)
COMPILED = tuple((row.kind, row.hint, regex.compile(row.pattern, regex.I if row.kind == "state" else 0))
                 for row in PATTERNS)
TYPE = r"(?P<type>(?i:luật|bộ luật|nghị quyết|pháp lệnh|nghị định|quyết định))"
NUMBER = regex.compile(rf"(?:^[\W0oO]*+|(?<=\p{{Lu}}\s))(?:{TYPE}\s++)?"
                       r"(?:S[ốỐôÔ]|số)(?![\p{L}])\s*+[:.;]?\s*+(?P<x>.*)")
CODE = r"(?=[A-ZĐ\d])[\w.]++(?:[ ]?&[ ]?[\w.]++)*+"
SYMBOL = regex.compile(rf"(?:\d(?:[ ]\d){{1,3}}(?![\d.])|[\d.…_]*+)[a-zđ]?[ ]*+(?:[A-ZĐ]+[ ]*+)?"
                       rf"(?:[{DASH}/][ ]*+{CODE}[ ]*+)+")
APART = regex.compile(r"^\d(?: \d){1,3}(?!\d)")
RULE = regex.compile(r"[\W_]*+(?:[o0O]{1,3}|&)?[\W_]*+")
SHORT = 25  # letters of a place in small letters
EDGES, BEHIND = " _*=.,:;/\\-–—~|•", " _*=\\-–—~|•"  # a comma at the end of a line says that it goes on


def parts(line: Line) -> list[Part]:
    """The pieces of a head line from left to right.

    >>> [(part.kind, part.line.text) for part in parts(Line(0, 0, "XÃ A BUNG Độc lập - Tự do - Hạnh phúc"))]
    [('organ', 'XÃ A BUNG'), ('state', 'Độc lập - Tự do - Hạnh phúc')]
    >>> [(part.kind, part.line.text) for part in parts(Line(0, 0, "Số: 36 /BC-HĐND A Bung, ngày 20/4/2022"))]
    [('symbol', '36 /BC-HĐND'), ('place', 'A Bung'), ('date', 'ngày 20/4/2022')]
    """
    return [Part(kind, line.part(start, end)) for kind, start, end in _shape(line.text)]


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[tuple[str, int, int], ...]:
    """Kind, start and end of each piece. Cached: letterheads of an archive repeat each other's lines."""
    text = text.replace("|", " ")  # a page's table as text
    found = sorted(_pieces(text), key=itemgetter(1))
    shape, at = [], 0
    for kind, start, end in [*found, ("", len(text), len(text))]:
        rest = _trimmed(text, at, start)
        if rest and text[slice(*rest)] != "NAM":
            shape.append(("organ", *rest))
        if kind:
            shape.append((kind, start, end))
        at = max(at, end)
    return tuple(shape)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """What a pattern knows in the line: kind (or "" for what tells nothing), start, end."""
    low, floor = text.lower(), 0
    number = NUMBER.search(text) if "số" in low or "sô" in low else None
    if number and (not text[:number.start()].strip() or text[:number.start()].isupper()):
        found = list(_number(number))
        yield from found
        floor = max((end for _, _, end in found), default=0)
    for kind, hint, pattern in COMPILED:
        if not any(map(low.__contains__, hint)):
            continue
        match = pattern.search(text, floor if kind == "date" else 0)
        if match is None:
            continue
        if kind == "date":
            before = text[floor:match.start()]
            place = list(_place(before, floor))
            if not _is_dated(before, place[0][1] - floor if place else len(before)):
                continue
            yield from place
        yield kind, *match.span("x")


def _is_dated(before: str, place: int) -> bool:
    """Whether a document is dated behind `before`, where a place begins at `place`.

    The day of what a summary or a sentence is about stands behind other words: `theo Kế hoạch ngày 5/6/2023`.
    """
    left, words = before[:place], before.rstrip()
    return left == left.upper() or (words.endswith(",") and (place < len(before) or len(before) < SHORT))


def _place(before: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The place right before the date: its capitalised words, but not the left column (`TỈNH A Bình An,`)."""
    words = before.rstrip(" ,;.")
    tokens = words.split(" ")
    place: list[str] = []
    while tokens and len(place) < 6 and _of_place(tokens[-1], place, tokens[:-1]):
        place.append(tokens.pop())
    size = sum(map(len, place)) + len(place) - 1
    alone = not tokens or not tokens[-1]
    if place and place[-1][0].isupper() and (alone or not all(map(str.isupper, place))):
        yield "place", start + len(words) - size, start + len(words)


def _of_place(token: str, place: list[str], left: list[str]) -> bool:
    """Whether the word before `place` (in reverse order) belongs to it; `Hà nội` stands alone on its line."""
    if not token or "/" in token:
        return False
    if not token[0].isupper():
        return not place and token.isalpha() and len(left) > 0 and (len(left) == 1 or not left[-2])
    if not place or len(token) == 1 or token.rstrip(".") in ("TP", "T.P"):
        return True
    return not token.isupper() or all(map(str.isupper, place))


def _number(number: regex.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The symbol behind `Số`, and the type word before it (`Luật số: 10/2022/QH15`)."""
    start = number.start("x")
    match = SYMBOL.match(number["x"])
    words = match[0].rstrip(EDGES) if match else ""
    while words and parse(closed(words)) is None:
        words = words.rpartition(" ")[0].rstrip(EDGES)
    if number["type"]:
        yield "type", *number.span("type")
    if words:
        lead = len(words) - len(words.lstrip(" .…_"))
        yield "symbol", start + lead, start + len(words)
        yield "", number.end("type") if number["type"] else number.start(), start + lead
    elif not any(map(str.isalpha, number["x"])):
        yield "", number.start(), number.end()


def closed(symbol: str) -> str:
    """The symbol with the digits of its number together, where the typist set them apart.

    >>> closed("1 2 5 /BC-UBND"), closed("12 /BC-UBND")
    ('125 /BC-UBND', '12 /BC-UBND')
    """
    return str(APART.sub(lambda match: match[0].replace(" ", ""), symbol))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands between two pieces, without rules and marks at its edges; None where nothing does."""
    words = text[start:end]
    if not words or RULE.fullmatch(words):
        return None
    return start + len(words) - len(words.lstrip(EDGES)), start + len(words.rstrip(BEHIND))
