"""RAR archives: the format is secret, so a program that pipelines brings turns them into tar."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives.tars import stream_members


def members(data: bytes, options: Options) -> Iterator[Member]:
    """The members, as `extract.readers.archives.members` says."""
    if options.to_tar is None:
        raise Unreadable("unsupported", "RAR archives need the program bsdtar (`baocao doctor` tells how to get it); "
                         "or unpack the archive by hand.")
    return stream_members(BytesIO(options.to_tar(data)))
