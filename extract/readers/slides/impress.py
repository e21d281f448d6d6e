"""Presentations of LibreOffice Impress (.odp)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from extract.document import Piece, Reading
from extract.readers.container import Container, etree
from extract.readers.docx.blocks import BODY, Place
from extract.readers.odt.blocks import Blocks
from extract.readers.odt.names import DRAW, OASIS
from extract.readers.odt.styles import Styles
from extract.readers.recoding import Convert, walked

MIME = b"application/vnd.oasis.opendocument.presentation"
CLASS, NOTES = OASIS % "presentation" + "class", OASIS % "presentation" + "notes"


def read(data: bytes) -> Reading:
    """The pieces of an OpenDocument presentation."""
    package = Container(data, "OpenDocument presentation (.odp)")
    tree = package.main_tree(package.bytes_of("content.xml"))
    common = package.tree("styles.xml")
    slides = list(tree.iter(DRAW + "page"))
    pieces = walked(partial(_pieces, slides, Styles([tree] if common is None else [common, tree])))
    return Reading(pieces, len(slides), package.problems[0] if package.problems else None)


def _pieces(slides: list[etree._Element], styles: Styles, convert: Convert) -> list[Piece]:
    blocks = Blocks(convert)
    blocks.use(styles)
    return [msgspec.structs.replace(piece, page=number)
            for number, slide in enumerate(slides, 1) for piece in _slide(slide, blocks)]


def _slide(slide: etree._Element, blocks: Blocks) -> Iterator[Piece]:
    """The titles of a slide, what else is on it, then its notes."""
    frames = [node for node in slide if isinstance(node.tag, str)]
    for frame in sorted(frames, key=lambda node: (node.tag == NOTES, node.get(CLASS) != "title")):
        title = frame.get(CLASS) == "title"
        for piece in blocks.read([frame], Place("heading") if title else BODY):
            yield msgspec.structs.replace(piece, level=1) if title else piece
