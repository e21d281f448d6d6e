"""What a reader may use beside the bytes of a file: passwords, and programs of the system.

Readers touch nothing outside: `pipelines` brings the programs as functions, so that a reader without them
says what is missing (`Reading.partial`) and a test can bring its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    """A word seen on the picture of a page: `line` numbers its line, `block` its column or paragraph.

    `confidence` goes from 0 to 1; `bbox` is left, top, right, bottom in pixels of the picture.
    """

    text: str
    confidence: float
    block: int
    line: int
    bbox: tuple[float, float, float, float]


# The words on the picture (PNG bytes) of a page, in reading order.
Recognise = Callable[[bytes], tuple[Word, ...]]
# An office file (bytes, and the suffix of what it is) as .docx bytes; raises `Unreadable`.
Convert = Callable[[bytes, str], bytes]
OCR = ("auto", "never", "always")


class Options(NamedTuple):
    """How to read: `ocr` is one of `OCR`; None stands for a program that is not there."""

    ocr: str = "auto"
    recognise: Recognise | None = None
    convert: Convert | None = None
    passwords: tuple[str, ...] = ()


PLAIN = Options()
