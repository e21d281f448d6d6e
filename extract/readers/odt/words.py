"""The words of a paragraph, and what stands in it besides words: notes, text boxes."""

from __future__ import annotations

import re

from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.container import etree
from extract.readers.docx.symbols import SYMBOLS
from extract.readers.emphasis import Run, marked
from extract.readers.odt.names import DRAW, OFFICE, TEXT, whole
from extract.readers.odt.styles import Look, Styles
from extract.readers.raised import is_high, with_raised
from extract.readers.recoding import Convert

MOST_SPACES = 200
SPACE, TAB, BREAK, SPAN, NOTE = (TEXT + name for name in ("s", "tab", "line-break", "span", "note"))
FRAMES = frozenset(DRAW + name for name in (
    "frame", "custom-shape", "rect", "ellipse", "g", "a", "caption", "polygon", "path"))
SKIPPED = frozenset((
    OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "event-listeners", TEXT + "ruby-text",
    TEXT + "tracked-changes", TEXT + "note-citation", DRAW + "control", DRAW + "line", DRAW + "connector",
    TEXT + "bookmark-start", TEXT + "bookmark-end", TEXT + "soft-page-break", TEXT + "script",
    TEXT + "toc-mark", TEXT + "variable-set"))
STYLE_NAME = TEXT + "style-name"
HIDING = frozenset((TEXT + "hidden-text", TEXT + "hidden-paragraph"))
WHITE = re.compile(r"[\t\r\n ]*[\t\r\n][\t\r\n ]*|  +")
STRAY = re.compile(f"[{EMPHASIS_ON}{EMPHASIS_OFF}]")
PRIVATE = re.compile(f"[{EMPHASIS_ON}{EMPHASIS_OFF}\uf000-\uf0ff]")


class Words:
    """The words of one paragraph as they gather, its notes and its frames."""

    def __init__(self, styles: Styles, paragraph: etree._Element) -> None:
        """Gather them."""
        self.notes: list[etree._Element] = []
        self.frames: list[etree._Element] = []
        self._styles = styles
        self._runs: list[tuple[str, Look]] = []
        self._hidden = False
        self._read(paragraph, styles.paragraph(paragraph.get(STYLE_NAME)))

    def text(self, convert: Convert) -> tuple[str, str | None]:
        """The words, those between marks that alone are bold or italic; the legacy encoding they were in."""
        runs = [] if self._hidden else [run for run in self._runs if not run[1].hidden]
        if any(look.raised for _, look in runs):
            runs = [(text, look._replace(font=None) if is_high(text) else look) for text, look in with_raised(runs)]
        looks = {(look.stressed, look.font) for _, look in runs}
        if len(looks) < 2:
            text = _shown("".join([text for text, _ in runs]))
            return convert([(text, looks.pop()[1] if looks else None)])
        return convert(marked([Run(_shown(text), look.font, look.stressed) for text, look in runs if text]))

    def _read(self, element: etree._Element, look: Look) -> None:
        """Take in an element's words. It calls itself: the parser lets nothing nest deeper than 256."""
        text = element.text
        if text:
            self._runs.append((_spaced(text), look))
        for node in element:
            if node.tag == SPAN:
                self._read(node, self._styles.words(node.get(STYLE_NAME), look))
            else:
                self._take(node, look)
            tail = node.tail
            if tail:
                self._runs.append((_spaced(tail), look))

    def _take(self, node: etree._Element, look: Look) -> None:
        tag = node.tag
        if tag == SPACE:
            self._runs.append((" " * whole(node.get(TEXT + "c"), 1, MOST_SPACES), look))
        elif tag == TAB:
            self._runs.append(("\t", look))
        elif tag == BREAK:
            self._runs.append(("\n", look))
        elif tag == NOTE:
            self.notes.append(node)
        elif tag in FRAMES:
            self.frames.append(node)
        elif tag in HIDING:
            self._hidden |= tag == TEXT + "hidden-paragraph" and node.get(TEXT + "is-hidden") == "true"
        elif isinstance(tag, str) and tag not in SKIPPED:
            self._read(node, look)


def _spaced(text: str) -> str:
    """White space as OpenDocument means it: one space."""
    # Printable text has no white space but spaces: looked at so, it costs a third of what patterns do.
    return text if text.isprintable() and "  " not in text else WHITE.sub(" ", text)


def _shown(text: str) -> str:
    """The text without marks of its own, letters of symbol fonts as the signs that they show."""
    if text.isprintable():  # nothing private
        return text
    return STRAY.sub("", text.translate(SYMBOLS)) if PRIVATE.search(text) else text
