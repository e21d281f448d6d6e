"""Whether a citation is whole: its day, its issuer, its type code and organ; and whether its number can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import regex

from extract.records import Citation, Finding
from pipelines.checks.case import INFO, WARNING, Case, named, words
from pipelines.resolve.citations import is_central

# Numbers of forms are none of documents.
MARKED = regex.compile(r"(?i)(?:mẫu|biểu|phụ lục|số)\s*$")
CENTRE = regex.compile(r"(?i)Quốc hội|Chính phủ|Bộ |Trung ương|Ban Bí thư|Thủ tướng")
# The number itself is missing: `Công văn số ngày 15/6/2022`.
NUMBERLESS = regex.compile(r"số\s*:?\s+ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}")
TYPE_WORD = regex.compile(r"(?i)(?:công văn|kế hoạch|quyết định|chỉ thị|nghị quyết|hướng dẫn|thông báo|nghị định|"
                          r"thông tư|kết luận)\s+$")
SO = regex.compile(r"(?i)số")
# Beyond these numbers within a year a symbol is hardly right: organ, type, most; and a commune's own.
RANGES = (("CP", "NĐ", 500), ("CP", "NQ", 600), ("TTg", "CT", 80), ("TTg", "QĐ", 3500))
COMMUNE_MOST = 1500
Organs = tuple[int | None, str | None, tuple[str, ...]]


def incomplete(case: Case) -> Iterator[Finding]:
    """R05. A document is cited without what tells it from others: no day, no issuer. Later mentions may be short."""
    reordered = _by_organs(case)
    for citation in case.firsts():
        if citation.rule == "numbered" or MARKED.search(case.report.text, max(0, citation.start - 12), citation.start):
            continue
        later = case.resolved[case.place(citation)].how == "later"
        whole = citation.date or citation.year or citation.number is None or not citation.organ
        if whole or later or citation.rule in ("short_form", "bare_number") or _in_a_table(case, citation):
            continue
        mentions = [*case.mentions(citation), *reordered.get(_organs(citation), ())]
        if any(other.date for other in mentions):
            yield case.finding("R05", INFO, citation,
                               f"{named(citation)} is cited in short before it is cited in full.",
                               f"{named(citation)} được nhắc rút gọn trước khi được viện dẫn đầy đủ.")
            continue
        central, nameless = is_central(citation.organ), citation.issuer is None and not is_central(citation.organ)
        if central and _is_known(case, citation):
            continue
        lacks = "ngày ban hành và cơ quan ban hành" if nameless else "ngày ban hành"
        yield case.finding("R05", WARNING if nameless else INFO, citation, f"{named(citation)} is cited without its day"
                           f"{' and issuer' if nameless else ''}.",
                           f"{named(citation)} được viện dẫn thiếu {lacks}, cả báo cáo không có chỗ nào ghi đầy đủ.")


def _organs(citation: Citation) -> Organs:
    return citation.number, citation.doc_type_abbr, tuple(sorted((citation.organ or "").split("-")))


def _by_organs(case: Case) -> dict[Organs, list[Citation]]:
    """Mentions under the same number and type whose organs stand in another order: KH-BTT-MTTQ for KH-MTTQ-BTT."""
    found: dict[Organs, list[Citation]] = defaultdict(list)
    for citation in case.citations:
        if "-" in (citation.organ or ""):
            found[_organs(citation)].append(citation)
    return found


def _in_a_table(case: Case, citation: Citation) -> bool:
    """In a table the day and the issuer have columns of their own."""
    block = case.report.block_at(citation.start)
    return block is not None and block.table is not None


def _is_known(case: Case, citation: Citation) -> bool:
    entry = case.resolved[case.place(citation)].entry
    return entry is not None and entry.verified


def cut_short(case: Case) -> Iterator[Finding]:
    """R14. Numbers without type code and organ: which documents they are cannot be known."""
    groups: set[str] = set()
    of_group: dict[str, list[str]] = defaultdict(list)
    for citation in case.citations:
        of_group[citation.group_id or ""].append(citation.symbol or "")
    yield from _numberless(case)
    for citation in case.citations:
        if citation.rule != "bare_number" or citation.organ or not citation.symbol:
            continue
        if (citation.group_id or citation.citation_id) in groups:
            continue
        groups.add(citation.group_id or citation.citation_id)
        central = CENTRE.search(citation.issuer or "")
        if not SO.search(citation.raw) or (citation.issuer and not citation.group_id):
            continue
        numbers = of_group[citation.group_id] if citation.group_id else [citation.symbol]
        yield case.finding("R14", INFO if central else WARNING, citation,
                           f"“{words(citation.raw)}” has numbers but no symbols.",
                           f"“{words(citation.raw)}” chỉ có số ({', '.join(numbers)}), không có ký hiệu loại và cơ "
                           f"quan nên không xác định được văn bản.")


def _numberless(case: Case) -> Iterator[Finding]:
    for match in NUMBERLESS.finditer(case.report.text):
        before = TYPE_WORD.search(case.report.text, max(0, match.start() - 20), match.start())
        if before:
            said = words(case.report.text[before.start():match.end()])
            yield case.finding("R14", WARNING, (before.start(), match.end()), f"“{said}” has no number.",
                               f"“{said}” không ghi số, ký hiệu nên không xác định được văn bản.")


def out_of_range(case: Case) -> Iterator[Finding]:
    """R30. The number is higher than that organ reaches within a year."""
    for citation in case.firsts():
        number, organ, code = citation.number or 0, citation.organ or "", citation.doc_type_abbr
        most = next((most for of, kind, most in RANGES if (of, kind) == (organ, code)), None)
        if code in ("KH", "QĐ", "BC", "TB") and organ in ("UBND",
                                                          "ĐU") and case.levels[case.place(citation)] == "xã":
            most = COMMUNE_MOST
        if most and number > most:
            yield case.finding("R30", INFO, citation, f"{number} is a high number for {code}-{organ} within a year.",
                               f"Số {number} lớn bất thường đối với loại {code} của cơ quan này trong một năm.")
