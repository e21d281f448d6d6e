"""Files that do to a worker what the worst of libraries might: told by their first words, in tests only."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from collections.abc import Callable
from typing import Any

from extract import Unreadable
from pipelines import reading, taking


def abort() -> None:
    os.abort()


def segfault() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def hang() -> None:
    time.sleep(1000)


def stubborn() -> None:
    """SIGTERM says nothing to it, and no other Python code runs beside it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    re.match(r"(a+)+$", "a" * 60 + "b")


def memory() -> None:
    bytearray(3 * 2**30)


def bug() -> None:
    raise ZeroDivisionError("none of the expected errors")


DEEDS: dict[str, tuple[Callable[[], None], str]] = {
    "abort": (abort, "crashed"), "segfault": (segfault, "crashed"), "leave": (leave, "crashed"),
    "hang": (hang, "timeout"), "stubborn": (stubborn, "timeout"), "memory": (memory, "memory"), "bug": (bug, "bug"),
}


def file_of(deed: str, number: int = 0) -> bytes:
    """A file that does this when it is read."""
    return f"POISON {deed} {number}".encode()


def worker(*args: Any) -> Any:
    """`taking.worker`, but that reading a file of `file_of` does what it says."""
    taking.outcome_of = _outcome_of
    return taking.worker(*args)


def _outcome_of(path: str, doc_id: str, data: bytes | Unreadable, *more: Any) -> reading.Outcome:
    if isinstance(data, bytes) and data.startswith(b"POISON "):
        DEEDS[data.split()[1].decode()][0]()
    return reading.outcome_of(path, doc_id, data, *more)
