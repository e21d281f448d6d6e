"""What a file is called in every table: a hash of its bytes."""

from __future__ import annotations

import hashlib

from pipelines.archive import File

# Beyond this a file is no report; it would not fit into memory beside its own text.
LARGEST = 512 * 2**20


def hash_of(file: File) -> str:
    """The doc_id of a file, whatever its size; a stand-in where it cannot be opened."""
    try:
        with file.on_disk.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:16]
    except OSError:
        return stand_in(file.source)


def digest(data: bytes) -> str:
    """The doc_id of these bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def stand_in(name: str) -> str:
    """Without trusted bytes there is no hash of them; that of a name is taken, so that the file has a row."""
    return digest(name.encode())
