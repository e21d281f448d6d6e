"""Cited documents: what the text names by symbol, by bare number or by name, with date, issuer and title.

The way: `mentions` are anchored on what is rare (a symbol, a number after a type word, the name of a law),
each looks left for its type word and right for its date and issuer; neighbours joined by `và` or a comma
share what is said once; each cited symbol becomes one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.document import Document
from extract.records import Citation, Date
from extract.recognizers.issuers import issuer_at
from extract.recognizers.mentions import Mention, find_mentions
from extract.recognizers.symbols import organ_system, type_codes
from extract.vocab import rows

LEAD = regex.compile(r"(?:[ ]\([A-ZĐ]\w{0,5}\))?[ \n]?,?[ \n]?\(?(?:ban hành |ký |của (?=ngày))?")
OF = regex.compile(r"[ \n]?,?[ \n]?(?:do|của)[ \n](?:các )?")
TERM = regex.compile(r"[ \n]\(?(?:kh[oó][aá]|nhiệm kỳ)[ \n](?:[IVXL]+|\d+|\d{4}\s?[-–]\s?\d{4})(?!\w)\)?")
PASSED = regex.compile(r"[ \n]?,?[ \n]?(?:đã )?được (?P<issuer>Quốc hội)[^;.\n]{0,90}?thông qua[ \n](?=ngày)")
TITLE = regex.compile(
    r"[ \n]?,?[ \n]?(?:(?:(?:về|Về)(?:[ \n]việc)?|[Vv]/v)[ \n:]+|(?=(?:quy định|ban hành|phê duyệt|sửa đổi|hướng dẫn)[ \n])|(?=[“\"]))")
QUOTED = regex.compile(r"“[^”\n]{3,400}”|\"[^\"\n]{3,400}\"")
TITLE_END = regex.compile(r"[;\n)]|\.(?=\s|$)|\.\.\.|,(?= \p{Lu})| và (?=(?:các )?(?:\p{Lu}\p{Ll}+ ){1,2}số )|(?<!^)\((?!\w{1,12}\))|$")
GLUE = regex.compile(r"[ \n]*(?:,|;|và|&|, và|cùng với|cùng)?[ \n]*(?:các )?")
LINKS = ("có ", "hành ", "ra ", "gửi ", "các ", "số ", "tại ", "theo ")
VERB = regex.compile(r"(?r)(?<=[\w”\"])(?: đã| cũng| vừa| đều| tiếp tục| lại)*(?: có| ban hành| ra| gửi| ký ban hành)(?: các| một số)? $")
AT = regex.compile(r"(?r)(?<=\w) (?:tại|theo)(?: các)? $")
CLAUSE_STARTS = regex.compile(r"(?:^|[.;:,(\n“] ?|của |[-–] )(?=\p{Lu})")
PINPOINT = regex.compile(r"""(?r)(?<!\w)
    (?:(?:[Đđ]iểm\s\w{1,2}|[Kk]hoản\s\d{1,3}\w?|[Đđ]iều\s\d{1,3}\w?|[Cc]hương\s[IVXL\d]+|[Mm]ục\s[IVXL\d]+|[Pp]hần\s(?:thứ\s)?\w+
        |[Pp]hụ\slục(?:\s[IVXL\d]+)?|[Tt]iết\s\w)(?:\s?(?:,|;|và|đến|,\s?và|của|-)\s?(?:\d{1,3}\w?(?=[\s,;]))?|\s)*){1,12}
    (?:của|tại|trong|ban\shành\skèm\stheo)?\s*\Z""", regex.VERBOSE)
PINPOINT_TAIL = regex.compile(r"[\s,;]*(?:của|tại|trong|ban hành kèm theo)?\s*$")
NEAR_PINPOINT = regex.compile(r"[\dIVX]|ụ lục")
CONFIDENCE = {"full": 1.0, "typed": 0.95, "numbered": 0.9, "symbol": 0.8, "law_name": 0.9, "amending_law": 0.9,
              "party_name": 0.85, "bare_number": 0.7, "short_form": 0.6}


def find_citations(document: Document, dates: Sequence[Date] = (), own: tuple[int, int] | None = None) -> Iterator[Citation]:
    """Every cited document of the text in order; `own` is the span of the document's own number.

    >>> from extract.document import Piece, Reading, compose
    >>> document = compose(Reading([Piece("Căn cứ Nghị định số 15/2020/NĐ-CP của Chính phủ và Chỉ thị 27-CT/TU;")]))
    >>> [(citation.symbol, citation.issuer) for citation in find_citations(document)]
    [('15/2020/NĐ-CP', 'Chính phủ'), ('27-CT/TU', None)]
    """
    text = document.flow
    at = {date.start: date for date in dates}
    ends = {date.end: date for date in dates}
    mentions = [mention for mention in find_mentions(text) if not _is_own(mention, own)]
    for i, mention in enumerate(mentions):
        limit = mentions[i + 1].start if i + 1 < len(mentions) else len(text)
        _read_right(text, mention, at, limit)
        _read_left(text, mention, ends, mentions[i - 1].end if i else 0)
    _share(text, mentions)
    for mention in mentions:
        yield from _rows(document, text, mention)


def _is_own(mention: Mention, own: tuple[int, int] | None) -> bool:
    return own is not None and bool(mention.symbols) and own[0] <= mention.symbols[0].start < own[1]


def _read_right(text: str, mention: Mention, dates: dict[int, Date], limit: int) -> None:
    """Date, issuer and term after the number or name, in whatever order, then the title."""
    passed = PASSED.match(text, mention.end)
    if passed and passed.end() in dates:
        date = dates[passed.end()]
        mention.issuer, mention.date, mention.end = passed["issuer"], (date.date, date.date_precision), date.end
        return
    while True:
        lead = LEAD.match(text, mention.end)
        date = dates.get(lead.end()) or dates.get(mention.end + 1)
        if date and mention.date is None and date.kind in ("point", "year") and (date.start < limit or not mention.symbols):
            mention.date, mention.end = (date.date, date.date_precision), date.end
            continue
        of = OF.match(text, mention.end)
        stop = issuer_at(text, of.end()) if of and mention.issuer is None else None
        if of and stop:
            stop = _partners(text, mention, stop)
            mention.issuer, mention.end = text[of.end():stop].replace("\n", " "), stop
            continue
        break
    year = BARE_YEAR.match(text, mention.end) if mention.date is None and mention.rule == "law_name" else None
    if year and mention.issuer is None:
        mention.date, mention.end = (year[1], "year"), year.end(1)
    term = TERM.match(text, mention.end) if mention.issuer else None
    if term:
        mention.end = term.end() - (text[term.end() - 1] == ")" and "(" not in term[0])
    _read_title(text, mention)


AND = regex.compile(r" (?:và|với|-|–) (?=\p{Lu})|, (?=\p{Lu})")


def _partners(text: str, mention: Mention, stop: int) -> int:
    """The end of the last issuer of a joint document: its symbol tells that there are several."""
    symbol = mention.symbols[0].symbol if mention.symbols else None
    organs = [part for part in (symbol.organ or "").split("-") if len(part) > 1 and organ_system(part)] if symbol else []
    for _ in organs[1:]:
        link = AND.match(text, stop)
        stop = (issuer_at(text, link.end()) if link else None) or stop
    return stop


BARE_YEAR = regex.compile(r"[ \n]\(?((?:19|20)\d\d)(?![\w/]|[.,]\d|\s?[-–]\s?\d)")


def _read_title(text: str, mention: Mention) -> None:
    head = TITLE.match(text, mention.end)
    if head is None or mention.title is not None:
        return
    quoted = QUOTED.match(text, head.end())
    if quoted:
        mention.title = (quoted.start() + 1, quoted.end() - 1)
        return
    if text[head.end():head.end() + 1] in "“\"":
        head_end = head.end() + 1
    else:
        head_end = head.end()
    stop = TITLE_END.search(text, head_end, head_end + 400)
    end = stop.start() if stop else head_end
    words = text[head_end:end].rstrip(" ,")
    unopened = words.endswith("”") and words.count("“") < words.count("”")
    end = head_end + len(words) - unopened
    if end - head_end > 3:
        mention.title = (head_end, end)


def _read_left(text: str, mention: Mention, dates: dict[int, Date], floor: int) -> None:
    """Pinpoint, and the issuer and date that the same clause says right before the mention."""
    start = mention.start
    before = text[max(floor, start - 120):start]
    if NEAR_PINPOINT.search(before, max(0, len(before) - 24)):
        pinpoint = PINPOINT.search(before)
        if pinpoint and pinpoint[0].strip():
            mention.pinpoint = PINPOINT_TAIL.sub("", pinpoint[0]).strip()
    if mention.issuer is not None or not before.endswith(LINKS):
        return
    base = start - len(before)
    verb = VERB.match(before) or AT.match(before)
    if verb is None:
        return
    organ = _organ_before(text, base, base + verb.start(), " của " if verb[0].lstrip().startswith(("tại", "theo")) else None)
    if organ is None:
        return
    mention.issuer = text[organ:base + verb.start()].replace("\n", " ")
    date = dates.get(organ - 2) if text[organ - 2:organ] == ", " else None
    if date and mention.date is None and date.date_precision == "day" and date.kind == "point":
        mention.date = (date.date, date.date_precision)


def _organ_before(text: str, floor: int, end: int, opener: str | None) -> int | None:
    """Where the organ begins whose name ends at `end`: after `của`, a comma, a clause's start."""
    clause = text[floor:end]
    starts = [m.end() for m in CLAUSE_STARTS.finditer(clause)] if opener is None \
        else [clause.rfind(opener) + len(opener)] if opener in clause else []
    for start in starts:
        if issuer_at(text, floor + start) == end and (start > 0 or floor == 0 or text[floor - 1:floor] in "\n"):
            return floor + start
    return None


