"""What a PDF may ask of us: streams that inflate without end are told before any library meets them."""

from __future__ import annotations

import zlib

import regex

from extract.errors import Unreadable

MAX_PAGES = 5_000
MAX_PAGE_CHARS = 400_000
MAX_INFLATED = 24 << 20  # bytes of drawing orders in one stream; a dense map has a tenth of that
MAX_FONT = 96 << 20  # fonts are read only as far as needed
WORST_RATIO = 1032  # of deflate
STREAM = regex.compile(rb"stream\r?\n")
FLATE = regex.compile(rb"/(?:FlateDecode|Fl)\b")
PICTURE_OR_FONT = regex.compile(rb"/Length1\b|/FontFile|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)|/Width\b")


def refuse_bombs(data: bytes) -> None:
    """Raise `Unreadable` where a stream inflates to more than any page can hold."""
    for found in STREAM.finditer(data):
        start = found.end()
        head = data[max(start - 2000, 0):start].rpartition(b" obj")[2]
        filters = len(FLATE.findall(head))
        if not filters:
            continue
        limit = MAX_FONT if PICTURE_OR_FONT.search(head) else MAX_INFLATED
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if (end - start) * WORST_RATIO**filters > limit and _inflated(data[start:end], filters, limit) > limit:
            raise Unreadable("too_large", "The PDF is a few bytes that inflate to a huge page; it was not opened.")


def _inflated(raw: bytes, filters: int, limit: int) -> int:
    """How long the stream gets, counted up to a little over the limit."""
    size = len(raw)
    for _ in range(filters):
        try:
            raw = zlib.decompressobj().decompress(raw, limit + 1)
        except zlib.error:
            return size
        size = len(raw)
        if size > limit:
            break
    return size
