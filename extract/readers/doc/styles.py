"""Styles and fonts of the document: what paragraphs and runs inherit. Source: [MS-DOC], 2.9.271, 2.9.260, 2.9.286."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

from extract.readers.doc import sprms
from extract.readers.doc.sprms import Properties, number, properties

NO_STYLE = 0xFFF
HEADINGS, TITLE = range(1, 10), 62  # numbers of the built-in styles
PARAGRAPH, CHARACTER = 1, 2
FONT_NAME = 39  # bytes of a font's entry before its name
BODY_LEVEL = 9


class Style(NamedTuple):
    """A style with what it inherits: its properties, and the level of heading it stands for (from 1)."""

    paragraph: Properties
    characters: Properties
    level: int | None = None


PLAIN = Style({}, {})


class Styles:
    """The style sheet: styles by their numbers, each resolved at first use."""

    def __init__(self, sheet: bytes) -> None:
        """Takes the sheet apart into the styles' own bytes."""
        (size,) = unpack_from("<H", sheet) if len(sheet) > 1 else (0,)
        self._base = unpack_from("<H", sheet, 4)[0] if size >= 4 else 10
        self.default_font = unpack_from("<H", sheet, 14)[0] if size >= 14 else 0
        self._sources = list(_entries(sheet, 2 + size)) if size else []
        self._resolved: dict[int, Style] = {}

    def __getitem__(self, index: int) -> Style:
        """The style of this number; an empty one where there is none."""
        if index not in self._resolved:
            self._resolved[index] = PLAIN  # a style based on itself ends here
            if index < len(self._sources) and len(self._sources[index]) > 10:
                self._resolved[index] = self._read(self._sources[index])
        return self._resolved[index]

    def _read(self, source: bytes) -> Style:
        built_in, kind, count = unpack_from("<HHH", source)
        parent = self[kind >> 4] if kind >> 4 != NO_STYLE else PLAIN
        own = list(_formats(source, self._base, count & 15))
        paragraph = properties(own[0][2:]) if kind & 15 == PARAGRAPH and own else {}
        runs = own[{PARAGRAPH: 1, CHARACTER: 0}.get(kind & 15, 9):][:1]
        level = _level(built_in & 0xFFF, paragraph)
        return Style(parent.paragraph | paragraph, parent.characters | properties(runs[0] if runs else b""),
                     parent.level if level is None else level)


def _level(built_in: int, paragraph: Properties) -> int | None:
    """The level of heading, from 1, as far as the style itself says."""
    if built_in in HEADINGS:
        return built_in
    outline = number(paragraph, sprms.OUTLINE)
    if outline is None:
        return 1 if built_in == TITLE else None
    return outline + 1


def _entries(sheet: bytes, at: int) -> Iterator[bytes]:
    while at + 2 <= len(sheet):
        (size,) = unpack_from("<H", sheet, at)
        yield sheet[at + 2:at + 2 + size]
        at += 2 + size


def _formats(source: bytes, at: int, count: int) -> Iterator[bytes]:
    """The parts of a style behind its name, each counted and set on an even place."""
    at += 2 * unpack_from("<H", source, at)[0] + 4
    for _ in range(count):
        if at + 2 > len(source):
            return
        (size,) = unpack_from("<H", source, at)
        yield source[at + 2:at + 2 + size]
        at += 2 + size + size % 2


def fonts(table: bytes) -> list[str]:
    """The names of the fonts by their numbers."""
    found: list[str] = []
    at = 4
    while at < len(table):
        size = table[at]
        name = table[at + 1 + FONT_NAME:at + 1 + size]
        found.append(name[:len(name) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + size
    return found
