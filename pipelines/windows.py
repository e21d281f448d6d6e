"""What Windows does differently with paths: long ones need a prefix, and some lie on another computer."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PureWindowsPath

LONGEST = 240  # of 260 characters, with room for what is made beside a file
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


def is_elsewhere(path: PurePath) -> bool:
    """Whether a whole path lies on another computer: SQLite cannot keep an archive there.

    >>> is_elsewhere(PureWindowsPath("//server/chung/kho")), is_elsewhere(PureWindowsPath("D:/kho"))
    (True, False)
    """
    return path.drive.startswith(SHARE)


def resolved_elsewhere(path: Path) -> bool:
    """The same of any path, also one through a letter that stands for a share."""
    return sys.platform == "win32" and is_elsewhere(path.resolve())
