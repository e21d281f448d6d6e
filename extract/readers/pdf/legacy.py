"""Text layers in fonts from before Unicode: each word converted by the font it is printed in, letter for letter."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw
import regex

from extract.legacy import Converter, decode

# What such text shows and modern Vietnamese does not, as cp1252 and the tables of PDF fonts name its letters.
SIGNS = frozenset("®¸µ¶¹¨ª¬¾»¼½Æ¢£¤¥¦¿ÄÅÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ∙μ")
FILLER = "\u200b"  # stands where a mark was that its letter has taken in, so that characters keep their numbers
WORD = regex.compile(r"\S+")
# Names of PDF fonts have their style at the end without a sign between: `VnTimeHBold`.
STYLE = regex.compile(rb"(?:Bold|Italic|Oblique|Regular|MT|PS)+$")
LONGEST_NAME = 128


class Converted(NamedTuple):
    """A page's text in Unicode, as long as it was, and for each letter that was converted its encoding."""

    text: str
    encodings: dict[int, str]


def is_suspect(text: str) -> bool:
    """Whether a page's text may be typed in a legacy encoding: a cheap look, for all pages.

    >>> is_suspect("B¸o c¸o kÕt qu¶"), is_suspect("Kết quả phòng, chống dịch")
    (True, False)
    """
    return not SIGNS.isdisjoint(text)


def typed(textpage: Any, text: str) -> Iterator[tuple[str, str]]:
    """The words of a page's text with the names of their fonts."""
    buffer, flags = ctypes.create_string_buffer(LONGEST_NAME), ctypes.c_int()
    for found in WORD.finditer(text):
        raw.FPDFText_GetFontInfo(textpage, found.start(), buffer, LONGEST_NAME, flags)
        yield found[0], STYLE.sub(b"", buffer.value).decode("latin-1")


def converted(textpage: Any, text: str, converter: Converter) -> Converted:
    """The text of a page with its words converted."""
    parts: list[str] = []
    encodings: dict[int, str] = {}
    at = 0
    for found, run in zip(WORD.finditer(text), typed(textpage, text), strict=True):
        word, encoding = converter.convert([run])
        parts += [text[at:found.start()], aligned(run[0], word, encoding or "")]
        at = found.end()
        if encoding:
            encodings |= dict.fromkeys(range(found.start(), at), encoding)
    return Converted("".join([*parts, text[at:]]), encodings)


def aligned(typed: str, word: str, encoding: str) -> str:
    r"""The converted word with a filler for each sign that took no place of its own.

    >>> aligned("Vieät", "Việt", "vni").split(FILLER), aligned("ViÖt", "Việt", "tcvn3")
    (['Việ', 't'], 'Việt')
    """
    if len(word) == len(typed):
        return word
    letters = iter(word)
    lengths = [len(decode(typed[:n], encoding)) for n in range(len(typed) + 1)]
    places = [after > before for before, after in pairwise(lengths)]
    return "".join([next(letters, FILLER) if place else FILLER for place in places])
