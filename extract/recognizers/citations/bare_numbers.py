"""Numbers without organ after a type word: `số 340, 112, 113`, `nghị định 68`, `CT 05`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extract.recognizers.citations.mention import Mention, Part, own_part, rule_of
from extract.recognizers.citations.type_words import LAST_LETTERS, TypeWord, may_end, type_before
from extract.recognizers.symbols import NUMBER, POINT, Symbol, digits
from extract.recognizers.symbols_in_text import small_hit_at
from extract.vocab import rows

YEARLIKE = regex.compile(r"(?:19|20)\d\d")
# A year that a resolution or programme of our days may be called by; an ordinance is called by any.
PLAN_YEAR = regex.compile(r"199\d|20[0-4]\d")
# An old symbol of an unknown organ (`Quyết định 1141 TC/QĐ/CĐKT, ngày …`): what follows shows it is one.
DATED = regex.compile(r",?\sngày\s?\d|\scủa\s\p{Lu}")
LIST_SIGN = r"(?:\s?,\s?|\s?;\s?|\svà\s|\s?&\s?)"
# The first digit behind a letter that ends a type word or `số`; what most often stands before one is neither.
FIRST_DIGIT = regex.compile(rf"(?<=[{LAST_LETTERS}]:?[ :])(?<!(?:ngày|háng) )[0-9]")
BARE = regex.compile(
    rf"(?<=[^\W\d_][ :]|: )(?P<number>{POINT}|{NUMBER})(?:(?:{LIST_SIGN}|/|\s?[-–]\s?)(?P<number>\d{{1,5}})(?![\w/]))*+"
    r"(?![\w/%]|[.,]\d|-\w|[ ]/)")
# After a number without `số`, only this shows that a document is meant, not a quantity (`kế hoạch 5 năm`).
AFTER_BARE = regex.compile(
    r"[,.;:)”\"\n]|$|\s(?:ngày\s?\d{1,2}\s?[/.-]|ngày\s\d{1,2}\stháng|năm\s(?:19|20)\d\d|của|về|kh[oó][aá]|và|đã|trên|theo|được|là|có"
    r"|thì|chỉ|mới|vẫn|cũng|sẽ|này|nhưng|mà|nên|[,;]|với|để|do|vào|tại|ban hành|thực hiện|như|nêu|–|-|\()")
NEXT_WORD = regex.compile(r"\s(\p{Ll}+)")
TIME_AND_MONEY = frozenset("ngày tháng năm quý giờ nhiệm đồng nghìn ngàn triệu tỷ tỉ điều khoản".split())
WITHOUT_SO = frozenset({"nghị định", "nghị quyết", "chỉ thị", "quyết định", "kết luận", "thông tư", "đề án",
                        "quy định", "thông báo", "pháp lệnh", "chương trình"})
# `Kế hoạch 70 của Ban Chỉ đạo` names one, `Kế hoạch 5 năm` none: an issuer or a day must follow.
WITH_ISSUER = frozenset({"kế hoạch", "công văn", "hướng dẫn", "báo cáo", "thông báo", "tờ trình", "quy chế", "văn bản"})
AFTER_ISSUED = regex.compile(r"\s(?:của\s\p{Lu}|ngày\s?\d{1,2}\s?[/.-]\s?\d|ngày\s\d{1,2}\stháng)")
# In small letters only a whole day tells it: `gửi báo cáo 9 của UBND xã` may count.
AFTER_DAY = regex.compile(r",?\sngày\s?\d{1,2}\s?(?:[/.-]\s?\d{1,2}\s?[/.-]|tháng\s\d{1,2}\snăm)\s?(?:19|20)\d\d")
FIVE_YEARS = regex.compile(r"\snăm\s\d{4}\s?[-–]")  # kế hoạch 5 năm 2021-2025
SHORT_WITHOUT_SO = WITHOUT_SO - {"thông báo", "chương trình", "quy định"}


def bare_numbers(text: str, cited: list[Mention]) -> Iterator[Mention]:
    """Numbers without organ after a type word: `số 340, 112, 113`, `nghị định 68`, `CT 05`.

    `cited` are the mentions with a symbol, in order: none of theirs is looked at, and a number of theirs
    needs less to tell that it is meant again (`Kế hoạch 77.` behind `Kế hoạch số 77-KH/TU`).
    """
    named = {(mention.doc_type, part.number) for mention in cited for part in mention.symbols}
    at = 0
    later = iter([*((mention.start, mention.end) for mention in cited), (len(text), len(text))])
    busy = next(later)
    for digit in FIRST_DIGIT.finditer(text):
        start = digit.start()
        while start >= busy[1]:
            busy = next(later)
        if start < at or start >= busy[0] or not may_end(text, start):
            continue
        word = type_before(text, start)
        if word is None or word.refused:
            continue
        odd = small_hit_at(text, start) if word.so or word.full else None
        known = odd and odd.symbol.known + word.so + (word.full and bool(DATED.match(text, odd.end)))
        if odd and known and known > 1 and odd.end <= busy[0]:
            yield Mention(word.start, odd.end, word.doc_type, rule_of(word), [own_part(odd)])
            at = odd.end
            continue
        match = BARE.match(text, start)
        if match is None or match.end() > busy[0]:
            continue
        at = match.end()
        if not word.doc_type or not _is_document(text, match, word, named):
            continue
        parts = _bare_parts(text, match)
        yield Mention(word.start, match.end(), word.doc_type, "bare_number" if word.so else "short_form", parts)


def _bare_parts(text: str, match: regex.Match[str]) -> list[Part]:
    """The numbers of a list; `30/2020` is one number with its year."""
    spans = match.spans("number")
    if len(spans) == 2 and text[spans[0][1]:spans[1][0]] == "/" and YEARLIKE.fullmatch(text[slice(*spans[1])]):
        raw = text[spans[0][0]:spans[1][1]]
        symbol = Symbol(raw, digits(raw), int(raw[-4:]), None, None, None, None, "normative", 0)
        return [Part(spans[0][0], spans[1][1], raw, symbol.number, symbol)]
    return [Part(a, b, text[a:b], digits(text[a:b]), None) for a, b in spans]


def _is_document(text: str, match: regex.Match[str], word: TypeWord, named: set[tuple[str, int | None]]) -> bool:
    """`số` before the number tells it; without, the type, its form and what follows must all agree."""
    if word.doc_type in ("luật", "lệnh", "thông tin", "danh sách", "hợp đồng") and not word.so:
        return False
    if word.so:
        return True
    if text[match.start() - 2] == ":" and not AFTER_ISSUED.match(text, match.end()):
        return False  # `Nghị quyết: 02 (…)` counts
    first, goes_on = match.captures("number")[0], AFTER_BARE.match(text, match.end()) is not None
    if (word.doc_type, digits(first)) in named and text[word.start].isupper() \
            and (goes_on or (_counts_nothing(text, match.end()) and not PLAN_YEAR.fullmatch(first))):
        return FIVE_YEARS.match(text, match.end()) is None
    if (YEARLIKE if word.doc_type == "pháp lệnh" else PLAN_YEAR).fullmatch(first):
        return False  # Nghị quyết 2025 của HĐND, Chương trình 2026-2030
    if word.doc_type == "công văn" and word.full and text[word.start].isupper() and len(first) > 2 and goes_on:
        return True
    if word.full and word.doc_type in WITH_ISSUER and text[word.start].isupper():
        return AFTER_ISSUED.match(text, match.end()) is not None
    if word.full and word.doc_type in WITH_ISSUER and AFTER_DAY.match(text, match.end()):
        return True
    if not word.full and word.doc_type in WITH_ISSUER and AFTER_ISSUED.match(text, match.end()):
        return True  # KH 71 của BTV Huyện ủy
    allowed = WITHOUT_SO if word.full else SHORT_WITHOUT_SO
    return word.doc_type in allowed and goes_on


def _counts_nothing(text: str, end: int) -> bool:
    """Whether a word goes on that no number counts (`sơ kết Chỉ thị 07 hằng năm`)."""
    following = NEXT_WORD.match(text, end)
    return following is not None and following[1] not in _counted()


@cache
def _counted() -> frozenset[str]:
    return TIME_AND_MONEY | {row["word"].partition(" ")[0] for row in rows("quantity_units")}
