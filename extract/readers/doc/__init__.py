"""Word 97-2003 documents (.doc, .dot): the piece table and the formatting themselves, in one pass.

Source: [MS-DOC] Word (.doc) Binary File Format. Older versions, and files that are damaged, are read by way of
LibreOffice where it is there (`Options.convert`).
"""

from __future__ import annotations

import struct
from itertools import chain

from extract.document import FURNITURE, Reading
from extract.errors import Unreadable
from extract.legacy import Converter
from extract.options import PLAIN, Options
from extract.readers import docx
from extract.readers.doc.bins import character_entry, paragraph_entry, stretches
from extract.readers.doc.blocks import BODY, Place, Reader
from extract.readers.doc.fib import Header, header
from extract.readers.doc.lists import Lists
from extract.readers.doc.looks import Looks
from extract.readers.doc.paragraphs import Paragraph, Text, spans
from extract.readers.doc.pieces import text_of, text_pieces
from extract.readers.doc.stories import boxes, stories
from extract.readers.doc.styles import Styles, fonts
from extract.readers.doc.tables import blocks
from extract.readers.docx.columns import split_lines
from extract.readers.locked import unlocked
from extract.readers.ole import streams
from extract.readers.running_heads import with_heads

# What the file's own tables may make of reading where they are damaged.
DAMAGED = (struct.error, ValueError, IndexError, OSError)
CUT_OFF = "damaged: The file is cut off or damaged; a part of its text is lost."


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The pieces of a Word 97-2003 document in reading order, notes behind the body, running heads last."""
    try:
        return _read(data, options)
    except Unreadable as error:
        if error.code == "unsupported" and options.convert:
            return docx.read(options.convert(data, ".doc"), options)
        raise
    except DAMAGED as error:
        if options.convert:
            return docx.read(options.convert(data, ".doc"), options)
        raise Unreadable("damaged", f"The file is cut off or damaged ({error}).") from error


def _read(data: bytes, options: Options) -> Reading:
    found = streams(data, "WordDocument", "0Table", "1Table", "Data")
    word = found["WordDocument"]
    head = header(word)
    if head.encrypted:
        return _read(unlocked(data, options.passwords), options._replace(passwords=()))
    return _Document(word, found.get(head.table, b""), found.get("Data", b""), head).reading()


class _Document:
    """A document whose streams are at hand."""

    def __init__(self, word: bytes, table: bytes, data: bytes, head: Header) -> None:
        self._table, self._data, self._head = table, data, head
        pieces = text_pieces(head.section(table, "pieces"))
        text = text_of(word, pieces)
        self._cut = any(piece.at + (piece.end - piece.start) * piece.width > len(word) for piece in pieces)
        names = fonts(head.section(table, "fonts"))
        self._styles = Styles(head.section(table, "styles"))
        self._lists = Lists(self._with_rest("lists"), head.section(table, "list_uses"), names)
        runs = stretches(word, head.section(table, "runs"), character_entry, 1)
        paragraphs = stretches(word, head.section(table, "paragraphs"), paragraph_entry, 13)
        self._text = Text(text, spans(pieces, runs), spans(pieces, paragraphs), Looks(self._styles, names), self._huge)

    def _with_rest(self, name: str) -> bytes:
        """The lists with their levels, which stand behind what the length of the section counts."""
        at, size = self._head.pairs[name]
        return self._table[at:] if size else b""

    def _huge(self, at: int) -> bytes:
        """Properties too long for a page of formatting."""
        size = int.from_bytes(self._data[at:at + 2], "little")
        return self._data[at + 2:at + 2 + size]

    def reading(self) -> Reading:
        body = self._paragraphs("text")
        notes = self._paragraphs("footnotes") + self._paragraphs("endnotes")
        beside = [(story, self._paragraphs("boxes", story.start, story.end)) for story in boxes(
            self._head.section(self._table, "boxes"), self._head.section(self._table, "shapes"))]
        heads = [(story, self._paragraphs("headers", story.start, story.end))
                 for story in stories(self._head.section(self._table, "headers"))]
        all = chain(body, notes, *(found for _, found in beside), *(found for _, found in heads))
        reader = Reader(self._styles, self._lists, Converter(run[:2] for found in all for run in found.runs))
        hanging: dict[int, list[Paragraph]] = {}
        for story, found in beside:
            hanging.setdefault(self._head.parts["text"].end if story.anchor is None else story.anchor, []).extend(found)
        pieces = split_lines(reader.pieces(blocks(body), BODY, {at: blocks(found) for at, found in hanging.items()}))
        pieces += reader.pieces(blocks(notes), Place("paragraph"))
        pieces = with_heads(pieces, [reader.pieces(blocks(found), Place(story.kind)) for story, found in heads])
        if not any(piece.kind not in FURNITURE for piece in pieces) and self._data:
            raise Unreadable("no_text", "The document holds only pictures (pages scanned into Word?), no words.")
        return Reading(pieces, partial=CUT_OFF if self._cut else None)

    def _paragraphs(self, name: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
        """The paragraphs of a part, or of what stands between two of its positions."""
        part = self._head.parts[name]
        until = part.end if end is None else min(part.start + end, part.end)
        return list(self._text.paragraphs(min(part.start + start, part.end), until))
