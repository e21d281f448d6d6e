"""The type word before a number: `Kế hoạch số số `, `các Quyết định số: `, `NĐ `, `Công văn của Sở Nội vụ số `."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from extract.recognizers.citations.issuers import issuer_at, organs_end
from extract.vocab import rows

WINDOW = 130
MARKS = "(“\"'‘’”*[–-:;,.…"
SO = ("số", "sô", "SỐ", "Số")
# What else is numbered with `số`: forms, accounts, houses, telephones.
NOT_DOCUMENTS = frozenset("""mẫu mau biểu bảng khoản thoại nhà lô thửa xe máy hiệu tổ đội khu quầy phòng mã dãy bão ảnh
    hình hộp lớp quyển tập kỳ phiếu sổ khen thẻ lục""".split())
CAPITAL_AFTER = regex.compile(r"\s+(?=\p{Lu})")
BETWEEN = regex.compile(r"^(.*?)\s+của\s+(\p{Lu}.+)$", regex.DOTALL)
# Between type word and `số`: a day, or one or two words that say which (`Công điện khẩn số`, `Báo cáo thẩm tra số`),
# none of which links (`theo quy định tại số`).
DAY_BETWEEN = regex.compile(r"\s+ngày\s[\d/.\-]{5,10}$|\s+ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}$")
LINKS = frozenset("tại theo của và hoặc có là với về cho do các những đến từ trong trên dưới này nêu kèm ngoài".split())


class TypeWord(NamedTuple):
    """Where the type word begins, the document type, whether it was written out, whether `số` followed.

    `issuer` is the span of an organ between type word and `số`; `refused` tells that something else is
    numbered there (`Mẫu số 02`)."""

    start: int
    doc_type: str
    full: bool
    so: bool
    issuer: tuple[int, int] | None = None
    refused: bool = False


@cache
def phrases() -> dict[str, str]:
    """Type words as they stand in prose -> document type. Abbreviations keep their capitals."""
    known: dict[str, str] = {}
    for row in rows("doc_types"):
        known.setdefault(row["name"], row["name"])
        for prose in filter(None, row["prose"].split("|")):
            known.setdefault(prose, row["name"])
    return known


def _by_last_word(small: bool) -> dict[str, tuple[tuple[str, str], ...]]:
    """Last word -> (type word, document type), the longest first: those in small letters, or abbreviations."""
    index: dict[str, list[tuple[str, str]]] = {}
    for phrase, doc_type in phrases().items():
        if phrase.islower() is small:
            index.setdefault(phrase.split()[-1], []).append((phrase, doc_type))
    return {last: tuple(sorted(known, key=lambda pair: -len(pair[0]))) for last, known in index.items()}


WRITTEN, ABBREVIATED = _by_last_word(True), _by_last_word(False)
LAST_WORDS = frozenset({*WRITTEN, *ABBREVIATED, *SO})
LAST_LETTERS = "".join(sorted({case for word in LAST_WORDS for case in (word[-1], word[-1].upper())} | {".", " ", ":"}))
LONGEST_WORD = max(map(len, LAST_WORDS))


def may_end(text: str, position: int) -> bool:
    """Whether the word that ends before `position` can be `số` or the last of a type word: a quick look."""
    end = position - 1
    if text[end - 1] == ":":
        end -= 1
    near = text[max(0, end - LONGEST_WORD - 3):end].rstrip(":. ")
    word = near[max(near.rfind(" "), near.rfind("\n")) + 1:]
    return word in LAST_WORDS or word.lower() in LAST_WORDS


def type_before(text: str, position: int, loose: bool = False) -> TypeWord | None:
    """The type word that ends right before `position`; with only `số` there, one without a type ("").

    `loose` lets one or two words stand between them (`Báo cáo thẩm tra số`), where a symbol follows.

    >>> type_before("các Quyết định số: 318", 19)
    TypeWord(start=4, doc_type='quyết định', full=True, so=True, issuer=None, refused=False)
    >>> type_before("theo NĐ 30", 8), type_before("có 30", 3)
    (TypeWord(start=5, doc_type='nghị định', full=False, so=False, issuer=None, refused=False), None)
    """
    base = max(0, position - WINDOW)
    tail = text[base:position].rstrip(" :.\n\u2026")
    so, so_at = False, 0
    while tail.endswith(SO) and not tail[-3:-2].isalpha():
        so, so_at = True, len(tail) - 2
        tail = tail[:-2].rstrip(" :.\n(")
    found = _phrase_at_end(tail)
    if found:
        return TypeWord(base + found[0], found[1], found[2], so)
    if not so:
        return None
    between = BETWEEN.match(tail[max(0, tail.rfind("\n")):])
    if between:
        offset = max(0, tail.rfind("\n"))
        found = _phrase_at_end(tail[:offset + between.end(1)])
        organ = offset + between.start(2)
        if found and issuer_at(tail, organ) == len(tail):
            return TypeWord(base + found[0], found[1], found[2], True, (base + organ, base + len(tail)))
    words = tail.rsplit(None, 1)
    refused = bool(words) and words[-1].lower().lstrip(MARKS) in NOT_DOCUMENTS
    for before in (_before_day(tail), *(_before_words(tail) if loose and not refused else ())):
        found = _phrase_at_end(before) if before else None
        if found and found[2]:
            return TypeWord(base + found[0], found[1], True, True)
    if refused:
        return TypeWord(base + so_at, "", False, True, refused=True)
    named = _with_organ(tail) if loose else None
    if named:
        start, doc_type, organ = named
        return TypeWord(base + start, doc_type, True, True, (base + organ, base + len(tail)))
    return TypeWord(base + so_at, "", False, True)


def _before_day(tail: str) -> str:
    day = DAY_BETWEEN.search(tail) if tail[-1:].isdigit() else None
    return tail[:day.start()] if day else ""


def _before_words(tail: str) -> Iterator[str]:
    """The tail before its last word and before its last two, where these may say which document is meant."""
    for _ in range(2):
        tail, _, word = tail.rpartition(" ")
        if not (1 < len(word) < 8 and word.isalpha() and word.islower()) or word in LINKS:
            return
        yield tail


def _with_organ(tail: str) -> tuple[int, str, int] | None:
    """A capitalised type word with the organ behind it that ends `tail` (`Quyết định UBND tỉnh`): where the type word
    begins, the type, where the organ begins."""
    for gap in reversed(list(CAPITAL_AFTER.finditer(tail, tail.rfind("\n") + 1))):
        found = _phrase_at_end(tail[:gap.start()])
        if found and found[2] and tail[found[0]].isupper() and organs_end(tail, gap.end()) == len(tail):
            return found[0], found[1], gap.end()
    return None


def _phrase_at_end(tail: str) -> tuple[int, str, bool] | None:
    """Offset, type and whether it is written out, of the longest type word that ends `tail`."""
    tail = tail.replace("\n", " ")
    last = tail[tail.rfind(" ") + 1:].lstrip(MARKS)
    for phrase, doc_type in ABBREVIATED.get(last, ()):  # abbreviations keep their capitals
        if tail.endswith(phrase) and not tail[-len(phrase) - 1:-len(phrase)].isalnum():
            return len(tail) - len(phrase), doc_type, False
    written = WRITTEN.get(last.lower())
    low = tail.lower() if written else ""
    for phrase, doc_type in written or ():
        if low.endswith(phrase) and not low[-len(phrase) - 1:-len(phrase)].isalnum():
            return len(tail) - len(phrase), doc_type, True
    return None
