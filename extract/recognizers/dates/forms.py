"""How dates are written: the patterns of `dates`, as rows. All of them start at a digit, which is rare.

A `Form` says what stands at and right of the first digit; a lead what stands left of it, and is matched
backwards from there, so that running text costs nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

# A blank between the parts of one date: spaces, at most one line end. Atomic, so that a letterhead's long runs
# of spaces are walked once.
GAP = r"(?>[ ]*\n?[ ]*)"
DAY = r"[0-9]{1,2}(?![0-9])"
# A year is not the head of an amount (2021.000).
YEAR = r"[0-9]{4}(?![0-9]|[.,][0-9]{2})"
# Headings are printed in capitals: `6 THÁNG ĐẦU NĂM 2023`.
THANG, NAM = r"(?:tháng|THÁNG|(?<!\n)Tháng)", r"(?:năm|NĂM|Năm)"
SEP = rf"{GAP}[/.\-–‑−]{GAP}"
MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
          "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}
MONTH_WORD = "|".join(sorted(set(MONTHS) - {"năm"}, key=len, reverse=True)) + r"|năm(?=\s{1,3}năm)"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
JOIN = r"(?:,|;|và|-|–|đến hết|đến|tới)"
# What a clerk leaves where the day will be written by hand.
BLANK = r"[ .…_\n]*"


class Form(NamedTuple):
    """One way to go on after a number of one or two digits; its name is that of its first or last group."""

    name: str
    pattern: str
    example: str
    reason: str


FORMS = (
    Form("days", rf"{GAP}[-–]{GAP}(?P<until>{DAY})/(?P<of>{DAY})/(?P<days>[0-9]{{4}})(?![0-9])",
         "15-16/10/2023", "two days of one month; without this row 10 were read as the year"),
    Form("dmy", rf"(?P<one>{SEP})(?P<second>{DAY})(?P<two>{SEP})(?P<dmy>[0-9]{{2,5}})(?![0-9]|[/.][0-9])",
         "24/5/2023", "the usual form"),
    Form("my", rf"{SEP}(?P<my>[0-9]{{4}})(?![0-9]|/ ?\w|-[A-ZĐ]|[.,][0-9])", "7/2022", "month and year"),
    Form("dm", rf"(?P<sep>{SEP})(?P<dm>{DAY})(?:{GAP}{NAM}{GAP}(?P<dm_year>{YEAR}))?", "16/5 năm 2023",
         "the year follows in words or not at all"),
    Form("half",
         rf"{GAP}{THANG}{GAP}(?P<half>(?:đầu |cuối |ĐẦU |CUỐI |Đầu |Cuối ){NAM}(?! học)|{NAM}(?= [0-9]{{4}}))"
         rf"(?: (?P<half_year>{YEAR}))?",
         "6 tháng đầu năm 2023", "months counted from the year's beginning or end"),
    Form("words", rf"{GAP}/?(?:th[áảàa]ng|THÁNG|(?<!\n)Tháng){GAP}(?P<words>{DAY}|(?:{MONTH_WORD})\b)"
         rf"(?:(?:{GAP}[,/]?{GAP}(?:[nN][ăáa]m|NĂM){GAP}|{GAP}[/.\-]{GAP})(?P<words_year>[0-9]{{2,5}})"
         rf"(?![0-9]|[.,][0-9]{{2}}))?", "22 tháng 10 năm 2024", "the form of the date line"),
    Form("slip", rf"{GAP}(?:ngày|năm){GAP}(?P<slip>{DAY}){GAP}(?:năm|tháng){GAP}(?P<slip_year>{YEAR})",
         "17 ngày 8 năm 2005", "`ngày` or `năm` typed for `tháng`; only after `ngày`"),
    Form("month", rf"{GAP},?{GAP}{NAM}{GAP}(?P<month>{YEAR})", "10 năm 2024", "after `tháng` or `quý`"),
)
FORM = regex.compile(rf"[0-9]{{1,2}}(?:{'|'.join(form.pattern for form in FORMS)})")
# The scan over the whole text: where a form may begin, or a number of four digits. No groups, and one plain
# set of characters in front: `regex` is three times slower otherwise.
START = regex.compile(
    r"(?<![0-9])[0-9](?:[0-9]?(?=[ \n]*+(?:[/\-–‑−][ \n]*+[0-9]|(?:,[ \n]*+)?(?:[nN]ăm|NĂM)|/?(?:[tT]h[áảàa]ng|THÁNG)"
    r"|ngày[ \n]*+[0-9]{1,2}[ \n]*+(?:năm|tháng)[ \n]*+[0-9]"
    r"|\.[ \n]*+(?:[0-9]{4}|[0-9]{1,2}[ \n]*+[./\-][ \n]*+[0-9]{2})(?![.]?[0-9]{3})))"
    r"|[0-9]{3}(?![0-9]|[.,][0-9]{2}))")
# Behind a bare year these show that it is none: `2020/QĐ-UBND`, `2050%`.
NO_YEAR = regex.compile(r"%|/ ?[A-ZĐ]|-[A-ZĐ]")


def lead(pattern: str) -> regex.Pattern[str]:
    """A pattern that is matched backwards from the first digit, upper and lower case alike."""
    return regex.compile(rf"(?ri){pattern}")


def _earlier(word: str) -> str:
    """Numbers named before the one at hand: `ngày 05, 06 và`, groups `head` and `join`."""
    return (rf"(?:\b{word}{GAP}(?P<head>[0-9]{{1,2}}(?:{GAP},{GAP}[0-9]{{1,2}})*)"
            rf"{GAP}(?P<join>{JOIN}){GAP})?")


FROM = rf"(?P<pre>\btừ{GAP})?"
LEAD_DAY = lead(rf"{FROM}{_earlier('ngày')}(?P<word>\bngày(?:[ ]*\n?[ ]*|: ?)(?:mồng |mùng )?)?")
LEAD_MONTH = lead(
    rf"(?P<blank>\bngày{BLANK}(?:/|tháng){GAP})"
    rf"|{FROM}\bquý{GAP}(?P<quarter_head>[1-4]){GAP}(?P<quarter_join>{JOIN}){GAP}(?:\bquý{GAP})?"
    rf"|{FROM}(?P<quarter>\bquý{GAP})"
    rf"|{FROM}{_earlier('tháng')}(?P<word>\btháng[ \n:]*|\bT\.?)?")
# Words after which a bare 10/2024 is a month.
LEAD_LOOSE = lead(r"\b(?:từ|đến|tới|hết|trước|sau|đầu|cuối|giữa|trong)\s")
PERIOD_WORDS = r"giai đoạn|nhiệm k[ỳìyỷ]|năm học|thời k[ỳì]|niên kh[óo][aá]|niên độ|kh[óo][aá]|từ"
LEAD_PERIOD = lead(rf"\b(?:{PERIOD_WORDS})[ \n:]*")
LEAD_YEAR = lead(
    rf"(?P<quarter>\bquý{GAP}(?P<q1>III|II|IV|I)"
    rf"(?:(?:{GAP},{GAP}(?:quý{GAP})?(?P<between>II|III))?{GAP}(?P<join>{JOIN}){GAP}(?:quý{GAP})?(?P<q2>III|II|IV|I))?"
    rf"(?:{GAP}[/.,\-–]{GAP}|{GAP},?{GAP}năm{GAP}))"
    rf"|(?:\bngày{BLANK})?\btháng{GAP}(?P<month>{MONTH_WORD}),?{GAP}năm{GAP}"
    rf"|(?P<blank>\bngày{BLANK}(?:tháng|/){BLANK}(?:năm|/){GAP})"
    rf"|(?P<half>\b(?:(?:{MONTH_WORD}) tháng (?:(?:đầu|cuối) )?|năm tháng (?:đầu|cuối) )năm )"
    rf"|(?:(?P<pre>\b(?:{PERIOD_WORDS})[ \n:]*)|(?P<each>\b(?:mỗi|hằng|hàng|từng) ))?"
    rf"(?P<word>\bnăm(?: tài chính| ngân sách| kế hoạch)?[ \n:]*)?")
# The last word before `năm` or a bare year that calls for the full lead; else `năm` alone is its lead.
TELLING = frozenset({
    "từ", "đoạn", "kỳ", "kì", "ky", "kỷ", "học", "khóa", "khoá", "khoa", "độ", "mỗi", "hằng", "hàng", "từng",
    "chính", "sách", "hoạch", "tháng", "đầu", "cuối", "năm", "ngày", "quý", *map(str.lower, ROMAN),
    *(word.rpartition(" ")[2] for word in MONTHS)})
PERIOD_ENDS = frozenset({"từ", "đoạn", "kỳ", "kì", "học", "khóa", "khoá", "độ"})
# Nouns behind a bare number that make it an amount of things, not a year.
COUNTED = regex.compile(r" ?(?:đồng|đ|triệu|tỷ|tỉ|nghìn|ngàn|người|hộ|lượt|khẩu|m|m2|ha|kg|con|cây|tấn|suất|"
                        r"phần|đại biểu|hội viên|đoàn viên|đảng viên|cuộc|buổi|bộ|cái|căn|hồ sơ)\b")
