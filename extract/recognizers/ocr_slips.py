"""Symbols as recognition of pictures misreads them, with the one known symbol they may stand for.

Nothing is corrected: a slip is a near miss with a suggestion, for an archivist to judge beside the picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

from extract.document import Document
from extract.recognizers.symbols import parse
from extract.records import NearMiss
from extract.vocab import rows

# Letters that a digit is taken for.
DIGITS = str.maketrans("lIi|OoQSBZ", "1111000582")
NUMBER, JOIN, CODE = r"[\dlIi|OoQSBZ]{1,5}", r"\s?[-/–~]\s?", r"[\p{Lu}Ð][\p{L}Ð]*+"
SHAPE = regex.compile(rf"(?<![\w/.,-])(?P<number>{NUMBER})(?P<year>/(?:19|20)\d\d)?"
                      rf"(?P<rest>(?:{JOIN}{CODE})++)(?![\w/])")
PART = regex.compile(rf"({JOIN})({CODE})")
IN_DOUBT = ("TƯ",)  # trung ương as some write it, or tỉnh ủy misread
REASON = "recognised on a picture; letters may be misread"


def find_ocr_slips(document: Document) -> Iterator[NearMiss]:
    """Symbols in blocks that were recognised on a picture which are one slip away from what is known.

    >>> from extract.document import Piece, Reading, compose
    >>> words = "theo Kế hoạch số l2/KH-UBNĐ và Nghị định số 15/2020/ND-CP, Quyết định 7/QĐ-UBND"
    >>> [(miss.raw, miss.suggestion) for miss in find_ocr_slips(compose(Reading([Piece(words, confidence=0.6)])))]
    [('l2/KH-UBNĐ', '12/KH-UBND'), ('15/2020/ND-CP', '15/2020/NĐ-CP')]
    """
    for block in document.blocks:
        if block.confidence is None or block.start >= document.flow_end:
            continue
        for found in SHAPE.finditer(document.text, block.start, block.end):
            if suggested := suggestion(found[0]):
                yield NearMiss(doc_id=document.doc_id, start=found.start(), end=found.end(), raw=found[0],
                               kind="symbol", reason=REASON, suggestion=suggested, page=block.page)


def suggestion(raw: str) -> str | None:
    """The one symbol of known type and organ that `raw` may be misread from; None where it is right or in doubt.

    >>> suggestion("S7/BC-UBND"), suggestion("27/BCUBND"), suggestion("93/QĐ-ƯBND"), suggestion("12/ABC-XYZ")
    ('57/BC-UBND', '27/BC-UBND', '93/QĐ-UBND', None)
    >>> suggestion("12/BC-UBND"), suggestion("09-NQ/TƯ")
    (None, None)
    """
    found = SHAPE.fullmatch(raw)
    if found is None:
        return None
    parts = [(join.strip(), _known(code)) for join, code in PART.findall(found["rest"])]
    if any(code is None for _, code in parts):
        return None
    mended = found["number"].translate(DIGITS) + (found["year"] or "") + "".join(
        f"{'-' if join in '–~' else join}{code}" for join, code in parts)
    symbol, read = parse(mended), parse(raw)
    return symbol.symbol if symbol and (read is None or read.symbol != symbol.symbol) else None


def _known(code: str) -> str | None:
    """The code itself where it is known, else the only known one that differs in marks, in a letter seen twice, or by
    type and organ glued together."""
    near = frozenset() if code in IN_DOUBT else _codes().get(_fold(code), frozenset())
    if code.upper() in {known.upper() for known in near}:
        return code
    if len(near) == 1:
        return next(iter(near))
    pairs = [f"{kind}-{organ}" for cut in range(2, len(code) - 1)
             for kind, organ in ((code[:cut], code[cut:]),) if kind in _types() and organ in _organs()]
    once = {code[:at] + code[at + 1:] for at in range(1, len(code)) if _fold(code[at - 1]) == _fold(code[at])}
    found = sorted({*pairs, *(known for shorter in once for known in _codes().get(_fold(shorter), ()))})
    return found[0] if len(found) == 1 and not near else None


@cache
def _types() -> frozenset[str]:
    return frozenset(row["abbr"] for row in rows("doc_types") if row["abbr"])


@cache
def _organs() -> frozenset[str]:
    return frozenset(row["abbr"] for row in rows("organs"))


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Codes of types and organs by their letters without marks."""
    codes: dict[str, frozenset[str]] = {}
    for code in sorted(_types() | _organs()):
        codes[_fold(code)] = codes.get(_fold(code), frozenset()) | {code}
    return codes


def _fold(code: str) -> str:
    letters = unicodedata.normalize("NFD", code.upper().replace("Đ", "D").replace("Ð", "D"))
    return "".join([letter for letter in letters if not unicodedata.combining(letter)])
