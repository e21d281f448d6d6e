"""Owners that have a model together: `của Chi hội A và Chi hội B`, `Hội A, Hội B phối hợp …`, `HỘI A, HỘI B`."""

from __future__ import annotations

import regex

from extract.recognizers.header.casing import normal_case
from extract.recognizers.models.owners import PLACE, Kind, Owner, owner_at, whole

AND, CLOSED = regex.compile(r" và "), regex.compile(r"[ ]*(?:[.;,)\n:]|\Z)")
COMMA = regex.compile(r", ")
# `Hội Phụ nữ bản và nhà trường`
FOLK = regex.compile(r"nhà trường(?= ?[.;,\n)]|\Z)")
# `Hội A phối hợp với Hội B ra mắt …`: the first is whose it is.
PARTNER = regex.compile(r",? (?:(?:đã|vừa|chủ trì|chủ động) )*(?:phối hợp|liên kết|cùng)(?: chặt chẽ)?(?: với| cùng)? ")
SEVERAL = regex.compile(r", | và ")
# What stands before a sentence or an item; each may begin with a sign of its own. No way of the first is tied to the
# text's begin (\A): `regex` would search three times as long.
SENTENCE_MARK, ITEM_MARK = regex.compile(r"(?r)\n|\.\s"), regex.compile(r"(?r)\n|[.:;]\s")
SIGN = regex.compile(r"\s*(?:[-–+•*]|\(?\d{1,2}[.)/-]|[a-zđ][.)/-])?\s*")
ITEM_SIGN = regex.compile(r"\s*(?:[-–+•*]|\(?\d{1,2}[.)/-])?\s*")
# `HỘI NGƯỜI CAO TUỔI phường`
MIXED = regex.compile(r"(?P<caps>\p{Lu}+(?:,? \p{Lu}+)+)"
                      r"(?P<unit> (?:xã|phường|thị trấn|huyện|quận)(?: \p{Lu}\p{Ll}+)*)")
LONGEST_ITEM = 120


def alike(first: str, second: str) -> bool:
    """`Chi hội ấp Đông, Chi hội ấp Tây` are two owners; `Chi hội 3, Hội LHPN xã` are one and what it belongs to."""
    return first.split()[:2] == second.split()[:2]


def partnered(text: str, start: int, found: Owner) -> Owner:
    """With its like behind `và` or a comma, where the words end with it: `của Chi hội A và Chi hội B;`."""
    end = found.end
    while link := COMMA.match(text, end) or AND.match(text, end):
        other = owner_at(text, link.end())
        folk = FOLK.match(text, link.end())
        other = Owner(folk.end(), "organ") if folk else other
        if other is None or other.kind not in ("organ", "unit") or not CLOSED.match(text, other.end):
            break
        if link[0] == ", " and not alike(text[start : found.end], text[link.end() : other.end]):
            break
        end = other.end
    return Owner(end, "organ")


def begin(text: str, low: int, at: int, mark: regex.Pattern[str], sign: regex.Pattern[str] = SIGN) -> int | None:
    """Where the words begin behind the last mark before `at` and a sign; None where they begin before `low`.

    >>> begin("Có hai:\\n- Hội A ra mắt", 0, 22, SENTENCE_MARK), begin("Hội A ra mắt", 2, 12, SENTENCE_MARK)
    (10, None)
    """
    last = mark.search(text, low, at)
    if last is None and low:
        return None
    return int(sign.match(text, last.end() if last else 0, at).end())


def with_partners(text: str, end: int) -> str | None:
    """The first of more than two that work together: `Hội A phối hợp với Hội B, Hội C ra mắt …`."""
    start = begin(text, max(0, end - LONGEST_ITEM), end, SENTENCE_MARK)
    partner = None if start is None else PARTNER.search(text, start, end)
    if partner is None:
        return None
    first = text[start : partner.start()]
    known = all(map(is_organ, (first, *SEVERAL.split(text[partner.end() : end]))))
    return first if known else None


def listed(text: str, last: int, end: int) -> str | None:
    """All the organs that the sentence begins with: `Hội Chữ thập đỏ, Hội Người cao tuổi phường …`."""
    start = begin(text, max(0, last - LONGEST_ITEM), last, SENTENCE_MARK)
    parts = [] if start is None else text[start:end].split(", ")
    return ", ".join(parts) if parts and all(map(is_organ, parts)) else None


def joint(words: str) -> bool:
    """Whether the words are organs that `và` joins.

    >>> joint("Chi hội Phụ nữ thôn và Ban công tác Mặt trận thôn"), joint("Hội Phụ nữ xã")
    (True, False)
    """
    parts = words.split(" và ")
    return len(parts) > 1 and all(map(is_organ, parts))


def is_organ(words: str) -> bool:
    """Whether the words are the name of an organ, all of them.

    >>> is_organ("Hội Phụ nữ xã"), is_organ("Hội Phụ nữ xã ra mắt")
    (True, False)
    """
    found = whole(words, 0, len(words))
    return (found is not None and found.kind == "organ") or in_capitals(words) == "organ"


def in_capitals(words: str) -> Kind | None:
    """What words in capitals name: `ĐOÀN PHƯỜNG duy trì …`, `KHU VỰC 3, KHU VỰC 4 với …`; one word alone is none.

    >>> in_capitals("HỘI NÔNG DÂN XÃ"), in_capitals("KHU VỰC 3, KHU VỰC 4"), in_capitals("KẾT QUẢ NĂM 2020")
    ('organ', 'unit', None)
    """
    mixed = MIXED.fullmatch(words)
    usual = (normal_case(mixed["caps"]) + mixed["unit"] if mixed
             else normal_case(words) if words.isupper() and " " in words else "")
    if usual and all(PLACE.fullmatch(part[:1].upper() + part[1:]) for part in SEVERAL.split(usual)):
        return "unit"
    found = whole(usual, 0, len(usual)) if usual else None
    return found.kind if found else None
