"""Files on storage that has an address (`s3://bucket/archive`), and the parts that workers write; by fsspec."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import fsspec

from extract import Unreadable
from pipelines.archive import File, Selection, Walk, is_left_out
from pipelines.cluster import NoCluster
from pipelines.doc_ids import LARGEST, digest, stand_in
from pipelines.languages import say

# What stores call the time of the last change; where there is none, what changes with the content.
CHANGED = ("mtime", "LastModified", "last_modified", "updated", "created", "ETag", "etag")


def walk(address: str, selection: Selection) -> Walk:
    """All files below an address, in sorted order. Raises `NoCluster` where it cannot be looked at."""
    try:
        system, top = fsspec.core.url_to_fs(address)
        found = sorted(system.find(top, detail=True).items())
    except (OSError, ValueError, ImportError) as error:
        raise NoCluster(say("{} cannot be looked at ({}).", address, error)) from error
    seen = Walk([], [], [])
    for path, info in found:
        relative = path.removeprefix(top).lstrip("/") or path.rpartition("/")[2]
        if any(map(is_left_out, relative.split("/"))) or not selection.opens(relative):
            seen.left_out.append(f"{address}/{relative}")
        else:
            seen.files.append(File(address, relative, info["size"], _changed(info)))
    return seen


def load(file: File) -> tuple[str, bytes | Unreadable]:
    """The doc_id of a file and its bytes, or why they could not be had."""
    if file.size > LARGEST:
        return stand_in(file.source), Unreadable("too_large", f"No report is so large ({file.size / 2**20:,.0f} MB).")
    try:
        system, path = fsspec.core.url_to_fs(file.source)
        data = system.cat_file(path)
        system.invalidate_cache()
        info = system.info(path)
    except OSError as error:
        return stand_in(file.source), Unreadable("no_access", f"The file cannot be opened ({error.strerror or error}).")
    if (len(data), _changed(info)) != (file.size, file.mtime_ns):
        return stand_in(file.source), Unreadable("changed", "The file changed while it was being read; run again.")
    return digest(data), data


def _changed(info: dict[str, Any]) -> int:
    """A number that is another one when the file has changed."""
    value = next((info[name] for name in CHANGED if info.get(name) is not None), 0)
    if isinstance(value, datetime):
        value = value.timestamp()
    if isinstance(value, int | float):
        return int(value * 1_000_000_000)
    return int(hashlib.sha256(str(value).encode()).hexdigest()[:15], 16)


class Parts(NamedTuple):
    """The folder where workers put what they found, and the writer of the store takes it."""

    address: str

    def write(self, name: str, data: bytes) -> None:
        """A part is whole or not there: it is written under another name first."""
        system, top = fsspec.core.url_to_fs(self.address)
        draft = f"{top}/.{name}.{uuid.uuid4().hex}"
        system.makedirs(top, exist_ok=True)
        system.pipe_file(draft, data)
        system.mv(draft, f"{top}/{name}")

    def has(self, name: str) -> bool:
        """Whether it was written already, by a worker that was lost after it."""
        system, top = fsspec.core.url_to_fs(self.address)
        system.invalidate_cache()
        return bool(system.exists(f"{top}/{name}"))

    def take(self, name: str) -> bytes:
        """The part, which is removed."""
        system, top = fsspec.core.url_to_fs(self.address)
        data: bytes = system.cat_file(f"{top}/{name}")
        system.rm_file(f"{top}/{name}")
        return data

    def clear(self) -> None:
        """Remove what there is."""
        system, top = fsspec.core.url_to_fs(self.address)
        system.invalidate_cache()
        if system.exists(top):
            system.rm(top, recursive=True)


def parts_for(out: Path, address: str | None) -> Parts:
    """Where the parts of the archive in `out` go: into it, or below an address that others may use too."""
    return Parts(f"{address.rstrip('/')}/{digest(str(out.resolve()).encode())}" if address
                 else str(out.resolve() / "parts"))
