"""Zip files of XML parts (Word, PowerPoint, OpenDocument): opened with limits and never trusted.

The only importer of lxml; what else needs its trees takes `etree` from here.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from contextlib import suppress
from functools import partial
from io import BytesIO

from lxml import etree

from extract.errors import Unreadable

__all__ = ["FORGIVING", "PARSER", "Container", "etree"]

ENCODING = re.compile(r"""\sencoding=["'][\w-]+["']""")
# Of all parts that are read, unpacked, and of tags in one of them: a thousand pages. Trees take far more.
LARGEST, MOST_TAGS = 64 * 2**20, 2_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAFE = partial(etree.XMLParser, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
               collect_ids=False)
PARSER, FORGIVING = SAFE(), SAFE(recover=True)


class Container:
    """The parts of one file; what was wrong with one of the lesser parts is kept in `problems`."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the container of what users call `name`. Raises `Unreadable` where it is none."""
        self.problems: list[str] = []
        self._unpacked = 0
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise _not_a_zip(data, name) from error
        # Some programs write the names the Windows way.
        self._names = {name.replace("\\", "/"): name for name in self._zip.namelist()}

    def __contains__(self, part: object) -> bool:
        """Whether there is a part of this name."""
        return part in self._names

    def bytes_of(self, part: str) -> bytes:
        """The unpacked bytes of a part. Raises `Unreadable` where that is not possible or not wise."""
        info = self._zip.getinfo(self._names[part])
        self._unpacked += info.file_size
        if self._unpacked > LARGEST:
            raise _too_large()
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "The file is protected with a password.")
        try:
            data = _unpacked(self._data, info)
        except (struct.error, zlib.error) as error:
            raise _damaged(part) from error
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise _damaged(part)
        if len(data) > MOST_TAGS and data.count(b"<") > MOST_TAGS:
            raise _too_large()
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = ENCODING.sub("", data.decode("utf-16", "replace"), count=1).encode()
        return data

    def main_tree(self, data: bytes) -> etree._Element:
        """The tree of the bytes of the main part; broken XML is read up to the damage, which is a problem."""
        try:
            return etree.fromstring(data, PARSER)
        except etree.XMLSyntaxError as error:
            self.problems.append("damaged: The document is broken inside; only the part before the damage "
                                 f"was read ({error.msg}).")
        tree: etree._Element | None = None
        with suppress(etree.XMLSyntaxError):
            tree = etree.fromstring(data, FORGIVING)
        if tree is None:
            raise Unreadable("damaged", "The document inside the file is broken and holds nothing readable.")
        return tree

    def lesser(self, part: str | None) -> bytes:
        """The bytes of a lesser part; none where it is absent or cannot be unpacked, which is a problem."""
        if part not in self._names:
            return b""
        try:
            return self.bytes_of(part)
        except Unreadable as error:
            if error.code == "too_large":
                raise
            self.problems.append(str(error))
            return b""

    def parsed(self, data: bytes, part: str | None) -> etree._Element | None:
        """The tree of these bytes of a lesser part; None where there are none or they are broken."""
        try:
            return etree.fromstring(data, PARSER) if data else None
        except etree.XMLSyntaxError:
            self.problems.append(f"damaged: A part of the file ({part}) is broken and was not read.")
            return None

    def tree(self, part: str | None) -> etree._Element | None:
        """The tree of a lesser part, if it is there and whole."""
        return self.parsed(self.lesser(part), part)

    def holds(self, folder: str) -> bool:
        """Whether there are parts in a folder of this name."""
        return any(f"{folder}/" in name for name in self._names)


def _unpacked(container: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, not more than it claims. `ZipFile.read` does the same in many small steps."""
    name, extra = struct.unpack_from("<HH", container, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    packed = container[start:start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        return packed
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)


def _damaged(part: str) -> Unreadable:
    return Unreadable("damaged", f"The file is cut off or damaged ({part} cannot be unpacked).")


def _too_large() -> Unreadable:
    return Unreadable("too_large", f"The file unpacks to more than {LARGEST >> 20} MB or a million marks, "
                      "far more than any report: it may be an attack and was not read.")


def _not_a_zip(data: bytes, name: str) -> Unreadable:
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", "The file is protected with a password.")
    if data.startswith(b"PK"):
        return Unreadable("damaged", "The file is cut off or damaged (broken zip container).")
    return Unreadable("damaged", f"The file is not a {name}, whatever its name says.")
