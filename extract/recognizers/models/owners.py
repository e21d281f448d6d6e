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


SUBJECT = regex.compile(
    r"(?r)(?P<verb>(?::| (?:đã |cũng |vừa |còn |hiện |đang |phối hợp |cùng |tham mưu )*(?:thành lập|ra mắt"
    r"|xây dựng|duy trì|đăng ký"
    r"|triển khai|có|"
    r"thực hiện|phát động|tổ chức|khởi xướng|lựa chọn|đảm nhận|đảm nhiệm|chủ trì|phụ trách|"
    r"xây dựng kế hoạch thành lập|với(?: các)?|(?:\p{Ll}+ ){1,3}bằng|[–-]))"
    r"(?: mới)?(?: được)?(?: thực hiện)?(?: (?:\d{1,2}|một))? (?:mô hình )?(?:[“\"‘][Dd]ân vận khéo[”\"’] )?[“\"‘]?)\Z"
)
# `Ông Đinh Văn Rế, thôn Gò Da – mô hình …`: where the person lives.
UNIT_BEHIND = regex.compile(rf"(?r), (?:{PLACE_WORDS})(?: (?:\p{{Lu}}[\p{{L}}’']*|\d{{1,3}}))+\Z")
CLAUSE_START = regex.compile(r"(?r)(?:\n|\.\s|[;:,]\s|\A|(?<=[”\")»]) và (?=\p{Lu}))[\s–+-]*"
                             r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/-]+\s*)?")


# `1. Ông Bùi Văn Xuyến, 61 tuổi, xóm 4, mô hình “…”`: a person whom the item begins with.
INTRODUCED = regex.compile(r"(?: \([^()\n]{2,40}\))?(?:,| [–-])(?: (?:\d{1,3} tuổi"
                           r"|(?!mô hình)[^,;.:()“”\"\n–-]{2,50}),?){1,4}"
                           r"(?: [–-]|:)?(?: với| có| là chủ| tác giả)? (?:mô hình )?[“\"‘]?")
ITEM_START = regex.compile(r"(?r)(?:\n|\A)\s*(?:[-–+•*]|\(?\d{1,2}[.)/-])\s*")


def introduced(text: str, at: int) -> str | None:
    """The person with whom the item begins that names a model at `at`, with age, office or place between.

    >>> text = "1. Ông Bùi Văn Xuyến, 61 tuổi, xóm 4, mô hình “X”"
    >>> introduced(text, text.index("mô hình"))
    'Ông Bùi Văn Xuyến'
    """
    start = ITEM_START.search(text, max(0, at - 120), at)
    person = PERSON.match(text, start.end(), at) if start else None
    return person[0] if person and INTRODUCED.fullmatch(text, person.end(), at) else None


def subject(text: str, at: int) -> str | None:
    """`UBMTTQVN xã` of `UBMTTQVN xã thành lập mô hình X`, with `at` where `mô hình` or X begins.

    >>> subject("Hội Cựu chiến binh xã đã ra mắt mô hình “X”", 40)
    'Hội Cựu chiến binh xã'
    """
    verb = SUBJECT.search(text, max(0, at - 70), at)
    end = verb.start() if verb else 0
    spot = UNIT_BEHIND.search(text, max(0, end - 80), end) if verb else None
    if spot and (who := _clause(text, spot.start())) and PERSON.match(who):
        return who
    return (_clause(text, end) if verb else None) or introduced(text, at)


ABOVE = regex.compile(r"(?r)(?:, (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?: (?:\p{Lu}[\p{L}’']*"
                      r"|\d{1,3}))+)+\Z")
# What may stand between a person and the verb: `anh Phước (khu phố 2) khởi nghiệp với mô hình …`.
PASSING = regex.compile(r"(?: \([^()\n]{2,40}\))?(?: (?:khởi nghiệp|làm giàu|phát triển kinh tế|thoát nghèo"
                         r"|là (?:một )?(?:điển hình|tấm gương|gương)[^,.;:\n]{0,30}))?")
ADVERB = regex.compile(r" (?:trong|năm|để|với|phối hợp|cùng|vào|từ|tại|ở|theo|và|thường xuyên|luôn|tích cực)(?!\w)")


def _clause(text: str, end: int) -> str | None:
    """The organ or person whose name is all of the clause that ends at `end`."""
    above = ABOVE.search(text, max(0, end - 80), end)
    start = CLAUSE_START.search(text, max(0, end - 120), above.start() if above else end)
    found = owner_at(text, start.end()) if start else None
    if start and found and found.kind == "person" and PASSING.fullmatch(text, found.end, end):
        return text[start.end() : found.end]
    if start and HEAD.match(text, start.end()) and (found is None or (found.kind == "organ" and found.end != end)):
        parts = text[start.end() : end].split(" và ")
        joint = all(HEAD.match(part) and not ADVERB.search(part) for part in parts)
        found = whole(text, start.end(), end) if joint else None
    if start is None or found is None or found.end != end or found.kind not in ("organ", "person"):
        return None
    return text[start.end() : end] if found.kind == "person" or HEAD.match(text, start.end()) else None


def reports(organ: str, issuer: str | None) -> bool:
    """Whether the organ is the reporting unit itself, which is no owner as a mere subject.

    >>> reports("Đoàn xã", "Ban Chấp hành Đoàn xã Nhuận Đức"), reports("Hội Nông dân xã", "Ủy ban nhân dân xã Ba Bích")
    (True, False)
    """
    words = ABBREVIATIONS.sub(lambda match: ABBREVIATED[match[0]], organ).lower().split()
    if len(words) == 1:
        return True
    if issuer is None or words[0] in GOVERNING:
        return words[:3] == ["ủy", "ban", "nhân"] or words[0] in GOVERNING
    return set(words) <= set(ABBREVIATIONS.sub(lambda match: ABBREVIATED[match[0]], issuer).lower().split())


ABBREVIATED = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "UBMTTQVN": "Ủy ban MTTQ Việt Nam",
    "MTTQ": "Mặt trận Tổ quốc",
    "BCH": "Ban Chấp hành",
    "BCĐ": "Ban Chỉ đạo",
}
ABBREVIATIONS = regex.compile(rf"(?<!\w)(?:{'|'.join(ABBREVIATED)})(?!\w)")
GOVERNING = ("đảng", "huyện", "xã", "phường")
