"""Word 97-2003 documents (.doc, .dot): the piece table and the formatting themselves, in one pass.

Source: [MS-DOC] Word (.doc) Binary File Format. Older versions, and files that are damaged, are read by way of
LibreOffice where it is there (`Options.convert`).
"""

from __future__ import annotations

import struct

from extract.document import FURNITURE, Piece, Reading
from extract.errors import Unreadable
from extract.legacy import Converter
from extract.options import PLAIN, Options
from extract.readers import docx
from extract.readers.doc.blocks import Reader
from extract.readers.doc.contents import Contents
from extract.readers.doc.fib import header
from extract.readers.doc.paragraphs import Paragraph
from extract.readers.doc.tables import Blocks, blocks
from extract.readers.docx.blocks import BODY, Place
from extract.readers.docx.columns import split_lines
from extract.readers.locked import unlocked
from extract.readers.ole import streams
from extract.readers.running_heads import with_heads

STREAMS = ("WordDocument", "0Table", "1Table", "Data")
# What the file's own tables may make of reading where they are damaged.
DAMAGED = (struct.error, ValueError, IndexError, OSError)
CUT_OFF = "damaged: The file is cut off or damaged; a part of its text is lost."


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The pieces of a Word 97-2003 document in reading order, notes behind the body, running heads last."""
    try:
        return _read(data, options)
    except Unreadable as error:
        if error.code not in ("unsupported", "damaged") or options.convert is None:
            raise
    except DAMAGED as error:
        if options.convert is None:
            raise Unreadable("damaged", "The file is cut off or damaged (the tables that order its text).") from error
    reading = docx.read(options.convert(data, ".doc"), options)
    if not reading.pieces:
        raise Unreadable("damaged", "The file is damaged; LibreOffice finds no words in it either.")
    return reading


def _read(data: bytes, options: Options) -> Reading:
    found = streams(data, *STREAMS)
    head = header(found.get("WordDocument", b""))
    if head.encrypted:
        found = streams(unlocked(data, options.passwords), *STREAMS)
        head = header(found.get("WordDocument", b""))
    contents = Contents(found, head)
    pieces = _pieces(contents)
    if contents.has_data and not any(piece.kind not in FURNITURE for piece in pieces):
        raise Unreadable("no_text", "The document holds only pictures (pages scanned into Word?), no words.")
    return Reading(pieces, partial=CUT_OFF if contents.cut_off else None)


def _pieces(contents: Contents) -> list[Piece]:
    body = contents.paragraphs("text")
    notes = contents.paragraphs("footnotes") + contents.paragraphs("endnotes")
    beside, heads = contents.boxes(), contents.heads()
    all = [body, notes, *(found for _, found in beside), *(found for _, found in heads)]
    reader = Reader(contents.styles, contents.lists, Converter(
        run[:2] for found in all for paragraph in found for run in paragraph.runs))
    pieces = split_lines(reader.pieces(blocks(body), BODY, _hanging(beside)))
    pieces += reader.pieces(blocks(notes), Place("paragraph"))
    return with_heads(pieces, [reader.pieces(blocks(found), Place(story.kind)) for story, found in heads])


def _hanging(boxes: list[tuple[int, list[Paragraph]]]) -> dict[int, Blocks]:
    """What hangs on each position of the body."""
    found: dict[int, Blocks] = {}
    for anchor, paragraphs in boxes:
        found.setdefault(anchor, []).extend(blocks(paragraphs))
    return found
