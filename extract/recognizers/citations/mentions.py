"""Where the text names a document: symbols with their type word and group, bare numbers, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from extract.recognizers.citations.named import find_named
from extract.recognizers.citations.type_words import TypeWord, may_end, type_before
from extract.recognizers.symbols import (
    CODE,
    LEAD,
    NUMBER,
    SHAPE,
    SMALL,
    TYPES,
    Hit,
    Symbol,
    digits,
    hit_at,
    parse,
    scan,
)


class Part(NamedTuple):
    """One number of a mention: its span, its canonical symbol, and what it means (None: a bare number)."""

    start: int
    end: int
    canonical: str
    number: int | None
    symbol: Symbol | None


@dataclass(slots=True)
class Mention:
    """A mention while it is read: `end` moves on as date and issuer are found."""

    start: int
    end: int
    doc_type: str
    rule: str
    symbols: list[Part] = field(default_factory=list)
    title: tuple[int, int] | None = None
    date: tuple[str | None, str] | None = None  # ISO text and precision
    issuer: str | None = None
    pinpoint: str | None = None


YEARLIKE = regex.compile(r"(?:19|20)\d\d")
ASSEMBLY = regex.compile(r"QH\d{1,2}")
# A number left for the pen: `Quyết định số     /QĐ-UBND`, `Thông tư số…/2016/TT-BCT`. The slash is rare.
BLANK = regex.compile(rf"(?<=[sS]ố[ :]*[.…_ ]{{0,40}})/[ ]?(?:\d{{4}}/[ ]?)?(?:{TYPES})[ ]?[-–][ ]?{CODE}")
BLANK_LEAD = regex.compile(r"(?r)[sS]ố[ :]*[.…_ ]*\Z")
# An old symbol of an unknown organ (`Quyết định 1141 TC/QĐ/CĐKT, ngày …`): what follows shows it is one.
DATED = regex.compile(r",?\sngày\s?\d|\scủa\s\p{Lu}")
OWN_NUMBER = regex.compile(NUMBER)
LIST_SIGN = r"(?:\s?,\s?|\s?;\s?|\svà\s|\s?&\s?)"
# Bare numbers before a symbol: `217, ` of `217, 218-QĐ/TW`.
LEADS = regex.compile(rf"(?r)(?<![\w/.,-])(?:{NUMBER}{LIST_SIGN})+\Z")
DIGITS = regex.compile(r"[0-9]{1,5}")
BARE = regex.compile(
    rf"(?<=[^\W\d_][ :]|: )(?P<number>{NUMBER})(?:(?:{LIST_SIGN}|/|\s?[-–]\s?)(?P<number>\d{{1,5}})(?![\w/]))*+"
    r"(?![\w/%]|[.,]\d|-\w|[ ]/)")
# After a number without `số`, only this shows that a document is meant, not a quantity (`kế hoạch 5 năm`).
AFTER_BARE = regex.compile(
    r"[,.;:)”\"\n]|$|\s(?:ngày\s?\d{1,2}\s?[/.-]|ngày\s\d{1,2}\stháng|năm\s(?:19|20)\d\d|của|về|kh[oó][aá]|và|đã|trên|theo|được|là|có"
    r"|thì|với|để|do|vào|tại|ban hành|thực hiện|như|nêu|–|-|\()")
WITHOUT_SO = frozenset({"nghị định", "nghị quyết", "chỉ thị", "quyết định", "kết luận", "thông tư", "đề án",
                        "quy định", "thông báo", "pháp lệnh", "chương trình"})
# `Kế hoạch 70 của Ban Chỉ đạo` names one, `Kế hoạch 5 năm` none: an issuer or a day must follow.
WITH_ISSUER = frozenset({"kế hoạch", "công văn", "hướng dẫn", "báo cáo", "thông báo", "tờ trình", "quy chế"})
AFTER_ISSUED = regex.compile(r"\s(?:của\s\p{Lu}|ngày\s?\d{1,2}\s?[/.-]\s?\d|ngày\s\d{1,2}\stháng)")
SHORT_WITHOUT_SO = WITHOUT_SO - {"thông báo", "chương trình", "quy định"}
JOINED = regex.compile(r"(?:\s?,\s?|\s?;\s?|\s(?:và|cùng với)\s|\s?&\s?)(?:số\s)?")


def find_mentions(text: str) -> list[Mention]:
    """Every place where the text names a document, in order, none inside another."""
    found = [*_by_symbol(text), *_by_blank(text)]
    found += _by_number(text, [(m.start, m.end) for m in found])
    return _with_names(text, sorted(found, key=lambda m: (m.start, -m.end)))


def _by_symbol(text: str) -> Iterator[Mention]:
    open_group: Mention | None = None
    for hit in scan(text):
        word = type_before(text, hit.start, loose=True)
        leads = hit.leads
        if open_group and (word is None or not word.doc_type) and _alike(open_group, hit) \
                and JOINED.fullmatch(text, open_group.end, hit.start):
            open_group.symbols += _parts(leads, hit)
            open_group.end = hit.end
            continue
        if word is None:
            listed = LEADS.search(text, max(0, hit.start - 60), hit.start)
            word = type_before(text, listed.start(), loose=True) if listed else None
            if listed and word:
                leads = tuple((m.start(), m[0]) for m in LEAD.finditer(text, listed.start(), hit.start))
        if not accepted(hit, word):
            open_group = None
            continue
        start = word.start if word else hit.start
        mention = Mention(start, hit.end, word.doc_type if word else "", _rule(word), _parts(leads, hit))
        if word and word.issuer:
            mention.issuer = text[slice(*word.issuer)]
        yield mention
        open_group = mention


def _by_blank(text: str) -> Iterator[Mention]:
    """Symbols whose number is left blank, after a type word; the number stays null."""
    for match in BLANK.finditer(text):
        lead = BLANK_LEAD.search(text, 0, match.start())
        word = type_before(text, lead.start(), loose=True) if lead else None
        symbol = parse(match[0])
        if word and word.full and symbol:
            part = Part(match.start(), match.end(), symbol.symbol, None, symbol)
            yield Mention(word.start, match.end(), word.doc_type, "blank_number", [part])


def _alike(mention: Mention, hit: Hit) -> bool:
    """`217-QĐ/TW và 218-QĐ/TW` is one group; so are two decrees after `các Nghị định số`."""
    last = mention.symbols[-1].symbol
    if last is None or last.abbr != hit.symbol.abbr:
        return False
    assembly = ASSEMBLY.fullmatch(last.organ or "") and ASSEMBLY.fullmatch(hit.symbol.organ or "")
    return last.organ == hit.symbol.organ or bool(assembly)


def accepted(hit: Hit, word: TypeWord | None) -> bool:
    """Whether a shape is a symbol: what stands before it says so, or both its parts are known.

    >>> hit = next(scan("năm 2020 - UBND xã"))
    >>> accepted(hit, None)
    False
    """
    if word is not None and word.refused and not hit.symbol.year:
        return False
    if hit.leads and all(YEARLIKE.fullmatch(number) for _, number in (*hit.leads, (0, str(hit.symbol.number)))):
        return False  # nhiệm kỳ 2020-2025/ĐH
    if word is not None:
        return word.so or word.full or hit.symbol.known > 0
    if hit.symbol.year:
        return hit.symbol.known > 0
    spaced = " " in hit.raw and not hit.symbol.abbr
    if hit.symbol.known == 2:
        return not spaced
    return hit.symbol.known == 1 and not spaced and hit.symbol.doc_type == "công văn" and "-" in hit.raw


def _rule(word: TypeWord | None) -> str:
    if word is None:
        return "symbol"
    return "numbered" if not word.doc_type else "full" if word.so else "typed"


def _parts(leads: tuple[tuple[int, str], ...], hit: Hit) -> list[Part]:
    """The numbers before the symbol take its tail (`217/218-QĐ/TW`), then the symbol itself."""
    symbol = hit.symbol
    last = Part(hit.number_start, hit.end, symbol.symbol, symbol.number, symbol)
    if not leads:
        return [last]
    own = OWN_NUMBER.match(symbol.symbol)
    tail = symbol.symbol[own.end():] if own else symbol.symbol
    if symbol.year:  # the year is its own number's: `Nghị định 116 và 81/2021/NĐ-CP` says no year of 116
        return [*(Part(start, start + len(number), number, digits(number), None) for start, number in leads), last]
    return [*(Part(start, start + len(number), number + tail, digits(number), symbol) for start, number in leads), last]


def _by_number(text: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Numbers without organ after a type word: `số 340, 112, 113`, `nghị định 68`, `CT 05`."""
    at = 0
    later = iter([*taken, (len(text), len(text))])
    busy = next(later)
    for digits_here in DIGITS.finditer(text):
        start = digits_here.start()
        while start >= busy[1]:
            busy = next(later)
        if start < at or start >= busy[0] or text[start - 1] not in " :" or not may_end(text, start):
            continue
        word = type_before(text, start)
        if word is None:
            continue
        if word.refused:
            continue
        odd = hit_at(text, SMALL.match(text, start) or SHAPE.match(text, start)) if word.so or word.full else None
        known = odd and odd.symbol.known + word.so + (word.full and bool(DATED.match(text, odd.end)))
        if odd and known and known > 1 and odd.end <= busy[0]:
            yield Mention(word.start, odd.end, word.doc_type, _rule(word), _parts((), odd))
            at = odd.end
            continue
        match = BARE.match(text, start)
        if match is None or match.end() > busy[0]:
            continue
        at = match.end()
        if not word.doc_type or not _is_document(text, match, word):
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


