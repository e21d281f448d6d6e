"""The numbers and bullets of lists, which Word counts and does not store, as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from extract.readers.numerals import roman

LEVELS = 9
# A number as the Party's offices type it, `1- Tình hình`, which `21- NQ/TW` is none of (for the library `regex`).
DASHED_NUMBER = r"\d{1,2}[-–]\s++\p{Lu}(?!\p{Lu}*+[/-])"
SYMBOL_FONT = re.compile(r"(?i)symbol|wingdings|webdings|dingbats|marlett")
DASHES = frozenset("-–—−\uf02d\uf0be")
PLACE = re.compile("%([1-9])")


def letter(number: int) -> str:
    """A number as Word letters it: a to z, then aa, bb, cc.

    >>> letter(1), letter(26), letter(27), letter(54)
    ('a', 'z', 'aa', 'bbb')
    """
    times, index = divmod(number - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[index] * (times + 1) if 0 < number <= 780 else str(number)


# Formats (named as `w:numFmt` does) that are not plain digits. What is not listed is shown in digits.
FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
    "bullet": lambda number: "",
}


class Level(NamedTuple):
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    glued: bool = False  # nothing between the number and the words
    legal: bool = False  # all numbers in digits, whatever their own level says
    restart: int | None = None  # 0: never; n: only after level n or a higher one; None: after any higher one
    style: str | None = None  # the paragraph style that stands for this level


class List(NamedTuple):
    """A list: whose counters it uses, its levels, and where it starts anew."""

    counters: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Counting:
    """How far each list has counted; `label` moves on by one."""

    def __init__(self, load: Callable[[str], List | None]) -> None:
        """Keep how to get a list by its id."""
        self._load = load
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, list[int | None]] = {}

    def label(self, id: str | None, ilvl: int | None, style: str | None = None) -> tuple[str, int] | None:
        """What stands in front of the list's next paragraph, with the space behind it, and its depth."""
        if id not in self._lists:
            self._lists[id or ""] = self._start(id or "")
        numbered = self._lists[id or ""]
        if numbered is None:
            return None
        if ilvl is None:
            ilvl = next((at for at, level in numbered.levels.items() if style and level.style == style), 0)
        level = numbered.levels.get(ilvl)
        if level is None:
            return None
        counters = self._count(numbered, ilvl)
        text = PLACE.sub(lambda place: _shown(numbered, counters, int(place[1]) - 1, level.legal), level.text)
        return (text if level.glued else f"{text.rstrip()} ") if text.strip() else "", ilvl + 1

    def _start(self, id: str) -> List | None:
        """The list, its counters set back where it says a start of its own."""
        numbered = self._load(id)
        if numbered is not None:
            counters = self._counters.setdefault(numbered.counters, [None] * LEVELS)
            for ilvl in numbered.restarts:
                if ilvl < LEVELS:
                    counters[ilvl] = None
        return numbered

    def _count(self, numbered: List, ilvl: int) -> list[int | None]:
        counters = self._counters[numbered.counters]
        now = counters[ilvl]
        start = numbered.restarts.get(ilvl, numbered.levels[ilvl].start)
        counters[ilvl] = start if now is None else now + 1
        for deeper, level in numbered.levels.items():
            if deeper > ilvl and (level.restart is None or ilvl < level.restart):
                counters[deeper] = None
        return counters


def _shown(numbered: List, counters: list[int | None], ilvl: int, legal: bool) -> str:
    level = numbered.levels.get(ilvl, Level())
    now = counters[ilvl]
    number = numbered.restarts.get(ilvl, level.start) if now is None else now  # a level that was skipped
    return str(number) if legal else FORMATS.get(level.format, str)(number)


def bullet(text: str, fonts: Iterable[str]) -> str:
    """A bullet as it looks: of symbol fonts, whose letters mean nothing, a dash or a dot."""
    named = any(SYMBOL_FONT.search(font) for font in fonts)
    private = any("\ue000" <= sign <= "\uf8ff" for sign in text)
    if named or private or not text:
        return "-" if DASHES & set(text) else "•"
    return text
