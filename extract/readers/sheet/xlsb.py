"""Binary workbooks of Excel 2007 and later (.xlsb): their parts measured and packed anew for calamine.

Records as in [MS-XLSB] 2.1.4: a kind and a size, both in groups of seven bits, then as many bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from struct import Struct

from extract.readers.container import Container
from extract.readers.sheet.limits import check_characters, check_size
from extract.readers.sheet.ooxml import stored

ROW, CELLS, SHARED, TEXT = 0, range(1, 12), 7, 19
MAIN = "xl/workbook.bin"
LONG = Struct("<I")


def packed(data: bytes) -> bytes:
    """The parts as a container of their own, not compressed. Raises `Unreadable`."""
    container = Container(data, "spreadsheet (.xlsb)")
    names = [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if name.endswith((".bin", ".rels"))]
    parts = {name: container.bytes_of(name) for name in dict.fromkeys(names) if name in container}
    longest = max((len(body) for name, part in parts.items() if "sharedStrings" in name
                   for kind, body in _records(part) if kind == TEXT), default=0)
    for name, part in parts.items():
        if "sheets/" in name and name.endswith(".bin"):
            _check(part, longest)
    return stored(parts)


def _check(sheet: bytes, longest: int) -> None:
    """Raises `Unreadable` where the sheet is too large for calamine."""
    height = width = texts = 0
    for kind, body in _records(sheet):
        if kind == ROW and len(body) >= LONG.size:
            height = max(height, LONG.unpack_from(body)[0] + 1)
        elif kind in CELLS and len(body) >= LONG.size:
            width = max(width, LONG.unpack_from(body)[0] + 1)
            texts += kind == SHARED
    check_size(height, width)
    check_characters(texts * longest // 2)


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        yield kind, part[at:at + size]
        at += size


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """The number that begins there, of so many bytes at most, and where it ends."""
    value = 0
    for shift in range(most):
        byte = part[at] if at < len(part) else 0
        value |= (byte & 0x7F) << 7 * shift
        at += 1
        if byte < 0x80:
            break
    return value, at
