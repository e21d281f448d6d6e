"""The report itself: its number, day, letterhead, signature, title and addressee."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import regex

from extract.recognizers.places.unit_names import spelled
from extract.recognizers.places.units import matches
from extract.records import Finding
from pipelines.checks.case import INFO, WARNING, Case, words
from pipelines.days import is_day, shown
from pipelines.resolve.citations import LEVEL_WORDS, fold

DRAFT = regex.compile(r"(?i)dự\s*thảo|du thao|draft")
# What kind of organ a name is of; two kinds that are known and differ are a contradiction.
KINDS = (("ubnd", regex.compile(r"(?i)UBND|[ủu][ỷy] ban nhân dân")),
         ("hđnd", regex.compile(r"(?i)HĐND|hội đồng nhân dân")),
         ("mttq", regex.compile(r"(?i)MTTQ|mặt trận tổ quốc")),
         ("ban chỉ đạo", regex.compile(r"(?i)ban chỉ đạo|(?<!\w)BCĐ")),
         ("đảng", regex.compile(r"(?i)(?:đảng|tỉnh|huyện|thành|quận|thị) [ủu][ỷy]|chi bộ")))
DEPARTMENT = regex.compile(r"(?i)(?:sở|phòng|chi cục)\s")
CLOSING = regex.compile(r"Trên đây là[^\n]{0,600}")
COMMUNE = regex.compile(r"(?:UBND|HĐND|(?i:[ủu][ỷy] ban nhân dân|hội đồng nhân dân|đảng [ủu][ỷy]))\s+(?:xã|phường|thị "
                        r"trấn)\s+((?:\p{Lu}[\p{L}’']*\s?){1,4})")
COLLECTIVE_STATE = regex.compile(r"(?i)^(?:[ủu][ỷy] ban nhân dân|UBND|hội đồng nhân dân|HĐND)(?!\w)")
COLLECTIVE_PARTY = regex.compile(r"(?i)^(?:đảng|tỉnh|huyện|thành|quận|thị) [ủu][ỷy]|^ban chỉ đạo|^BCĐ")
YEAR = regex.compile(r"(?i)(?<!\w)năm\s+((?:19|20)\d\d)(?!\s*[-–]\s*(?:19|20)\d\d|\d)")
PART_OF_A_YEAR = regex.compile(r"(?i)(?:tháng|quý (?:I{1,3}|IV|[1-4])|đầu|cuối)(?:\s+đầu|\s+cuối)?\s+năm\s+"
                               r"((?:19|20)\d\d)")
PERIOD = regex.compile(r"(?i)\(?từ năm\s+((?:19|20)\d\d)\s+đến\s+(?:năm\s+)?((?:19|20)\d\d)")
A_YEAR, FOR_ALL = regex.compile(r"(?:19|20)\d\d"), regex.compile(r"T[./]?M")
# Types that a chairman signs in his own name, and letters, whose forms differ.
SIGNED_ALONE = ("quyết định", "nghị quyết", "biên bản", "công văn", "giấy mời")
DEAR = regex.compile(r"Kính gửi[^\n]{0,200}(?:\n\s*[-–][^\n]{0,120}){0,4}")
OF_ORGAN, BLANK = regex.compile(r"(?i)\s*của\s+\p{L}"), regex.compile(r"\.{5,}|…{2,}")
FAR, LONGEST_TABLE = 200, 20_000  # signs between a heading and its table, and down to the table's last year
REQUEST = regex.compile(r"(?i)^\s*[-–]?\s*(?:thực hiện|căn cứ|theo|tiếp nhận)\s*$")


def own_number(case: Case) -> Iterator[Finding]:
    """R60. The report bears no number of its own; one that cannot be read (`144Z/QĐ-ĐHAG`) is there."""
    span, doc = case.report.head.get("symbol"), case.report.doc
    if doc.get("doc_type") and span and not (doc.get("symbol") or "0")[0].isdigit():
        draft = DRAFT.search(case.report.text[:400]) or DRAFT.search(doc.get("path") or "")
        yield case.finding("R60", INFO if draft else WARNING, span, "The report's own number is blank.",
                           f"Văn bản chưa ghi số của mình (“{words(case.report.text[slice(*span)])}”)"
                           f"{'; đây là bản dự thảo' if draft else ''}.")


def own_date(case: Case) -> Iterator[Finding]:
    """R61. The report's own date is not whole; what it cites tells from when on it can be."""
    doc, window = case.report.doc, case.report.window
    span = case.report.head.get("date")
    if not doc.get("doc_type") or not (doc.get("symbol") or span) or is_day(doc.get("date")):
        return
    if not window.first:
        yield case.finding("R61", INFO, span or case.report.head.get("doc_type"), "The report names no date.",
                           "Văn bản không ghi ngày, tháng, năm ban hành.")
        return
    cited = max((citation for citation in case.citations if citation.date == window.first), key=lambda one: one.start,
                default=None)
    latest = f"{cited.symbol or cited.title} ngày {shown(cited.date)}" if cited else ""
    basis = f" (văn bản muộn nhất được viện dẫn là {latest})" if cited else ""
    yield case.finding("R61", INFO, span,
                       f"The report's date is not whole; it lies between {window.first} and {window.last}.",
                       f"Ngày ban hành ghi thiếu ({shown(doc.get('date'))}); có thể trong khoảng "
                       f"{shown(window.first)} - {shown(window.last)}{basis}.",
                       suggestion=f"{shown(window.first)} - {shown(window.last)}", related=[cited.symbol] if cited
                       and cited.symbol else [])


