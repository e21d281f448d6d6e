"""What stands beside a mention: date, issuer and term behind it, pinpoint and subject before it."""

from __future__ import annotations

import regex

from extract.recognizers.issuers import issuer_at
from extract.recognizers.mentions import Mention
from extract.recognizers.symbols import organ_system
from extract.records import Date

LEAD = regex.compile(r"(?:[ ]\([A-ZĐ]\w{0,5}\))?[ \n]?,?[ \n]?\(?(?:ban hành |ký |của (?=ngày))?")
OF = regex.compile(r"[ \n]?,?[ \n]?(?:do|của)[ \n](?:các )?")
AND = regex.compile(r" (?:và|với|-|–) (?=\p{Lu})|, (?=\p{Lu})")
TERM = regex.compile(r"[ \n]\(?(?:kh[oó][aá]|nhiệm kỳ)[ \n](?:[IVXL]+|\d+|\d{4}\s?[-–]\s?\d{4})(?!\w)\)?")
BARE_YEAR = regex.compile(r"[ \n]\(?((?:19|20)\d\d)(?![\w/]|[.,]\d|\s?[-–]\s?\d)")
PASSED = regex.compile(r"[ \n]?,?[ \n]?(?:đã )?được (?P<issuer>Quốc hội)[^;.\n]{0,90}?thông qua[ \n](?=ngày)")
WITHIN = 120
# Words that a subject or `tại` is followed by; a quick look before the patterns below.
LINKS = ("có ", "hành ", "ra ", "gửi ", "các ", "số ", "tại ", "theo ")
VERB = regex.compile(r"(?r)(?<=[\w”\"])(?: đã| cũng| vừa| đều| tiếp tục| lại)*"
                     r"(?: có| ban hành| ra| gửi| ký ban hành)(?: các| một số)? $")
AT = regex.compile(r"(?r)(?<=\w) (?:tại|theo)(?: các)? $")
CLAUSE_STARTS = regex.compile(r"(?:^|[.;:,(\n“] ?|của |[-–] )(?=\p{Lu})")
COUNTED = r"\d{1,3}\w?(?:(?:, | và |-)\d{1,3}\w?(?![\w/]))*+"
UNIT = regex.compile(rf"(?<!\w)(?:[Đđ]iểm \w{{1,2}}(?!\w)|[Tt]iết \w(?!\w)|(?:[Kk]hoản|[Đđ]iều) {COUNTED}"
                     r"|(?:[Cc]hương|[Mm]ục|[Pp]hần|[Pp]hụ lục) (?:thứ )?(?:[IVXL]+|\d{1,3}|nhất|hai|ba|tư)(?!\w)"
                     r"|[Pp]hụ lục(?= (?:ban hành )?kèm theo))")
UNIT_GAP = regex.compile(r"[\s,;]{0,3}(?:của|và|đến|tại|trong)?[\s,;]{0,3}")
LAST_GAP = regex.compile(r"[\s,;]{0,3}(?:của|tại|trong|theo|(?:ban hành )?kèm theo)?\s{0,3}")


def read_right(text: str, mention: Mention, dates: dict[int, Date], limit: int) -> None:
    """Date, issuer and term behind the number or name, in whatever order; `end` moves on with them.

    `dates` are by their start; `limit` is where the next mention begins: its date is not taken.
    """
    passed = PASSED.match(text, mention.end)
    if passed and passed.end() in dates:
        mention.issuer = passed["issuer"]
        _take(mention, dates[passed.end()])
        return
    _date_before_number(text, mention, dates)
    while _read_date(text, mention, dates, limit) or _read_issuer(text, mention):
        pass
    year = BARE_YEAR.match(text, mention.end) if mention.rule == "law_name" else None
    if year and mention.date is None and mention.issuer is None:
        mention.date, mention.end = (year[1], "year"), year.end(1)
    term = TERM.match(text, mention.end) if mention.issuer else None
    if term:
        mention.end = term.end() - (term[0].endswith(")") and "(" not in term[0])


