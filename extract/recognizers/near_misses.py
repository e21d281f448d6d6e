"""What looked like a symbol or an amount and was not taken, so that recall can be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.document import Document, Span
from extract.recognizers.ocr_slips import find_ocr_slips
from extract.records import Found, NearMiss


class Look(NamedTuple):
    """What something looks like: the pattern, its example, and why it may not have been taken."""

    name: str
    kind: str
    pattern: str
    example: str
    reason: str


# Each is anchored on its digits, which nothing that belongs to a word or a number may precede.
REST = r"(?:[&./–-]?+[\p{L}\d]++)*+"
START = r"(?<![\w/.,-])\d++"
# `đồng` also begins words that no number of đồng comes before (04 đồng chí, 12 đồng bào, 3 đồng hồ), and
# `Tỷ`, `Triệu` with one capital begin a heading: `2. Tỷ lệ hộ nghèo`.
UNIT = (r"(?:đồng(?!\s(?:chí|bào|hồ|hương|nghiệp|đội))|đ|vnđ|vnd|triệu|tr\.?+đ|tỷ|tỉ|nghìn|ngàn"
        r"|ĐỒNG|Đ|VNĐ|VND|TRIỆU|TỶ|TỈ)(?!\w)")
LOOKS = (
    Look("number_slash_capital", "symbol", START + r"(?:/\d++)?+\p{Ll}?+ ?/ ?\p{Lu}" + REST,
         "12/XYZ", "a number, a slash and a capital, but no form of symbol that is known"),
    Look("number_hyphen_capital", "symbol", START + r" ?[-–] ?\p{Lu}[\p{L}\d&]*+/" + REST,
         "12-Xyz/Abc", "a number, a hyphen, letters and a slash, but no form of symbol that is known"),
    Look("number_hyphen_capitals", "symbol", START + r"[-–]\p{Lu}{2,}+",
         "12-XYZ", "a number, a hyphen and capitals, but neither a type of document nor an organ"),
    Look("digits_money_unit", "amount", r"(?<![\w/.,])\d[\d.,]*+\s*+" + UNIT,
         "1.0,5 đồng", "digits before a money unit that do not read as an amount"),
)
AS_QUANTITY = "digits before a money word, taken as a quantity"
SYMBOLS, AMOUNTS = "symbol", "amount"


def find_near_misses(document: Document, found: Found) -> Iterator[NearMiss]:
    """What has the look of a symbol or an amount and lies in no record, in the order of the text.

    What recognition of a picture may have misread comes first, whether it lies in a record or not.

    >>> from extract.document import Piece, Reading, compose
    >>> from extract.records import Found, Header
    >>> document = compose(Reading([Piece("Mẫu 12/XYZ, phủ sóng 4G/5G, thu 1.0,5 đồng")]))
    >>> [(miss.raw, miss.kind) for miss in find_near_misses(document, Found(Header(doc_id="")))]
    [('12/XYZ', 'symbol'), ('1.0,5 đồng', 'amount')]
    """
    taken = {SYMBOLS: _mask(document, _symbol_spans(found)), AMOUNTS: _mask(document, _spans(found.money))}
    counted = _mask(document, _spans(found.quantities))
    free = ((look, match) for look, pattern in COMPILED for match in pattern.finditer(document.flow)
            if not any(taken[look.kind][match.start():match.end()]))
    yield from find_ocr_slips(document)
    for look, match in sorted(free, key=lambda hit: (hit[1].start(), hit[1].end())):
        start, end = match.span()
        reason = AS_QUANTITY if look.kind == AMOUNTS and any(counted[start:end]) else look.reason
        yield NearMiss(doc_id=document.doc_id, start=start, end=end, raw=match[0], kind=look.kind,
                       reason=reason, page=document.page_at(start))


COMPILED = tuple((look, regex.compile(look.pattern)) for look in LOOKS)


def _symbol_spans(found: Found) -> Iterator[Span]:
    yield from _spans(found.citations)
    yield from _spans(found.dates)
    yield from _spans(field for field in found.header_fields if field.field == "symbol")


def _spans(records: Iterable[object]) -> Iterator[Span]:
    for record in records:
        yield Span(record.start, record.end)  # type: ignore[attr-defined]


def _mask(document: Document, spans: Iterable[Span]) -> bytearray:
    """One byte a character: 1 where a span lies."""
    mask = bytearray(len(document.text))
    for start, end in spans:
        mask[start:end] = b"\1" * (end - start)
    return mask
