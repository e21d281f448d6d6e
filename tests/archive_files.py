"""Files that hold files, made for the tests: every kind of archive, locked ones too."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable

import py7zr

from extract.document import Member
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers import members

FILES = (("a/báo cáo.txt", "Xã Ba Bích".encode()), ("b.txt", b"hai"), ("rỗng.txt", b""))


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def sevened(files: Iterable[tuple[str, bytes]], password: str | None = None, *, names_too: bool = False,
            plain_head: bool = False) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password, header_encryption=names_too) as archive:
        if plain_head:
            archive.set_encoded_header_mode(False)
        for name, data in files:
            archive.writestr(data, name)
    return stream.getvalue()


PACKERS: dict[str, Callable[[Iterable[tuple[str, bytes]]], bytes]] = {
    "zip": zipped,
    "stored zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "lzma zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "tar": tarred,
    "gnu tar": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "tar.gz": lambda files: gzip.compress(tarred(files)),
    "tar.bz2": lambda files: bz2.compress(tarred(files)),
    "tar.xz": lambda files: lzma.compress(tarred(files)),
    "7z": sevened,
}


def told(found: Iterable[Member]) -> list[tuple[str, bytes | str]]:
    return [(member.name, member.data.code if isinstance(member.data, Unreadable) else member.data) for member in found]


def code_of(data: bytes, options: Options = PLAIN) -> str | None:
    """The code that opening an archive ends with, or None."""
    try:
        for _ in members(data, options=options):
            pass
    except Unreadable as error:
        return error.code
    return None


NOISE = random.Random(5).randbytes(3000)


def zipcrypto(files: list[tuple[str, bytes]], password: bytes) -> bytes:
    """A zip in the old encryption, which `zipfile` can only read: stored, each member after 12 bytes of salt."""
    data = bytearray()
    central = bytearray()
    for name, plain in files:
        crc = zlib.crc32(plain)
        body = _encrypted(bytes(11) + bytes([crc >> 24]) + plain, password)
        fields = struct.pack("<HHHHHLLLHH", 20, 1, 0, 0, 33, crc, len(body), len(plain), len(name), 0)
        central += b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, len(data)) + name.encode()
        data += b"PK\x03\x04" + fields + name.encode() + body
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(central), len(data), 0)
    return bytes(data + central + b"PK\x05\x06" + end)


def _encrypted(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc_step(number) for number in range(256)]

    def update(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xffffffff
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in plain:
        mask = keys[2] | 2
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 255))
        update(byte)
    return bytes(out)


def _crc_step(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (0xedb88320 if number & 1 else 0)
    return number


def rar(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A RAR archive (version 4) that stores its files as they are."""
    def block(kind: int, flags: int, fields: bytes, body: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xffff) + head + body

    parts = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data in files:
        fields = struct.pack("<LLBLLBBHL", len(data), len(data), 2, zlib.crc32(data), 33 << 16, 20, 0x30,
                             len(name.encode()), 0x20)
        parts.append(block(0x74, 0x8000, fields + name.encode(), data))
    return b"".join([*parts, block(0x7b, 0x4000, b"")])
