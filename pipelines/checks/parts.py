"""Counts of one thing in one sentence: the share that a part has, parts beside their whole, parts and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import regex

from extract.records import Finding, Money
from pipelines.checks.case import ERROR, WARNING, Case, words
from pipelines.checks.figures import FULL_STOP, in_full, is_plain
from pipelines.checks.shares import NUMBER, PERCENT, share, whole_number

ALONE, SAME = r"(?<![\d/.,-])", r"\s+(?P=noun)(?!\w)"
NOUN = r"\s+(?P<noun>(?!(?:đồng|triệu|t[ỷỉ]|nghìn|ngàn|trăm|đ)(?!\w))\p{L}+)(?!\w)"  # amounts are looked at as money
# `…, đạt 80%.`: the percentage ends its clause, or says of what it is: `88,5% số đăng ký`, `70% tổng số`.
SHARE = regex.compile(
    rf"(?:(?:đạt|chiếm|bằng)(?:\s+t[ỷỉ]\s+lệ)?|t[ỷỉ]\s+lệ|\()\s*{PERCENT}"
    r"(?=\s*(?:[.;,:)\n]|$)|\s+(?:trên\s+)?(?:tổng\s+số|tổng|số\s+đăng\s+ký))")
# `thụ lý 18 vụ, hòa giải thành 15 vụ, đạt …`: two counts of one thing, nothing else counted between them.
BESIDE = regex.compile(rf"{ALONE}(?P<whole>{NUMBER}){NOUN}(?P<between>[^.\n%\d]{{0,110}}?)"
                       rf"{ALONE}(?P<part>{NUMBER}){SAME}[^.;\n%\d]{{0,60}}?[,\s]*$")
# `hộ nghèo 186/3.120 hộ, chiếm 5,96%; hộ cận nghèo 244 hộ, chiếm …`: the whole is that of the fraction.
BEHIND_A_SHARE = regex.compile(
    rf"\d\s?/\s?(?P<whole>{NUMBER}){NOUN}[^.;\n%\d]{{0,40}}[\d,]+\s?%(?P<between>\s*\)?\s*[;,][^.;\n%\d]{{0,50}}?)"
    rf"{ALONE}(?P<part>{NUMBER}){SAME}[^.;\n%\d]{{0,40}}?[,\s]*$")
OTHER_BASE = regex.compile(r"(?i)kế hoạch|chỉ tiêu|so với|cùng kỳ|tăng|giảm|mỗi|bình quân|năm (?:trước|ngoái|20)|còn")
PLANNED = regex.compile(r"(?i)(?:kế hoạch|chỉ tiêu|giao|mục tiêu)(?:\s+(?:giao|là))*:?\s*$")
REACH, LONGEST_SHARE = 260, 24
PLAN_BEHIND = regex.compile(r"%\s+(?:so\s+với\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán)")
NEAR = 10  # percentage points off that a slip may be; a percentage far off is that of something else
# `giải ngân 86,4 tỷ đồng, đạt 97% kế hoạch 92 tỷ đồng`: a plan that is told in the same unit.
DECIMAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
OF_A_PLAN = regex.compile(
    rf"{ALONE}(?P<part>{DECIMAL})\s+(?P<unit>\p{{L}}+(?: đồng)?)(?!\w)[^.;\n%\d]{{0,40}}?(?:đạt|bằng)\s+{PERCENT}\s+"
    rf"(?:so\s+với\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán)(?:\s+(?:là|giao))?[\s(]+(?P<whole>{DECIMAL})\s+(?P=unit)(?!\w)")
# `1.064 căn nhà, gồm xây mới 702 căn, sửa chữa 372 căn`
WITH_PARTS = regex.compile(
    rf"{ALONE}(?P<whole>{NUMBER}){NOUN}[^.;:\n\d]{{0,50}}?[,:(]\s*(?P<how>trong\s+đó|bao\s+gồm|gồm)(?:\s+có)?\s*:?"
    rf"(?P<list>(?:[^.;\n)]|(?<=\d)\.(?=\d)){{3,200}})")
COUNT = regex.compile(rf"{ALONE}(?P<part>{NUMBER})(?:\s+(?P<noun>\p{{L}}+))?(?![\w%/])")
ANY_FIGURE, NESTED = regex.compile(r"\d+(?:[.,]\d+)*"), regex.compile(r"trong đó|mỗi|[(%/]|tháng|năm|ngày")
# One person may be of several kinds.
LIVING = frozenset("người hộ đảng hội đoàn lượt em cháu đồng đại thành phụ thanh cán học chị anh ông bà gia".split())
# `ký mới 03, sửa đổi 05, cộng 09 bản`
SUM = regex.compile(r"[,;]\s*(?:tổng\s+số|tổng\s+cộng|cộng\s+lại|tổng|cộng)(?:\s+(?:là|được))?:?\s+"
                    rf"(?P<whole>{NUMBER}){NOUN}")
OPENING = regex.compile(r"[.:;\n](?:(?<=[\n:;])|(?<!\d\.)|(?=\s))")
# `20.000 đồng/hội viên/tháng, 30 hội viên góp trong 12 tháng được …`
TIMES = regex.compile(
    rf"[,\s(]*(?:(?:x|có|với)\s+)?(?P<count>{NUMBER})\s+(?P<noun>\p{{L}}+(?: \p{{L}}+)?)(?!\w)[^.;\n\d]{{0,40}}?"
    r"(?P<months>\d{1,2})\s+tháng[^.;\n\d]{0,30}?(?:được|là|bằng|thành tiền|tổng\s[^.;\n\d]*|[:=])\s*")
# The parts come first, the sum behind them: `gồm: ngân sách 60 triệu đồng, nhân dân 45 triệu đồng, tổng cộng …`.
OPENS_LIST = regex.compile(r"(?i)(?:(?:gồm|bao gồm|cụ thể|trong đó|như sau)\s*(?:có\s*)?:?|:)[^\d:;.]{0,60}$")
SUMS_UP = regex.compile(r"(?i)[,;]\s*(?:tổng cộng|tổng số(?: tiền)?|tổng kinh phí|cộng)(?:\s+là|:)?\s*$")
NO_PART = regex.compile(r"(?i)mỗi|trong đó|gấp|/|x\s|bình quân|trung bình|còn lại")
LONGEST_LEAD = 120
# The last line of a list: `- Tổng: 4.560.000.000 đồng.`
TOTAL_LINE = regex.compile(r"(?i)[\s*+–•-]*(?:tổng(?:\s+(?:số|cộng))?|cộng)(?:\s+(?:số )?tiền)?(?:\s+là)?\s*:?\s*")


def share_in_words(case: Case) -> Iterator[Finding]:
    """R68. The printed percentage is not that of the part by the whole, both counted in the same sentence."""
    text = case.report.text
    for at in places(text, "%"):
        begin = max(at - REACH, text.rfind("\n", 0, at) + 1, text.rfind(". ", 0, at) + 1)
        match = SHARE.search(text, max(begin, at - LONGEST_SHARE), at + 30)
        if match and match.end() > at:
            yield from _beside(case, match, begin)
        elif PLAN_BEHIND.match(text, at):
            yield from _of_a_plan(case, begin, at + 60)


def places(text: str, words: str) -> Iterator[int]:
    """Where words stand; a plain search is far faster than a pattern that begins with something else."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _beside(case: Case, match: regex.Match[str], begin: int) -> Iterator[Finding]:
    """A share, and part and whole before it."""
    text = case.report.text
    counted = BESIDE.search(text, begin, match.start()) or BEHIND_A_SHARE.search(text, begin, match.start())
    if not counted or OTHER_BASE.search(text, counted.start("between"), match.start()):
        return
    part, whole = whole_number(counted["part"]), whole_number(counted["whole"])
    printed = Decimal(match["percent"].replace(",", "."))
    near = part <= whole and abs(printed * whole - part * 100) <= NEAR * whole and printed != 100
    right = share(part, whole, match["percent"]) if near and not _is_planned(text, counted.start()) else None
    if right:
        yield _share(case, WARNING, (counted.start("part"), match.end()), (counted["part"], counted["whole"]),
                     match["percent"], right)


