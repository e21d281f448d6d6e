"""What stands beside a mention: date, issuer and term behind it, pinpoint and subject before it."""

from __future__ import annotations

import re

import regex

from extract.recognizers.citations.issuers import STOP_WORDS, issuer_at, small_issuer_at
from extract.recognizers.citations.mention import Mention
from extract.recognizers.citations.pinpoints import pinpoint
from extract.recognizers.symbols import LETTER, organ_system
from extract.records import Date

# What may stand between a number and its day: a unit's class (`17/CT-UBND tỉnh`), a footnote mark, a department or
# a term in brackets, an hour.
LEAD = re.compile(r"(?:[ ](?:tỉnh|huyện|xã|phường|thị xã|thị trấn|thành phố|quận)(?=,? ngày ))?"
                     r"[¹²³⁰-⁹]{0,3}(?:[ ]\((?:[A-ZĐ]\w{0,5}|kh[óo][aá] [IVX]+|sửa đổi|thay thế)\))?"
                     r"[ \n]{0,40},?[ \n]{0,3}[(\[]?"
                     r"(?:(?:(?:đều )?được |đều )?ban hành |ký |của (?=ngày)|cùng (?=ngày \d)|(?:hồi"
                     r"|lúc) \d{1,2} giờ(?: \d{1,2} phút)?,? )?")
OF = re.compile(r"[¹²³⁰-⁹]{0,3}(?:[ ]\(kh[óo][aá] [IVX]+\))?[)\]”\"]?"
                   r"[ \n]{0,40},?[ \n]?(?:do|của|CỦA)[ \n]{1,3}(?:các )?")
AND = regex.compile(r" (?:và|với|-|–|&) (?=\p{Lu})|, (?=\p{Lu})")
# A second organ belongs to a list of issuers only where the title or the clause's end follows it.
AFTER_LIST = regex.compile(r"\s*(?:$|[;.)“\"(]|(?:về|Về|V/v|quy định|kh[oó][aá]|nhiệm kỳ) )")
ABOVE = regex.compile(r", (?=(?:tỉnh|thành phố|huyện|quận|thị xã) \p{Lu})"
                      r"| (?=của (?:Quốc hội|Hội đồng nhân dân|HĐND)(?!\w))")
