"""Word documents as one XML file: the parts of a docx in a row (`pkg:package`), and Word 2003's own XML."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

from extract.errors import Unreadable
from extract.options import Options
from extract.readers.container import PARSER, etree

PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def packed(data: bytes, options: Options) -> bytes:
    """The document as a docx. Raises `Unreadable` where that needs a program that is not there."""
    if b"schemas.microsoft.com/office/2006/xmlPackage" not in data[:4096]:
        if options.convert is None:
            raise Unreadable("unsupported", "This is an XML document of Word 2003, which only LibreOffice can open: "
                             "install it, or save the file as .docx.")
        return options.convert(data, ".xml")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for part in etree.fromstring(data, PARSER).iter(PKG + "part"):
            container.writestr(part.get(PKG + "name", "").lstrip("/"), _content(part))
    return buffer.getvalue()


def _content(part: etree._Element) -> bytes:
    for xml in part.iterchildren(PKG + "xmlData"):
        return b"".join(etree.tostring(node, encoding="utf-8", with_tail=False) for node in xml)
    return base64.b64decode("".join(node.text or "" for node in part.iterchildren(PKG + "binaryData")))
