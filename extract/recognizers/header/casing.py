"""Words printed in capitals as they are written in running text: `ỦY BAN NHÂN DÂN XÃ BA BÍCH`.

Known phrases bring their own capitals (`vocab/casing.csv`, organ names, titles); the name of a unit behind
its class word gets a capital on each syllable; what is no Vietnamese syllable is an abbreviation and stays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

import regex

from extract.recognizers.tones import newer_tones
from extract.vocab import rows

TOKEN = regex.compile(r"[\w'’.&]*\w|[^\w\s]+|\s+")
ONSET = r"(?:ngh?|nh|gh?|gi|kh|ph|qu|th|tr|ch|[bcdđhklmnprstvx])?"
SYLLABLE = regex.compile(rf"(?!.*ii){ONSET}[aăâeêioôơuưy]{{1,3}}(?:ng|nh|ch|[cmnpt])?")
VOWELS = frozenset("aăâeêioôơuưy")
# Old fonts have no capitals with marks: `ỦY BAN NHâN DâN`, `Xã SƠN LậP` are words in capitals, too.
PLAIN_SMALL = regex.compile("[a-z]")
TWO_CAPITALS = regex.compile(r"\p{Lu}{2}")
TONE_MARK = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _words(names: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(name.split()) for name in names.split("|"))


# A proper name follows: units, what is named after them, schools. `xã hội` is no commune.
UNIT = _words("xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thôn|thành phố|tỉnh|tp|tp.|ấp|buôn|khu phố|làng")
NAMED = _words("ủy|đoàn")  # HUYỆN ỦY MINH LONG, TỈNH ĐOÀN QUẢNG NGÃI
SCHOOL = _words("mầm non|mẫu giáo|tiểu học|cơ sở|phổ thông|đại học|cao đẳng|thcs|thpt|th|mn|đh|bệnh viện|gd&đt|"
                "chuyên|giáo xứ|biên phòng|cà phê")
FIELDS = frozenset(["bộ", "sở", "phòng", "cục"])  # each field has a capital: Tài nguyên và Môi trường
JOINING = frozenset(["và", "của", "các", "về", "số", "lần"])


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The words as they are looked up: small letters, one space, the tone mark at its newer place.

    >>> key("UỶ  BAN") == key("Ủy ban")
    True
    """
    words = " ".join(text.lower().replace("–", "-").split())
    return newer_tones(words)


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every beginning, of two words or more, of every known name -> its words as they are written."""
    names = chain(_unit_names(), (row["phrase"] for row in rows("casing")), (row["title"] for row in rows("titles")),
                  (row["name"] for row in rows("organ_names")), (row["name"] for row in rows("organs")))
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        words = tuple(word for word in TOKEN.findall(name) if not word.isspace())
        keys = tuple(map(key, words))
        for size in range(2, len(words) + 1):
            known.setdefault(keys[:size], words[:size])
    return known


def _unit_names() -> Iterator[str]:
    """The names of provinces and districts, without class word: `Buôn Ma Thuột` is no buôn."""
    return (row["name"] for row in rows("units") if row["level"] != "xã")


@lru_cache(maxsize=4096)
def is_abbreviation(word: str) -> bool:
    """Whether capitals are all that this word has: no Vietnamese syllable is written so.

    >>> [word for word in "BCĐ THỰC HIỆN QCDC GD&ĐT XII".split() if is_abbreviation(word)]
    ['BCĐ', 'QCDC', 'GD&ĐT', 'XII']
    """
    return word.isupper() and len(word) > 1 and not SYLLABLE.fullmatch(toneless(word.lower()))


def toneless(word: str) -> str:
    """The word without its tone, with the marks of its letters.

    >>> toneless("nghiệp"), toneless("lỵ")
    ('nghiêp', 'ly')
    """
    return unicodedata.normalize("NFC", TONE_MARK.sub("", unicodedata.normalize("NFD", word)))


@lru_cache(maxsize=4096)
def normal_case(text: str) -> str:
    """The words in normal case where they are printed in capitals, else as they are, with single spaces.

    >>> normal_case("ỦY BAN NHÂN DÂN XÃ BA BÍCH"), normal_case("HUYỆN ỦY EA H'LEO")
    ('Ủy ban nhân dân xã Ba Bích', "Huyện ủy Ea H'leo")
    >>> normal_case("PHÓ CHỦ TịCH"), normal_case("Xã SƠN LậP")
    ('Phó Chủ tịch', 'Xã Sơn Lập')
    >>> normal_case("BCĐ THỰC HIỆN QCDC Ở CƠ SỞ"), normal_case("TRƯỜNG MẦM NON HOA SEN")
    ('BCĐ thực hiện QCDC ở cơ sở', 'Trường Mầm non Hoa Sen')
    """
    text = " ".join(text.split())
    text = text.upper() if in_capitals(text) else text
    letters = [word for word in TOKEN.findall(text) if word[0].isalpha() and not is_abbreviation(word)]
    if any(not word.isupper() for word in letters):
        return text[:1].upper() + text[1:]
    words = "".join(_cased(TOKEN.findall(text)))
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=4096)
def in_capitals(words: str) -> bool:
    """Whether the words are printed in capitals, some of them small for want of a capital with that mark.

    >>> in_capitals("ỦY BAN NHÂN DÂN"), in_capitals("Xã SƠN LậP"), in_capitals("Hồ Bé"), in_capitals("Bộ đội")
    (True, True, False, False)
    """
    if words.isupper():
        return True
    return PLAIN_SMALL.search(words) is None and TWO_CAPITALS.search(words) is not None


def with_place(name: str, place: str | None) -> str:
    """The name with the capitals of the place before the date, where it ends in it without class word.

    >>> with_place("CĐCS Xí nghiệp Cấp nước quy nhơn", "Quy Nhơn"), with_place("Hội Hoa", "hoa")
    ('CĐCS Xí nghiệp Cấp nước Quy Nhơn', 'Hội Hoa')
    """
    if not place or not place[0].isupper() or not name.endswith(f" {place.lower()}"):
        return name
    return name[:-len(place)] + place


def _cased(tokens: list[str]) -> Iterator[str]:
    """The tokens (words, marks and spaces) with their capitals."""
    at, place = 0, False
    before: tuple[str, ...] = ()
    while at < len(tokens):
        word = tokens[at]
        if not word[0].isalnum():
            place = place and word.isspace()
            yield word
            at += 1
            continue
        size, cased = (0, ()) if place and not _ends_name(tokens, at) else _longest(tokens, at)
        if size:
            yield from cased
            before, place = (*before, *map(key, filter(str.strip, cased))), False
            at += size
        else:
            place = place and not _ends_name(tokens, at)
            of_field = before[:1] and before[0] in FIELDS and before[-1] in FIELDS | {"và"}
            capital = word == "ĐẢNG" or (of_field and not _ends_name(tokens, at))
            yield word.capitalize() if capital and not is_abbreviation(word) else _word(tokens, at, place)
            before = (*before, key(word))
            at += 1
        place = place or _opens_name(before, tokens, at)


def _longest(tokens: list[str], at: int) -> tuple[int, list[str]]:
    """How many tokens the longest known phrase takes from `at`, and the tokens as it writes them."""
    phrases, keys, places = _phrases(), list[str](), list[int]()
    best: tuple[int, list[str]] = (0, [])
    for index in range(at, len(tokens)):
        if tokens[index].isspace():
            continue
        keys.append(key(tokens[index]))
        places.append(index)
        if len(keys) == 1:
            continue
        cased = phrases.get(tuple(keys))
        if cased is None:
            break
        out = tokens[at:index + 1]
        for place, word in zip(places, cased, strict=True):
            out[place - at] = _spelled(tokens[place], word)
        best = (index + 1 - at, out)
    return best


def _spelled(printed: str, known: str) -> str:
    """The letters as printed (ỦY or UỶ), capitals as in the known word."""
    if is_abbreviation(printed) and (known.isupper() or known.islower()):
        return printed  # MTTQ; ĐẮK is an abbreviation by its letters alone
    low = printed.lower()
    return low[:1].upper() + low[1:] if known[:1].isupper() else low


def _word(tokens: list[str], at: int, place: bool) -> str:
    """One word that no phrase knows: an abbreviation, a part of a name, or a small word."""
    word = tokens[at]
    if place:
        kept = any(map(str.isdigit, word)) or VOWELS.isdisjoint(toneless(word.lower()))  # TP QUY NHƠN CĐCS
        return word if kept else word[:1].upper() + word[1:].lower()
    joined = (at > 1 and tokens[at - 1] == "-" and is_abbreviation(tokens[at - 2])) or (
        at + 2 < len(tokens) and tokens[at + 1] == "-" and is_abbreviation(tokens[at + 2]))
    return word if joined or is_abbreviation(word) else word.lower()


def _opens_name(before: tuple[str, ...], tokens: list[str], at: int) -> bool:
    """Whether a proper name stands behind the words so far."""
    last, pair = before[-1:], before[-2:]
    if pair == ("nông", "thôn"):
        return False  # xây dựng nông thôn mới
    if last == ("xã",) and pair != ("thị", "xã"):
        coming = [key(word) for word in tokens[at:at + 4] if not word.isspace()]
        return coming[:1] != ["hội"] or before[-2:-1] in (("dân",), ("ủy",), ("bộ",), ("nam",), ())
    return last in UNIT or pair in UNIT or pair in SCHOOL or last in SCHOOL or (
        last in NAMED and before[-2:-1] in (("tỉnh",), ("huyện",), ("thành",), ("quận",), ("thị",)))


def _ends_name(tokens: list[str], at: int) -> bool:
    """Whether a unit's name is over here: another class word or a joining word follows."""
    word, coming = key(tokens[at]), tuple(key(token) for token in tokens[at + 2:at + 3])
    return word in JOINING or (word,) in UNIT or (word, *coming) in UNIT
