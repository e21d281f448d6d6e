"""Archives of files (zip, 7z, rar, tar, and what gzip, bzip2 or xz packed): their members, one after the other.

Nothing is ever written to disk. The only importer of py7zr.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives import packed, rar, seven, zips
from extract.readers.archives.limits import MOST_MEMBERS
from extract.readers.archives.tars import tar_members

KINDS: tuple[tuple[bytes, Callable[[bytes, Options], Iterator[Member]]], ...] = (
    (b"PK", zips.members), (b"7z\xbc\xaf\x27\x1c", seven.members), (b"Rar!", rar.members),
    (b"\x1f\x8b", packed.members), (b"BZh", packed.members), (b"\xfd7zXZ\x00", packed.members),
)


def members(data: bytes, options: Options) -> Iterator[Member]:
    """The members of an archive in its order, folders left out; one that is a link says so (`link`).

    Raises `Unreadable` where the archive cannot be opened, or where it holds too much; what came before counts.
    """
    kind = next((read for magic, read in KINDS if data.startswith(magic)), tar_members)
    for number, member in enumerate(kind(data, options)):
        if number == MOST_MEMBERS:
            raise Unreadable("bomb", f"The archive holds more than {MOST_MEMBERS:,} files; the rest was not read.")
        yield member
