"""Who the sentence before a model's name says has it: `Hội Phụ nữ xã đã ra mắt mô hình “X”`."""

from __future__ import annotations

import regex

from extract.recognizers.models.owners import HEAD, PERSON, PLACE_WORDS, owner_at, whole

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
