"""What gzip, bzip2 or xz packed: a tar archive, or one file."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

import regex

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives.limits import unpacked
from extract.readers.archives.names import decoded, visible
from extract.readers.archives.tars import stream_members

OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], BinaryIO]], ...] = (
    (b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))  # type: ignore[assignment]
BROKEN = (zlib.error, lzma.LZMAError, EOFError, OSError)
# The head of a gzip file: flags with a name but neither extra fields, then time, level and system.
NAMED = regex.compile(rb"\x1f\x8b\x08[\x08\x09\x18\x19].{6}([^\0]{1,255})\0", regex.DOTALL)
USTAR = slice(257, 262)


def members(data: bytes, options: Options) -> Iterator[Member]:
    """The members of a packed tar archive; or the one file, nameless where its name was not kept."""
    opener = next(open_ for magic, open_ in OPENERS if data.startswith(magic))
    try:
        head = opener(BytesIO(data)).read(512)
        if head[USTAR] == b"ustar":
            yield from stream_members(opener(BytesIO(data)))
            return
        named = NAMED.match(data)
        yield Member(visible(decoded(named[1])) if named else "", unpacked(opener(BytesIO(data)), len(data)))
    except BROKEN as error:
        raise Unreadable("damaged", f"The archive is cut off or damaged ({error}).") from error
