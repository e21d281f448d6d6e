"""What follows a model's name: whose it is, where it is, and since when.

`“X” của Hội LHPN xã tại thôn Con Rã`, `“X” do Công an xã chủ trì`, `X – Đoàn phường, tổ dân phố 3`,
`X (Khối phố 1)`, `X: Công đoàn trường vận động …`, `X của ông Bùi Khắc Tuyên, tổ dân phố 5`.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.recognizers.models.owners import (
    DOES,
    HEAD,
    NAMES,
    PLACE,
    SMALL,
    TITLES,
    UNITS_ABOVE,
    Owner,
    framed,
    owner_at,
    whole,
)
from extract.recognizers.models.partners import alike, partnered

LINKS = regex.compile(
    r"""(?:[ ](?:có|thành[ ]lập|ra[ ]mắt|xây[ ]dựng)[ ]từ[ ](?:năm[ ]|tháng[ ])?[\d/]{4,7}(?=,?[ ]do[ ]))?
    (?:[ ](?:dài|rộng|với|quy[ ]mô)[ ][\d,.]+[ ]\p{L}+)?(?:[ ][–—-][ ](?:là[ ])?mô[ ]hình(?=[ ]của[ ]))?[ \n]*+(?:
    (?P<of>(?:,?[ ])?của[ ])|(?P<by>(?:(?:,|[ ]?[–—-]|thì)[ ])?do[ ])|(?P<given>(?:,?[ ])?giao[ ](?:cho[ ])?)
    |(?P<done>(?:(?:đang|đã|hiện)[ ])?được[ ](?=\p{Lu}))
    |(?P<at>,?[ ]?(?:(?:được[ ])?(?:thực[ ]hiện|triển[ ]khai|áp[ ]dụng)[ ])?(?:tại|ở)[ ](?:địa[ ]bàn[ ])?)
    |(?<!\n[ ]*)(?P<dash>[–—-][ ])
    |(?P<colon>:[ ](?:do[ ])?)|(?P<comma>,[ ])|(?P<record>;[ ](?:thực[ ]hiện|chủ[ ]trì|đơn[ ]vị)[^:;]{0,20}:[ ]))""",
    regex.VERBOSE,
)
OPEN = regex.compile(r"[ \n]*+\((?P<inside>[^()\n]{2,120})\)?")
PART = regex.compile(r"[^,;]+")
# `(tổ Toán – đồng chí A phụ trách)`; `“A”, tổ dân phố 25 với mô hình “B”`: the place is the next one's.
CONTACT = regex.compile(rf" [–—-] (?:{TITLES}) \p{{Lu}}")
NEXT = regex.compile(r"(?:(?: \p{Ll}+){1,4}?|:| [–—-]) ?(?:mô hình(?!\w)|[“\"«'‘])")
ENDED = regex.compile(r"\s?[.;]?\s*(?:\n|\Z)")
# A remark or a spot that is no unit may stand before the owner: `(không ăn uống) do …`, `tại cánh đồng Gò Dưa, do …`.
COUNT, SPOT = r"\d[\d.,]*(?: \p{L}+){1,4}", r"[\w’'/.-]+(?: [\w’'/.-]+){0,8}?"
PASSED = regex.compile(rf"(?: \([^()\n]{{2,120}}\)|,? (?:với|gồm|có|quy mô) {COUNT}(?:,? (?:và )?{COUNT}){{0,2}}|"
                       r"(?:,? (?:được )?(?:thực hiện|triển khai|duy trì|hoạt động) từ (?:năm |tháng )?[\d/]{4,7})?"
                       rf",? (?:đặt )?(?:tại|ở) (?P<spot>{SPOT}))(?=,? (?:do|của) \p{{L}}| [–—-] )")
# `do đồng chí A, Phó Trưởng Công an xã, trực tiếp theo dõi`: who looks on is no owner.
WATCHES = regex.compile(r"(?:, [^,.;:“”\n]{3,50},)?(?: trực tiếp| được giao)? (?:theo dõi|giám sát|đôn đốc)(?!\w)")
# `“A”, Chi bộ thôn 6 đăng ký mô hình “B”`: the next one's owner.
OTHERS = regex.compile(r"(?: [\p{Ll}\d]+){1,6}? (?:(?:các )?mô hình(?!\w)|[“\"«])")
# `– tổ đảng số 3 phối hợp Chi hội Phụ nữ`: the first is whose it is.
WITH = regex.compile(r" (?:phối hợp|cùng|sau sáp nhập|trước đây)(?!\w)")
BRANCH = regex.compile(r"[Cc]hi (?:hội|đoàn|bộ)(?= )")
# `của Hội Nông dân xã Hỏa Tiến (thành phố Vị Thanh)`
HIGHER_UNIT = regex.compile(rf"(?:huyện|quận|thị xã|thành phố|TP\.?|tỉnh) {NAMES}")
STEPS, WITHIN_BRACKETS, BEFORE_BRACKET = 4, 160, (" ", "(", "\n")


@dataclass(slots=True)
class Tail:
    """Owner and place with the end of the last word read. `unit` is a hamlet or quarter that may be either,
    named in the position `slot`, where an organ found says that the list names owners there; `home`: the place
    stands behind a person."""

    owner: str | None = None
    place: str | None = None
    person: bool = False
    end: int = 0
    unit: str | None = None
    slot: str = ""
    home: bool = False

    def known(self) -> bool:
        """Whether anything is told of the model."""
        return bool(self.owner or self.place or self.unit)


def read_tail(text: str, start: int) -> Tail:
    """Owner and place in the words right after a name that ends at `start`.

    >>> tail = read_tail("“A” của Hội LHPN xã tại thôn Con Rã;", 3)
    >>> tail.owner, tail.place, tail.person
    ('Hội LHPN xã', 'thôn Con Rã', False)
    >>> tail = read_tail("“A” (cô Sáu Lành, ấp Mũi; giá 2.000 đồng)", 3)
    >>> tail.owner, tail.place, tail.person
    ('cô Sáu Lành', 'ấp Mũi', True)
    """
    tail = Tail(end=start)
    for _ in range(STEPS):
        if not (_bracket(text, tail) or _linked(text, tail) or _passed(text, tail)):
            break
    return tail


def _passed(text: str, tail: Tail) -> bool:
    """The owner behind a remark in brackets or a spot that no unit's name tells."""
    passed = PASSED.match(text, tail.end) if tail.owner is None and text[tail.end : tail.end + 1] in " ," else None
    if passed is None:
        return False
    behind = Tail(end=passed.end())
    if not _linked(text, behind) or behind.owner is None:
        return False
    tail.owner, tail.person, tail.slot, tail.end = behind.owner, behind.person, behind.slot, behind.end
    spot = passed["spot"]
    if tail.place is None and spot and spot != spot.lower():
        tail.place = spot
    return True


