"""A citation to a register entry, and to the unit that issued it. One candidate or none; several stay listed.

By symbol, then date, then issuer, then title. A local document is known by its unit: `TU`, `HU`, `ĐU`, `UBND xã`
are those of the report's own province, district and commune, unless the citation names another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from extract.recognizers.places.unit_names import one_slip, spelled
from extract.records import Citation
from pipelines.audited_report import Report
from pipelines.compare import fold as fold_words
from pipelines.register import LAWS, Entry, Register, name_key, symbol_key

MINISTRIES = frozenset(
    "BNV BTC BYT BCA BQP BTP BGDĐT BKHĐT BLĐTBXH BTNMT BNNPTNT BNNMT BGTVT BXD BCT BKHCN BTTTT BVHTTDL BNG BDTTG "
    "BVHTT BTM BCN BTS BNN BLĐ".split())
TOP = frozenset("TW CP TTg CTN HĐBT VPCP VPQH VPTW BDVTW BTGTW BTCTW BNCTW UBKTTW BKTTW BTGDVTW TWĐTN MTTW TLĐ NHNN "
                "TTCP "
                "TANDTC VKSNDTC HĐBCQG BCĐTW BCHTW".split())
ASSEMBLY = regex.compile(r"(?:UBTV)?QH\d{0,2}")
# The level that a Party code names; TU is also used by cities below the province.
PARTY_LEVELS = ((regex.compile(r"\w*TU$"), "tỉnh"), (regex.compile(r"\w*(?:HU|QU|ThU)$"), "huyện"),
                (regex.compile(r"\w*(?:ĐU|DU)$"), "xã"))
# Class words in an issuer's name, the lower level first; a city is above or below by its name.
LEVEL_WORDS = (
    ("xã", regex.compile(r"(?i)(?<!\w)(?:(?<!thị )xã|phường|thị trấn|đặc khu)(?!\w)(?! hội)")),
    ("huyện", regex.compile(r"(?i)(?<!\w)(?:huyện|quận|thị xã|huyện ủy|huyện uỷ|quận ủy|thị ủy|thị uỷ)(?!\w)")),
    ("tỉnh", regex.compile(r"(?i)(?<!\w)(?:tỉnh|tỉnh ủy|tỉnh uỷ)(?!\w)")),
)
CITY = regex.compile(r"(?i)(?<!\w)(?:thành phố|thành ủy|thành uỷ|TP)(?!\w)")
NAME = regex.compile(r"(?i:xã|phường|thị trấn|huyện|quận|tỉnh|thành "
                     r"phố|TP\.?|ủy|uỷ)\s+(?!Đoàn|Hội|Ủy|Đảng|Đội)((?:\p{Lu}[\w'’]*\s?){1,5})$")
STOPWORDS = frozenset("về việc của và các cho trong tại theo ban hành quy định thực hiện một số điều về được đối với "
                      "năm ngày nội dung công tác triển khai tiếp tục kết quả".split())


# Short forms that titles of the register and of reports mix with the whole words.
IN_FULL = {short: tuple(fold_words(whole).split()) for short, whole in (
    ("mtqg", "mục tiêu quốc gia"), ("ntm", "nông thôn mới"), ("mttq", "mặt trận tổ quốc"), ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"), ("tthc", "thủ tục hành chính"), ("cchc", "cải cách hành chính"))}
# Issuers, titles and places come again and again: folding them once is most of what an audit saves.
fold = lru_cache(maxsize=65_536)(fold_words)
BETWEEN, BRACKETED = regex.compile(r"[-/&]"), regex.compile(r"\s*\(.*\)$")
FITS, CLEARLY = 0.5, 0.2  # of a title's words


class Resolution(NamedTuple):
    """The entry that a citation means, if one alone; else those that it may mean. `how` says by what."""

    entry: Entry | None
    candidates: tuple[Entry, ...]
    how: str  # date, only, issuer, title, time, name; or several, later, date differs, unknown, none


NOTHING = Resolution(None, (), "none")


def resolve(citation: Citation, register: Register, written: str | None = None,
            full: Citation | None = None, places: Iterable[str] = ()) -> Resolution:
    """What the register knows of a citation; `written` is the last day the report may date from, `full` an
    earlier mention of the same symbol in it that says more, `places` the units that the report is of."""
    if citation.symbol is None or citation.number is None:
        return _by_name(citation, register, written) if citation.title else NOTHING
    candidates = register.of_symbol(citation.symbol)
    if not is_central(citation.organ):
        candidates = [entry for entry in candidates if _is_of(entry, citation, places)]
    if not candidates:
        return Resolution(None, (), "unknown")
    day = citation.date or (full.date if full else None)
    if day:
        same = [entry for entry in candidates if (entry.date and entry.date.startswith(day[:len(entry.date)]))
                or (entry.date and day == entry.date[:len(day)])]
        return _one(same, "date", candidates) if same else Resolution(None, tuple(candidates), "date differs")
    return _undated(citation, candidates, written)


def _undated(citation: Citation, candidates: Sequence[Entry], written: str | None) -> Resolution:
    """Without a date: what was not yet issued is out; then the issuer's term, then the title must tell."""
    left = [entry for entry in candidates if _is_there(entry, written)] or list(candidates)
    if len(candidates) == 1:
        only = candidates[0] if _is_there(candidates[0], written) else None
        return Resolution(only, tuple(candidates), "only" if only else "later")
    of_term = [entry for entry in left if _term_fits(citation, entry)]
    if len(of_term) == 1:
        return Resolution(of_term[0], tuple(candidates), "issuer")
    titled = _by_title(citation, of_term or left)
    if titled:
        return Resolution(titled, tuple(candidates), "title")
    # A symbol that restarts may have been used by documents that no register has: time alone proves nothing.
    if len(left) == 1 and citation.year:
        return Resolution(left[0], tuple(candidates), "time")
    return Resolution(None, tuple(left), "several")


