"""Shares: percentages and fractions, checked where the text gives part and whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import regex

from extract.records import Finding
from pipelines.checks.case import ERROR, Case, words

NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
PERCENT = r"(?P<percent>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
# The stroke comes first in the pattern: so it is looked for, and little else of the text is looked at.
FRACTION = regex.compile(rf"/(?<=(?<![\d/.,-])(?P<part>{NUMBER})\s?/)\s?(?P<whole>{NUMBER})(?![\d/]|[.,-]\d)")
# `85/110 hồ sơ, đạt 77%`, and the other way round: `77% (85/110 hồ sơ)`.
BEHIND = regex.compile(rf"[^%\n;\d]{{0,70}}?{PERCENT}")
BEFORE = regex.compile(rf"{PERCENT}\s?\(\s?$")
# `Chỉ tiêu là 10 mô hình. Đến nay có 12 mô hình, đạt 120%`: one noun, the target first.
TARGET = regex.compile(
    rf"(?:[Cc]hỉ tiêu|[Kk]ế hoạch)(?:[^.;\n]|(?<=\d)\.(?=\d)){{0,40}}?(?:là|:|giao)\s*(?P<whole>{NUMBER})\s+"
    rf"(?P<noun>\p{{L}}+\s\p{{L}}+)(?:[^;\n%]){{0,120}}?(?<![\d/.,])(?P<part>{NUMBER})\s+(?P=noun)"
    rf"[^.;\n%\d]{{0,40}}?đạt\s+{PERCENT}")
# `96 hộ hoàn thành trên tổng số 120 hộ, đạt 75%`: one noun, the part first.
OUT_OF = regex.compile(
    rf"(?<![\d/.,])(?P<part>{NUMBER})\s+(?P<noun>\p{{L}}+)(?!\w)[^.;\n%\d]{{0,60}}?\s"
    rf"(?:trên|trong)\s+(?:tổng số|tổng)\s+(?P<whole>{NUMBER})\s+(?P=noun)(?!\w)[^.;\n%\d]{{0,40}}?"
    rf"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ)\s+(?:tỷ lệ\s+)?{PERCENT}")
# Words after which a percentage is of something else than the fraction beside it.
OTHER_BASE = regex.compile(r"(?i)kế hoạch|(?<!\w)KH(?!\w)|chỉ tiêu|so với|nghị quyết|dự toán|mục tiêu|tăng|giảm|"
                           r"trong đó|còn|trung bình|bình quân")
DATE_WORD = regex.compile(r"(?i)(?:ngày|tháng|năm|quý|số|điều|khoản|sáng|chiều|dịp|lễ|tiết)\s*$")
PLAN = regex.compile(r"(?i)kế hoạch|chỉ tiêu|vượt")
# Things of which no more can be meant than there are.
WHOLES = regex.compile(
    r"\s+(?:thôn|ấp|bản|buôn|làng|khu dân cư|khu phố|khu|tổ dân phố|xóm|khóm|khối|tiêu chí|phiếu|đại biểu|thành viên|"
    r"đồng chí|đảng viên|chi bộ|xã|phường|ban|chi hội|chi đoàn|công đoàn cơ sở|trường|cơ quan|đơn vị)(?!\w)")
TO_BE = regex.compile(r"(?i)(?:thành lập|xây dựng|phát triển|kết nạp|đăng ký|chỉ tiêu|kế hoạch|giao)[^.;\n]{0,30}$")
BALLOT = regex.compile(r"(?i)(?:phiếu|biểu quyết|tán thành|đồng ý)[^.\n]{0,30}$")
CELL = regex.compile(r"\s*(\d{1,4})\s?/\s?(\d{1,4})\s*")


def whole_number(number: str) -> int:
    """The value of a number grouped by points.

    >>> whole_number("1.388"), whole_number("85")
    (1388, 85)
    """
    return int(number.replace(".", ""))


def percentage(case: Case) -> Iterator[Finding]:
    """R68. The printed percentage is not part by whole; nothing is said where the base is another or is not given."""
    text = case.report.text
    if "%" not in text:
        return
    for match in _fractions(text):
        begin = match.start("part")
        printed = BEHIND.match(text, match.end()) or BEFORE.search(text, max(0, begin - 12), begin)
        if printed and not _is_of_a_plan(text, match, printed):
            start, end = min(begin, printed.start()), max(match.end(), printed.end())
            yield from _compared(case, match, printed["percent"], (start, end))
    out_of = OUT_OF.finditer(text) if "tổng" in text else ()
    for match in (*_of_targets(text), *out_of):
        yield from _compared(case, match, match["percent"], match.span())


def _of_targets(text: str) -> Iterator[regex.Match[str]]:
    """Targets with what was reached; the pattern holds one percentage, at its end."""
    begin = 0
    while (at := text.find("%", begin)) >= 0:
        begin = max(begin, text.rfind("\n", 0, at) + 1, text.rfind(";", 0, at) + 1)
        told = any(text.find(word, begin, at) >= 0 for word in ("hỉ tiêu", "ế hoạch"))
        match = TARGET.search(text, begin, at + 1) if told else None
        if match:
            yield match
        begin = at + 1


@lru_cache(maxsize=1)
def _fractions(text: str) -> list[regex.Match[str]]:
    """Whatever is a fraction and no date; it begins where its `part` does."""
    starts = ((match, match.start("part")) for match in FRACTION.finditer(text))
    return [match for match, start in starts if not DATE_WORD.search(text, max(0, start - 12), start)]


def _is_of_a_plan(text: str, match: regex.Match[str], printed: regex.Match[str]) -> bool:
    """Whether the percentage is one of a plan or of last year, unless more was done than there is."""
    if whole_number(match["part"]) > whole_number(match["whole"]):
        return False
    return OTHER_BASE.search(text, match.end(), max(match.end(), printed.end()) + 25) is not None


def _compared(case: Case, match: regex.Match[str], printed: str, where: tuple[int, int]) -> Iterator[Finding]:
    part, whole = match["part"], match["whole"]
    right = share(whole_number(part), whole_number(whole), printed)
    if right:
        yield case.finding("R68", ERROR, where, f"{part} of {whole} is {right} %, not {printed} %.",
                           f"{part}/{whole} bằng {right}%, không phải {printed}%.", suggestion=f"{right}%")


def share(part: int, whole: int, printed: str) -> str | None:
    """The percentage where the printed one is off by more than a unit of its last place; rounded or cut are both right.

    >>> share(7, 2, "350"), share(85, 110, "87"), share(1388, 1519, "91,4")
    (None, '77', None)
    """
    if not whole:
        return None
    whole_part, _, decimals = printed.replace(".", ",").partition(",")
    places = len(decimals)
    # In units of the last place and in whole numbers, which are exact.
    off = part * 100 * 10 ** places - int(whole_part + decimals) * whole
    if abs(off) < whole:
        return None
    value = Decimal(part) * 100 / whole
    return str(round(value, places) if places else round(value)).replace(".", ",")


def more_than_all(case: Case) -> Iterator[Finding]:
    """R69. More than there are: 9/8 villages, 11/10 votes."""
    text = case.report.text
    for match in _fractions(text):
        if whole_number(match["part"]) <= whole_number(match["whole"]) or not whole_number(match["whole"]):
            continue
        noun = WHOLES.match(text, match.end())
        end = noun.end() if noun else match.end()
        start = match.start("part")
        ballot = BALLOT.search(text, max(0, start - 50), start)
        planned = PLAN.search(text, end, end + 40) or TO_BE.search(text, max(0, start - 45), start)
        if (noun or ballot) and not planned:
            yield _beyond(case, start, end, match["part"], match["whole"])
    yield from _in_tables(case)


def _beyond(case: Case, start: int, end: int, part: str, whole: str) -> Finding:
    return case.finding("R69", ERROR, (start, end), f"{part} of {whole} are more than all.",
                        f"“{words(case.report.text[start:end])}”: tử số lớn hơn mẫu số.")


def _in_tables(case: Case) -> Iterator[Finding]:
    """In a column of fractions with one denominator, one numerator is above it."""
    columns: dict[tuple[int | None, int | None], list[tuple[str, str, int, int]]] = {}
    for block in case.report.blocks:
        if block.table is not None and block.end - block.start < 12:
            match = CELL.fullmatch(case.report.text, block.start, block.end)
            if match:
                columns.setdefault((block.table, block.col), []).append((match[1], match[2], block.start, block.end))
    for cells in columns.values():
        if len(cells) > 2 and len({whole for _, whole, _, _ in cells}) == 1:
            for part, whole, start, end in cells:
                if int(part) > int(whole):
                    yield _beyond(case, start, end, part, whole)