def _bracket(text: str, tail: Tail) -> bool:
    """Owner and place in brackets: `(Hội Phụ nữ)`, `(ông A, thôn B)`, `(tổ dân phố 9)`."""
    if text[tail.end : tail.end + 1] not in BEFORE_BRACKET:
        return False
    match = OPEN.match(text, tail.end, tail.end + WITHIN_BRACKETS)  # the end bounds the search for a bracket
    if match is None:
        return False
    before, parts = (tail.owner, tail.place, tail.unit), PART.finditer(text, *match.span("inside"))
    for part in parts:
        start = part.start() + len(part[0]) - len(part[0].lstrip(" "))
        end = part.end() - (len(part[0]) - len(part[0].rstrip(" ")))
        contact = CONTACT.search(text, start, end)
        end = contact.start() if contact else end
        for lead in ("do ", "của "):
            start += len(lead) * text.startswith(lead, start)
        if start < tail.end:
            continue
        found = whole(text, start, end) or (framed(text, start) if tail.owner is None else None)
        found = _with_units(text, found, match.end("inside")) if found else None
        if found is None and tail.owner and tail.place is None and HIGHER_UNIT.fullmatch(text, start, end):
            tail.place, tail.end = text[start:end], end
        elif found and tail.owner and found.kind == "organ" and alike(tail.owner, text[start : found.end]):
            tail.owner += ", " + " ".join(text[start : found.end].split())
        elif found is None or not _take(text, tail, start, found, "open"):
            break
    if (tail.owner, tail.place, tail.unit) == before:
        return False
    tail.end = match.end()
    return True


def _with_units(text: str, found: Owner, limit: int) -> Owner:
    """With the commune behind an organ that ends with its hamlet: `Chi hội ấp 9, xã Vĩnh Thuận Tây`."""
    above = UNITS_ABOVE.match(text, found.end, limit) if found.kind == "organ" else None
    return Owner(above.end(), "organ") if above else found


def _take(text: str, tail: Tail, start: int, found: Owner, slot: str) -> bool:
    """Keep what was found where nothing is known yet; whether it was news."""
    words = " ".join(text[start : found.end].split())
    if found.kind in ("person", "organ") and tail.owner is None:
        tail.owner, tail.person, tail.slot = words, found.kind == "person", slot
    elif found.kind in ("unit", "place") and tail.place is None and (tail.owner or found.kind == "place"):
        tail.place, tail.home = words, tail.person
    elif found.kind == "unit" and tail.unit is None and tail.place is None:
        tail.unit, tail.slot = words, slot
    else:
        return False
    tail.end = found.end
    return True


