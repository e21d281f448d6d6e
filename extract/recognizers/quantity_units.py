"""The units that count, by their first word, and the words around a number that decide what it counts.

A row without a canonical word only begins like a unit and counts nothing: `2 ban hành`, `5 trang bị`.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.vocab import rows

FIRST = regex.compile(r"\p{L}+|%")
NOUN = regex.compile(r" (\p{L}+)")
# Words behind which a number names something (`thôn 5`, `Điều 12`, `năm 2023`) and counts nothing.
NAMED = frozenset({
    "năm", "tháng", "ngày", "quý", "điều", "khoản", "điểm", "mục", "chương", "phần", "lớp", "khóa", "khoá", "đợt",
    "kỳ", "kì", "thứ", "khu", "tổ", "thôn", "xóm", "ấp", "bản", "lô", "vùng", "trang", "tập", "quyển", "bước",
    "phường", "quận", "lộ", "lục", "bảng", "biểu", "số"})
# Words that never begin the thing counted behind `con`, `thùng`, `kg`.
STOP = frozenset({
    "cho", "và", "với", "tại", "ở", "trên", "để", "do", "của", "được", "có", "là", "từ", "đến", "tham", "dự", "gồm",
    "trong", "theo", "bị", "đã", "đang", "sẽ", "về", "ra", "vào", "thuộc", "trị", "giá", "mỗi", "các", "nhằm",
    "khi", "thì", "mà", "như", "cùng", "hoặc", "hay", "cũng", "đều", "còn", "nên", "vì", "qua", "sau", "trước",
    "dưới", "không", "chưa", "đạt", "chiếm", "tăng", "giảm", "so", "nữa", "này", "đó", "trở", "bằng", "hỗ", "trao",
    "tặng", "loại", "những", "một", "hai", "ba", "trồng", "nuôi", "dọc", "cả", "tổng", "bao", "gọi", "phục", "toàn"})


class Unit(NamedTuple):
    """A unit word or phrase; `nouns` says whether the thing counted may follow it: 0 no, 1 only as a compound
    of the vocabulary (`bộ tài liệu`), 2 as any word (`con bò`)."""

    word: str
    nouns: int
    counts: bool


def _units() -> dict[str, tuple[Unit, ...]]:
    units: dict[str, list[Unit]] = {}
    for row in sorted(rows("quantity_units"), key=lambda row: -len(row["word"])):
        first = FIRST.match(row["word"])[0]
        units.setdefault(first, []).append(Unit(row["word"], int(row["noun_words"]), row["canonical"] != ""))
    return {first: tuple(found) for first, found in units.items()}


def _nouns() -> dict[str, tuple[str, ...]]:
    nouns: dict[str, list[str]] = {}
    for row in sorted(rows("quantity_nouns"), key=lambda row: -len(row["word"])):
        nouns.setdefault(row["word"].partition(" ")[0], []).append(row["word"])
    return {first: tuple(found) for first, found in nouns.items()}


UNITS, NOUNS = _units(), _nouns()


def unit_end(text: str, at: int, first: str | None = None) -> int | None:
    """Where the unit phrase that starts at `at` (with the word `first`, where that is known) ends: the longest
    of the vocabulary, then what is counted."""
    if first is None:
        match = FIRST.match(text, at)
        first = match[0] if match else ""
    for word, nouns, counts in UNITS.get(first, ()):
        if text.startswith(word, at):
            end = at + len(word)
            if not text[end : end + 1].isalnum():
                return None if not counts else _noun_end(text, end, nouns) if nouns else end
    return None


def _noun_end(text: str, end: int, nouns: int) -> int:
    """Where the thing counted ends: a known compound, or one word that is no function word."""
    word = NOUN.match(text, end)
    if word is None:
        return end
    for noun in NOUNS.get(word[1], ()):
        if text.startswith(noun, end + 1) and not text[end + 1 + len(noun) : end + 2 + len(noun)].isalnum():
            return end + 1 + len(noun)
    stop: int = end if nouns == 1 or word[1].lower() in STOP else word.end()
    return stop
