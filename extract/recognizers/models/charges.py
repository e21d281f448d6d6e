"""Cells and values of labels that name who has a model: persons in charge, their homes, contacts and partners."""

from __future__ import annotations

import regex

from extract.recognizers.models.owners import PERSON, PLACE, TITLES, whole

# `Phòng Kế hoạch, Bs CKI Đàm Thọ làm đầu mối`: the person is not the owner.
CONTACT = regex.compile(rf", (?:(?:{TITLES}|[Bb]s|BS|ThS) |(?:[Tt]ổ|[Nn]hóm|[Đđ]ội|[Cc]hi hội) trưởng )")
# `Đồn Biên phòng Ia Mơ phối hợp Hội CCB`: the first is whose it is.
PARTNER = regex.compile(r",? (?:chủ trì,? )?phối hợp(?: với)? ")
# `Người phụ trách: Đại úy A`: whoever is in charge is no owner, an organ is.
CHARGE = regex.compile(r"(?i)(?:người|cán bộ|đồng chí|đ/c)?\s*(?:phụ trách|theo dõi|đầu mối|liên hệ|đứng đầu)")


def in_charge(label: str, value: str | None) -> bool:
    """Whether a label such as `Người phụ trách` names a person.

    >>> in_charge("Người phụ trách", "Y Thik Mlô"), in_charge("Phụ trách", "Chi bộ buôn Knia")
    (True, False)
    """
    if value is None or not CHARGE.match(label.strip()):
        return False
    found = whole(value, 0, len(value.partition(",")[0]))
    return PERSON.match(value) is not None or found is None or found.kind == "person"


def at_home(owner: str | None, place: str | None) -> tuple[str | None, str | None]:
    """Owner and place of a cell or a label's value, with a person's home and an organ's contact taken apart.

    >>> at_home("Ông Kim Sô Phát, người có uy tín ấp Chợ Dưới, xã Ngãi Xuyên", None)
    ('Ông Kim Sô Phát', 'ấp Chợ Dưới, xã Ngãi Xuyên')
    """
    person = PERSON.match(owner) if owner else None
    if owner and person:
        spot = PLACE.search(owner, person.end())
        return person[0], place or (spot[0] if spot else None)
    told = CONTACT.search(owner) or PARTNER.search(owner) if owner else None
    return owner[: told.start()] if owner and told else owner, place
