"""What a document says of itself: its head, its signature and its recipients, as one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extract.document import Document
from extract.recognizers import lost_head, recipients
from extract.recognizers.head import Head, read_head, title_span
from extract.recognizers.lines import Line, block
from extract.recognizers.names import proper
from extract.recognizers.organs import joined, level, system
from extract.recognizers.signature import End, Signature, authority_value, end_of, position_value
from extract.recognizers.symbols import Symbol, parse
from extract.recognizers.title import type_name
from extract.records import Date, Header, HeaderField
from extract.vocab import rows

PASSED = "thông qua ngày"  # the day of a law stands in its last sentence
BEFORE_END = 700
MIN_LETTERS = 10  # `Về việc …(5)…` is a blank form


def find_header(document: Document, dates: Sequence[Date]) -> tuple[Header, list[HeaderField]]:
    r"""The header record of a document, and the words that each of its fields rests on.

    >>> from extract.document import Piece, Reading, compose
    >>> lines = "ỦY BAN NHÂN DÂN\nXÃ BA BÍCH\nSố: /BC- UBND\nBÁO CÁO\nCông tác dân vận\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nHồ Văn Bé"
    >>> header, fields = find_header(compose(Reading([Piece(lines)])), ())
    >>> header.issuer, header.symbol, header.doc_type, header.signer, header.recipients
    ('Ủy ban nhân dân xã Ba Bích', '/BC-UBND', 'báo cáo', 'Hồ Văn Bé', ('Lưu: VT',))
    """
    flow, doc_id = document.flow, document.doc_id
    head = read_head(flow)
    if head.annex:
        return Header(doc_id=doc_id), []
    end = end_of(flow, head.end)
    evidence: list[tuple[str, Line]] = []
    values = {**_of_head(head, flow, dates, end, evidence), **_of_end(end, flow, evidence)}
    fields = [HeaderField(doc_id=doc_id, field=field, start=line.start, end=line.end, raw=flow[line.start:line.end])
              for field, line in evidence]
    return Header(doc_id=doc_id, **values), sorted(fields, key=lambda row: (row.start, row.end, row.field))


def _of_head(head: Head, flow: str, dates: Sequence[Date], end: End, evidence: list[tuple[str, Line]]) -> dict[str, object]:
    """The columns that the head tells, with what only the end tells where the head is lost."""
    if not _counts(head, end):
        return {}
    number = head.pieces.get("symbol")
    symbol = parse(number.text) if number else None
    values: dict[str, object] = {}
    if symbol and number:
        values |= {"symbol": symbol.symbol, "number": symbol.number}
        evidence.append(("symbol", number))
    values |= _type(head, symbol, evidence)
    values |= _place_and_date(head, flow, dates, end, evidence)
    title = title_span(head, flow)
    if title and sum(map(str.isalpha, title.text)) > MIN_LETTERS:
        values["title"] = _title(head)
        evidence.append(("title", title))
    issuer, parent = _issuers(head, flow, end, evidence)
    values |= {"issuer": issuer, "issuer_parent": parent, "level": level((issuer, parent)),
               "system": system(head.motto, (issuer, parent), symbol.system if symbol else None)}
    values["doc_type_abbr"] = values.get("doc_type_abbr") or _abbreviation(values.get("doc_type"), values["system"])
    return values


def _counts(head: Head, end: End) -> bool:
    """Whether there is a head: a word in a table or a form is none."""
    return head.stands or bool(end.signature and end.signature.name) or bool(
        head.heading and head.heading.text.isupper() and head.title and head.title[0].start > head.heading.end + 1
        and not head.organs)


def _type(head: Head, symbol: Symbol | None, evidence: list[tuple[str, Line]]) -> dict[str, object]:
    """The type: the heading's word, else the word before `số`, else the letter's form, else the symbol's code."""
    word = head.heading or head.pieces.get("type")
    source = word or head.pieces.get("symbol")
    name = type_name(word.text) if word else "công văn" if head.letter and not (symbol and symbol.abbr) else \
        symbol.doc_type if symbol else None
    if name and source:
        evidence.append(("doc_type", source))
    return {"doc_type": name, "doc_type_abbr": symbol.abbr if symbol and name else None}


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Type and system -> type code."""
    known: dict[tuple[str, str], str] = {}
    for row in rows("doc_types"):
        for of in (row["system"].split("|") if row["abbr"] and row["name"] not in ("công văn", "luật", "lệnh") else ()):
            known.setdefault((row["name"], of), row["abbr"])
    return known


def _abbreviation(doc_type: object, of: object) -> str | None:
    """The code of a type that no symbol tells; mass organisations use the state's."""
    codes = _codes()
    return codes.get((str(doc_type), str(of))) or codes.get((str(doc_type), "state"))


