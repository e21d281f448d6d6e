"""A page as the grey picture that character recognition looks at."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as raw

from extract.errors import Unreadable

DPI = 200
MAX_PIXELS = 20_000_000  # of the picture drawn: an A2 sheet
MAX_SOURCE = 120_000_000  # pixels of a picture inside the file: an A3 sheet at 600 dpi has 70 million


def draw(page: Any, size: tuple[float, float]) -> tuple[bytes, float]:
    """A page of that size in points as a grey PGM at 200 dpi, or less where it is huge, and the points of a pixel.

    Stamps are left out: their words are read from the file. Raises `Unreadable` for pictures that are too large.
    """
    if _largest_source(page) > MAX_SOURCE:
        raise Unreadable("too_large", "The page holds a picture larger than any scanned sheet.")
    scale = min(DPI / 72, (MAX_PIXELS / (size[0] * size[1])) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=False)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = bytes(bitmap.buffer)
    bitmap.close()
    if stride != width:
        pixels = b"".join(pixels[start:start + width] for start in range(0, height * stride, stride))
    return pgm(width, height, pixels), 1 / scale


def pgm(width: int, height: int, pixels: bytes) -> bytes:
    """Grey pixels, row by row, as a picture that every program reads."""
    return b"P5 %d %d 255\n" % (width, height) + pixels


def _largest_source(page: Any) -> int:
    """The pixels of the largest picture that stands on a page, whatever size it is printed at."""
    images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,))
    return max((width * height for width, height in (image.get_px_size() for image in images)), default=0)