def _of_a_plan(case: Case, begin: int, end: int) -> Iterator[Finding]:
    match = OF_A_PLAN.search(case.report.text, begin, end)
    if match:
        of = [Decimal(match[name].replace(".", "").replace(",", ".")) * 1000 for name in ("part", "whole")]
        right = share(int(of[0]), int(of[1]), match["percent"])
        if right:
            yield _share(case, ERROR, match.span(), (match["part"], match["whole"]), match["percent"], right)


def _is_planned(text: str, at: int) -> bool:
    return PLANNED.search(text, max(0, at - 24), at) is not None


def _share(case: Case, severity: str, where: tuple[int, int], of: tuple[str, str], printed: str,
           right: str) -> Finding:
    return case.finding("R68", severity, where, f"{of[0]} of {of[1]} is {right} %, not {printed} %.",
                        f"{of[0]} trên {of[1]} bằng {right}%, không phải {printed}%.", suggestion=f"{right}%")


def parts_of_a_count(case: Case) -> Iterator[Finding]:
    """R71. A part is larger than the count that it is said to be part of, or the parts together are."""
    for match in _with_parts(case.report.text):
        whole, parts, clean = whole_number(match["whole"]), _parts(match), not NESTED.search(match["list"])
        largest = max(parts, default=0)
        apart = clean and len(parts) > 1 and match["noun"].lower() not in LIVING
        if largest > whole and match["how"].startswith("trong"):
            yield case.finding("R71", ERROR, match.span(), f"{largest} is said to be part of {whole}.",
                               f"Phần “trong đó” {in_full(largest)} lớn hơn số chung {match['whole']}.")
        elif sum(parts) > whole and apart and match["how"].startswith("trong"):
            yield case.finding("R71", WARNING, match.span(), f"The parts are {sum(parts)}, the whole is {whole}.",
                               f"Các phần “trong đó” cộng lại là {in_full(sum(parts))}, lớn hơn số chung "
                               f"{match['whole']}.")
    yield from _parts_of_money(case)


