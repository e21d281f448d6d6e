"""Số, ký hiệu: one grammar for the symbols of state, Party, mass organisations and joint documents.

`parse` says what one symbol means and gives its canonical form (CONTRACT §4); `symbols_in_text` finds them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extract.vocab import rows

# Every dash a keyboard or a converter makes, and Cyrillic letters that print like Latin ones.
FOLD = str.maketrans(
    "‐‑‒–—―−АВЕКМНОРСТУХаеорсухÐ", "-------ABEKMHOPCTYXaeopcyxĐ")
UP = "A-ZĐÂĂÊÔƠƯÁÀẢÃẠАВЕКМНОРСТУХ"
DASH = r"\-‐‑‒–—―−"
# A letter or a digit, but no raised one: footnote marks stand right behind symbols.
LETTER = r"[^\W¹²³⁰-⁹]"
JOIN = rf"[ ]?[/{DASH}][ \n]?"
# An abbreviation: capitals and digits, with the few that keep small letters (QyĐ, CTr, TTg, ThU, SNgV, Tu).
CODE = rf"[{UP}][{UP}\d]*+(?:[a-zđ]{{1,2}}[{UP}]*)?(?:(?!{LETTER})|(?=ngày))(?:[.&][{UP}][{UP}\d]*+(?!{LETTER}))*"
NUMBER = rf"\d{{1,5}}(?:[ ]?[a-zđ](?![.]|{LETTER})|[A-Z](?=[ ]?[/-]))?"
# Four digits, also cut by a space; three where a scan lost the first or last one (`139/009/TT-BTC`).
# The Government numbers its resolutions on legal obstacles with a point since 2025: `66.7/2025/NQ-CP`.
POINT = r"\d{1,3}[.]\d{1,2}(?=/20\d\d(?!\d))"
YEAR = r"(?:(?:1[89]|20)\d[ ]?\d|[02]\d\d(?=[ ]?/))"
TYPES = "|".join(sorted({row["abbr"] for row in rows("doc_types") if len(row["abbr"]) > 1}, key=len, reverse=True))
DIGITS = regex.compile(r"\d+")
# One symbol by itself: what may stand before and after the number is looser than in running text.
ALONE = regex.compile(rf"""
    (?:(?P<prefix>[{UP}]{{1,4}})-)?
    (?P<number>{POINT}|\d{{1,5}}(?:[ ]?[a-zđ](?![\w.])|[A-Z](?=[ ]?[/-]))?)?
    (?:[ ]*/[ ]*(?P<year>{YEAR}))?
    (?P<rest>(?:[ ]*[/ -][ ]*[^\W_][\w.]*(?:[ ]?&[ ]?[\w.]+)*)+)
    (?:[ ]*\([^()]*\))?""", regex.VERBOSE)
GLUED = regex.compile(r"\A(\d{1,5})(?=[A-ZĐ]{2}[\w.]*[/-])")  # 1357TC/QĐ-TCT
SEGMENT = regex.compile(r"([ ]*[/ -][ ]*)([^\W_][\w.]*(?:[ ]?&[ ]?[\w.]+)*)")
ASSEMBLY = regex.compile(r"(?:QH|UBTVQH)\d{0,2}")
# 25-NQ/CP is a slip for 25/NQ-CP, but 23-L/CTN, 64-CP and 91-TC/KBNN are how it was done before 1997.
OLD_CODES = frozenset({"L", "LCT", "TC", "PL"})


class Symbol(NamedTuple):
    """What one symbol says. `abbr` is the type code, `doc_type` the type it stands for, if only one."""

    symbol: str
    number: int | None
    year: int | None
    abbr: str | None
    doc_type: str | None
    organ: str | None
    system: str | None
    form: str
    known: int  # how many of its parts the vocabularies know


@cache
def type_codes() -> dict[str, tuple[str, str]]:
    """Type code in small letters -> code in its proper case, document type; also without the bar of Đ where
    no other code is spelled so (`QD`; but `DA` is dự án, `HD` hướng dẫn)."""
    known = [(row["abbr"], row["name"]) for row in rows("doc_types") if row["abbr"]]
    codes: dict[str, tuple[str, str]] = {}
    for abbr, name in known:
        codes.setdefault(abbr.casefold(), (abbr, name))
    for abbr, name in known:
        codes.setdefault(_bare(abbr), (abbr, name))
    codes["qch"] = ("QC", "quy chế")
    return codes


@cache
def organ_systems() -> dict[str, tuple[str, str]]:
    """Folded organ abbreviation -> abbreviation in its proper case, systems joined by `|`."""
    return {_bare(row["abbr"]): (row["abbr"], row["system"]) for row in rows("organs")}


def _bare(code: str) -> str:
    """The code as it is looked up: case and the bar of Đ away.

    >>> _bare("QyĐ")
    'qyd'
    """
    return code.casefold().replace("đ", "d")


# What the organ's own letters tell where the vocabulary has no row: end or beginning, system.
ORGAN_SIGNS: tuple[tuple[str, str], ...] = (
    (r"\w*(?:TW|TU|HU|ĐU|DU|QU)", "party"),
    (r"(?:BDV|BTG|BXD|KDV|KVĐ)\w*", "party"),
    (r"\w*(?:MTTQ|ĐTN|LHPN|CCB|LĐLĐ|HND)\w*", "mass"),
    (r"(?:UBND|HĐND|TTHĐND|TT\.HĐND)\w*", "state"),
    (r"(?:QH|UBTVQH|HĐNN|HDNN)\d{1,2}", "state"),
)
SIGNS = tuple((regex.compile(pattern), system) for pattern, system in ORGAN_SIGNS)
LONGEST = 200  # characters; a joint symbol of six organs has eighty


@lru_cache(maxsize=4096)
def organ_system(organ: str) -> str:
    """`state`, `party`, `mass`, two of them joined by `|` where only the join can tell, or "".

    >>> organ_system("TU"), organ_system("UBND-VX"), organ_system("BTC"), organ_system("KVDU-UBND")
    ('party', 'state', 'state|party', 'joint')
    """
    whole = _known_system(organ)
    if whole:
        return whole
    first, *others = regex.split(r"[-&]", organ)
    system = _known_system(first)
    partners = {_known_system(part) for part in others if len(part) > 2} - {""}
    return "joint" if system and partners - {system} else system


def _known_system(organ: str) -> str:
    known = organ_systems().get(_bare(organ))
    if known:
        return known[1]
    return next((system for sign, system in SIGNS if sign.fullmatch(organ)), "")


def parse(raw: str) -> Symbol | None:
    """What a symbol by itself means, or None where it is none. The number may be left blank.

    >>> parse("70-KH –UBND").symbol, parse("217/QĐ-TW").symbol, parse("22-CT/Tu").symbol
    ('70/KH-UBND', '217-QĐ/TW', '22-CT/TU')
    >>> parse("Số: /BC- UBND").symbol, parse("03/4/2017"), parse("2762/VPCP-QHĐP").doc_type
    ('/BC-UBND', None, 'công văn')
    """
    return _parsed(raw) if len(raw) <= LONGEST else None


@lru_cache(maxsize=65536)
def _parsed(raw: str) -> Symbol | None:
    text = regex.sub(r"^(?:[Ss]ố|[Nn]o\.?)?[\s:.…_]*", "", raw.translate(FOLD)).replace("\n", " ").strip()
    match = ALONE.fullmatch(GLUED.sub(r"\1 ", text))
    if match is None:
        return None
    year = match["year"].replace(" ", "") if match["year"] else None
    parts = [(join.strip(), regex.sub(r"\s*&\s*", "&", code)) for join, code in SEGMENT.findall(match["rest"])]
    number = (match["number"] or "").replace(" ", "")
    return _meaning(match["prefix"], number, year, _mend(parts))


def _mend(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A digit that a space cut off (`QH1 5`) goes back to its code."""
    whole: list[tuple[str, str]] = []
    for join, code in parts:
        kind, dot, organ = code.partition(".")
        if whole and code.isdigit() and (not join or whole[-1][1] in ("QH", "UBTVQH")):
            whole[-1] = (whole[-1][0], whole[-1][1] + code)
        elif dot and _is_type(kind) and _bare(organ) in organ_systems() and _bare(code) not in organ_systems():
            whole += [(join, kind), ("-", organ)]  # 07/2023/QĐ.UBND
        else:
            whole.append((join, code))
    return whole


