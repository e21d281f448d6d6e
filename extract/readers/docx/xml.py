"""The names and values of WordprocessingML, for all modules that look at its trees."""

from __future__ import annotations

from extract.readers.container import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VALUE = W + "val"
THEME = "theme"  # stands for the fonts of a theme, which are never legacy
OFF = frozenset(("0", "false", "off", "nil", "none"))


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as `<w:b/>` or `<w:b w:val="false"/>` is on."""
    return element.get(VALUE) not in OFF


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first `w:name` in an element, if both are there."""
    # `find` does the same through a parser of paths, at five times the cost.
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: etree._Element | None, name: str) -> str | None:
    """The `w:val` of the first `w:name` in an element."""
    found = child(element, name)
    return None if found is None else found.get(VALUE)


def switch(element: etree._Element | None, name: str) -> bool | None:
    """Whether the first `w:name` in an element is on; None where there is none."""
    found = child(element, name)
    return None if found is None else is_on(found)


def font_name(run_settings: etree._Element | None) -> str | None:
    """The font that a `w:rPr` names for letters beyond ASCII, which tell the encoding; `THEME` for a theme's."""
    fonts = child(run_settings, "rFonts")
    if fonts is None:
        return None
    if fonts.get(W + "hAnsiTheme") or fonts.get(W + "asciiTheme"):
        return THEME
    return fonts.get(W + "hAnsi") or fonts.get(W + "ascii")


def whole(text: str | None) -> int | None:
    """A whole number, or None where there is none that a document can mean.

    >>> whole("12"), whole("-1"), whole("9" * 5000), whole(None)
    (12, None, None, None)
    """
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