PROVINCE = regex.compile(r", (?=(?:tỉnh|thành phố) \p{Lu})")
# Who leads is named with what is led: `Hiệu trưởng trường Đại học X`.
LEADERS = ("Ban Giám hiệu", "Hiệu trưởng", "Ban Giám đốc", "Giám đốc")
LED = (" trường ", " sở ", " công ty ", " bệnh viện ")
LED_HEAD = regex.compile(r"(?:trường|sở|công ty|bệnh viện)(?= \p{Lu})")
UNIT_NAME = regex.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã)(?: \p{Lu}[\p{L}’']*+)+")
TERM = re.compile(r"[ \n]\(?(?:kh[oó][aá]|KH[OÓ][AÁ]|nhiệm kỳ|NHIỆM KỲ)[ \n]"
                  rf"(?:[IVXL]+|\d{{4}}\s?[-–]\s?\d{{4}}|\d+)(?!{LETTER})\)?")
BARE_YEAR = regex.compile(r"[ \n]\(?((?:19|20)\d\d)(?![\w/]|[.,]\d|\s?[-–]\s?\d)")
PASSED = regex.compile(r"[ \n]?,?[ \n]?(?:đã )?được (?P<issuer>Quốc hội)[^;.\n]{0,90}?thông qua[ \n](?=ngày)")
WITHIN = 120
# Words that a subject or `tại` is followed by; a quick look before the patterns below.
LINKS = ("có ", "hành ", "ra ", "qua ", "gửi ", "các ", "số ", "tại ", "theo ")
VERB = regex.compile(r"(?r)(?<=[\w”\"])(?:,? \(?kh[óo][aá] [IVXL]+\)?)?"
                     r"(?: đã thông qua|(?: đã| cũng| vừa| đều| tiếp tục| lại| ký)*"
                     r"(?: có| ban hành| ra| gửi| ký ban hành))(?: các| một số)? $")
AT = regex.compile(r"(?r)(?<=\w) (?:tại|theo)(?: các)? $")
PASSIVE = regex.compile(r"được (?P<organ>\p{Lu}[^,;.]{2,70}?) "
                        r"(?:phê duyệt|thông qua|ban hành|chấp thuận|giao|công nhận|quy định|kiện toàn|thành lập"
                        r"|cho phép)(?: [^,;.]{0,30})?$")
ORGAN_HEAD = regex.compile(r"(?:Chi cục|Cục|Tổng cục|Sở|Phòng|Trung tâm|Hội|Đoàn|Trường|Công ty|Chi nhánh"
                           r"|Văn phòng|Công an|Liên đoàn|Trạm|Hạt|Kho bạc|Bảo hiểm|Thanh tra|Ngân hàng|Viện"
                           r"|Học viện) ")
SUBJECT = regex.compile(rf"(?:(?:Đảng|Huyện|Tỉnh|Thành|Thị|Quận) [uủ][ỷy]|Chi bộ|UBND|HĐND|MTTQ|[UỦ][ỷy] ban|Hội đồng"
                        rf"|Ban|Thường trực|Mặt trận)(?!\w)|{ORGAN_HEAD.pattern}")
# An organ is also the subject behind `tham mưu`: `tham mưu Ban Thường vụ Huyện ủy ban hành Kế hoạch số …`.
CLAUSE_STARTS = regex.compile(r"(?:^|[.;:,(\n“] ?|của |[-–] |[Tt]ham mưu (?:cho |với |giúp )?)(?=\p{Lu})")
# `theo đề nghị của X theo Công văn số …`; in `cho hoạt động của X theo Thông tư số …` X has not issued it.
ASKED = regex.compile(r"(?r)(?:đề nghị|yêu cầu|chỉ đạo|ý kiến|hướng dẫn|chủ trương|kiến nghị|phát động|kết luận"
                      r"|thống nhất"
                      r"|quy định|kế hoạch)\Z")
# What a clause begins with that asks an organ for something is no part of the organ's name.
ASKING = ("Đề nghị", "Kiến nghị", "Yêu cầu", "Tham mưu", "Chỉ đạo", "Giao", "Trình", "Thực hiện", "Triển khai")


def read_right(text: str, mention: Mention, dates: dict[int, Date], limit: int) -> None:
    """Date, issuer and term behind the number or name, in whatever order; `end` moves on with them.

    `dates` are by their start; `limit` is where the next mention begins: its date is not taken.
    """
    passed = PASSED.match(text, mention.end) if text.find("được Quốc", mention.end, mention.end + 20) > 0 else None
    if passed and passed.end() in dates:
        mention.issuer = passed["issuer"]
        _take(mention, dates[passed.end()])
        return
    _date_before_number(text, mention, dates)
    if text.startswith(")", mention.end):
        _close_bracket(text, mention)
    while (mention.date is None and _read_date(text, mention, dates, limit)) \
            or (mention.issuer is None and _read_issuer(text, mention)):
        pass
    year = BARE_YEAR.match(text, mention.end) if mention.rule == "law_name" else None
    if year and mention.date is None and mention.issuer is None:
        mention.date, mention.end = (year[1], "year"), year.end(1)
    term = TERM.match(text, mention.end) if mention.issuer else None
    if term:
        mention.end = term.end() - (term[0].endswith(")") and "(" not in term[0])
    _close_bracket(text, mention)


def _close_bracket(text: str, mention: Mention) -> None:
    """Past the bracket that the mention has opened (`Luật Lưu trữ (số 33/2024/QH15) ngày …`)."""
    if text.startswith(")", mention.end) and "(" in text[mention.start:mention.end].rpartition(")")[2]:
        mention.end += 1


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
    end = mention.end
    date = dates.get(end + 1)
    if date is None or text[end] != " ":
        lead = LEAD.match(text, end) if dates else None
        date = dates.get(lead.end() if lead else -1) or date
    if date is None or date.kind not in ("point", "year"):
        return False
    if date.start >= limit and mention.symbols:
        return False
    if "\n" in text[mention.end:date.start] and date.raw[0].isdigit():
        return False  # the next cell of a table
    _take(mention, date)
    return True


def _read_issuer(text: str, mention: Mention) -> bool:
    of = OF.match(text, mention.end)
    stop = issuer_at(text, of.end()) or small_issuer_at(text, of.end()) if of else None
    if of is None or stop is None:
        return False
    stop = _partners(text, mention, stop)
    mention.issuer, mention.end = text[of.end():stop].replace("\n", " "), stop
    return True


def _partners(text: str, mention: Mention, stop: int) -> int:
    """The end of the last issuer of a joint document, and of the unit or assembly that the organ belongs to."""
    stop = _with_unit(text, stop)
    last = stop
    while (link := AND.match(text, last)) and (end := issuer_at(text, link.end())):
        last = _with_unit(text, end)
        if _is_joint(mention) or AFTER_LIST.match(text, last):
            stop = last
    return stop


def _is_joint(mention: Mention) -> bool:
    """Whether the symbol names two organs."""
    symbol = mention.symbols[0].symbol if mention.symbols else None
    parts = (symbol.organ or "").split("-") if symbol else []
    return len([part for part in parts if len(part) > 1 and organ_system(part)]) > 1


def _with_unit(text: str, stop: int) -> int:
    """Past `, tỉnh Quảng Ngãi` or `của Quốc hội` behind an organ's name."""
    above = ABOVE.match(text, stop) if text.startswith((", ", " của "), stop) else None
    if above is None:
        below = text.startswith(LED, stop) and text.endswith(LEADERS, 0, stop)
        return (small_issuer_at(text, stop + 1, LED_HEAD) or stop) if below else stop
    if text[above.end()] == "c":
        return issuer_at(text, above.end() + 4) or stop
    unit = UNIT_NAME.match(text, above.end())
    over = PROVINCE.match(text, unit.end()) if unit and not unit[0].startswith("tỉnh") else None
    unit = (over and UNIT_NAME.match(text, over.end())) or unit
    return unit.end() if unit else stop


def read_left(text: str, mention: Mention, dates: dict[int, Date], floor: int) -> None:
    """Pinpoint, and the issuer and day that the same clause says right before the mention.

    `dates` are by their end; `floor` is where the mention before it ends.
    """
    base = max(floor, mention.start - WITHIN)
    before = text[base:mention.start]
    mention.pinpoint = pinpoint(before)
    if mention.issuer is not None or not before.endswith(LINKS):
        return
    link = VERB.match(before) or AT.match(before)
    if link is None:
        return
    of = link[0].lstrip().startswith(("tại", "theo"))
    end = base + link.start()
    passive = PASSIVE.search(text, base, end) if of else None
    if passive:
        end = passive.end("organ")
    organ = passive.start("organ") if passive else _organ_before(text, base, end, of, "theo" in link[0], dates)
    if organ is None or (passive and issuer_at(text, organ) != end):
        return
    mention.issuer = text[organ:end].replace("\n", " ")
    date = dates.get(organ - 2) if text[organ - 2:organ] == ", " else dates.get(organ - 1)
    if date and mention.date is None and date.date_precision == "day" and date.kind == "point":
        mention.date = (date.date, date.date_precision)


def _organ_before(text: str, floor: int, end: int, of: bool, theo: bool, dates: dict[int, Date]) -> int | None:
    """Where the organ begins whose name ends at `end`: behind `của` (before `tại`), or at a clause's start.

    A day opens a clause with or without a comma: `Ngày 05/4/2023 UBND xã ban hành …`.
    """
    clause = text[floor:end]
    if of:
        starts = [clause.rfind(" của ") + 5] if " của " in clause else []
        if theo and not ASKED.search(clause, 0, starts[0] - 5 if starts else 0):
            return None
    else:
        starts = [match.end() for match in CLAUSE_STARTS.finditer(clause)]
        starts += [at + len(gap) - floor for at in range(floor, end) if at in dates
                   for gap in (" ", ", ") if text.startswith(gap, at)]
    whole = floor == 0 or text[floor - 1] == "\n"
    found = next((floor + start for start in starts if (start > 0 or whole)
                  and not text.startswith(ASKING, floor + start) and _is_organ(text, floor + start, end, of)), None)
    return None if found and not of and _is_second(text, floor, found, starts) else found


def _is_second(text: str, floor: int, organ: int, starts: list[int]) -> bool:
    """Whether another subject stands before the organ (`Đảng ủy, UBND xã ban hành Nghị quyết …`): whose it is, is open.

    What is named behind `của` or a comma is no subject: `Theo đề nghị của Hội LHPN xã, UBND xã ban hành …`.
    """
    return text.startswith(", ", organ - 2) and any(
        SUBJECT.match(text, floor + start) and issuer_at(text, floor + start) == organ - 2 for start in starts
        if floor + start < organ and not text.endswith(("của ", ", "), 0, floor + start))


def _is_organ(text: str, start: int, end: int, strictly: bool) -> bool:
    """Whether these words are an organ's name: by its grammar, or by its head and its shortness."""
    if issuer_at(text, start) == end or (text[start].islower() and small_issuer_at(text, start) == end):
        return True
    if strictly:
        return False
    words = text[start:end].split()
    another = text.rfind(", ", start, end)
    if "mưu" in words or (another > 0 and issuer_at(text, another + 2) == end):
        return False
    return ORGAN_HEAD.match(text, start) is not None and len(words) < 12 and not STOP_WORDS.intersection(words)
