"""The tree of a Word part as the finished document shows it: changes accepted, no field codes, formulas in a line.

Everything here works on the tree before any word is read, and only where the thing occurs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

from extract.readers.container import etree
from extract.readers.docx.symbols import SYMBOLS
from extract.readers.docx.xml import MATH, MC, W, is_on
from extract.readers.raised import raised

MATH_TEXT, SUM = MATH + "t", re.compile("[-+−±]")
P, P_PR, T, R_PR = W + "p", W + "pPr", W + "t", W + "rPr"
# Deleted or moved away, formats of before a change, settings of controls, ruby readings.
DROPPED = tuple(W + name for name in (
    "del", "moveFrom", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange",
    "tblGridChange", "tblPrExChange", "numberingChange", "rt"))
WRAPPERS = tuple(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
PRIVATE = re.compile("[\uf000-\uf0ff]")  # where symbol fonts have their letters
REFERENCES = re.compile(rb"&#(?:[xX][fF]0|61[4-9])")
WRAPPER_SETTINGS = tuple(W + name for name in ("sdtPr", "sdtEndPr", "customXmlPr"))


def accept(tree: etree._Element, data: bytes) -> None:
    """Bring `tree`, parsed from `data`, into the state a reader of the finished document sees."""
    present = {node.tag for node in tree.iter(*RARE)}
    for tags, step in STEPS if present else ():
        if not present.isdisjoint(tags):
            step(tree)
    # In UTF-8 the private area begins with 0xEF, which no letter in use here does (the mark in front does).
    if data.find(b"\xef", 3) >= 0 or (b"&" in data and REFERENCES.search(data)):
        known_symbols(tree)


def one_alternative(tree: etree._Element) -> None:
    """Of each `mc:AlternateContent` the first variant that holds words, or the first one."""
    for both in list(tree.iter(MC + "AlternateContent")):
        variants = list(both)
        worded = [variant for variant in variants if next(variant.iter(T), None) is not None]
        kept = next(iter(worded or variants), None)
        for variant in variants:
            if variant is not kept:
                both.remove(variant)


def hidden_rows(tree: etree._Element) -> None:
    """Take out table rows and cells that are deleted, or hidden as a whole."""
    for mark in list(tree.iter(W + "del", W + "hidden", W + "cellDel")):
        settings = mark.getparent()
        if settings is not None and settings.tag in (W + "trPr", W + "tcPr") and is_on(mark):
            _remove(settings.getparent())


def joined_paragraphs(tree: etree._Element) -> None:
    """Where a paragraph's end mark was deleted, its words go in front of those of the next paragraph."""
    for mark in list(tree.iter(W + "del", W + "moveFrom")):
        settings = mark.getparent()
        paragraph = next(mark.iterancestors(P), None) if _is_of_end_mark(settings) else None
        follower = None if paragraph is None else paragraph.getnext()
        if paragraph is not None and follower is not None and follower.tag == P:
            _put_in_front(follower, [child for child in paragraph if child.tag != P_PR])
            _remove(paragraph)


def _is_of_end_mark(settings: etree._Element | None) -> bool:
    parent = None if settings is None or settings.tag != R_PR else settings.getparent()
    return parent is not None and parent.tag == P_PR


def _put_in_front(paragraph: etree._Element, runs: Iterable[etree._Element]) -> None:
    at = 1 if len(paragraph) and paragraph[0].tag == P_PR else 0
    for offset, run in enumerate(runs):
        paragraph.insert(at + offset, run)


def no_deletions(tree: etree._Element) -> None:
    """Take out what was deleted or moved away, and formats of before a change."""
    etree.strip_elements(tree, *DROPPED, with_tail=False)


def no_wrappers(tree: etree._Element) -> None:
    """Put the content of controls, custom XML and insertions where they stood."""
    etree.strip_elements(tree, *WRAPPER_SETTINGS, with_tail=False)
    etree.strip_tags(tree, *WRAPPERS)


def no_field_codes(tree: etree._Element) -> None:
    """Empty the texts between begin and separator of a field: they are code, the result follows."""
    # A field may stand in another's code or result, and run over paragraphs. One without end empties none.
    codes: list[list[etree._Element] | None] = []
    for node in tree.iter(W + "fldChar", T):
        kind = node.get(W + "fldCharType")
        if node.tag == T:
            for code in codes:
                if code is not None:
                    code.append(node)
        elif kind == "begin":
            codes.append([])
        elif codes and kind == "separate":
            _empty(codes[-1])
            codes[-1] = None
        elif codes and kind == "end":
            _empty(codes.pop())


def one_line_formulas(tree: etree._Element) -> None:
    """Formulas as one line: bars of fractions, raised digits, spaces between the columns of a matrix."""
    for fraction in tree.iter(MATH + "f"):
        above, below = (_bracketed(fraction.find(MATH + part)) for part in ("num", "den"))
        if above is not None and below is not None:
            below.text = f"/{below.text or ''}"
    for node in tree.iter(MATH + "sup"):
        before, text = node.getprevious(), next(node.iter(MATH_TEXT), None)
        if before is not None and text is not None:
            text.text = raised(text.text or "", "".join(map(str, before.itertext())))
    for entry in (entry for row in tree.iter(MATH + "mr") for entry in list(row)[1:]):
        for text in islice(entry.iter(MATH_TEXT), 1):
            text.text = f" {text.text or ''}"


def _bracketed(part: etree._Element | None) -> etree._Element | None:
    """The first text of a part of a fraction; a sum, which a bar holds together, in brackets."""
    texts = [] if part is None else list(part.iter(MATH_TEXT))
    if SUM.search("".join(text.text or "" for text in texts), 1):
        texts[0].text = f"({texts[0].text or ''}"
        texts[-1].text = f"{texts[-1].text or ''})"
    return texts[0] if texts else None


def _empty(texts: list[etree._Element] | None) -> None:
    for text in texts or ():
        text.text = ""


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)


def known_symbols(tree: etree._Element) -> None:
    """Show letters of symbol fonts that were typed as text; those that are not known stay as they are."""
    for node in tree.iter(T):
        if PRIVATE.search(node.text or ""):
            node.text = (node.text or "").translate(SYMBOLS)


# Which elements call for which step, in this order.
STEPS: tuple[tuple[tuple[str, ...], Callable[[etree._Element], None]], ...] = (
    ((MC + "AlternateContent",), one_alternative),
    ((W + "del", W + "hidden", W + "cellDel"), hidden_rows),
    ((W + "del", W + "moveFrom"), joined_paragraphs),
    (DROPPED, no_deletions),
    (WRAPPERS, no_wrappers),
    ((W + "fldChar",), no_field_codes),
    ((MATH + "f", MATH + "sup", MATH + "mr"), one_line_formulas),
)
RARE = tuple({tag: None for tags, _ in STEPS for tag in tags})
