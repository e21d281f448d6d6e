"""Names of units as they are compared: as spelled, without the freedom of spelling, without accents.

Vietnamese lets `Hoà` and `Hòa`, `Quý` and `Quí` stand for one word, `Ea H'leo` and `Ea H’Leo`, `Bà Rịa -
Vũng Tàu` and `Bà Rịa-Vũng Tàu`, `Phường 1` and `Phường 01`, `Mỹ Đình I` and `Mỹ Đình 1`; another accent makes
another name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

# The class words of a level, with the short ones that stand before a full stop or alone.
CLASSES = {
    "tỉnh": {"tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "t.": "tỉnh"},
    "huyện": {"huyện": "huyện", "quận": "quận", "thị xã": "thị xã", "thành phố": "thành phố",
              "tp": "thành phố", "tx": "thị xã", "h.": "huyện", "q.": "quận"},
    "xã": {"xã": "xã", "phường": "phường", "thị trấn": "thị trấn", "đặc khu": "đặc khu", "tt": "thị trấn",
           "x.": "xã", "p.": "phường"},
}


def _pattern(words: Iterable[str]) -> regex.Pattern[str]:
    full = "|".join(word.replace(" ", r"\s++") for word in words if not word.endswith("."))
    short = "".join(word[0] for word in words if word.endswith("."))
    return regex.compile(rf"(?P<word>(?:{full})(?!\w)\.?|[{short}]\.)\s*+(?=\w)", regex.IGNORECASE)


def _unmarked(word: str) -> str:
    return unicodedata.normalize("NFD", word).replace("đ", "d").encode("ascii", "ignore").decode("ascii")


# Names that are typed without accents have class words without accents.
PLAIN_CLASSES = {level: {_unmarked(word): kind for word, kind in words.items()} for level, words in CLASSES.items()}
CLASS_WORD = {level: _pattern(words) for level, words in CLASSES.items()}
PLAIN_CLASS_WORD = {level: _pattern(words) for level, words in PLAIN_CLASSES.items()}
APOSTROPHE = str.maketrans("", "", "'’‘ʼ`´")
DASH = regex.compile(r"[ \t]*+[-–—‑−][ \t]*+|[ \t]++")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
LAST_ROMAN = regex.compile(r"(?<=\p{L} )(?:III?|I|IV|V)$")
ZEROS = regex.compile(r"(?<!\d)0+(?=\d)")
# A lone y or i behind a consonant is one vowel: Mỹ and Mĩ, Quý and Quí; Thúy and Mai are not touched.
LONE_Y = regex.compile(r"(?<=[bcdđghklmnprstvx]|qu)[yỳýỷỹỵ](?!\w)")
Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
TONE_MARK = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
NO_KEY = bytes(code for code in range(128) if not chr(code).isalnum() and code != 10)


@lru_cache(maxsize=16384)
def class_of(name: str, level: str = "xã") -> str | None:
    """The class word of that level which a name begins with.

    >>> class_of("xã Ba Bích"), class_of("TP. Quảng Ngãi", "huyện"), class_of("Tỉnh An"), class_of("Ba Bích")
    ('xã', 'thành phố', None, None)
    """
    name = name.strip()
    match = _class_word(name, level)
    if match is None:
        return None
    word, words = " ".join(match["word"].lower().split()), (PLAIN_CLASSES if name.isascii() else CLASSES)[level]
    return words.get(word) or words[word.rstrip(".")]


def _class_word(name: str, level: str) -> regex.Match[str] | None:
    return (PLAIN_CLASS_WORD if name.isascii() else CLASS_WORD)[level].match(name)


@lru_cache(maxsize=16384)
def bare(name: str, level: str = "xã") -> str:
    """The name without a class word of that level.

    >>> bare("Xã Ba Bích"), bare("Phường 1"), bare("TX.Đức Phổ", "huyện"), bare("Tỉnh An"), bare("xa Ba To")
    ('Ba Bích', '1', 'Đức Phổ', 'Tỉnh An', 'Ba To')
    """
    name = name.strip()
    match = _class_word(name, level)
    return name[match.end():] if match else name


@lru_cache(maxsize=16384)
def spelled(name: str) -> str:
    """The name as its accents spell it: small letters, one space, no apostrophe, plain numbers.

    >>> spelled("Bà Rịa – Vũng Tàu"), spelled("Mỹ Đình II"), spelled("Ea H’Leo"), spelled("01")
    ('bà rịa vũng tàu', 'mỹ đình 2', 'ea hleo', '1')
    """
    name = LAST_ROMAN.sub(lambda match: ROMAN[match[0].lower()], unicodedata.normalize("NFC", name))
    words: str = ZEROS.sub("", DASH.sub(" ", name.translate(APOSTROPHE).strip()))
    return words.lower()


@lru_cache(maxsize=16384)
def toned(name: str) -> str:
    """The spelling with what two clerks may do differently settled: the tone's place, i and y.

    >>> toned("Hoà Mỹ") == toned("Hòa Mĩ"), toned("Quý") == toned("Quí"), toned("Thuỷ") == toned("Thủy")
    (True, True, True)
    >>> toned("Hòa") == toned("Hóa"), toned("Mai") == toned("May")
    (False, False)
    """
    name = LONE_Y.sub(lambda match: match[0].translate(Y_TO_I), spelled(name))
    return " ".join(map(_tone_last, name.split(" ")))


def _tone_last(word: str) -> str:
    """The word with its tone mark behind it, wherever it stood."""
    apart = unicodedata.normalize("NFD", word)
    mark = TONE_MARK.search(apart)
    return f"{apart.replace(mark[0], '')}{mark[0]}" if mark else apart


def without_accents(name: str) -> str:
    """The name without accents, spaces and marks.

    >>> without_accents("Đắk R'lấp"), without_accents("Mỹ Đình 1"), without_accents("Bà Rịa - Vũng Tàu")
    ('dakrlap', 'mydinh1', 'bariavungtau')
    """
    return keys(spelled(name))


def keys(names: str) -> str:
    r"""Names that are spelled as the table spells them, a line each, without accents, spaces and marks.

    >>> keys("Ba Tơ\nĐạ M'ri")
    'bato\ndamri'
    """
    names = f"{names}\n"
    for roman, digit in ROMAN.items():
        names = names.replace(f" {roman.upper()}\n", f" {digit}\n")
    letters = unicodedata.normalize("NFD", names[:-1].lower()).replace("đ", "d").encode("ascii", "ignore")
    return letters.translate(None, NO_KEY).decode("ascii")


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """The key that all spellings of a name share: without accents, spaces and marks, i for y.

    >>> plain("Mỹ Đình II") == plain("mi dinh 2")
    True
    """
    return without_accents(name).replace("y", "i")


def lost_accents(name: str, full: str) -> bool:
    """Whether the first is the second with accents gone; one that has another accent is another name.

    >>> lost_accents("Bac Kan", "Bắc Kạn"), lost_accents("Mi Duc", "Mỹ Đức"), lost_accents("Tỉnh An", "Tịnh An")
    (True, True, False)
    """
    left = iter(_letters(full))
    return all(mark in left for mark in _letters(name))


def _letters(name: str) -> str:
    apart = unicodedata.normalize("NFD", spelled(name).replace(" ", "").replace("đ", "d\u0335"))
    return apart.replace("y", "i")


@lru_cache(maxsize=16384)
def one_slip(a: str, b: str) -> bool:
    """Whether the two differ by one letter at most: another, one more or one less; a number is no slip.

    >>> one_slip("tỉnh an", "tịnh an"), one_slip("ba tư", "ba tơ"), one_slip("ba tơ", "ba tô a")
    (True, True, False)
    >>> one_slip("phường 1", "phường 2")
    False
    """
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    numbers = any(map(str.isdigit, a[at:at + 1] + b[at:at + 1]))
    return not numbers and (a[at:] == b[at + 1:] or a[at + 1:] == b[at + 1:])
