"""Pages of our own text as pictures, as scanners and cameras leave them, and recognition without a program."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter

from extract.options import Seen, Word

DEEP = frozenset("gpqyạặậẹệịọộợụự,;()")  # letters that reach below the line
REPORT = Path(__file__).parent / "files" / "pdf" / "report.pdf"


@cache
def page(number: int = 0, dpi: int = 200, path: Path = REPORT) -> Image.Image:
    """A page of the report, or of another file, in grey."""
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[number].render(scale=dpi / 72).to_pil().convert("L")
    return image


def noisy(image: Image.Image, share: float = 0.01) -> Image.Image:
    """The picture a little blurred, with specks on that share of its pixels."""
    specks = random.Random(5)
    held = image.filter(ImageFilter.GaussianBlur(0.7))
    for _ in range(int(share * held.width * held.height)):
        held.putpixel((specks.randrange(held.width), specks.randrange(held.height)), specks.randrange(256))
    return held


def saved(image: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """The picture as the bytes of a file."""
    held = BytesIO()
    image.save(held, form, **how)
    return held.getvalue()


def seen(*lines: str, confidence: float = 0.9, skew: float = 0.0) -> Seen:
    """Words as recognition gives them: letters of 20 pixels, lines 50 apart, sinking by `skew` a pixel."""
    words = []
    for number, line in enumerate(lines):
        left = 150.0
        for text in line.split():
            right, base = left + 18.0 * len(text), 200 + 50 * number + skew * left
            deep = 8 if DEEP.intersection(text) else 0
            words.append(Word(text, confidence, number, (left, base - 27, right, base + deep)))
            left = right + 14
    return Seen(tuple(words))