def _is_there(entry: Entry, written: str | None) -> bool:
    return not written or not entry.date or entry.date <= written


def _one(entries: Sequence[Entry], how: str, candidates: Sequence[Entry]) -> Resolution:
    if len(entries) == 1:
        return Resolution(entries[0], tuple(candidates), how)
    return Resolution(None, tuple(entries), "several")


def _by_name(citation: Citation, register: Register, written: str | None) -> Resolution:
    """A law by its name: the year or the date said, else the last that was there when the report was written."""
    if (citation.doc_type or "").casefold() not in LAWS:
        return NOTHING
    entries = [entry for entry in register.by_name.get(name_key(citation.title or ""), ())
               if entry.doc_type.casefold() == (citation.doc_type or "").casefold()]
    if citation.date:
        same = [entry for entry in entries if (entry.date or "").startswith(citation.date[:len(entry.date or "")])]
        missing = Resolution(None, tuple(entries), "date differs" if entries else "unknown")
        return _one(same, "name", entries) if same else missing
    if len(entries) == 1:
        return Resolution(entries[0], tuple(entries), "name")
    return Resolution(None, tuple(entries), "several" if entries else "unknown")


def _term_fits(citation: Citation, entry: Entry) -> bool:
    """Whether the citation's words name the Party congress term that the register gives."""
    term = regex.search(r"(?i)khóa\s+([IVXL]+)", entry.issuer)
    said = regex.search(r"(?i)kh[óo][aá]\s+([IVXL]+)", f"{citation.raw} {citation.issuer or ''}")
    return bool(term and said and term[1].upper() == said[1].upper())


def _by_title(citation: Citation, entries: Sequence[Entry]) -> Entry | None:
    """The entry whose title fits clearly better than all others."""
    ranking = sorted(((overlap(citation.title, entry.title), entry.key, entry) for entry in entries), reverse=True)
    if not ranking or ranking[0][0] < FITS or (len(ranking) > 1 and ranking[0][0] - ranking[1][0] < CLEARLY):
        return None
    return ranking[0][2]


@lru_cache(maxsize=65_536)
def content(words: str | None) -> frozenset[str]:
    """The words of a title that tell something."""
    whole = chain.from_iterable(IN_FULL.get(word, (word,)) for word in fold(words or "").split())
    return frozenset(word for word in whole if word not in STOPWORDS)


