"""The container of a Word document: a zip of XML parts, opened with limits and never trusted."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from functools import cached_property, partial
from io import BytesIO

from lxml import etree

from extract.errors import Unreadable

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# Strict OOXML differs only in its namespaces; rewritten, both kinds are read by the same code.
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
ENCODING = re.compile(r"""\sencoding=["'][\w-]+["']""")
# Looks that tell nothing of the words: a third of a document, and quicker to cut out than to parse.
LOOKS = re.compile(rb"<w:(?:szCs|sz|spacing|rFonts|jc|lang|ind|bCs|color|iCs|shd|widowControl|kern|vAlign|tcW"
                   rb"|keepNext|keepLines)\b[^<>]*/>")
# Of all parts that are read, unpacked, and of tags in one of them: a thousand pages. Trees take far more.
LARGEST, MOST_TAGS = 64 * 2**20, 2_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAFE = partial(etree.XMLParser, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
               collect_ids=False)
PARSER, FORGIVING = SAFE(), SAFE(recover=True)


class Package:
    """The parts of one docx; what was wrong with one of the lesser parts is kept in `problems`."""

    def __init__(self, data: bytes) -> None:
        """Open the container. Raises `Unreadable` where it is none."""
        self.problems: list[str] = []
        self._unpacked = 0
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile as error:
            raise _not_a_zip(data) from error
        # Some programs write the names the Windows way.
        self._names = {name.replace("\\", "/"): name for name in self._zip.namelist()}

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
        if b"purl.oclc.org" in data:
            data = STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
        return data

    def main(self) -> tuple[bytes, etree._Element]:
        """The bytes and the tree of the document's own part; broken XML is read up to the damage."""
        if self.main_part not in self._names:
            raise Unreadable("no_document", "There is no Word text in the file (no word/document.xml).")
        data = self.bytes_of(self.main_part)
        with suppress(etree.XMLSyntaxError):  # what is broken, and where, the whole part tells
            lean = LOOKS.sub(b"", data)
            return lean, etree.fromstring(lean, PARSER)
        try:
            return data, etree.fromstring(data, PARSER)
        except etree.XMLSyntaxError as error:
            self.problems.append("damaged: The document is broken inside; only the part before the damage "
                                 f"was read ({error.msg}).")
        tree: etree._Element | None = etree.fromstring(data, FORGIVING) if data.strip() else None
        if tree is None:
            raise Unreadable("damaged", "The document inside the file is broken and holds nothing readable.")
        return data, tree

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

    def beside(self, kind: str) -> str | None:
        """The name of the one part of a kind (`styles`, `footnotes`): the usual one, or as related."""
        usual = posixpath.join(posixpath.dirname(self.main_part), f"{kind}.xml")
        return usual if usual in self._names else next(iter(self.related(kind).values()), None)

    def related(self, kind: str) -> dict[str, str]:
        """Parts that the document points to, by relationship id."""
        return {id: part for id, (type, part) in self._relations.items() if type == kind}

    @cached_property
    def main_part(self) -> str:
        """`word/document.xml`, or what the container names instead."""
        usual = "word/document.xml"
        if usual in self._names:
            return usual
        relations = self._read_relations("")
        return next((part for type, part in relations.values() if type == "officeDocument"), usual)

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        return self._read_relations(self.main_part)

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        nodes = () if tree is None else tree.iter(RELATION)
        return {node.get("Id", ""): (node.get("Type", "").rpartition("/")[2], _inside(folder, node))
                for node in nodes}

    def has_pictures(self) -> bool:
        """Whether there are pictures in the container."""
        return any("/media/" in name for name in self._names)


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


def _inside(folder: str, relation: etree._Element) -> str:
    """The name in the container that a relation of a part in `folder` points to."""
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def _too_large() -> Unreadable:
    return Unreadable("too_large", f"The file unpacks to more than {LARGEST >> 20} MB or a million marks, "
                      "far more than any report: it may be an attack and was not read.")


def _not_a_zip(data: bytes) -> Unreadable:
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", "The file is protected with a password.")
    if data.startswith(b"PK"):
        return Unreadable("damaged", "The file is cut off or damaged (broken zip container).")
    return Unreadable("damaged", "The file is not a Word document (.docx), whatever its name says.")
