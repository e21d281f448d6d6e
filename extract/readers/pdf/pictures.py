"""A page as the grey picture that character recognition looks at."""

from __future__ import annotations

from typing import Any, NamedTuple

import pypdfium2 as pdfium

from extract.errors import Unreadable
from extract.readers.pdf.drawn import Drawn
from extract.readers.pdf.limits import MAX_SOURCE

DPI = 200
MAX_PIXELS = 20_000_000  # of the picture drawn: an A2 sheet


class Picture(NamedTuple):
    """A grey picture (PGM), and the points of one of its pixels."""

    content: bytes
    scale: float


def draw(page: Any, drawn: Drawn, size: tuple[float, float]) -> Picture:
    """A page of that size in points at 200 dpi, or at less where it is huge.

    Stamps are left out: their words are read from the file. Raises `Unreadable` for pictures that are too large.
    """
    if drawn.pixels() > MAX_SOURCE:
        raise Unreadable("too_large", "The page holds a picture larger than any scanned sheet.")
    scale = min(DPI / 72, (MAX_PIXELS / max(size[0] * size[1], 1.0)) ** 0.5)
    try:
        bitmap = page.render(scale=scale, grayscale=True, draw_annots=False)
    except pdfium.PdfiumError as error:
        raise Unreadable("damaged", "The page cannot be drawn.") from error
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = bytes(bitmap.buffer)
    bitmap.close()
    if stride != width:
        pixels = b"".join(pixels[start:start + width] for start in range(0, height * stride, stride))
    return Picture(pgm(width, height, pixels), 1 / scale)


def pgm(width: int, height: int, pixels: bytes) -> bytes:
    """Grey pixels, row by row, as a picture that every program reads."""
    return b"P5 %d %d 255\n" % (width, height) + pixels
