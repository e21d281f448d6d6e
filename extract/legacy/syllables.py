"""Which words can be Vietnamese syllables, by their build: onset, rime, tone. What tells one encoding from another.

The rimes are those of the language's orthography (loan words' `oong`, `ôông`, `uyp` with them); a syllable that
ends in a stop (c, ch, p, t) bears the acute, the dot or, typed without tones, none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
RIMES = frozenset("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ic ich iêc iêm iên iêng iêp iêt iêu im in ing inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơng ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt uôm up ut uy uya uych uyên uyêt uyn
    uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ynh yt yn""".split())
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
STOPPED = re.compile(r"(?:c|ch|p|t)$")
KNOWN = 16_384  # words kept in mind; the language has some 7,000 syllables
LOW = ("\u0301", "\u0323")
SPLIT = re.compile(rf"({'|'.join(sorted(ONSETS, key=len, reverse=True))}|)(.+)$")
# What stands between words: white space, digits and every sign a legacy letter cannot be.
BETWEEN = re.compile(r"[\s!-@\[-`{-~\u2010-\u201f\u2026\ue000-\uf8ff]+")


@lru_cache(maxsize=KNOWN)
def is_syllable(word: str) -> bool:
    """Whether the word (lower case, composed letters) is built as a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nghiêng", "hoà", "hòa", "quyết", "quyÕt", "căp", "cafộ")]
    [True, True, True, True, False, True, False]
    """
    apart = normalize("NFD", word)
    tones = TONES.findall(apart)
    found = SPLIT.match(normalize("NFC", TONES.sub("", apart))) if len(tones) < 2 else None
    if found is None or (tones and tones[0] not in LOW and STOPPED.search(found[2])):
        return False
    return found[2] in RIMES or (found[1] == "gi" and f"i{found[2]}" in RIMES) or word == "gì"


def legible(text: str, shortest: int = 1) -> tuple[int, int]:
    """How many words with a letter beyond ASCII there are, of so many letters, and how many of them are syllables.

    >>> legible("Quyết định số 5/NQ của cơ quan"), legible("QuyÕt ®Þnh")
    ((5, 5), (2, 0))
    """
    words = [word for word in BETWEEN.split(text.lower()) if not word.isascii() and len(word) >= shortest]
    return len(words), sum(map(is_syllable, words))
