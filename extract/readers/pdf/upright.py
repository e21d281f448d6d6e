"""Pages of which nearly all letters lie on their side or stand on their head, turned as they are to be read.

Wide tables are printed across upright sheets, and sheets are scanned as they were put in.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pypdfium2.raw as raw

SAMPLES, FEWEST = 16, 6  # letters that are asked, and of those that must agree: all of them


def quarter(textpage: Any, n: int) -> int:
    """How many quarter turns a character is turned by, with the clock, on the sheet that is not turned."""
    angle: float = raw.FPDFText_GetCharAngle(textpage, n)
    return round(angle / math.pi * 2) % 4


def set_upright(page: Any, textpage: Any) -> bool:
    """Turn the page where its letters, as it is to be seen, do not stand upright; whether it was turned."""
    count = raw.FPDFText_CountChars(textpage)
    turns = Counter(quarter(textpage, n) for n in range(0, count, count // SAMPLES + 1)
                    if chr(raw.FPDFText_GetUnicode(textpage, n)).isalnum())
    turn, times = turns.most_common(1)[0] if turns else (0, 0)
    wanted = -turn % 4 * 90  # letters turned with the clock need a sheet turned against it
    lies = times == turns.total() >= FEWEST and wanted != page.get_rotation()
    if lies:
        page.set_rotation(wanted)
    return lies
