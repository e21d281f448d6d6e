"""Bin tables: which stretch of the stream has which formatting, for characters and for paragraphs.

Formatting lies in pages of 512 bytes; stretches are byte offsets into the stream. Source: [MS-DOC], sections
2.8.5, 2.8.6, 2.9.28, 2.9.35 and 2.9.175.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from struct import unpack_from

from extract.readers.doc.pieces import TextPiece

PAGE = 512
PAGE_NUMBER = 0x3FFFFF
# Bytes of the stream, from and up to, and the raw formatting.
Stretch = tuple[int, int, bytes]
Entry = Callable[[bytes, int], bytes]


def stretches(word: bytes, plc: bytes, entry: Entry, size: int) -> list[Stretch]:
    """All stretches in order; those that overlap an earlier one, as in damaged files, are left out."""
    found: list[Stretch] = []
    last = 0
    for page in _pages(word, plc):
        count = min(page[-1], (PAGE - 5) // (4 + size))
        bounds = unpack_from(f"<{count + 1}I", page)
        offsets = page[4 * (count + 1):4 * (count + 1) + size * count:size]
        for start, end, offset in zip(bounds[:-1], bounds[1:], offsets, strict=True):
            if end > start >= last:
                found.append((start, end, entry(page, 2 * offset) if offset else b""))
                last = end
    return found


def _pages(word: bytes, plc: bytes) -> Iterator[bytes]:
    count = (len(plc) - 4) // 8
    numbers = unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ()
    for number in dict.fromkeys(number & PAGE_NUMBER for number in numbers):
        page = word[number * PAGE:(number + 1) * PAGE]
        if len(page) == PAGE:
            yield page


def character_entry(page: bytes, at: int) -> bytes:
    """The sprms of a run."""
    return page[at + 1:at + 1 + page[at]]


def paragraph_entry(page: bytes, at: int) -> bytes:
    """The style's number (two bytes) and the sprms of a paragraph."""
    if page[at]:
        return page[at + 1:at + 2 * page[at]]
    return page[at + 2:at + 2 + 2 * page[at + 1]] if at + 1 < PAGE else b""


def overlapping(found: list[Stretch], starts: list[int], piece: TextPiece) -> list[Stretch]:
    """The stretches that share bytes with the piece; `starts` are where the stretches begin."""
    first = max(bisect_right(starts, piece.at) - 1, 0)
    return found[first:bisect_right(starts, piece.at + (piece.end - piece.start) * piece.width - 1)]
