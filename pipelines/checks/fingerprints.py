"""What paragraphs are compared by: their words as numbers, with what differs from unit to unit away."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import regex

FIGURES = regex.compile(r"\d+(?:[.,]\d+)*")
NO_LETTER = regex.compile(r"[^\w%]+")
MOST_KNOWN = 200_000  # words kept in mind
FEWEST_WORDS = 25  # common words; fewer are too few to tell a copy by
MIX, STIR, BITS = 0x9E3779B97F4A7C15, 0x2545F4914F6CDD1D, (1 << 62) - 1


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

    `low` and `high` are the least and the greatest hash of two neighbouring common words, as minhash takes them
    (Broder 1997): each is the same with the probability that a pair is in both paragraphs rather than in one.
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
    near = [(one * MIX + other * STIR) & BITS for one, other in pairwise(common)]
    enough = len(common) >= FEWEST_WORDS
    return Fingerprint(int.from_bytes(whole, "big", signed=True), min(near) if enough else None,
                       max(near) if enough else None)


def _codes(words: list[str]) -> list[int]:
    return list(filter(None, map(COMMON.__getitem__, words)))


def likeness(one: str, other: str) -> float:
    """Which part of the common words two paragraphs have alike and in one order, from 0 to 1.

    >>> likeness("Xã Ba Vinh có 25 hộ hiến đất", "Xã Long Mai có 31 hộ hiến đất"), likeness("có đất", "làm đường")
    (1.0, 0.0)
    """
    matcher = SequenceMatcher(None, _codes(one.split()), _codes(other.split()), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5 else 0.0
