"""The names and values of WordprocessingML, for all modules that look at its trees."""

from __future__ import annotations

from extract.readers.container import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VALUE = W + "val"
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


def whole(text: str | None) -> int | None:
    """A whole number, or None where there is none that a document can mean.

    >>> whole("12"), whole("-1"), whole("9" * 5000), whole(None)
    (12, None, None, None)
    """
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