def _place_and_date(head: Head, flow: str, dates: Sequence[Date], end: End,
                    evidence: list[tuple[str, Line]]) -> dict[str, object]:
    values: dict[str, object] = {}
    place, when = head.pieces.get("place"), head.pieces.get("date")
    if place:
        values["place"] = " ".join(place.text.split())
        evidence.append(("place", place))
    if when is None and "symbol" in head.pieces:
        passed = flow.rfind(PASSED, max(0, end.start - BEFORE_END), end.start)
        when = Line(passed, passed + len(PASSED) + 30, "") if passed >= 0 else None
    date = next((date for date in dates if when and when.start <= date.start < when.end and date.date), None)
    if date:
        values |= {"date": date.date, "date_precision": date.date_precision}
        evidence.append(("date", Line(date.start, date.end, date.raw)))
    return values


def _title(head: Head) -> str:
    """The summary on one line; `(V/v …)` without its brackets."""
    words = " ".join(" ".join(line.text.split()) for line in head.title).rstrip(" *_-–")
    return words[1:-1] if words.startswith(("(V/v", "(v/v")) and words.endswith(")") else words


def _issuers(head: Head, flow: str, end: End, evidence: list[tuple[str, Line]]) -> tuple[str | None, str | None]:
    """The issuer and the organ above it."""
    if head.organs:
        spans = [block(flow, lines) for lines in head.organs]
        evidence += zip(("issuer", "issuer_parent"), spans[::-1], strict=False)
        names = [joined(lines) for lines in head.organs]
        return names[-1], names[-2] if len(names) > 1 else None
    author = lost_head.of_author(head.author) if head.author else None
    if author:
        evidence.append(("issuer", author))
        return joined([author]), None
    found = lost_head.of_signature(flow, end.signature.authority, end.start) if end.signature else None
    if found is None:
        return None, None
    evidence.append(("issuer", found[1]))
    return found[0], None


def _of_end(end: End, flow: str, evidence: list[tuple[str, Line]]) -> dict[str, object]:
    """The columns that the end of the document tells."""
    values: dict[str, object] = {}
    if end.signature:
        values |= dict(_signed(end.signature, flow, evidence))
    named = [(recipients.value(item), block(flow, item.lines)) for item in end.recipients]
    evidence += [("recipients", line) for name, line in named if name]
    values["recipients"] = tuple(name for name, _ in named if name)
    return values


def _signed(signature: Signature, flow: str, evidence: list[tuple[str, Line]]) -> Iterator[tuple[str, str]]:
    """Signer, position and authority, each with the lines it stands on."""
    authority, position, name = signature
    if name:
        yield "signer", proper(name[0].text)
        evidence.append(("signer", name[0]))
    if authority and not position and authority[-1].text.startswith(("Q.", "QUYỀN")):
        position = authority[-1:]
    for field, lines, value in (("signer_title", position, position_value), ("signed_for", authority, authority_value)):
        if lines:
            yield field, value(lines)
            evidence.append((field, block(flow, lines)))
