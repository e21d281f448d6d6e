"""Tar archives, read as a stream from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives.limits import Limited, check_size
from extract.readers.archives.names import decoded, visible


def tar_members(data: bytes, options: Options) -> Iterator[Member]:
    """The members, as `extract.readers.archives.members` says."""
    return stream_members(BytesIO(data))


def stream_members(stream: BinaryIO) -> Iterator[Member]:
    """The members of the tar archive in a stream; damage ends it in `Unreadable`."""
    try:
        with tarfile.open(fileobj=Limited(stream), mode="r|", encoding="utf-8",  # type: ignore[call-overload]
                          errors="surrogateescape") as container:
            for info in container:
                if not info.isdir():
                    name = decoded(info.name.encode("utf-8", "surrogateescape"))
                    yield Member(visible(name), _bytes_of(container, info))
                container.members.clear()  # it would keep them all
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable("damaged", "The archive is cut off or damaged (broken tar container).") from error


def _bytes_of(container: tarfile.TarFile, info: tarfile.TarInfo) -> bytes | Unreadable:
    if not info.isreg():
        return Unreadable("link", "This is a link to another file, or a device.")
    try:
        if info.issparse():
            raise Unreadable("unsupported", "The file was packed as a sparse file, which no report is.")
        check_size(info.size, None)
    except Unreadable as error:
        return error
    stream = container.extractfile(info)
    data = stream.read() if stream else b""
    return data if len(data) == info.size else Unreadable("damaged", "The file is cut off inside the archive.")
