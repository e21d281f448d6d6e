"""How much an archive may unpack to: what it declares is checked first, and then what really comes."""

from __future__ import annotations

from typing import BinaryIO

from extract.errors import Unreadable

LARGEST = 256 * 2**20  # one member; no report is so large
LARGEST_TOTAL = 8 * 2**30  # all members of one archive
MOST_MEMBERS = 100_000
# Text shrinks to a tenth, an empty drawing to a hundredth; only what is made to do harm goes beyond that.
# What is small does none, however well it was packed.
HIGHEST_RATIO, HARMLESS = 200, 16 * 2**20


def check_size(size: int, packed: int | None) -> None:
    """Raises `Unreadable` for a member that unpacks from `packed` bytes (None: not known) to `size`."""
    if packed is not None and size > max(HARMLESS, packed * HIGHEST_RATIO):
        raise Unreadable("bomb", f"The file unpacks to {size / max(packed, 1):,.0f} times its size or more: "
                         "it may be an attack and was not read.")
    if size > LARGEST:
        raise Unreadable("too_large", f"The file unpacks to more than {LARGEST >> 20} MB; no report is so large.")


def unpacked(stream: BinaryIO, packed: int | None) -> bytes:
    """All bytes of a stream. Raises `Unreadable` as soon as there are too many."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(2**20):
        size += len(part)
        check_size(size, packed)
        parts.append(part)
    return b"".join(parts)


class Total:
    """What the members of one archive unpack to, all together."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.size = 0

    def add(self, size: int) -> None:
        """Count a member. Raises `Unreadable` where it is one too many."""
        self.size += size
        if self.size > LARGEST_TOTAL:
            raise Unreadable("bomb", f"The archive unpacks to more than {LARGEST_TOTAL >> 30} GB; "
                             "the rest was not read.")


class Limited:
    """A stream that ends in `Unreadable` where it gives more than an archive may, in all or at once."""

    def __init__(self, stream: BinaryIO) -> None:
        """Count what is read from `stream`."""
        self.stream, self.total = stream, Total()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if size > LARGEST or size < 0:
            raise Unreadable("bomb", "A part of the archive claims to be larger than any report; it was not read.")
        data = self.stream.read(size)
        self.total.add(len(data))
        return data
