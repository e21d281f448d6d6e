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


NAME = r"(?:\p{Lu}[\p{L}’'‘]*+|\d{1,3}[A-Z]?(?![\w/]|[.,]\d| tuổi))"
NAMES = rf"{NAME}(?: {NAME})*+"
TITLES = "|".join(either_case(word) for word, _ in words("person"))
PERSON_NAME = r"(?: (?:\p{Lu}[\p{L}’'‘]*+|nữ(?= \p{Lu}))){1,6}"
# `Ông A Thút, già làng Đăk Mế`: what the person is, no second one.
OFFICES_OF_ONE = "già làng|trưởng|bí thư|hội viên|đoàn viên|đảng viên|nghệ nhân|cựu chiến binh|CCB"
PERSON = regex.compile(
    rf"(?:(?:{either_case('gia đình')}|{either_case('vợ chồng')}|"
    rf"{either_case('hộ')}) )?(?:{TITLES})(?: (?:{TITLES}))?{PERSON_NAME}"
    rf"(?:(?: [-–]| và|,(?! (?:{OFFICES_OF_ONE}))) (?:{TITLES}){PERSON_NAME})?"
)
# `chị em Chi hội Phụ nữ ấp 3`: no person of that name.
FOLK = regex.compile(r"(?:(?:[Cc]hị|[Aa]nh) em|[Bb]à con|[Cc]án bộ,? (?:hội viên|chiến sĩ|nhân viên)"
                     r"|(?:[Hh]ội|[Đđ]oàn|[Đđ]ảng) viên(?= Chi (?:hội|đoàn|bộ))) ")
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
BRANCH = regex.compile(r"(?: (?:khối|cơ quan|giáo viên|nhà trường|trường học|dân quân|quân sự|công an|bệnh viện|công ty"
                      r"|xí nghiệp|nhà máy|phân xưởng))+(?!\w)")
# `Hội CCB các xã Tùng Ảnh, Bùi Xá`
COMMUNES = regex.compile(rf" các (?:xã|phường|thôn|ấp|bản|khu phố) {NAMES}(?:, {NAMES})*(?: và {NAMES})?(?![\w])")
MARKET = regex.compile(rf" (?:chợ|chùa|đình|đền|nhà thờ|giáo xứ) {NAMES}")
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
    rf"(?:{'|'.join(word[0].upper() + word[1:] for word, _ in words('owner'))}"
    rf"|Chỉ (?:hội|đoàn|bộ(?! phận)))(?!\w| (?:chức|hành(?! giáo)|kết|nghị"
    rf"|thi|trường(?<=[Hh]ội trường)|hợp(?! tác)|hữu)(?!\w))"
)
DOES_WORDS = alternatives("does")
ALSO_DOES = r"(?:(?:là đơn vị|trực tiếp|đứng ra|đã|cùng|cùng nhau|chủ động|tự) )?"
DOES = regex.compile(rf" {ALSO_DOES}(?:{DOES_WORDS})(?!\w)")
# `do Chi đoàn giáo viên phụ trách`: what stands between is the owner, known or not.
FRAME = regex.compile(rf"[^,;:.()\n“”\"]{{5,80}}?(?= {ALSO_DOES}(?:{DOES_WORDS})(?!\w))")
# Organs that reports write small too: `của giáo xứ Phú Thọ`, `của hội nông dân xã`; scans read `chỉ hội` for `chi hội`.
SMALL = regex.compile(r"(?:giáo xứ|giáo họ|họ giáo|họ đạo|dòng họ|họ(?= \p{Lu})|chùa|nhà thờ"
                      r"|ch[iỉ] (?:hội|đoàn|bộ(?! phận))"
                      r"|hợp tác xã|tổ (?:hợp tác|đoàn kết|tự quản|liên gia|hòa giải|tiết kiệm|hội"
                      r"|chủ nhiệm|chuyên môn|đảng|phụ nữ|nông dân|thanh niên|dân vận|ngành hàng)|làng nghề"
                      r"|tổ(?= \p{Lu})|nhóm|câu lạc bộ|công ty"
                      r"|hội|đoàn (?:xã|phường|thanh niên)|xã đoàn|phường đoàn|liên đội|trường|trạm|công an|công đoàn"
                      r"|mặt trận|đồn biên phòng)(?= )")
# Organs told by their form alone: `Xã đoàn Trà Linh`, `Tổ đoàn kết số 3`, `chi hội 5`.
FORMED = regex.compile(rf"(?:(?:[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]hị|[Tt]hành) đoàn|(?:[Hh]uyện|[Tt]ỉnh) Hội)"
                       rf"(?: {NAMES})?(?!\w)"
                       r"|(?:[Tt]ổ (?:đoàn kết|tự quản|liên gia|hợp tác|tiết kiệm|đảng)(?: \p{Ll}+){0,2}"
                         r"|[Cc]h[iỉ] (?:hội|đoàn|bộ)|[Tt]ổ hội) (?:số )?\d{1,3}(?![\w/.,]\d|\w)")
