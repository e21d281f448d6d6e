"""Word files for the tests, made on the spot: XML in, the bytes of a docx out."""

from __future__ import annotations

import zipfile
from io import BytesIO

from extract.document import Document, compose
from extract.readers import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def part(name: str, inner: str) -> str:
    """The XML of a part whose root is `w:name`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{inner}</w:{name}>'


def pack(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return buffer.getvalue()


def docx_file(body: str, **parts: str) -> bytes:
    """A docx with this body; `styles="..."`, `header1="..."` and so on are the insides of other parts."""
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    files: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = part(roots.get(name, name), inner)
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/{name.rstrip("12")}" Target="{name}.xml"/>' for name in parts
    )
    files["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>"
    )
    return pack(files)


def p(text: str = "", settings: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{settings}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(*texts: str, settings: str = "") -> str:
    """A table cell, one paragraph a text."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{''.join(map(p, texts)) or p()}</w:tc>"


def row(*cells: str, settings: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(cells)}</w:tr>"


RULED = '<w:tblBorders><w:insideV w:val="single" w:sz="4"/></w:tblBorders>'


def table(*rows: str, settings: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{settings}</w:tblPr>{''.join(rows)}</w:tbl>"


def document(body: str, **parts: str) -> Document:
    """What is read from a docx with this body and these parts."""
    return compose(docx.read(docx_file(body, **parts)))


def lines(body: str, **parts: str) -> list[str]:
    """The texts of the blocks, in order."""
    read = document(body, **parts)
    return [read.text[block.start : block.end] for block in read.blocks]
