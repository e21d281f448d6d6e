"""What a document says of itself: its head, its signature and its recipients, as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import regex

from extract.document import Document
from extract.recognizers.header import lost_head, recipients
from extract.recognizers.header.casing import key, with_place
from extract.recognizers.header.head import Head, read_head
from extract.recognizers.header.letterhead import closed
from extract.recognizers.header.lines import Line, block, following
from extract.recognizers.header.organs import joined, level, system
from extract.recognizers.header.signature import End, authority_value, end_of, position_value
from extract.recognizers.header.title import type_name
from extract.recognizers.names import proper
from extract.recognizers.symbols import Symbol, parse
from extract.records import Date, Header, HeaderField
from extract.vocab import rows

PASSED = "thông qua ngày"  # the day of a law stands in its last sentence
BEFORE_END = 700
REPORT, MINUTES, OPENING = "báo cáo", "biên bản", 8  # minutes bear no date: their first lines say when the meeting was
MEETING = regex.compile(r"(?i)(?:[-+*IVX\d.) ]{1,5})?(?:hôm nay|vào (?:lúc|hồi|ngày)|hồi\b|lúc\b|thời gian)")
# A letter behind the number that a scan may have made of a digit: `144Z`; `12A` and `30c` are numbers.
DOUBTFUL = regex.compile(r"\d[F-Zf-z](?=\s?[/\-–])")
SLIDES = "pptx"  # they have no letterhead: the type alone makes a head
HEAD_BLOCKS = 80  # a head goes no further
MIN_LETTERS = 7  # `Về việc …(5)…` is a blank form
NO_CODE = ("công văn", "luật", "lệnh")  # the state's bear no type code


class Told(NamedTuple):
    """A column of the record, its value, and the words it rests on (None: derived from other columns)."""

    field: str
    value: str | int | None
    words: Line | None = None


def find_header(document: Document, dates: Sequence[Date]) -> tuple[Header, list[HeaderField]]:
    r"""The header record of a document, and the words that each of its fields rests on.

    >>> from extract.document import Piece, Reading, compose
    >>> lines = "UBND XÃ A LƯỚI\nSố: /BC- UBND\nBÁO CÁO\nThu thuế xã\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nHồ An"
    >>> header, fields = find_header(compose(Reading([Piece(lines)])), ())
    >>> header.issuer, header.symbol, header.doc_type, header.signer, header.recipients
    ('UBND xã A Lưới', '/BC-UBND', 'báo cáo', 'Hồ An', ('Lưu: VT',))
    """
    flow, doc_id = document.flow, document.doc_id
    head = read_head(flow, [block.start for before, block in pairwise(document.blocks[:HEAD_BLOCKS])
                            if block.table is not None and block.table != before.table])
    if head.annex:
        return Header(doc_id=doc_id), []
    end = end_of(flow, head.end)
    counts = _counts(head, end) or (document.format == SLIDES and head.heading is not None)
    told = [*(_head(head, end, flow, dates) if counts else ()), *_signed(end, flow)]
    named = [Told("recipients", recipients.value(item), block(flow, item.lines)) for item in end.recipients]
    named = [row for row in named if row.value]
    values: dict[str, Any] = {row.field: row.value for row in told}
    fields = [HeaderField(doc_id=doc_id, field=row.field, start=row.words.start, end=row.words.end,
                          raw=flow[row.words.start:row.words.end])
              for row in chain(told, named) if row.words is not None]
    header = Header(doc_id=doc_id, **values, recipients=tuple(str(row.value) for row in named))
    return header, sorted(fields, key=attrgetter("start", "end", "field"))


def _head(head: Head, end: End, flow: str, dates: Sequence[Date]) -> Iterator[Told]:
    """The columns of the head, with what only the end tells where the head is lost."""
    number = head.pieces.get("symbol")
    symbol = parse(closed(number.text)) if number else None
    if number and symbol:
        yield Told("symbol", symbol.symbol, number)
        yield Told("number", None if DOUBTFUL.search(number.text) else symbol.number)
    issuers = list(_issuers(head, end, flow))
    yield from issuers
    names = [str(row.value) for row in issuers]
    of = system(head.motto, names, symbol.system if symbol else None)
    yield Told("system", of)
    yield from _type(head, symbol, of)
    placed = list(_place_and_date(head, end, flow, dates))
    yield from placed
    yield Told("level", level(names, next((str(row.value) for row in placed if row.field == "date"), None)))
    letters = filter(str.isalpha, chain.from_iterable(line.text for line in head.title))
    if next(islice(letters, MIN_LETTERS, None), None):
        yield Told("title", _title(head), block(flow, head.title))


def _counts(head: Head, end: End) -> bool:
    """Whether there is a head: a word in a table or a form is none."""
    if end.signature and end.signature.name:
        return True
    if head.stands:  # a symbol alone may stand in any cell of a list
        above = head.organs and ("symbol" not in head.pieces or head.organs[0][0].start < head.pieces["symbol"].end)
        return bool(head.motto or above or head.heading or head.letter or "place" in head.pieces or end.signature)
    heading = head.heading
    if heading is None and head.author:
        return True  # a speech says whose it is
    return bool(heading and heading.text.isupper() and not head.organs
                and head.title and head.title[0].start > heading.end + 1)


def _type(head: Head, symbol: Symbol | None, of: str | None) -> Iterator[Told]:
    """The type: the heading's word, else the word before `số`, the letter's form, or the symbol's code."""
    word, code = head.heading or head.pieces.get("type"), symbol.abbr if symbol else None
    if word:
        name: str | None = type_name(word.text)
    elif head.letter and not code:
        name = "công văn"
    else:
        name = symbol.doc_type if symbol else None
    if name:
        yield Told("doc_type", name, word or head.pieces.get("symbol"))
        yield Told("doc_type_abbr", code or _codes().get((name, of)) or _codes().get((name, "state")))