def _linked(text: str, tail: Tail) -> bool:
    """Owner or place behind a word or a mark that links it."""
    link = LINKS.match(text, tail.end)
    kind = link.lastgroup or "" if link else ""
    if link is None:
        spot = PLACE.match(text, tail.end + 1) if text[tail.end : tail.end + 1] == " " and tail.place is None else None
        return spot is not None and _place(tail, spot)
    here = link.end()
    if kind == "at" or (kind in ("comma", "dash") and tail.owner is not None):
        spot = PLACE.match(text, here) if tail.place is None else None
        spot = None if spot and kind == "comma" and NEXT.match(text, spot.end()) else spot
        return _place(tail, spot) if spot else kind == "at" and _at_organ(text, tail, here)
    found = _owner(text, here, kind) if tail.owner is None else None
    if link["given"] and found:
        done = link["given"][0] == "," or DOES.match(text, found.end)
        found, kind = found if done and found.kind != "person" else None, "by"
    if found and found.kind == "person" and WATCHES.match(text, found.end):
        found = None
    if found is None:
        spot = PLACE.match(text, here) if kind == "comma" and tail.place is None else None
        return spot is not None and not NEXT.match(text, spot.end()) and _place(tail, spot)
    if found.kind in ("unit", "place") and kind in ("of", "by", "record"):
        found = Owner(found.end, "organ")
    if found.kind == "organ" and kind in ("of", "by"):
        found = partnered(text, here, found)
    if not _take(text, tail, here, found, kind):
        return False
    does = DOES.match(text, tail.end)
    tail.end = does.end() if does else tail.end
    return True


def _first_named(text: str, here: int, stop: int, found: Owner | None) -> Owner | None:
    """The organ behind a dash with its like behind `và`, or the first of those that work together."""
    if found is None or found.kind != "organ" or not (HEAD.match(text, here) or SMALL.match(text, here)):
        return None
    both = partnered(text, here, found)
    alone = HEAD.match(text, here) and text[found.end : found.end + 1] in ",.;:(\n"
    does = DOES.match(text, both.end, stop)
    if both.end == stop or (does and does.end() == stop):
        return both
    return found if alone or WITH.match(text, found.end, stop) else None


def _at_organ(text: str, tail: Tail, here: int) -> bool:
    """`tại Trạm Y tế xã`: an organ as a place; `ở chi hội thôn Đông`: where, and who where nobody else is told."""
    branch = BRANCH.match(text, here)
    found = owner_at(text, here) if tail.place is None and (branch or HEAD.match(text, here)) else None
    if found is None or found.kind != "organ":
        return False
    if branch and tail.owner is None and tail.unit is None:
        tail.unit, tail.slot, tail.end = " ".join(text[here : found.end].split()), "at", found.end
        return True
    tail.place, tail.end = " ".join(text[here : found.end].split()), found.end
    return True


def _place(tail: Tail, spot: regex.Match[str]) -> bool:
    tail.place, tail.end, tail.home = " ".join(spot[0].split()), spot.end(), tail.person
    return True


def _owner(text: str, here: int, kind: str) -> Owner | None:
    """The owner that fits this link: the whole piece behind a dash, before a verb behind a comma."""
    found = owner_at(text, here)
    if kind in ("of", "record"):
        return found
    if kind in ("by", "given"):
        return framed(text, here) or found
    if kind == "dash":
        end = PART.match(text, here)
        last = end.end() if end else here
        stop = next((i for i in range(here, last) if text[i] in ".:(\n"), last)
        named = whole(text, here, stop) or _first_named(text, here, stop, found)
        return _with_units(text, named, len(text)) if named else None
    if found and kind == "colon" and found.kind == "organ":
        both = partnered(text, here, found)
        if text[both.end : both.end + 1] in ",.;":
            return both
    if kind == "comma" and found and found.kind == "organ" and HEAD.match(text, here) and ENDED.match(text, found.end):
        return found
    done = framed(text, here)
    # `Phòng Y tế chủ trì mô hình “X”, Đoàn xã phối hợp`: one that helps is no owner, two that work together are.
    helps = done and text.startswith(" phối hợp", done.end) and " và " not in text[here : done.end]
    if kind == "comma" and done and (helps or OTHERS.match(text, done.end)):
        return None
    return done if done and done.kind != "place" and DOES.match(text, done.end) else None
