"""The file that a document was read from, by its id alone: only bytes whose hash is that id are given.

Archives are unpacked and pages drawn in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock

from extract import Unreadable
from extract.options import Options
from extract.readers.pdf.screen import Screen
from extract.readers.pdf.screen import render as pdf_page
from extract.readers.scan import render as scanned_page
from pipelines import bsdtar
from pipelines.archive import EVERYTHING, INSIDE, File
from pipelines.doc_ids import LARGEST, digest
from pipelines.unpacking import leaves

PDF = b"%PDF"
SECONDS = 30  # for one picture; a page that takes longer is none
_lock = Lock()


class NoSource(Exception):
    """The file cannot be shown; the message says why (Vietnamese)."""


def file_of(db: sqlite3.Connection, doc_id: str) -> tuple[str, bytes]:
    """The name and the bytes of the file. Raises `NoSource`."""
    rows = db.execute("SELECT root, relative, size, mtime_ns FROM files WHERE doc_id = ? ORDER BY source", [doc_id])
    for row in rows.fetchall():
        holder, inside, _ = row[1].partition(INSIDE)
        data = _bytes(File(row[0], holder, *row[2:]).on_disk)
        if data is not None and inside:
            data = _member(holder, data, doc_id)
        if data is not None and digest(data) == doc_id:
            return PurePosixPath(row[1]).name, data
    raise NoSource("Không mở được tệp gốc: tệp đã bị chuyển đi, đã thay đổi sau khi đọc, hoặc nằm trong tệp nén không "
                   "mở được ở đây (có mật khẩu, quá lớn). "
                   "Nếu tệp đã thay đổi, chạy lại lệnh baocao ingest.")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _member(holder: str, data: bytes, doc_id: str) -> bytes | None:
    """The bytes of a document that lies in another file; None where they are not there, or not to be had in time."""
    with _lock:
        try:
            return _draughtsman().submit(unpacked, holder, data, doc_id).result(SECONDS)
        except (Unreadable, BrokenExecutor, TimeoutError) as error:
            if not isinstance(error, Unreadable):
                stop()
            return None


def unpacked(holder: str, data: bytes, doc_id: str) -> bytes | None:
    """The document of that id among those in a file. Raises `Unreadable`."""
    inside = leaves(holder, data, Options(to_tar=bsdtar.to_tar()), EVERYTHING)
    return next((leaf.data for leaf in inside if isinstance(leaf.data, bytes) and digest(leaf.data) == doc_id), None)


@lru_cache(maxsize=1)
def _draughtsman() -> ProcessPoolExecutor:
    """A process of its own: a file that breaks the PDF library does not take the page down with it."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


@lru_cache(maxsize=48)
def picture(data: bytes, page: int) -> Screen:
    """The picture of a page of a PDF or of a scan. Raises `NoSource` for a page that cannot be drawn."""
    render = pdf_page if PDF in data[:1024] else scanned_page
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
