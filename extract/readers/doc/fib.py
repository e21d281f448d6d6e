"""The file information block at the head of the `WordDocument` stream: what there is, and where it stands.

Source: [MS-DOC] Word (.doc) Binary File Format, section 2.5. Offsets and lengths are in bytes, text positions
(`cp`) in characters.
"""

from __future__ import annotations

from struct import unpack_from
from typing import NamedTuple

from extract.errors import Unreadable

WORD_97, WORD_6 = 0xA5EC, 0xA5DC
WORD_2 = (0xA5DB, 0xA59B, 0xA59C)
FIRST_6, FIRST_97 = 101, 0xC0  # nFib of Word 6 and 95 (101 to 105) and of what is later
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
FIRST_PAIR = 154
# The numbers of the pairs (offset, length) into the table stream that are read.
PAIRS = {"styles": 1, "headers": 11, "runs": 12, "paragraphs": 13, "fonts": 15, "pieces": 33, "shapes": 40,
         "boxes": 56, "lists": 73, "list_uses": 74}


class Part(NamedTuple):
    """A part of the text (body, footnotes, ...): where it begins and ends, in characters."""

    start: int
    end: int


class Header(NamedTuple):
    """What the block says: the parts of the text, which table stream counts, and whether all is encrypted."""

    parts: dict[str, Part]
    table: str
    encrypted: bool
    pairs: dict[str, tuple[int, int]]


def header(word: bytes) -> Header:
    """The block's values. Raises `Unreadable` for versions before Word 97, `struct.error` where it is cut off."""
    magic, version = unpack_from("<HH", word)
    if magic in (WORD_6, *WORD_2) or (magic == WORD_97 and FIRST_6 <= version < FIRST_97):
        name = "Word 2" if magic in WORD_2 else "Word 6/95"
        raise Unreadable("unsupported", f"This is a {name} document (older than Word 97), which is not read; "
                                        "open it in Word or LibreOffice and save it as .docx.")
    if magic != WORD_97 or version < FIRST_97:
        raise Unreadable("damaged", "The file is damaged: it has no head of a Word document.")
    (flags,) = unpack_from("<H", word, 10)
    parts, start = {}, 0
    for name, length in zip(PARTS, unpack_from("<8i", word, 76), strict=True):
        parts[name] = Part(start, start + max(length, 0))
        start = parts[name].end
    (count,) = unpack_from("<H", word, FIRST_PAIR - 2)
    pairs = {name: unpack_from("<II", word, FIRST_PAIR + 8 * number) if number < count else (0, 0)
             for name, number in PAIRS.items()}
    return Header(parts, "1Table" if flags & SECOND_TABLE else "0Table", bool(flags & ENCRYPTED), pairs)
