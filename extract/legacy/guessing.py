"""Which legacy encoding a text is typed in, judged by its words: read in each, which one gives syllables?"""

from __future__ import annotations

import re

from extract.legacy import viqr
from extract.legacy.codes import decode
from extract.legacy.syllables import legible

# Vietnamese letters that no legacy byte reads as in cp1252 or Latin-1, and marks that stand alone.
UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                     "\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")
BY_BYTE = ("tcvn3", "vni", "viscii", "vps")
LEAST, SURE, BETTER = 3, 0.8, 0.1  # words that must be syllables; their share; by how much the best must lead
LONGEST = 20_000  # characters looked at


def guess(text: str) -> str | None:
    r"""The encoding that the text is typed in; None where it is Unicode, plain, another language or in doubt.

    >>> guess("QuyÕt ®Þnh cña Bé tr\u00ad\u00eang"), guess("Quyeát ñònh naøy coù hieäu löïc")
    ('tcvn3', 'vni')
    >>> guess("Quyết định này"), guess("Báo cáo là"), guess("un café très agréable"), guess("Report 2004 (a^2)")
    (None, None, None, None)
    """
    if text.isascii():
        return _viqr(text)
    if UNICODE.search(text):
        return None
    text = text[:LONGEST]
    plain = _share(text)
    shares = sorted(((_share(decode(text, encoding)), encoding) for encoding in BY_BYTE), reverse=True)
    (best, encoding), (second, _) = shares[:2]
    return encoding if best >= SURE and best > max(plain, second) + BETTER else None


def _share(text: str) -> float:
    """The share of syllables among the words with letters beyond ASCII; 0 where they are too few to tell.

    A letter alone is no word: signs such as § and ± are letters in one encoding or another.
    """
    words, syllables = legible(text, 2)
    return syllables / words if syllables >= LEAST else 0.0


def _viqr(text: str) -> str | None:
    """VIQR is ASCII: its words must be syllables, and a good part of all words must bear marks."""
    if viqr.SEEN.search(text) is None:
        return None
    text = decode(text[:LONGEST], "viqr")
    marked, syllables = legible(text)
    enough = marked >= max(LEAST, len(text.split()) / 5)
    return "viqr" if enough and syllables / marked >= SURE else None
