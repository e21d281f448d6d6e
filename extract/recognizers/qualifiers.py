"""Words that loosen a number (`trên`, `khoảng`, `không quá`): before it, or behind it (`trở lên`).

A row of the vocabulary without a canonical word is no qualifier: `mép dưới 20 mm`, `nói trên 5 hộ`.
"""

from __future__ import annotations

from extract.vocab import rows

QUALIFIERS = {row["word"]: row["canonical"] for row in rows("qualifiers")}
LAST_WORDS = frozenset(word.rpartition(" ")[2] for word in QUALIFIERS)
LINKS = frozenset({"là", "đạt", "mới"})  # `bình quân mới đạt 4 triệu đồng`
TELLING = LAST_WORDS | LINKS
LONGEST = 4  # words
OPENING = "(“"
BEHIND = ((" trở lên", "trở lên"), (" trở xuống", "trở xuống"))


def qualifier_at(text: str, start: int, end: int) -> str | None:
    """The canonical qualifier of the number at `start`, or None.

    >>> qualifier_at("được trên 35.300.000đ", 10, 21), qualifier_at("gồm 5 thôn", 4, 10)
    ('trên', None)
    >>> qualifier_at("không quá 10 người", 10, 18), qualifier_at("20 người trở lên", 0, 8)
    ('không quá', 'trở lên')
    >>> qualifier_at("mép dưới 20 mm", 9, 14), qualifier_at("ít nhất là 5 cuộc", 11, 17)
    (None, 'ít nhất')
    """
    before = text[max(0, start - 26) : start]
    last = before.rsplit(None, 1)[-1:]
    if last and last[0].lower().lstrip(OPENING) in TELLING:
        words = before.lower().replace("(", " ").split()[-LONGEST - 1 :]
        while words and words[-1] in LINKS:
            words.pop()
        if words and words[-1] in LAST_WORDS:
            phrases = (" ".join(words[first:]) for first in range(len(words)))
            return next((QUALIFIERS[phrase] or None for phrase in phrases if phrase in QUALIFIERS), None)
    if text.startswith(" trở ", end):
        return next((canonical for word, canonical in BEHIND if text.startswith(word, end)), None)
    return None
