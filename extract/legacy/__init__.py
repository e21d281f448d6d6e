"""Legacy encodings of Vietnamese (TCVN3, VNI, VISCII, VPS, VIQR) to Unicode, by font and by guess.

Must run before `clean`: in TCVN3 the letter ư is 0xAD, the soft hyphen. A reader gives the runs of the whole
document to a `Converter`, and then the runs of each block to its `convert`.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.legacy.codes import as_western, decode
from extract.legacy.conversion import Converter, Run
from extract.legacy.fonts import by_font
from extract.legacy.guessing import guess

__all__ = ["Converter", "Run", "as_western", "by_font", "convert", "decode", "guess"]


def convert(runs: Iterable[Run]) -> tuple[str, str | None]:
    r"""The runs (text, font) of one block joined, each converted by its font; and the encoding, if any.

    >>> convert([("Số 5 ", "Arial"), ("ngµy th¸ng", ".VnTime"), (" céng hoµ", ".VnTimeH")])
    ('Số 5 ngày tháng CỘNG HOÀ', 'tcvn3')
    """
    runs = list(runs)
    return Converter(runs).convert(runs)
