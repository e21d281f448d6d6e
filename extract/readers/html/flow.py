"""The walk over a page: what a browser shows, as lines with their kinds."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.html import grid as html_grid
from extract.readers.html.fonts import Script
from extract.readers.html.lists import first, markers, numbers
from extract.readers.html.nodes import children, is_head, is_ruled, rows_of
from extract.readers.html.signs import (
    BLOCKS,
    BOLD,
    FURNITURE,
    HEADINGS,
    LISTS,
    PLAIN,
    RAISED,
    SKIPPED,
    Attributes,
    Style,
    spaced,
    style_in,
)
from extract.readers.html.states import INLINE, STRESSED, Closing, State
from extract.readers.text import columns
from extract.readers.text.wrapping import ITEM, Line, kind_of

TAKEN = frozenset({"table", "br", *RAISED})  # what may be read as a whole, not walked through
DEEPEST_TABLE = 24  # tables inside tables; further in, a cell's text is read without its structure


class Flow:
    """The lines of an element as they gather; `read` walks it without recursion, but for cells of tables."""

    def __init__(self, tables: Iterator[int], depth: int = 0, script: Script | None = None,
                 font: str | None = None) -> None:
        """`tables` gives the number of the next table; `depth` is how many tables this element stands in.

        `script` brings words into Unicode; without it fonts are not looked at. `font` is the one around.
        """
        self.lines: list[Line] = []
        self.nodes: list[LexborNode] = []  # the block of each line
        self.has_table = False
        self._tables, self._depth = tables, depth
        self._parts: list[str] = []
        self._gap = True
        self._state = State()
        self._stressed = 0  # how many elements in bold or italics are open
        self._pre = 0
        self._running: list[str] = []
        self._lists: list[Iterator[str]] = []
        self._script = script
        self._fonts = [font]

    def read(self, root: LexborNode) -> None:
        """Gather the lines of an element."""
        opened: list[tuple[LexborNode, Closing]] = []
        enter = self._enter if self._script is None else self._enter_with_font
        self._parts = self._opening()
        node = root.first_child
        while node is not None or opened:
            if node is None:
                node, closing = opened.pop()
                if closing is not INLINE:
                    self._leave(node, closing)
            else:
                inside = enter(node)
                if inside is not None:
                    opened.append((node, inside))
                    node = node.first_child
                    continue
            node = node.next
        self._flush(root)

    def _enter(self, node: LexborNode) -> Closing | None:
        """Take in a node; what is to be done at its end, or None where what it holds is not to be read."""
        tag = node.tag or "-"
        if tag == "-text":
            if self._pre:
                self._preformatted(node)
            else:
                self._parts.append(node.text_content or "")
            return None
        if tag in SKIPPED or tag[0] in "-!":
            return None
        attributes = node.attributes
        style = style_in(attributes) if attributes else PLAIN
        if style.hidden:
            return None
        if tag in BLOCKS:
            return self._open(node, tag, attributes, style)
        if (tag in TAKEN or style.marker or style.raised) and self._taken_whole(node, tag, style):
            return None
        return self._stress() if style.stressed or tag in BOLD else INLINE

    def _enter_with_font(self, node: LexborNode) -> Closing | None:
        """The same where fonts matter."""
        inside = self._enter(node)
        font = self._script.fonts.of(node.tag or "", node.attributes) if inside is not None and self._script else None
        if inside is None or font is None:
            return inside
        self._fonts.append(font)
        self._parts += self._font_mark()
        return inside._replace(font=True)

    def _font_mark(self) -> list[str]:
        return [self._script.mark(self._fonts[-1])] if self._script else []

    def _opening(self) -> list[str]:
        """What the parts of a line begin with: the marks of what is open."""
        return self._font_mark() + ([EMPHASIS_ON] if self._stressed else [])

    def _taken_whole(self, node: LexborNode, tag: str, style: Style) -> bool:
        """Take in what is not read as a run of words; whether it was such."""
        if tag == "table" and self._depth < DEEPEST_TABLE:
            self._table(node)
        elif tag == "br":
            self._flush(node, gap=False)
        elif style.marker:
            self._word_marker(node, style)
        else:
            signs = RAISED["sup"] if style.raised else RAISED.get(tag)
            return signs is not None and self._raised(node, signs)
        return True

    def _stress(self) -> Closing:
        if not self._stressed:
            self._parts.append(EMPHASIS_ON)
        self._stressed += 1
        return STRESSED

    def _open(self, node: LexborNode, tag: str, attributes: Attributes, style: Style) -> Closing:
        """Begin a block: what is it?"""
        self._flush(node)
        kind = style.running or FURNITURE.get(attributes.get("role") or tag)
        running = kind is not None and not is_head(node)
        if kind and running:
            self._running.append(kind)
        if tag in LISTS:
            self._lists.append(markers(tag, attributes))
        elif tag == "li":
            self._state = State("list_item", max(len(self._lists), 1), self._item(attributes))
        elif tag in HEADINGS:
            self._state = State("heading", int(tag[1]))
        elif style.level:
            self._state = State("list_item", style.level)
        self._pre += tag == "pre"
        if style.stressed:
            self._stress()
        return Closing(True, style.stressed, running, tag in LISTS, tag == "pre")

    def _leave(self, node: LexborNode, closing: Closing) -> None:
        """End an element that was entered."""
        if closing.stressed:
            self._stressed -= 1
            if not self._stressed:
                self._parts.append(EMPHASIS_OFF)
        if closing.block:
            self._flush(node)
            self._state = State()
            self._pre -= closing.pre
        if closing.running:
            self._running.pop()
        if closing.listed:
            self._lists.pop()
        if closing.font:
            self._fonts.pop()
            self._parts += self._font_mark()

    def _item(self, attributes: Attributes) -> str:
        """The number or bullet of an item."""
        value = first(attributes.get("value"), -1)
        if self._lists and value >= 0:
            self._lists[-1] = numbers(value)
        return next(self._lists[-1]) if self._lists else "- "

    def _preformatted(self, node: LexborNode) -> None:
        *whole, text = columns.side_by_side((node.text_content or "").split("\n"))
        for line in whole:
            self._parts.append(line)
            self._flush(node, gap=False)
        self._parts.append(text)

    def _raised(self, node: LexborNode, signs: dict[int, int]) -> bool:
        """A raised digit behind a digit keeps its height: `2023` and a note's mark are not one number."""
        text = node.text().strip()
        before = "".join(self._parts[-2:]).rstrip(EMPHASIS_ON + EMPHASIS_OFF)[-1:]
        if text.isdigit() and before.isdigit():
            high = text.translate(signs)  # in a legacy font `¹` would be a letter
            self._parts += [self._script.mark(None), high, *self._font_mark()] if self._script else [high]
            return True
        return False

    def _word_marker(self, node: LexborNode, style: Style) -> None:
        """The number or bullet that Word wrote before an item; a sign from a font of pictures is a hyphen."""
        text, around = spaced(node.text()), node.parent
        pictorial = style.pictorial or (around is not None and style_in(around.attributes).pictorial)
        if len(text) == 1 and (pictorial or not (text.isalnum() or text in "-–+*")):
            text = "-"
        self._parts.append(f"{text} " if text else "")

    def _flush(self, node: LexborNode, gap: bool = True) -> None:
        """End a line; `gap` tells what is between it and the next."""
        if not self._parts:
            self._gap = True
            return
        text, encoding = "".join(self._parts) + (EMPHASIS_OFF if self._stressed else ""), None
        if self._script is not None:
            text, encoding = self._script.shown(text)
        text = spaced(text)
        self._parts = self._opening() if self._script or self._stressed else []
        if not text:
            self._gap = True
            return
        of_text, (kind, level, marker) = kind_of(text), self._state
        if marker:
            text = text if of_text == "list_item" or ITEM.match(text) else marker + text
            self._state = State(kind, level)
        self._add(Line(text, self._gap, of_text if kind == "paragraph" else kind, level, encoding=encoding), node)
        self._gap = gap

    def _add(self, line: Line, node: LexborNode) -> None:
        self.lines.append(line._replace(kind=self._running[-1]) if self._running else line)
        self.nodes.append(node)

    def _table(self, node: LexborNode) -> None:
        """The lines of a table, as a table or as what it is used for."""
        self._flush(node)
        for caption in children(node, ("caption",)):
            for line in self._cell(caption).lines:
                self._add(line, caption)
        rows = [list(children(row, ("td", "th"))) for row in rows_of(node)]
        flows = [self._cell(cell) for row in rows for cell in row]
        places = html_grid.places([[cell.attributes for cell in row] for row in rows])
        cells = [(place, flow.lines) for place, flow in zip(places, flows, strict=True)]
        lines = html_grid.table_lines(cells, lambda: next(self._tables), lambda: is_ruled(node, rows),
                                      any(flow.has_table for flow in flows))
        found = ((flow.lines, flow.nodes) for flow in flows)
        owners = {id(line): owner for both in found for line, owner in zip(*both, strict=True)}
        for line in lines:
            self._add(line, owners.get(id(line), node))
        self.has_table |= bool(lines)
        self._gap = True

    def _cell(self, cell: LexborNode) -> Flow:
        flow = Flow(self._tables, self._depth + 1, self._script, self._fonts[-1])
        flow.read(cell)
        return flow
