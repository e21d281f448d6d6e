"""The words that are searched for: how they are read, and how they are found again in a text.

Every letter stands for all its forms (`a` for `Ằ`, `d` for `Đ`), so that no folded copy of a text is needed
and every offset is one into the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
PART = re.compile(r'"([^"]*)"|(\S+)')
LATIN = (range(0x80, 0x250), range(0x1E00, 0x1F00))
TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "fsxrj", strict=True))  # the letters of Telex
MARKS = {"\u0302": "z", "\u0306": "w", "\u031b": "q"}  # circumflex, breve, horn: any three letters
QUOTES = str.maketrans("“”„«»", '"' * 5)
MOST_TERMS = 64  # of a query; more are not looked at

# Words that must stand side by side.
Term = tuple[str, ...]


def terms(query: str) -> list[Term]:
    """The terms of a query: words, "phrases" in quotes, symbols.

    >>> terms('"dân vận" 22-CT/TU khéo')
    [('dân', 'vận'), ('22', 'ct', 'tu'), ('khéo',)]
    """
    query = unicodedata.normalize("NFC", query).translate(QUOTES)
    found = (tuple(WORD.findall((phrase or part).lower())) for phrase, part in PART.findall(query))
    return [term for term in found if term][:MOST_TERMS]


def side_by_side(found: Sequence[Term]) -> Term:
    """All words of the query as one term."""
    return tuple(word for term in found for word in term)


def plain(words: str) -> str:
    """The words in small letters without diacritics.

    >>> plain("Xã Đắk Ơ")
    'xa dak o'
    """
    return words.lower().translate(_forms()[0])


@cache
def _forms() -> tuple[dict[int, str], dict[str, str]]:
    """The plain letter of every other one, and the class of all letters that are one when plain."""
    letters = {chr(n): _plain_letter(chr(n)) for block in LATIN for n in block}
    to_plain = {ord(letter): one for letter, one in letters.items() if one != letter}
    classes: dict[str, str] = {}
    for letter, one in letters.items():
        if letter not in "]\\^-":
            classes[one] = classes.get(one, one + one.upper()) + letter
    return to_plain, {one: f"[{letters}]" for one, letters in classes.items() if one.isascii() and one.isalpha()}


def _plain_letter(letter: str) -> str:
    one = unicodedata.normalize("NFD", letter.lower())[0]
    return {"đ": "d"}.get(one, one)


@lru_cache(65_536)
def sound(word: str) -> str | None:
    """A syllable with its diacritics as letters and its tone at the end, however it is placed; None for a number.

    >>> sound("hoà") == sound("Hòa"), sound("hoa"), sound("đường"), sound("217")
    (True, 'hoa', 'dvuqoqngf', None)
    """
    if not word.isalpha():
        return None
    letters, tone = [], ""
    for letter in unicodedata.normalize("NFD", word.lower()).replace("đ", "dv"):
        if letter in TONES:
            tone += TONES[letter]
        else:
            letters.append(MARKS.get(letter, letter))
    return "".join(letters) + tone


def tokens(text: str) -> set[str]:
    """What the index keeps of a text: its words and pairs of neighbours without diacritics, and their sounds.

    >>> sorted(tokens("Số 22-CT/TU"))
    ['22', '22_ct', 'ct', 'ct_tu', 'so', 'so_22', 'tu', 'x.ct', 'x.sozs', 'x.tu']
    """
    words = WORD.findall(text.lower())
    row = [*map(_folded, words)]
    pairs = {f"{one}_{other}" for one, other in pairwise(row)}
    return pairs.union(row, (f"x.{heard}" for heard in map(sound, set(words)) if heard))


_folded = lru_cache(65_536)(plain)


def asked(term: Term, field: str = "") -> list[str]:
    """The tokens that a text with the term has; three words side by side are more than their two pairs."""
    row = plain(" ".join(term)).split(" ")
    return [f"{field}{token}" for token in ([f"{one}_{other}" for one, other in pairwise(row)] or row)]


def has_diacritics(found: Sequence[Term]) -> bool:
    """Whether a word of the query bears any."""
    return any(word != plain(word) for term in found for word in term)


def places(text: str, term: Term) -> Iterator[tuple[int, int]]:
    """Where the term stands in the text, with any diacritics, dashes and line ends.

    >>> list(places("Xã Hoà An; số 22 -CT/TU", ("hòa", "an"))), list(places("số 22 -CT/TU", ("22", "ct")))
    ([(3, 9)], [(3, 9)])
    """
    for match in _pattern(term).finditer(text):
        yield match.span()


@lru_cache(1024)
def _pattern(term: Term) -> re.Pattern[str]:
    """It begins with a class of letters, which the engine looks for fastest."""
    joined = r"[\W_]+".join("".join(_any_form(letter) for letter in word) for word in term)
    first = _any_form(term[0][0])
    rest = joined[len(first):]
    return re.compile(rf"{first}(?<![^\W_]{first}){rest}(?![^\W_])")


def _any_form(letter: str) -> str:
    one = plain(letter)
    return _forms()[1].get(one) or f"[{re.escape(one)}{re.escape(one.upper()[:1])}]"


def is_exact(text: str, start: int, end: int, term: Term) -> bool:
    """Whether the words that stand there are those of the term, diacritics included."""
    here = text[start:end].lower()
    if here == " ".join(term):
        return True
    stand = WORD.findall(here)
    return all(sound(one) == sound(other) if other.isalpha() else True
               for one, other in zip(stand, term, strict=True))
