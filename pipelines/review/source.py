"""The file that a document was read from, by its id alone: only bytes whose hash is that id are given."""

from __future__ import annotations

import hashlib
import multiprocessing
import sqlite3
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock

from extract import Unreadable
from extract.readers.pdf.screen import Screen, render
from pipelines.archive import File
from pipelines.reading import LARGEST

SECONDS = 30  # for one picture; a page that takes longer is none
_lock = Lock()


class NoSource(Exception):
    """The file cannot be shown; the message says why (Vietnamese)."""


def file_of(db: sqlite3.Connection, doc_id: str) -> tuple[str, bytes]:
    """The name and the bytes of the file. Raises `NoSource`."""
    rows = db.execute("SELECT root, relative, size, mtime_ns FROM files WHERE doc_id = ? ORDER BY source", [doc_id])
    for row in rows.fetchall():
        data = _bytes(File(*row).on_disk)
        if data is not None and hashlib.sha256(data).hexdigest()[:16] == doc_id:
            return PurePosixPath(row[1]).name, data
    raise NoSource("Không mở được tệp gốc: tệp nằm trong tệp nén, đã bị chuyển đi, hoặc đã thay đổi sau khi đọc. "
                   "Nếu tệp đã thay đổi, chạy lại lệnh baocao ingest.")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None


@lru_cache(maxsize=1)
def _draughtsman() -> ProcessPoolExecutor:
    """A process of its own: a file that breaks the PDF library does not take the page down with it."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


@lru_cache(maxsize=48)
def picture(data: bytes, page: int) -> Screen:
    """The picture of a PDF's page. Raises `NoSource` for a page that cannot be drawn."""
    with _lock:
        try:
            return _draughtsman().submit(render, data, page).result(SECONDS)
        except (Unreadable, BrokenExecutor, TimeoutError) as error:
            if not isinstance(error, Unreadable):
                stop()
            raise NoSource("Không vẽ được trang này.") from error


def stop() -> None:
    """End the process that draws, whatever it is doing."""
    if _draughtsman.cache_info().currsize:
        pool = _draughtsman()
        _draughtsman.cache_clear()
        for child in multiprocessing.active_children():
            child.kill()
        pool.shutdown(cancel_futures=True)
