"""The numbers and bullets of lists, which Word counts and does not store, as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from extract.readers.container import etree
from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import W, switch, value, whole
from extract.readers.numerals import roman

LEVELS = 9
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


# `w:numFmt` values that are not plain digits. What is not listed is shown in digits.
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
    """What a `w:num` comes to: whose counters it uses, its levels, and where it starts anew."""

    counters: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The lists of a document and how far each has counted; `label` moves on by one."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        """Keep how to get the tree; it is parsed when the first number is asked for."""
        self._load, self._styles = load, styles
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, list[int | None]] = {}

    @cached_property
    def _parts(self) -> dict[tuple[str, str], etree._Element]:
        """Lists and their abstract definitions by tag and id."""
        tree = self._load()
        kinds = (("num", W + "numId"), ("abstractNum", W + "abstractNumId"))
        return {} if tree is None else {(kind, node.get(id, "")): node for kind, id in kinds
                                        for node in tree.iterchildren(W + kind)}

    def label(self, num_id: str | None, ilvl: int | None, style: str | None = None) -> tuple[str, int] | None:
        """What stands in front of the list's next paragraph, with the space behind it, and its depth."""
        if num_id not in self._lists:
            self._lists[num_id or ""] = self._start(num_id or "")
        numbered = self._lists[num_id or ""]
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

    def _count(self, numbered: List, ilvl: int) -> list[int | None]:
        counters = self._counters[numbered.counters]
        now = counters[ilvl]
        start = numbered.restarts.get(ilvl, numbered.levels[ilvl].start)
        counters[ilvl] = start if now is None else now + 1
        for deeper, level in numbered.levels.items():
            if deeper > ilvl and (level.restart is None or ilvl < level.restart):
                counters[deeper] = None
        return counters

    def _start(self, num_id: str) -> List | None:
        """The list of a `w:numId`; levels for which it says a start of its own begin anew."""
        num = self._parts.get(("num", num_id))
        abstract_id = None if num is None else value(num, "abstractNumId")
        if num is None or abstract_id is None or num_id == "0":
            return None
        abstract_id = self._linked(abstract_id)
        abstract = self._parts.get(("abstractNum", abstract_id))
        levels = {} if abstract is None else _levels(abstract)
        restarts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            levels |= _levels(override)
            start = whole(value(override, "startOverride"))
            if start is not None:
                restarts[whole(override.get(W + "ilvl")) or 0] = start
        counters = self._counters.setdefault(abstract_id, [None] * LEVELS)
        for ilvl in restarts:
            if ilvl < LEVELS:
                counters[ilvl] = None
        return List(abstract_id, levels, restarts)

    def _linked(self, abstract_id: str) -> str:
        """The definition that a list style stands for, where this one only names the style."""
        abstract = self._parts.get(("abstractNum", abstract_id))
        link = None if abstract is None else value(abstract, "numStyleLink")
        num = self._parts.get(("num", self._styles.get(link).num_id or ""))
        return abstract_id if num is None else value(num, "abstractNumId") or abstract_id


def _shown(numbered: List, counters: list[int | None], ilvl: int, legal: bool) -> str:
    level = numbered.levels.get(ilvl, Level())
    now = counters[ilvl]
    number = numbered.restarts.get(ilvl, level.start) if now is None else now  # a level that was skipped
    return str(number) if legal else FORMATS.get(level.format, str)(number)


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {whole(level.get(W + "ilvl")) or 0: _level(level) for level in parent.iterchildren(W + "lvl")}
    return {ilvl: level for ilvl, level in levels.items() if ilvl < LEVELS}


def _level(element: etree._Element) -> Level:
    format, text = value(element, "numFmt") or "decimal", value(element, "lvlText") or ""
    return Level(
        start=whole(value(element, "start")) or 0, format=format,
        text=_bullet(element, text) if format == "bullet" else text,
        glued=value(element, "suff") == "nothing", legal=bool(switch(element, "isLgl")),
        restart=whole(value(element, "lvlRestart")), style=value(element, "pStyle"))


def _bullet(level: etree._Element, text: str) -> str:
    """A bullet as it looks: of symbol fonts, whose letters mean nothing, a dash or a dot."""
    fonts = level.find(f"{W}rPr/{W}rFonts")
    named = fonts is not None and any(SYMBOL_FONT.search(str(font)) for font in fonts.attrib.values())
    private = any("\ue000" <= sign <= "\uf8ff" for sign in text)
    if named or private or not text:
        return "-" if DASHES & set(text) else "•"
    return text