@lru_cache(maxsize=1)
def _with_parts(text: str) -> list[regex.Match[str]]:
    """Counts with the parts that they are said to have."""
    found = (WITH_PARTS.search(text, max(0, at - 90), at + 215) for word in ("gồm", "trong đó")
             for at in places(text, word))
    return list({match.start(): match for match in found if match}.values())


def _sums(text: str) -> Iterator[regex.Match[str]]:
    """Totals behind what they sum up."""
    found = (SUM.search(text, max(0, at - 3), at + 60) for word in ("tổng", "cộng") for at in places(text, word))
    yield from {match.start(): match for match in found if match}.values()


def _parts(match: regex.Match[str]) -> list[int]:
    """The parts, if every figure of the list counts the same thing."""
    counts = list(COUNT.finditer(match["list"]))
    alike = [whole_number(count["part"]) for count in counts if (count["noun"] or "").lower() == match["noun"].lower()]
    return alike if len(alike) == len(ANY_FIGURE.findall(match["list"])) else alike[:1] if len(alike) == 1 else []


def _parts_of_money(case: Case) -> Iterator[Finding]:
    """`365 triệu đồng, trong đó trồng sen 245 triệu đồng, nuôi bò 190 triệu đồng`: amounts overlap less than people."""
    text, money = case.report.text, case.report.money
    for whole, one, other in zip(money, money[1:], money[2:], strict=False):
        lead, gap = text[whole.end:one.start], text[one.end:other.start]
        opens = regex.search(r"(?i)trong đó[^.;\n\d]{0,80}$", lead)
        if not opens or not regex.fullmatch(r"[^.;\n\d]{2,60}", gap) or regex.search(r"(?i)trong đó|mỗi|/|nguồn", gap):
            continue
        larger = one.amount_vnd <= whole.amount_vnd < one.amount_vnd + other.amount_vnd
        if larger and len(lead) < 120 and all(map(is_plain, (whole, one, other))):
            both = in_full(one.amount_vnd + other.amount_vnd)
            yield case.finding("R71", WARNING, (whole.start, other.end), f"The parts are {both}.",
                               f"Các phần “trong đó” cộng lại là {both} đồng, lớn hơn số chung {words(whole.raw)}.")


