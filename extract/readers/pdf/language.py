"""Whether a text layer holds words of a language: scanners and wrong font tables write what nobody ever said."""

from __future__ import annotations

import regex

from extract.legacy.syllables import is_syllable, legible

# Where a font lacks Vietnamese letters another one fills in, and its glyphs come in an order of their own:
# `B áo c áo`. Such pages have 25 % and more of lone accented letters, sound ones below 2 % (notes/parsing.md).
SCRAMBLED = 0.05
# A page whose letters are mostly none of any alphabet has a font without a way back to Unicode.
GARBAGE = 0.2
FIRST_PRIVATE = "\ue000"
NO_LETTER = regex.compile(r"[\p{Co}\p{Cn}\ufffd]")
# `C?NG HÒA XÃ H?I`: the program that made the file had already lost the letters.
LOST_LETTERS = 0.1
LOST_LETTER = regex.compile(r"\p{L}\?\p{L}|(?<!\S)\?+\p{Ll}|\?\?\p{L}")
# TCVN3 and VNI: marks of the Latin-1 table inside words, `kÕ ho¹ch`, `keá hoaïch`.
LEGACY_LETTERS = 0.15
LEGACY_ONLY = frozenset("®¸µ¶«øûïöä")  # no Vietnamese letter is among them
LEGACY_LETTER = regex.compile(r"\p{L}[®¸·«¹µ¶¬£¥¦§¨©ª−\xad](?=[\p{L}\s])|[®§]\p{L}|[aeouyAEOUYöôâÖÔÂ][ùøûõïÙØÛÕÏ]")
TOKEN = regex.compile(r"(?<![\p{L}\d])\p{L}\p{Ll}++(?![\p{L}\d])")
NEEDED = 20  # words: fewer tell nothing
# Shares of words. Of the words of sound Vietnamese pages 0.6 and more have marks, 0.97 of these are syllables; of
# English ones 0.2 are built as syllables by chance, of codes of a wrong table 0.1 and less.
MARKED, SOUND, BUILT = 0.35, 0.93, 0.3
# The commonest words: of a text in the language they are a fifth and more.
VIETNAMESE = frozenset("và của các có cho trong được là với theo về tại đã những một này để không người năm xã".split())
OTHERS = frozenset("the of and for is on with by that are from this les des et du pour une dans der die und".split())
COMMON = 0.08


def vietnamese(text: str) -> int:
    """How many words are Vietnamese syllables with their marks.

    >>> vietnamese("Kết quả thực hiện năm 2024"), vietnamese("Ket qua thuc hien"), vietnamese("Kẽt quá thựe hiẹnn")
    (5, 0, 1)
    """
    return legible(text)[1]


def is_of_no_language(text: str) -> bool:
    """Whether the words of a page are those of no language: neither Vietnamese, marked or not, nor a neighbour's.

    >>> is_of_no_language("Uif tnbmm wpjdf pg uif qfpqmf jt ifbse " * 4), is_of_no_language("Dong bao cac dan toc " * 9)
    (True, False)
    """
    if _common(text.split(), VIETNAMESE):
        return False
    words = [word.lower() for word in TOKEN.findall(text)]
    if len(words) < NEEDED:
        return False
    return sum(map(is_syllable, words)) < BUILT * len(words) and not _common(words, OTHERS)


def _common(words: list[str], of: frozenset[str]) -> bool:
    return sum(map(of.__contains__, words)) > COMMON * len(words)


def is_poor(text: str) -> bool:
    """Whether words look as a scanner's own recognition leaves them: marks missing, or on letters that bear none.

    >>> is_poor("Thc hien Nghj quyét cùa Båo ngành " * 5), is_poor("Thực hiện Nghị quyết của Đảng ủy xã " * 5)
    (True, False)
    """
    words = [word.lower() for word in TOKEN.findall(text)]
    marked, syllables = legible(text)
    return (len(words) >= NEEDED and not _common(words, OTHERS)
            and (marked < MARKED * len(words) or syllables < SOUND * marked))


def is_scrambled(text: str) -> bool:
    """Whether font fallback has torn the words of a page apart.

    >>> is_scrambled("B áo c áo k ế t qu ả"), is_scrambled("Báo cáo kết quả phong trào thi đua ở xã")
    (True, False)
    """
    tokens = text.split()
    lone = sum(1 for token in tokens if len(token) == 1 and token > "\x7f" and token.isalpha())
    return lone > SCRAMBLED * max(len(tokens), 20)


def is_garbage(text: str) -> bool:
    """Whether a text layer holds codes instead of letters."""
    text = text.replace("\ufffe", "")  # a hyphen to pdfium
    return max(text, default="") >= FIRST_PRIVATE and len(NO_LETTER.findall(text)) > GARBAGE * len(text)


def has_lost_letters(text: str) -> bool:
    """Whether question marks stand where letters were.

    >>> has_lost_letters("B? GIÁO D?C VÀ ?ÀO T?O"), has_lost_letters("Vì sao? Vì dân.")
    (True, False)
    """
    return "?" in text and len(LOST_LETTER.findall(text)) > LOST_LETTERS * (text.count(" ") + 1)


def has_legacy_letters(text: str) -> bool:
    """Whether the words are in the codes of a font from before Unicode.

    >>> has_legacy_letters("B¸o c¸o kÕt qu¶ n¨m"), has_legacy_letters("Báo cáo kết quả năm")
    (True, False)
    """
    return (not LEGACY_ONLY.isdisjoint(text)
            and len(LEGACY_LETTER.findall(text)) > LEGACY_LETTERS * (text.count(" ") + 1))
