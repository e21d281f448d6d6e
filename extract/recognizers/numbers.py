"""Vietnamese numerals: dots part thousands, the comma is the decimal sign; and numbers in words.

What breaks the rules but can only mean one thing is read and marked `malformed`: `1000.000`, `8. 550.000`,
`35,300,000`, `2.5`. Everything is exact: `Decimal` in, `Decimal` out, never a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

# Digits with their dots, commas and single spaces, as a clerk may write them. A space parts thousands only
# where three digits follow; a dot or comma may be followed by a stray space where they do.
NUMERAL = (r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})*(?: [0-9]{3})+(?![0-9.])(?:,[0-9]+)?"
           r"|[0-9]+(?:(?: ?[.] ?(?=[0-9]{3}(?![0-9]))|[.,](?=[0-9])|, (?=[0-9]{3}[.,][0-9]{3}))[0-9]+)*")


class Numeral(NamedTuple):
    """A value, and whether its digits break the rules of writing."""

    value: Decimal
    malformed: bool


class Form(NamedTuple):
    """One way to write a number: what stands for thousands is removed, a comma or dot may be decimal."""

    name: str
    pattern: regex.Pattern[str]
    malformed: bool
    decimal: str
    example: str
    reason: str


FORMS = (
    Form("plain", regex.compile(r"[0-9]+"), False, "", "350", "no mark at all"),
    Form("thousands", regex.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"), False, "", "1.250.000", "the rule"),
    Form("decimal", regex.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+"), False, ",", "1.250,5", "the rule"),
    Form("spaced", regex.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?"), False, ",", "200 000 000",
         "thousands parted by spaces"),
    Form("english", regex.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?"), True, ".", "35,300,000",
         "two commas cannot both be decimal"),
    Form("english decimal", regex.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,2}"), True, ".", "1,250.5",
         "a dot behind commas can only be decimal"),
    Form("dotted decimal", regex.compile(r"[0-9]+\.[0-9]{1,2}"), True, ".", "2.5", "too few digits for thousands"),
    Form("broken", regex.compile(r"[0-9][0-9., ]*"), True, "", "1000.000", "a group too long or too short"),
)


@lru_cache(4096)
def read_numeral(written: str) -> Numeral:
    """The number that the digits mean.

    >>> [str(read_numeral(digits).value) for digits in ("1.250.000,5", "12,345", "200 000 000", "05")]
    ['1250000.5', '12.345', '200000000', '5']
    >>> read_numeral("1000.000"), read_numeral("8. 550.000").malformed
    (Numeral(value=Decimal('1000000'), malformed=True), True)
    """
    form = next(form for form in FORMS if form.pattern.fullmatch(written))
    whole, _, fraction = written.partition(form.decimal) if form.decimal else (written, "", "")
    digits = "".join(character for character in whole if character.isdigit())
    return Numeral(Decimal(f"{digits}.{fraction}" if fraction else digits), form.malformed)


DIGIT_WORDS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
TEN_WORDS = {"mười": 10, "mươi": 10, "trăm": 100}
SCALE_WORDS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
FILLERS = frozenset({"linh", "lẻ"})
NUMBER_WORDS = frozenset({*DIGIT_WORDS, *TEN_WORDS, *SCALE_WORDS, *FILLERS, "rưỡi", "nửa"})


def read_words(written: str) -> int | None:
    """The number that the words mean, or None where they make none.

    >>> read_words("hai trăm triệu"), read_words("Một tỷ hai trăm linh năm triệu"), read_words("ba nghìn tỷ")
    (200000000, 1205000000, 3000000000000)
    >>> read_words("một triệu rưỡi"), read_words("hai mươi mốt nghìn"), read_words("nửa tỷ"), read_words("rưỡi")
    (1500000, 21000, 500000000, None)
    """
    half, _, unit = written.lower().partition(" ")
    if half == "nửa":
        return SCALE_WORDS[unit] // 2 if unit in SCALE_WORDS else None
    total = group = 0
    scale = digit = None
    for word in written.lower().split():
        if word in DIGIT_WORDS:
            if digit is not None:
                return None
            digit = DIGIT_WORDS[word]
        elif word in TEN_WORDS:
            group += (1 if digit is None else digit) * TEN_WORDS[word]
            digit = None
        elif word in SCALE_WORDS:
            total, group, digit, scale = _scaled(total, group + (digit or 0), scale, SCALE_WORDS[word])
        elif word == "rưỡi" and scale and not group and digit is None:
            total += scale // 2
        elif word not in FILLERS:
            return None
    total += group + (digit or 0)
    return total or None


# `10 (mười) triệu đồng`, `05 (năm) ngày công`.
AGAIN = regex.compile(rf"(?r)(?P<number>{NUMERAL}) ?\((?P<words>\p{{L}}+(?: \p{{L}}+){{0,11}})\)")
LONGEST_WORD, AGAIN_REACH = 5, 150


@lru_cache(maxsize=2)  # money and quantities ask one after the other
def said_again(text: str) -> tuple[tuple[int, int], ...]:
    """Where digits end that words in brackets say again before what is counted, and where the brackets end.

    >>> said_again("thưởng 10 (mười) triệu đồng, gồm 5 (sáu) suất")
    ((9, 16),)
    """
    return tuple(_said_again(text))


def _said_again(text: str) -> Iterator[tuple[int, int]]:
    at = text.find(") ")
    while at >= 0:
        last = text[max(at - LONGEST_WORD - 1, 0):at].replace("(", " ").rpartition(" ")[2]
        match = AGAIN.match(text, max(0, at - AGAIN_REACH), at + 1) if last.lower() in NUMBER_WORDS else None
        if match and read_words(match["words"]) == read_numeral(match["number"]).value:
            yield match.end("number"), at + 1
        at = text.find(") ", at + 1)


def _scaled(total: int, group: int, before: int | None, scale: int) -> tuple[int, int, None, int]:
    """The total after a scale word; `nghìn tỷ` multiplies what stands before it."""
    if group == 0 and before is not None and before < scale:
        return total * scale, 0, None, scale
    return total + (group or 1) * scale, 0, None, scale