def _kind(name: str | None) -> str | None:
    return next((kind for kind, pattern in KINDS if pattern.search(name or "")), None)


def organs_disagree(case: Case) -> Iterator[Finding]:
    """R62. No organ stands at the head, or head, signature and closing words name different ones."""
    doc, head = case.report.doc, case.report.head
    issuer, title = head.get("issuer"), head.get("doc_type")
    letterhead = bool(head.keys() & {"symbol", "place", "date"})
    if not letterhead and (doc.get("signed_for") or doc.get("signer")) and (issuer is None or issuer[0] > 300):
        yield case.finding("R62", WARNING, None, "There is no letterhead: no organ, number, place or date.",
                           "Văn bản không có phần đầu (tên cơ quan, số, ký hiệu, địa danh, ngày tháng)"
                           f"{'; phần cuối ghi ' + words(doc['issuer']) if doc.get('issuer') else ''}.")
        return
    if doc.get("doc_type") and letterhead and title and (issuer is None or issuer[0] > title[0]) and not _elsewhere(
            case, *title):
        closing = f"; phần cuối văn bản ghi {words(doc['issuer'])}" if doc.get("issuer") else ""
        yield case.finding("R62", WARNING, title, "No issuing organ stands at the head.",
                           f"Đầu văn bản không có tên cơ quan ban hành{closing}.")
        return
    if _signed_for_another(doc):
        yield case.finding("R62", WARNING, head.get("signed_for"),
                           f"The head names {doc['issuer']}, the signature {doc['signed_for']}.",
                           f"Đầu văn bản là {words(doc['issuer'])} nhưng phần ký ghi {words(doc['signed_for'])}.")
    yield from _closing(case)


def _elsewhere(case: Case, start: int, end: int) -> bool:
    """Whether the organ stands behind the type (`Nghị định của Chính phủ số …`), is a blank of a form, or the type was
    read from a symbol in a list."""
    return bool(OF_ORGAN.match(case.report.text, end) or BLANK.search(case.report.text[:start])
                or any(sign.isdigit() for sign in case.report.text[start:end]))


def _signed_for_another(doc: dict[str, Any]) -> bool:
    """Whether the signature is that of an organ of another kind; a department's head signs in nobody's place."""
    issuer, signed = doc.get("issuer") or "", doc.get("signed_for") or ""
    of_head, of_sign = _kind(issuer), _kind(signed)
    if not of_sign or of_head == of_sign or not FOR_ALL.search(signed):
        return False
    if DEPARTMENT.match(issuer):
        return of_sign == "ubnd" and "UBND" not in (doc.get("symbol") or "UBND")
    return of_head is not None and not _beside(doc, of_sign)


def _beside(doc: dict[str, object], kind: str) -> bool:
    """The organ above may sign for one below it: a steering board under a committee."""
    return _kind(str(doc.get("issuer_parent")
                     or "")) == kind or _kind(str(doc.get("issuer"))) == "ban chỉ đạo" or kind == "ban chỉ đạo"


def _closing(case: Case) -> Iterator[Finding]:
    own = case.report.doc.get("commune")
    closing = CLOSING.search(case.report.text, max(0, len(case.report.text) - 8000))
    if not own or not closing or case.report.doc.get("level") != "xã":
        return
    names = list(COMMUNE.finditer(closing[0]))
    last = names[-1] if names else None
    if last and _is_another(last[1].strip(), own):
        start = closing.start() + last.start()
        yield case.finding("R62", WARNING, (start, start + len(last[0].rstrip())),
                           f"The closing words name {last[1].strip()}, the report is of {own}.",
                           f"Đoạn kết ghi {words(last[0])} nhưng văn bản là của "
                           f"{words(case.report.doc.get('issuer') or own)}.")


def _is_another(name: str, own: str) -> bool:
    """Whether a name is of another commune: An Trường A is not An Trường."""
    if fold(own) not in fold(name) and fold(name) not in fold(own):
        return True
    return spelled(name) != spelled(own) and any(match.how == "exact" for match in matches(name, "xã"))


