"""Where the text names a document: symbols with their type word and group, bare numbers, names."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.recognizers.citations.bare_numbers import LIST_SIGN, YEARLIKE, bare_numbers
from extract.recognizers.citations.mention import Mention, Part, own_part, rule_of
from extract.recognizers.citations.named import find_named
from extract.recognizers.citations.titled import find_titled
from extract.recognizers.citations.type_words import TypeWord, type_before
from extract.recognizers.symbols import CODE, NUMBER, TYPES, Symbol, digits, parse
from extract.recognizers.symbols_in_text import LEAD, Hit, scan

ASSEMBLY = regex.compile(r"QH\d{1,2}")
# A number left for the pen: `Quyết định số     /QĐ-UBND`, `Thông tư số…/2016/TT-BCT`. The slash is rare.
BLANK = regex.compile(rf"(?<=[sS]ố[ :]*[.…_ ]{{0,40}})/[ ]?(?:\d{{4}}/[ ]?)?(?:{TYPES})[ ]?[-–][ ]?{CODE}")
BLANK_LEAD = regex.compile(r"(?r)[sS]ố[ :]*[.…_ ]*\Z")
# What `số` numbers need not be a document (`Phòng Giao dịch số 9 - Kho bạc Nhà nước`).
WORD_BEHIND = regex.compile(r"\d+[ ]?[-–][ ]\p{Lu}\p{Ll}+")
OWN_NUMBER = regex.compile(NUMBER)
# Bare numbers before a symbol: `217, ` of `217, 218-QĐ/TW`.
LEADS = regex.compile(rf"(?r)(?<![\w/.,-])(?:{NUMBER}{LIST_SIGN})+\Z")
JOINED = regex.compile(r"(?:\s?,\s?|\s?;\s?|\s(?:và|cùng với)\s|\s?&\s?)(?:số\s)?")


def find_mentions(text: str) -> list[Mention]:
    """Every place where the text names a document, in order, none inside another."""
    found = sorted([*_by_symbol(text), *_by_blank(text)], key=lambda m: m.start)
    found += list(bare_numbers(text, found))
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
        mention = Mention(start, hit.end, word.doc_type if word else "", rule_of(word), _parts(leads, hit))
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
    if (word.refused and not hit.symbol.year) if word else "." in hit.symbol.symbol.partition("/")[0]:
        return False
    if hit.leads and all(YEARLIKE.fullmatch(number) for _, number in (*hit.leads, (0, str(hit.symbol.number)))):
        return False  # nhiệm kỳ 2020-2025/ĐH
    if word is not None:
        return (word.so and not WORD_BEHIND.fullmatch(hit.raw)) or word.full or hit.symbol.known > 0
    if hit.symbol.year:
        return hit.symbol.known > 0
    spaced = " " in hit.raw and not hit.symbol.abbr
    if hit.symbol.known == 2:
        return not spaced
    return hit.symbol.known == 1 and not spaced and hit.symbol.doc_type == "công văn" and "-" in hit.raw


def _parts(leads: tuple[tuple[int, str], ...], hit: Hit) -> list[Part]:
    """The numbers before the symbol take its tail (`217/218-QĐ/TW`), then the symbol itself."""
    symbol = hit.symbol
    last = own_part(hit)
    if not leads:
        return [last]
    if hit.leads and not symbol.year and ASSEMBLY.fullmatch(symbol.organ or ""):  # 29/11/QH13 is one with a cut year
        whole = "/".join([*(number for _, number in leads), symbol.symbol])
        return [Part(hit.start, hit.end, whole, digits(whole), symbol)]
    own = OWN_NUMBER.match(symbol.symbol)
    tail = symbol.symbol[own.end():] if own else symbol.symbol
    if symbol.year:  # the year is its own number's: `Nghị định 116 và 81/2021/NĐ-CP` says no year of 116
        return [*(Part(start, start + len(number), number, digits(number), None) for start, number in leads), last]
    return [*(Part(start, start + len(number), number + tail, digits(number), symbol) for start, number in leads), last]


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
        elif mention.rule == "law_name" and (part := _law_number(text, mention.end)):
            mention.symbols, mention.end = [part], part.end
    for mention in sorted([*named, *numbered.values()], key=lambda m: (m.start, -m.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return sorted([*merged, *find_titled(text, merged)], key=lambda m: m.start)


LAW_NUMBER = regex.compile(r" (?P<whole>(?P<number>\d{2,3})/(?P<year>(?:19|20)\d\d))(?![\w/-]|[.,]\d)")
NUMBER_AFTER = regex.compile(
    r"(?:[ \n](?:ngày|năm)[ \n](?:[\d /.-]|tháng|năm){4,28}?)?[ \n]?,?[ \n]?\(?"
    r"(?:(?:[Bb]ộ )?[Ll]uật |[Pp]háp lệnh )?(?:số ?:? ?)+(?=\d)|[ \n](?=\d)")


def _law_number(text: str, end: int) -> Part | None:
    """`34/2007` right behind a law's name; up to 12 it may be a month."""
    match = LAW_NUMBER.match(text, end)
    number = int(match["number"]) if match else 0
    if match is None or number < 13:
        return None
    symbol = Symbol(match["whole"], number, int(match["year"]), None, None, None, None, "normative", 0)
    return Part(match.start("whole"), match.end(), symbol.symbol, number, symbol)


def _number_after(text: str, mention: Mention, symbols: dict[int, Mention]) -> Mention | None:
    """The `số …` or bare symbol that follows the name of a law."""
    gap = NUMBER_AFTER.match(text, mention.end)
    return symbols.get(gap.end()) if gap else None
