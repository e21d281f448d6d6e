"""Symbols: join, case, type code, parts that are missing, numbers out of range."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from extract.recognizers.symbols import FOLD, organ_system, type_codes
from extract.records import Citation, Finding
from extract.vocab import rows
from pipelines.checks_case import ERROR, INFO, WARNING, Case, named, words
from pipelines.days import is_day
from pipelines.register import symbol_key
from pipelines.resolve_citations import is_central

SPACES = regex.compile(r"\s+")
JOINS = regex.compile(r"[/\-.\s&]+")
DOUBLED = regex.compile(r"(?i)(?<!\w)số\s*:?\s+số(?!\w)|(?<!\w)số\s*:|(?<!\w)số(?=\d)")
BETWEEN, LOST, TIGHT = regex.compile(r"[-&/]"), regex.compile(r"[A-ZĐ] [A-ZĐ]"), regex.compile(r"\s*([/&-])\s*")
MARKED = regex.compile(r"(?i)(?:mẫu|biểu|phụ lục|số)\s*$")
DASHES = str.maketrans("‐‑‒–—―−", "-------")
CYRILLIC = regex.compile(r"\p{Cyrillic}")
# Types of a whole system; a code outside of them is made up, or that of a joint document.
STATE = frozenset("NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL "
                  "NĐ TT TTLT NQLT PL L LCT VBHN CV ĐĐ TTg".split())
PARTY = frozenset("NQ QĐ CT KL QC QyĐ TT HD BC KH QH CTr ĐA PA DA TTr CV BB TB TC TN LKG ThT PG GM GĐĐ CTHĐ BCh "
                  "QĐi".split())
# Plans and reports are never normative: no year stands in their symbols.
NEVER_NORMATIVE = frozenset("KH BC TB TTr CTr GM PA BB CĐ".split())
# What may be approved by a decision and is then often called by its own type with the decision's symbol.
APPROVED = frozenset(("đề án", "chương trình", "kế hoạch", "quy chế", "quy định", "điều lệ", "chiến lược", "phương án",
                      "dự án",
                      "quy hoạch", "danh mục", "phụ lục", "bộ tiêu chí", "hướng dẫn", "nội quy", "quy trình", "văn bản",
                      "tiêu chí"))
# Beyond these numbers within a year a symbol is hardly right: organ, type, level of the citing unit, most.
RANGES = (("CP", "NĐ", 500), ("CP", "NQ", 600), ("TTg", "CT", 80), ("TTg", "QĐ", 3500))
COMMUNE_MOST = 1500


def incomplete(case: Case) -> Iterator[Finding]:
    """R05. A document is cited without what tells it from others: no day, no issuer. Later mentions may be short."""
    for citation in case.firsts():
        if citation.rule == "numbered" or MARKED.search(case.report.text, max(0, citation.start - 12), citation.start):
            continue
        later = any(other is citation and resolution.how == "later" for other, resolution in case.pairs())
        whole = citation.date or citation.year or citation.number is None or not citation.organ
        if whole or later or citation.rule in ("short_form", "bare_number") or _in_a_table(case, citation):
            continue
        mentions = case.mentions(citation)
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


def _in_a_table(case: Case, citation: Citation) -> bool:
    """In a table the day and the issuer have columns of their own."""
    block = case.report.block_at(citation.start)
    return block is not None and block.table is not None


def _is_known(case: Case, citation: Citation) -> bool:
    return any(other is citation and resolution.entry is not None and resolution.entry.verified
               for other, resolution in case.pairs())


def _system(citation: Citation) -> str | None:
    """state or party where the organ alone tells; joint and mass organs may join as they like."""
    parts = BETWEEN.split(citation.organ or "")
    systems = {organ_system(part) for part in parts if part}
    return citation.system if len(systems) == 1 and systems <= {"state",
                                                                "party"} and citation.system in systems else None


def wrong_join(case: Case) -> Iterator[Finding]:
    """R06. The symbol is joined as another system joins: the state writes 70/KH-UBND, the Party 70-KH/TU."""
    seen: set[str] = set()
    for citation in case.citations:
        raw = _joined(citation)
        lost = LOST.search(raw or "")
        if raw is None or raw in seen or citation.group_id or not (lost or _system(citation)):
            continue
        seen.add(raw)
        yield case.finding("R06", WARNING, (citation.symbol_start or 0, citation.symbol_end or 0),
                           f"“{words(citation.symbol_raw)}” is not joined as its system joins.",
                           f"Ký hiệu “{words(citation.symbol_raw)}” " +
                           ("thiếu dấu nối" if lost else "dùng dấu nối không đúng thể thức của "
                           + ("cơ quan đảng" if citation.system == "party" else "cơ quan nhà nước"))
                           + f"; đúng thể thức là {citation.symbol}.", suggestion=citation.symbol)


def _joined(citation: Citation) -> str | None:
    """The symbol as written with its spaces away, where its joins are not those of the canonical form."""
    if not citation.symbol or not citation.symbol_raw or citation.number is None or not citation.doc_type_abbr:
        return None
    return _other_joins(citation.symbol_raw, citation.symbol)


@lru_cache(maxsize=65_536)
def _other_joins(raw: str, symbol: str) -> str | None:
    """The raw form if it differs from the symbol in its joins alone.

    >>> _other_joins("70-KH –UBND", "70/KH-UBND"), _other_joins("22-CT/Tu", "22-CT/TU")
    ('70-KH-UBND', None)
    """
    tight = _tight(raw)
    letters = [JOINS.sub("", text).casefold() for text in (tight, symbol)]
    return tight if letters[0] == letters[1] and JOINS.findall(tight) != JOINS.findall(symbol) else None


@lru_cache(maxsize=65_536)
def _tight(raw: str) -> str:
    """A symbol as written, on one line, with plain signs and no spaces around its joins."""
    return str(TIGHT.sub(r"\1", words(raw.translate(FOLD))))


def careless(case: Case) -> Iterator[Finding]:
    """R13. Spaces, letter case or a doubled word only: the symbol is right, its writing is not."""
    seen: set[str] = set()
    for citation in case.citations:
        raw, symbol = citation.symbol_raw, citation.symbol
        if not raw or not symbol or raw.isdigit() or raw in seen or _joined(citation) or "&" in raw:
            continue
        tight = _tight(raw)
        doubled = DOUBLED.search(citation.raw)
        if symbol_key(tight) != symbol_key(symbol) or (words(raw.translate(DASHES)) == symbol and not doubled):
            continue
        if "\n" in raw and SPACES.sub("", raw) == symbol:
            continue  # cut by a line, not by its author
        seen.add(raw)
        if CYRILLIC.search(raw):
            yield case.finding("R13", INFO, citation, f"“{words(raw)}” holds letters that only look Latin.",
                               f"Ký hiệu “{words(raw)}” có chữ cái ngoài bảng chữ Latinh (trông giống nhau), tra cứu "
                               f"sẽ không thấy.", suggestion=symbol)
            continue
        yield case.finding("R13", INFO, citation, f"“{words(raw)}” is written carelessly.",
                           f"Ký hiệu ghi "
                           f"“{words(doubled[0] + ' ' + raw if doubled and words(raw) == symbol else raw)}” chưa đúng "
                           f"cách viết; "
                           f"nên ghi {symbol}.", suggestion=symbol)
    yield from _own_symbol(case)


def _own_symbol(case: Case) -> Iterator[Finding]:
    span, symbol = case.report.head.get("symbol"), case.report.doc.get("symbol")
    if not span or not symbol:
        return
    raw = regex.sub(r"(?i)^số\s*:?\s*", "", words(case.report.text[slice(*span)].translate(FOLD)))
    tight = TIGHT.sub(r"\1", raw)
    if raw.translate(DASHES) != symbol and symbol_key(tight) == symbol_key(symbol):
        yield case.finding("R13", INFO, span, f"The report's own number “{raw}” is written carelessly.",
                           f"Số, ký hiệu của báo cáo ghi “{raw}” chưa đúng cách viết; nên ghi {symbol}.",
                           suggestion=symbol)


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
        if _alike(said, type_word) or code in _codes_of(said) or (code.startswith("Q")
                                                                  and (said in APPROVED or citation.system == "party")):
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
        code, system = citation.doc_type_abbr, citation.system
        known = {"state": STATE, "party": PARTY}.get(system or "")
        if code and known and code not in known and citation.organ:
            yield case.finding("R08", INFO, citation, f"{code} is no type code of the {system} system.",
                               f"“{code}” không có trong bảng chữ viết tắt tên loại văn bản của "
                               f"{'cơ quan đảng' if system == 'party' else 'cơ quan nhà nước'}.")


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
        elif citation.year and code in NEVER_NORMATIVE and organ_system(organ) == "state":
            yield case.finding("R12", WARNING, citation,
                               f"{named(citation)} bears a year, which only normative documents do.",
                               f"{named(citation)} có năm trong ký hiệu, nhưng chỉ văn bản quy phạm pháp luật mới ghi "
                               f"năm.",
                               suggestion=(citation.symbol or "").replace(f"/{citation.year}/", "/"))
        elif citation.year and code in ("QĐ", "CT", "NQ") and organ in ("TTg", "CP"):
            yield from _individual(case, citation)


def _individual(case: Case, citation: Citation) -> Iterator[Finding]:
    """An individual act of the Government is known by number and day; with a year in its symbol it is none."""
    plain = (citation.symbol or "").replace(f"/{citation.year}/", "/")
    same = [entry for entry in case.register.of_symbol(plain) if entry.verified
            and (entry.date or "").startswith(str(citation.year))]
    if same and not case.register.of_symbol(citation.symbol or ""):
        yield case.finding("R12", WARNING, citation, f"The register knows {same[0].key}, without a year in its symbol.",
                           f"{named(citation)} ghi thừa năm trong ký hiệu; danh mục có {same[0].key}.",
                           suggestion=plain, related=[same[0].key])


def cut_short(case: Case) -> Iterator[Finding]:
    """R14. Numbers without type code and organ: which documents they are cannot be known."""
    groups: set[str] = set()
    for citation in case.citations:
        if citation.rule != "bare_number" or citation.organ or not citation.symbol:
            continue
        if (citation.group_id or citation.citation_id) in groups:
            continue
        groups.add(citation.group_id or citation.citation_id)
        central = regex.search(r"(?i)Quốc hội|Chính phủ|Bộ |Trung ương|Ban Bí thư|Thủ tướng", citation.issuer or "")
        if not regex.search(r"(?i)số", citation.raw) or (citation.issuer and not citation.group_id):
            continue
        numbers = [other.symbol or "" for other in case.citations if other.group_id
                   and other.group_id == citation.group_id] or [citation.symbol]
        yield case.finding("R14", INFO if central else WARNING, citation,
                           f"“{words(citation.raw)}” has numbers but no symbols.",
                           f"“{words(citation.raw)}” chỉ có số ({', '.join(numbers)}), không có ký hiệu loại và cơ "
                           f"quan nên không xác định được văn bản.")


def out_of_range(case: Case) -> Iterator[Finding]:
    """R30. The number is higher than that organ reaches within a year."""
    for citation in case.firsts():
        number, organ, code = citation.number or 0, citation.organ or "", citation.doc_type_abbr
        most = next((most for of, kind, most in RANGES if (of, kind) == (organ, code)), None)
        if code in ("KH", "QĐ", "BC", "TB") and organ in ("UBND",
                                                          "ĐU") and case.levels[case.citations.index(citation)] == "xã":
            most = COMMUNE_MOST
        if most and number > most:
            yield case.finding("R30", INFO, citation, f"{number} is a high number for {code}-{organ} within a year.",
                               f"Số {number} lớn bất thường đối với loại {code} của cơ quan này trong một năm.")
