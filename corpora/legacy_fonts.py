"""Words as typists had them before Unicode: letters of one or two bytes that only a font shows as Vietnamese."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

CODES = Path(__file__).resolve().parents[1] / "extract" / "vocab" / "legacy_codes.csv"
# The fonts of an encoding: the usual one, and the one that shows small letters as capitals (TCVN3 has no Ủ).
FONTS = {"tcvn3": (".VnTime", ".VnTimeH"), "tcvn3 arial": (".VnArial", ".VnArialH"), "vni": ("VNI-Times", "VNI-Times")}

MARKS = {"\u0306": "(", "\u0302": "^", "\u031b": "+", "\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}


@cache
def codes(encoding: str) -> dict[str, str]:
    """The code of each letter, as Latin-1 shows its bytes; of several codes the first."""
    with CODES.open(encoding="utf-8", newline="") as rows:
        found: dict[str, str] = {}
        for row in csv.DictReader(rows):
            if row["encoding"] == encoding:
                found.setdefault(row["letter"], bytes.fromhex(row["code"]).decode("latin-1"))
    return found


def typed(words: str, encoding: str) -> str:
    """The words in the letters of the encoding; capitals that it lacks are small letters.

    >>> typed("Quyết định, ỦY BAN", "tcvn3"), typed("Quyết định", "vni")
    ('QuyÕt ®Þnh, ñY BAN', 'Quyeát ñònh')
    """
    table = codes(encoding.split()[0])
    letters = unicodedata.normalize("NFC", words).replace("“", '"').replace("”", '"').replace("–", "-")
    return "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in letters)


def mnemonic(words: str) -> str:
    """The words in VIQR (RFC 1456), as mails had them: marks behind the vowels.

    >>> mnemonic("Hạ Long, ngày đẹp.")
    'Ha. Long, nga`y dde.p.'
    """
    letters = re.sub("(\u0323)([\u0302\u0306\u031b])", r"\2\1", unicodedata.normalize("NFD", words.replace("đ", "dd").replace("Đ", "DD")))
    return "".join(MARKS.get(sign, sign) for sign in letters)


def runs(words: str, encoding: str) -> list[tuple[str, str]]:
    """The typed words in pieces, each with its font.

    >>> runs("UBND xã Ứng Hòa", "tcvn3")
    [('UBND x· ', '.VnTime'), ('ø', '.VnTimeH'), ('ng Hßa', '.VnTime')]
    """
    table, (usual, capitals) = codes(encoding.split()[0]), FONTS[encoding]
    made: list[tuple[str, str]] = []
    for word in re.findall(r"\s+|[^\s]+", unicodedata.normalize("NFC", words)):
        lacking = [letter.isupper() and ord(letter) > 127 and letter not in table for letter in word]
        whole = word.isupper() and any(lacking)
        for letter, lacks in zip(word, lacking, strict=True):
            font = capitals if whole or lacks else usual
            if made and made[-1][1] == font:
                made[-1] = (made[-1][0] + letter, font)
            else:
                made.append((letter, font))
    return [(typed(part, encoding), font) for part, font in made]
