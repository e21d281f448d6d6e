"""What styles say: bold and italic, hidden, font, lines around cells, numbers of lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extract import legacy
from extract.readers.container import etree
from extract.readers.odt.names import FO, OFFICE, STYLE, SVG, TEXT, child

BOLD = frozenset(("bold", "600", "700", "800", "900"))
# A height in percent of the line, or `super`; below it begins with a minus or `sub`.
ABOVE = ("super", *"123456789")
SIDES = {"left": (FO + "border", FO + "border-left"), "right": (FO + "border", FO + "border-right")}


class Look(NamedTuple):
    """How words look, as far as it matters; None where neither a style nor its ancestors say anything."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None  # above the line, as the mark of a note
    font: str | None = None  # only where its letters are of a legacy encoding; "" for any other

    @property
    def stressed(self) -> bool:
        """Whether the words are bold or italic."""
        return bool(self.bold or self.italic)

    def within(self, around: Look) -> Look:
        """This look where it says something, else that of what is around."""
        if around == PLAIN or None not in self:
            return self
        bold, italic, hidden, raised, font = self
        return Look(around.bold if bold is None else bold, around.italic if italic is None else italic,
                    around.hidden if hidden is None else hidden, around.raised if raised is None else raised,
                    around.font if font is None else font)


PLAIN = Look()


class Styles:
    """The styles of one part (`content.xml` or `styles.xml`) over those that hold for all parts."""

    def __init__(self, trees: Iterable[etree._Element]) -> None:
        """Take in the styles of these trees; later ones win."""
        self._nodes: dict[tuple[str, str], etree._Element] = {}
        self._fonts: dict[str, str] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._paragraphs: dict[str | None, Look] = {}
        self._words: dict[tuple[str | None, Look], Look] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        for tree in trees:
            self._take(tree)
        self._default = _look(self._nodes.get(("paragraph", "")), self._fonts)

    def _take(self, tree: etree._Element) -> None:
        for group in tree:
            if group.tag == OFFICE + "font-face-decls":
                self._fonts |= {node.get(STYLE + "name", ""): node.get(SVG + "font-family", "").strip("'\" ")
                                for node in group.iterchildren(STYLE + "font-face")}
            elif group.tag in (OFFICE + "styles", OFFICE + "automatic-styles"):
                for node in group:
                    self._add(node)

    def _add(self, node: etree._Element) -> None:
        if node.tag in (STYLE + "style", STYLE + "default-style"):
            self._nodes[node.get(STYLE + "family", ""), node.get(STYLE + "name", "")] = node
        elif node.tag == TEXT + "list-style":
            self.lists[node.get(STYLE + "name", "")] = node
        elif node.tag == TEXT + "outline-style":
            self.outline = node

    def paragraph(self, name: str | None) -> Look:
        """The look of a paragraph of this style."""
        look = self._paragraphs.get(name)
        if look is None:
            look = self._paragraphs[name] = self._get("paragraph", name).within(self._default)
        return look

    def words(self, name: str | None, around: Look) -> Look:
        """The look of words of a style inside words of the look `around`."""
        look = self._words.get((name, around))
        if look is None:
            look = self._words[name, around] = self._get("text", name).within(around)
        return look

    def _get(self, family: str, name: str | None) -> Look:
        key = (family, name or "")
        look = self._looks.get(key)
        if look is None:
            self._looks[key] = PLAIN  # a style based on itself ends here
            node = self._nodes.get(key) if name else None
            look = _look(node, self._fonts)
            parent = None if node is None else node.get(STYLE + "parent-style-name")
            look = self._looks[key] = look.within(self._get(family, parent)) if parent else look
        return look

    def has_line(self, cell_style: str | None, side: str) -> bool:
        """Whether a line is drawn on a side of cells of this style."""
        settings = child(self._nodes.get(("table-cell", cell_style or "")), STYLE + "table-cell-properties")
        said = () if settings is None else [settings.get(name) for name in SIDES[side]]
        return any(line and not line.startswith(("none", "hidden")) for line in said)


def _look(style: etree._Element | None, fonts: dict[str, str]) -> Look:
    """What a style itself says of words."""
    said = child(style, STYLE + "text-properties")
    if said is None:
        return PLAIN
    weight, slant, shown = said.get(FO + "font-weight"), said.get(FO + "font-style"), said.get(TEXT + "display")
    name, height = said.get(STYLE + "font-name"), said.get(STYLE + "text-position")
    family = said.get(FO + "font-family", "").strip("'\" ") if name is None else fonts.get(name) or name
    return Look(
        None if weight is None else weight in BOLD, None if slant is None else slant in ("italic", "oblique"),
        None if shown is None else shown == "none", None if height is None else height.startswith(ABOVE),
        None if not family else family if legacy.by_font(family) else "")
