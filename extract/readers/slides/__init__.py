"""Presentations (.pptx, .odp): slide by slide, titles as headings, tables, notes behind their slide."""

from __future__ import annotations

from extract.document import Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.ole import MAGIC
from extract.readers.slides import impress, powerpoint


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The pieces of a presentation; its pages are the slides."""
    if data.startswith(MAGIC):
        raise Unreadable("unsupported", "This is a PowerPoint 97-2003 presentation (.ppt), which is not read; "
                         "save it as .pptx.")
    return impress.read(data) if impress.MIME in data[:256] else powerpoint.read(data)
