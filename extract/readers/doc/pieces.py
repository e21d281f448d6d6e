"""The piece table: the text of all parts in order, out of pieces that lie anywhere in the stream.

Fast-saved files have many pieces, in any order; a piece is cp1252 (a byte a letter) or UTF-16. Source: [MS-DOC],
sections 2.4.1 and 2.8.35.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from struct import unpack, unpack_from
from typing import NamedTuple

from extract.legacy import as_western
from extract.readers.doc.sprms import SHORT

PROPERTIES, TABLE = 1, 2
COMPRESSED, ADDRESS = 0x40000000, 0x3FFFFFFF


class TextPiece(NamedTuple):
    """A stretch of text: its characters `start` to `end`, where they stand, bytes a character, what it changes."""

    start: int
    end: int
    at: int
    width: int
    changes: bytes


def text_pieces(clx: bytes) -> list[TextPiece]:
    """The pieces in the order of the text. Raises `ValueError` where the table makes no sense."""
    at, changes = 0, []
    while clx[at] == PROPERTIES:
        (size,) = unpack_from("<H", clx, at + 1)
        changes.append(clx[at + 3:at + 3 + size])
        at += 3 + size
    if clx[at] != TABLE:
        raise ValueError("no piece table")
    (size,) = unpack_from("<I", clx, at + 1)
    return list(_pieces(clx[at + 5:at + 5 + size], changes))


def _pieces(plc: bytes, changes: list[bytes]) -> Iterator[TextPiece]:
    count = (len(plc) - 4) // 12
    positions = unpack_from(f"<{count + 1}I", plc)
    for number, (start, end) in enumerate(pairwise(positions)):
        if end < start:
            raise ValueError("pieces out of order")
        address, short = unpack_from("<IH", plc, 4 * (count + 1) + 8 * number + 2)
        width = 1 if address & COMPRESSED else 2
        at = (address & ADDRESS) // (2 if width == 1 else 1)
        yield TextPiece(start, end, at, width, _changes(short, changes))


def _changes(short: int, changes: list[bytes]) -> bytes:
    """What a piece changes for all its characters: a row of the list before the table, or one small sprm."""
    if short & 1:
        return changes[short >> 1] if short >> 1 < len(changes) else b""
    code = SHORT.get(short >> 1 & 0x7F)
    return bytes([code & 0xFF, code >> 8, short >> 8]) if code else b""


def text_of(word: bytes, pieces: list[TextPiece]) -> str:
    """The text of all pieces; where the stream ends too early, zeros stand for what is lost.

    Raises `ValueError` where the pieces claim more than the stream can hold.
    """
    if sum((piece.end - piece.start) * piece.width for piece in pieces) > 2 * len(word):
        raise ValueError("pieces that overlap")
    return "".join([_text(word[piece.at:piece.at + (piece.end - piece.start) * piece.width], piece)
                    for piece in pieces])


def _text(data: bytes, piece: TextPiece) -> str:
    if piece.width == 1:
        text = as_western(data)
    else:
        text = data[:len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")
        if len(text) < len(data) // 2:  # a letter of two codes counts as two positions
            text = "".join(map(chr, unpack(f"<{len(data) // 2}H", data[:len(data) // 2 * 2])))
    return text.ljust(piece.end - piece.start, "\0")
