"""Issuers: whether the words after `của` can be those of the organ that the symbol names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extract.records import Citation, Finding
from extract.vocab import rows
from pipelines.checks_case import INFO, WARNING, Case, named, words
from pipelines.compare import fold
from pipelines.resolve_citations import MINISTRIES

# Organ code, what its issuer's name must not begin with, what it then would be. The Party's advisory bodies
# have codes of their own: a letter of the Ban Dân vận Huyện ủy is CV/BDVHU.
BODIES = (
    (r"TU|HU|QU|ThU|ĐU", r"Ban (?:Dân vận|Tuyên giáo|Tổ chức|Nội chính)|Ủy ban Kiểm tra|Uỷ ban Kiểm tra", "ban tham mưu của cấp ủy"),
    (r"TU", r"(?:Ban (?:Thường vụ|Chấp hành) )?(?:Huyện ủy|Huyện uỷ|Đảng ủy xã|Đảng uỷ xã|UBND|HĐND|Ủy ban nhân dân)", "cơ quan khác"),
    (r"HU", r"(?:Ban (?:Thường vụ|Chấp hành) )?(?:Tỉnh ủy|Tỉnh uỷ|Đảng ủy xã|UBND|HĐND|Ủy ban nhân dân)", "cơ quan khác"),
    (r"ĐU", r"(?:Ban (?:Thường vụ|Chấp hành) )?(?:Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Huyện uỷ|UBND|HĐND|Ủy ban nhân dân)", "cơ quan khác"),
    (r"TW", r"(?:Ban Thường vụ )?(?:Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Thành ủy|Chính phủ|Thủ tướng|UBND|Ủy ban nhân dân)", "cơ quan khác"),
    (r"UBND", r"(?:Thường trực )?(?:HĐND|Hội đồng nhân dân)(?! và)|(?:Ban Thường vụ )?(?:Tỉnh|Huyện|Thành|Đảng) (?:ủy|uỷ)|Chính phủ|Thủ tướng|Bộ ", "cơ quan khác"),
    (r"HĐND", r"(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)|(?:Ban Thường vụ )?(?:Tỉnh|Huyện|Thành|Đảng) (?:ủy|uỷ)", "cơ quan khác"),
    (r"CP", r"Thủ tướng|Bộ (?!Chính trị)|Quốc hội|UBND", "Thủ tướng Chính phủ hoặc cơ quan khác"),
    (r"TTg", r"Chính phủ|Bộ |Quốc hội|UBND|Văn phòng Chính phủ", "cơ quan khác"),
    (r"QH\d*", r"Chính phủ|Thủ tướng|Bộ |Ủy ban Thường vụ|Uỷ ban Thường vụ|UBTVQH", "cơ quan khác"),
    (r"UBTVQH\d*", r"Chính phủ|Thủ tướng|Bộ |Quốc hội", "cơ quan khác"),
)
RULES = tuple((regex.compile(organ), regex.compile(wrong, regex.IGNORECASE), who) for organ, wrong, who in BODIES)
COMMUNE_PARTY = regex.compile(r"(?i)Đảng (?:ủy|uỷ)(?: (?:xã|phường|thị trấn)|$)")
TERM_BODIES = ("bộ chính trị", "ban bí thư", "ban chấp hành trung ương")


def issuer_against_symbol(case: Case) -> Iterator[Finding]:
    """R09. The issuer named is not the organ whose letters end the symbol."""
    for citation in case.firsts(_with_issuer(case)):
        organ, issuer = citation.organ or "", words(citation.issuer)
        wrong = next((who for code, names, who in RULES if code.fullmatch(organ) and names.match(issuer)), None)
        other = _other_ministry(organ, issuer) if wrong is None else None
        if wrong or other:
            yield case.finding("R09", WARNING, citation, f"{citation.symbol} ends in {organ}, but “{issuer}” is named as its issuer.",
                               f"Ký hiệu {citation.symbol} là của {_organ_name(organ)}, nhưng báo cáo ghi cơ quan ban hành là {issuer}.")


def _with_issuer(case: Case) -> Iterator[Citation]:
    """Citations whose own words, behind the symbol, name the issuer."""
    for citation in case.citations:
        behind = case.report.text[citation.symbol_end or citation.end:citation.end]
        if citation.issuer and citation.issuer in words(behind) and citation.number is not None and not citation.group_id:
            yield citation


@cache
def _organ_names() -> dict[str, str]:
    return {row["abbr"]: row["name"] for row in rows("organs")}


def _organ_name(organ: str) -> str:
    extra = {"TU": "Tỉnh ủy (Thành ủy)", "HU": "Huyện ủy", "QU": "Quận ủy", "ĐU": "Đảng ủy", "TW": "Trung ương Đảng", "UBND": "Ủy ban nhân dân",
             "HĐND": "Hội đồng nhân dân", "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ"}
    assembly = "Quốc hội" if organ.startswith("QH") else "Ủy ban Thường vụ Quốc hội" if organ.startswith("UBTVQH") else None
    return extra.get(organ) or assembly or _organ_names().get(organ) or organ


def _other_ministry(organ: str, issuer: str) -> bool:
    """Whether another ministry is named than that of the code."""
    name, said = fold(_organ_names().get(organ, "")), fold(issuer)
    others = {fold(_organ_names().get(code, "")) for code in MINISTRIES} - {"", name}
    return organ in MINISTRIES and bool(name) and said in others


def level_left_open(case: Case) -> Iterator[Finding]:
    """R10. TU stands for a province in one citation and for a city in another of the same report."""
    levels: dict[str, Citation] = {}
    for citation, level in zip(case.citations, case.levels, strict=True):
        if (citation.organ or "") == "TU" and citation.issuer and level:
            levels.setdefault(level, citation)
    if len(levels) > 1:
        one, other = list(levels.values())[:2]
        yield case.finding("R10", INFO, other, "TU stands for two levels in this report.",
                           f"Trong báo cáo, ký hiệu TU vừa là {words(one.issuer)} ({one.symbol}) vừa là {words(other.issuer)} ({other.symbol}); "
                           "cần xem từng viện dẫn để biết cấp ban hành.")


def body_may_not(case: Case) -> Iterator[Finding]:
    """R11. The body may not issue that type: a commune's Party committee no directives, a cell no regulations."""
    for citation in case.firsts():
        organ, code = citation.organ or "", citation.doc_type_abbr
        commune = COMMUNE_PARTY.search(words(citation.issuer)) or (not citation.issuer and case.report.doc.get("level") == "xã")
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
                               f"Danh mục ghi {entry.key} do {entry.issuer} ban hành, báo cáo ghi {words(citation.issuer)}.",
                               suggestion=entry.issuer, related=[entry.key])


def level_skipped(case: Case) -> Iterator[Finding]:
    """R46. Before July 2025, a commune's document carries out one of the province, and no district stands between."""
    if (case.report.window.last or "") >= "2025-07-01" or not case.report.doc.get("district") or "huyện" in case.levels:
        return
    for at, citation in enumerate(case.citations[:-1]):
        base = case.citations[at + 1]
        between = case.report.text[citation.end:base.start]
        carries = regex.fullmatch(r"[\s,“\"]*(?:về |về việc )?(?:tiếp tục |triển khai |tổ chức )*thực hiện\s+", between)
        if carries and case.levels[at] == "xã" and case.levels[at + 1] == "tỉnh":
            yield case.finding("R46", INFO, (citation.start, base.end), "A commune carries out a provincial document without one of its district.",
                               f"{named(citation)} của cấp xã triển khai {named(base)} của cấp tỉnh, báo cáo không viện dẫn văn bản nào của cấp huyện.")
            return
