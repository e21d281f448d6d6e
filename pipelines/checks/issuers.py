"""Issuers: whether the words after `của` can be those of the organ that the symbol names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from extract.records import Citation, Finding
from extract.vocab import rows
from pipelines.checks.case import INFO, WARNING, Case, named, words
from pipelines.resolve.citations import MINISTRIES, fold

# Organ code, and what its issuer's name must not begin with. The Party's advisory bodies have codes of their own:
# a letter of the Ban Dân vận Huyện ủy is CV/BDVHU.
OF = r"(?:(?:Ban (?:Thường vụ|Chấp hành)|BTV|Thường trực) )?"
STATE_BODIES = r"UBND|HĐND|[ỦU]y ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân"
PARTY_BODIES = r"(?:Tỉnh|Huyện|Thành|Đảng) (?:ủy|uỷ)"
BODIES = (
    (r"TU|HU|QU|ThU|ĐU", r"Ban (?:Dân vận|Tuyên giáo|Tổ chức|Nội chính)|[ỦU]y ban Kiểm tra|Uỷ ban Kiểm tra"),
    (r"TU", rf"{OF}(?:Huyện (?:ủy|uỷ)|Đảng (?:ủy|uỷ) xã|{STATE_BODIES})"),
    (r"HU", rf"{OF}(?:Tỉnh (?:ủy|uỷ)|Đảng (?:ủy|uỷ) xã|{STATE_BODIES})"),
    (r"ĐU", rf"{OF}(?:(?:Tỉnh|Huyện) (?:ủy|uỷ)|{STATE_BODIES})"),
    (r"TW", rf"{OF}(?:(?:Tỉnh|Huyện|Thành) (?:ủy|uỷ)|Chính phủ|Thủ tướng|{STATE_BODIES})"),
    (r"UBND", rf"(?:Thường trực )?(?:HĐND|Hội đồng nhân dân)(?! và)|{OF}{PARTY_BODIES}|Chính phủ|Thủ tướng|Bộ |Sở "),
    (r"HĐND", rf"(?:Chủ tịch )?(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân)|{OF}{PARTY_BODIES}"),
    (r"CP", r"Thủ tướng|Bộ (?!Chính trị)|Quốc hội|UBND"),
    (r"TTg", r"Chính phủ|Bộ |Quốc hội|UBND|Văn phòng Chính phủ"),
    (r"QH\d*", r"Chính phủ|Thủ tướng|Bộ |[ỦU]y ban Thường vụ|Uỷ ban Thường vụ|UBTVQH"),
    (r"UBTVQH\d*", r"Chính phủ|Thủ tướng|Bộ |Quốc hội"),
)
RULES = tuple((regex.compile(organ), regex.compile(wrong, regex.IGNORECASE)) for organ, wrong in BODIES)
COMMUNE_PARTY = regex.compile(r"(?i)Đảng (?:ủy|uỷ)(?: (?:xã|phường|thị trấn)|$)")
CARRIES_OUT = regex.compile(r"[\s,“\"]*(?:về |về việc )?(?:tiếp tục |triển khai |tổ chức )*thực hiện\s+")
TERM_BODIES = ("bộ chính trị", "ban bí thư", "ban chấp hành trung ương")


def issuer_against_symbol(case: Case) -> Iterator[Finding]:
    """R09. The issuer named is not the organ whose letters end the symbol."""
    for citation in case.firsts(_with_issuer(case)):
        organ, issuer = citation.organ or "", words(citation.issuer)
        if _is_wrong(organ, issuer) and not _right_one_follows(case, citation):
            yield case.finding("R09", WARNING, citation,
                               f"{citation.symbol} ends in {organ}, but “{issuer}” is named as its issuer.",
                               f"Ký hiệu {citation.symbol} là của {_organ_name(organ)}, nhưng báo cáo ghi cơ quan ban "
                               f"hành là {issuer}.")


@lru_cache(maxsize=65_536)
def _is_wrong(organ: str, issuer: str) -> bool:
    """Whether an issuer's name cannot be that of the organ."""
    return any(code.fullmatch(organ) and names.match(issuer) for code, names in RULES) or _other_ministry(organ, issuer)


def _right_one_follows(case: Case, citation: Citation) -> bool:
    """Whether the organ of the symbol is named next: `của Chính phủ, Thủ tướng Chính phủ` after several documents."""
    right = _organ_name(citation.organ or "")
    among = right in regex.split(r",\s*|\s+và\s+", words(citation.issuer))[1:]
    return among or bool(regex.match(r"\s*(?:,|và)\s*" + regex.escape(right),
                                     case.report.text[citation.end:citation.end + 80]))


def _with_issuer(case: Case) -> Iterator[Citation]:
    """Citations whose own words, behind the symbol, name the issuer."""
    for citation in case.citations:
        behind = case.report.text[citation.symbol_end or citation.end:citation.end]
        alone = citation.number is not None and not citation.group_id
        if alone and citation.issuer and citation.issuer in words(behind):
            yield citation


