"""What a line says before its names: `Chi hội khu phố 2: …`, `Ở xã Ea Trol: …`, `Nhóm giữ lại: …`."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.recognizers.header.casing import normal_case
from extract.recognizers.models.owners import COMMUNE, PERSON, PLACE, PLACE_WORDS, Owner, framed, owner_at, whole
from extract.recognizers.models.partners import joint
from extract.recognizers.models.scope import BRACKETS, Scope, field_of, last_status, start_year

LABEL = regex.compile(
    r"(?:[^“”\"«:;\n]|[“\"]\s?[Dd]ân vận khéo\s?[”\"]){3,140}?:\s*"
    r"(?=[“\"«]|(?:(?:có|duy trì|đăng ký|xây dựng|thành lập|làm)(?: mới)? )?(?:\d{1,3} |"
    r"các |một |hai |ba |bốn )?(?:[Mm]ô hình[ :.]|(?:công trình|phần việc) ))"
)
# `Có người bảo với tôi: “…”`: what is said is no name.
SPEECH = regex.compile(r"(?<!\w)(?:bảo|nói|hỏi|đáp|dặn|khuyên|than|tâm sự|phát biểu|chia sẻ)(?: [\p{Ll}]+){0,3}:\s*\Z")
NOUN_FIRST = regex.compile(r"(?:Các |các )?(?:[Mm]ô hình|[Cc]ông trình|[Pp]hần việc)(?!\w)")
LOCAL = regex.compile(r"(?:[Ởở]|[Tt]ại|[Tt]rên địa bàn) (?:địa bàn )?")
# `Với Đoàn xã: …`, `Riêng Trạm Y tế xã: …`
AS_FOR = regex.compile(r"(?:Với|Đối với|Riêng(?: đối với)?|Còn|Về phía) (?=\p{Lu})")
FIELD_WITHIN, LONGEST_OWNER = 90, 90
# `Hội A phối hợp với Hội B: …`: the first is whose it is.
PARTNER = regex.compile(r" (?:chủ trì )?phối hợp(?: với)? ")
# Age, office and home of a person: `Bà Thị Hến (dân tộc Khmer), ấp Sóc Ven: …`.
ABOUT_PERSON = regex.compile(r"(?: \([^()\n]{2,40}\))?(?:(?:,| [–—-]) [^;:.()“”\n]{2,60})?")
OF = regex.compile(r"(?:^| |,)(?P<how>của|do) (?=\p{Lu})")


# What goes on behind an owner's colon in small letters.
GOES_ON = regex.compile(r"(?:chưa|duy trì|đăng ký|thành lập|ra mắt|xây dựng|thực hiện|triển khai|tiếp tục) ")
# `Giáo họ Văn Lâm – thôn Long Thành`
DASH_UNIT = regex.compile(rf" [–—-] (?P<unit>(?:{PLACE_WORDS}) [^:–]{{1,40}})\Z")
# `Khóm 1 (bà A, trưởng khóm)`, `Công an phường vắng nhưng có gửi báo cáo`: what is told of whose it is.
REMARK = regex.compile(r"\s*\([^()\n]*\)\s*\Z")
TOLD = regex.compile(r" (?:vắng|báo cáo|trình bày|đăng ký|có|đã|hiện|đang|gửi|giới thiệu|duy trì|xây dựng|thực hiện"
                     r"|triển khai|tổ chức|với|được|vừa)(?!\w)(?:(?!mô hình)[^“”\"])*\Z")


class Lead(NamedTuple):
    """What holds for the names behind it; `unit` is a hamlet that may be owner or place."""

    status: str | None = None
    year: int | None = None
    field: str | None = None
    kind: str | None = None
    owner: str | None = None
    place: str | None = None
    unit: str | None = None
    person: bool = False


def lead_of(scope: Scope) -> Lead:
    """What the headings say, for names that no label precedes."""
    return Lead(scope.status, scope.year, scope.field, scope.kind, scope.owner, scope.place, scope.unit, scope.person)


def label_at(text: str, start: int, end: int, marks: frozenset[int]) -> int:
    """The end of the label that begins at `start`, or `start` where none does.

    >>> text = "Chi hội khu phố 2: mô hình “X”."
    >>> text[:label_at(text, 0, len(text), frozenset())]
    'Chi hội khu phố 2: '
    """
    match = LABEL.match(text, start, end)
    if match and SPEECH.search(match[0]):
        return start
    if match is None:
        colon = text.find(":", start, min(end, start + 100))
        at = colon + 1 + (text[colon + 1 : colon + 2] == " ")
        return at if colon >= 0 and at in marks else start
    after: int = match.end()
    return after


def owner_label(text: str, start: int, end: int) -> int:
    """The end of a label that is an owner and nothing else, with a name in capitals behind it, or `start`.

    >>> text = "Hội Cựu chiến binh: Ánh sáng đường quê."
    >>> text[:owner_label(text, 0, len(text))]
    'Hội Cựu chiến binh: '
    """
    colon = text.find(": ", start, min(end, start + LONGEST_OWNER))
    if colon < 0 or not (text[colon + 2 : colon + 3].isupper() or GOES_ON.match(text, colon + 2)):
        return start
    given, as_for = start, AS_FOR.match(text, start, colon)
    start = as_for.end() if as_for else start
    colon_at, dash = colon, DASH_UNIT.search(text, start, colon)
    colon = dash.start() if dash else colon
    words = text[start:colon]
    found = whole(normal_case(words), 0, len(words)) if words.isupper() else whole(text, start, colon)
    person = PERSON.match(text, start, colon)
    about = person and ABOUT_PERSON.fullmatch(text, person.end(), colon)
    known = found.kind in ("organ", "person", "unit") if found else joint(text[start:colon])
    return colon_at + 2 if about or known else given


def read_label(text: str, start: int, end: int, scope: Scope) -> Lead:
    """The label's own words, and the headings' where it is silent.

    >>> text = "Ở xã Ea Trol: “X” (Hội LHPN xã)"
    >>> read_label(text, 0, 14, Scope(status="duy trì")).place
    'xã Ea Trol'
    """
    words = text[start:end].rstrip(": \n")
    bare = BRACKETS.sub("", words)
    status = last_status(bare)
    year = start_year(bare, status or scope.status)
    low = bare.lower()
    kind = (
        "cá nhân"
        if "cá nhân" in low and "tập thể" not in low
        else "tập thể"
        if "tập thể" in low and "cá nhân" not in low
        else None
    )
    said = subject_of(text, start, start + len(words), status is None)
    if not (said.owner or said.place or said.unit):
        said = said._replace(owner=scope.owner, place=scope.place, unit=scope.unit, person=scope.person)
    return said._replace(
        status=status or scope.status,
        year=year or scope.year,
        field=(field_of(bare) if len(bare) < FIELD_WITHIN else None) or scope.field,
        kind=kind or scope.kind,
    )


def subject_of(text: str, start: int, end: int, alone: bool = True) -> Lead:
    """Owner or place that a label or a heading names; `alone`: the words may be the owner's name and nothing else.

    >>> subject_of("Các mô hình của Hội Phụ nữ", 0, 26).owner, subject_of("Xã Nam Thái A", 0, 13).place
    ('Hội Phụ nữ', 'Xã Nam Thái A')
    """
    if text[start:end].isupper() and " " in text[start:end]:
        return _in_capitals(normal_case(text[start:end]))
    as_for = AS_FOR.match(text, start, end)
    start = as_for.end() if as_for else start
    partner = PARTNER.search(text, start, end)
    end = partner.start() if partner else end
    remark = REMARK.search(text, start, end)
    end = remark.start() if remark else end
    local = LOCAL.match(text, start, end)
    spot = PLACE.match(text, local.end() if local else start, end)
    of = OF.search(text, start, end)
    person = PERSON.match(text, start, end)
    if person and ABOUT_PERSON.fullmatch(text, person.end(), end):
        return Lead(owner=person[0], person=True)
    if spot and spot.end() == end:
        return Lead(place=spot[0]) if local or COMMUNE.match(spot[0]) else Lead(unit=spot[0])
    if of:
        found = (
            (framed(text, of.end()) if of["how"] == "do" else None)
            or whole(text, of.end(), end)
            or owner_at(text, of.end())
        )
        return Lead(owner=text[of.end() : found.end], person=found.kind == "person") if found else Lead()
    dash = DASH_UNIT.search(text, start, end)
    if dash and (found := whole(text, start, dash.start())) and found.kind == "organ":
        return Lead(owner=text[start : dash.start()], place=dash["unit"])
    found = whole(text, start, end) if alone and not NOUN_FIRST.match(text, start) else None
    found = Owner(end, "organ") if found is None and joint(text[start:end]) else found
    first = None if found else owner_at(text, start)
    if first and first.kind == "organ" and TOLD.match(text[:end], first.end) and whole(text, start, first.end):
        found = first
    return Lead(owner=text[start : found.end], person=found.kind == "person") if found else Lead()


def _in_capitals(words: str) -> Lead:
    """The owner of a label in capitals, in normal case: `2) HỘI NÔNG DÂN: “X”`."""
    found = whole(words, 0, len(words))
    return Lead(owner=words, person=found.kind == "person") if found and found.kind in ("organ", "person") else Lead()
