"""Containers with the same bytes on every run: zip (also with members under a password), gzip, tar."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping

WHEN = (2024, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, in their order; a `mimetype` is stored, as OpenDocument wants it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as container:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.create_system, info.flag_bits = 0, 0
            container.writestr(info, data, zipfile.ZIP_STORED if name == "mimetype" else method)
    return held.getvalue()


def gzipped(members: Mapping[str, bytes]) -> bytes:
    """The one member, packed by gzip, its name in the head."""
    ((name, data),) = members.items()
    held = io.BytesIO()
    with gzip.GzipFile(name, "wb", mtime=0, fileobj=held) as container:
        container.write(data)
    return held.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar archive of these members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as container:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            container.addfile(info, io.BytesIO(data))
    return held.getvalue()


def locked(name: str, data: bytes, password: bytes) -> bytes:
    """A zip with this one member, stored under a password as PKWARE's first method has it (APPNOTE 6.1)."""
    plain = packed({name: data}, zipfile.ZIP_STORED)
    sum_ = zlib.crc32(data)
    closed = bytes(_ciphered(bytes(11) + bytes([sum_ >> 24]) + data, password))
    at = 30 + len(name.encode())
    book = bytearray(plain[at + len(data):])
    local = bytearray(plain[:at])
    for head, flags, size in ((local, 6, 18), (book, 8, 20)):
        head[flags] |= 1
        head[size:size + 4] = len(closed).to_bytes(4, "little")
    tail = book.rfind(b"PK\x05\x06") + 16
    book[tail:tail + 4] = (at + len(closed)).to_bytes(4, "little")
    return bytes(local) + closed + bytes(book)


def _ciphered(data: bytes, password: bytes) -> Iterator[int]:
    keys = [0x12345678, 0x23456789, 0x34567890]
    for byte in password:
        _turned(keys, byte)
    for byte in data:
        mask = keys[2] & 0xFFFF | 2
        yield byte ^ (mask * (mask ^ 1) >> 8 & 0xFF)
        _turned(keys, byte)


def _turned(keys: list[int], byte: int) -> None:
    keys[0] = _crc(keys[0], byte)
    keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    keys[2] = _crc(keys[2], keys[1] >> 24)


def _crc(key: int, byte: int) -> int:
    """One step of CRC-32 without the complements that zlib puts around it."""
    return zlib.crc32(bytes([byte]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
