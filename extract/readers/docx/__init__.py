"""Word documents (.docx, .docm, .dotx): the XML itself, in one pass; python-docx is the tests' reference."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.document import FURNITURE, Piece, Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.container import etree
from extract.readers.docx import flat
from extract.readers.docx.blocks import Blocks, Place
from extract.readers.docx.columns import split_lines
from extract.readers.docx.fonts import may_be_legacy, recoder
from extract.readers.docx.numbering import Numbering
from extract.readers.docx.package import LOOKS, LOOKS_BUT_FONTS, Package
from extract.readers.docx.revisions import accept
from extract.readers.docx.styles import Styles
from extract.readers.docx.xml import W
from extract.readers.running_heads import with_heads

BLANK = b"\xef\xbb\xbf \r\n\t"
NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
POINTERS = tuple(W + name for name in (
    "footnoteReference", "endnoteReference", "headerReference", "footerReference", "altChunk"))
# Most running heads hold nothing but the number of the page: for those no tree is made.
LETTERS = regex.compile(rb"[:<]t(?:\s[^<>]*+)?>[^<>]*?[A-Za-z&\x80-\xff]")
EMBEDDED = "embedded: The document holds another file as a part of its text, which was not read."


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The pieces of a Word document in reading order, footnotes behind the body, running heads last."""
    package = Package(flat.packed(data, options) if data.lstrip(BLANK).startswith(b"<") else data)
    data, styles = package.main(), Styles(lambda: package.lesser(package.beside("styles")))
    legacy = may_be_legacy(data, styles.source)
    source, tree = package.lean_tree(data, LOOKS_BUT_FONTS if legacy else LOOKS)
    blocks = Blocks(styles, Numbering(lambda: package.tree(package.beside("numbering")), styles),
                    recoder(tree, styles) if legacy else None)
    blocks.recode(tree)
    accept(tree, source)
    pointers = _pointers(tree)
    blocks.add(tree)
    body = tree.find(W + "body")
    pieces = split_lines(blocks.read(tree if body is None else body))
    pieces += _notes(package, blocks, pointers)
    pieces = with_heads(pieces, _running_heads(package, blocks, pointers))
    if "altChunk" in pointers:
        package.problems.append(EMBEDDED)
    worded = any(piece.kind not in FURNITURE for piece in pieces)
    if not worded and not package.problems and package.holds("/media"):
        raise Unreadable("no_text", "The document holds only pictures (pages scanned into Word?), no words.")
    return Reading(pieces, partial=package.problems[0] if package.problems else None)


def _pointers(tree: etree._Element) -> dict[str, list[str]]:
    """The ids by which the body points to notes and running heads, each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for node in tree.iter(*POINTERS):
        id = node.get(W + "id") or node.get(RELATION_ID) or ""
        found.setdefault(etree.QName(node).localname, {})[id] = None
    return {name: list(ids) for name, ids in found.items()}


def _notes(package: Package, blocks: Blocks, pointers: dict[str, list[str]]) -> Iterator[Piece]:
    """Footnotes and endnotes in the order in which the body refers to them."""
    for kind, name in NOTES:
        ids = pointers.get(f"{name}Reference")
        notes = _part(package, blocks, package.beside(kind)) if ids else None
        by_id = {} if notes is None else {note.get(W + "id"): note for note in notes.iterchildren(W + name)}
        for id in ids or ():
            if id in by_id:
                yield from blocks.read(by_id[id], Place("paragraph"))


def _running_heads(package: Package, blocks: Blocks, pointers: dict[str, list[str]]) -> Iterator[list[Piece]]:
    """Headers and footers part by part."""
    for kind in FURNITURE:
        for id in pointers.get(f"{kind}Reference", ()):
            part = _part(package, blocks, package.related(kind).get(id), LETTERS)
            if part is not None:
                yield blocks.read(part, Place(kind))


def _part(package: Package, blocks: Blocks, name: str | None,
          needed: regex.Pattern[bytes] | None = None) -> etree._Element | None:
    """The tree of a lesser part, its words taken in; None where it lacks what is needed."""
    data = package.lesser(name)
    tree = package.parsed(data, name) if not needed or needed.search(data) else None
    if tree is not None:
        blocks.recode(tree)
        accept(tree, data)
        blocks.add(tree)
    return tree
