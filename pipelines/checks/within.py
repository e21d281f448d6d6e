"""Citations of one report against each other: two dates, two numbers, order, what rests on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

import regex

from extract.records import Citation, Finding
from pipelines.checks.case import ERROR, INFO, WARNING, Case, named, words
from pipelines.checks.series import book
from pipelines.days import between, is_day, shown
from pipelines.register import symbol_key
from pipelines.resolve.citations import content, fold, is_central, overlap

# Words between a document and the one that it carries out or changes.
CARRIES_OUT = regex.compile(r"[\s,“\"]*(?:(?:[Vv]ề|V/v)(?: việc)?\s+|(?:nhằm |để )+)?"
                            r"(?:tiếp tục |triển khai |tổ chức |đẩy mạnh )*(?:thực hiện|triển khai|"
                            r"sửa đổi, bổ sung(?: một số điều của)?|hướng dẫn thực hiện|cụ thể hóa)\s+(?:các\s+)?")
YEAR = regex.compile(r"năm\s+((?:19|20)\d\d)")
TERM = regex.compile(r"(?i)kh[óo][aá]\s+[IVXL]+")
BEHIND = 14  # signs in which a term stands behind a citation
DAYS_OF_GRACE, FEWEST_WORDS, FEWEST_TOLD = 5, 4, 3


def _dated(case: Case) -> Iterator[tuple[int, Citation]]:
    for at, citation in enumerate(case.citations):
        whole = citation.symbol and citation.organ and citation.number is not None
        if whole and is_day(citation.date) and not citation.group_id:
            yield at, citation


def two_dates(case: Case) -> Iterator[Finding]:
    """R40. One document bears two dates in one report. State numbers begin anew each year, the Party's each term:
    two years are one document only if the title is the same."""
    for places in case.by_symbol.values():
        told: set[str] = set()
        dated = [at for at in places if is_day(case.citations[at].date) and case.citations[at].confidence >= 0.9]
        for one, other in combinations(dated[:12], 2):
            a, b = case.citations[one], case.citations[other]
            if a.date == b.date or (b.date or "") in told or not _same_document(case, one, other):
                continue
            told.add(b.date or "")
            sure = bool(a.year) or is_central(a.organ) or (a.issuer and fold(a.issuer) == fold(b.issuer or ""))
            known = case.resolved[one].entry or case.resolved[other].entry
            yield case.finding("R40", ERROR if sure else WARNING, b,
                               f"{a.symbol} is of {a.date} and of {b.date} in one report.",
                               f"{named(a)} được ghi hai ngày ban hành khác nhau trong cùng báo cáo: {shown(a.date)} "
                               f"và {shown(b.date)}.",
                               suggestion=shown(known.date) if known and known.verified else None, related=[known.key]
                               if known else [])


def _same_document(case: Case, one: int, other: int) -> bool:
    """Whether two mentions with two dates can only mean one document."""
    a, b = case.citations[one], case.citations[other]
    if case.resolved[one].entry and case.resolved[other].entry:
        return False  # the register knows both
    if any((citation.year and str(citation.year) != (citation.date or "")[:4]) or case.is_split(citation)
           for citation in (a, b)):
        return False  # R04 speaks of it
    if a.issuer and b.issuer and fold(a.issuer) != fold(b.issuer) and case.units[one] != case.units[other]:
        return False
    if (a.issuer is None) != (b.issuer is None) and not is_central(a.organ) and case.units[one] != case.units[other]:
        return False
    years = [set(YEAR.findall(title or "")) for title in (a.title, b.title)]
    if all(years) and years[0].isdisjoint(years[1]):
        return False  # the plan of each year
    if len(content(a.title)) >= FEWEST_WORDS and len(content(b.title)) >= FEWEST_WORDS:
        return overlap(a.title, b.title) >= 0.7
    return bool(a.year) or (a.date or "")[:4] == (b.date or "")[:4]


def number_used_twice(case: Case) -> Iterator[Finding]:
    """R47. One number of one body, type and year stands for two documents."""
    for places in case.by_symbol.values():
        dated = [at for at in places if is_day(case.citations[at].date)]
        for one, other in combinations(dated[:12], 2):
            a, b = case.citations[one], case.citations[other]
            same_year = (a.date or "")[:4] == (b.date or "")[:4] and a.date != b.date
            known = case.units[one] is not None and case.units[one] == case.units[other]
            if same_year and known and not is_central(a.organ) and _two_titles(a, b) and a.doc_type == b.doc_type:
                yield case.finding("R47", WARNING, b, f"{a.symbol} stands for two documents of one year.",
                                   f"Số {a.symbol} được dùng cho hai văn bản khác nhau trong cùng năm: ngày "
                                   f"{shown(a.date)} “{words(a.title)}” "
                                   f"và ngày {shown(b.date)} “{words(b.title)}”.")
                return


def _two_titles(a: Citation, b: Citation) -> bool:
    one, other = ({word for word in content(title) if not word.isdigit()} for title in (a.title, b.title))
    fewest = min(len(one), len(other))
    return fewest >= FEWEST_TOLD and 2 * len(one & other) < fewest


def two_numbers(case: Case) -> Iterator[Finding]:
    """R42. Type, day and title are the same, the numbers are two: one of them is mistyped."""
    by_title: dict[tuple[str | None, str | None, str], list[int]] = defaultdict(list)
    for at, citation in _dated(case):
        if len(content(citation.title)) > FEWEST_WORDS:
            by_title[citation.doc_type, citation.date, _first_clause(citation.title or "")].append(at)
    for places in by_title.values():
        for one, other in combinations(places[:6], 2):
            a, b = case.citations[one], case.citations[other]
            alike = a.organ == b.organ and case.units[one] == case.units[other] and _goes_on(a.title, b.title)
            if alike and symbol_key(a.symbol or "") != symbol_key(b.symbol or ""):
                yield case.finding("R42", WARNING, b, f"{a.symbol} and {b.symbol} have one day and one title.",
                                   f"Cùng ngày {shown(a.date)}, cùng trích yếu “{words(a.title)}” nhưng ghi hai số: "
                                   f"{a.symbol} và {b.symbol}.",
                                   suggestion=None, related=[a.symbol or ""])
                return


def _first_clause(title: str) -> str:
    """What stands before the first comma, if it tells enough: what follows may be the report's own words."""
    clause = title.partition(",")[0]
    return fold(clause if len(content(clause)) > FEWEST_WORDS else title)


