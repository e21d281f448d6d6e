"""Who has a model and where it is: persons, organs, and units, which may be either."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from extract.recognizers.citations.issuers import issuer_at, small_issuer_at
from extract.recognizers.models.scope import alternatives, words

Kind = Literal["person", "organ", "unit", "place"]


def either_case(word: str) -> str:
    """The word with a small or a capital first letter, for a pattern."""
    return f"[{word[0].upper()}{word[0].lower()}]{word[1:]}"


NAME = r"(?:\p{Lu}[\p{L}’'‘]*+|\d{1,3}[A-Z]?(?![\w/]|[.,]\d))"
NAMES = rf"{NAME}(?: {NAME})*+"
TITLES = "|".join(either_case(word) for word, _ in words("person"))
PERSON_NAME = r"(?: \p{Lu}[\p{L}’'‘]*+){1,6}"
PERSON = regex.compile(
    rf"(?:(?:{either_case('gia đình')}|{either_case('vợ chồng')}|"
    rf"{either_case('hộ')}) )?(?:{TITLES})(?: (?:{TITLES}))?{PERSON_NAME}"
    rf"(?:(?: [-–]| và|,) (?:{TITLES}){PERSON_NAME})?"
)
PLACE_WORDS = alternatives("place")
HIGHER = rf",? (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) {NAMES}"
# `tổ 12` is a place, `tổ Ngữ văn` is not.
PLACE = regex.compile(
    r"(?!(?:[Tt]ổ|[Kk]hối|[Kk]hu) (?!số |phố |dân |vực |\d))"
    rf"(?:{'|'.join(either_case(word) for word, _ in words('place'))})(?: số)? {NAMES}(?:, \d{{1,3}}(?=[;,.)\n]|"
    rf"$))*(?:{HIGHER})*+"
)
UNITS_ABOVE = regex.compile(rf"(?:{HIGHER})++")
# Small words that go on with an organ's name: `Chi đoàn khối cơ quan`.
BRANCH = regex.compile(r"(?: (?:khối|cơ quan|giáo viên|nhà trường|trường học|dân quân|quân sự|công an))+(?!\w)")
MARKET = regex.compile(rf" chợ {NAMES}")
# `Tổ hợp tác đánh bắt xa bờ, ấp Cồn Nhàn`: small words up to the place are the organ's own.
BEFORE_PLACE = regex.compile(
    rf"(?: (?!(?:{alternatives('does')})(?!\w))\p{{Ll}}+){{1,5}}(?=, (?:{PLACE_WORDS}) {NAME})"
)
# `Ban Thanh niên dân tộc thôn Krăng Gọ`: so are those between the organ and its hamlet.
WITHIN = regex.compile(
    rf"(?: (?!(?:{alternatives('does')}|tại|ở|của|trên|và|cho|do|với|từ|các|theo|là|để|về|trong|vào|đến|có|thuộc"
    rf"|{alternatives('place')})(?!\w))\p{{Ll}}+){{1,3}} (?:{PLACE_WORDS}) {NAMES}")
COMMUNE = regex.compile(r"(?i)(?:xã|phường|thị trấn|huyện|quận|thị xã|chợ) ")
HEAD = regex.compile(
    rf"(?:{'|'.join(word[0].upper() + word[1:] for word, _ in words('owner'))})(?!\w| (?:chức|hành|kết|nghị|thi|"
    rf"trường(?<=[Hh]ội trường)|hợp(?! tác)|hữu)(?!\w))"
)
DOES_WORDS = alternatives("does")
ALSO_DOES = r"(?:(?:là đơn vị|trực tiếp|đứng ra|đã|cùng|cùng nhau|chủ động|tự) )?"
DOES = regex.compile(rf" {ALSO_DOES}(?:{DOES_WORDS})(?!\w)")
# `do Chi đoàn giáo viên phụ trách`: what stands between is the owner, known or not.
FRAME = regex.compile(rf"[^,;:.()\n“”\"]{{5,80}}?(?= {ALSO_DOES}(?:{DOES_WORDS})(?!\w))")
# Organs that reports write small too: `của giáo xứ Phú Thọ`, `của hội nông dân xã`.
SMALL = regex.compile(r"(?:giáo xứ|giáo họ|họ giáo|họ đạo|dòng họ|chùa|nhà thờ|chi hội|chi đoàn|hợp tác xã"
                      r"|tổ (?:hợp tác|đoàn kết|tự quản|liên gia|hòa giải|tiết kiệm)|nhóm|câu lạc bộ|công ty|hội"
                      r"|đoàn (?:xã|phường|thanh niên)|trường|công an|mặt trận)(?= )")


NUMBERED = regex.compile(r"[Tt]ổ (?:đoàn kết|tự quản|liên gia|hợp tác"
                         r"|tiết kiệm)(?: \p{Ll}+){0,2} (?:số )?\d{1,3}(?![\w/.,]\d|\w)")
# What a sentence has and no organ's name: `UBND xã đã triển khai 3 mô hình, gồm`.
TELLS = regex.compile(r"“|(?<= )(?:đã|đang|sẽ|gồm|mô hình|duy trì|ra mắt|đăng ký|triển khai|phối hợp|chủ trì|phụ trách"
                      r"|đảm nhận)(?!\w)")


class Owner(NamedTuple):
    """Where an owner ends and what it is; a `unit` may be owner or place, a `place` is a commune or above."""

    end: int
    kind: Kind


def owner_at(text: str, start: int) -> Owner | None:
    """The owner that begins at `start`, as far as the grammar of names goes.

    >>> owner_at("Hội Nông dân xã Mão Điền, huyện Thuận Thành;", 0), owner_at("cô Sáu Lành, ấp Mũi", 0)
    (Owner(end=43, kind='organ'), Owner(end=11, kind='person'))
    """
    person = PERSON.match(text, start)
    if person:
        return Owner(person.end(), "person")
    numbered = NUMBERED.match(text, start)
    if numbered:
        return Owner(numbered.end(), "organ")
    unit = PLACE.match(text, start)
    end = small_issuer_at(text, start, SMALL) or issuer_at(text, start) or 0
    if unit and unit.end() >= end:
        return Owner(unit.end(), "place" if COMMUNE.match(unit[0]) else "unit")
    if not end:
        return None
    for more in (BRANCH, WITHIN, MARKET, BEFORE_PLACE, UNITS_ABOVE):
        match = more.match(text, end)
        end = match.end() if match else end
    return Owner(end, "organ")


def framed(text: str, start: int) -> Owner | None:
    """The owner before a verb such as `phụ trách`, the whole of it.

    >>> framed("Chi đoàn giáo viên phụ trách", 0)
    Owner(end=18, kind='organ')
    """
    found = owner_at(text, start)
    if found and " " in text[start : found.end] and DOES.match(text, found.end):
        return found
    frame = FRAME.match(text, start)
    return Owner(frame.end(), "organ") if frame and HEAD.match(text, start) and len(frame[0].split()) <= 12 else None


def whole(text: str, start: int, end: int) -> Owner | None:
    """What these words are as a whole: in brackets, before a colon, behind a dash.

    >>> whole("Ban Trị sự chùa", 0, 15), whole("từ năm 2020", 0, 11)
    (Owner(end=15, kind='organ'), None)
    """
    found = owner_at(text, start)
    if (
        found
        and found.end == end
        and (found.kind != "organ" or _headed(text, start) or _abbreviated(text[start:end]))
    ):
        return found
    if HEAD.match(text, start) and len(text[start:end].split()) <= 12 and not TELLS.search(text, start, end):
        return Owner(end, "organ")
    return None


def _headed(text: str, start: int) -> bool:
    return (HEAD.match(text, start) or SMALL.match(text, start)) is not None


def _abbreviated(words: str) -> bool:
    """`VNPT huyện`, but not a heading in capitals."""
    return words[:2].isupper() and not words.isupper()