def _meaning(prefix: str | None, number: str, year: str | None, parts: list[tuple[str, str]]) -> Symbol | None:
    if not any(code[0].isalpha() for _, code in parts) or parts[0][1][0].isdigit():
        return None
    joins = [join for join, _ in parts]
    codes = [code for _, code in parts]
    if joins == ["-", "/"] and organ_system(codes[0]) == "party" and _is_type(codes[1]) and not _is_type(codes[0]):
        codes.reverse()  # 05-TW/CT
    known_type = type_codes().get(codes[0].casefold())
    if ASSEMBLY.fullmatch(codes[0]) or (len(codes) == 1 and year is None and _bare(codes[0]) in organ_systems()):
        known_type = None
    if known_type:
        codes[0] = _case(codes[0], known_type[0])
    codes = codes[:1] + [_organ_case(code) for code in codes[1:]] if known_type else list(map(_organ_case, codes))
    organ_parts = list(zip(joins, codes, strict=True))[1 if known_type else 0:]
    organ = "".join((join or "-") * bool(i) + code for i, (join, code) in enumerate(organ_parts)) or None
    system, joins = _joins(codes, joins, bool(known_type), organ, year)
    tail = "".join(join + code for join, code in zip(joins, codes, strict=True))
    lead = f"{prefix}-{number}" if prefix else number
    known = bool(known_type) + bool(organ and organ_system(organ))
    abbr, doc_type = known_type or (None, _type_without_code(codes, joins, organ, year, system))
    form = "normative" if year else (system or "plain")
    if doc_type == "công văn" and not known_type and organ:
        organ = codes[0]
    return Symbol(f"{lead}{'/' + year if year else ''}{tail}", digits(number), _four(year), abbr, doc_type, organ,
                  system, form, known)