@cache
def _codes() -> dict[tuple[str, str | None], str]:
    """Type and system -> type code."""
    known: dict[tuple[str, str | None], str] = {}
    for row in rows("doc_types"):
        if row["abbr"] and row["name"] not in NO_CODE:
            for of in row["system"].split("|"):
                known.setdefault((row["name"], of), row["abbr"])
    return known


def _place_and_date(head: Head, end: End, flow: str, dates: Sequence[Date]) -> Iterator[Told]:
    place, when = head.pieces.get("place"), head.pieces.get("date")
    if place:
        yield Told("place", " ".join(place.text.split()), place)
    if when is None and "symbol" in head.pieces:
        passed = flow.rfind(PASSED, max(0, end.start - BEFORE_END), end.start)
        when = Line(passed, passed + len(PASSED) + 30, "") if passed >= 0 else None
    if when is None and head.heading and key(head.heading.text) == MINUTES:
        opening = following(flow, head.end, limit=OPENING)
        when = next((line.cut(0, 200) for line in opening if MEETING.match(line.text)), None)
    date = next((date for date in dates if when and when.start <= date.start < when.end and date.date), None)
    if date:
        yield Told("date", date.date, Line(date.start, date.end, date.raw))
        yield Told("date_precision", date.date_precision)


def _title(head: Head) -> str:
    """The summary on one line; `(V/v …)` without its brackets."""
    words = " ".join(" ".join(line.text.split()) for line in head.title).rstrip(" *_-–")
    return words[1:-1] if words.startswith(("(V/v", "(v/v")) and words.endswith(")") else words


def _issuers(head: Head, end: End, flow: str) -> Iterator[Told]:
    """The issuer and the organ above it; without a letterhead, who decides or who signs."""
    place = head.pieces["place"].text if "place" in head.pieces else None
    author = lost_head.of_author(head.author) if head.author else None
    organs = head.organs
    if author and len(organs) == 1 and key(author.text).startswith(f"{key(joined(organs[0]))} "):
        organs = [[author]]  # the letterhead has lost the unit's name
    for field, lines in zip(("issuer", "issuer_parent"), organs[::-1], strict=False):
        yield Told(field, with_place(joined(lines), place), block(flow, lines))
    if organs:
        return
    if author:
        yield Told("issuer", joined([author]), author)
        return
    found = lost_head.of_signature(flow, end.signature.authority, end.start) if end.signature else None
    if found:
        yield Told("issuer", *found)
        return
    is_report = head.heading is not None and key(head.heading.text) == REPORT
    named = lost_head.of_prose(flow, head.end, end.start, is_report)
    if named:
        yield Told("issuer", joined([named]), named)


def _signed(end: End, flow: str) -> Iterator[Told]:
    """Signer, position and authority."""
    if end.signature is None:
        return
    authority, position, name = end.signature
    if name:
        yield Told("signer", proper(name[0].text), name[0])
    if authority and not position and authority[-1].text.startswith(("Q.", "QUYỀN")):
        position = authority[-1:]
    if position:
        yield Told("signer_title", position_value(position), block(flow, position))
    if authority:
        yield Told("signed_for", authority_value(authority), block(flow, authority))
