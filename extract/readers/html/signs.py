"""What the tags, roles and styles of a page mean for its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.raised import DIGITS

# Tags whose content is no text of the page; `del` holds what was struck out while changes were tracked.
SKIPPED = frozenset({
    "script", "style", "noscript", "template", "head", "title", "nav", "menu", "svg", "iframe", "object",
    "embed", "applet", "select", "textarea", "button", "input", "datalist", "audio", "video", "canvas", "map",
    "xml", "del", "dialog"})
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6",
    "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th", "caption", "blockquote", "pre", "center", "address",
    "figure", "figcaption", "fieldset", "legend", "form", "hr", "body", "details", "summary"})
LISTS, HEADINGS = frozenset({"ul", "ol"}), frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOLD = frozenset({"b", "strong", "i", "em"})
# Programs mark what is no part of the text with these roles (of ARIA) and hide it with these styles.
SKIPPED_ROLES = frozenset({
    "navigation", "menu", "menubar", "tablist", "search", "toolbar", "button", "tooltip"})
FURNITURE = {"header": "header", "banner": "header", "footer": "footer", "contentinfo": "footer",
             "aside": "footer", "complementary": "footer"}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment")
ABOVE = re.compile(r"(?<![\w-])vertical-align\s*:\s*super")
STRESSED = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)|(?<![\w-])font-style\s*:\s*italic")
RUNNING = re.compile(r"mso-element\s*:\s*(header|footer)")
WORD_LEVEL = re.compile(r"mso-list\s*:\s*l\d+ level(\d)")
WORD_MARKER = re.compile(r"mso-list\s*:\s*ignore")
PICTORIAL = re.compile(r"font-family\s*:\s*[\"']?(?:symbol|wingdings|webdings|courier new)")
RULED = re.compile(r"border[a-z-]*\s*:[^;]*\b(?:solid|double|dotted|dashed|groove|ridge)")

MARK = re.compile(f"([{EMPHASIS_ON}{EMPHASIS_OFF}])")
EDGES = (  # white space belongs outside the marks, and marks that meet go
    (EMPHASIS_ON + EMPHASIS_OFF, ""), (f"{EMPHASIS_ON} {EMPHASIS_OFF}", " "),
    (EMPHASIS_OFF + EMPHASIS_ON, ""), (f"{EMPHASIS_OFF} {EMPHASIS_ON}", " "),
    (f"{EMPHASIS_ON} ", f" {EMPHASIS_ON}"), (f" {EMPHASIS_OFF}", f"{EMPHASIS_OFF} "))
NO_WORDS = " \t\n\r\f\xa0" + EMPHASIS_ON + EMPHASIS_OFF
STRAYS = f"\0{EMPHASIS_ON}{EMPHASIS_OFF}"
STRAY = re.compile(f"[{STRAYS}]")
RAISED = {"sup": DIGITS, "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
SCRIPTS = re.compile(r"(?is)<(script|style)\b.*?(?:</\1|\Z)")
# Elements that end only where they are ended; the others do not nest.
NESTING = re.compile(
    r"(?i)</?(?!(?:p|li|t[dhr]|d[dt]|option|[bh]r|img|input|meta|link|col|wbr|area|base|thead|tbody|tfoot"
    r"|colgroup|r[pt]|source|track|embed|param)\b)[a-z]")

Attributes = Mapping[str, str | None]


class Style(NamedTuple):
    """What an element's style says, as far as it matters for the text."""

    hidden: bool = False
    stressed: bool = False
    ruled: bool = False
    pictorial: bool = False  # set in a font of pictures
    marker: bool = False  # the number or bullet that Word wrote before an item
    level: int | None = None
    running: str | None = None
    raised: bool = False  # above the line, as `<sup>`


PLAIN = Style()


@lru_cache(maxsize=2048)  # Word repeats the same few styles on every paragraph of a page
def style_of(text: str) -> Style:
    """What a style attribute says.

    >>> style_of("DISPLAY: none").hidden, style_of("mso-bidi-font-weight:bold").stressed
    (True, False)
    """
    text = text.lower()
    level, running = WORD_LEVEL.search(text), RUNNING.search(text)
    return Style(
        hidden=HIDDEN.search(text) is not None, stressed=STRESSED.search(text) is not None,
        ruled=RULED.search(text) is not None, pictorial=PICTORIAL.search(text) is not None,
        marker=WORD_MARKER.search(text) is not None, level=int(level[1]) if level else None,
        running=running[1] if running else None, raised=ABOVE.search(text) is not None)


def style_in(attributes: Attributes) -> Style:
    """The same for an element's attributes; some of them, and some roles, hide it too."""
    style = style_of(attributes.get("style") or "") if "style" in attributes else PLAIN
    if "hidden" in attributes or attributes.get("role") in SKIPPED_ROLES:
        return style._replace(hidden=True)
    return style


def depth(text: str) -> int:
    """How many elements stand open at once at most: the parser's time grows with its square."""
    depth = deepest = 0
    for tag in NESTING.finditer(SCRIPTS.sub("", text)):
        depth = max(depth + (1 if tag[0][1] != "/" else -1), 0)
        deepest = max(deepest, depth)
    return deepest


def spaced(text: str) -> str:
    """One space for any white space, none at the edges, and emphasis marks close to their words."""
    if not text.strip(NO_WORDS):
        return ""
    text = " ".join(text.split())
    if EMPHASIS_ON not in text:
        return text
    if text.count(EMPHASIS_ON) > 1:
        text = _outermost(text)
    for old, new in EDGES:
        text = text.replace(old, new)
    return " ".join(text.split())


def _outermost(text: str) -> str:
    """Of emphasis marks inside others only the outermost."""
    open_marks, parts = 0, []
    for part in MARK.split(text):
        step = {EMPHASIS_ON: 1, EMPHASIS_OFF: -1}.get(part, 0)
        if not step or open_marks + min(step, 0) == 0:
            parts.append(part)
        open_marks += step
    return "".join(parts)
