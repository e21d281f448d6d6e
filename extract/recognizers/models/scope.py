"""What stands around a model's name: status, year and field of headings and sentences, and open lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extract.vocab import rows

# Sections that speak of the future or judge: what they name is no model of today.
FORWARD = regex.compile(
    r"phương hướng|nhiệm vụ (?:trọng tâm|năm|quý|6 tháng|trong thời gian|thời gian)|giải pháp|kiến nghị|"
    r"đề xuất(?! dừng)|tồn tại|"
    r"hạn chế|khó khăn|bài học|nguyên nhân|khuyết điểm"
)
# These only begin one. Apart, since `regex` searches far more slowly for a pattern of which one way is tied to a place.
AIMS = regex.compile(r"[\W\divx]*(?:mục đích|yêu cầu|chỉ tiêu|tiến độ|nhiệm vụ)")
# Of these, the ones that set tasks, and those that judge what there is.
TASKS = regex.compile(r"nhiệm vụ|phương hướng|giải pháp|tiến độ")
JUDGED = regex.compile(r"tồn tại|hạn chế|khó khăn|khuyết điểm|nguyên nhân")
# Sentences that name what is not there yet, is another unit's, or is said to be no model.
NOT_YET = regex.compile(
    r"chưa (?:thành lập|triển khai|xây dựng|có|đăng ký|nằm|"
    r"được(?! (?:công nhận|khen|biểu dương|xếp loại|nghiệm thu|đánh giá)))|"
    r"(?<!kinh phí )dự kiến(?! (?:kinh phí|hỗ trợ|chi)(?!\w))|sẽ |mới ở mức"
    r"|đang (?:bàn|nghiên cứu|xin|"
    r"xem xét|đề nghị|chờ)|"
    r"phấn đấu|chỉ tiêu|không (?:tính|đưa vào|thuộc|nằm trong|đăng ký|phải là|thống kê|xem )|đến học tập|để học tập|"
    r"học tập kinh nghiệm|"
    r"học tập(?: các)? \Z|học hỏi|(?:tỉnh|huyện|xã|phường|đơn vị|địa phương|trường) bạn(?!\w)|(?<!khách )tham quan|"
    r"mời .{0,20}tham gia|việc làm ăn|định hướng|về lâu dài"
)
HEADING = regex.compile(r"\s*(?:[IVX]+|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/-]+\s*\S")
ITEM = regex.compile(r"\s*(?:[-–+•*·]|\(?\d{1,2}(?:\.\d{1,2})*(?: ?[.)]|[/-]|,(?= [“\"«'‘]| [Mm]ô hình))"
                     r"|[a-zđ][.)/-])\s*")
BRACKETS = regex.compile(r" ?\([^()]*\)")

# A year counts, a range of years and the date of a cited document do not.
YEAR = regex.compile(
    r"(?<!ngày \d{1,2} tháng \d{1,2} )[Nn]ăm ((?:19|20)\d\d)(?!\s?[-–]\s?\d|\d)|(?<![\d/])\d{1,2}/((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?<![/-]\S{1,30},? ngày ?)\d{1,2}[/-]\d{1,2}[/-]((?:19|20)\d\d)(?!\d)"
)
SINCE = regex.compile(
    r"(?:(?<!\w)(?:[Tt]ừ|[Rr]a mắt|[Tt]hành lập|[Bb]ắt đầu)(?: (?:từ|vào|ngày|tháng|năm|quý|đầu|cuối|giữa|[IV]{1,3}|"
    r"\d{1,2}))* ?(?:\d{1,2}/){0,2}"
    r")((?:19|20)\d\d)(?!\d|\s?[-–]\s?\d| đến)"
)
# A status that begins: only then is the year of the sentence the model's own.
BEGINNINGS = frozenset({"đăng ký mới", "thành lập", "công nhận"})
# What is wished or asked for is not done.
WISHED = regex.compile(
    r"(?:nên|cần|sẽ|có thể|khả năng|đề nghị|dự kiến|phấn đấu|không|xem xét|mục tiêu|để)(?: [\w,]+){0,4} \Z"
)
# All that were named: `cả hai đều do Chi đoàn trông nom`.
ALL = r"(?:cả (?:hai|ba|bốn|năm|\d+)|tất cả|các mô hình (?:này|trên))"
NEAR = 120
DENIED = regex.compile(r"chưa (?:được )?\Z")


@dataclass(slots=True)
class Scope:
    """What the headings and intro lines above say; `lists` while a list of models is open, `group` its number;
    `level` is how deep the heading stands that opened a section of the future, `named` is 1 behind an intro line that
    says that names follow, 2 when one has followed, `brief` whether the owner holds for the items right below only,
    `below` whether the line above names models, `recognised` whether the document recognises what it lists, `planned`
    whether it is one that sets tasks."""

    status: str | None = None
    year: int | None = None
    field: str | None = None
    kind: str | None = None
    lists: bool = False
    forward: bool = False
    judged: bool = False
    owner: str | None = None
    place: str | None = None
    unit: str | None = None
    person: bool = False
    issuer: str | None = None
    group: int = 0
    level: int = 0
    named: int = 0
    brief: bool = False
    below: bool = False
    recognised: bool = False
    planned: bool = False


@cache
def words(kind: str) -> tuple[tuple[str, str], ...]:
    """The words of one kind with their values, longest first."""
    found = [(row["word"], row["value"]) for row in rows("model_words") if row["kind"] == kind]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def values(kind: str) -> dict[str, str]:
    """Word -> value for the words of one kind."""
    return dict(words(kind))


def alternatives(kind: str) -> str:
    """The words of one kind for use in a pattern, longest first."""
    return "|".join(regex.escape(word, special_only=True) for word, _ in words(kind))


def by_letter(kind: str) -> str:
    """The same words, those of one first letter together: a search for them takes half the time."""
    rests: dict[str, list[str]] = {}
    for word, _ in words(kind):
        rests.setdefault(word[0], []).append(regex.escape(word[1:], special_only=True))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


STATUS = regex.compile(rf"\b(?:{by_letter('status')})(?!\w| lại ở(?!\w))")
FIELD = regex.compile(rf"\b(?:{by_letter('field')})(?!\w)")
HINT = regex.compile(rf"\b(?:{by_letter('hint')})(?!\w)")
# In small letters, the status said of a name right behind it: `- duy trì`, `đã ngưng hoạt động`, `là các mô hình cũ`.
SAID_AFTER = regex.compile(
    rf"\s*(?P<mark>[(:–-]\s*|,\s*)?(?P<by>(?:(?:đã|nay|hiện|hiện nay|đến nay|đang|được|tiếp tục|vẫn|vẫn được|tạm|"
    rf"cũng|phải|đều|là|các|mô hình)\s+)*)"
    rf"(?P<status>{alternatives('status')})(?!\w)"
)


# `được Công an tỉnh công nhận năm 2022`.
RECOGNISED = regex.compile(r"\s*,?\s*(?:đã )?được (?:[\p{L}]+ ){1,6}?công nhận(?: (?:vào |từ )?năm ((?:19|20)\d\d))?")


def last_status(text: str) -> str | None:
    """The status that the text says last, or None; what is wished for or denied does not count.

    >>> last_status("đã thành lập mới 05 mô hình"), last_status("duy trì, nay dừng"), last_status("đẹp")
    ('thành lập', 'dừng', None)
    >>> last_status("Chưa thành lập"), last_status("đề nghị công nhận 2 mô hình")
    ('chưa thành lập', None)
    >>> last_status("xã công nhận 11 mô hình; đề nghị huyện công nhận 4 mô hình")  # the clause asks for it
    """
    low = text.lower()
    clause = 0
    for match in reversed(list(STATUS.finditer(low))):
        if match.start() < clause:
            return None
        value = values("status")[match[0]]
        if DENIED.search(low, 0, match.start()):
            if value in ("thành lập", "đăng ký mới"):
                return "chưa thành lập"
        elif not WISHED.search(low, max(0, match.start() - 60), match.start()) or value == "dừng":
            return value
        else:
            clause = low.rfind(";", 0, match.start())
    return None


def recognised(text: str, at: int) -> regex.Match[str] | None:
    """`được Công an tỉnh công nhận năm 2022` right behind `at`, with the year.

    >>> recognised("“X”, được huyện công nhận năm 2022", 3)[1]
    '2022'
    """
    # The end is given because `regex` looks for `công nhận` as far as it may before it begins to match.
    return RECOGNISED.match(text, at, at + NEAR)


def status_after(text: str, at: int) -> tuple[str | None, bool]:
    """The status said right behind a name that ends at `at`, and whether it outweighs the heading's.

    >>> status_after("“X” - duy trì.", 3), status_after("“X” đã ngưng hoạt động", 3), status_after("“X” của Hội", 3)
    (('duy trì', True), ('dừng', True), (None, False))
    """
    match = SAID_AFTER.match(text[at : at + NEAR].lower())
    if match is None:
        return ("công nhận", False) if recognised(text, at) else (None, False)
    if not (match["mark"] or match["by"] or values("status")[match["status"].lower()] == "dừng"):
        return None, False
    value = values("status")[match["status"].lower()]
    mark = (match["mark"] or "").strip()
    return value, value == "dừng" or (mark != "" and mark in "(–-") or "mô hình" in match["by"]


def field_of(text: str) -> str | None:
    """The field that a heading or a cell states.

    >>> field_of("Lĩnh vực quốc phòng, an ninh:"), field_of("Kết quả")
    ('quốc phòng - an ninh', None)
    """
    found = FIELD.search(text.lower().replace("–", "-").replace("oá", "óa"))
    return values("field")[found[0]] if found else None


def field_hint(name: str) -> str | None:
    """The field that the name's own words suggest: the one with most hints, None for a tie or none.

    >>> field_hint("Camera an ninh"), field_hint("Đổi mới")
    ('quốc phòng - an ninh', None)
    """
    votes: dict[str, int] = {}
    for match in HINT.finditer(name.lower()):
        value = values("hint")[match[0]]
        votes[value] = votes.get(value, 0) + 1
    ranked = sorted(votes.items(), key=lambda pair: -pair[1])
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def last_year(text: str) -> int | None:
    """The year that the text says last, or None; the date of a cited document is none.

    >>> last_year("Năm 2024, đăng ký"), last_year("theo Quyết định số 21/QĐ-UBND ngày 03/4/2024")
    (2024, None)
    """
    found = YEAR.findall(text) if "19" in text or "20" in text else ()
    return int("".join(found[-1])) if found else None


def start_year(text: str, status: str | None) -> int | None:
    """The year since when there is a model of this status, as the text says.

    >>> start_year("duy trì 01 mô hình có từ năm 2022", "duy trì"), start_year("Năm 2016 có 37 mô hình", None)
    (2022, None)
    """
    since = SINCE.findall(text) if status != "dừng" else ()
    return int(since[-1]) if since else last_year(text) if status in BEGINNINGS else None
