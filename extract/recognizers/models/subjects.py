"""Who the sentence before a model's name says has it: `Hội Phụ nữ xã đã ra mắt mô hình “X”`."""

from __future__ import annotations

import regex

from extract.recognizers.models.owners import (
    FORMED,
    HEAD,
    LONG_PAIR,
    PERSON,
    PLACE,
    PLACE_WORDS,
    SMALL,
    TELLS,
    UNITS_ABOVE,
    Owner,
    owner_at,
    whole,
)
from extract.recognizers.models.partners import (
    ITEM_MARK,
    ITEM_SIGN,
    PARTNER,
    SENTENCE_MARK,
    begin,
    in_capitals,
    listed,
    with_partners,
)
from extract.recognizers.models.verbs import verb_before

# `Ông Đinh Văn Rế, thôn Gò Da – mô hình …`: where the person lives.
UNIT_BEHIND = regex.compile(rf"(?r), (?:{PLACE_WORDS})(?: (?:\p{{Lu}}[\p{{L}}’']*|\d{{1,3}}))+\Z")
LEAD_IN = (r"(?:[Tt]rong đó(?:,? có)?|[Nn]goài ra|Bên cạnh đó|[Đđ]ồng thời|[Hh]iện nay|[Đđ]ến nay|Hằng năm"
           r"|Trong năm|Năm \d{4})(?: thì)? ")
CLAUSE_START = regex.compile(
    r"(?r)(?:\n|\.\s|[;:,]\s|(?<=[”\")»]) và (?=\p{L})|(?<!\w)(?:(?<![Tt]rợ )[Gg]iúp|[Rr]iêng|[Tt]hay mặt"
    r"|(?<![Bb]an )[Đđ]ại diện(?: cho)?|[Hh]ỗ trợ|[Hh]ướng dẫn|(?<![Bb]an )[Cc]hỉ đạo|[Cc]họn|để|(?<!giao )cho) "
    r"|(?:[Nn]ổi bật|[Tt]iêu biểu|[Đđ]iển hình)(?: là| như| có) )[\s–+-]*"
    rf"(?:{LEAD_IN}|(?<=[:;]\s)(?:cùng|phối hợp(?: với| để)?) )?"
    r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/-]+\s*)?"
)
FIRST_CLAUSE = regex.compile(rf"[\s–+-]*(?:{LEAD_IN})?"
                          r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/-]+\s*)?")  # of the text
# `1. Ông Bùi Văn Xuyến, 61 tuổi, xóm 4, mô hình “…”`: a person whom the item or the sentence begins with.
ABOUT = r" (?!mô hình)(?:(?! (?:thoát nghèo|nhờ|từ|là|có|với)(?!\w))[^,;.:()“”\"\n–-]){2,50}"
INTRODUCED = regex.compile(
    rf"(?: \([^()\n]{{2,60}}\))?(?:(?:,| [–—-]){ABOUT}(?:,{ABOUT}){{0,3}})?,?"
    r"(?: [–—-]|:)?(?: với| có| là chủ| tác giả| là (?:một )?(?:điển hình|tấm gương|gương)[^,.;:\n“”]{0,30})?"
    r" (?:mô hình )?[“\"‘]?"
)
LINE_MARK = regex.compile(r"(?r)\n")
ABOVE = regex.compile(
    r"(?r)(?:, (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?: (?:\p{Lu}[\p{L}’']*|\d{1,3}))+)+\Z"
)
# What may stand between a person and the verb: `anh Phước (khu phố 2) khởi nghiệp với mô hình …`.
PASSING = regex.compile(
    r"(?: \([^()\n]{2,40}\))?(?: (?:khởi nghiệp|làm giàu|phát triển kinh tế|thoát nghèo"
    r"|là (?:một )?(?:điển hình|tấm gương|gương)[^,.;:\n]{0,30}))?"
)
ADVERB = regex.compile(r" (?:trong|năm|để|với|phối hợp|cùng|vào|từ|tại|ở|theo|và|thường xuyên|luôn|tích cực)(?!\w)")
# `“X”: kho gạo do Hội A cùng Đồn quản lý`
RUN = r"(?:quản lý|phụ trách|thực hiện|chủ trì|duy trì|đảm nhận|khởi xướng|phát động)"
RUN_BY = regex.compile(rf":[^.;:\n]{{0,60}}? do (?P<who>[^,;:.()\n“”]{{5,60}}?)"
                       rf"(?: (?:cùng|phối hợp)[^,;:.()\n“”]{{2,40}})? {RUN}(?!\w)")
