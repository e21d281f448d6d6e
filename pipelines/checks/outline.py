"""The outline: section numbers that skip or repeat, quotes and brackets that do not close."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

from extract.records import Finding
from pipelines.checks.case import INFO, WARNING, Case, words

# What begins a line and counts sections; then what begins a new count: an annex, a part, a list.
MARKS = regex.compile(r"""^[ \t#*]*+(?:
    (?:(?P<roman>[IVX]{1,5})[ \t]*[.)/-]+|(?P<dotted>\d{1,2}\.\d{1,2})\.?|(?P<plain>\d{1,2})\.)[ \t]*\**\s*
     (?=\p{Lu}[^\n]{2})
    |Điều\s+(?P<article>\d{1,3})\s*[.:]
    |(?P<part>[Pp]hụ[ ]lục|PHỤ[ ]LỤC|[Pp]hần\s|PHẦN\s|[Dd]anh[ ]sách|DANH[ ]SÁCH|[Bb]iểu\s|BIỂU\s|BÁO[ ]CÁO[ ]THỐNG[ ]KÊ
     |[Kk]èm[ ]theo|KÈM[ ]THEO|[A-DĐ]\s*[.)/-]\s*\p{Lu}))""",
                      regex.MULTILINE | regex.VERBOSE)
VALUES = {"I": 1, "V": 5, "X": 10}
MOST_ARTICLES = 12  # a longer run of articles is a law that is quoted
# `a)`, `2)` and `2/` before an item close nothing.
ITEM = regex.compile(r"(?:^|(?<=[\s.;:,]))(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,4})(?=[)])")
PAIRS = (("“", "”", "ngoặc kép"), ("(", ")", "ngoặc đơn"))
LONGEST_TITLE = 90
MOST = 3  # of one kind in one report: more tell nothing new


class Mark(NamedTuple):
    """What begins a line: roman, dotted, plain, article or part; its value, as written, where."""

    kind: str
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
    marks = list(_marks(case))
    yield from _chapters(case, [mark for mark in marks if mark.kind in ("roman", "part")], "mục ")
    articles = [mark for mark in marks if mark.kind in ("article", "part")]
    if len(articles) < MOST_ARTICLES:
        yield from _chapters(case, articles, "")
    yield from _dotted(case, marks)
    yield from _plain(case, [mark for mark in marks if mark.kind != "dotted"])


def _marks(case: Case) -> Iterator[Mark]:
    """The marks in order; a number in a table cell counts rows, not sections."""
    text = case.report.text
    for match in case.report.line_starts(MARKS):
        block = case.report.block_at(match.start())
        if block is not None and block.table is not None:
            continue
        kind = match.lastgroup or ""
        number = match[kind]
        value = roman(number) if kind == "roman" else int(number) if kind in ("plain", "article") else 0
        written = {"plain": f"{number}.", "article": f"Điều {number}"}.get(kind, number)
        stop = text.find("\n", match.end())
        yield Mark(kind, value, written, match.start(), stop if stop >= 0 else len(text))


def _chapters(case: Case, marks: list[Mark], word: str) -> Iterator[Finding]:
    late = 0  # how far the numbers lag behind after one that stands there twice
    for before, mark in pairwise(marks):
        if mark.kind == "part" or before.kind == "part" or mark.value == 1:
            late = 0
        elif mark.value == before.value + 2 and not late:
            yield _skipped(case, before, mark, word)
        elif mark.value == before.value:
            late = 1
            yield _repeated(case, mark, word)


def _skipped(case: Case, before: Mark, mark: Mark, word: str) -> Finding:
    return case.finding("R64", WARNING, (mark.start, mark.end), f"{mark.written} follows {before.written}.",
                        f"Đánh số đề mục bị nhảy: sau {word}{_number(before)} là {word}{_number(mark)}.")


def _number(mark: Mark) -> str:
    return mark.written.rstrip(".)")


def _are_titles(case: Case, *marks: Mark) -> bool:
    """Whether numbered lines are headings: short, and no sentence."""
    lines = [case.report.text[mark.start:mark.end].strip(" *") for mark in marks]
    return all(len(line) < LONGEST_TITLE and line[-1:] not in ".;,:" for line in lines)


def _repeated(case: Case, mark: Mark, word: str) -> Finding:
    return case.finding("R64", WARNING, (mark.start, mark.end), f"{mark.written} stands there twice.",
                        f"Đánh số đề mục bị trùng: {word}{_number(mark)} xuất hiện hai lần liên tiếp.")


def _dotted(case: Case, marks: list[Mark]) -> Iterator[Finding]:
    """2.2 is followed by 2.3 or 3.1; 3.3 behind 2.3 is a slip."""
    for one, other in pairwise(marks):
        if one.kind != "dotted" or other.kind != "dotted":
            continue
        (a, b), (c, d) = (map(int, mark.written.split(".")) for mark in (one, other))
        if ((c, d) == (a + 1, b) and d > 1) or (c == a and d == b + 2):
            yield case.finding("R64", WARNING, (other.start, other.end), f"{c}.{d} follows {a}.{b}.",
                               f"Đánh số đề mục không liên tục: sau {a}.{b} là {c}.{d}.",
                               suggestion=f"{a}.{b + 1}" if c == a + 1 else None)


def _plain(case: Case, marks: list[Mark]) -> Iterator[Finding]:
    """1., 2., 3. below one chapter, lists within lists; only a number that stands there twice in a row is told."""
    open_lists: list[int] = []
    told, before = 0, None
    for mark in marks:
        if mark.kind != "plain":
            open_lists = []
        elif mark.value == 1:
            open_lists.append(1)
        elif (level := _level(open_lists, mark.value)) is not None:
            open_lists[level:] = [mark.value]
        elif open_lists and open_lists[-1] == mark.value and told < MOST:
            told += 1
            yield _repeated(case, mark, "mục ")
        elif told < MOST and before and open_lists[-1:] == [mark.value - 2] and _are_titles(case, before, mark):
            told += 1
            open_lists[-1] = mark.value
            yield _skipped(case, before, mark, "mục ")
        before = mark if mark.kind == "plain" else None


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
            part = case.report.text[block.start:block.end]
            surplus = _surplus(part, opening, closing)
            goes_on = surplus < 0 and part[:1].islower()  # the second half of a paragraph
            if goes_on or not surplus or block.kind == "heading" or told >= MOST:
                continue
            if _goes_on(case, block.start, block.end, opening, closing, surplus):
                continue
            told += 1
            where = _lonely(case, block.start, block.end, opening if surplus > 0 else closing)
            verb = f"mở dấu {name} nhưng không đóng" if surplus > 0 else f"đóng dấu {name} nhưng không mở"
            yield case.finding("R81", INFO, where, f"A {opening}{closing} does not pair.",
                               f"Đoạn “{words(case.report.text[slice(*where)])}” {verb}.")


def _surplus(part: str, opening: str, closing: str) -> int:
    """How many more open than close; the bracket behind an item's number counts only within brackets.

    >>> _surplus("a) Tuyên truyền (lần 1, 2); b) Vận động", "(", ")"), _surplus("(lần 1, 2, 3)", "(", ")")
    (0, 0)
    """
    surplus = part.count(opening) - part.count(closing)
    if closing != ")" or surplus >= 0:
        return surplus
    items = {match.end() for match in ITEM.finditer(part)}
    depth = excused = 0
    for at, sign in enumerate(part):
        if sign == ")" and at in items and depth <= 0:
            excused += 1
        elif sign in "()":
            depth += 1 if sign == "(" else -1
    return surplus + excused


def _goes_on(case: Case, start: int, end: int, opening: str, closing: str, surplus: int) -> bool:
    """Whether a neighbour evens it out: a reader may cut a paragraph in two."""
    text = case.report.text
    before = text[text.rfind("\n", 0, max(start - 2, 0)) + 1:start]
    stop = text.find("\n", end + 1)
    after = text[end:stop if stop >= 0 else len(text)]
    return any(_surplus(part, opening, closing) == -surplus for part in (before, after))


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
