"""Documents cited by name: laws, codes, ordinances, the constitution, Party resolutions, statutes.

The name of a law is looked up in `law_names.csv`, the longest first; a name that is not there ends where
the grammar of names ends (a date, a number, a mark, a word that no law's name goes on with).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.recognizers.citations.law_names import grammar_end, known_end

HEADS = regex.compile(
    r"(?<!\w)(?:[Bb]ộ [Ll]uật|[Ll]uật|[Pp]háp [Ll]ệnh|[Hh]iến pháp)(?!\w)")
# A word for a law, the part of it that is sought, how far before the word its phrase may begin. A capital is found
# ten times faster than a word.
RARE = (("Luật ", "L", 3), ("luật ", "luật", 3), ("Pháp lệnh ", "P", 0), ("pháp lệnh ", "pháp lệnh", 0),
        ("Lệnh ", "L", 5), ("Hiến pháp", "Hiến pháp", 0))
# Before these, `luật` is a part of another word (`pháp luật`, `kỷ luật`) or the law is not one yet.
NOT_AFTER = frozenset("pháp kỷ kỉ quy qui âm trọng giới thảo án".split())
NOT_BEFORE = regex.compile(r"\s+(?:(?:sư|gia|pháp|tục|định|nghĩa|lệ|này|đó|trên|nêu|hiện hành|số|khác|là|và|có|của|do"
                           r"|,)(?!\w)|quốc tế(?! về ))")
# Without a name, the day or year of its passing tells the law (`Pháp lệnh ngày 22 tháng 1 năm 1981`).
DAY_ONLY = regex.compile(r"[ \n](?:ngày \d{1,2}(?:[/-]\d{1,2}[/-]| tháng \d)|năm (?:19|20)\d\d(?!\w))")
QUOTED = regex.compile(r"[ \n](?:\"\p{Lu}[^\"\n]{3,240}\"|“\p{Lu}[^”\n]{3,240}”)")
# What the grammar leaves of a name that lists its matters: behind `về` up to its day or the clause's end, elsewhere up
# to its number or day (`Luật Quản lý, bảo vệ công trình quốc phòng và khu quân sự số 25/2023/QH15`).
LISTED = (r"(?=,| và )(?:(?:,| và)?[ \n]"
          r"(?!(?:được|do|có|đã|này|ngày|năm|số|theo|từ|thì|khi|để|phải|vào|các|những|Luật|Nghị|Pháp|Quyết)\b)\p{L}++){1,24}?")
MATTERS = regex.compile(LISTED + r"(?=[ \n]ngày \d|[.;)]|\n|\Z| và (?:[Ll]uật|[Pp]háp lệnh) )")
TO_NUMBER = regex.compile(LISTED + r"(?=,? số:? ?\d{1,3}/\d{4}/(?:PL-)?(?:QH|UBTVQH)\d"
                                   r"| ngày \d{1,2}(?: tháng \d|[/-]\d))")
# An ordinance that rules something bears the day of its passing behind what it rules.
RULING = regex.compile(r"[ \n]quy định(?:,?[ \n]\p{L}++){2,24}?(?=[ \n]ngày \d)")
# `Công ước của Liên hợp quốc về Luật Biển` is no law.
TREATY = regex.compile(r"(?:Công ước|Hiệp ước)[^.;,\n]*\Z")
LAND = regex.compile(r"[ \n](?:nước )?Việt Nam(?!\w)")
AMENDING = regex.compile(r"\s+(?:[Ss]ửa đổi|[Bb]ổ sung)(?:,| và)?[^\n;.:()“”\"]{0,40}?(?:điều|Điều)"
                         r"[^\n;.:()“”\"]{0,20}?(?: của|(?<=\d)) "
                         r"(?:(?=(?:[Bb]ộ )?[Ll]uật |[Pp]háp [Ll]ệnh )|các (?P<several>[Ll]uật(?: \p{Ll}+){2,12}?)"
                         r"(?= (?:số|năm|ngày|và|được|đã|quy định|có)\b|[,;.()]|\n|$))")
STATE = regex.compile(r"\snước\s(?:Cộng\sh(?:òa|oà)\sxã\shội\schủ\snghĩa|CHXHCN)\sViệt\sNam")
TERMS = r"(?:,?\s\(?kh[óo][aá]\s[IVX]+(?:(?:,\s|\svà\s)[IVX]+(?!\w))*\)?)"
PARTY = regex.compile(rf"""(?<!\w)(?:
      (?:Nghị\squyết|Kết\sluận|Văn\skiện|NQ)\s(?:số\s)?(?:của\s)?(?:
          (?:Hội\snghị\s(?:lần\sthứ\s[\w()]+\s)?)?(?:(?:Ban\sChấp\shành\s)?Trung\sương|TW)(?:\sĐảng)?
            (?:\s?\d{{1,2}}(?:(?:,\s|\svà\s)\d{{1,2}}(?!\d))*|\slần\sthứ\s\w+(?:\s\([^()]{{1,20}}\))?){TERMS}?
        | Hội\snghị\slần\sthứ\s\w+(?:\s\([^()]{{1,20}}\))?\s(?:Ban\sChấp\shành\s)?Trung\sương(?:\sĐảng)?{TERMS}?
        | Đại\shội(?:\s[\w-]+){{0,14}}?\s(?:lần\sthứ\s(?:[IVXLC]+|\d{{1,2}}
              |\w+(?:\s(?:một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín|mươi))*)
            |nhiệm\skỳ\s\d{{4}}\s?[-–]\s?\d{{4}}|[IVX]{{1,6}}(?!\w))(?:\scủa\sĐảng(?!\s(?:bộ|ủy)))?)
    | NQ\s?TW\s?\d{{1,2}}{TERMS}?
    | Điều\slệ\s(?:Đảng(?:\sCộng\ssản\sViệt\sNam)?(?!\s(?:bộ|ủy))
        |Mặt\strận\sTổ\squốc\sViệt\sNam|Công\sđoàn\sViệt\sNam|Hội\sNông\sdân\sViệt\sNam
        |Hội\sLiên\shiệp\sPhụ\snữ\sViệt\sNam|Hội\sCựu\schiến\sbinh\sViệt\sNam|Đoàn(?:\sTNCS\sHồ\sChí\sMinh)?)
    | Cương\slĩnh\schính\strị
    )(?:\s\(?kh[óo][aá]\s[IVX]+\)?)?""", regex.VERBOSE)
# The words that a Party document's name begins with, and the part of each that is sought.
PARTY_WORDS = (("Nghị quyết ", "Nghị quyết"), ("Kết luận ", "K"), ("NQ", "Q"), ("Văn kiện ", "V"),
               ("Điều lệ ", "Điều lệ"), ("Cương lĩnh chính trị", "ĩ"))
PARTY_TYPES = {"ng": "nghị quyết", "nq": "nghị quyết", "kế": "kết luận", "vă": "văn kiện", "đi": "điều lệ",
               "cư": "cương lĩnh"}


class Named(NamedTuple):
    """A document cited by name: its span, its type, the span of the name (type word included), the rule."""

    start: int
    end: int
    doc_type: str
    name: tuple[int, int] | None
    rule: str


def find_named(text: str) -> Iterator[Named]:
    """Every document that the text cites by its name, in order of kind.

    >>> text = "theo Luật Thực hiện dân chủ ở cơ sở năm 2022 và Nghị quyết Trung ương 4 khóa XII; kỷ luật Đảng"
    >>> [text[named.start:named.end] for named in find_named(text)]
    ['Luật Thực hiện dân chủ ở cơ sở', 'Nghị quyết Trung ương 4 khóa XII']
    """
    for head in _heads(text):
        named = _law(text, head)
        if named:
            yield named
    for match in _party(text):
        yield Named(match.start(), match.end(), PARTY_TYPES[match[0][:2].lower()], match.span(), "party_name")


def _heads(text: str) -> Iterator[regex.Match[str]]:
    """The words for a law. Plain finding of their rarest letters is ten times faster than the pattern alone."""
    for word, rare, back in RARE:
        for at in occurrences(text, word, rare):
            head = HEADS.search(text, max(0, at - back), at + len(word) + 1)
            if head and head.end() >= at + len(word.rstrip()):
                yield head


def _party(text: str) -> Iterator[regex.Match[str]]:
    end = 0
    for at in sorted(at for word, rare in PARTY_WORDS for at in occurrences(text, word, rare)):
        match = PARTY.match(text, at) if at >= end else None
        if match:
            end = match.end()
            yield match


def occurrences(text: str, word: str, rare: str) -> list[int]:
    """Where `word` begins, of which `rare` is a part."""
    offset = word.index(rare)
    found = []
    at = text.find(rare, offset)
    while at >= 0:
        if text.startswith(word, at - offset):
            found.append(at - offset)
        at = text.find(rare, at + 1)
    return found


def _law(text: str, head: regex.Match[str]) -> Named | None:
    word = " ".join(head[0].lower().split())
    start, end = head.span()
    if word == "hiến pháp":
        return _constitution(text, start, end)
    before = text[max(0, start - 12):start].split()
    if before and before[-1].lower() in NOT_AFTER:
        return None
    if NOT_BEFORE.match(text, end) and not known_end(text, word, end):
        return None
    if text.startswith(" về ", end) and text.endswith(("Luật, ", "luật, "), 0, start):
        return None  # `các Luật, Pháp lệnh về thuế` names none: all of that matter are meant
    if text.endswith("về ", 0, start) and TREATY.search(text, max(0, start - 60), start):
        return None
    bare = DAY_ONLY.match(text, end) if head[0][0].isupper() else None
    if bare:
        return Named(start, end, word, None, "law_name")
    quoted = QUOTED.match(text, end) if head[0][0].isupper() else None
    if quoted:
        return Named(start, quoted.end(), word, (start, quoted.end()), "law_name")
    amending = AMENDING.match(text, end)
    if amending and amending["several"]:
        return Named(start, amending.end(), word, (start, amending.end()), "amending_law")
    inner = HEADS.match(text, amending.end()) if amending else None
    of, at = (inner[0].lower(), inner.end()) if inner else (word, end)
    stop = _name_end(text, of, at)
    if stop is None or (head[0][0].islower() and not text[at:].lstrip()[:1].isupper()):
        return None
    stop = _second_amended(text, stop) if inner else stop
    return Named(start, stop, word, (start, stop), "amending_law" if inner else "law_name")


def _name_end(text: str, word: str, at: int) -> int | None:
    """The end of the name behind the word for a law that ends at `at`: as listed, or by the grammar with what that
    leaves: further matters, or the land (`Bộ luật Lao động Việt Nam`)."""
    if text.startswith(" quốc tế về ", at):
        at += len(" quốc tế")
    known = known_end(text, word, at)
    ruling = RULING.match(text, at) if word == "pháp lệnh" and not known else None
    stop = known or (ruling.end() if ruling else grammar_end(text, at))
    if stop is None:
        return None
    if text.startswith(" về ", at):
        rest = MATTERS.match(text, stop)
    else:
        rest = LAND.match(text, stop) or (None if known else TO_NUMBER.match(text, stop))
    return rest.end() if rest else stop


def _second_amended(text: str, stop: int) -> int:
    """`sửa đổi … của Luật A và Luật B` amends both."""
    second = HEADS.match(text, stop + 4) if text.startswith(" và ", stop) else None
    return known_end(text, second[0].lower(), second.end()) or stop if second else stop


def _constitution(text: str, start: int, end: int) -> Named | None:
    """Hiến pháp counts with its year or its state, not as a common word (`vi phạm hiến pháp`)."""
    if not text[start].isupper():
        return None
    state = STATE.match(text, end)
    stop = state.end() if state else end
    return Named(start, stop, "hiến pháp", (start, stop), "law_name")
