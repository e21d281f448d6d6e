"""The part of a document that is cited: `điểm a khoản 2 Điều 5 Luật …`."""

from __future__ import annotations

import re

import regex

COUNTED = r"\d{1,3}\w?(?:(?:, | và |-)\d{1,3}\w?(?![\w/]))*+"
UNIT = regex.compile(r"(?<!\w)(?:(?<!địa |thời |quan |trọng |đặc |cao |thí |ưu |nhược )"
                     r"[Đđ]iểm \w{1,2}(?:(?:, | và )\w(?!\w))*+(?!\w)|[Tt]iết \w(?!\w)"
                     rf"|(?:[Kk]hoản|[Đđ]iều) {COUNTED}"
                     r"|(?:[Cc]hương|(?:[Tt]iểu )?[Mm]ục|[Pp]hần|[Pp]hụ lục) (?:thứ )?"
                     r"(?:[IVXL]+|[A-E]|\d{1,3}|nhất|hai|ba|tư)(?!\w)"
                     r"|[Pp]hụ lục(?= (?:ban hành )?kèm theo))")
# What every pinpoint holds near its end: a quick look.
PINPOINT_SIGN = re.compile(r"[0-9IVX²³¹⁰-⁹]|ụ lục|iểm |iết |ần |ục |ương ")
UNIT_WORD = re.compile(r"(?:iều|hoản|iểm|iết|hương|ục|hần) |ụ lục")
UNIT_GAP = regex.compile(r"[\s,;]{0,3}(?:của|và|đến|tại|trong)?[\s,;]{0,3}")
LAST_GAP = regex.compile(r"[\s,;]{0,3}(?:của|tại|trong|theo|(?:ban hành )?kèm theo)?\s{0,3}")


def pinpoint(before: str) -> str | None:
    """The parts of a document named right before its mention, or None.

    >>> pinpoint("theo điểm a khoản 2 Điều 5 "), pinpoint("theo thời điểm ")
    ('điểm a khoản 2 Điều 5', None)
    """
    if PINPOINT_SIGN.search(before, max(0, len(before) - 24)) is None or UNIT_WORD.search(before) is None:
        return None
    first = last = None
    end, gap = len(before), LAST_GAP
    for unit in reversed(list(UNIT.finditer(before))):
        if gap.fullmatch(before, unit.end(), end) is None:
            break
        first, last = unit.start(), unit.end() if last is None else last
        end, gap = unit.start(), UNIT_GAP
    return None if first is None else before[first:last].replace("\n", " ")
