"""The name that stands behind the word `mô hình`, past a number, a kind or the campaign's name."""

from __future__ import annotations

import regex

from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import OPENERS, NameSpan, is_famous, name_at
from extract.recognizers.models.splits import OWNED
from extract.recognizers.models.tail import read_tail

# `mô hình “Dân vận khéo” về xây dựng tuyến đường hoa của Chi hội …`: the campaign's name, then the model's.
ABOUT = regex.compile(r"\s*(?:về(?: việc)?|trong(?: việc| công tác)?|vận động)\s(?=[\p{Ll}“\"«])")
# What may stand between the noun and a quoted name: `mô hình điểm “…”`.
WHAT_KIND = regex.compile(r"\s(?:(?:điểm|mẫu|kiểu mẫu|tiêu biểu|điển hình|mới|hay|tập thể|cá nhân)\s?)?"
                         r"(?:về\s)?:?\s?(?=[“\"«])")
ORDINAL = regex.compile(r"(?:\s(?:số|thứ))?\s(?:\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
                       r"\s*(?:[:.–-]|là(?: mô hình)?\s)\s*")
# `Mô hình thứ ba: nhóm khèn của bản với tên gọi “X”`: the name is told later.
CALLED = regex.compile(r"[^.;“”\"\n]{0,80}?(?:với tên gọi|mang tên|có tên(?: gọi)?|tên(?: gọi)? là|lấy tên|đặt tên"
                       r"(?: [\p{Ll}]+){0,4})(?: là)? (?=[“\"«])")


def name_after(text: str, noun: regex.Match[str], line: Line, first: int) -> NameSpan | None:
    """The name behind `noun`, or None where the words go on with something else; `first` is where the item begins."""
    number = ORDINAL.match(text, noun.end(), line.end)
    called = CALLED.match(text, (number or noun).end(), line.end)
    ordinal = called or number or WHAT_KIND.match(text, noun.end(), line.end)
    at = ordinal.end() if ordinal else noun.end()
    owned = OWNED.match(text, noun.end() + 1, line.end) if text[noun.end() : noun.end() + 1] == ":" else None
    at = owned.end() if owned and owned["noun"] else at
    while at < line.end and text[at] in " \n":
        at += 1
    famous = is_famous(text, at)
    if famous > at and text[famous : famous + 1] not in OPENERS:
        about = ABOUT.match(text, famous, line.end)
        if about is None:
            return None
        start = famous if "vận động" in about[0] else about.end()
        return name_at(text, start, line.end, line.marks, owned=True)
    name = name_at(text, famous, line.end, line.marks)
    if name is None and noun.start() <= first + 2:
        name = name_at(text, famous, line.end, line.marks, owned=True)
        name = name if name and read_tail(text, name.end).owner else None
    return name
