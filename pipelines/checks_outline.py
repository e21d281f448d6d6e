"""The outline: section numbers that skip or repeat, quotes and brackets that do not close."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.records import Finding
from pipelines.checks_case import INFO, WARNING, Case, words

ROMAN = regex.compile(r"^[#*\s]*(?P<number>[IVX]{1,5})\s*[.)/-]+\s*\**\s*(?P<title>\p{Lu}[^\n]{2,})", regex.MULTILINE)
DOTTED = regex.compile(r"^[#*\s]*(?P<number>\d{1,2}\.\d{1,2})\.?\s*\**\s*(?P<title>\p{Lu}[^\n]{2,})", regex.MULTILINE)
PLAIN = regex.compile(r"^[#*\s]*(?P<number>\d{1,2})\.\s*\**\s*(?P<title>\p{Lu}[^\n]{2,})", regex.MULTILINE)
ARTICLE = regex.compile(r"^[#*\s]*Điều\s+(?P<number>\d{1,3})\s*[.:]", regex.MULTILINE)
VALUES = {"I": 1, "V": 5, "X": 10}
# An annex, a part, a list begins a new count.
NEW_PART = regex.compile(r"(?im)^[#*\s]*(?:phụ lục|phần\s|danh sách|biểu\s|báo cáo thống kê|kèm theo|[A-DĐ]\s*[.)/-]\s*\p{Lu})")
ITEM = regex.compile(r"^\s*(?:\w{1,4}|\d+(?:\.\d+)*)[)/]")
PAIRS = (("“", "”", "ngoặc kép"), ("(", ")", "ngoặc đơn"))
MOST = 3  # of one kind in one report: more tell nothing new


class Mark(NamedTuple):
    """A section number: its value, as written, where."""

    value: int
    written: str
    start: int
    end: int


def roman(number: str) -> int:
    """The value of a Roman number.

    >>> roman("IV"), roman("III"), roman("IX")
    (4, 3, 9)
    """
    values = [VALUES[letter] for letter in number]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def outline(case: Case) -> Iterator[Finding]:
    """R64. Section numbers skip or repeat one."""
    text = case.report.text
    chapters = [Mark(roman(match["number"]), match["number"], *match.span()) for match in ROMAN.finditer(text) if _is_free(case, match.start())]
    yield from _gaps(case, chapters, "mục", 1)
    articles = [Mark(int(match["number"]), f"Điều {match['number']}", *match.span()) for match in ARTICLE.finditer(text) if _is_free(case, match.start())]
    if len(articles) < 12:  # a long run of articles is a law that is quoted
        yield from _gaps(case, articles, "", 1)
    yield from _dotted(case)
    yield from _plain(case, [mark.start for mark in chapters])


def _is_free(case: Case, at: int) -> bool:
    """A number in a table cell counts rows, not sections."""
    block = case.report.block_at(at)
    return block is None or block.table is None


def _gaps(case: Case, marks: list[Mark], word: str, step: int) -> Iterator[Finding]:
    for before, mark in pairwise(marks):
        if mark.value == 1 or NEW_PART.search(case.report.text, before.end, mark.start + 1):
            continue
        if mark.value == before.value + step + 1 or (mark.value == before.value and word == ""):
            yield _skipped(case, before, mark, word)
        elif mark.value == before.value and before.value > 1:
            yield _repeated(case, mark, word)


def _skipped(case: Case, before: Mark, mark: Mark, word: str) -> Finding:
    return case.finding("R64", WARNING, (mark.start, mark.end), f"{mark.written} follows {before.written}.",
                        f"Đánh số đề mục bị nhảy: sau {word} {before.written} là {word} {mark.written}.".replace("  ", " "))


def _repeated(case: Case, mark: Mark, word: str) -> Finding:
    return case.finding("R64", WARNING, (mark.start, mark.end), f"{mark.written} stands there twice.",
                        f"Đánh số đề mục bị trùng: {word} {mark.written} xuất hiện hai lần liên tiếp.".replace("  ", " "))


def _dotted(case: Case) -> Iterator[Finding]:
    """2.2 is followed by 2.3 or 3.1; 3.3 behind 2.3 is a slip."""
    marks = [(tuple(map(int, match["number"].split("."))), match) for match in DOTTED.finditer(case.report.text) if _is_free(case, match.start())]
    for ((a, b), one), ((c, d), other) in pairwise(marks):
        between = case.report.text[one.end():other.start()]
        if any(pattern.search(between) for pattern in (ROMAN, PLAIN, ARTICLE, NEW_PART)):
            continue
        if (c, d) == (a + 1, b) and d > 1 or c == a and d == b + 2:
            yield case.finding("R64", WARNING, other.span(), f"{c}.{d} follows {a}.{b}.",
                               f"Đánh số đề mục không liên tục: sau {a}.{b} là {c}.{d}.", suggestion=f"{a}.{b + 1}" if c == a + 1 else None)


def _plain(case: Case, chapters: list[int]) -> Iterator[Finding]:
    """1., 2., 3. below one chapter, lists within lists; only a number that stands there twice in a row is told."""
    marks = [Mark(int(match["number"]), f"{match['number']}.", *match.span()) for match in PLAIN.finditer(case.report.text) if _is_free(case, match.start())]
    open_lists: list[int] = []
    last, told = 0, 0
    for mark in marks:
        crossed = any(last < chapter <= mark.start for chapter in chapters) or NEW_PART.search(case.report.text, last, mark.start + 1)
        open_lists, last = [] if crossed else open_lists, mark.end
        if mark.value == 1:
            open_lists.append(1)
        elif (level := _level(open_lists, mark.value)) is not None:
            open_lists[level:] = [mark.value]
        elif open_lists and open_lists[-1] == mark.value and told < MOST:
            told += 1
            yield _repeated(case, mark, "mục")


def _level(open_lists: list[int], value: int) -> int | None:
    """Which of the open lists goes on with this number, the innermost first.

    >>> _level([2, 3], 3), _level([2], 2)
    (0, None)
    """
    return next((at for at in reversed(range(len(open_lists))) if open_lists[at] + 1 == value), None)


def unbalanced(case: Case) -> Iterator[Finding]:
    """R81. A quote or bracket opens and does not close, or the other way."""
    for opening, closing, name in PAIRS:
        told = 0
        for block in case.report.blocks:
            part = ITEM.sub("", case.report.text[block.start:block.end])
            surplus = part.count(opening) - part.count(closing)
            goes_on = surplus < 0 and part[:1].islower()  # the second half of a paragraph
            if goes_on or not surplus or block.kind == "heading" or told >= MOST or _goes_on(case, block.start, block.end, opening, closing, surplus):
                continue
            told += 1
            where = _lonely(case, block.start, block.end, opening if surplus > 0 else closing)
            verb = f"mở dấu {name} nhưng không đóng" if surplus > 0 else f"đóng dấu {name} nhưng không mở"
            yield case.finding("R81", INFO, where, f"A {opening}{closing} does not pair.", f"Đoạn “{words(case.report.text[slice(*where)])}” {verb}.")


def _goes_on(case: Case, start: int, end: int, opening: str, closing: str, surplus: int) -> bool:
    """Whether a neighbour evens it out: a reader may cut a paragraph in two."""
    text = case.report.text
    before = text[text.rfind("\n", 0, max(start - 2, 0)) + 1:start]
    stop = text.find("\n", end + 1)
    after = text[end:stop if stop >= 0 else len(text)]
    return any(part.count(opening) - part.count(closing) == -surplus for part in (before, after))


def _lonely(case: Case, start: int, end: int, sign: str) -> tuple[int, int]:
    """Some words around the first sign that has no partner."""
    text, depth, opens = case.report.text, 0, sign in "“("
    partner = {"“": "”", "(": ")", "”": "“", ")": "("}[sign]
    places = range(end - 1, start - 1, -1) if opens else range(start, end)
    for at in places:
        depth += (text[at] == partner) - (text[at] == sign)
        if depth < 0:
            return (at, min(end, at + 60)) if opens else (max(start, at - 60), at + 1)
    return start, min(end, start + 60)
