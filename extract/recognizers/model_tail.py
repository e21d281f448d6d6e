"""What follows a model's name: whose it is, where it is, and since when.

`“X” của Hội LHPN xã tại thôn Con Rã`, `“X” do Công an xã chủ trì`, `X – Đoàn phường, tổ dân phố 3`,
`X (Khối phố 1)`, `X: Công đoàn trường vận động …`, `X của ông Bùi Khắc Tuyên, tổ dân phố 5`.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.recognizers.issuers import issuer_at
from extract.recognizers.model_scope import words

NAME = r"(?:\p{Lu}[\p{L}’'‘]*+|\d{1,3}[A-Z]?)"
PERSON = regex.compile(r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|đ/c|[Gg]ia đình (?:ông|bà|anh|chị))(?: \p{Lu}[\p{L}’'‘]*+){1,6}")
PLACE_WORDS = "|".join(word for word, _ in words("place"))
# `tổ 12` is a place, `tổ Ngữ văn` is not.
PLACE = regex.compile(r"(?!(?:[Tt]ổ|[Kk]hối|[Kk]hu) (?!số |phố |dân |vực |\d))"
    rf"(?:{PLACE_WORDS}|{'|'.join(word[0].upper() + word[1:] for word, _ in words('place'))})(?: số)? {NAME}(?: {NAME})*+(?:, \d{{1,3}}(?=[;,.)\n]|$))*(?:, (?:xã|phường|huyện) {NAME}(?: {NAME})*+)?")
LINKS = regex.compile(r"""(?:[ ](?:dài|rộng|với|quy[ ]mô)[ ][\d,.]+[ ]\p{L}+)?[ \n]*(?:
    (?P<of>(?:,?[ ])?của[ ])|(?P<by>(?:,[ ])?do[ ])|(?P<at>,?[ ]?(?:tại|ở)[ ](?:địa bàn[ ])?)|(?P<dash>[–-][ ])|(?P<open>\()
    |(?P<colon>:[ ])|(?P<comma>,[ ])|(?P<record>;[ ](?:thực[ ]hiện|chủ[ ]trì|đơn[ ]vị)[^:;]{0,20}:[ ]))""", regex.VERBOSE)
DOES = regex.compile(r"[ ](?:chủ trì|thực hiện|phụ trách|đảm nhận|triển khai|làm|quản lý|phát động|khởi xướng|vận động|lắp|tổ chức|duy trì|thành lập|xây dựng)(?!\w)")
NO_OWNERS = ("xã ", "phường ", "thị trấn ", "chợ ")


class Tail(NamedTuple):
    """Owner and place with the end of the last word read."""

    owner: str | None
    place: str | None
    person: bool
    end: int


def owner_at(text: str, start: int) -> tuple[int, bool] | None:
    """End of the owner that begins at `start` and whether it is a person, or None."""
    person = PERSON.match(text, start)
    if person:
        return person.end(), True
    unit = PLACE.match(text, start)
    end = max(issuer_at(text, start) or 0, unit.end() if unit and not unit[0].startswith(NO_OWNERS) else 0)
    return (end, False) if end else None


def read_tail(text: str, start: int) -> Tail:
    """Owner and place in the words right after a name that ends at `start`.

    >>> read_tail("“A” của Hội LHPN xã tại thôn Con Rã;", 3)[:3]
    ('Hội LHPN xã', 'thôn Con Rã', False)
    >>> read_tail("“A” của ông Bùi Khắc Tuyên, tổ dân phố 5", 3)[:3]
    ('ông Bùi Khắc Tuyên', 'tổ dân phố 5', True)
    """
    owner = place = None
    person, at = False, start
    for _ in range(4):
        link = LINKS.match(text, at)
        here = link.end() if link else at + 1 if text[at:at + 1] == " " and place is None and PLACE.match(text, at + 1) else None
        if here is None:
            break
        kind = link.lastgroup if link else "at"
        spot = PLACE.match(text, here) if kind in ("at", "comma", "open", "dash") else None
        if spot and kind == "open" and owner is None and spot[0][0].isupper():
            spot = None  # `(Khối phố 1)` is who does it, `(tổ dân phố 9)` where
        if spot and place is None and (kind in ("at", "comma", "open") or owner is not None):
            place, at = spot[0], spot.end() + (kind == "open" and text[spot.end():spot.end() + 1] == ")")
            continue
        found = owner_at(text, here) if owner is None and kind != "at" else None
        if not found or not _fits(text, kind or "", found[0], found[1]):
            break
        owner, person, at = text[here:found[0]].replace("\n", " "), found[1], found[0] + (kind == "open")
        does = DOES.match(text, at)
        at = does.end() if does else at
    return Tail(owner, place, person, at)


def _fits(text: str, kind: str, end: int, person: bool) -> bool:
    """Whether the words after the owner are what this link asks for."""
    if kind in ("of", "by", "record"):
        return True
    if kind == "open":
        return text[end:end + 1] == ")"
    if kind == "dash":
        return text[end:end + 1] in ",.;:(\n" or end == len(text)
    return DOES.match(text, end) is not None or (kind == "colon" and text[end:end + 1] in ",.;")
