"""A file in, a `Document` out. One small module a format, one table that chooses: bytes first, name second.

A reader module has one function, `read(data: bytes, options: Options) -> Reading`. To add a format: the module, a row in
`READERS`, and what tells its bytes in `detect`.
"""

from __future__ import annotations

import hashlib
import importlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from extract.document import Document, Reading, compose
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.text import decode, looks_like_html

ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf"


class Reader(NamedTuple):
    """A format of the contract, the module that reads it (None: known, not read yet), the names it bears."""

    format: str
    module: str | None
    suffixes: tuple[str, ...]
    name: str


READERS: dict[str, Reader] = {row.format: row for row in (
    Reader("docx", "extract.readers.docx", (".docx", ".docm", ".dotx"), "Word document"),
    Reader("pdf", "extract.readers.pdf", (".pdf",), "PDF"),
    Reader("html", "extract.readers.html", (".html", ".htm", ".xhtml"), "web page"),
    Reader("txt", "extract.readers.text", (".txt", ".md", ".markdown", ".text"), "plain text"),
    Reader("doc", None, (".doc", ".dot"), "Word 97-2003 document"),
    Reader("rtf", None, (".rtf",), "RTF document"),
    Reader("odt", None, (".odt",), "OpenDocument text"),
    Reader("xlsx", None, (".xlsx", ".xlsm", ".ods"), "spreadsheet"),
    Reader("xls", None, (".xls",), "Excel 97-2003 spreadsheet"),
    Reader("pptx", None, (".pptx", ".ppt"), "presentation"),
    Reader("archive", None, (".zip", ".7z", ".rar", ".gz", ".tar"), "archive of files"),
    Reader("mail", None, (".eml", ".msg", ".mht", ".mhtml"), "e-mail or saved web archive"),
    Reader("scan", None, (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"), "picture"),
    Reader("binary", None, (), "file of an unknown kind"),
)}

# What tells the members of the zip and OLE families apart, in order.
ZIP_MEMBERS = (("word/document", "docx"), ("xl/workbook", "xlsx"), ("ppt/presentation.xml", "pptx"))
OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "pptx"),
               ("__properties_version1.0", "mail"))
MAGIC = ((RTF, "rtf"), (b"Rar!", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b", "archive"),
         (b"\xff\xd8\xff", "scan"), (b"\x89PNG", "scan"), (b"II*\x00", "scan"), (b"MM\x00*", "scan"),
         (b"GIF8", "scan"), (b"From:", "mail"), (b"MIME-Version:", "mail"), (b"Received:", "mail"))


def detect(data: bytes, name: str = "") -> str:
    r"""The format of the bytes: magic, then content; the name decides only where they say nothing.

    >>> detect(b"%PDF-1.4"), detect(b"{\\rtf1", "a.doc"), detect("Báo cáo".encode(), "a.doc")
    ('pdf', 'rtf', 'txt')
    """
    if data.startswith((ZIP, b"PK\x05\x06")):
        return _zip_format(data)
    if data.startswith(OLE):
        return _ole_format(data)
    if PDF in data[:1024]:
        return "pdf"
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16]
    if head.startswith(b"BM") and data[6:10] == bytes(4):  # a text may begin with BM, a bitmap goes on with zeros
        return "scan"
    for magic, format in MAGIC:
        if head.startswith(magic):
            return format
    text = decode(data[:65536])
    if text is None:
        return "binary"
    return "html" if looks_like_html(text, Path(name).suffix.lower() in READERS["html"].suffixes) else "txt"


def _zip_format(data: bytes) -> str:
    try:
        names = [name.replace("\\", "/") for name in zipfile.ZipFile(BytesIO(data)).namelist()]
    except zipfile.BadZipFile as error:
        raise Unreadable("damaged", "The file is cut off or damaged (broken zip container).") from error
    for start, format in ZIP_MEMBERS:
        if any(name.startswith(start) for name in names):
            return format
    return "odt" if "content.xml" in names and "mimetype" in names else "archive"


def _ole_format(data: bytes) -> str:
    """By the names in the directory, which OLE stores as UTF-16; no OLE parser is needed for that."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted", "The file is protected with a password.")
    found = (format for stream, format in OLE_STREAMS if stream.encode("utf-16-le") in data)
    return next(found, "binary")


def read(path: Path, options: Options = PLAIN) -> Document:
    """The document in the file at `path`.

    Raises `Unreadable` where the file gives no text, and nothing else.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("no_access", f"The file cannot be opened ({error.strerror}).") from error
    return read_bytes(data, path.name, options)


def read_bytes(data: bytes, name: str = "", options: Options = PLAIN) -> Document:
    """The document in these bytes; `name` helps only where the bytes say nothing. Raises `Unreadable`."""
    if not data:
        raise Unreadable("empty", "The file is empty (0 bytes).")
    reader = READERS[detect(data, name)]
    if reader.module is None:
        raise Unreadable("unsupported", f"This is a {reader.name} ({reader.format}), which is not read yet.")
    module = importlib.import_module(reader.module)
    try:
        reading: Reading = module.read(data, options)
    except Unreadable:
        raise
    except Exception as error:  # what a dozen libraries may raise at a broken file: the one broad except
        raise Unreadable("damaged", f"The {reader.name} cannot be read ({type(error).__name__}: {error}).") from error
    doc_id = hashlib.sha256(data).hexdigest()[:16]
    document = compose(reading, doc_id, reader.format, reader.module.rpartition(".")[2])
    if not document.text and not document.partial:
        raise Unreadable("no_text", "The file was opened, but there are no words in it.")
    return document
