"""The numbers and bullets of lists, which OpenDocument counts and does not store, as the office program shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from extract.readers.container import etree
from extract.readers.numbering import bullet, letter
from extract.readers.numerals import roman
from extract.readers.odt.names import FO, NUM_LIST_FORMAT, STYLE, TEXT, child, whole

DEEPEST = 10
HIGHEST = 100_000
FORMATS: dict[str, Callable[[int], str]] = {
    "1": str, "a": letter, "A": lambda number: letter(number).upper(), "i": roman,
    "I": lambda number: roman(number).upper(), "01": lambda number: f"{number:02}", "": lambda number: ""}
PLACE = re.compile(r"%([0-9]{1,2})%")


class Level(NamedTuple):
    """One level of a list: the form of its numbers, the text around them, and how many levels it shows."""

    format: str = ""
    template: str = ""
    start: int = 1


class List:
    """The levels of a list style and how far each has counted."""

    def __init__(self, style: etree._Element | None) -> None:
        """Keep the style; its levels are read when the first number is asked for."""
        self._style = style
        self._counters: dict[int, int] = {}

    @cached_property
    def _levels(self) -> dict[int, Level]:
        nodes = () if self._style is None else self._style
        return {whole(node.get(TEXT + "level"), 1, DEEPEST): _level(node) for node in nodes
                if isinstance(node.tag, str)}

    def label(self, depth: int, start: int | None = None) -> str:
        """What stands in front of the next item at this depth (from 1), with the space behind it."""
        level = self._levels.get(depth, Level())
        first = level.start if start is None else start
        counted = self._counters.get(depth)
        self._counters[depth] = first if counted is None or start is not None else counted + 1
        for deeper in [other for other in self._counters if other > depth]:
            del self._counters[deeper]
        text = PLACE.sub(lambda place: self._shown(int(place[1])), level.template).strip()
        return f"{text} " if text else ""

    def _shown(self, depth: int) -> str:
        level = self._levels.get(depth, Level())
        return FORMATS.get(level.format, str)(self._counters.get(depth, level.start))


def _level(node: etree._Element) -> Level:
    if node.tag == TEXT + "list-level-style-bullet":
        return Level(template=_bullet(node))
    if not node.tag.endswith(("list-level-style-number", "outline-level-style")):
        return Level(template="•")
    format = node.get(STYLE + "num-format", "")
    said = node.get(NUM_LIST_FORMAT)
    start = whole(node.get(TEXT + "start-value"), 1, HIGHEST)
    if said is not None:
        return Level(format, said if format else PLACE.sub("", said), start)
    depth = whole(node.get(TEXT + "level"), 1, DEEPEST)
    shown = whole(node.get(TEXT + "display-levels"), 1, depth)
    places = ".".join(f"%{place}%" for place in range(depth - shown + 1, depth + 1)) if format else ""
    return Level(format, node.get(STYLE + "num-prefix", "") + places + node.get(STYLE + "num-suffix", ""), start)


def _bullet(node: etree._Element) -> str:
    """A bullet as it looks: of symbol fonts, whose letters mean nothing, a dash or a dot."""
    sign = node.get(TEXT + "bullet-char", "")
    words = child(node, STYLE + "text-properties")
    names = () if words is None else (words.get(STYLE + "font-name") or "", words.get(FO + "font-family") or "")
    return bullet(sign, () if "•" in sign else names)