def signature_form(case: Case) -> Iterator[Finding]:
    """R63. The authority line does not fit: committees and councils sign TM., the Party T/M."""
    doc = case.report.doc
    issuer, signed, title = doc.get("issuer") or "", doc.get("signed_for"), words(doc.get("signer_title"))
    if not doc.get("signer") or not issuer:
        return
    where = case.report.head.get("signer_title") or case.report.head.get("signed_for")
    collective = COLLECTIVE_STATE.match(issuer) or (doc.get("system") == "party" and COLLECTIVE_PARTY.match(issuer))
    if collective and not signed and doc.get("doc_type") and doc["doc_type"] not in SIGNED_ALONE:
        vi = "T/M" if doc.get("system") == "party" else "TM."
        yield case.finding("R63", INFO, where, "No authority line stands above the signature.",
                           f"{words(issuer)} làm việc theo chế độ tập thể nhưng phần ký không ghi “{vi}” trước tên cơ "
                           f"quan{f' (chỉ ghi {title})' if title else ''}.")
    elif doc.get("system") == "party" and signed and signed.startswith("TM."):
        yield case.finding("R63", INFO, case.report.head.get("signed_for"), "The Party writes T/M, not TM.",
                           "Văn bản của Đảng ghi “T/M”, không ghi “TM.” ở phần ký.",
                           suggestion=signed.replace("TM.", "T/M", 1))


def title_against_body(case: Case) -> Iterator[Finding]:
    """R65. The year or the period of the title is not that of the body."""
    title, head = words(case.report.doc.get("title")), case.report.head.get("title")
    years = set(YEAR.findall(title))
    text, begin = case.report.text, head[1] if head else 0
    if len(years) == 1 and not regex.search(r"\d{1,2} năm|giai đoạn|nhiệm kỳ", title):
        year = years.pop()
        before = str(int(year) - 1)
        if text.find(year, begin) < 0 and YEAR.findall(text, begin).count(before) >= 3:
            yield case.finding("R65", INFO, head, f"The title speaks of {year}, the body of {before}.",
                               f"Tiêu đề ghi năm {year} nhưng nội dung chỉ nói về năm {before}.")
    part = PART_OF_A_YEAR.search(title)
    if part and (case.report.window.first or "") >= f"{int(part[1]) + 1}-04":
        yield case.finding("R65", INFO, head, f"A report of {case.report.doc.get('date')} on a part of {part[1]}.",
                           f"Tiêu đề ghi một phần của năm {part[1]} nhưng văn bản ban hành "
                           f"{shown(case.report.doc.get('date'))}: năm có thể ghi sai.")
    yield from _period_of_a_table(case)


def _period_of_a_table(case: Case) -> Iterator[Finding]:
    """A table whose heading says from which year to which, and whose first column holds the years."""
    firsts = [block for block in case.report.blocks if block.table is not None and block.col in (0, 1)]
    starts, text = [block.start for block in firsts], case.report.text
    years_of: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for block in firsts:
        if A_YEAR.fullmatch(year := text[block.start:block.end].strip()):
            years_of[block.table].append((block.start, year))
    for said in PERIOD.finditer(text) if years_of else ():
        at = bisect_right(starts, said.end())
        if at == len(firsts) or starts[at] - said.end() >= FAR:
            continue
        years = [year for start, year in years_of[firsts[at].table] if 0 < start - said.end() < LONGEST_TABLE]
        if len(years) > 1 and (min(years), max(years)) != (said[1], said[2]):
            yield case.finding("R65", INFO, said.span(), f"The table covers {min(years)} to {max(years)}.",
                               f"Tiêu đề bảng ghi từ năm {said[1]} đến năm {said[2]} nhưng các dòng chỉ từ năm "
                               f"{min(years)} đến năm {max(years)}.")


def addressee(case: Case) -> Iterator[Finding]:
    """R84. The report was asked for by an organ whose level is not among those that receive it."""
    recipients, asked = case.report.doc.get("recipients") or (), next(iter(case.citations), None)
    if not asked or asked.doc_type != "công văn" or not asked.issuer or len(recipients) < 2 or asked.start > 3000:
        return
    line = case.report.text.rfind("\n", 0, asked.start) + 1
    level = next((level for level, pattern in LEVEL_WORDS if pattern.search(asked.issuer)), None)
    dear = DEAR.search(case.report.text[:1500])
    listed = " | ".join([*map(str, recipients), dear[0] if dear else ""])
    requested = level and level != "xã" and REQUEST.match(case.report.text[line:asked.start])
    if level and requested and not _reaches(level, listed, asked.issuer):
        yield case.finding("R84", INFO, asked, f"{asked.issuer} asked for it and is not among the recipients.",
                           f"Văn bản thực hiện {words(asked.raw)} nhưng nơi nhận không có cơ quan yêu cầu hoặc cơ "
                           f"quan cùng cấp.")


def _reaches(level: str, listed: str, issuer: str) -> bool:
    words_of = dict(LEVEL_WORDS)[level]
    city = regex.search(r"(?i)thành phố|thành [ủu][ỷy]", listed)
    return bool(words_of.search(listed) or city or fold(issuer)[:12] in fold(listed)
                or regex.search(r"(?i)như trên|như kính gửi|sở |phòng ", listed))
