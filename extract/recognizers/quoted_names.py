"""Numbers inside a name in quotes tell no sum and count nothing: `“Bữa cơm 2.000 đồng”`, `“5 hộ kèm 1 hộ nghèo”`."""

from __future__ import annotations

import regex

REACH = 60
CLOSING = regex.compile(r"[”»\"]")
INSIDE = r"[^“”«»\".,;:\n]*"  # a name has no mark inside
BEFORE = regex.compile(rf"(?r)(?:[“«]|(?<=[\s(])\")(?:\p{{Lu}}{INSIDE}|(?:[0-9]{INSIDE})?)\Z")
BEHIND = regex.compile(rf"{INSIDE}[”»\"]")


def in_quoted_name(text: str, start: int, end: int) -> bool:
    """Whether the number at `start` is a word of a name in quotes, which begins with a capital or a number.

    >>> in_quoted_name("mô hình “Quán cơm 2.000 đồng”", 18, 28), in_quoted_name("nói: “tôi góp 2.000 đồng”", 14, 24)
    (True, False)
    """
    if CLOSING.search(text, end, end + REACH) is None or BEHIND.match(text, end, end + REACH) is None:
        return False
    return BEFORE.search(text, max(start - REACH, 0), start) is not None