def _goes_on(one: str | None, other: str | None) -> bool:
    """Whether two titles are the same, or the one goes on behind a comma where the other ends."""
    short, long = sorted((words(one), words(other)), key=len)
    return fold(short) == fold(long) or (fold(long).startswith(fold(short)) and long[len(short):].lstrip()[:1] in ",(")


def numbers_against_days(case: Case) -> Iterator[Finding]:
    """R43. A higher number bears an earlier day: same body, type and year. Numbers of one day lie close together.
    Over the archive: see `order_over_the_archive`."""
    yield from _odd_one_out(case)
    series: dict[tuple[str, ...], list[Citation]] = defaultdict(list)
    for at, citation in _dated(case):
        unit = case.units[at]
        begun = book(citation.date or "", citation.system)
        if unit and begun and unit != "trung ương" and citation.confidence >= 0.9:
            series[unit, citation.doc_type_abbr or "", citation.organ or "", begun].append(citation)
    for of_year in series.values():
        ordered = sorted({citation.number or 0: citation for citation in of_year}.values(),
                         key=lambda citation: citation.number or 0)
        for a, b in pairwise(ordered):
            if (a.date or "") > (b.date or "") and between(a.date or "", b.date or "") > DAYS_OF_GRACE:
                later_one = max(a, b, key=lambda citation: citation.start)
                yield case.finding("R43", WARNING, later_one,
                                   f"{b.symbol} of {b.date} has a higher number than {a.symbol} of {a.date}.",
                                   f"{named(b)} ngày {shown(b.date)} có số lớn hơn nhưng ngày sớm hơn {named(a)} ngày "
                                   f"{shown(a.date)}: "
                                   "một trong hai số hoặc ngày có thể ghi sai.",
                                   related=[(a if later_one is b else b).symbol or ""])


def _odd_one_out(case: Case) -> Iterator[Finding]:
    groups: dict[str, list[Citation]] = defaultdict(list)
    for citation in case.citations:
        if citation.group_id and is_day(citation.date) and citation.number is not None:
            groups[citation.group_id].append(citation)
    for group in groups.values():
        numbers = sorted(citation.number or 0 for citation in group)
        if len(numbers) < 4:
            continue
        run = numbers[:-1] if numbers[-1] - numbers[-2] > numbers[1] - numbers[0] else numbers[1:]
        odd = numbers[-1] if run == numbers[:-1] else numbers[0]
        far = min(abs(odd - number) for number in run)
        if run[-1] - run[0] <= 2 * len(run) and far > 50:
            citation = next(one for one in group if one.number == odd)
            yield case.finding("R43", WARNING, (citation.symbol_start or citation.start, citation.symbol_end
                                                or citation.end),
                               f"{odd} bears the day of {run[0]} to {run[-1]}.",
                               f"Số {odd} ghi cùng ngày {shown(citation.date)} với các số {', '.join(map(str, run))}: "
                               f"cách xa bất thường.")


def short_form(case: Case) -> Iterator[Finding]:
    """R44. A later mention in short adds a term or a title that the full form has not."""
    for places in case.by_symbol.values():
        full = next((case.citations[at] for at in places if is_day(case.citations[at].date)), None)
        for at in places:
            short = case.citations[at]
            if full is None or short.date or short.start < full.start:
                continue
            term = TERM.search(case.report.text, short.start, short.end + BEHIND)
            other = fold(short.title) != fold(full.title)
            titled = other and overlap(short.title, full.title) >= 0.7
            if (term and not TERM.search(case.report.text, full.start, full.end + BEHIND)) or titled:
                yield case.finding("R44", INFO, short, f"{short.symbol} is the document cited in full before.",
                                   f"{named(short)} ở đây là cách gọi rút gọn của {named(full)} ngày "
                                   f"{shown(full.date)} đã viện dẫn ở trên"
                                   f"{'; trích yếu ghi hơi khác' if titled else ''}.")
                break


def older_than_its_basis(case: Case) -> Iterator[Finding]:
    """R45. A document that carries out another is older than it."""
    latest = case.report.window.last or "9999"
    for citation, named_next in pairwise(case.citations):
        base = case.full_form(named_next) or named_next  # `thực hiện Chỉ thị số 22-CT/TU nói trên`
        if not is_day(citation.date) or not is_day(base.date) or citation.group_id or named_next.group_id:
            continue
        if not "1945" <= (citation.date or "") < (base.date or "") <= latest:
            continue
        if CARRIES_OUT.fullmatch(case.report.text, citation.end, named_next.start):
            yield case.finding("R45", ERROR, (citation.start, named_next.end),
                               f"{citation.symbol} of {citation.date} carries out {base.symbol} of {base.date}.",
                               f"{named(citation)} ngày {shown(citation.date)} không thể triển khai {named(base)} ban "
                               f"hành sau, ngày {shown(base.date)}.")
