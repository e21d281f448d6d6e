"""The order of the Vietnamese alphabet: a ă â b c d đ e ê …, then the tones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = {letter: at for at, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


@lru_cache(maxsize=65_536)
def alphabetical(words: str | None) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A key to sort by; what is not known comes last.

    >>> sorted(["Đồng Nai", "Dầu Tiếng", "Ba Tơ", "Bạc Liêu", "Âu Cơ", "An Giang"], key=alphabetical)
    ['An Giang', 'Âu Cơ', 'Ba Tơ', 'Bạc Liêu', 'Dầu Tiếng', 'Đồng Nai']
    """
    if not words:
        return (len(LETTERS) + 1,), (), ""
    letters, tones = [], []
    for sign in unicodedata.normalize("NFC", words).lower():
        bare, tone = _apart(sign)
        letters.append(LETTERS.get(bare, 0))
        tones.append(tone)
    return tuple(letters), tuple(tones), words


@lru_cache(maxsize=1024)
def _apart(sign: str) -> tuple[str, int]:
    """A letter without its tone, and the tone: ấ is â with the fourth."""
    marks = unicodedata.normalize("NFD", sign)
    tone = next((TONES[mark] for mark in marks if mark in TONES), 0)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)), tone
