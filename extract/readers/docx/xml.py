"""The names and values of WordprocessingML, for all modules that look at its trees."""

from __future__ import annotations

from functools import lru_cache

from extract.readers.container import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VALUE = W + "val"
THEME = "theme"  # stands for the fonts of a theme, which are never legacy
OFF = frozenset(("0", "false", "off", "nil", "none"))


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as `<w:b/>` or `<w:b w:val="false"/>` is on."""
    return said(element) not in OFF


def said(element: etree._Element) -> str | None:
    """The `w:val` of an element that has no other attribute: `get` takes three times as long to find it."""
    values = element.values()
    return str(values[0]) if len(values) == 1 else element.get(VALUE)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first `w:name` in an element, if both are there."""
    # `find` does the same through a parser of paths, and `iterchildren` sets up a matcher, at five times the cost.
    tag = W + name
    for node in element if element is not None else ():
        if node.tag == tag:
            return node
    return None


def children(element: etree._Element | None) -> dict[str, etree._Element]:
    """The first child of each name, by tag: for elements of which several are asked for."""
    found: dict[str, etree._Element] = {}
    for node in element if element is not None else ():
        found.setdefault(node.tag, node)
    return found


def value(element: etree._Element | None, name: str) -> str | None:
    """The `w:val` of the first `w:name` in an element."""
    found = child(element, name)
    return None if found is None else found.get(VALUE)


def font_name(run_settings: etree._Element | None) -> str | None:
    """The font that a `w:rPr` names for letters beyond ASCII, which tell the encoding; `THEME` for a theme's."""
    return font_of(child(run_settings, "rFonts"))


def font_of(fonts: etree._Element | None) -> str | None:
    """The same of a `w:rFonts`."""
    if fonts is None:
        return None
    return _named(*fonts.keys(), *fonts.values())


@lru_cache(maxsize=1024)
def _named(*attributes: str) -> str | None:
    """The font by the names of the attributes and, behind them, their values: runs by the thousand say the same."""
    half = len(attributes) // 2
    said = dict(zip(attributes[:half], attributes[half:], strict=True))
    if said.get(W + "hAnsiTheme") or said.get(W + "asciiTheme"):
        return THEME
    return said.get(W + "hAnsi") or said.get(W + "ascii")


def whole(text: str | None) -> int | None:
    """A whole number, or None where there is none that a document can mean.

    >>> whole("12"), whole("-1"), whole("9" * 5000), whole(None)
    (12, None, None, None)
    """
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
