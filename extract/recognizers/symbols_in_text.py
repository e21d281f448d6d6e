"""Whatever has the shape of a symbol in running text. Whether a shape is a citation is for `citations` to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import methodcaller
from typing import NamedTuple

from extract.recognizers.symbols import CODE, DASH, JOIN, LETTER, NUMBER, POINT, TYPES, UP, YEAR, Symbol, parse

SHAPE = re.compile(rf"""
    (?=[0-9])(?:(?<![\w/.,{DASH}])|(?<=[Ss]ố)|(?<=[{UP}],)|(?<=\b(?:NQ|QĐ|CT|KH|NĐ|KL|CV)))   # also NQ26-NQ/TW
    (?P<lead>(?:\d{{1,5}}[a-zđ]?[/{DASH}]){{0,8}}?)           # 217/ of 217/218-QĐ/TW
    (?P<number>{NUMBER}|{POINT})
    (?: (?:[ ]?/[ \n]?(?P<year>{YEAR}))                  # 15/2020/NĐ-CP, also 120 /202 5 /QH1 5
        (?:(?:{JOIN}|[ ])(?:{TYPES})[ ]{CODE}            # 11/2020/TT BGDĐT
         | [ ](?:{TYPES})(?=[/{DASH}])                     # 102/2025 NQLT/UBTVQH15
         | {JOIN}(?:UBTV)?QH[ ]?[{DASH}][ ]?\d{{1,2}}(?!{LETTER})  # 54/2014/QH-13
         | {JOIN}(?:{CODE}(?:(?:(?<=QH)|(?<=QH1))[ ]\d{{1,2}}(?![.,]|{LETTER}))?
                   |(?<=/)(?:(?!\d|_){LETTER}){{2,6}}(?!{LETTER})))++
      | {JOIN}(?:{TYPES})[ ]{CODE}                       # 45/KH LĐLĐ
      | (?:{JOIN}{CODE})++
      | [ ]?(?:{CODE})(?:[ ]?[/{DASH}][ ]?{CODE})++     # 1830 QĐ-UBND, 43 TC/QLCS
      | [ ](?:CP|TTg|HĐBT|UB|CTN)(?!{LETTER})                # 150 CP
    )
    (?:[ ](?:[A-Z]{{1,2}}\d{{1,2}}|BCĐ)(?=,?[ ]ngày[ ]\d))?     # 05/CT BCA V28 ngày 5/6/2010
    (?:[ ]?&[ ]?{CODE})*+
    """, re.VERBOSE)
JOINS = "/-‐‑‒–—―−"
# What every symbol has: a number, a join, then a capital or a year. The join is scanned for: one plain character
# is what an engine finds fastest, that of the standard library three times faster than `regex` finds digits.
ANCHORS = tuple((join, re.compile(rf"{join}(?:(?<=[0-9].)|(?<=[0-9][a-zđA-Z ].)|(?<=[0-9][a-zđA-Z][ ].))"
                                  rf"(?=[ \n]?(?:[{UP}]|({YEAR}[ ]?[/{DASH}])))")) for join in JOINS)
NUMBER_BEFORE = re.compile(r"[0-9]{1,5}[a-zđA-Z]?[ ]?\Z")
START = methodcaller("start")
POINT_BEFORE = re.compile(r"[0-9]{1,3}[.]\Z")
REACH = 24
LEAD = re.compile(r"\d{1,5}[a-zđ]?")
# `2964/qđ-ubnd` in small letters is a symbol where `số` stands before it.
SMALL = re.compile(rf"\d{{1,5}}(?:/{YEAR})?[/-][a-zđ]{{2,5}}(?:[/-][a-zđ]{{2,8}})+(?!/|{LETTER})")


class Hit(NamedTuple):
    """A shape in the text: where it stands, the numbers of a group before it, and what it means."""

    start: int
    end: int
    leads: tuple[tuple[int, str], ...]
    number_start: int
    raw: str
    symbol: Symbol


def scan(text: str) -> Iterator[Hit]:
    """Whatever in the text has the shape of a symbol, in order.

    >>> [(hit.raw, hit.symbol.symbol) for hit in scan("theo số 217/218-QĐ/TW, 36 /BC-HĐND và 17/19 tiêu chí")]
    [('218-QĐ/TW', '218-QĐ/TW'), ('36 /BC-HĐND', '36/BC-HĐND')]
    """
    at = 0
    for anchor in _anchors(text):
        if anchor < at:
            continue
        # 217/ of 217/218-QĐ/TW stands before it
        start = max(at, anchor - REACH) if anchor and text[anchor - 1] in JOINS else anchor
        match = SHAPE.search(text, start, anchor + 160)
        hit = _hit(text, match, match.start("number")) if match else None
        if hit:
            at = hit.end
            yield hit


def _anchors(text: str) -> Iterator[int]:
    """Where the numbers begin that a join and a capital or a year follow."""
    joins = [match for join, pattern in ANCHORS if join in text for match in pattern.finditer(text)]
    joins.sort(key=START)
    after = 0
    for join in joins:
        at = join.start()
        number = NUMBER_BEFORE.search(text, max(after, at - 7), at)
        if number:
            after = max(at + 1, join.end(1))
            start = number.start()
            point = POINT_BEFORE.search(text, max(0, start - 4), start) if text[start - 1:start] == "." else None
            yield point.start() if point else start


def small_hit_at(text: str, start: int) -> Hit | None:
    """The symbol that begins right here, in small letters too, if it means anything."""
    small = SMALL.match(text, start)
    if small:
        return _hit(text, small, start)
    match = SHAPE.match(text, start)
    return _hit(text, match, match.start("number")) if match else None


def _hit(text: str, match: re.Match[str], number: int) -> Hit | None:
    start, end = match.span()
    raw = text[number:end]
    symbol = parse(raw)
    if symbol is None:
        return None
    leads = tuple((start + m.start(), m[0]) for m in LEAD.finditer(text[start:number])) if number > start else ()
    return Hit(start, end, leads, number, raw, symbol)
