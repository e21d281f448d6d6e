"""The folders that somebody typed or pasted: which one is to be read, and where the results go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pipelines.store import NAME
from pipelines.windows import resolved_elsewhere

ENDING = " - ket qua"
QUOTES = "\"'“”‘’ \t\r\n"  # Windows copies a path in quotes


class Wrong(Exception):
    """What was typed cannot be used; `field` is the one that it is about, the message says why (Vietnamese)."""

    def __init__(self, field: str, words: str) -> None:
        """About a field of the form."""
        super().__init__(words)
        self.field = field


class Wanted(NamedTuple):
    """What is read (None: nothing, `out` has been read already), and where the results go."""

    archive: Path | None
    out: Path


def wanted(archive: str, out: str) -> Wanted:
    """What the two fields of the form ask for. Raises `Wrong`."""
    place = _path("archive", archive)
    if not place.exists():
        raise Wrong("archive", f"Không có thư mục này trên máy: {place}")
    if (place / NAME).is_file():
        return Wanted(None, place)
    target = _path("out", out) if out.strip(QUOTES) else default_out(place)
    if target.exists() and not target.is_dir():
        raise Wrong("out", f"Đây là một tệp, không phải thư mục: {target}")
    if target.resolve() == place.resolve():
        raise Wrong("out", "Kết quả cần một thư mục riêng, không để ngay trong kho văn bản.")
    if resolved_elsewhere(target):
        raise Wrong("out", "Thư mục này nằm trên máy khác; kết quả cần một thư mục trên máy này.")
    return Wanted(place, target)


def default_out(archive: Path) -> Path:
    """Beside the archive; in the user's own folder where nothing can be written there."""
    name = f"{archive.name or 'kho'}{ENDING}"
    return archive.parent / name if os.access(archive.parent, os.W_OK) else Path.home() / name


def _path(field: str, words: str) -> Path:
    """The path that was typed: without quotes, also as `file://`."""
    words = words.strip(QUOTES)
    if words.lower().startswith("file:"):
        words = url2pathname(urlsplit(words).path)
    try:
        path = Path(words).expanduser()
    except RuntimeError as error:
        raise Wrong(field, "Không có người dùng này trên máy.") from error
    if not words or "\0" in words or not path.is_absolute():
        raise Wrong(field, "Hãy ghi đường dẫn đầy đủ, ví dụ C:\\Users\\Lan\\Bao cao hoặc /home/lan/bao-cao.")
    return path
