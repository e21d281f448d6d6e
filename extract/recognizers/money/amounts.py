"""One amount, read at its last digit: unit words right of it, the number left."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec
import regex

from extract.recognizers.money.forms import CLOSED, COUNTED, DONG, MORE, NUMBER, PAID, PHRASES, SCALE, SCALES, TAIL
from extract.recognizers.money.roles import counts_others, speaks_of_money, tells_amount
from extract.recognizers.numbers import NUMERAL, Numeral, read_numeral

SMALLEST, SMALLEST_LETTER = 100, 500  # less is no money: `05 đồng`, `10đ` (points)
GROUPED = regex.compile(r"[0-9]{1,3},[0-9]{3}")
LEAST_K, MILLION = 10, 10**6
YEAR = regex.compile(r"(?:19|20)[0-9]{2}")
# `ĐVT: 1.000 đồng` and `Kinh phí (1.000 đồng)` name the unit of a table.
THOUSAND = regex.compile(r"1\.?000")
UNIT_LINE = regex.compile(r"(?:đvt|đơn vị(?: tính)?) ?:? ?\(?$|\($")
# `1 tỷ 3` is said for 1,3 tỷ, `2 tỷ 350` for 2,350; a thing counted may not follow (`1 tỷ 3 công trình`).
DECIMALS = regex.compile(r" ([1-9]|[0-9]{3})(?![.,]?[0-9])"
                         r"(?=\s*(?:[.,;)]|$)|\s+(?:từ|do|để|cho|và|nhằm|theo|trong|làm|xây|mua|sửa|lắp|trả|đầu|tiền|vốn|nay)\s|\n)")
WORD = regex.compile(r"[^\W\d_]+")
END = regex.compile(r"[0-9] ?(?:đ|tr|k|triệu|nghìn|ngàn|đồng)-$")  # 400.000đ-600.000đ
ONE = regex.compile(r"^0?1 ")
# Behind a bare `300 nghìn`: the upper end of its range, or the same in words.
AGAIN = regex.compile(rf" ?(?:-|–|đến|tới) ?(?:{NUMERAL}) ?(?:{SCALE})? ?{DONG}| ?\([^()0-9]{{5,120}} đồng")
# `đã thu 34/62 triệu đồng`: what is there of what is wanted, the first counts, as with `17/19 tiêu chí`.
PART_OF = regex.compile(rf"(?r)(?<!(?i:ngày|số|điều|khoản) )(?<![\w/.,-])(?P<part>{NUMERAL}) ?/ ?")
# A list whose last amount alone says đồng: `từ 15 triệu, 20 triệu nay còn 5 triệu đồng`.
WORDS = r"[^0-9.;:\n()]{0,30} "
LISTED = regex.compile(rf"(?:,|(?= (?:và|nay|lên|xuống|còn) )){WORDS}(?:(?:{NUMERAL}) {SCALE}{WORDS})?"
                       rf"(?:{NUMERAL}) {SCALE} đồng")


class Amount(msgspec.Struct, frozen=True, gc=False):
    """An amount as found: where it stands, whole đồng, the upper end of a range, the rate."""

    start: int
    end: int
    value: int
    most: int | None = None
    per: str | None = None
    malformed: bool = False


def read_amount(text: str, digit_end: int, floor: int, unit: int | None = None) -> Amount | None:
    """The amount whose first number ends at `digit_end`, or None where it is no money; its unit stands right behind
    the number or at `unit`."""
    tail, left = TAIL.match(text, unit or digit_end), NUMBER.match(text, floor, digit_end)
    if tail is None or left is None:
        return None
    start = _without_enumerator(text, left.start("number"), left["number"])
    written = text[start:digit_end]
    number = _numeral(written, tail)
    part = PART_OF.match(text, floor, start) if text[start - 1] == "/" and tail["dong"] and tail["scale"] else None
    if part and read_numeral(part["part"]).value <= number.value:
        done, sound = _value(read_numeral(part["part"]).value, tail)
        return Amount(part.start("part"), tail.end(), whole(done), None, per_in(tail["per"]), not sound)
    if not stands_free(text, start) or not _is_money(text, start, written, number.value, tail):
        return None
    value, sound = _value(number.value, tail)
    bare = tail["scale"] and not (tail["dong"] or tail["more"] or tail["half"] or tail["glued"])
    decimals = DECIMALS.match(text, tail.end()) if bare else None
    if decimals:
        value += _decimals(decimals[1], tail)
    end = decimals.end() if decimals else tail.end()
    low, low_start = (None, start) if left["low"] is None else _low(text, left, tail, value)
    per = per_in(tail["per"])
    if low is not None:
        return Amount(low_start, end, low, whole(value), per, number.malformed or not sound)
    return Amount(start, end, whole(value), None, per, number.malformed or not sound)


def whole(value: Decimal) -> int:
    """Whole đồng; half a đồng counts as one."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def scale_of(words: str | None) -> int:
    """What a unit word multiplies by.

    >>> scale_of("triệu"), scale_of("nghìn tỉ"), scale_of("Tr."), scale_of(None)
    (1000000, 1000000000000, 1000000, 1)
    """
    return SCALES[words.lower().rstrip(".").replace("tỉ", "tỷ")] if words else 1


