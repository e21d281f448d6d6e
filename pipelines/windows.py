"""What Windows does differently with paths: long ones need a prefix, some lie elsewhere, some names are taken."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath, PureWindowsPath

LONGEST = 240  # of 260 characters, with room for what is made beside a file
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
TAKEN = re.compile(r"^(con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)(?= *(?:\.|$))", re.IGNORECASE)  # devices
MOST_BYTES = 180  # of a file's name; systems have 255 at most
LONG, LONG_SHARE, SHARE = "\\\\?\\", "\\\\?\\UNC\\", "\\\\"


def extended(path: PurePath) -> str:
    """The path as the system is asked for it: long ones on Windows with the prefix that lets them be long.

    >>> extended(PureWindowsPath("C:/kho/bc.docx")), extended(PureWindowsPath("C:/kho", "x" * 300))[:10]
    ('C:\\\\kho\\\\bc.docx', '\\\\\\\\?\\\\C:\\\\kho')
    >>> extended(PureWindowsPath("//server/chung", "x" * 300))[:20]
    '\\\\\\\\?\\\\UNC\\\\server\\\\chung'
    """
    words = str(path)
    if not isinstance(path, PureWindowsPath) or len(words) < LONGEST or words.startswith(LONG):
        return words
    return LONG_SHARE + words.removeprefix(SHARE) if words.startswith(SHARE) else LONG + words


def plain(words: str) -> str:
    """The path without that prefix.

    >>> plain(extended(PureWindowsPath("//server/chung", "x" * 300)))[:14]
    '\\\\\\\\server\\\\chung'
    """
    if words.startswith(LONG_SHARE):
        return SHARE + words.removeprefix(LONG_SHARE)
    return words.removeprefix(LONG)


def file_name(words: str) -> str:
    """The words as the name of a file, without suffix, that every system takes.

    >>> [file_name(words) for words in ("CON", "aux.2024", "BC 15:2024? ", "Kế hoạch...", "..", "COM10")]
    ['CON_', 'aux_.2024', 'BC 15_2024_', 'Kế hoạch', '_', 'COM10']
    """
    cut = FORBIDDEN.sub("_", words).encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
    return TAKEN.sub(r"\1_", cut.strip(" ").rstrip(" .") or "_")


def is_elsewhere(path: PurePath) -> bool:
    """Whether a whole path lies on another computer: SQLite cannot keep an archive there.

    >>> is_elsewhere(PureWindowsPath("//server/chung/kho")), is_elsewhere(PureWindowsPath("D:/kho"))
    (True, False)
    """
    return path.drive.startswith(SHARE)


def resolved_elsewhere(path: Path) -> bool:
    """The same of any path, also one through a letter that stands for a share."""
    return sys.platform == "win32" and is_elsewhere(path.resolve())
