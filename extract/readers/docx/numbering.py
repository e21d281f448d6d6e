"""The lists of a docx: what `numbering.xml` says of their levels."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from extract.readers.container import etree
from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import W, child, children, is_on, said, value, whole
from extract.readers.numbering import LEVELS, Counting, Level, List, bullet

LEVEL = START, FORMAT, TEXT, BEHIND, RESTART, STYLE = tuple(
    W + name for name in ("start", "numFmt", "lvlText", "suff", "lvlRestart", "pStyle"))
LEGAL = W + "isLgl"


class Numbering:
    """The lists of a document; `label` gives what stands in front of the next paragraph of one."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        """Keep how to get the tree; it is parsed when the first number is asked for."""
        self._load, self._styles = load, styles
        self.label = Counting(self._list).label

    @cached_property
    def _parts(self) -> dict[tuple[str, str], etree._Element]:
        """Lists and their abstract definitions by tag and id."""
        tree = self._load()
        kinds = (("num", W + "numId"), ("abstractNum", W + "abstractNumId"))
        return {} if tree is None else {(kind, node.get(id, "")): node for kind, id in kinds
                                        for node in tree.iterchildren(W + kind)}

    def _list(self, num_id: str) -> List | None:
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
        return List(abstract_id, levels, restarts)

    def _linked(self, abstract_id: str) -> str:
        """The definition that a list style stands for, where this one only names the style."""
        abstract = self._parts.get(("abstractNum", abstract_id))
        link = None if abstract is None else value(abstract, "numStyleLink")
        num = self._parts.get(("num", self._styles.get(link).num_id or ""))
        return abstract_id if num is None else value(num, "abstractNumId") or abstract_id


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {whole(level.get(W + "ilvl")) or 0: _level(level) for level in parent.iterchildren(W + "lvl")}
    return {ilvl: level for ilvl, level in levels.items() if ilvl < LEVELS}


def _level(element: etree._Element) -> Level:
    nodes = children(element)  # a document may have fifty lists of nine levels
    words = {tag: said(nodes[tag]) for tag in LEVEL if tag in nodes}
    format, text = words.get(FORMAT) or "decimal", words.get(TEXT) or ""
    return Level(
        start=whole(words.get(START)) or 0, format=format,
        text=bullet(text, _fonts(nodes.get(W + "rPr"))) if format == "bullet" else text,
        glued=words.get(BEHIND) == "nothing", legal=LEGAL in nodes and is_on(nodes[LEGAL]),
        restart=whole(words.get(RESTART)), style=words.get(STYLE))


def _fonts(run_settings: etree._Element | None) -> list[str]:
    fonts = child(run_settings, "rFonts")
    return [] if fonts is None else [str(font) for font in fonts.values()]