# `mô hình “X”. Mô hình do Hội A làm.`, `Mô hình này của …`
THIS = regex.compile(r"(?:(?<=[.;:)”] )|(?<=\n))(?:[Mm]ô hình|[Đđ]ây là mô hình)(?: này| trên)?(?= (?:do|của) )")
# `Chi bộ thôn A là nơi có mô hình tốt. Đó là mô hình “X”`
THAT = regex.compile(r"(?r)\. (?:Đó|Đây)(?: chính)? là (?:mô hình )?\Z")
# `UBND xã A (mô hình “X”)`
OPENED = regex.compile(r"(?r)(?P<verb> \( ?)\Z")
REMARK = regex.compile(r"(?r) \([^()\n]{2,60}\)\Z")
# `bản Thẩm Bú, thôn Pa So đăng ký …`
UNITS_BEFORE = regex.compile(rf"(?r)(?:(?<!\w)(?i:{PLACE_WORDS})(?: (?:\p{{Lu}}[\p{{L}}’']*|\d{{1,3}}))+(?:,| và) )+\Z")
DASH = regex.compile(r"[–:(-] ?\Z")
BEFORE, LONGEST_PAIR, LONGEST_SENTENCE, LONGEST_ITEM = 70, 14, 240, 120

VERB = regex.compile(r" (?:là|có|đã|đang|vừa|cũng|với|xây dựng|thực hiện|triển khai|duy trì)(?!\w)")


def introduced(text: str, at: int) -> str | None:
    """The person with whom the item begins that names a model at `at`, with age, office or place between.

    >>> text = "1. Ông Bùi Văn Xuyến, 61 tuổi, xóm 4, mô hình “X”"
    >>> introduced(text, text.index("mô hình"))
    'Ông Bùi Văn Xuyến'
    """
    low = max(0, at - LONGEST_ITEM)
    if not any(map(text[low:at].__contains__, (", ", " – ", " - ", " ("))):
        return None
    start = begin(text, low, at, ITEM_MARK, ITEM_SIGN)
    person = None if start is None else PERSON.match(text, start, at)
    return person[0] if person and INTRODUCED.fullmatch(text, person.end(), at) else None


def subject(text: str, at: int) -> str | None:
    """`UBMTTQVN xã` of `UBMTTQVN xã thành lập mô hình X`, with `at` where `mô hình` or X begins.

    >>> subject("Hội Cựu chiến binh xã đã ra mắt mô hình “X”", 40)
    'Hội Cựu chiến binh xã'
    """
    if THAT.search(text, max(0, at - 24), at):
        return _sentence_before(text, at)
    verb = verb_before(text, at)
    if verb is None and "(" in text[max(0, at - 2) : at]:
        verb = OPENED.search(text, max(0, at - 3), at)
    end = _before_remark(text, verb.start()) if verb else 0
    spot = UNIT_BEHIND.search(text, max(0, end - 80), end) if verb else None
    if spot and (who := _clause(text, spot.start())) and PERSON.match(who):
        return who
    who = _clause(text, end) or _item(text, end) or with_partners(text, end) if verb else None
    first = text.rfind(who, 0, end) if who else 0
    if who and text.startswith(", ", first - 2):  # `Ni sư A, chùa B - mô hình …`, `Đội 4, Nông trường 2 – mô hình …`
        several = _several(text, first, end) if verb and DASH.search(verb["verb"]) else listed(text, first, end)
        return introduced(text, at) or several or who
    return who or introduced(text, at)


def _several(text: str, last: int, end: int) -> str | None:
    """All whom an item begins with: `Đội 4, Nông trường 2 – …`, `Làng Goòng và Nông trường 6, Đồn Biên phòng X – …`."""
    begun = begin(text, max(0, last - LONGEST_ITEM), last, LINE_MARK)
    at = last if begun is None else begun
    words = text[at:end]
    unit = PLACE.match(text, at, last)
    several = " và " in words if unit else _organ(text, at)
    told = TELLS.search(UNITS_ABOVE.sub("", words))
    return words if at < last and several and len(words.split()) <= LONG_PAIR and not told else None


def unit_before(text: str, at: int) -> str | None:
    """The hamlet or commune that is the subject of the clause (`thôn Ruộng đăng ký …`).

    >>> unit_before("thôn Ruộng đăng ký mô hình “X”", 19)
    'thôn Ruộng'
    """
    verb = verb_before(text, at)
    start = _clause_start(text, max(0, verb.start() - BEFORE), verb.start()) if verb else None
    line = begin(text, max(0, verb.start() - BEFORE), verb.start(), LINE_MARK) if verb else None
    if verb and line is not None and in_capitals(words := text[line : verb.start()]) == "unit":
        return words
    spot = PLACE.match(text, start.end(), verb.start()) if verb and start else None
    if verb is None or spot is None or spot.end() != verb.start() or _partner(text, start.start() if start else 0):
        return None
    others = UNITS_BEFORE.search(text, max(0, spot.start() - BEFORE), spot.start())
    return text[others.start() if others else spot.start() : spot.end()]


