"""The parts of a Word document and how they are related."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from functools import cached_property

from extract.errors import Unreadable
from extract.readers.container import PARSER, Container, etree

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# Strict OOXML differs only in its namespaces; rewritten, both kinds are read by the same code.
ROOT = 8192  # bytes in which the names stand
STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
# Looks that tell nothing of the words: a third of a document, and quicker to cut out than to parse.
# In documents that may be typed in legacy fonts, these tell what the words are.
LOOKS, LOOKS_BUT_FONTS = (
    re.compile(rb"<w:(?:szCs|sz|spacing|" + fonts + rb"jc|lang|ind|bCs|color|iCs|shd|widowControl|kern|vAlign|tcW"
               rb"|keepNext|keepLines)\b[^<>]*/>") for fonts in (b"rFonts|", b""))


class Package(Container):
    """The parts of one OOXML file (docx, pptx), named `kind`; its own part is `usual` or what it names instead."""

    def __init__(self, data: bytes, kind: str = "Word document (.docx)", usual: str = "word/document.xml") -> None:
        """Open the container. Raises `Unreadable` where it is none."""
        super().__init__(data, kind)
        self._usual = usual

    def bytes_of(self, part: str) -> bytes:
        """The unpacked bytes of a part. Raises `Unreadable` where that is not possible or not wise."""
        data = super().bytes_of(part)
        if data.find(b"purl.oclc.org", 0, ROOT) >= 0:
            data = STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)
        return data

    def main(self) -> bytes:
        """The bytes of the document's own part."""
        if self.main_part not in self:
            raise Unreadable("no_document", "There is no Word text in the file (no word/document.xml).")
        return self.bytes_of(self.main_part)

    def lean_tree(self, data: bytes, looks: re.Pattern[bytes]) -> tuple[bytes, etree._Element]:
        """The tree of the main part, and the bytes it was made of; broken XML is read up to the damage."""
        with suppress(etree.XMLSyntaxError):  # what is broken, and where, the whole part tells
            lean = looks.sub(b"", data)
            return lean, etree.fromstring(lean, PARSER)
        return data, self.main_tree(data)

    def beside(self, kind: str) -> str | None:
        """The name of the one part of a kind (`styles`, `footnotes`): the usual one, or as related."""
        usual = posixpath.join(posixpath.dirname(self.main_part), f"{kind}.xml")
        return usual if usual in self else next(iter(self.related(kind).values()), None)

    def related(self, kind: str) -> dict[str, str]:
        """Parts that the document points to, by relationship id."""
        return {id: part for id, (type, part) in self._relations.items() if type == kind}

    @cached_property
    def main_part(self) -> str:
        """`word/document.xml`, or what the container names instead."""
        if self._usual in self:
            return self._usual
        relations = self.relations_of("")
        return next((part for type, part in relations.values() if type == "officeDocument"), self._usual)

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        return self.relations_of(self.main_part)

    def relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to, by relationship id: the kind of relation and the name of the other part."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        nodes = () if tree is None else tree.iter(RELATION)
        return {node.get("Id", ""): (node.get("Type", "").rpartition("/")[2], _inside(folder, node))
                for node in nodes}


def _inside(folder: str, relation: etree._Element) -> str:
    """The name in the container that a relation of a part in `folder` points to."""
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