def digits(number: str) -> int | None:
    """The digits at the head of a number (`30c` is 30), or None where it is blank."""
    head = DIGITS.match(number)
    return int(head[0]) if head else None


def _four(year: str | None) -> int | None:
    return int(year) if year and len(year) == 4 else None


def _is_type(code: str) -> bool:
    return code.casefold() in type_codes()


def _case(code: str, proper: str) -> str:
    """The proper case where only the case differs: a lost bar (`QD`) is kept as written."""
    return proper if code.casefold() == proper.casefold() else code


def _organ_case(code: str) -> str:
    known = organ_systems().get(_bare(code))
    return _case(code, known[0]) if known else (code.upper() if code.islower() else code)


def _joins(codes: list[str], joins: list[str], typed: bool, organ: str | None,
           year: str | None) -> tuple[str | None, list[str]]:
    """The system, and the joins that it wants; joint and mass organs keep the joins they were given."""
    filled = [join or ("-" if i else "/") for i, join in enumerate(joins)]
    if not joins[0]:  # 1830 QĐ-UBND: the join that is there tells the one that is lost
        filled[0] = "-" if len(filled) > 1 and filled[1] == "/" else "/"
    systems = organ_system(organ) if organ else ""
    style = "party" if filled[:2] == ["-", "/"] or (filled[0] == "-" and len(filled) == 1) else "state"
    system = systems if systems in ("state", "party", "mass") else None
    if "|" in systems:
        options = systems.split("|")
        system = style if style in options else options[0]
    if system is None and systems != "joint" and len(codes) > 1:
        system = style
    if year:
        return (system or "state"), ["/"] + (filled[1:] if systems == "joint" else ["-"] * (len(filled) - 1))
    if not typed or system in (None, "mass") or (system == "state" and codes[0] in OLD_CODES):
        return system, filled
    wanted = ["-", "/"] if system == "party" else ["/", "-"]
    return system, wanted + ["-"] * (len(filled) - 2)


def _type_without_code(codes: list[str], joins: list[str], organ: str | None, year: str | None,
                       system: str | None) -> str | None:
    """A symbol without a type code is a công văn, or an act of the Assembly (law or resolution: unknown)."""
    if year or ASSEMBLY.fullmatch(codes[0]) or system == "party" or joins[0] != "/":
        return None
    return "công văn" if organ and organ_system(codes[0]) else None
