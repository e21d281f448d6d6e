"""What a PDF may ask of us: a few bytes that become a huge page are told before any library meets them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.errors import Unreadable

MAX_PAGES = 5_000
MAX_PAGE_CHARS = 400_000
MAX_INFLATED = 24 << 20  # bytes of drawing orders in one stream; a dense map has a tenth of that
MAX_ALL = 1 << 30  # of all such streams and fonts together: looking takes some 3 s
MAX_FONT = 96 << 20  # fonts are read only as far as needed
MAX_SOURCE = 120_000_000  # pixels of a picture inside the file: an A3 sheet at 600 dpi has 70 million
CHUNK = 1 << 20
MAX_DRAWN = 100_000  # forms drawn by forms drawn by forms
WORST_RATIO = 1032  # of deflate
LONGEST_HEAD = 2_000  # bytes of a stream's dictionary
STREAM = regex.compile(rb"stream\r?\n")
OBJECT = regex.compile(rb"(\d+)\s+\d+\s+obj")
FLATE = regex.compile(rb"/(?:FlateDecode|Fl)\b")
PICTURE = regex.compile(rb"/Subtype\s*/Image\b")
SIDE = regex.compile(rb"/(Width|Height)\s+(\d{1,9})\b")
FONT = regex.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b")
FORM = regex.compile(rb"/Subtype\s*/Form\b")
REFERENCE = regex.compile(rb"(\d+)\s+\d+\s+R\b")
DRAW = regex.compile(rb"/\S+\s+Do\b")


class Stream(NamedTuple):
    """A stream of the file as its bytes stand there: the dictionary before it, where it begins and ends."""

    head: bytes
    start: int
    end: int

    @property
    def filters(self) -> int:
        """How many times it is deflated."""
        return len(FLATE.findall(self.head))


def refuse_bombs(data: bytes) -> None:
    """Raise `Unreadable` where a stream inflates, or forms draw forms, to more than any page can hold."""
    forms, left = [], MAX_ALL
    for stream in _streams(data):
        limit = _limit(stream.head)
        worst = (stream.end - stream.start) * WORST_RATIO**stream.filters
        size = _size(data, stream, limit) if stream.filters and worst > limit else 0
        left -= 0 if PICTURE.search(stream.head) else size
        if size > limit or left < 0:
            raise Unreadable("too_large", "The PDF has a few bytes that inflate to a huge page.")
        if FORM.search(stream.head):
            forms.append(stream)
    if len(forms) > 3 and _drawn(data, forms) > MAX_DRAWN:
        raise Unreadable("too_large", "The PDF draws parts within parts without end.")


def _streams(data: bytes) -> Iterator[Stream]:
    for found in STREAM.finditer(data):
        start = found.end()
        head = data[max(start - LONGEST_HEAD, 0):start]
        end = data.find(b"endstream", start)
        yield Stream(head[max(head.rfind(b"endobj"), 0):], start, len(data) if end < 0 else end)


def _limit(head: bytes) -> int:
    """How much the stream with this dictionary may hold: a picture as much as its size asks for."""
    if PICTURE.search(head):
        sides = {name: int(number) for name, number in SIDE.findall(head)}
        return max(4 * min(sides.get(b"Width", 0) * sides.get(b"Height", 0), MAX_SOURCE), MAX_INFLATED)
    return MAX_FONT if FONT.search(head) else MAX_INFLATED


def _size(data: bytes, stream: Stream, limit: int) -> int:
    """How many bytes the stream holds, up to a little over the limit; what is inflated is not kept."""
    if stream.filters > 1:
        return len(_inflated(data, stream, limit))
    inflater, content, size = zlib.decompressobj(), data[stream.start:stream.end], 0
    try:
        while content and size <= limit and not inflater.eof:
            size += len(inflater.decompress(content, CHUNK))
            content = inflater.unconsumed_tail
    except zlib.error:
        pass
    return size


def _inflated(data: bytes, stream: Stream, limit: int) -> bytes:
    """What the stream holds, up to a little over the limit."""
    content = data[stream.start:stream.end]
    for _ in range(stream.filters):
        try:
            content = zlib.decompressobj().decompress(content, limit + 1)
        except zlib.error:
            break
    return content


def _drawn(data: bytes, forms: list[Stream]) -> int:
    """How many forms the worst form draws, through all that it draws."""
    draws: dict[int, int] = {}
    parts: dict[int, set[int]] = {}
    for form in forms:
        if number := OBJECT.search(form.head):
            own = int(number[1])
            draws[own] = len(DRAW.findall(_inflated(data, form, 1 << 20)))
            parts[own] = {int(n) for n in REFERENCE.findall(form.head)}
    costs = dict.fromkeys(draws, 1)
    for _ in range(min(len(draws), 30)):  # one level deeper in each round
        costs = {own: min(1 + draws[own] * max((costs[n] for n in parts[own] & costs.keys()), default=0), MAX_DRAWN + 1)
                 for own in costs}
    return max(costs.values(), default=0)