def stands_free(text: str, start: int) -> bool:
    """Whether the number at `start` is whole: no letter, slash or hyphened word is glued to its left."""
    if not start:
        return True
    before = text[start - 1]
    if before == "-":
        return not text[max(start - 2, 0) : start - 1].isalpha() or bool(END.search(text, max(start - 8, 0), start))
    if before == "/":
        return text.endswith(("đồng/", "đ/"), 0, start)  # 300 triệu đồng/500 triệu đồng
    return before != "%" and not before.isalnum()


def _without_enumerator(text: str, start: int, written: str) -> int:
    """Where the number starts: behind the dot in `1. 500.000 đồng` on a new line, in `năm 2018. 500.000`."""
    head, dot, _ = written.partition(". ")
    if not dot or not head.isdigit():
        return start
    line = text[max(text.rfind("\n", 0, start) + 1, start - 20) : start]
    return start + len(head) + 2 if len(head) > 3 or not line.strip(" -+*(") else start


def _is_money(text: str, start: int, written: str, value: Decimal, tail: Any) -> bool:
    only = tail["only"]
    if only and only[0] == "(":
        return len(written) > 5  # `Năm 2021 (đồng)` heads a column
    if tail["scale"] == "k" and value < LEAST_K:
        return False  # 5k is a distance
    if only and len(written) > 5 and value >= SMALLEST_LETTER:
        return True  # neither a year nor the unit of a table
    if only:
        before = text[max(start - 20, 0) : start].lower()
        if YEAR.fullmatch(written) and before.endswith("năm "):
            return False
        if THOUSAND.fullmatch(written) and UNIT_LINE.search(before):
            return False
        least = SMALLEST_LETTER if only in "đĐ" and not tail["per"] else SMALLEST
        return value >= least
    if tail["dong"] or tail["per"] or AGAIN.match(text, tail.end()):
        return True
    said = tail["more"] or tail["half"] or tail["half_more"] or LISTED.match(text, tail.end())
    return is_bare_money(text, start, tail.end(), tail["scale"], bool(said))


def is_bare_money(text: str, start: int, end: int, unit: str, said: bool) -> bool:
    """Whether a number with a unit word but no đồng is money: nothing else is counted, and the words around
    speak of money. Millions that end their clause need no such words.

    >>> [is_bare_money(text, 4, 11, "triệu", False) for text in ("hết 5 triệu.", "hết 5 triệu cây", "hết 5 triệu lá")]
    [True, False, False]
    """
    following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if following is not None and (following[0] in COUNTED or text.startswith(PHRASES, end + 1)):
        return False
    if speaks_of_money(text, start) or PAID.match(text, end):
        return True
    if counts_others(text, start):
        return False
    millions = scale_of(unit) >= MILLION and unit.lower() != "tr"  # 215tr may be pages
    return said or (CLOSED.match(text, end) is not None and (millions or tells_amount(text, start)))


def _numeral(written: str, tail: Any) -> Numeral:
    """The number; đồng have no decimals, so `500,000 đồng` can only be thousands the English way."""
    if tail["only"] and GROUPED.fullmatch(written):
        return Numeral(Decimal(written.replace(",", "")), True)
    return read_numeral(written)


def _value(number: Decimal, tail: Any) -> tuple[Decimal, bool]:
    """The whole amount with its smaller parts (`15 triệu 500 nghìn`), and whether they are in order."""
    scale = scale_of(tail["scale"])
    value, sound = number * scale, True
    if tail["half"]:
        value += Decimal(scale) / 2
    if tail["glued"]:
        value += _decimals(tail["glued"], tail)
        sound = len(tail["glued"]) != 2  # `2tr35` may be said for 2 triệu 35 nghìn, too
    for more in MORE.finditer(tail["more"] or ""):
        part, smaller = read_numeral(more["number"]), scale_of(more["scale"])
        amount = part.value * smaller
        sound = sound and not part.malformed and amount < scale and (smaller > 1 or amount >= 1000)
        value, scale = value + amount, smaller
    if tail["half_more"]:
        value += Decimal(scale) / 2
    return value, sound


def _decimals(digits: str, tail: Any) -> Decimal:
    """What the digits behind the unit add: 600 thousand in `14tr600`, 300 million in `1 tỷ 3`."""
    return Decimal(f"0.{digits}") * scale_of(tail["scale"])


def _low(text: str, left: Any, tail: Any, high: Decimal) -> tuple[int | None, int]:
    """The lower end of `5-7 triệu đồng` in the unit of the upper; a number that is none is left alone."""
    start = left.start("low")
    number = read_numeral(left["low"]).value
    scale = scale_of(tail["scale"])
    plain = number if number >= 1000 else Decimal(0)
    low = number * scale if 0 < number * scale < high else plain
    if not (high / 100 <= low < high) or not stands_free(text, start):
        return None, left.start("number")
    return whole(low), start


def per_in(rate: str | None) -> str | None:
    """`người/tháng` of `/01 người / tháng`, `hộ` of ` mỗi hộ`."""
    if rate is None:
        return None
    parts = rate.split("/") if "/" in rate else [rate.strip().partition(" ")[2]]
    words = (ONE.sub("", " ".join(part.split())) for part in parts)
    return "/".join(word for word in words if word) or None

