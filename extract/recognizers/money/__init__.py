"""Amounts of money in whole đồng: `50.000 đồng/người/tháng`, `2 tỷ 300 triệu đồng`, `hai trăm triệu đồng`.

`raw` runs from the number to the rate; the qualifier before it (`trên`) has a column of its own. Digits that
break the rules but can be read (`1000.000 đồng`) are read and marked. Cells of tables whose unit stands in
the head are read by `tables`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

import msgspec
import regex

from extract.document import Document
from extract.recognizers.money.amounts import Amount, read_amount
from extract.recognizers.money.forms import HIT, RANGES, RESTATES
from extract.recognizers.money.rates import per_of
from extract.recognizers.money.roles import is_next_part, role_at
from extract.recognizers.money.tables import find_cells
from extract.recognizers.money.unitless import find_unitless
from extract.recognizers.money.words import find_worded
from extract.recognizers.numbers import said_again
from extract.recognizers.qualifiers import qualifier_at
from extract.recognizers.quoted_names import in_quoted_name
from extract.records import Money

SPELT = regex.compile(r"[ \n]*\([^()\d]{0,80}(?:[Bb]ằng chữ|tỷ|triệu)[^()\d]{0,80},[ \n]*")

MOST = 2**63 - 1  # what a column of whole numbers holds: more is no sum of money but digits run together
TIMES = regex.compile(r"[xX×*] ?$")  # `12 x 9.000.000đ – 108.000.000đ`: a product and what it comes to


def find_money(document: Document) -> Iterator[Money]:
    """Every amount of the flow, in order of start, none inside another.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Trao 53 phần quà, tổng kinh phí khoảng 5 triệu đồng; mỗi đồng chí góp 50.000 đồng/người/tháng."
    >>> for money in find_money(compose(Reading([Piece(text)]))):
    ...     print(money.raw, money.amount_vnd, money.qualifier, money.role, money.per)
    5 triệu đồng 5000000 khoảng tổng None
    50.000 đồng/người/tháng 50000 None đóng góp người/tháng
    """
    found = list(_in_digits(document))
    bare = [_money(document, document.flow, amount, floor) for amount, floor in find_unitless(document, found)]
    found = sorted([*found, *bare], key=attrgetter("start")) if bare else found
    found += list(_in_words(document, found))
    told = (money for money in found if not in_quoted_name(document.text, money.start, money.end))
    cells = {money.start: money for money in find_cells(document)}
    flow = _with_parts(document.text, sorted(told, key=attrgetter("start")))
    for money in sorted(({money.start: money for money in flow} | cells).values(), key=attrgetter("start")):
        if max(money.amount_vnd, money.amount_max_vnd or 0) <= MOST:
            yield money


def _with_parts(text: str, found: list[Money]) -> Iterator[Money]:
    """The amounts, each further part of a sum with the role of the first: `trong đó xã 5 triệu, huyện 7 triệu`."""
    role, end = None, 0
    for money in found:
        if money.role is None and money.per is None and is_next_part(text, role, end, money.start):
            money = msgspec.structs.replace(money, role=role)
        role, end = money.role, money.end
        yield money


def _in_digits(document: Document) -> Iterator[Money]:
    text, floor = document.flow, 0
    for amount in _joined(text, _amounts(text)):
        yield _money(document, text, amount, floor)
        floor = amount.end


def _amounts(text: str) -> Iterator[Amount]:
    floor = 0
    again = dict(said_again(text))
    ends = (hit.start() + 1 for hit in HIT.finditer(text))
    for digit_end in sorted([*ends, *again]) if again else ends:
        if digit_end > floor:
            amount = read_amount(text, digit_end, floor, again.get(digit_end))
            if amount is not None:
                floor = amount.end
                yield amount


def _joined(text: str, amounts: Iterator[Amount]) -> Iterator[Amount]:
    """The amounts, `từ 5 triệu đồng đến 7 triệu đồng` as one."""
    last: Amount | None = None
    for amount in amounts:
        if last is not None and _is_range(text, last, amount):
            amount = msgspec.structs.replace(amount, start=last.start, value=last.value, most=amount.value,
                                             malformed=last.malformed or amount.malformed)
        elif last is not None:
            yield last
        last = amount
    if last is not None:
        yield last


def _is_range(text: str, low: Amount, high: Amount) -> bool:
    if high.start - low.end > 10 or low.most or high.most or low.value >= high.value:
        return False
    if low.per not in (None, high.per) or TIMES.search(text, max(low.start - 3, 0), low.start):
        return False
    between = text[low.end : high.start]
    return between.strip() in RANGES and "\n" not in between


def _money(document: Document, text: str, amount: Amount, floor: int) -> Money:
    start, end = amount.start, amount.end
    return Money(doc_id=document.doc_id, start=start, end=end, raw=text[start:end], amount_vnd=amount.value,
                 amount_max_vnd=amount.most, qualifier=qualifier_at(text, start, end),
                 per=per_of(amount.per, text, start), role=role_at(text, start, floor),
                 malformed=amount.malformed, page=document.page_at(start))


def _in_words(document: Document, found: list[Money]) -> Iterator[Money]:
    """Amounts in words, without those that only restate the digits before them."""
    text, last = document.flow, 0
    for amount in sorted(find_worded(text), key=attrgetter("start", "end")):
        if amount.start >= last and not _restates(text, found, amount):
            last = amount.end
            yield _money(document, text, amount, 0)


def _restates(text: str, found: list[Money], amount: Amount) -> bool:
    """Whether the words say what the digits right before or behind them say; where they differ, both are kept."""
    at = bisect_right(found, amount.end, key=attrgetter("start"))
    behind = found[at] if at < len(found) else None
    if behind and behind.amount_vnd == amount.value and text[amount.end : behind.start] in (" (", "("):
        return True
    return at > 0 and _says_again(text, found[at - 1], amount)


def _says_again(text: str, money: Money, amount: Amount) -> bool:
    if money.start <= amount.start < money.end:
        return True
    near = 0 <= amount.start - money.end < 40
    tail = SPELT.fullmatch(text, money.end, amount.start)  # (Bằng chữ: Sáu triệu, hai trăm năm mươi tám nghìn đồng)
    if tail and money.amount_vnd % 10 ** len(str(amount.value)) == amount.value:
        return True
    return near and money.amount_vnd == amount.value and RESTATES.fullmatch(text, money.end, amount.start) is not None