def _is_document(text: str, match: regex.Match[str], word: TypeWord) -> bool:
    """`số` before the number tells it; without, the type, its form and what follows must all agree."""
    if word.doc_type in ("luật", "lệnh", "thông tin", "danh sách", "hợp đồng") and not word.so:
        return False
    if word.so:
        return True
    if YEARLIKE.fullmatch(match.captures("number")[0]):
        return False  # Nghị quyết 2025 của HĐND, Chương trình 2026-2030
    if word.full and word.doc_type in WITH_ISSUER and text[word.start].isupper():
        return AFTER_ISSUED.match(text, match.end()) is not None
    allowed = WITHOUT_SO if word.full else SHORT_WITHOUT_SO
    return word.doc_type in allowed and AFTER_BARE.match(text, match.end()) is not None


def _with_names(text: str, mentions: list[Mention]) -> list[Mention]:
    """Names among the numbered mentions: `Luật Lưu trữ số 33/2024/QH15` is one mention."""
    named = [Mention(n.start, n.end, n.doc_type, n.rule, title=n.name) for n in find_named(text)]
    numbered = {m.start: m for m in mentions}
    merged: list[Mention] = []
    symbols = {m.symbols[0].start: m for m in mentions}
    for mention in named:
        follower = _number_after(text, mention, symbols)
        if follower:
            mention.symbols, mention.end = follower.symbols, follower.end
            numbered.pop(follower.start, None)
    for mention in sorted([*named, *numbered.values()], key=lambda m: (m.start, -m.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return merged


NUMBER_AFTER = regex.compile(
    r"(?:[ \n](?:ngày|năm)[ \n](?:[\d /.-]|tháng|năm){4,28}?)?[ \n]?,?[ \n]?\(?"
    r"(?:(?:[Bb]ộ )?[Ll]uật |[Pp]háp lệnh )?(?:số ?:? ?)+(?=\d)")


def _number_after(text: str, mention: Mention, symbols: dict[int, Mention]) -> Mention | None:
    """The `số …` that follows the name of a law."""
    gap = NUMBER_AFTER.match(text, mention.end)
    return symbols.get(gap.end()) if gap else None
