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

# From the second group of thousands on; the clause, the line or words in brackets end behind the number.
GROUPS = regex.compile(r"\.[0-9]{3}(?:\.[0-9]{3})+"
                       r"(?=\)?(?:[;,.]? ?(?:\n|$)|[;,.)] | ?\((?:[Bb]ằng chữ|[Vv]iết|[^()0-9]{5,120} đồng)))")
HEAD = regex.compile(r"(?r)[1-9][0-9]{0,2}")
# What is told in đồng: the sum may stand a few words off, what is done with it right before the number.
SUM = (r"(?:số tiền|tiền mặt|kinh phí|quỹ|tổng (?:số )?(?:thu|chi|tiền)|trị giá|giá trị|vốn|dư nợ|doanh thu|lợi nhuận|"
       r"học phí|ngân sách)(?!\w)[^0-9.;\n]{0,24}")
DEED = r"(?:thu|chi|thu về|còn lại|còn dư|còn|tồn|nộp|góp|đóng góp|ủng hộ|quyên góp|vận động)(?: được| là)?[ :]*"
MONEY = regex.compile(rf"(?i)(?<!\w)(?:{SUM}|{DEED})(?<!(?<!tổng |con )số[ :]*)$")
REACH = 60
OTHER_UNIT = regex.compile(r"(?i)đvt|đơn vị tính")


def find_unitless(document: Document, found: Sequence[Money]) -> Iterator[tuple[Amount, int]]:
    """Every such amount of the flow that lies in none of the amounts `found`, and where the amount before it ended.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Tổng thu quỹ: 38.450.000; diện tích 12.500.000; chi 5.250.000."
    >>> [amount.value for amount, _ in find_unitless(compose(Reading([Piece(text)])), [])]
    [38450000, 5250000]
    """
    text, floor = document.flow, 0
    for groups in GROUPS.finditer(text):
        head = HEAD.match(text, 0, groups.start())
        if head is None or not stands_free(text, head.start()) or text[head.start() - 1 : head.start()] in ("-", "."):
            continue
        start, end = head.start(), groups.end()
        before = bisect_right(found, start, key=attrgetter("start")) - 1
        floor = max(floor, found[before].end) if before >= 0 else floor
        if start < floor or not MONEY.search(text[max(start - REACH, floor) : start]):
            continue
        block = document.block_at(start)
        if not OTHER_UNIT.search(text) and (block is None or block.kind != "table_cell"):
            yield Amount(start, end, int(read_numeral(text[start:end]).value)), floor
            floor = end
