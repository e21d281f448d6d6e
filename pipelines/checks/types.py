"""Type words and type codes: that they are one, that the system has them, that a year stands where it must."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.recognizers.symbols import organ_system, type_codes
from extract.records import Citation, Finding
from extract.vocab import rows
from pipelines.checks.case import ERROR, INFO, WARNING, Case, named, words
from pipelines.days import is_day
from pipelines.register import Entry
from pipelines.resolve.citations import is_central

# Types of a whole system; a code outside of them is made up, or that of a joint document.
STATE = frozenset("NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL "
                  "NĐ TT TTLT NQLT PL L LCT VBHN CV ĐĐ TTg".split())
PARTY = frozenset("NQ QĐ CT KL QC QyĐ TT HD BC KH QH CTr ĐA PA DA TTr CV BB TB TC TN LKG ThT PG GM GĐĐ CTHĐ BCh QĐi"
                  .split())
# Plans and reports are never normative: no year stands in their symbols.
NEVER_NORMATIVE = frozenset("KH BC TB TTr CTr GM PA BB CĐ".split())
# What may be approved by a decision and is then often called by its own type with the decision's symbol.
APPROVED = frozenset((
    "đề án", "chương trình", "kế hoạch", "quy chế", "quy định", "điều lệ", "chiến lược", "phương án", "dự án",
    "quy hoạch", "danh mục", "phụ lục", "bộ tiêu chí", "hướng dẫn", "nội quy", "quy trình", "văn bản", "tiêu chí"))


@cache
def _codes_of(doc_type: str) -> frozenset[str]:
    return frozenset(row["abbr"] for row in rows("doc_types") if row["name"] == doc_type and row["abbr"])


def type_against_code(case: Case) -> Iterator[Finding]:
    """R07. The type word says one thing, the type code in the symbol another."""
    for citation in case.firsts():
        said, code = citation.doc_type, citation.doc_type_abbr
        of_code = type_codes().get((code or "").casefold().replace("đ", "d"))
        if not said or not code or not of_code or citation.rule not in ("full", "typed") or citation.group_id:
            continue
        type_word = of_code[1]
        approved = code.startswith("Q") and (said in APPROVED or citation.system == "party")
        if approved or _alike(said, type_word) or code in _codes_of(said):
            continue
        if not _codes_of(said) or said == "văn bản" or not words(citation.raw).casefold().startswith(said):
            continue
        yield case.finding("R07", ERROR, citation, f"“{said}” stands before a symbol of type {code} ({type_word}).",
                           f"Tên loại ghi là “{said}” nhưng ký hiệu {citation.symbol} là của {type_word} ({code}).")


def _alike(said: str, type_word: str) -> bool:
    """Whether one is a kind of the other: chương trình hành động is a chương trình, lệnh a part of pháp lệnh."""
    parts = said.startswith(type_word) or type_word.startswith(said) or type_word.endswith(said)
    return parts or said.split()[0] == type_word.split()[0]


def unknown_code(case: Case) -> Iterator[Finding]:
    """R08. The type code is not among those of its system."""
    for citation in case.firsts():
        code, system = citation.doc_type_abbr or _made_up(citation), citation.system
        known = {"state": STATE, "party": PARTY}.get(system or "")
        if code and known and code not in known and citation.organ:
            yield case.finding("R08", INFO, citation, f"{code} is no type code of the {system} system.",
                               f"“{code}” không có trong bảng chữ viết tắt tên loại văn bản của "
                               f"{'cơ quan đảng' if system == 'party' else 'cơ quan nhà nước'}.")


def _made_up(citation: Citation) -> str | None:
    """The first part of a symbol that names neither a type nor an organ, but begins as the type that is said."""
    first, _, organ = (citation.organ or "").partition("-")
    begins = any(first.startswith(code) and len(first) > len(code) for code in _codes_of(citation.doc_type or ""))
    return first if organ and begins and organ_system(organ) and not organ_system(first) else None


def normative_form(case: Case) -> Iterator[Finding]:
    """R12. A normative document lacks the year in its symbol, or a plan or report bears one."""
    for citation in case.firsts():
        code, organ = citation.doc_type_abbr, (citation.organ or "").split("-")[0]
        dated = citation.date if is_day(citation.date) else None
        if not citation.organ or citation.number is None:
            continue
        if citation.year is None and (code, organ) == ("NĐ", "CP") and (not dated or dated > "1997"):
            known = case.register.of_symbol(f"{citation.number:02}/{dated[:4]}/NĐ-CP") if dated else []
            yield case.finding("R12", WARNING, citation,
                               f"{named(citation)} lacks the year that decrees bear in their symbols.",
                               f"{named(citation)} thiếu năm ban hành trong ký hiệu; nghị định của Chính phủ ghi dạng "
                               f"số/năm/NĐ-CP.",
                               suggestion=known[0].symbol if known else None,
                               related=[entry.key for entry in known[:1]])
        elif citation.year is None and dated and code == "QĐ" and (known := _with_year(case, citation)):
            yield case.finding("R12", WARNING, citation, f"{known[0].symbol} bears the year in its symbol.",
                               f"{named(citation)} ghi thiếu năm trong ký hiệu; danh mục có {known[0].in_words}.",
                               suggestion=known[0].symbol, related=[known[0].key])
        elif citation.year and code in NEVER_NORMATIVE and organ_system(organ) == "state":
            yield case.finding("R12", WARNING, citation,
                               f"{named(citation)} bears a year, which only normative documents do.",
                               f"{named(citation)} có năm trong ký hiệu, nhưng chỉ văn bản quy phạm pháp luật mới ghi "
                               f"năm.",
                               suggestion=(citation.symbol or "").replace(f"/{citation.year}/", "/"))
        elif citation.year and code in ("QĐ", "CT", "NQ") and organ in ("TTg", "CP"):
            yield from _individual(case, citation)


def _with_year(case: Case, citation: Citation) -> list[Entry]:
    """The normative document of that number, body and day, if the register has it."""
    day, place = citation.date or "", case.report.doc.get("province") or "?"
    if case.register.of_symbol(citation.symbol or ""):
        return []
    same = case.register.of_symbol(f"{citation.number:02}/{day[:4]}/{citation.doc_type_abbr}-{citation.organ}")
    return [entry for entry in same if entry.verified and entry.date == day
            and (is_central(citation.organ) or place in (entry.issuer or ""))]


def _individual(case: Case, citation: Citation) -> Iterator[Finding]:
    """An individual act of the Government is known by number and day; with a year in its symbol it is none."""
    plain = (citation.symbol or "").replace(f"/{citation.year}/", "/")
    same = [entry for entry in case.register.of_symbol(plain) if entry.verified
            and (entry.date or "").startswith(str(citation.year))]
    if same and not case.register.of_symbol(citation.symbol or ""):
        yield case.finding("R12", WARNING, citation, f"The register knows {same[0].key}, without a year in its symbol.",
                           f"{named(citation)} ghi thừa năm trong ký hiệu; danh mục có {same[0].in_words}.",
                           suggestion=plain, related=[same[0].key])
