"""Numbers of things with their unit: `350 ngày công`, `253kg gạo`, `37 con bò`, `95%`, `2 triệu lượt người`.

Only units of the vocabulary count; behind a counter or a measure the thing counted is part of the unit. A
fraction (`17/19 tiêu chí`) is kept with the value of its first number and the unit `/19 tiêu chí`, as written,
so that nobody adds it to plain `tiêu chí`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import methodcaller
from typing import Any

import regex

from extract.document import Document, Span
from extract.recognizers.numbers import NUMERAL, read_numeral, said_again
from extract.recognizers.qualifiers import qualifier_at
from extract.recognizers.quantity_units import NAMED, UNITS, unit_end
from extract.recognizers.quoted_names import in_quoted_name
from extract.records import Money, Quantity

HIT = regex.compile(r"[0-9] ?(\p{L}+|%)")
AGAIN = regex.compile(r"[0-9] ?\([^()]+\) (\p{L}+)")  # 05 (năm) ngày công
# Backwards from the last digit: the number, and before it the lower end of a range or the first of a fraction.
NUMBER = regex.compile(
    rf"(?r)(?:(?P<part>(?<![0-9/])[0-9]{{1,4}}) ?/ ?|(?P<low>{NUMERAL})%? {{0,3}}(?:-|–|đến|tới) {{0,3}})?"
    rf"(?P<number>{NUMERAL})")
# The lower end of `30% - 40%`: it is read with the upper.
LOW_PERCENT = regex.compile(r" ?(?:-|–|đến) ?[0-9][0-9.,]*%")
SCALES = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
# With these, `trên` is a preposition: `trên 5 lĩnh vực` are five, not more.
PLACES = frozenset({"lĩnh vực", "mặt", "trang", "kênh", "thôn", "xã", "tuyến đường", "tuyến", "khu dân cư", "địa bàn"})
YEARS = range(1990, 2036)  # a number like these without a dot is taken for a year: `đến 2026 xã đạt chuẩn`
WANTED = frozenset({*UNITS, *SCALES})
START = methodcaller("start")


def find_quantities(document: Document, money: Sequence[Money] = ()) -> Iterator[Quantity]:
    """Every quantity of the flow, in order of start, none inside an amount of money.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Hơn 500 cây tre; 172,5 kg rau củ các loại; 17/19 tiêu chí; Tiểu khu 411 thôn Đồng Vào; 5-7 hộ nghèo"
    >>> for quantity in find_quantities(compose(Reading([Piece(text)]))):
    ...     print(quantity.raw, quantity.value, quantity.value_max, quantity.unit, quantity.qualifier, sep=" | ")
    500 cây tre | 500.0 | None | cây tre | hơn
    172,5 kg rau củ | 172.5 | None | kg rau củ | None
    17/19 tiêu chí | 17.0 | None | /19 tiêu chí | None
    5-7 hộ nghèo | 5.0 | 7.0 | hộ nghèo | None
    """
    text, floor = document.flow, 0
    amounts = iter(money)
    amount = next(amounts, None)
    again = [hit for digit_end, _ in said_again(text) if (hit := AGAIN.match(text, digit_end - 1))]
    for hit in sorted([*HIT.finditer(text), *again], key=START) if again else HIT.finditer(text):
        if hit[1] not in WANTED:
            continue
        quantity = _quantity(document, text, hit, floor)
        if quantity is None:
            continue
        while amount is not None and amount.end <= quantity.start:
            amount = next(amounts, None)
        if (amount is None or quantity.end <= amount.start) and not in_quoted_name(text, quantity.start, quantity.end):
            floor = quantity.end
            yield quantity


def _quantity(document: Document, text: str, hit: Any, floor: int) -> Quantity | None:
    word, last = hit[1], hit.start()
    scale = SCALES.get(word, 1)
    if scale > 1 and text[hit.end() : hit.end() + 1] != " ":
        return None  # `5 triệu5%`
    at = hit.start(1) if scale == 1 else hit.end() + 1
    end = unit_end(text, at, word if scale == 1 else None)
    if end is None or (word == "%" and LOW_PERCENT.match(text, end)):
        return None
    plain = _plain_start(text, last, floor)
    if plain is not None:
        number = text[plain : last + 1]
        if not _counts(text, plain, number):
            return None
        return _record(document, text, (plain, end), (int(number) * scale, None), text[at:end])
    return _led(document, text, NUMBER.match(text, floor, last + 1), Span(at, end), scale)


def _plain_start(text: str, last: int, floor: int) -> int | None:
    """Where a number of digits alone starts, if a word stands before it that makes no range; else None."""
    start = last
    while start > floor and text[start - 1].isdigit():
        start -= 1
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalpha():
        return None if text.endswith((" đến", " tới"), floor, start - 1) else start
    return None


def _led(document: Document, text: str, left: Any, unit: Span, scale: int) -> Quantity | None:
    """A number with marks in it, the first of a fraction or the upper end of a range."""
    part, low, number = left.groups()
    start = left.start("number")
    if " " in number:
        if "." not in number or " ." in number:
            return None  # `1 250 người` in a flattened table may be two numbers
        part, low, number = None, None, number.rpartition(" ")[2]  # `thôn 8. 550 hộ`
        start = left.end() - len(number)
    value, words = read_numeral(number).value * scale, text[slice(*unit)]
    if part is not None and _counts(text, left.start(), part):
        return _record(document, text, (left.start(), unit.end), (int(part), None), f"/{number} {words}")
    lower = None if low is None else read_numeral(low).value * scale
    if lower is not None and lower < value and _counts(text, left.start("low"), low):
        return _record(document, text, (left.start("low"), unit.end), (lower, value), words)
    return _record(document, text, (start, unit.end), (value, None), words) if _counts(text, start, number) else None


def _record(document: Document, text: str, span: tuple[int, int],
            values: tuple[int | Decimal, int | Decimal | None], unit: str) -> Quantity:
    (start, end), (value, most) = span, values
    return Quantity(doc_id=document.doc_id, start=start, end=end, raw=text[start:end], value=float(value),
                    value_max=None if most is None else float(most), unit=unit,
                    qualifier=_qualifier(text, start, end, unit), page=document.page_at(start))


def _counts(text: str, start: int, number: str) -> bool:
    """Whether a number counts things: it is whole, no year, and names nothing (`thôn 5`, `tổng số 672` does)."""
    if number.isdigit() and len(number) == 4 and int(number) in YEARS and number != "2000":
        return False
    before = text[start - 1 : start]
    if before.isalnum() or before in ("/", ".", ","):
        return False
    if before == "-" and text[max(start - 2, 0) : start - 1].isalpha():
        return False
    words = text[max(start - 12, 0) : start].lower().split() if before == " " else None
    if not words or words[-1] not in NAMED or text.startswith(("%", " %"), start + len(number)):
        return True
    return words[-1] == "số" and words[-2:-1] in (["tổng"], ["con"])


def _qualifier(text: str, start: int, end: int, unit: str) -> str | None:
    qualifier = qualifier_at(text, start, end)
    return None if qualifier == "trên" and unit in PLACES and "trên" in text[max(0, start - 5) : start] else qualifier