OF_UNIT = regex.compile(rf" (?:{PLACE_WORDS}) {NAMES}")
# `Chi bộ thôn Kép 1`, `chi đoàn TDP số 5`: the number of a hamlet or quarter at the end of an organ's name.
UNIT_AT_END = regex.compile(rf"(?r)(?<!\w)(?:{PLACE_WORDS})(?: (?:\p{{Lu}}[\p{{L}}’']*|\d+))*\Z")
UNIT_NUMBER = regex.compile(r"(?: số)? \d{1,2}[A-Z]?(?![\w/]|[.,]\d| (?:hộ|người|năm|lần|mô hình|lớp|em|cháu"
                           r"|học sinh|giáo viên|(?:đoàn|hội|đảng) viên|thầy|cô|buổi|suất)(?!\w))")
# Organs that have a number for a name or end in one: `Nông trường 2`, `Trung đội 3`, `Trường THPT Nghi Lộc 5`.
NUMBERED = regex.compile(r"(?i)(?:nông|lâm) trường|(?:trung |tiểu |đại |tổng |chi )?đội|phân xưởng|xí nghiệp|nhà máy"
                         r"|trạm|cụm|khối|nhóm|tổ(?: sản xuất| hội| đảng)?|ch[iỉ] (?:hội|đoàn|bộ)"
                         r"|(?:[^,\n]* )?trường (?:tiểu học|trung học|mầm non|mẫu giáo|TH|THCS|THPT|MN|PTDT\w*)"
                         r"(?: [^,\n]*)?")
OF_SCHOOL = regex.compile(rf" {NAMES}")
# `đồng chí Trưởng Công an xã`, `Bí thư Chi đoàn`: a person told by an office.
OFFICE = regex.compile(rf"(?:{TITLES}) (?:(?:Phó )?(?:Bí thư|Chủ tịch|Trưởng(?: ban)?|Chủ nhiệm|Tổ trưởng)"
                       r"|Chi hội trưởng|Phó) (?=\p{Lu})")
# Groups whose name is what they do: `Câu lạc bộ hát Then xã Sơn Hải`, `Tổ hùn vốn ấp 3`.
ENDS = (rf"(?:{alternatives('does')}|tại|ở|của|trên|và|cho|do|với|từ|các|theo|là|để|về|trong|vào|đến|có|thuộc|đã"
        r"|đang|vừa|sẽ|gồm|được|mô hình|nhiều|này|ấy|mình|năm|hằng|hàng|mỗi|chưa|còn|không (?:còn|được|có)|thì"
        r"|tự(?! quản| nguyện| vệ| nhiên| học| lực| chủ)|đều|cùng|luôn)(?!\w)")
GROUP = regex.compile(rf"(?:[Cc]âu lạc bộ|CLB|[Nn]hóm|[Tt]ổ hợp tác|THT|[Tt]ổ|[Đđ]ội|[Nn]ghiệp đoàn"
                      r"|[Dd]oanh nghiệp|[Cc]ông ty|[Hh]ợp tác xã|HTX|[Nn]hà máy|[Xx]í nghiệp|[Cc]ụm"
                      r"|[Ll]àng nghề|Trung tâm"
                      rf"|[Cc]h[iỉ] (?:hội|đoàn))(?! (?:chức|phó|trưởng|viên))(?: (?!{ENDS})\p{{L}}+){{1,6}}"
                      rf"(?:(?: số)? \d{{1,2}}[A-Z]?(?!\w))?(?= ?[,;.:()\n]|\Z| [–—-] | {ENDS})")
# `Tổ Ngữ văn – Lịch sử`
SUBJECTS = regex.compile(rf" [–-] (?!(?:{TITLES}|{PLACE_WORDS})(?!\w)|{HEAD.pattern}|Mô hình)\p{{Lu}}\p{{Ll}}+"
                         r"(?: \p{Ll}+){0,2}(?=[.;,)\n]|\Z)")
OFFICES = regex.compile(r" làm (?:chủ nhiệm|(?:\p{Ll}+ ){0,2}(?:trưởng|phó))(?!\w)")
# What an organ does ends its name, but that of a board (`Ban Chỉ đạo thực hiện …`).
VERB = regex.compile(r" (?:sang|ra|cho|tại|ở|xây dựng|thành lập|ra mắt|duy trì|đăng ký|triển khai|thực hiện|phụ trách"
                     r"|đảm nhận|chủ trì|khởi xướng|phát động)(?!\w)")
