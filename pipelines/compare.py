"""When two values are the same to a clerk, and how found values are paired with wanted ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

# Two places for a tone mark, three kinds of dash: one spelling each.
SPELLINGS = (("uỷ", "ủy"), ("oà", "òa"), ("oá", "óa"), ("–", "-"), ("—", "-"))
KEPT = frozenset("/-&%")


class Plain(dict[int, int]):
    """What each character becomes: letters, digits and what is kept stay, all else is a space."""

    def __missing__(self, code: int) -> int:
        """Decided once for each character."""
        letter = chr(code)
        self[code] = code if letter.isalnum() or letter in KEPT else ord(" ")
        return self[code]


PLAIN = Plain()
ALIKE = 0.85  # how similar two names of models must be to be one


def fold(words: Any) -> str:
    """The words without case, quotes, punctuation and old tone marks; "" for what is no text.

    >>> fold("  UỶ BAN nhân dân “xã” Hoà Bình – 2024")
    'ủy ban nhân dân xã hòa bình - 2024'
    """
    if not isinstance(words, str):
        return ""
    words = unicodedata.normalize("NFC", words).casefold()
    for old, new in SPELLINGS:
        words = words.replace(old, new)
    return " ".join(words.translate(PLAIN).split())


def likeness(one: Any, other: Any) -> float:
    """How similar two names are, from 0 to 1.

    >>> likeness("Mô hình “Hũ gạo tiết kiệm”", "hũ gạo tiết kiệm")
    1.0
    """
    one, other = (fold(name).removeprefix("mô hình ") for name in (one, other))
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


class Pairing(NamedTuple):
    """Hits, found values that count, what stayed alone on either side, and what only an optional item accepts."""

    hits: int
    counted: int
    missed: list[frozenset[Hashable]]
    extra: list[Hashable]
    spared: list[Hashable]


def pair(found: Iterable[Hashable], wanted: Sequence[frozenset[Hashable]],
         optional: Iterable[frozenset[Hashable]] = ()) -> Pairing:
    """Pair each wanted item, a set of values that are all right for it, with one found value.

    Those with the fewest right values choose first. A value that only an optional item accepts is neither
    a hit nor a false alarm.

    >>> pair(["a", "b", "c"], [frozenset("ax"), frozenset("d")], [frozenset("c")])
    Pairing(hits=1, counted=2, missed=[frozenset({'d'})], extra=['b'], spared=['c'])
    """
    left = list(found)
    missed = [right for right in sorted(wanted, key=len) if not _taken(left, right)]
    spared = [value for right in optional for value in _taken(left, right)]
    hits = len(wanted) - len(missed)
    return Pairing(hits, hits + len(left), missed, left, spared)


def _taken(left: list[Hashable], right: frozenset[Hashable]) -> list[Hashable]:
    """Take the first value that is right out of `left`, if there is one."""
    at = next((at for at, value in enumerate(left) if value in right), None)
    return [] if at is None else [left.pop(at)]
