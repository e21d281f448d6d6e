"""A draft is one mention of a model with what its own words and the words before it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from extract.recognizers.models.labels import Lead
from extract.recognizers.models.names import NameSpan
from extract.recognizers.models.scope import ALL, BEGINNINGS, last_status, recognised, start_year, status_after
from extract.recognizers.models.tail import Tail, read_tail

BEGAN = r"(?:được )?(?:ra mắt|thành lập|bắt đầu|xây dựng|triển khai|thực hiện|có) "
AFTER = regex.compile(
    rf"(?:\s*\((?:{BEGAN})?(?:từ|năm|vào|ngày|tháng)|[\s,]*(?:{BEGAN})(?:từ|năm|vào|ngày|tháng)|[\s,]*vào (?=năm|"
    rf"tháng|ngày|quý|đầu|cuối)|[\s,]*từ (?=năm|tháng|ngày|\d))\s?[^;.,\n)]{{0,24}}"
)
# `do Công an xã thành lập năm 2026`.
SET_UP, YEAR_BEHIND = regex.compile(r"(?r) (?:thành lập|ra mắt)\Z"), regex.compile(r" (?:vào |từ "
                                    r"|trong )?năm ((?:19|20)\d\d)")
BOTH = regex.compile(
    rf"(?:{ALL}|đều|các mô hình)(?: [\p{{Ll}}]+){{0,4}} (?:ra mắt|thành lập|bắt đầu)[^.;]{{0,30}}"
)
# `; cả hai đều do Chi đoàn trường trông nom`
BOTH_BY = regex.compile(rf"{ALL}(?: \p{{Ll}}+){{0,3}}?(?= (?:do|của) )")
# A paragraph that tells of the model above it begins with the start: `Năm 2013 ông nhận khoán …`.
TOLD = regex.compile(
    r"[^.\n]{0,80}?(?:(?<!\w)[Tt]ừ (?:tháng \d{1,2} )?năm ((?:19|20)\d\d)|[Nn]ăm ((?:19|"
    r"20)\d\d),?(?: [\p{L}’']+){0,4}? (?:nhận|bắt đầu|thành lập|ra mắt|xây dựng|khởi|mở|lập|đăng ký)(?!\w))(?! đến)"
)
SENTENCES, FAR = 3, 80
CONFIDENCE = {"quote": 0.95, "emphasis": 0.9, "words": 0.8}


class Draft(NamedTuple):
    """One mention of a model; `close` is where its tail ends, `decided` where a later mention does.

    `unit` is a hamlet or quarter named in the position `slot` of the list `group`: owner or place.
    """

    start: int
    end: int
    name: str
    owner: str | None = None
    place: str | None = None
    status: str | None = None
    year: int | None = None
    field: str | None = None
    kind: str | None = None
    decided: int | None = None
    close: int = 0
    confidence: float = 0.9
    unit: str | None = None
    slot: str = ""
    group: int = 0


def draft(text: str, name: NameSpan, tail: Tail, lead: Lead, said: str, group: int) -> Draft:
    """The mention with its owner and place, status and year; `said` is what its sentence says of it before it."""
    after, outweighs = status_after(text, tail.end)
    status = after if outweighs else last_status(said) or lead.status or after
    since = AFTER.match(text, tail.end) or (AFTER.match(text, name.end) if tail.end > name.end else None)
    year = start_year(said, status) or (start_year(since[0], "thành lập") if since and status != "dừng" else None)
    if year is None and status == "công nhận" and (done := recognised(text, tail.end)) and done[1]:
        year = int(done[1])
    set_up = SET_UP.search(text, name.end, tail.end) if status is None and tail.owner else None
    if set_up and (begun := YEAR_BEHIND.match(text, set_up.end())):
        status, year = "thành lập", year or int(begun[1])
    year = year or (lead.year if status in BEGINNINGS else None)
    led = tail.person and tail.slot == "by" and lead.owner is not None and not lead.person
    if led:  # `Hội Phụ nữ: mô hình “X”, do chị A phụ trách`
        tail = replace(tail, owner=None, person=False, place=None if tail.home else tail.place)
    owner, unit = tail.owner or lead.owner, tail.unit or (lead.unit if not tail.place else None)
    slot = tail.slot or ("label" if lead.owner or lead.unit else "")
    place = tail.place or lead.place
    if unit and owner and not place:
        place, unit = unit, None
    person = tail.person or (lead.person and tail.owner is None)
    return Draft(
        name.start,
        name.end,
        name.name,
        owner,
        place,
        status,
        year,
        lead.field,
        "cá nhân" if person else lead.kind,
        None,
        tail.end,
        CONFIDENCE[name.how],
        None if owner else unit,
        slot,
        group,
    )


def all_said(text: str, drafts: Sequence[Draft], last: int, end: int) -> list[Draft]:
    """What is said once behind an enumeration holds for all its names: `là các mô hình cũ`, `cả hai ra mắt …`."""
    status, _ = status_after(text, last)
    shared = status if status and "mô hình" in text[last : last + 24] else None
    both = BOTH.search(text, last, end)
    year = start_year(both[0], "thành lập") if both else None
    by = BOTH_BY.search(text, last, min(end, last + FAR))
    tail = read_tail(text, by.end()) if by else None
    owner = tail.owner if tail and not tail.person else None
    return [one._replace(status=shared or one.status, year=one.year or year, owner=one.owner or owner)
            for one in drafts]


def told_year(text: str, start: int, end: int) -> int | None:
    """The year in which a paragraph below a model's heading says it began.

    >>> told_year("Ông 56 tuổi. Năm 2013 ông nhận khoán 4 ha", 0, 41), told_year("Năm 2017 thu 30 triệu", 0, 21)
    (2013, None)
    """
    at = start
    for _ in range(SENTENCES):
        match = TOLD.match(text, at, end)
        if match:
            return int(match[1] or match[2])
        at = text.find(". ", at, end) + 2
        if at < 2:
            return None
    return None


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """Units made owners where their list names organs in the same position, places elsewhere.

    >>> units = [Draft(0, 1, "A", owner="Hội Phụ nữ", slot="open"), Draft(2, 3, "B", unit="ấp Giồng Lớn", slot="open")]
    >>> settled(units)[1].owner
    'ấp Giồng Lớn'
    """
    organs = {(one.group, one.slot) for one in drafts if one.owner}
    return [_settled(one, (one.group, one.slot) in organs) if one.unit else one for one in drafts]


def _settled(one: Draft, beside_organs: bool) -> Draft:
    """Without organs beside it a unit behind a dash, or with a capital, is still who does it."""
    assert one.unit is not None
    named = one.slot in ("dash", "at") or (one.slot == "open" and one.unit[0].isupper())
    if one.owner is None and (beside_organs or named):
        return one._replace(owner=one.unit, unit=None)
    return one._replace(place=one.place or one.unit, unit=None)
