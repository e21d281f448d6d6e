"""A new OLE container around streams, for native code that must not see one that was not made here ([MS-CFB] 2)."""

from __future__ import annotations

from struct import pack

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Version 3 has sectors of 512 bytes; streams below 4,096 bytes would stand in sectors of their own kind. Calamine
# does not open version 4.
VERSION, SHIFT, SECTOR, SMALLEST, ROW = 3, 9, 512, 4096, 128
LISTED, MORE = 109, 127  # sectors of the table that the header lists, and those that each sector of its list does
LIST, TABLE, END, FREE = 0xFFFFFFFC, 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF  # what a sector is that has no next one
ROOT, STREAM = 5, 2


def packed(**streams: bytes) -> bytes:
    """A container of these streams, filled up to whole sectors with zeros."""
    contents = [content.ljust(max(SMALLEST, -(-len(content) // SECTOR) * SECTOR), b"\0")
                for content in streams.values()]
    sectors = [len(content) // SECTOR for content in contents]
    rows = -(-(len(streams) + 1) * ROW // SECTOR)
    tables = -(-(sum(sectors) + rows) // (SECTOR // 4 - 2))
    lists = max(-(-(tables - LISTED) // MORE), 0)
    chains = [TABLE] * tables + [LIST] * lists
    for length in (rows, *sectors):
        chains += [*range(len(chains) + 1, len(chains) + length), END]
    chains += [FREE] * (tables * SECTOR // 4 - len(chains))
    header = pack("<8s16x5H6x9I", MAGIC, 0x3E, VERSION, 0xFFFE, SHIFT, 6, 0, tables, tables + lists, 0, SMALLEST, END,
                  0, tables if lists else END, lists)
    numbers = [*range(tables), *[FREE] * (LISTED + lists * MORE - tables)]
    header += pack(f"<{LISTED}I", *numbers[:LISTED])
    directory, start = _row("Root Entry", ROOT, END, 0, FREE, 1), tables + lists + rows
    for number, (name, size) in enumerate(zip(streams, sectors, strict=True), 1):
        directory += _row(name, STREAM, start, size * SECTOR, number + 1 if number < len(streams) else FREE, FREE)
        start += size
    table = pack(f"<{len(chains)}I", *chains)
    for number in range(lists):
        following = tables + number + 1 if number + 1 < lists else END
        table += pack("<128I", *numbers[LISTED + number * MORE:LISTED + (number + 1) * MORE], following)
    return b"".join([header, table, directory.ljust(rows * SECTOR, b"\0"), *contents])


def _row(name: str, kind: int, start: int, size: int, right: int, child: int) -> bytes:
    """A row of the directory."""
    letters = name.encode("utf-16-le") + b"\0\0"
    return pack("<64sHBB3I36xIQ", letters, len(letters), kind, 1, FREE, right, child, start, size)
