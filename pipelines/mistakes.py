"""What users and their computers do wrong, in words: one line that says what to do."""

from __future__ import annotations

import errno
import sqlite3

from pipelines.languages import say
from pipelines.windows import LONGEST

SQLITE = (
    ("SQLITE_BUSY", "another run is writing into this archive; wait for it and run again"),
    ("SQLITE_LOCKED", "another run is writing into this archive; wait for it and run again"),
    ("SQLITE_READONLY", "archive.db cannot be written; choose another --out or change its permissions"),
    ("SQLITE_CANTOPEN", "archive.db cannot be opened; check the folder's name and permissions"),
    ("SQLITE_FULL", "the disk is full; make room and run again"),
    ("SQLITE_IOERR", "the disk reports an error; check it, or choose another --out"),
    ("SQLITE_NOTADB", "archive.db is no archive of baocao; choose another folder"),
    ("SQLITE_CORRUPT", "archive.db is damaged; delete it and ingest again"),
)
SYSTEM = {
    errno.EACCES: "no permission, or open in another program; close it there, or choose another place",
    errno.EPERM: "no permission; choose another place",
    errno.EROFS: "this place cannot be written to; choose another",
    errno.ENOTDIR: "a part of this path is a file; choose another place",
    errno.EEXIST: "a part of this path is a file; choose another place",
    errno.ENAMETOOLONG: "this path is too long; choose another place",
    errno.ENOSPC: "the disk is full; make room and run again",
}
DENIED = (errno.EACCES, errno.EPERM)
LOCKED = "open in Excel or another program, or no permission; close it there and run again"


def in_words(error: Exception) -> str | None:
    """What to do about an error that is not ours, or None for one that may be a bug and must be seen.

    >>> in_words(OSError(errno.ENOSPC, "No space left on device", "out/archive.db"))
    'out/archive.db: the disk is full; make room and run again'
    """
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", "")
        return next((say(words) for code, words in SQLITE if name.startswith(code)), None)
    code = _code(error) if isinstance(error, OSError) else None
    if isinstance(error, OSError) and code in SYSTEM:
        # A draft that cannot take the place of a file: it is the file that is in the way.
        place = error.filename2 or error.filename or say("the output")
        return f"{place}: {say(LOCKED if error.filename2 and code in DENIED else SYSTEM[code])}"
    return None


def _code(error: OSError) -> int | None:
    """The system's number; a path that is not found for its length alone is too long."""
    missing = error.errno == errno.ENOENT and len(str(error.filename)) >= LONGEST  # as Windows says it
    return errno.ENAMETOOLONG if missing else error.errno
