"""Containers of Office 97-2003 (OLE): streams by name. The only importer of olefile."""

from __future__ import annotations

from io import BytesIO

import olefile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def stream(data: bytes, *names: str) -> bytes | None:
    """The bytes of the first of these streams that is there; a broken container raises what olefile does."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        found = next((name for name in names if container.exists(name)), None)
        return None if found is None else bytes(container.openstream(found).read())


def streams(data: bytes, *names: str) -> dict[str, bytes]:
    """The bytes of those of these streams that are there; a broken container raises what olefile does."""
    with olefile.OleFileIO(BytesIO(data)) as container:
        return {name: bytes(container.openstream(name).read()) for name in names if container.exists(name)}
