"""What styles say: heading level, numbering, bold and italic, ruled tables; resolved where they are used."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from extract.readers.container import FORGIVING, etree
from extract.readers.docx.xml import OFF, VALUE, W, child, children, font_name, font_of, is_on, said, value, whole

# Built-in styles keep their English name in the file, in whatever language Word's menus are.
HEADING_NAME = re.compile(r"(?i)heading ([1-9])$")
STYLE_ID = re.compile(rb"""\bstyleId=["']([^"']*)["']""")
USUAL = re.compile(rb"<w:style\b(?=[^<>]*\bdefault=[\"'](?:1|true|on))[^<>]*\btype=[\"']paragraph")
DEFAULTS = re.compile(rb"<w:rPrDefault>\s*<w:rPr>.*?</w:rPr>\s*</w:rPrDefault>", re.DOTALL)
SHELL = b'<w:styles xmlns:w="%s">%%s</w:styles>' % W[1:-1].encode()
SWITCHES = (W + "b", W + "i", W + "vanish")
BODY_LEVEL = 9  # what `w:outlineLvl` says of a paragraph that is no heading


class Style(NamedTuple):
    """A style with what it inherits; None where neither it nor its ancestors say anything."""

    outline: int | None = None
    num_id: str | None = None
    ilvl: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    ruled: bool | None = None
    font: str | None = None


PLAIN = Style()


class Styles:
    """The styles of a document by their ids; only those asked for are parsed, of often hundreds."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        """Keep how to get the part's bytes."""
        self._load = load
        self._resolved: dict[str | None, Style] = {None: PLAIN}

    @cached_property
    def source(self) -> bytes:
        """The XML of all styles."""
        return self._load()

    @cached_property
    def _sources(self) -> dict[str, bytes]:
        """The XML of each style."""
        data = self.source
        styles = [b"<w:style " + rest for rest in data.split(b"<w:style ")[1:]]
        if not styles and data:  # another prefix
            tree: etree._Element | None = etree.fromstring(data, FORGIVING)
            styles = [] if tree is None else [etree.tostring(style) for style in tree.iter(W + "style")]
        ids = (STYLE_ID.search(style) for style in styles)
        return {id[1].decode("utf-8", "replace"): style for id, style in zip(ids, styles, strict=True) if id}

    @cached_property
    def usual(self) -> str | None:
        """The id of the style of paragraphs that name none."""
        usual = (id for id, source in self._sources.items() if USUAL.match(source))
        return next(usual, None)

    @cached_property
    def font(self) -> str | None:
        """The font where no style names one."""
        defaults = DEFAULTS.search(self.source)
        return None if defaults is None else font_name(etree.fromstring(SHELL % defaults[0], FORGIVING)[0][0])

    def get(self, id: str | None) -> Style:
        """The style with this id, or an empty one."""
        if id not in self._resolved:
            self._resolved[id] = PLAIN  # a style based on itself ends here
            source = self._sources.get(id or "")
            if source is not None:
                self._resolved[id] = self._read(source)
        return self._resolved[id]

    def _read(self, source: bytes) -> Style:
        element = etree.fromstring(SHELL % source, FORGIVING)[0]
        own = {name: word for name, word in _own(element)._asdict().items() if word is not None}
        return self.get(value(element, "basedOn"))._replace(**own)


def _own(element: etree._Element) -> Style:
    """What the style itself says."""
    own = children(element)
    runs, paragraphs = children(own.get(W + "rPr")), children(own.get(W + "pPr"))
    numbering = paragraphs.get(W + "numPr")
    bold, italic, hidden = (is_on(runs[tag]) if tag in runs else None for tag in SWITCHES)
    return Style(
        outline=_outline(own.get(W + "name"), paragraphs.get(W + "outlineLvl")),
        num_id=value(numbering, "numId"), ilvl=whole(value(numbering, "ilvl")),
        bold=bold, italic=italic, hidden=hidden,
        ruled=ruled_inside(own.get(W + "tblPr")), font=font_of(runs.get(W + "rFonts")))


def _outline(name: etree._Element | None, level: etree._Element | None) -> int | None:
    known = "" if name is None else (said(name) or "").strip()
    heading = HEADING_NAME.match(known)
    if heading:
        return int(heading[1]) - 1
    own = None if level is None else whole(said(level))
    return 0 if own is None and known.lower() == "title" else own


def ruled_inside(table_settings: etree._Element | None) -> bool | None:
    """Whether a `w:tblPr` draws lines between columns, or None where it does not say."""
    line = child(child(table_settings, "tblBorders"), "insideV")
    return None if line is None else line.get(VALUE) not in OFF