def sums_in_words(case: Case) -> Iterator[Finding]:
    """R70. Counts of one thing do not make the sum that the same sentence gives for them."""
    text = case.report.text
    for match in _with_parts(text):
        parts, whole = _parts(match), whole_number(match["whole"])
        if match["how"].endswith("gồm") and len(parts) > 1 and sum(parts) != whole and not NESTED.search(match["list"]):
            yield _sum(case, match.span(), parts, match["whole"])
    for match in _sums(text):
        begin = max((stop.end() for stop in OPENING.finditer(text, max(0, match.start() - 160), match.start())),
                    default=match.start())
        counts = list(COUNT.finditer(text, begin, match.start()))
        figures = ANY_FIGURE.findall(text, begin, match.start())
        alike = all(count["noun"] in (None, match["noun"]) for count in counts)
        parts = [whole_number(count["part"]) for count in counts]
        if alike and 1 < len(counts) == len(figures) and not NESTED.search(text, begin, match.start()) \
                and sum(parts) != whole_number(match["whole"]) and "tập thể" not in text[begin:match.start()]:
            yield _sum(case, (counts[0].start(), match.end()), parts, match["whole"])
    yield from _summed_up(case)
    yield from _last_lines(case)


def _sum(case: Case, where: tuple[int, int], parts: list[int], said: str) -> Finding:
    right = in_full(sum(parts))
    return case.finding("R70", WARNING, where, f"The parts are {right}, the sum says {said}.",
                        f"Tổng ghi {said}, nhưng các phần nêu trong câu cộng lại là {right}.", suggestion=right)


def _summed_up(case: Case) -> Iterator[Finding]:
    text, money = case.report.text, case.report.money
    for at, whole in enumerate(money):
        if at < 2 or not SUMS_UP.search(text, money[at - 1].end, whole.start):
            continue
        begin = case.report.sentence(whole.start, FULL_STOP)[0]
        parts = [part for part in money[max(0, at - 11):at] if part.start >= begin]
        inner = [text[a.end:b.start] for a, b in pairwise(parts)]
        if len(parts) < 2 or not all(map(is_plain, [whole, *parts])) or any(map(NO_PART.search, inner)):
            continue
        total, lead = sum(part.amount_vnd for part in parts), max(begin, parts[0].start - LONGEST_LEAD)
        if total != whole.amount_vnd and OPENS_LIST.search(text[lead:parts[0].start]):
            yield case.finding("R70", WARNING, (parts[0].start, whole.end),
                               f"The parts add to {total}, the sum says {whole.amount_vnd}.",
                               f"Ghi tổng cộng {words(whole.raw)}, nhưng các khoản nêu trước đó cộng lại là "
                               f"{in_full(total)} đồng.")


def _last_lines(case: Case) -> Iterator[Finding]:
    """A list with an amount in every line, and its total in the last."""
    text, money = case.report.text, case.report.money
    lines = [(text.rfind("\n", 0, one.start) + 1, one) for one in money]
    for at, (start, whole) in enumerate(lines):
        if at < 2 or not TOTAL_LINE.fullmatch(text, start, whole.start):
            continue
        above: list[Money] = []
        below = start
        for line, part in reversed(lines[:at]):
            if "\n" in text[part.end:below].strip(" .;,\n") or text.count("\n", part.end, below) != 1 or line == below:
                break
            above.append(part)
            below = line
        opens = text[:below].rstrip().endswith(":")
        total = sum(part.amount_vnd for part in above)
        if len(above) > 1 and opens and all(map(is_plain, (whole, *above))) and total != whole.amount_vnd:
            yield case.finding("R70", WARNING, (start, whole.end), f"The lines add to {total}.",
                               f"Dòng tổng ghi {words(whole.raw)}, nhưng các dòng ở trên cộng lại là {in_full(total)} "
                               f"đồng.", suggestion=f"{in_full(total)} đồng")


def rate_times_months(case: Case) -> Iterator[Finding]:
    """R75. So much a head and month, so many heads, so many months, and another total."""
    for rate, total in pairwise(case.report.money):
        noun = (rate.per or "").removesuffix("/tháng")
        match = TIMES.fullmatch(case.report.text, rate.end, total.start) if noun != (rate.per or "") else None
        if not match or not match["noun"].lower().startswith(noun.lower()) or total.per or not is_plain(total):
            continue
        right = whole_number(match["count"]) * int(match["months"]) * rate.amount_vnd
        if right != total.amount_vnd:
            yield case.finding("R75", WARNING, (rate.start, total.end), f"It is {right}, not {total.amount_vnd}.",
                               f"{words(case.report.text[rate.start:total.end])}: nhân ra là {in_full(right)} đồng.",
                               suggestion=f"{in_full(right)} đồng")
