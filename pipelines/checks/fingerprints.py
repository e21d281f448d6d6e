"""What paragraphs are compared by: their words as numbers, with what differs from unit to unit away."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple
from zlib import crc32

import regex

FIGURES = regex.compile(r"\d+(?:[.,]\d+)*")
NO_LETTER = regex.compile(r"[^\w%]+")
MOST_KNOWN = 200_000  # words kept in mind
FEWEST_WORDS = 25  # common words; fewer are too few to tell a copy by


class Codes(dict[str, int]):
    """The code of every word, made once."""

    def __init__(self, code: Callable[[str], int]) -> None:
        """With what makes a word's code."""
        super().__init__()
        self.code = code

    def __missing__(self, word: str) -> int:
        """Numbers are without end: now and then all is forgotten."""
        if len(self) > MOST_KNOWN:
            self.clear()
        self[word] = code = self.code(word)
        return code


def _but_figures(word: str) -> int:
    return crc32(FIGURES.sub("0", word.casefold()).encode())


def _common(word: str) -> int:
    """0 for names and figures: what begins with a capital or holds a digit."""
    bare = NO_LETTER.sub("", word)
    named = not bare or bare[0].isupper() or any(letter.isdigit() for letter in bare)
    return 0 if named else crc32(bare.casefold().encode()) or 1


BUT_FIGURES, COMMON = Codes(_but_figures), Codes(_common)


class Fingerprint(NamedTuple):
    """`but_figures` is the same where at most figures differ; `low` or `high` nearly always where little else does.

    They are the common words with the least and with the greatest code, each with its two neighbours: as in minhash
    (Broder 1997), chance chooses alike in all paragraphs, so that a change elsewhere does not touch the choice.
    """

    but_figures: int
    low: int | None
    high: int | None


def fingerprint(passage: str) -> Fingerprint:
    """The fingerprint of a paragraph; it has no `low` and `high` where it has too few common words.

    >>> one = fingerprint("Năm 2023 đã vận động 25 hộ") ; one == fingerprint("Năm 2024 đã vận động 31 hộ")
    True
    """
    words = passage.split()
    whole = hashlib.blake2b(array("Q", map(BUT_FIGURES.__getitem__, words)).tobytes(), digest_size=8).digest()
    common = _codes(words)
    enough = len(common) >= FEWEST_WORDS
    return Fingerprint(int.from_bytes(whole, "big", signed=True), _around(common, min(common)) if enough else None,
                       _around(common, max(common)) if enough else None)


def _around(codes: list[int], code: int) -> int:
    """One number for the first word of that code and the words beside it."""
    at = codes.index(code)
    return hash((code, codes[at - 1], codes[(at + 1) % len(codes)]))


def _codes(words: list[str]) -> list[int]:
    return list(filter(None, map(COMMON.__getitem__, words)))


def likeness(one: str, other: str) -> float:
    """Which part of the common words two paragraphs have alike and in one order, from 0 to 1.

    >>> likeness("Xã Ba Vinh có 25 hộ hiến đất", "Xã Long Mai có 31 hộ hiến đất"), likeness("có đất", "làm đường")
    (1.0, 0.0)
    """
    matcher = SequenceMatcher(None, _codes(one.split()), _codes(other.split()), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5 else 0.0