def _clause_start(text: str, low: int, at: int) -> regex.Match[str] | None:
    """What begins the clause that holds `at`."""
    return CLAUSE_START.search(text, low, at) or (None if low else FIRST_CLAUSE.match(text, 0, at))


def _before_remark(text: str, end: int) -> int:
    """Past a remark in brackets: `Đoàn xã (đ/c Hồ Văn Lươn, Bí thư) đăng ký …`."""
    remark = REMARK.search(text, max(0, end - BEFORE), end) if text[end - 1 : end] == ")" else None
    return remark.start() if remark else end


def _sentence_before(text: str, at: int) -> str | None:
    """The organ that begins the sentence before `Đó là mô hình “X”`, where that sentence speaks of models."""
    end = text.rfind(". ", 0, at)
    begun = begin(text, max(0, end - LONGEST_SENTENCE), end, SENTENCE_MARK)
    start = end if begun is None else begun
    found = owner_at(text, start) if "mô hình" in text[start:end] else None
    says = found and VERB.match(text, found.end, end)
    return text[start : found.end] if found and says and found.kind == "organ" and _organ(text, start) else None


def _item(text: str, end: int) -> str | None:
    """The organ with commas in its name that the item begins with: `2. Phòng Kinh tế, Hạ tầng và Đô thị - …`."""
    low = max(0, end - 100)
    start = begin(text, low, end, LINE_MARK) if text.find(",", low, end) >= 0 else None
    if start is None or text.find(",", start, end) < 0:
        return None
    found = whole(text, start, end)
    return text[start:end] if found and found.kind == "organ" and _organ(text, start) else None


def home(text: str, who: str, at: int) -> str | None:
    """The hamlet of the person `who` named before `at`: `bà Sáu, thôn Đông với mô hình “X”`.

    >>> home("hộ ông Khánh, thôn Pò Đồn với mô hình", "hộ ông Khánh", 30)
    'thôn Pò Đồn'
    """
    found = text.rfind(who + ", ", max(0, at - 160), at)
    spot = PLACE.match(text, found + len(who) + 2, at) if found >= 0 and PERSON.match(who) else None
    return " ".join(spot[0].split()) if spot else None


def _clause(text: str, end: int) -> str | None:
    """The organ or person whose name is all of the clause that ends at `end`."""
    above = ABOVE.search(text, max(0, end - 80), end)
    start = _clause_start(text, max(0, end - 120), above.start() if above else end)
    if start is None:
        return None
    at = start.end()
    if in_capitals(text[at:end]) == "organ":
        return text[at:end]
    found = owner_at(text, at)
    if found and found.kind == "person" and PASSING.fullmatch(text, found.end, end):
        return text[at : found.end]
    if found is None or (found.kind == "organ" and found.end != end):
        found = _joint(text, at, end) or _first_of_two(text, at, end)
    if found is None or found.kind not in ("organ", "person") or _partner(text, start.start()):
        return None
    return text[at : found.end] if found.kind == "person" or _organ(text, at) else None


def _organ(text: str, at: int) -> bool:
    return (HEAD.match(text, at) or SMALL.match(text, at) or FORMED.match(text, at)) is not None


def _joint(text: str, at: int, end: int) -> Owner | None:
    """`Hội A và Hội B`, or an organ that the grammar of names does not know."""
    parts = text[at:end].split(" và ")
    known = all(HEAD.match(part) and not ADVERB.search(part) for part in parts)
    return whole(text, at, end) if known else None


def _first_of_two(text: str, at: int, end: int) -> Owner | None:
    """The organ that works with another: `Hội A phối hợp với Hội B`."""
    partner = PARTNER.search(text, at, end)
    if partner is None or len(text[partner.end() : end].split()) > LONGEST_PAIR or not _organ(text, at):
        return None
    found = owner_at(text, at)
    return found if found and found.end == partner.start() else whole(text, at, partner.start())


def _partner(text: str, comma: int) -> bool:
    """Whether the clause before this comma works with the organ behind it: `phối hợp với Hội B, Hội C ra mắt`."""
    if not text.startswith(", ", comma):
        return False
    since = max(text.rfind(mark, max(0, comma - 120), comma) for mark in ("\n", ". ", ";", "”", '"', "»"))
    return PARTNER.search(text, max(since, 0), comma) is not None
