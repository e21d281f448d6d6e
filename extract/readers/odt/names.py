"""The names of OpenDocument, for all modules that look at its trees."""

from __future__ import annotations

from extract.readers.container import etree

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE, DRAW = (OASIS % name for name in ("office", "style", "text", "table", "drawing"))
FO = OASIS % "xsl-fo-compatible"
SVG = OASIS % "svg-compatible"
NUM_LIST_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def whole(text: str | None, default: int, most: int) -> int:
    """A whole number that an attribute gives, at most `most`; the default where it gives none.

    >>> whole("3", 1, 63), whole("2000000", 1, 63), whole("x", 1, 63)
    (3, 63, 1)
    """
    if not text or not text.isdecimal():
        return default
    return min(int(text), most) if len(text) < 10 else most


def child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with this tag, if both are there."""
    return None if element is None else next(element.iterchildren(tag), None)
