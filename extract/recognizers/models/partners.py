"""Owners that have a model together: `của Chi hội A và Chi hội B`, `Hội Phụ nữ bản và nhà trường`."""

from __future__ import annotations

import regex

from extract.recognizers.models.owners import Owner, owner_at

AND, CLOSED = regex.compile(r" và "), regex.compile(r"[ ]*(?:[.;,)\n:]|\Z)")
COMMA = regex.compile(r", ")
# `Hội Phụ nữ bản và nhà trường`
FOLK = regex.compile(r"nhà trường(?= ?[.;,\n)]|\Z)")


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
