"""The issuer of a document whose letterhead is lost: from who signs, and whom the closing sentence names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain

import regex

from extract.recognizers.citations.issuers import issuer_at
from extract.recognizers.header.casing import key, normal_case
from extract.recognizers.header.lines import Line
from extract.recognizers.header.organs import is_organ
from extract.recognizers.header.sign_line import AUTHORITY

CLOSING, OPENING = 1500, 3000
UNIT = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thôn|bản|ấp|buôn|xóm|khu phố|tổ dân phố)"
NAME = r"\p{Lu}[\p{L}'’]*+(?: \p{Lu}[\p{L}'’]*+){0,3}"
HAS_UNIT, NAMED = regex.compile(rf"(?<!\w){UNIT} "), regex.compile(rf"{UNIT} {NAME}$")
# How prose writes an organ that the signature names without its unit.
PROSE = (("ủy ban nhân dân", r"(?:UBND|[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân)"),
         ("hội đồng nhân dân", r"(?:HĐND|Hội đồng nhân dân)"),
         ("hđnd", r"(?:HĐND|Hội đồng nhân dân)"),
         ("ubnd", r"(?:UBND|[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân)"),
         ("đảng ủy", r"Đảng [ủu][ỷy]"))
ANOTHERS = regex.compile(r"(?:của|giữa|với|tại|do|và)\s$")  # whose words or plans the opening cites
PARTY = regex.compile(r"(?<= )Đảng [ủu][ỷy](?= )")
FULL = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân"}
# `Trên đây là báo cáo kết quả … của Hội Nông dân xã Hòa Tân./.`, `…, UBND xã Hòa Tân báo cáo như sau`
CLOSED, OF = regex.compile(r"Trên đây là [^\n]{0,500}"), regex.compile(r"(?<= )của (?=\p{Lu})")
SENTENCE_END = regex.compile(r"[ ]?(?:[./;]|\n|$|, (?:kính|xin|đề nghị|gửi)\b)")
REPORTS = regex.compile(r"(?:^|[\n,;.] ?)(?=\p{Lu}[^\n,;.]{5,90} (?:xin |kính )?báo cáo(?!\w))")
SAYS = regex.compile(r" (?:xin |kính )?báo cáo(?!\w)")
FIRST = 700  # characters that open a report
POSITION = regex.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG)\s+")


def of_author(line: Line) -> Line | None:
    """The organ in `HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC AN GIANG` or `ỦY BAN NHÂN DÂN XÃ A`, above the legal grounds.

    >>> of_author(Line(0, 0, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BA BÍCH")).text
    'ỦY BAN NHÂN DÂN XÃ BA BÍCH'
    """
    match = POSITION.match(line.text)
    rest = line.cut(match.end()) if match else line
    return rest if is_organ(rest.text) else None


def of_signature(text: str, authority: Sequence[Line], end: int) -> tuple[str, Line] | None:
    r"""The organ that the signature stands for, with its unit, and the words that name the unit.

    >>> text = "… của UBND xã Tịnh An./.\nTM. ỦY BAN NHÂN DÂN"
    >>> of_signature(text, [Line(25, 44, "TM. ỦY BAN NHÂN DÂN")], 25)
    ('Ủy ban nhân dân xã Tịnh An', Line(start=6, end=21, text='UBND xã Tịnh An'))
    """
    for line in authority:
        match = AUTHORITY.match(line.text)
        organ = line.cut(match.end() if match else 0)
        if not is_organ(organ.text):
            continue
        if HAS_UNIT.search(key(organ.text)):
            return normal_case(organ.text), organ
        mention = _mention(text, key(organ.text).removeprefix("thường trực "), end)
        if mention:
            name = NAMED.search(mention.text)
            above = PARTY.search(mention.text)  # Khối Dân vận Đảng ủy xã Ba Bích
            whole = FULL.get(key(organ.text)) or normal_case(organ.text)
            return " ".join(filter(None, (whole, above and above[0], name and name[0]))), mention
    return None


def of_prose(text: str, at: int, end: int, reports: bool) -> Line | None:
    r"""The organ that the closing sentence says the document is of, or that `báo cáo` in the opening of a report.

    >>> text = "Thực hiện Công văn của UBND huyện, UBND xã Hòa Tân báo cáo như sau:\nTrên đây là kết quả của xã./."
    >>> of_prose(text, 0, len(text), True).text
    'UBND xã Hòa Tân'
    """
    closed = CLOSED.search(text, max(at, end - CLOSING), end)
    owners = reversed(list(OF.finditer(text, *closed.span()))) if closed else ()
    opening = REPORTS.finditer(text, at, min(at + FIRST, end)) if reports else ()
    found = chain((_named(text, of.end(), SENTENCE_END) for of in owners),
                  (_named(text, says.end(), SAYS) for says in opening))
    return next(filter(None, found), None)


def _named(text: str, start: int, behind: regex.Pattern[str]) -> Line | None:
    """The organ at `start` that bears its unit's name, if `behind` goes on."""
    end = issuer_at(text, start)
    if end is None or not behind.match(text, end) or not NAMED.search(text[start:end]):
        return None
    return Line(start, end, text[start:end])


@cache
def _with_unit(prose: str) -> regex.Pattern[str]:
    return regex.compile(rf"{prose} {UNIT} {NAME}")


def _mention(text: str, organ: str, end: int) -> Line | None:
    """Where the organ is named with its unit: last in the closing, else first in the opening."""
    prose = next((pattern for name, pattern in PROSE if organ.startswith(name)), None)
    pattern = _with_unit(prose or rf"(?i:{regex.escape(organ)})(?: Đảng [ủu][ỷy])?")
    closing = list(pattern.finditer(text, max(0, end - CLOSING), end))
    opening = (found for found in pattern.finditer(text, 0, min(OPENING, end))
               if not ANOTHERS.search(text, max(0, found.start() - 8), found.start()))
    match = closing[-1] if closing else next(opening, None)
    return Line(match.start(), match.end(), match[0]) if match else None
