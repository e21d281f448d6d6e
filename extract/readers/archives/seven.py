"""7z archives. Files are packed together there, so they are unpacked in groups that fit into memory."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives.limits import Total, check_size
from extract.readers.archives.names import visible

GROUP = 64 * 2**20
BROKEN = (ArchiveError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, TypeError)


def members(data: bytes, options: Options) -> Iterator[Member]:
    """The members, as `extract.readers.archives.members` says."""
    passwords: tuple[str | None, ...] = (None, *options.passwords)
    locked = False
    for password in passwords:
        try:
            archive = py7zr.SevenZipFile(BytesIO(data), password=password)
            locked = locked or archive.needs_password()
            groups = list(_groups(archive, len(data)))
            first = _unpacked(data, password, groups[0]) if groups else []
        except PasswordRequired:
            locked = True
        except BROKEN as error:
            if not locked:
                raise Unreadable("damaged", f"The archive is cut off or damaged ({error}).") from error
        else:
            yield from first
            yield from _rest(data, password, groups[1:])
            return
    raise Unreadable("encrypted", "The archive is protected with a password.")


class Entry:
    """A member before it is unpacked: its number in the archive, its name, size, and what forbids it."""

    def __init__(self, number: int, info: Any, packed: int) -> None:
        """Of py7zr's description; sizes as declared."""
        self.number, self.name, self.size = number, visible(info.filename), info.uncompressed or 0
        self.forbidden: Unreadable | None = None
        if info.is_symlink or info.is_junction:
            self.forbidden = Unreadable("link", "This is a link to another file.")
        try:
            check_size(self.size, packed)
        except Unreadable as error:
            self.forbidden = error


def _groups(archive: py7zr.SevenZipFile, packed: int) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    total, size = Total(), 0
    for number, info in enumerate(archive.files):
        if info.is_directory:
            continue
        entry = Entry(number, info, packed)
        total.add(entry.size)
        if group and size + entry.size > GROUP:
            yield group
            group, size = [], 0
        group.append(entry)
        size += 0 if entry.forbidden else entry.size
    if group:
        yield group


def _rest(data: bytes, password: str | None, groups: Sequence[list[Entry]]) -> Iterator[Member]:
    for group in groups:
        try:
            yield from _unpacked(data, password, group)
        except BROKEN as error:
            raise Unreadable("damaged", f"The archive is damaged from here on ({error}).") from error


def _unpacked(data: bytes, password: str | None, group: list[Entry]) -> list[Member]:
    archive = py7zr.SevenZipFile(BytesIO(data), password=password)
    for number, info in enumerate(archive.files.files_list):
        info["filename"] = str(number)  # two may have one name, and no name shall be taken for a path
    memory = Memory({str(entry.number): entry.size for entry in group})
    archive.extract(targets=[str(entry.number) for entry in group if not entry.forbidden], factory=memory)
    return [Member(entry.name, entry.forbidden or memory.bytes_of(str(entry.number))) for entry in group]


class Memory(WriterFactory):
    """Keeps what is unpacked, each member up to its declared size."""

    def __init__(self, sizes: dict[str, int]) -> None:
        """By name."""
        self.sizes = sizes
        self.products: dict[str, Kept] = {}

    def create(self, filename: str, mode: str = "wb") -> Kept:
        """What a member is written to."""
        name = filename.rpartition("/")[2]
        return self.products.setdefault(name, Kept(self.sizes[name]))

    def bytes_of(self, name: str) -> bytes | Unreadable:
        """The bytes of a member, an empty one where nothing was written."""
        kept = self.products.get(name)
        if kept and kept.over:
            return Unreadable("bomb", "The file unpacks to more than it declares; it was not read.")
        return kept.stream.getvalue() if kept else b""


class Kept(Py7zIO):
    """A file in memory that takes no more than it was promised."""

    def __init__(self, most: int) -> None:
        """Empty."""
        self.stream, self.most, self.over = BytesIO(), most, False

    def write(self, s: bytes | bytearray) -> int:
        """Keep, or note that it is too much."""
        self.over = self.over or self.stream.tell() + len(s) > self.most
        return len(s) if self.over else self.stream.write(s)

    def read(self, size: int | None = None) -> bytes:
        """As of any file."""
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of any file."""
        return self.stream.seek(offset, whence)

    def flush(self) -> None:
        """There is nothing to do."""

    def size(self) -> int:
        """How much there is."""
        return self.stream.getbuffer().nbytes
