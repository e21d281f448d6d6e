"""The names of members: old code pages decoded, and nothing left in them that could point outside."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import regex

UNNAMED = "unnamed"
DRIVE = regex.compile(r"^[A-Za-z]:")
INVISIBLE = regex.compile(r"[\p{Cc}\p{Cs}]")


def decoded(raw: bytes) -> str:
    """A name whose encoding nobody noted: UTF-8, or else the code page of Vietnamese Windows, or that of DOS.

    >>> decoded("Báo cáo.doc".encode()), decoded("Báo cáo.doc".encode("cp1258")), decoded(b"a\\x8a.doc")
    ('Báo cáo.doc', 'Báo cáo.doc', 'aè.doc')
    """
    for encoding in ("utf-8", "cp1258"):
        with suppress(UnicodeDecodeError):
            return unicodedata.normalize("NFC", raw.decode(encoding))
    return raw.decode("cp437")


def visible(name: str) -> str:
    r"""The name as a path below the archive: `/` between parts, no drive, no `..`, no control characters.

    >>> visible("C:\\Luu\\..\\..\\bc.doc"), visible("/etc/pass\0wd"), visible("../")
    ('Luu/bc.doc', 'etc/pass_wd', 'unnamed')
    """
    name = INVISIBLE.sub("_", unicodedata.normalize("NFC", name)).replace("\\", "/")
    parts = [part for part in DRIVE.sub("", name).split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or UNNAMED