def overlap(one: str | None, other: str | None) -> float:
    """Which part of the shorter title's words the other has, 0 where one has too few to tell.

    >>> overlap("tăng cường và đổi mới công tác dân vận", "Tăng cường và đổi mới công tác dân vận trong cơ quan")
    1.0
    """
    a, b = content(one), content(other)
    return len(a & b) / min(len(a), len(b)) if min(len(a), len(b)) >= 2 else 0.0


@lru_cache(maxsize=16_384)
def is_central(organ: str | None) -> bool:
    """Whether there is only one such organ in the country.

    >>> is_central("TW"), is_central("QH15"), is_central("BNV"), is_central("UBND"), is_central("BCĐ")
    (True, True, True, False, False)
    """
    parts = BETWEEN.split(organ or "")
    return bool(organ) and all(part in TOP or part in MINISTRIES or ASSEMBLY.fullmatch(part) or part.endswith("TW")
                               for part in parts[:1])


def _is_of(entry: Entry, citation: Citation, places: Iterable[str]) -> bool:
    """Whether a local entry is of the place that the citation names, or else of the report's own."""
    place = fold(_place(entry.issuer))
    said = NAME.search(citation.issuer or "")
    if not place:
        return False
    return place == fold(said[1]) if said else place in map(fold, places) and _same_level(entry.issuer, citation.issuer)


def _same_level(issuer: str, said: str | None) -> bool:
    """Whether the words for the level, where the citation has one, are those of the entry."""
    levels = [[level for level, pattern in LEVEL_WORDS if pattern.search(name or "")][:1] for name in (issuer, said)]
    return not levels[1] or levels[0] == levels[1]


@lru_cache(maxsize=16_384)
def _place(issuer: str) -> str:
    match = NAME.search(BRACKETED.sub("", issuer))
    return match[1].strip() if match else ""


def level_of(citation: Citation, report: Report) -> str | None:
    """trung ương, tỉnh, huyện or xã: by the organ's code and the issuer's words; None where they do not tell."""
    organ, issuer = citation.organ or "", citation.issuer or ""
    if is_central(organ):
        return "trung ương"
    if CITY.search(issuer) and not LEVEL_WORDS[0][1].search(issuer):
        return "tỉnh" if _is_city_province(report, issuer) else "huyện"
    for level, words in LEVEL_WORDS:
        if words.search(issuer):
            return level
    return next((level for code, level in PARTY_LEVELS if code.fullmatch(organ)), None)


def _is_city_province(report: Report, issuer: str) -> bool:
    city = regex.search(r"(?i)thành phố (Hà Nội|Hồ Chí Minh|Hải Phòng|Đà Nẵng|Cần Thơ|Huế)", issuer)
    own = report.doc.get("province") in ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ")
    return bool(city) or (own and (report.doc.get("level") == "tỉnh" or "Thành ủy" in issuer)
                          and not report.doc.get("district"))


def unit_of(citation: Citation, report: Report) -> str | None:
    """The unit that issued a document, by name: the report's own of that level, or the one that is named.

    None where the level or the place is not known: then it is never taken for another's.
    """
    level = level_of(citation, report)
    if level in (None, "trung ương"):
        return level
    named = NAME.search(citation.issuer or "")
    field = {"tỉnh": "province", "huyện": "district", "xã": "commune"}[level or ""]
    order = ("xã", "huyện", "tỉnh")
    if report.doc.get("level") in order and order.index(report.doc["level"]) > order.index(level or "") and not named:
        return None  # a province that cites `Đảng ủy xã` means one of hundreds
    own = report.doc.get(field)
    name = named[1].strip() if named and not (own and one_slip(spelled(named[1].strip()), spelled(own))) else own
    places = (report.doc.get("district"), report.doc.get("province"))
    above = places[order.index(level or ""):] if level != "tỉnh" else ()
    return " | ".join(filter(None, [level, name, *above])) if name else None


def key_of(citation: Citation, unit: str | None, resolution: Resolution) -> str | None:
    """What one document is known by across reports; None where its issuer is not sure."""
    if resolution.entry:
        return resolution.entry.key
    if citation.symbol is None or citation.number is None or unit is None:
        return None
    return f"{symbol_key(citation.symbol)} · {fold(unit)}"
