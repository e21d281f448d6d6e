"""Figures: sums, parts, products, gifts and amounts, checked where the text gives both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import regex

from extract.records import Finding, Money, Quantity
from pipelines.checks.case import ERROR, INFO, WARNING, Case, words
from pipelines.checks.shares import NUMBER, whole_number

PRODUCT = regex.compile(rf"(?<![\d.,])(?P<count>{NUMBER})\s+(?:\p{{L}}+\s){{1,3}}[x×*]\s*$")
# `05 cháu, mỗi cháu 300.000 đồng/tháng trong 06 tháng, tổng số tiền 9.000.000 đồng`: one noun.
EACH = regex.compile(rf"(?i)(?<![\d.,/])(?P<count>{NUMBER})\s+(?P<noun>\p{{L}}+)(?!\w)[^.;\n\d]{{0,50}}?"
                     r"[,(]\s*mỗi\s+(?P=noun)(?!\w)[^.;\n\d]{0,40}$")
IN_ALL = regex.compile(r"(?i)(?:[,\s]*(?:trong|x)\s+(?P<months>\d{1,2})\s+tháng)?[,\s()]*(?:với\s+)?"
                       r"(?:tổng(?: số| cộng)?(?: số)?(?: tiền| trị giá| kinh phí| giá trị)?|thành tiền)"
                       r"(?:\s+là)?:?\s*")
TOTAL_ROW = regex.compile(r"(?i)^(?:tổng\s?)?cộng(?!\s*(?:\p{L}*\s*tác|đồng|hòa|hoà)(?!\w))|^tổng(?: số| cộng)?\s*:?$")
CELL_NUMBER = regex.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
SUBTOTAL = regex.compile(r"^(?:[IVX]+|[A-E])[.)]?$")
GIFT = regex.compile(r"(?i)suất|phần quà")
HOUSEHOLDS = regex.compile(rf"(?i)cho\s+(?P<count>{NUMBER})\s+hộ(?!\w)")
CURRENCY = regex.compile(r"(?i)\s*(?:đồng|đ|triệu|triệu đồng|nghìn đồng)$")
# The end of a sentence, semicolons included.
FULL_STOP = regex.compile(r"[\n.](?:(?<=\n)|(?<=[^\W\d_].|\).)(?=\s|$))")
LISTS = regex.compile(r"(?i)(?:trong đó|gồm|bao gồm|cụ thể)\s*(?:có\s*)?:")
OF_WHICH, APART = regex.compile(r"(?i)trong đó"), regex.compile(r"[.\n]\s|\n|;|/|mỗi")
SPACED, EQUALS = regex.compile(r"\d[.,]?\s+\d{3}(?!\d)"), regex.compile(r"(?:/\p{L}+)?\s*=\s*")
# Between gifts and an amount or households: another sentence, a rate, others who are given something.
ELSEWHERE = regex.compile(r"\n|\.\s|;|mỗi")
OTHERS = regex.compile(r"(?<!\w)(?:học sinh|em|và)(?!\w)")
NO_SMALL_AMOUNT = 1_000_000


def table_total(case: Case) -> Iterator[Finding]:
    """R70. The total row of a table is not the sum of the rows above it, in a table without subtotals; or the parts
    that a text lists do not make the whole."""
    tables: dict[int, dict[int, dict[int, tuple[str, int, int]]]] = {}
    for block in case.report.blocks:
        if block.table is not None and block.row is not None and block.col is not None:
            cell = (case.report.text[block.start:block.end].strip(), block.start, block.end)
            tables.setdefault(block.table, {}).setdefault(block.row, {}).setdefault(block.col, cell)
    for rows in tables.values():
        yield from _total_of(case, rows)
    yield from _listed_parts(case)


def _total_of(case: Case, rows: dict[int, dict[int, tuple[str, int, int]]]) -> Iterator[Finding]:
    order = sorted(rows)
    total = next((at for at in order if any(TOTAL_ROW.match(text) for text, _, _ in rows[at].values())), None)
    if total is None or total != order[-1] or len(order) < 4:
        return
    above = _numbered([rows[at] for at in order if at < total])
    if any(SUBTOTAL.match(row[min(row)][0]) or TOTAL_ROW.match(row[min(row)][0]) for row in above):
        return
    for col, (text, start, end) in sorted(rows[total].items()):
        numbers = [_cell(row[col][0]) for row in above if col in row]
        values = [value for value in numbers if value is not None]
        said = _cell(text)
        headings = sum(value is None for value in numbers)
        if said is None or len(values) < 2 or headings > 1 or _counts_rows(values) or col == min(rows[total]):
            continue
        if sum(values) != said:
            shown = in_full(sum(values, Decimal(0)))
            yield case.finding("R70", WARNING, (start, end),
                               f"The rows add to {sum(values)}, the total row says {text}.",
                               f"Dòng tổng ghi {text}, nhưng cộng các dòng ở trên được {shown}.", suggestion=shown)


def _numbered(rows: list[dict[int, tuple[str, int, int]]]) -> list[dict[int, tuple[str, int, int]]]:
    """The rows of a table that stand by themselves: what has no number among numbered ones is a part of the row above,
    and so is what begins with `trong đó`."""
    own = [row for row in rows if not any(OF_WHICH.match(text.lstrip(" -–+")) for text, _, _ in row.values())]
    first = min((col for row in rows for col in row), default=0)
    counted = [number for row in own if first in row and (number := row[first][0].rstrip(".")).isdigit()]
    in_order = len(counted) > 1 and counted == [str(number) for number in range(1, len(counted) + 1)]
    return [row for row in own if not in_order or row.get(first, ("",))[0]]


def _cell(text: str) -> Decimal | None:
    """The number of a cell that holds nothing else.

    >>> _cell("1.350,5"), _cell("420"), _cell("2 hộ"), _cell("40.000.000 đồng")
    (Decimal('1350.5'), Decimal('420'), None, Decimal('40000000'))
    """
    bare = CURRENCY.sub("", text.strip())
    return Decimal(bare.replace(".", "").replace(",", ".")) if CELL_NUMBER.fullmatch(bare) else None


def in_full(value: Decimal | int) -> str:
    """A number as clerks write it.

    >>> in_full(4650000), in_full(Decimal("12.5"))
    ('4.650.000', '12,5')
    """
    whole, _, rest = f"{value:,}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _counts_rows(values: list[Decimal]) -> bool:
    return values == [Decimal(n) for n in range(1, len(values) + 1)] or all(1900 < value < 2100 for value in values)


def _listed_parts(case: Case) -> Iterator[Finding]:
    money = case.report.money
    for at, whole in enumerate(money[:-2]):
        if ":" not in case.report.text[whole.end:money[at + 1].start]:
            continue
        stop = case.report.sentence(whole.end, FULL_STOP)[1]
        parts = [part for part in money[at + 1:at + 12] if part.end <= stop]
        lead = case.report.text[whole.end:parts[0].start] if parts else ""
        listing = LISTS.search(lead)
        if len(parts) < 2 or not listing or not all(map(is_plain, [whole, *parts])):
            continue
        gaps = [case.report.text[a.end:b.start] for a, b in pairwise(parts)]
        if not all(";" in gap for gap in gaps) or any(regex.search(r"(?i)trong đó|mỗi|/|gấp", gap)
                                                      for gap in [lead[listing.end():], *gaps]):
            continue
        total = sum(part.amount_vnd for part in parts)
        if total != whole.amount_vnd:
            severity = WARNING if total > whole.amount_vnd or "gồm" in listing[0].lower() else INFO
            yield case.finding("R70", severity, (whole.start, parts[-1].end),
                               f"The parts add to {total}, the whole is {whole.amount_vnd}.",
                               f"Tổng ghi {words(whole.raw)}, nhưng các khoản liệt kê cộng lại là "
                               f"{in_full(total)} đồng.")
            return


def is_plain(money: Money) -> bool:
    """Whether an amount is one that can be summed: no rate, no range, nothing malformed or about."""
    return money.per is None and money.amount_max_vnd is None and not money.malformed and money.qualifier is None


def part_above_whole(case: Case) -> Iterator[Finding]:
    """R71. A part is larger than the amount that it is said to be part of."""
    for whole, part in pairwise(case.report.money):
        between = case.report.text[whole.end:part.start]
        larger = part.amount_vnd > whole.amount_vnd and is_plain(whole) and is_plain(part)
        if larger and len(between) < 160 and OF_WHICH.search(between) and not APART.search(between):
            yield case.finding("R71", ERROR, (whole.start, part.end), f"{part.raw} is said to be part of {whole.raw}.",
                               f"Phần “trong đó” {words(part.raw)} lớn hơn số tiền chung {words(whole.raw)}.")


def _gifts(case: Case) -> Iterator[tuple[Quantity, Money]]:
    """Gifts with the amount that the same sentence gives for them."""
    money = case.report.money
    starts = [one.start for one in money]
    for gift in case.report.quantities:
        if not GIFT.search(gift.unit) or gift.value != int(gift.value):
            continue
        index = bisect_left(starts, gift.end)
        amount = money[index] if index < len(money) and starts[index] <= gift.end + 200 else None
        between = case.report.text[gift.end:amount.start] if amount else "\n"
        if amount and amount.per is None and not ELSEWHERE.search(between):
            yield gift, amount


def same_amount_twice(case: Case) -> Iterator[Finding]:
    """R72. Gifts of quite different numbers cost the very same: perhaps one amount was copied."""
    seen: dict[int, Quantity] = {}
    for gift, amount in _gifts(case):
        before = seen.setdefault(amount.amount_vnd, gift)
        if before.value != gift.value and amount.amount_vnd >= NO_SMALL_AMOUNT:
            yield case.finding("R72", INFO, (gift.start, amount.end),
                               f"{before.value:g} and {gift.value:g} gifts both cost {amount.raw}.",
                               f"{words(before.raw)} và {words(gift.raw)} cùng ghi số tiền {words(amount.raw)}: cần "
                               f"xem có chép nhầm không.")


def gifts_and_households(case: Case) -> Iterator[Finding]:
    """R73. The number of gifts is not that of the households that get them."""
    for gift in case.report.quantities:
        if not GIFT.search(gift.unit):
            continue
        stop = case.report.sentence(gift.end, FULL_STOP)[1]
        found = HOUSEHOLDS.search(case.report.text, gift.end, min(stop, gift.end + 160))
        if not found or OTHERS.search(case.report.text, gift.end, found.start()):
            continue
        if whole_number(found["count"]) != gift.value:
            yield case.finding("R73", INFO, (gift.start, found.end()), f"{gift.raw} for {found['count']} households.",
                               f"{words(gift.raw)} nhưng ghi tặng cho {found['count']} hộ: số suất và số hộ không "
                               f"khớp.")


def malformed_amount(case: Case) -> Iterator[Finding]:
    """R74. An amount is grouped as no amount is: its value cannot be relied on."""
    for money in case.report.money:
        spaced = SPACED.search(money.raw) if money.amount_max_vnd is None else None
        if money.malformed or spaced:
            yield case.finding("R74", INFO if spaced else WARNING, (money.start, money.end),
                               f"“{money.raw}” is not grouped by thousands.",
                               f"Số tiền “{words(money.raw)}” viết sai cách phân nhóm hàng nghìn, cần xem lại số đúng.")


def product(case: Case) -> Iterator[Finding]:
    """R75. So many times so much is not what stands behind the sign of equality, or is not the total that follows."""
    yield from _each(case)
    for rate, total in pairwise(case.report.money):
        if not EQUALS.fullmatch(case.report.text[rate.end:total.start]):
            continue
        count = PRODUCT.search(case.report.text[max(0, rate.start - 40):rate.start])
        if count and whole_number(count["count"]) * rate.amount_vnd != total.amount_vnd:
            right = in_full(whole_number(count["count"]) * rate.amount_vnd)
            start = max(0, rate.start - 40) + count.start()
            yield case.finding("R75", ERROR, (start, total.end), f"{count['count']} times {rate.raw} is {right}.",
                               f"{words(case.report.text[start:total.end])}: nhân ra là {right} đồng.",
                               suggestion=f"{right} đồng")


def _is_per(per: str | None, noun: str, months: str | None) -> bool:
    """Whether a rate is for each of those that are counted, and a month where months are said and only there.

    >>> _is_per(None, "suất", None), _is_per("hộ", "suất", None), _is_per("cháu/tháng", "cháu", "06")
    (True, False, True)
    >>> _is_per("cháu/tháng", "cháu", None)
    False
    """
    if months:
        return (per or "").endswith("tháng")
    return "/" not in (per or "") and (per or noun).startswith(noun.lower())


def _each(case: Case) -> Iterator[Finding]:
    """So much for each, perhaps for some months, and the total."""
    text = case.report.text
    for rate, total in pairwise(case.report.money):
        lead = EACH.search(text[max(0, rate.start - 120):rate.start])
        between = IN_ALL.fullmatch(text, rate.end, total.start) if lead else None
        if not lead or not between or not _is_per(rate.per, lead["noun"], between["months"]):
            continue
        right = whole_number(lead["count"]) * rate.amount_vnd * int(between["months"] or 1)
        if right != total.amount_vnd and not total.per:
            start = max(0, rate.start - 120) + lead.start()
            yield case.finding("R75", WARNING, (start, total.end), f"It is {right}, not {total.amount_vnd}.",
                               f"{words(text[start:total.end])}: nhân ra là {in_full(right)} đồng.",
                               suggestion=f"{in_full(right)} đồng")
