"""OpenDocument texts (.odt, .ott): the XML itself, in one pass.

Rules: OpenDocument 1.3, part 3 (OASIS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from extract.document import Piece, Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.container import Container, etree
from extract.readers.docx.blocks import Place
from extract.readers.docx.columns import split_lines
from extract.readers.odt.blocks import Blocks
from extract.readers.odt.names import OFFICE, STYLE
from extract.readers.odt.styles import Styles
from extract.readers.recoding import Convert, walked
from extract.readers.running_heads import with_heads

# LibreOffice writes tables inside drawn shapes in a namespace of its own.
LOOSE_TABLE = re.compile(rb"(</?)loext:((?:covered-)?table)")
# Looks that tell nothing of the words: half of the styles, and quicker to cut out than to parse.
LOOKS = re.compile(
    rb"<style:(?:list-level-properties\b[^<>]*+>(?:<style:list-level-label-alignment\b[^<>]*/>)?+"
    rb"</style:list-level-properties>|(?:list-level-properties|paragraph-properties|tab-stop)\b[^<>]*+(?<=/)>)")
HEADS = {STYLE + name + side: name for name in ("header", "footer") for side in ("", "-left", "-first")}


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The pieces of an OpenDocument text in reading order, notes behind the body, running heads last."""
    package = Container(data, "OpenDocument text (.odt)")
    if "content.xml" not in package:
        raise Unreadable("no_document", "There is no text in the file (no content.xml).")
    if b"encryption-data" in package.lesser("META-INF/manifest.xml"):
        raise Unreadable("encrypted", "The file is protected with a password.")
    tree = package.main_tree(LOOSE_TABLE.sub(rb"\1table:\2", package.bytes_of("content.xml")))
    common = package.parsed(LOOKS.sub(b"", package.lesser("styles.xml")), "styles.xml")
    pieces = walked(partial(_pieces, tree, common))
    if not any(piece.text.strip() for piece in pieces) and package.holds("Pictures"):
        raise Unreadable("no_text", "The document holds only pictures (scanned pages?), no words.")
    return Reading(pieces, partial=package.problems[0] if package.problems else None)


def _pieces(tree: etree._Element, common: etree._Element | None, convert: Convert) -> list[Piece]:
    """The body, its notes, and the running heads of `common`, the part that holds for all pages."""
    commons = () if common is None else (common,)
    blocks = Blocks(convert)
    blocks.use(Styles((*commons, tree)))
    body = split_lines(blocks.read(next(tree.iter(OFFICE + "body"), tree)))
    notes = list(blocks.notes)
    heads = [head for part in commons for head in _heads(part)]
    if heads:
        blocks.use(Styles(commons))
    return with_heads(body + notes, (blocks.read(head, Place(kind)) for head, kind in heads))


def _heads(styles: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The running heads of all kinds of pages, with their kinds of piece."""
    for page in styles.iter(STYLE + "master-page"):
        for head in page:
            kind = HEADS.get(head.tag) if isinstance(head.tag, str) else None
            if kind and head.get(STYLE + "display") != "false":
                yield head, kind