def _share(text: str, mentions: list[Mention]) -> None:
    """A date or an issuer said once for several mentions of one kind serves each."""
    for earlier, later in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if not earlier.symbols or not later.symbols:
            continue
        a, b = earlier.symbols[-1].symbol, later.symbols[0].symbol
        same = a is not None and b is not None and a.abbr == b.abbr and a.organ == b.organ
        if not same or GLUE.fullmatch(text, earlier.end, later.start) is None:
            continue
        if earlier.issuer is None:
            earlier.issuer = later.issuer
        if earlier.date is None and a.year is None and later.issuer is not None:
            earlier.date = later.date


def _rows(document: Document, text: str, mention: Mention) -> Iterator[Citation]:
    """One row a cited symbol; a mention by name alone gives one."""
    start, end, doc_id = mention.start, mention.end, document.doc_id
    date = mention.date
    title = text[slice(*mention.title)].replace("\n", " ") if mention.title else None
    group = f"{doc_id}:{start}" if len(mention.symbols) > 1 else None
    common = {
        "doc_id": doc_id, "start": start, "end": end, "raw": text[start:end],
        "date": date[0] if date else None, "date_precision": date[1] if date else None,
        "issuer": mention.issuer, "title": title, "pinpoint": mention.pinpoint, "group_id": group,
        "page": document.page_at(start), "rule": mention.rule, "confidence": CONFIDENCE[mention.rule]}
    if not mention.symbols:
        yield Citation(citation_id=f"{doc_id}:{start}:0", doc_type=mention.doc_type or None,
                       doc_type_abbr=_abbr(mention.doc_type), system=_system(mention.doc_type), **common)
    for n, part in enumerate(mention.symbols):
        symbol = part.symbol
        doc_type = mention.doc_type if mention.doc_type not in ("", "văn bản") else None
        yield Citation(
            citation_id=f"{doc_id}:{start}:{n}", symbol_start=part.start, symbol_end=part.end,
            symbol_raw=text[part.start:part.end], symbol=part.canonical,
            doc_type=doc_type or (symbol.doc_type if symbol else None) or mention.doc_type or None,
            doc_type_abbr=symbol.abbr if symbol else _abbr(mention.doc_type),
            number=part.number, year=symbol.year if symbol else None, organ=symbol.organ if symbol else None,
            system=symbol.system if symbol else _system(mention.doc_type), **common)


def _abbr(doc_type: str) -> str | None:
    return next((abbr for abbr, name in type_codes().values() if name == doc_type), None)


def _system(doc_type: str) -> str | None:
    """The system of a type that only one system has."""
    return next((row["system"] for row in rows("doc_types") if row["name"] == doc_type and "|" not in row["system"]), None)
