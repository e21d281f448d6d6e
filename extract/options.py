"""What a reader may use beside the bytes of a file: passwords, and programs of the system.

Readers touch nothing outside: `pipelines` brings the programs as functions, so that a reader without them
says what is missing (`Reading.partial`) and a test can bring its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    """A word seen on the picture of a page: `line` numbers its line.

    `confidence` goes from 0 to 1; `bbox` is left, top, right, bottom in pixels of the picture.
    """

    text: str
    confidence: float
    line: int
    bbox: tuple[float, float, float, float]


class Seen(NamedTuple):
    """The words on a picture in reading order.

    `turn`: by how many degrees (90, 180, 270) clockwise it had to be turned for its words to stand upright;
    their boxes are those of the picture so turned.
    """

    words: tuple[Word, ...]
    turn: int = 0


# What is on the picture of a page at 200 dpi: a grey PGM (`P5 width height 255`, one line break, the pixels).
# Raises `Unreadable` where the program fails.
Recognise = Callable[[bytes], Seen]
# An office file (bytes, and the suffix of what it is) as .docx bytes; raises `Unreadable`.
Convert = Callable[[bytes, str], bytes]
# An archive of a kind that no library here reads (RAR) as a tar archive; raises `Unreadable`.
ToTar = Callable[[bytes], bytes]
OCR = ("auto", "never", "always")


class Options(NamedTuple):
    """How to read: `ocr` is one of `OCR`; None stands for a program that is not there."""

    ocr: str = "auto"
    recognise: Recognise | None = None
    convert: Convert | None = None
    passwords: tuple[str, ...] = ()
    to_tar: ToTar | None = None


PLAIN = Options()
