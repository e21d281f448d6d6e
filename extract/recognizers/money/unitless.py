"""Amounts without a unit: `tổng thu quỹ 38.450.000;`, only behind words that can but mean money.

A number of less than two dots may be anything, one in a cell of a table or under `ĐVT:` may count thousands:
they are left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

import regex

from extract.document import Document
from extract.recognizers.money.amounts import Amount, stands_free
from extract.recognizers.numbers import read_numeral
from extract.records import Money

# The amount in words, in brackets behind the number.
SPELT = r" ?\([^()0-9]{3,120} (?:đồng|triệu|nghìn|ngàn|t[ỷỉ])(?!\w)"
# From the second group of thousands on; the clause, the line or words in brackets end behind the number.
GROUPS = regex.compile(r"(?<!\.[0-9]{3})\.[0-9]{3}(?:\.[0-9]{3})++"
                       rf"(?=\)?(?:[;,.]? ?(?:\n|$)|[;,.)] | ?\((?:[Bb]ằng chữ|[Vv]iết)|{SPELT}))")
HEAD = regex.compile(r"(?r)[1-9][0-9]{0,2}")
# What is told in đồng: the sum may stand a few words off, what is done with it right before the number.
SUM = (r"(?:số tiền|số dư|tiền mặt|kinh phí|quỹ(?! đất)|tổng (?:số )?(?:thu|chi|tiền)|trị giá|giá trị|vốn|dư nợ|"
       r"doanh thu|lợi nhuận|học phí|ngân sách)(?!\w)[^0-9.;\n]{0,24}")
DEED = r"(?:thu|chi|thu về|còn lại|còn dư|còn|tồn|nộp|góp|đóng góp|ủng hộ|quyên góp|vận động)(?: được| là)?[ :]*"
MONEY = regex.compile(rf"(?i)(?<!\w)(?:{SUM}|{DEED})(?<!(?<!tổng |con )số[ :]*)$")
# No lead is needed where words say it again, or where the sum is a part of the amount before it.
IN_WORDS = regex.compile(SPELT)
PART = regex.compile(r"(?i)(?:[^0-9.\n]{0,20}trong đó|[;,] )[^0-9.;\n]{0,40}")
REACH = 60
OTHER_UNIT = regex.compile(r"(?i)đvt|đơn vị tính")


def find_unitless(document: Document, found: Sequence[Money]) -> Iterator[tuple[Amount, int]]:
    """Every such amount of the flow that lies in none of the amounts `found`, and where the amount before it ended.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Tổng thu quỹ: 38.450.000; diện tích 12.500.000; chi 5.250.000."
    >>> [amount.value for amount, _ in find_unitless(compose(Reading([Piece(text)])), [])]
    [38450000, 5250000]
    """
    text, floor, parts = document.flow, 0, -1
    numbers = list(_numbers(text))
    if not numbers or OTHER_UNIT.search(text):
        return
    for start, end in numbers:
        before = bisect_right(found, start, key=attrgetter("start")) - 1
        floor = max(floor, found[before].end) if before >= 0 else floor
        if start < floor:
            continue
        part = PART.fullmatch(text, floor, start) if floor and start - floor < REACH else None
        part = part if part and ("trong đó" in part[0] or floor == parts) else None
        if not (part or MONEY.search(text[max(start - REACH, floor) : start]) or IN_WORDS.match(text, end)):
            continue
        block = document.block_at(start)
        if block is None or block.kind != "table_cell":
            yield Amount(start, end, int(read_numeral(text[start:end]).value)), floor
            floor, parts = end, end if part else parts


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every number of three groups or more behind which a clause, a line or a bracket ends."""
    for groups in GROUPS.finditer(text):
        head = HEAD.match(text, 0, groups.start())
        if head and stands_free(text, head.start()) and text[head.start() - 1 : head.start()] not in ("-", "."):
            yield head.start(), groups.end()
