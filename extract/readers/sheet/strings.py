"""The shared texts of an Excel 97-2003 workbook: their lengths, and the fonts inside those that have several.

A text may go on in the next record, where its letters begin with a byte that says how wide they are
([MS-XLS] 2.5.293).
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, unpack

WIDE, EXTENDED, RICH = 1, 4, 8
CODECS = {1: "latin-1", 2: "utf-16-le"}  # by the bytes of a letter
HEAD = Struct("<HB")
# A text, and where in it another font begins: the place, and the number of the font.
Text = tuple[str, list[tuple[int, int]]]


class _Bytes:
    """Bytes that are spread over records."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = iter(records)
        self._now, self._at = next(self._records, b""), 0

    def take(self, size: int) -> bytes:
        """The next bytes; raises `EOFError` at the end."""
        end = self._at + size
        if end <= len(self._now):  # nearly always
            taken, self._at = self._now[self._at:end], end
            return taken
        taken = b""
        while len(taken) < size:
            if self._at >= len(self._now):
                self._next()
            part = self._now[self._at:self._at + size - len(taken)]
            self._at += len(part)
            taken += part
        return taken

    def letters(self, count: int, flags: int) -> str:
        """The next letters; in each record behind the first, a byte tells their width anew."""
        width = 2 if flags & WIDE else 1
        if self._at + width * count <= len(self._now):
            return self.take(width * count).decode(CODECS[width], "surrogatepass")
        text = ""
        while len(text) < count:
            if self._at >= len(self._now):
                self._next()
                flags = self.take(1)[0]
            width = 2 if flags & WIDE else 1
            size = min(width * (count - len(text)), (len(self._now) - self._at) // width * width)
            text += self.take(size or width).decode(CODECS[width], "surrogatepass")
        return text

    def _next(self) -> None:
        following = next(self._records, None)
        if following is None:
            raise EOFError
        self._now, self._at = following, 0


def strings(records: list[bytes]) -> Iterator[Text]:
    """The texts in their order; what a broken record cuts off is left out."""
    source = _Bytes(records)
    try:
        source.take(4)
        for _ in range(unpack("<I", source.take(4))[0]):
            count, flags = HEAD.unpack(source.take(HEAD.size))
            runs = unpack("<H", source.take(2))[0] if flags & RICH else 0
            extra = unpack("<I", source.take(4))[0] if flags & EXTENDED else 0
            text = source.letters(count, flags)
            changes: list[tuple[int, int]] = [unpack("<HH", source.take(4)) for _ in range(runs)]
            source.take(extra)
            yield text, changes
    except EOFError:
        return
