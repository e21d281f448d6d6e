"""What stands around a model's name: the heading's status, year and field, and whether a list names models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extract.vocab import rows

YEAR = regex.compile(r"(?<!tháng \d{1,2} )[Nn]ăm ((?:19|20)\d\d)(?!\s?[-–]\s?\d)|(?<!\d)(?:từ )?(?:tháng )?\d{1,2}/((?:19|20)\d\d)(?!\d)")
# Sections that speak of the future or judge: what they name is no model of today.
FORWARD = regex.compile(
    r"phương hướng|nhiệm vụ (?:trọng tâm|năm|quý|6 tháng|trong thời gian|thời gian)|giải pháp|kiến nghị|đề xuất|tồn tại|"
    r"hạn chế|khó khăn|bài học|nguyên nhân|^[\W\divx]*(?:mục đích|yêu cầu|chỉ tiêu|tiến độ|nhiệm vụ)")
NOT_YET = regex.compile(r"chưa (?:thành lập|triển khai|xây dựng|có|đăng ký|được)|dự kiến|sẽ |mới ở mức|đang (?:bàn|nghiên cứu|xin|xem xét|đề nghị)|"
                        r"phấn đấu|chỉ tiêu|không tính là|đến học tập|học tập kinh nghiệm|tham quan|mời .{0,20}tham gia")
HEADING = regex.compile(r"^\s*(?:[IVX]+|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/-]+\s*\S")
ITEM = regex.compile(r"^\s*(?:[-–+•*·]|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]|[a-zđ][.)/-])\s*")


@dataclass(slots=True)
class Scope:
    """What the headings and intro lines above say; `lists` while a list of models is open."""

    status: str | None = None
    year: int | None = None
    field: str | None = None
    kind: str | None = None
    lists: bool = False
    forward: bool = False


@cache
def words(kind: str) -> tuple[tuple[str, str], ...]:
    """The words of one kind with their values, longest first."""
    found = [(row["word"], row["value"]) for row in rows("model_words") if row["kind"] == kind]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _pattern(kind: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{'|'.join(regex.escape(word) for word, _ in words(kind))})(?!\w)")


def last_status(text: str) -> str | None:
    """The status that the text says last, or None. `chưa thành lập` outweighs what it denies.

    >>> last_status("đã thành lập mới 05 mô hình"), last_status("duy trì, nay dừng"), last_status("đẹp")
    ('thành lập', 'dừng', None)
    """
    low = text.lower()
    found = list(_pattern("status").finditer(low))
    if not found:
        return None
    if low[:found[-1].start()].endswith("chưa "):
        return "chưa thành lập"
    return dict(words("status"))[found[-1][0]]


def field_of(text: str) -> str | None:
    """The field that a heading or a cell states.

    >>> field_of("Lĩnh vực quốc phòng, an ninh:"), field_of("Kết quả")
    ('quốc phòng - an ninh', None)
    """
    found = _pattern("field").search(text.lower().replace("–", "-"))
    return dict(words("field"))[found[0]] if found else None


def field_hint(name: str) -> str | None:
    """The field that the name's own words suggest: the one with most hints, None for a tie or none.

    >>> field_hint("Camera an ninh"), field_hint("Đổi mới")
    ('quốc phòng - an ninh', None)
    """
    votes: dict[str, int] = {}
    for match in _pattern("hint").finditer(name.lower()):
        value = dict(words("hint"))[match[0]]
        votes[value] = votes.get(value, 0) + 1
    ranked = sorted(votes.items(), key=lambda pair: -pair[1])
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def last_year(text: str) -> int | None:
    """The year that the text says last, or None."""
    found = YEAR.findall(text)
    return int(found[-1][0] or found[-1][1]) if found else None
