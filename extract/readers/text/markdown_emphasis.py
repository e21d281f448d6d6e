"""Stars and underscores of Markdown: which are pairs around words, and which are only signs."""

from __future__ import annotations

import re
import unicodedata

from extract.document import EMPHASIS_OFF, EMPHASIS_ON

RUN = re.compile(r"([*_])\1*")
LONGEST = {"*": 8, "_": 2}  # three marks may meet three; longer runs are rules and blanks to fill in
CLOSING, OPENING = ")]}.,;:!?%”»", "([{“«"


def with_emphasis(text: str) -> str:
    """Pairs of `*` and `_` as emphasis marks, by the rules of CommonMark; what is no pair stays.

    >>> with_emphasis("*Một* là 2 * 3 (*)") == f"{EMPHASIS_ON}Một{EMPHASIS_OFF} là 2 * 3 (*)"
    True
    """
    opened: list[list[int]] = []  # start and length of runs that may still close
    pairs: list[tuple[int, int, int]] = []  # opening end, closing start, number of signs
    for found in RUN.finditer(text):
        at, length = found.start(), found.end() - found.start()
        opens, closes = _flanks(text, at, found.end()) if length <= LONGEST[found[0][0]] else (False, False)
        while closes and length:
            match = next((run for run in reversed(opened) if text[run[0]] == found[0][0]), None)
            if match is None:
                break
            size = min(2, length, match[1])
            del opened[opened.index(match) + 1:]
            match[1] -= size
            pairs.append((match[0] + match[1], at, size))
            at, length = at + size, length - size
            if not match[1]:
                opened.pop()
        if opens and length:
            opened.append([at, length])
    return _marked(text, pairs) if pairs else text


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of signs may open, and may close, emphasis."""
    before, after = text[start - 1: start] or " ", text[end: end + 1] or " "
    if before.isdigit() and after.isdigit():
        return False, False
    opens = not after.isspace() and (not _sign(after) or before.isspace() or _sign(before))
    closes = not before.isspace() and (not _sign(before) or after.isspace() or _sign(after))
    if text[start] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    elif end - start > 1:  # `**1.**Tiếp tục` is bold to everybody but CommonMark
        opens, closes = not after.isspace(), not before.isspace()
    return opens and after not in CLOSING, closes and before not in OPENING


def _sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _marked(text: str, pairs: list[tuple[int, int, int]]) -> str:
    """The text with the outermost pairs as emphasis marks and the signs of all pairs gone."""
    opening = [(start, size, 1) for start, _, size in pairs]
    edges = sorted(opening + [(end, size, -1) for _, end, size in pairs])
    parts: list[str] = []
    at = depth = 0
    for place, size, step in edges:
        parts.append(text[at:place])
        if depth == 0 or depth + step == 0:
            parts.append(EMPHASIS_ON if step > 0 else EMPHASIS_OFF)
        depth += step
        at = place + size
    return "".join(parts) + text[at:]
