"""Which formats there are, who reads each, and what tells them apart: rows only.

To add a format, add its module and give its row. A change of one row makes only that format be read anew
(`pipelines.versions`); a change of what tells formats apart, also those that are known by elimination.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf"


class Reader(NamedTuple):
    """A format of the contract, the module that reads it (None: it gives no text of its own), its suffixes and name.

    `holds` is the module that gives the files inside it, where there are any.
    """

    format: str
    module: str | None
    suffixes: tuple[str, ...]
    name: str
    holds: str | None = None


READERS: dict[str, Reader] = {row.format: row for row in (
    Reader("docx", "extract.readers.docx", (".docx", ".docm", ".dotx"), "Word document"),
    Reader("pdf", "extract.readers.pdf", (".pdf",), "PDF"),
    Reader("html", "extract.readers.html", (".html", ".htm", ".xhtml"), "web page"),
    Reader("txt", "extract.readers.text", (".txt", ".md", ".markdown", ".text"), "plain text"),
    Reader("doc", "extract.readers.doc", (".doc", ".dot"), "Word 97-2003 document"),
    Reader("rtf", "extract.readers.rtf", (".rtf",), "RTF document"),
    Reader("odt", "extract.readers.odt", (".odt", ".ott"), "OpenDocument text"),
    Reader("xlsx", "extract.readers.sheet", (".xlsx", ".xlsm", ".xlsb"), "spreadsheet"),
    Reader("xls", "extract.readers.sheet", (".xls",), "Excel 97-2003 spreadsheet"),
    Reader("csv", "extract.readers.sheet", (".csv", ".tsv"), "table as text"),
    Reader("ods", "extract.readers.sheet", (".ods",), "OpenDocument spreadsheet"),
    Reader("pptx", "extract.readers.slides", (".pptx", ".ppt", ".odp"), "presentation"),
    Reader("archive", None, (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar"), "archive of files",
           "extract.readers.archives"),
    Reader("mail", "extract.readers.mail", (".eml", ".msg", ".mht", ".mhtml"), "e-mail or saved web archive",
           "extract.readers.mail"),
    Reader("scan", "extract.readers.scan", (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif"), "picture"),
    Reader("binary", None, (), "file of an unknown kind"),
)}

# What tells the members of the zip and OLE families apart, in order.
ZIP_MEMBERS = (("word/document", "docx"), ("xl/workbook", "xlsx"), ("ppt/presentation.xml", "pptx"))
# OpenDocument names its kind in its first member, not compressed.
OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
OPEN_SLIDES = b"application/vnd.oasis.opendocument.presentation"
OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "pptx"),
               ("__properties_version1.0", "mail"))
MAGIC = ((RTF, "rtf"), (b"Rar!", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b", "archive"),
         (b"BZh", "archive"), (b"\xfd7zXZ\x00", "archive"),
         (b"\xff\xd8\xff", "scan"), (b"\x89PNG", "scan"), (b"II*\x00", "scan"), (b"MM\x00*", "scan"),
         (b"GIF8", "scan"))
# The first lines of a mail: fields of which at least two, in any case, are those that only mails have.
MAIL_FIELD = re.compile(rb"([!-9;-~]+):[^\n]*(?:\n[ \t][^\n]*)*(?:\n|$)")
MAIL_FIELDS = frozenset((
    b"from", b"to", b"subject", b"date", b"mime-version", b"received", b"message-id", b"return-path", b"reply-to",
    b"content-type", b"content-transfer-encoding", b"delivered-to", b"sender", b"dkim-signature", b"x-mailer",
    b"x-originating-ip", b"thread-topic", b"cc", b"snapshot-content-location"))
# XML in one file, by the names of its elements: Excel 2003, and Word 2003 and later.
XML = (('urn:schemas-microsoft-com:office:spreadsheet"', "xls"),
       ("schemas.microsoft.com/office/word/2003/wordml", "docx"),
       ("schemas.microsoft.com/office/2006/xmlPackage", "docx"))
XML_HEAD = 4096  # characters in which those names stand
# Formats of what nothing above has claimed.
LEFT_OVER = ("archive", "html", "txt", "binary")
