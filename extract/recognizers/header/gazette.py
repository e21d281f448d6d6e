"""Headings of gazettes and old web pages: type, issuer, symbol, date and summary in one sentence."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.recognizers.header.letterhead import SYMBOL
from extract.recognizers.header.lines import Line
from extract.recognizers.symbols import parse

REACH = 240
SENTENCE = regex.compile(rf"""(?x:
    \s*+(?:(?i:của)\s++(?P<issuer>[^,;:\n]{{3,80}}?)\s++)? (?i:số)[\s:]*+ (?P<symbol>{SYMBOL.pattern})
    \s*+,?\s*+(?P<date>(?i:ngày)\s++(?:\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}}|
    \d{{1,2}}\s+(?i:tháng)\s+\d{{1,2}}\s+(?i:năm)\s+\d{{4}})))""")


class Sentence(NamedTuple):
    """The parts of the heading sentence; the summary goes on behind `end`."""

    issuer: Line | None
    symbol: Line
    date: Line
    end: int


def sentence_at(text: str, start: int) -> Sentence | None:
    r"""The heading sentence that goes on at `start`, right behind the type word.

    >>> text = "Nghị định\ncủa Chính phủ số 116/2003/NĐ-CP ngày 10/10/2003\nvề việc tuyển dụng"
    >>> sentence = sentence_at(text, 9)
    >>> sentence.issuer.text, sentence.symbol.text, sentence.date.text
    ('Chính phủ', '116/2003/NĐ-CP', 'ngày 10/10/2003')
    """
    match = SENTENCE.match(text, start, start + REACH)
    if match is None or parse(match["symbol"].strip()) is None:
        return None
    lines = {name: Line(match.start(name), match.end(name), match[name]).cut(0)
             for name in ("issuer", "symbol", "date") if match[name]}
    return Sentence(lines.get("issuer"), lines["symbol"], lines["date"], match.end())
