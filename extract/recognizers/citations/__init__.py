"""Cited documents: what the text names by symbol, by bare number or by name, with date, issuer and title.

The way: `mentions` are anchored on what is rare (a symbol, a number after a type word, the name of a law),
each looks left for its type word and right for its date and issuer (`beside`); neighbours joined by `và` or
a comma share what is said once; each cited symbol becomes one row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from extract.document import Document
from extract.recognizers.citations.beside import read_left, read_right
from extract.recognizers.citations.in_turn import read_days_in_turn, read_same_day, says_shared_day
from extract.recognizers.citations.mention import Mention, Part
from extract.recognizers.citations.mentions import find_mentions
from extract.recognizers.citations.titles import title_of
from extract.recognizers.symbols import type_codes
from extract.records import Citation, Date
from extract.vocab import rows

GLUE_LENGTH = 40
GLUE = regex.compile(r"[ \n]*(?:,|;|và|&|, và|cùng với|cùng)?[ \n]*(?:các )?")
# How sure each way of finding is, from the sample archive and the labelled sentences.
CONFIDENCE = {"full": 1.0, "typed": 0.95, "numbered": 0.9, "symbol": 0.8, "law_name": 0.9, "amending_law": 0.9,
              "party_name": 0.85, "bare_number": 0.7, "blank_number": 0.7, "short_form": 0.6, "titled": 0.6}


def find_citations(document: Document, dates: Sequence[Date] = (),
                   own: tuple[int, int] | None = None) -> Iterator[Citation]:
    """Every cited document of the text in order; `own` is the span of the document's own number.

    >>> from extract.document import Piece, Reading, compose
    >>> document = compose(Reading([Piece("Căn cứ Nghị định số 15/2020/NĐ-CP của Chính phủ và Chỉ thị 27-CT/TU;")]))
    >>> [(citation.symbol, citation.issuer) for citation in find_citations(document)]
    [('15/2020/NĐ-CP', 'Chính phủ'), ('27-CT/TU', None)]
    """
    text = document.flow
    starts = {date.start: date for date in dates}
    ends = {date.end: date for date in dates}
    mentions = [mention for mention in find_mentions(text) if not _is_own(mention, own)]
    for i, mention in enumerate(mentions):
        if len(mention.symbols) > 1 or text.startswith((" lần lượt", ", lần lượt"), mention.end):
            read_days_in_turn(text, mentions[:i], mention, starts)
        read_right(text, mention, starts, mentions[i + 1].start if i + 1 < len(mentions) else len(text))
        if i and mention.date is None and text.find("cùng ngày", mention.end, mention.end + 12) > 0:
            read_same_day(text, mentions[i - 1], mention)
        read_left(text, mention, ends, mentions[i - 1].end if i else 0)
        if mention.date is None and mention.symbols:
            _date_inside(mention, dates)
        mention.title = mention.title or title_of(text, mention.end, mentions[i + 1:i + 3])
    mentions = _under_one_word(text, mentions)
    _share(text, mentions)
    for mention in mentions:
        yield from _rows(document, mention)


def _date_inside(mention: Mention, dates: Sequence[Date]) -> None:
    """`Quyết định ngày 21/9/2023 số 2588/QĐ-UBND`: the day between type word and number."""
    at = bisect_left(dates, mention.start, key=lambda date: date.start)
    if at < len(dates) and dates[at].end <= mention.symbols[0].start:
        mention.date = (dates[at].date, dates[at].date_precision)


def _is_own(mention: Mention, own: tuple[int, int] | None) -> bool:
    return own is not None and bool(mention.symbols) and own[0] <= mention.symbols[0].start < own[1]


def _under_one_word(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions; `Nghị định số 12/2000/NĐ-CP ngày 05/5/2000 và số 07/2003/NĐ-CP ngày 30/01/2003` as one group,
    each number with its own day."""
    if not any(mention.rule == "numbered" for mention in mentions):
        return mentions
    joined: list[Mention] = []
    for mention in mentions:
        first = joined[-1] if joined else mention
        if mention.rule == "numbered" and mention.date and first.date and text[first.end:mention.start] == " và " \
                and first.doc_type and not first.days and _alike(first, mention) \
                and not (first.issuer and (mention.issuer or not _said_before(text, first))):
            first.days = [first.date] * len(first.symbols) + (mention.days or [mention.date] * len(mention.symbols))
            first.symbols += mention.symbols
            first.end, first.issuer, first.title = mention.end, mention.issuer or first.issuer, mention.title
        else:
            joined.append(mention)
    return joined


