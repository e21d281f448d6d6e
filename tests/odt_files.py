"""OpenDocument files for the tests, made on the spot."""

from __future__ import annotations

import zipfile
from io import BytesIO

from extract.document import Document, compose
from extract.readers import odt

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {name: f"{OASIS}:{name}:1.0" for name in ("office", "style", "text", "table", "presentation")} | {
    "draw": f"{OASIS}:drawing:1.0",
    "fo": f"{OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{OASIS}:svg-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xml": "",
}
NAMESPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items() if uri)
STYLES = (
    "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='V' style:family='text'><style:text-properties text:display='none'/></style:style>"
    "<style:style style:name='H' style:family='text'><style:text-properties style:text-position='super 58%'/>"
    "</style:style>"
    "<style:style style:name='N' style:family='text'><style:text-properties style:text-position='-33% 58%'/>"
    "</style:style>"
    "<style:style style:name='A' style:family='text'><style:text-properties style:font-name='F1'/></style:style>"
    "<style:style style:name='P' style:family='paragraph' style:parent-style-name='Q'/>"
    "<style:style style:name='Q' style:family='paragraph' style:parent-style-name='P'/>"
    "<style:style style:name='Line' style:family='table-cell'>"
    "<style:table-cell-properties fo:border='0.5pt solid #000000'/></style:style>"
    "<text:list-style style:name='L'>"
    "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
    "<text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' text:display-levels='1'/>"
    "<text:list-level-style-number text:level='3' style:num-format='1' text:display-levels='3'/>"
    "</text:list-style>"
    "<text:list-style style:name='U'><text:list-level-style-bullet text:level='1' text:bullet-char='\uf0b7'/>"
    "</text:list-style>"
)
FONTS = "<style:font-face style:name='F1' svg:font-family=\"'.VnTime'\"/>"


def pack(parts: dict[str, str | bytes], kind: str = "text") -> bytes:
    """A zip of these parts, its kind in front as OpenDocument has it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        for name, content in parts.items():
            container.writestr(name, content)
    return buffer.getvalue()


def content(body: str, inside: str = "text") -> str:
    """The XML of a `content.xml` with this body."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {NAMESPACES}>"
        f"<office:font-face-decls>{FONTS}</office:font-face-decls>"
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:{inside}>{body}</office:{inside}></office:body></office:document-content>"
    )


def odt_file(body: str, pages: str = "") -> bytes:
    """An OpenDocument text with this body; `pages` is what stands in its master page."""
    parts: dict[str, str | bytes] = {"content.xml": content(body)}
    if pages:
        parts["styles.xml"] = (
            f"<office:document-styles {NAMESPACES}><office:master-styles><style:master-page style:name='S'>{pages}"
            "</style:master-page></office:master-styles></office:document-styles>"
        )
    return pack(parts)


def document(body: str, pages: str = "") -> Document:
    """What is read from an OpenDocument text with this body."""
    return compose(odt.read(odt_file(body, pages)))


def p(text: str, tag: str = "p", more: str = "") -> str:
    """A paragraph."""
    return f"<text:{tag} {more}>{text}</text:{tag}>"


def table(*rows: str) -> str:
    """A table of these rows, each the XML of its cells."""
    return f"<table:table>{''.join(f'<table:table-row>{cells}</table:table-row>' for cells in rows)}</table:table>"


def cell(*texts: str, more: str = "") -> str:
    """A cell, one paragraph a text."""
    return f"<table:table-cell {more}>{''.join(map(p, texts))}</table:table-cell>"
