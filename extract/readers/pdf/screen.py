"""A page as a picture for people to look at: PNG in colour."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import pypdfium2 as pdfium

from extract.errors import Unreadable
from extract.readers.pdf.pictures import MAX_PIXELS
from extract.readers.pdf.upright import set_upright


class Screen(NamedTuple):
    """The picture (PNG) of a page, and the page's width and height in points, in which `bbox` is told."""

    png: bytes
    width: float
    height: float


def render(data: bytes, page: int, dpi: int = 110) -> Screen:
    """The picture of a page (from 1) of a PDF file. Raises `Unreadable`."""
    try:
        with pdfium.PdfDocument(data) as document:
            if not 1 <= page <= len(document):
                raise Unreadable("damaged", "There is no such page.")
            sheet = document[page - 1]
            words = sheet.get_textpage()
            set_upright(sheet, words.raw)  # as it was read
            words.close()
            width, height = sheet.get_size()
            scale = min(dpi / 72, (MAX_PIXELS / 4 / max(width * height, 1.0)) ** 0.5)
            bitmap = sheet.render(scale=scale, rev_byteorder=True)
            return Screen(_png(bitmap), width, height)
    except pdfium.PdfiumError as error:
        raise Unreadable("damaged", "The page cannot be drawn.") from error


def _png(bitmap: pdfium.PdfBitmap) -> bytes:
    """A bitmap of red, green, blue as PNG (ISO/IEC 15948), each row unfiltered."""
    width, height, stride, of = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    pixels = bytes(bitmap.buffer)
    rows = b"".join(b"\0" + pixels[at:at + width * of] for at in range(0, height * stride, stride))
    kind = {1: 0, 3: 2, 4: 6}[of]
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, kind, 0, 0, 0])
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 4)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(len(body).to_bytes(4, "big") + name + body + zlib.crc32(
        name + body).to_bytes(4, "big") for name, body in chunks)
