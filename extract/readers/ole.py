"""Containers of Office 97-2003 (OLE): streams by name. The only importer of olefile."""

from __future__ import annotations

from io import BytesIO

import olefile

from extract.errors import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_TIMES = 4  # the size of the file that its streams may come to


def stream(data: bytes, *names: str) -> bytes | None:
    """The bytes of the first of these streams that is there; a broken container raises what olefile does.

    Raises `Unreadable` where the file is cut off within the stream.
    """
    with olefile.OleFileIO(BytesIO(data)) as container:
        found = next((name for name in names if container.exists(name)), None)
        if found is None:
            return None
        content = bytes(container.openstream(found).read())
        if len(content) < container.get_size(found):
            raise Unreadable("damaged", "The file is cut off or damaged (its end is missing).")
        return content


def streams(data: bytes, *names: str) -> dict[str, bytes]:
    """The bytes of those of these streams that are there; a broken container raises what olefile does."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        return {name: bytes(container.openstream(name).read()) for name in names if container.exists(name)}


def all_streams(data: bytes) -> dict[str, bytes]:
    """The bytes of all streams by their path, its steps joined by `/`; a broken container raises what olefile does.

    Raises `Unreadable` where they come to far more than the file, as streams that share their bytes do.
    """
    found: dict[str, bytes] = {}
    room = MOST_TIMES * len(data)
    with olefile.OleFileIO(BytesIO(data)) as container:
        for path in container.listdir():
            room -= container.get_size(path)
            if room < 0:
                raise Unreadable("bomb", "The file unpacks to far more than its size: it may be an attack.")
            found["/".join(path)] = bytes(container.openstream(path).read())
    return found


def names(data: bytes) -> set[str]:
    """The names of the streams that do not belong to a file within; none where the container is broken."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return {path[0] for path in container.listdir() if len(path) == 1}
    except OSError:
        return set()
