"""Words typed in legacy fonts (`.VnTime`, `VNI-Times`) to Unicode, run by run, before anything else looks at them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from extract.legacy import Converter, Run
from extract.readers.container import etree
from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import W, child, font_name, value

P, T, OPTIONAL_HYPHEN = W + "p", W + "t", W + "softHyphen"
# How the names of legacy fonts begin, as XML has them: with its first letter alone `re` goes through a megabyte in
# a third of a millisecond. And the UTF-8 of letters that only Unicode has.
NAME = re.compile(rb"V(?<=[\"'.]V)[nN](?:I[-_ ]|[A-Z])")
MODERN, FOREIGN = (b"\xe1\xba", b"\xe1\xbb"), (b"\xc2", b"\xc3")
FEWEST = 40  # letters beyond ASCII by which a document without legacy fonts may be judged
# In VNI a mark stands behind its letter, and Word may put the two into different runs.
MARK, LETTER = re.compile("^[\x80-\xff\u0152-\u0178]+"), re.compile("[AEIOUYaeiouy\xd4\xd6\xf4\xf6]$")
Recode = Callable[[etree._Element], dict[etree._Element, str]]


def may_be_legacy(*parts: bytes) -> bool:
    """Whether the parts name a legacy font, or hold letters of which none is Vietnamese in Unicode."""
    if any(map(NAME.search, parts)):
        return True
    if any(sign in parts[0] for sign in MODERN):
        return False
    return sum(parts[0].count(sign) for sign in FOREIGN) >= FEWEST


def recoder(tree: etree._Element, styles: Styles) -> Recode:
    """A function that brings the words of a tree into Unicode and tells the encoding of each paragraph that had one.

    What the fonts are worth is judged by `tree`, the document's own.
    """
    runs = list(_runs(tree, styles))
    converter = Converter(run for _, run in runs)

    def recode(part: etree._Element) -> dict[etree._Element, str]:
        """In place; paragraphs in Unicode have no entry."""
        found: dict[etree._Element, str] = {}
        for node, run in _joined(runs if part is tree else _runs(part, styles)):
            words, encoding = converter.convert([run])
            if words != node.text:
                node.text = words
            if encoding:
                found[_paragraph(node)] = encoding
        return found

    return recode


def _runs(tree: etree._Element, styles: Styles) -> Iterator[tuple[etree._Element, Run]]:
    """The texts of a tree with their fonts: what the run says, its style, its paragraph's style, the defaults.

    An optional hyphen becomes text: it is TCVN3's ư, which has its code, and cleaning takes any other away.
    """
    for node in tree.iter(OPTIONAL_HYPHEN):
        node.tag, node.text = T, "\xad"
    run = paragraph = named = None
    inherited = styles.font
    for node in tree.iter(T):
        around = node.getparent()
        if around is not run or run is None:
            run, settings = around, child(around, "rPr")
            named = None if settings is None else font_name(settings) or styles.get(value(settings, "rStyle")).font
        if not named:
            own = _paragraph(node)
            if own is not paragraph:  # many runs have the same one
                paragraph = own
                style = value(child(paragraph, "pPr"), "pStyle") or styles.usual
                inherited = styles.get(style).font or styles.font
        yield node, (node.text or "", named or inherited)


def _paragraph(node: etree._Element) -> etree._Element:
    """The paragraph around; the node itself where there is none. (`iterancestors` sets up a matcher at each call.)"""
    found = node.getparent()
    while found is not None and found.tag != P:
        found = found.getparent()
    return node if found is None else found


def _joined(runs: Iterable[tuple[etree._Element, Run]]) -> Iterator[tuple[etree._Element, Run]]:
    """The same, marks that begin a text put behind the letter that ends the one before in its paragraph."""
    before: tuple[etree._Element, Run] | None = None
    for node, (text, named) in runs:
        marks = MARK.match(text) if before and before[1][1] == named and LETTER.search(before[1][0]) else None
        if before and marks and _paragraph(node) is _paragraph(before[0]):
            before = before[0], (before[1][0] + marks[0], named)
            text = text[marks.end():]
        if before:
            yield before
        before = node, (text, named)
    if before:
        yield before