def _share(text: str, mentions: list[Mention]) -> None:
    """A date or an issuer said once for several mentions of one kind serves each."""
    pairs = [(earlier, later) for earlier, later in pairwise(mentions) if later.start - earlier.end < GLUE_LENGTH
             and _alike(earlier, later) and GLUE.fullmatch(text, earlier.end, later.start)]
    for earlier, later in reversed(pairs):
        last = earlier.symbols[-1].symbol
        said_once = later.issuer is not None or says_shared_day(text, later)
        if earlier.issuer is None:
            earlier.issuer = later.issuer
        if said_once and earlier.date is None and not later.days and last is not None and last.year is None:
            earlier.date = later.date
    for earlier, later in pairs:
        if later.issuer is None and _said_before(text, earlier):
            later.issuer = earlier.issuer


def _said_before(text: str, mention: Mention) -> bool:
    """Whether the issuer stands before the number (`các Quyết định của UBND xã: số 12/QĐ-UBND, số 13/QĐ-UBND`)."""
    if mention.issuer is None or not mention.symbols:
        return False
    return mention.issuer not in text[mention.symbols[-1].end:mention.end]


def _alike(a: Mention, b: Mention) -> bool:
    """Whether two mentions name documents of one type and one organ."""
    if not a.symbols or not b.symbols:
        return False
    one, other = a.symbols[-1].symbol, b.symbols[0].symbol
    return one is not None and other is not None and (one.abbr, one.organ) == (other.abbr, other.organ)


def _rows(document: Document, mention: Mention) -> Iterator[Citation]:
    """One row a cited symbol; a mention by name alone gives one."""
    for n, part in enumerate(mention.symbols or [None]):
        yield _row(document, mention, n, part)


def _row(document: Document, mention: Mention, n: int, part: Part | None) -> Citation:
    start, end, doc_id, text = mention.start, mention.end, document.doc_id, document.text
    symbol = part.symbol if part else None
    said = mention.doc_type if mention.doc_type != "văn bản" else ""
    date, precision = mention.date or (None, None)
    if mention.days:
        date, precision = mention.days[n]
    return Citation(
        doc_id=doc_id, citation_id=f"{doc_id}:{start}:{n}", start=start, end=end, raw=text[start:end],
        symbol_start=part.start if part else None, symbol_end=part.end if part else None,
        symbol_raw=text[part.start:part.end] if part else None, symbol=part.canonical if part else None,
        doc_type=said or (symbol.doc_type if symbol else None) or mention.doc_type or None,
        doc_type_abbr=symbol.abbr if symbol else _abbr(mention.doc_type),
        number=part.number if part else None, year=symbol.year if symbol else None,
        organ=symbol.organ if symbol else None, system=symbol.system if symbol else _system(mention.doc_type),
        date=date, date_precision=precision, issuer=mention.issuer,
        title=text[slice(*mention.title)].replace("\n", " ") if mention.title else None, pinpoint=mention.pinpoint,
        group_id=f"{doc_id}:{start}" if len(mention.symbols) > 1 else None, page=document.page_at(start),
        rule=mention.rule, confidence=_confidence(document, mention))


def _confidence(document: Document, mention: Mention) -> float:
    """That of the rule; where the words were recognised on a picture, less, by how sure the least of them is."""
    block = document.block_at(mention.start)
    seen = block.confidence if block else None
    return CONFIDENCE[mention.rule] if seen is None else round(CONFIDENCE[mention.rule] * (1 + seen) / 2, 2)


@cache
def _abbr(doc_type: str) -> str | None:
    """The code of a type that is cited without a symbol; laws bear none."""
    codes = (code for code, name in type_codes().values() if name == doc_type and code != "L")
    return next(codes, None)


@cache
def _system(doc_type: str) -> str | None:
    """The system of a type that only one system has."""
    systems = (row["system"] for row in rows("doc_types") if row["name"] == doc_type and "|" not in row["system"])
    return next(systems, None)
