"""A file in, a `Document` out. One small module a format, one table that chooses: bytes first, name second.

A reader module has one function, `read(data: bytes, options: Options) -> Reading`; where its format holds files, a
module has `members(data: bytes, options: Options) -> Iterator[Member]`. To add a format: the module, and its rows
in `formats`.
"""

from __future__ import annotations

import hashlib
import importlib
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from extract.document import Document, Member, Reading, compose
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.formats import (
    MAGIC,
    MAIL_FIELD,
    MAIL_FIELDS,
    OLE,
    OLE_STREAMS,
    OPEN_SHEET,
    OPEN_SLIDES,
    PDF,
    READERS,
    XML,
    XML_HEAD,
    ZIP,
    ZIP_MEMBERS,
    Reader,
)
from extract.readers.ole import entries, names
from extract.readers.text import decode, looks_like_html

__all__ = ["READERS", "detect", "members", "read", "read_bytes"]

# As many entries as this in a zip file are an attack: the list of them alone would fill the memory.
MOST_ENTRIES, ENTRY = 300_000, b"PK\x01\x02"
USTAR = slice(257, 262)
ENCRYPTED, ROOT = "EncryptedPackage", "Root Entry".encode("utf-16-le")


def detect(data: bytes, name: str = "") -> str:
    r"""The format of the bytes: magic, then content; the name decides only where they say nothing.

    >>> detect(b"%PDF-1.4"), detect(b"{\\rtf1", "a.doc"), detect("Báo cáo".encode(), "a.doc")
    ('pdf', 'rtf', 'txt')
    """
    if data.startswith((ZIP, b"PK\x05\x06")):
        return _zip_format(data)
    if data.startswith(OLE):
        return _ole_format(data)
    if data[USTAR] == b"ustar":  # before PDF: the first file in a tar archive may be one
        return "archive"
    if PDF in data[:1024]:
        return "pdf"
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16]
    if head.startswith(b"BM") and data[6:10] == bytes(4):  # a text may begin with BM, a bitmap goes on with zeros
        return "scan"
    for magic, format in MAGIC:
        if head.startswith(magic):
            return format
    if _is_mail(data):
        return "mail"
    text = decode(data[:65536], guessing=False)
    if text is None:
        return "binary"
    if text.startswith("<?xml"):
        for sign, format in XML:
            if sign in text[:XML_HEAD] and not looks_like_html(text):
                return format
    suffix = Path(name).suffix.lower()
    if looks_like_html(text, suffix in READERS["html"].suffixes):
        return "html"
    return "csv" if suffix in READERS["csv"].suffixes and not text.startswith("<?xml") else "txt"


def _is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the fields of a mail, at least two of them known; mailboxes put a line before."""
    head = data[:8192].lstrip(b"\xef\xbb\xbf \r\n\t")
    at = head.find(b"\n") + 1 if head.startswith(b"From ") else 0
    known: set[bytes] = set()
    while len(known) < 2 and (field := MAIL_FIELD.match(head, at)):
        known |= MAIL_FIELDS & {field[1].lower()}
        at = field.end()
    return len(known) > 1


def _zip_format(data: bytes) -> str:
    if data.count(ENTRY) > MOST_ENTRIES:
        raise Unreadable("bomb", f"The file holds more than {MOST_ENTRIES:,} files: it may be an attack.")
    try:
        names = [name.replace("\\", "/") for name in zipfile.ZipFile(BytesIO(data)).namelist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Unreadable("damaged", "The file is cut off or damaged (broken zip container).") from error
    for start, format in ZIP_MEMBERS:
        if any(name.startswith(start) for name in names):
            return format
    if "content.xml" in names and "mimetype" in names:
        return "ods" if OPEN_SHEET in data[:256] else "pptx" if OPEN_SLIDES in data[:256] else "odt"
    return "archive"


def _ole_format(data: bytes) -> str:
    """By the names in the directory; a parser is asked only where that is not enough."""
    held = entries(data)
    if ENCRYPTED in held:
        raise Unreadable("encrypted", "The file is protected with a password.")
    found = [row for row in OLE_STREAMS if any(name.startswith(row[0]) for name in held)]
    if not found and ROOT not in data:
        raise Unreadable("damaged", "The file is cut off or damaged (the list of its parts is missing).")
    if len(found) > 1:  # a workbook may hold a document, a mail anything
        own = names(data)
        found = [row for row in found if row[0] in own] or found
    return found[0][1] if found else "binary"


def read(path: Path | str, options: Options = PLAIN) -> Document:
    """The document in the file at `path`.

    Raises `Unreadable` where the file gives no text, and nothing else.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("no_access", f"The file cannot be opened ({error.strerror}).") from error
    return read_bytes(data, path.name, options)


def read_bytes(data: bytes, name: str = "", options: Options = PLAIN, format: str | None = None) -> Document:
    """The document in these bytes; `name` helps only where the bytes say nothing. Raises `Unreadable`.

    `format` is what `detect` has said of them, if it was asked.
    """
    plain = data if format else _unlocked(data, options)
    reader = READERS[format] if format else _reader_of(plain, name)
    if reader.module is None:
        what = "whose files `baocao ingest` reads" if reader.holds else "which is not read yet"
        raise Unreadable("unsupported", f"This is a {reader.name} ({reader.format}), {what}.")
    module = importlib.import_module(reader.module)
    with _at_the_edge(reader):
        reading: Reading = module.read(plain, options)
    doc_id = hashlib.sha256(data).hexdigest()[:16]
    document = compose(reading, doc_id, reader.format, reader.module.rpartition(".")[2])
    if not document.text and not document.partial:
        raise Unreadable("no_text", "The file was opened, but there are no words in it.")
    return document


def members(data: bytes, name: str = "", options: Options = PLAIN) -> Iterator[Member]:
    """The files inside these bytes, one after the other: none where their format holds none.

    A member without a name is the whole of its container under another form. Raises `Unreadable` where the
    container cannot be opened, or not to its end; what came before stands.

    >>> list(members("Báo cáo".encode()))
    []
    """
    data = _unlocked(data, options)
    reader = _reader_of(data, name)
    if reader.holds:
        with _at_the_edge(reader):
            yield from importlib.import_module(reader.holds).members(data, options)


def _unlocked(data: bytes, options: Options) -> bytes:
    """The bytes without the encryption of Office, which puts a whole docx or xlsx into one stream."""
    if not data.startswith(OLE) or ENCRYPTED not in entries(data):
        return data
    with _at_the_edge(READERS["binary"]):
        plain: bytes = importlib.import_module("extract.readers.locked").unlocked(data, options.passwords)
    return plain


def _reader_of(data: bytes, name: str) -> Reader:
    if not data:
        raise Unreadable("empty", "The file is empty (0 bytes).")
    return READERS[detect(data, name)]


@contextmanager
def _at_the_edge(reader: Reader) -> Iterator[None]:
    """What a dozen libraries may raise at a broken file becomes `Unreadable`; want of memory says nothing of it."""
    try:
        yield
    except (Unreadable, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except RecursionError as error:
        raise Unreadable("too_complex", f"The {reader.name} is nested deeper than any report.") from error
    except BaseException as error:  # the one broad except: a panic of native code is no `Exception`
        raise Unreadable("damaged", f"The {reader.name} cannot be read ({type(error).__name__}: {error}).") from error