BOARD = regex.compile(r"(?i)(?:ban chỉ đạo|bcđ|tổ|tiểu ban|hội đồng)(?!\w)")
SMALL_WORD = regex.compile(r" \p{Ll}")
# What a sentence has and no organ's name: `UBND xã đã triển khai 3 mô hình, gồm`, `Nhóm làm tốt, cho nhân rộng`.
TELLS = regex.compile(
    r"“|(?<= )(?:đã|đang|sẽ|vừa|gồm|mô hình|duy trì|ra mắt|đăng ký|triển khai|phối hợp|chủ trì|phụ trách|đảm nhận"
    r"|lãnh đạo|chỉ đạo|vắng|giao|gửi|báo cáo|trình bày|làm|giữ|cho|là|có|cần|được|không|nhưng|do|tốt|yếu|nhân rộng"
    r"|dừng|thôi|củng cố|tích cực|thường xuyên|luôn|sau|nay|còn|với|trong|tại|ở|theo|thực hiện|tham mưu|tham gia"
    r"|bằng|chọn|cử|phân công|mời|đề nghị|yêu cầu|giới thiệu|(?<!Trợ )giúp"
    r"|xây dựng|thành lập|phát động|vận động|tổ chức)(?!\w)|,(?! (?:\p{Lu}|\d))| – "
)
LONGEST, NEAR, LONG_NAME, LONG_PAIR = 90, 8, 12, 16


class Owner(NamedTuple):
    """Where an owner ends and what it is; a `unit` may be owner or place, a `place` is a commune or above."""

    end: int
    kind: Kind


def owner_at(text: str, start: int) -> Owner | None:
    """The owner that begins at `start`, as far as the grammar of names goes.

    >>> owner_at("Hội Nông dân xã Mão Điền, huyện Thuận Thành;", 0), owner_at("cô Sáu Lành, ấp Mũi", 0)
    (Owner(end=43, kind='organ'), Owner(end=11, kind='person'))
    """
    folk = FOLK.match(text, start)
    found = owner_at(text, folk.end()) if folk else None
    if found and found.kind in ("organ", "unit"):
        return Owner(found.end, "organ")
    person = PERSON.match(text, start)
    if person:
        office = OFFICE.match(text, start)
        organ = issuer_at(text, office.end()) if office else None
        return Owner(organ or person.end(), "person")
    formed = FORMED.match(text, start)
    if formed:
        unit = OF_UNIT.match(text, formed.end())
        return Owner(_above(text, (unit or formed).end()), "organ")
    unit = PLACE.match(text, start)
    end = small_issuer_at(text, start, SMALL) or issuer_at(text, start) or 0
    if unit and unit.end() >= end:
        return Owner(unit.end(), "place" if COMMUNE.match(unit[0]) else "unit")
    if not end or SMALL_WORD.match(text, end):
        group = GROUP.match(text, start, start + LONGEST)
        end = max(end, group.end() if group else 0)
    if not end:
        return None
    for more in (COMMUNES, BRANCH, WITHIN, MARKET, BEFORE_PLACE):
        match = more.match(text, end)
        end = match.end() if match else end
    verb = None if BOARD.match(text, start) else VERB.search(text, start, end + NEAR)
    end = verb.start() if verb and verb.start() < end else end
    subject = SUBJECTS.match(text, end) if text.startswith("ổ ", start + 1) else None
    end = subject.end() if subject else end
    return Owner(_above(text, _number_end(text, start, end)), "organ")


def _number_end(text: str, start: int, end: int) -> int:
    """Past the number of the hamlet or school that the organ's name ends with: `Trường Tiểu học số 2 Nam Lộc`."""
    numbered = UNIT_AT_END.search(text, start, end) or NUMBERED.fullmatch(text, start, end)
    number = UNIT_NUMBER.match(text, end) if numbered else None
    if number is None:
        return end
    school = number[0].startswith(" số") and "rường " in text[start:end]
    named = OF_SCHOOL.match(text, number.end()) if school else None
    last: int = (named or number).end()
    return last


def _above(text: str, end: int) -> int:
    """Past the commune and the district named behind the organ."""
    match = UNITS_ABOVE.match(text, end)
    return match.end() if match else end


def framed(text: str, start: int) -> Owner | None:
    """The owner before a verb such as `phụ trách`, the whole of it.

    >>> framed("Chi đoàn giáo viên phụ trách", 0)
    Owner(end=18, kind='organ')
    """
    found = owner_at(text, start)
    if found and OFFICES.match(text, found.end):
        return None
    if found and " " in text[start : found.end] and DOES.match(text, found.end):
        return found
    frame = FRAME.match(text, start)
    if frame is None or HEAD.match(text, start) is None:
        return None
    longest = LONG_PAIR if " và " in frame[0] else LONG_NAME
    return Owner(frame.end(), "organ") if len(frame[0].split()) <= longest else None


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
    first = words.partition(" ")[0]
    return len(first) > 1 and first.isupper() and not words.isupper()
