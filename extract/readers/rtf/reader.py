"""The walk over an RTF file: one step for each run of words and each row of control words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from extract.document import Piece
from extract.readers.recoding import Convert
from extract.readers.rtf import fonts as rtf_fonts
from extract.readers.rtf.characters import characters
from extract.readers.rtf.flow import Flow
from extract.readers.rtf.tables import Numbers
from extract.readers.rtf.tokens import TOKEN, behind_binary, controls, end_of_group
from extract.readers.rtf.words import (
    BOXES,
    HEADS,
    LABELS,
    LINES,
    NO_LINE,
    OTHER_SIDES,
    SHOWN,
    SIDES,
    SKIPPED,
    STARRED,
    SWITCHES,
    Format,
    Paragraph,
)

HEAD = 4096  # bytes in which a file says its code page and its first font
DEFAULT_FONT = re.compile(rb"\\deff([0-9]{1,9})")
MOST_KNOWN = 2_000_000  # bytes of the rows of control words that are kept in mind
Action = tuple[Callable[[Flow, Any], None], Any]
BREAKS: dict[str, Callable[[Flow, Any], None]] = {
    "par": Flow.end_paragraph, "sect": Flow.end_paragraph, "cell": Flow.end_outer_cell,
    "row": Flow.end_outer_row, "nestcell": Flow.end_cell, "nestrow": Flow.end_row}
# The methods of `RowBoxes` that control words call, with their argument.
ROWS: dict[str, tuple[str, object]] = {
    "clmgf": ("merge_across", "first"), "clmrg": ("merge_across", "next"), "clvmgf": ("merge_down", "first"),
    "clvmrg": ("merge_down", "next"), **{name: ("side", side) for name, side in SIDES.items()},
    **dict.fromkeys(OTHER_SIDES, ("side", None)), **dict.fromkeys(LINES, ("line", True)),
    **dict.fromkeys(NO_LINE, ("line", False))}
MEASURES = {"cellx": "end_cell", "trleft": "left_edge"}
FIELDS = {"s": "style", "outlinelevel": "outline", "itap": "depth", "ilvl": "level"}
ON_THE_LINE = ("nosupersub", "sub")
OTHERS = ("pard", "intbl", "f", "dbch", "plain", "uc", "trowd", *ON_THE_LINE)
NAMES = {name.encode(): name for names in (SWITCHES, SHOWN, BREAKS, ROWS, MEASURES, FIELDS, OTHERS) for name in names}


class Known(NamedTuple):
    """What a row of control words comes to: the look and paragraph behind it, and what happens on the way."""

    format: Format
    paragraph: Paragraph
    actions: tuple[Action, ...]


class Reader:
    """Reads one file; afterwards there are `body`, `notes`, `heads`, and whether groups were left `open`."""

    def __init__(self, data: bytes, convert: Convert) -> None:
        """Read the bytes; `convert` brings the words of a paragraph into Unicode."""
        self.notes: list[Piece] = []
        self.heads: list[list[Piece]] = []
        self._data, self._convert = data, convert
        self._code_page = rtf_fonts.code_page(data[:HEAD])
        self._fallback = rtf_fonts.Font(self._code_page)
        self._fonts: dict[int, rtf_fonts.Font] = {}
        self._levels: dict[int, int] = {}
        self._numbers = Numbers()
        default = DEFAULT_FONT.search(data, 0, HEAD)
        self._default = int(default[1]) if default else 0
        self._format, self._paragraph = Format(self._default), Paragraph()
        self._flow = Flow(self._font, self._levels, self._numbers, convert)
        self._groups: list[tuple[Format, Paragraph, Callable[[], None] | None]] = []
        self._weight = 0
        self._known: dict[tuple[Format, Paragraph, bytes], Known] = {}
        self._walk()
        self.open = len(self._groups)
        while self._groups:
            self._end()
        self.body = self._flow.finish()

    def _font(self, number: int) -> rtf_fonts.Font:
        return self._fonts.get(number, self._fallback)

    def _walk(self) -> None:
        at: int | None = 0
        while at is not None and at < len(self._data):
            at = self._walk_from(at)

    def _walk_from(self, at: int) -> int | None:
        """Take tokens until the file ends, or until a jump: to the offset given back."""
        for token in TOKEN.finditer(self._data, at):
            kind = token.lastgroup
            if kind == "words":
                look = self._format
                if not (look.hidden or look.deleted):
                    words = characters(token[0], self._fonts.get(look.font, self._fallback), look.stand_ins)
                    if words:
                        self._flow.runs.append((words, look))
            elif kind == "control":
                self._control(token[0])
            elif kind is None:
                if self._groups:
                    self._end()
            elif kind == "symbol":
                if token["symbol"] in b"\r\n":
                    self._flow.end_paragraph(self._paragraph)
            elif kind == "binary":
                behind = behind_binary(self._data, token.end(), token["binary"])
                if behind > token.end():
                    return behind
            else:
                behind = self._begin(token)
                if behind > token.end():
                    return behind
        return None

    def _control(self, token: bytes) -> None:
        key = (self._format, self._paragraph, token)
        known = self._known.get(key)
        if known is None:
            self._weight += len(token)
            if self._weight > MOST_KNOWN:
                self._known.clear()
                self._weight = len(token)
            known = self._known[key] = _meaning(self._format, self._paragraph, token, self._default)
        self._format, self._paragraph, actions = known
        for act, argument in actions:
            act(self._flow, argument)

    def _end(self) -> None:
        """A group ends: what it changed is as it was before."""
        self._format, self._paragraph, closing = self._groups.pop()
        if closing:
            closing()

    def _begin(self, token: re.Match[bytes]) -> int:
        """A group begins; the offset behind it where it holds no words of the document."""
        name = (token["name"] or b"").decode()
        if name in SKIPPED or (token["star"] and name not in KNOWN_GROUPS):
            return end_of_group(self._data, token.end())
        if name in TABLES:
            behind = end_of_group(self._data, token.end())
            TABLES[name](self, self._data[token.end():behind])
            return behind
        begin = BEGINNINGS.get(name)
        self._groups.append((self._format, self._paragraph, begin(self, name) if begin else None))
        return token.end()

    def _take_fonts(self, table: bytes) -> None:
        self._fonts |= rtf_fonts.fonts(table, self._code_page)

    def _take_styles(self, sheet: bytes) -> None:
        self._levels |= rtf_fonts.heading_levels(sheet)

    def _begin_flow(self, kind: str | None, taken: Callable[[list[Piece]], None]) -> Callable[[], None]:
        """Begin a flow of its own; gives back what is to be done at its end."""
        around = self._flow
        inner = self._flow = Flow(self._font, self._levels, self._numbers, self._convert, kind)
        self._paragraph = Paragraph()
        self._format = Format(self._default, stand_ins=self._format.stand_ins)

        def close() -> None:
            taken(inner.finish())
            self._flow = around
        return close

    def _begin_note(self, _: str) -> Callable[[], None]:
        return self._begin_flow("paragraph", self.notes.extend)

    def _begin_head(self, name: str) -> Callable[[], None]:
        return self._begin_flow(HEADS[name], self.heads.append)

    def _begin_box(self, _: str) -> Callable[[], None]:
        return self._begin_flow(None, self._flow.boxes.extend)

    def _begin_rows(self, _: str) -> Callable[[], None] | None:
        self._flow.row_depth = max(self._paragraph.depth, 1)
        return None

    def _begin_label(self, _: str) -> Callable[[], None]:
        """The number or bullet of a list, as the program that wrote the file showed it."""
        flow, held = self._flow, self._flow.runs
        flow.runs = []

        def close() -> None:
            label = "".join(text for text, _ in flow.runs).strip()
            flow.label = f"{label} " if label else ""
            flow.runs = held
        return close


TABLES: dict[str, Callable[[Reader, bytes], None]] = {
    "fonttbl": Reader._take_fonts, "stylesheet": Reader._take_styles}
BEGINNINGS: dict[str, Callable[[Reader, str], Callable[[], None] | None]] = {
    "footnote": Reader._begin_note, "nesttableprops": Reader._begin_rows,
    **dict.fromkeys(HEADS, Reader._begin_head), **dict.fromkeys(BOXES, Reader._begin_box),
    **dict.fromkeys(LABELS, Reader._begin_label)}
KNOWN_GROUPS = STARRED.union(TABLES, BEGINNINGS)


def _meaning(look: Format, paragraph: Paragraph, token: bytes, default: int) -> Known:
    """What a row of control words comes to from this look and paragraph on."""
    actions: list[Action] = []
    before = ""
    for name, value in controls(token, NAMES):
        if name in SWITCHES:
            look = look._replace(**{SWITCHES[name]: value != 0})
        elif name == "f":
            look = look if before == "dbch" else look._replace(font=value or 0)
        elif name == "plain":
            look = Format(default, deleted=look.deleted, stand_ins=look.stand_ins)
        elif name in ON_THE_LINE:
            look = look._replace(raised=False)
        elif name == "uc":
            look = look._replace(stand_ins=max(value or 0, 0))
        elif name in SHOWN:
            if not (look.hidden or look.deleted):
                actions.append((Flow.show, (SHOWN[name], look)))
        else:
            paragraph = _paragraph(paragraph, name, value)
            actions += _action(paragraph, name, value)
        before = name
    return Known(look, paragraph, tuple(actions))


def _paragraph(paragraph: Paragraph, name: str, value: int | None) -> Paragraph:
    """The paragraph behind one control word."""
    if name == "pard":
        return Paragraph()
    if name == "intbl":
        return paragraph._replace(depth=max(paragraph.depth, 1))
    field = FIELDS.get(name)
    return paragraph._replace(**{field: max(value or 0, 0)}) if field else paragraph


def _action(paragraph: Paragraph, name: str, value: int | None) -> list[Action]:
    """What a control word does to paragraphs and tables."""
    if name in BREAKS:
        return [(BREAKS[name], paragraph)]
    if name == "trowd":
        return [(Flow.begin_row, None)]
    if name in MEASURES:
        return [(Flow.define, (MEASURES[name], value))]
    return [(Flow.define, ROWS[name])] if name in ROWS else []
