"""How symbols are written: joins, letter case, spaces, letters that only look right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extract.recognizers.symbols import FOLD, organ_system
from extract.records import Citation, Finding
from pipelines.checks.case import INFO, WARNING, Case, words
from pipelines.register import symbol_key

SPACES, JOINS = regex.compile(r"\s+"), regex.compile(r"[/\-.\s&]+")
DOUBLED = regex.compile(r"(?i)(?<!\w)số\s*:?\s+số(?!\w)|(?<!\w)số\s*:|(?<!\w)số(?=\d)")
BETWEEN, LOST, TIGHT = regex.compile(r"[-&/]"), regex.compile(r"[A-ZĐ] [A-ZĐ]"), regex.compile(r"\s*([/&-])\s*")
HEAD = regex.compile(r"(?i)^số\s*:?\s*")
DASHES = str.maketrans("‐‑‒–—―−", "-------")
FORM_SINCE = "1998"  # older documents joined their symbols as they liked: 08 TC/TCT, 90TC/TCT
CYRILLIC = regex.compile(r"\p{Cyrillic}")


def _system(citation: Citation) -> str | None:
    """state or party where the organ alone tells; joint and mass organs may join as they like."""
    parts = BETWEEN.split(citation.organ or "")
    systems = {organ_system(part) for part in parts if part}
    alone = systems in ({"state"}, {"party"})
    return citation.system if alone and citation.system in systems else None


def wrong_join(case: Case) -> Iterator[Finding]:
    """R06. The symbol is joined as another system joins: the state writes 70/KH-UBND, the Party 70-KH/TU."""
    seen: set[str] = set()
    for citation in case.citations:
        raw = _joined(citation)
        lost = LOST.search(raw or "")
        if raw is None or raw in seen or citation.group_id or not (lost or _system(citation)):
            continue
        if (citation.date or "9999") < FORM_SINCE:
            continue
        seen.add(raw)
        yield case.finding("R06", WARNING, (citation.symbol_start or 0, citation.symbol_end or 0),
                           f"“{words(citation.symbol_raw)}” is not joined as its system joins.",
                           f"Ký hiệu “{words(citation.symbol_raw)}” " +
                           ("thiếu dấu nối" if lost else "dùng dấu nối không đúng thể thức của "
                           + ("cơ quan đảng" if citation.system == "party" else "cơ quan nhà nước"))
                           + f"; đúng thể thức là {citation.symbol}.", suggestion=citation.symbol)


def _joined(citation: Citation) -> str | None:
    """The symbol as written with its spaces away, where its joins are not those of the canonical form."""
    if not citation.symbol or not citation.symbol_raw or citation.number is None or not citation.doc_type_abbr:
        return None
    return _other_joins(citation.symbol_raw, citation.symbol)


@lru_cache(maxsize=65_536)
def _other_joins(raw: str, symbol: str) -> str | None:
    """The raw form if it differs from the symbol in its joins alone.

    >>> _other_joins("70-KH –UBND", "70/KH-UBND"), _other_joins("22-CT/Tu", "22-CT/TU")
    ('70-KH-UBND', None)
    """
    tight = _tight(raw)
    letters = [JOINS.sub("", text).casefold() for text in (tight, symbol)]
    return tight if letters[0] == letters[1] and JOINS.findall(tight) != JOINS.findall(symbol) else None


@lru_cache(maxsize=65_536)
def _tight(raw: str) -> str:
    """A symbol as written, on one line, with plain signs and no spaces around its joins."""
    return str(TIGHT.sub(r"\1", words(raw.translate(FOLD))))


def careless(case: Case) -> Iterator[Finding]:
    """R13. Spaces, letter case or a doubled word only: the symbol is right, its writing is not."""
    seen: set[str] = set()
    for citation in case.citations:
        raw, symbol, doubled = citation.symbol_raw, citation.symbol, DOUBLED.search(citation.raw)
        if raw == symbol and not doubled:
            continue
        if not raw or not symbol or raw.isdigit() or raw in seen or _joined(citation) or "&" in raw:
            continue
        tight = _tight(raw)
        if symbol_key(tight) != symbol_key(symbol) or (words(raw.translate(DASHES)) == symbol and not doubled):
            continue
        if "\n" in raw and SPACES.sub("", raw) == symbol:
            continue  # cut by a line, not by its author
        seen.add(raw)
        if CYRILLIC.search(raw):
            yield case.finding("R13", INFO, citation, f"“{words(raw)}” holds letters that only look Latin.",
                               f"Ký hiệu “{words(raw)}” có chữ cái ngoài bảng chữ Latinh (trông giống nhau), tra cứu "
                               f"sẽ không thấy.", suggestion=symbol)
            continue
        yield case.finding("R13", INFO, citation, f"“{words(raw)}” is written carelessly.",
                           f"Ký hiệu ghi "
                           f"“{words(doubled[0] + ' ' + raw if doubled and words(raw) == symbol else raw)}” chưa đúng "
                           f"cách viết; "
                           f"nên ghi {symbol}.", suggestion=symbol)
    yield from _own_symbol(case)


def _own_symbol(case: Case) -> Iterator[Finding]:
    span, symbol = case.report.head.get("symbol"), case.report.doc.get("symbol")
    if not span or not symbol:
        return
    raw = HEAD.sub("", words(case.report.text[slice(*span)].translate(FOLD)))
    tight = TIGHT.sub(r"\1", raw)
    if raw.translate(DASHES) != symbol and symbol_key(tight) == symbol_key(symbol):
        yield case.finding("R13", INFO, span, f"The report's own number “{raw}” is written carelessly.",
                           f"Số, ký hiệu của báo cáo ghi “{raw}” chưa đúng cách viết; nên ghi {symbol}.",
                           suggestion=symbol)
