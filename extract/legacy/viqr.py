"""VIQR (RFC 1456): Vietnamese in ASCII, marks behind the vowel: `Co^.ng ho`a xa~ ho^.i`."""

from __future__ import annotations

import re
from unicodedata import normalize

SHAPES = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "*": "\u031b"}
TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
# A dot or question mark behind a word is a tone only where the sentence goes on.
TONE = r"['`~]|[?.](?=[A-Za-z,;:)\-/]|\.(?!\.)|\s+[a-z])"
CODE = re.compile(rf"\\(?P<plain>[\\(^+*'`?~.dD])|(?P<d>d[dD]|D[dD])|(?P<base>[Aa]|[Ee]|[Oo]|[UuIiYy])"
                  rf"(?:(?P<shape>(?<=[Aa])[(^]|(?<=[Ee])\^|(?<=[Oo])[\^+*]|(?<=[Uu])[+*])(?P<tone>{TONE})?"
                  rf"|(?P<alone>{TONE}))")
SEEN = re.compile(r"(?i)a[(^]|[eo]\^|[uo]\+|dd|[aeiouy]['`~](?!\w*')|[aeiouy]\.[a-z]")


def decode(text: str) -> str:
    r"""The text with its marks on their letters; a backslash keeps the sign behind it as it is.

    >>> decode("Co^.ng ho`a xa~ ho^.i, DDa` Na(~ng. Qu\\^a?")
    'Cộng hòa xã hội, Đà Nẵng. Qu^a?'
    """
    return normalize("NFC", CODE.sub(_letter, text))


def _letter(found: re.Match[str]) -> str:
    if found["plain"]:
        return found["plain"]
    if found["d"]:
        return "Đ" if found["d"][0] == "D" else "đ"
    shape = SHAPES.get(found["shape"] or "", "")
    return str(found["base"]) + shape + TONES.get(found["tone"] or found["alone"] or "", "")