@cache
def _organ_names() -> dict[str, str]:
    return {row["abbr"]: row["name"] for row in rows("organs")}


def _organ_name(organ: str) -> str:
    extra = {"TU": "Tỉnh ủy (Thành ủy)", "HU": "Huyện ủy", "QU": "Quận ủy", "ĐU": "Đảng ủy", "TW": "Trung ương Đảng",
             "UBND": "Ủy ban nhân dân",
             "HĐND": "Hội đồng nhân dân", "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ"}
    if organ.startswith(("QH", "UBTVQH")):
        return "Quốc hội" if organ.startswith("QH") else "Ủy ban Thường vụ Quốc hội"
    return extra.get(organ) or _organ_names().get(organ) or organ


def _other_ministry(organ: str, issuer: str) -> bool:
    """Whether another ministry is named than that of the code."""
    said, names = fold(issuer), _ministry_names()
    return organ in names and said in names.values() and said != names[organ]


@cache
def _ministry_names() -> dict[str, str]:
    return {code: fold(_organ_names()[code]) for code in sorted(MINISTRIES) if code in _organ_names()}


def level_left_open(case: Case) -> Iterator[Finding]:
    """R10. TU stands for a province in one citation and for a city in another of the same report."""
    levels: dict[str, Citation] = {}
    for citation, level in zip(case.citations, case.levels, strict=True):
        if (citation.organ or "") == "TU" and citation.issuer and level:
            levels.setdefault(level, citation)
    if len(levels) > 1:
        one, other = list(levels.values())[:2]
        yield case.finding("R10", INFO, other, "TU stands for two levels in this report.",
                           f"Trong báo cáo, ký hiệu TU vừa là {words(one.issuer)} ({one.symbol}) vừa là "
                           f"{words(other.issuer)} ({other.symbol}); "
                           "cần xem từng viện dẫn để biết cấp ban hành.")


def body_may_not(case: Case) -> Iterator[Finding]:
    """R11. The body may not issue that type: a commune's Party committee no directives, a cell no regulations."""
    for citation in case.firsts():
        organ, code = citation.organ or "", citation.doc_type_abbr
        own = not citation.issuer and case.report.doc.get("level") == "xã"
        commune = own or COMMUNE_PARTY.search(words(citation.issuer))
        if (organ, code) == ("ĐU", "CT") and commune:
            yield case.finding("R11", WARNING, citation, "A commune's Party committee issues no directives.",
                               f"{named(citation)}: đảng ủy cấp xã không có thẩm quyền ban hành chỉ thị.")
        elif organ == "CB" and (code == "HD" or citation.doc_type == "quy định"):
            yield case.finding("R11", WARNING, citation, "A Party cell issues neither regulations nor guidance.",
                               f"{named(citation)}: chi bộ không có thẩm quyền ban hành {citation.doc_type}.")


def issuer_against_register(case: Case) -> Iterator[Finding]:
    """R27. The register names another body of the Party's centre as the issuer."""
    told: set[str] = set()
    for citation, resolution in case.pairs():
        entry, issuer = resolution.entry, fold(citation.issuer or "")
        if not entry or not issuer or citation.organ != "TW" or entry.key in told:
            continue
        said = next((body for body in TERM_BODIES if issuer.startswith(body)), None)
        bodies = [body for body in TERM_BODIES if body in fold(entry.issuer)]
        if said and bodies and said not in bodies:
            told.add(entry.key)
            yield case.finding("R27", WARNING if entry.verified and resolution.how == "date" else INFO, citation,
                               f"The register names {entry.issuer} as issuer of {entry.key}.",
                               f"Danh mục ghi {entry.in_words} do {entry.issuer} ban hành, báo cáo ghi "
                               f"{words(citation.issuer)}.",
                               suggestion=entry.issuer, related=[entry.key])


def level_skipped(case: Case) -> Iterator[Finding]:
    """R46. Before July 2025, a commune's document carries out one of the province, and no district stands between."""
    if (case.report.window.last or "") >= "2025-07-01" or not case.report.doc.get("district") or "huyện" in case.levels:
        return
    for at, citation in enumerate(case.citations[:-1]):
        base = case.citations[at + 1]
        between = case.report.text[citation.end:base.start]
        carries = CARRIES_OUT.fullmatch(between)
        if carries and case.levels[at] == "xã" and case.levels[at + 1] == "tỉnh":
            yield case.finding("R46", INFO, (citation.start, base.end),
                               "A commune carries out a provincial document without one of its district.",
                               f"{named(citation)} của cấp xã triển khai {named(base)} của cấp tỉnh, báo cáo không "
                               f"viện dẫn văn bản nào của cấp huyện.")
            return
