"""Bold words of a page: which they are, and marks around those of a paragraph whose other words are not."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pypdfium2.raw as raw

from extract.document import EMPHASIS_OFF, EMPHASIS_ON

# Begins and ends of bold words in a text.
Spans = tuple[tuple[int, int], ...]
WORD = re.compile(r"(?=\S)[^\s\w]*(?P<letters>(?:\w(?:\S*\w)?)?)\S*")
NAME = re.compile(rb"Bold|Black|Heavy|bold")
LONGEST_NAME = 128
STEP = 12  # letters: few names are shorter, and asking for each letter's font would take a tenth of the page's time


def teller(textpage: Any) -> Callable[[int], bool]:
    """A function that tells by the name of its font whether a letter is bold: weights are made up by most programs."""
    name = ctypes.create_string_buffer(LONGEST_NAME)
    address, ask = ctypes.addressof(name), raw.FPDFText_GetFontInfo
    told: dict[bytes, bool] = {}

    def is_bold(n: int) -> bool:
        if not ask(textpage, n, address, LONGEST_NAME, None):  # a space that pdfium has put in
            return False
        bold = told.get(name.value)
        if bold is None:
            bold = told[name.value] = NAME.search(name.value) is not None
        return bold

    return is_bold


def spans(text: str, start: int, is_bold: Callable[[int], bool]) -> Spans:
    """The stretches of bold words in a line whose letters are counted from `start`, without signs that are not bold.

    A line is looked at word by word where one of every twelfth letters is bold.

    >>> spans("mô hình “Hũ gạo”, mô hình Vườn rau", 0, lambda n: 9 <= n < 15 or n > 25)
    ((9, 15), (26, 34))
    """
    if not any(is_bold(start + n + text[n].isspace()) for n in range(0, len(text), STEP)):
        return ()
    found: list[tuple[int, int]] = []
    was = False
    for word in WORD.finditer(text):
        first, last = word.start(), word.end()
        letter, behind = word.span("letters")
        bold = is_bold(start + letter)
        if bold:
            first = first if first == letter or is_bold(start + first) else letter
            last = last if last == behind or is_bold(start + last - 1) else behind
            found.append((found.pop()[0] if was and first == word.start() else first, last))
        was = bold and last == word.end()
    return tuple(found)


def shifted(bold: Spans, by: int) -> Spans:
    """The same words where so many letters stand before them."""
    return tuple((start + by, end + by) for start, end in bold)


def marked(text: str, bold: Sequence[tuple[int, int]]) -> str:
    r"""The text with marks around its bold words; none where all others have no letter.

    >>> marked("1. Mô hình Hũ gạo", ((11, 13), (14, 17))), marked("1. Mô hình", ((3, 5), (6, 10)))
    ('1. Mô hình \ue000Hũ gạo\ue001', '1. Mô hình')
    """
    parts: list[str] = []
    at = 0
    for start, end in _joined(text, bold):
        parts += [text[at:start], text[start:end]]
        at = end
    if not any(map(str.isalpha, "".join([*parts[::2], text[at:]]))):
        return text
    parts[1::2] = [EMPHASIS_ON + words + EMPHASIS_OFF for words in parts[1::2]]
    return "".join([*parts, text[at:]])


def _joined(text: str, bold: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, those with nothing but space between them as one."""
    held: tuple[int, int] | None = None
    for start, end in bold:
        if held and not text[held[1]:start].strip():
            held = held[0], end
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held
