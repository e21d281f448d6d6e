"""Containers of Office 97-2003 (OLE): streams by name. The only importer of olefile."""

from __future__ import annotations

from io import BytesIO

import olefile

from extract.errors import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY, NAME = 128, 64  # bytes of an entry of the directory, and of the name in it
INITIALS = b"WBPE_"  # of the streams that tell what a file is
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


def entries(data: bytes) -> set[str]:
    """Names wherever a directory may lie, of those that begin with `INITIALS`; needs no sound container.

    A directory holds 128 bytes an entry, which begin with its name as UTF-16 in 64 bytes; sectors are multiples of
    that ([MS-CFB] 2.6.1).
    """
    starts = data[ENTRY::ENTRY]
    found: set[str] = set()
    for letter in INITIALS:
        at = starts.find(letter)
        while at >= 0:
            name = data[(at + 1) * ENTRY:(at + 1) * ENTRY + NAME]
            if name[1] == 0 and name[2:4] != b"\0\0":
                found.add(name.decode("utf-16-le", "replace").partition("\0")[0])
            at = starts.find(letter, at + 1)
    return found


def names(data: bytes) -> set[str]:
    """The names of the streams that do not belong to a file within; none where the container is broken."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return {path[0] for path in container.listdir() if len(path) == 1}
    except OSError:
        return set()