def _take(mention: Mention, date: Date) -> None:
    mention.date, mention.end = (date.date, date.date_precision), max(mention.end, date.end)


def _date_before_number(text: str, mention: Mention, dates: dict[int, Date]) -> None:
    """`Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015 (số 83/2015/QH13)`."""
    if mention.title and mention.symbols:
        lead = LEAD.match(text, mention.title[1])
        date = dates.get(lead.end()) if lead else None
        if date and date.end <= mention.symbols[0].start:
            _take(mention, date)


def _read_date(text: str, mention: Mention, dates: dict[int, Date], limit: int) -> bool:
    lead = LEAD.match(text, mention.end)
    date = dates.get(lead.end() if lead else -1) or dates.get(mention.end + 1)
    if date is None or mention.date is not None or date.kind not in ("point", "year"):
        return False
    if date.start >= limit and mention.symbols:
        return False
    _take(mention, date)
    return True


def _read_issuer(text: str, mention: Mention) -> bool:
    of = OF.match(text, mention.end) if mention.issuer is None else None
    stop = issuer_at(text, of.end()) if of else None
    if of is None or stop is None:
        return False
    stop = _partners(text, mention, stop)
    mention.issuer, mention.end = text[of.end():stop].replace("\n", " "), stop
    return True


def _partners(text: str, mention: Mention, stop: int) -> int:
    """The end of the last issuer of a joint document: its symbol tells that there are several."""
    symbol = mention.symbols[0].symbol if mention.symbols else None
    parts = (symbol.organ or "").split("-") if symbol else []
    for _ in [part for part in parts if len(part) > 1 and organ_system(part)][1:]:
        link = AND.match(text, stop)
        stop = (issuer_at(text, link.end()) if link else None) or stop
    return stop


def read_left(text: str, mention: Mention, dates: dict[int, Date], floor: int) -> None:
    """Pinpoint, and the issuer and day that the same clause says right before the mention.

    `dates` are by their end; `floor` is where the mention before it ends.
    """
    base = max(floor, mention.start - WITHIN)
    before = text[base:mention.start]
    mention.pinpoint = _pinpoint(before)
    if mention.issuer is not None or not before.endswith(LINKS):
        return
    link = VERB.match(before) or AT.match(before)
    if link is None:
        return
    of = link[0].lstrip().startswith(("tại", "theo"))
    end = base + link.start()
    organ = _organ_before(text, base, end, of)
    if organ is None:
        return
    mention.issuer = text[organ:end].replace("\n", " ")
    date = dates.get(organ - 2) if text[organ - 2:organ] == ", " else None
    if date and mention.date is None and date.date_precision == "day" and date.kind == "point":
        mention.date = (date.date, date.date_precision)


def _organ_before(text: str, floor: int, end: int, of: bool) -> int | None:
    """Where the organ begins whose name ends at `end`: behind `của` (before `tại`), or at a clause's start."""
    clause = text[floor:end]
    if of:
        starts = [clause.rfind(" của ") + 5] if " của " in clause else []
    else:
        starts = [match.end() for match in CLAUSE_STARTS.finditer(clause)]
    whole = floor == 0 or text[floor - 1] == "\n"
    return next((floor + start for start in starts
                 if (start > 0 or whole) and issuer_at(text, floor + start) == end), None)


def _pinpoint(before: str) -> str | None:
    """`điểm a khoản 2 Điều 5` right before a mention."""
    if not any(char.isdigit() or char in "IVX" for char in before[-24:]) and "ụ lục" not in before[-24:]:
        return None
    first = last = None
    end, gap = len(before), LAST_GAP
    for unit in reversed(list(UNIT.finditer(before))):
        if gap.fullmatch(before, unit.end(), end) is None:
            break
        first, last = unit.start(), unit.end() if last is None else last
        end, gap = unit.start(), UNIT_GAP
    return None if first is None else before[first:last].replace("\n", " ")
