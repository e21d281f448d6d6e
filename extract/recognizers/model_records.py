"""Models written as records: `Tên mô hình: …`, and lines such as `Đơn vị thực hiện: …`, `Năm xây dựng: …`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extract.recognizers.model_scope import last_status
from extract.recognizers.model_tail import PERSON, PLACE

NAME = regex.compile(r"(?<!\w)Tên (?:mô hình|công trình|phần việc)(?: [^:\n]{0,40})?:[ \n]*")
FIELDS: tuple[tuple[str, str], ...] = (
    ("owner", r"(?:[Đđ]ơn vị|[Cc]á nhân|[Tt]ập thể|[Cc]hủ thể|[Tt]ổ chức|[Nn]gười)(?: (?:thực hiện|chủ trì|phụ trách|đăng ký|triển khai))*|[Tt]hực hiện|[Cc]hủ trì"),
    ("place", r"[Đđ]ịa (?:điểm|bàn|chỉ)(?: [^:\n]{0,20})?|[Nn]ơi thực hiện"),
    ("year", r"(?:[Nn]ăm|[Tt]hời gian)(?: (?:xây dựng|bắt đầu|thành lập|thực hiện|triển khai|đăng ký))*(?: mô hình)?"),
    ("field", r"[Ll]ĩnh vực"),
    ("status", r"[Tt]ình trạng|[Tt]rạng thái"),
)
PATTERN = regex.compile("|".join(rf"(?P<{name}>(?<=[\n;.+-] ?|^)(?:[-–+•*] )?(?:{pattern}):[ ]*)" for name, pattern in FIELDS))
YEAR = regex.compile(r"(?:19|20)\d\d")
REACH = 900


class Record(NamedTuple):
    """Where a name is written as a record, and the values of its other lines."""

    name_start: int
    name_end: int
    owner: str | None
    place: str | None
    year: int | None
    field: str | None
    status: str | None
    person: bool


def find_records(text: str) -> Iterator[Record]:
    """Every model written as a record.

    >>> record = next(find_records("Tên mô hình: Ống tre tiết kiệm\\nĐơn vị thực hiện: Chi hội 2\\nNăm xây dựng: 2018"))
    >>> record.owner, record.year
    ('Chi hội 2', 2018)
    """
    heads = list(NAME.finditer(text))
    for i, head in enumerate(heads):
        limit = min(heads[i + 1].start() if i + 1 < len(heads) else len(text), head.end() + REACH)
        end = min(at for at in (text.find("\n", head.end()), text.find(";", head.end()), limit) if at >= 0)
        values = {match.lastgroup: _value(text, match.end(), limit) for match in reversed(list(PATTERN.finditer(text, end, limit)))}
        owner, year = values.get("owner"), YEAR.search(values.get("year") or "")
        place, person = values.get("place"), PERSON.match(owner) if owner else None
        if owner and person:
            place = place or _place_in(owner[person.end():])
            owner = person[0]
        yield Record(head.end(), end, owner, place, int(year[0]) if year else None, values.get("field"),
                     last_status(values.get("status") or ""), person is not None)


def _value(text: str, start: int, limit: int) -> str | None:
    ends = [at for at in (text.find("\n", start, limit), text.find(";", start, limit)) if at >= 0]
    return text[start:min(ends, default=limit)].strip(" .,;") or None


def _place_in(owner: str | None) -> str | None:
    found = PLACE.search(owner) if owner else None
    return found[0] if found else None
