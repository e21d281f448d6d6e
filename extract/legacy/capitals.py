"""Capitals that TCVN3 has no codes for: it has none with tones, so that clerks typed `QUYếT ĐịNH` for `QUYẾT ĐỊNH`."""

from __future__ import annotations

import re

PLAIN = "A-ZĂÂĐÊÔƠƯ"  # all capitals that there are
TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
# A small toned letter before a capital or behind two of them. (One set at the start: half the time.)
SIGN = re.compile(f"[{PLAIN}{TONED}](?:(?<=[{TONED}])[{PLAIN}]|(?<=[{PLAIN}])[{PLAIN}][{TONED}])")
WORD = re.compile(rf"(?<!\w)[{PLAIN}{TONED}]*(?:[{TONED}][{PLAIN}]|[{PLAIN}]{{2}}[{TONED}])[{PLAIN}{TONED}]*(?!\w)")
CAPITALS = PLAIN + TONED.upper()
BETWEEN = re.compile(rf" (?<=[{CAPITALS}]{{2}} )[{PLAIN}{TONED}]+(?= [{CAPITALS}]{{2}})")


def raised(text: str) -> str:
    """The text with small toned letters in words of capitals as capitals, and words between two such.

    >>> raised("QUYếT ĐịNH của Bộ, ĐĂNG Ký KINH DOANH"), raised("Bộ TC và Hà Nội, UBNDxã")
    ('QUYẾT ĐỊNH của Bộ, ĐĂNG KÝ KINH DOANH', 'Bộ TC và Hà Nội, UBNDxã')
    """
    if SIGN.search(text):
        text = WORD.sub(_upper, text)
    return BETWEEN.sub(_upper, text)


def _upper(found: re.Match[str]) -> str:
    return found[0].upper()
