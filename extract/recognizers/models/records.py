"""Models written as records: `Tên mô hình: …`, and lines such as `Đơn vị thực hiện: …`, `Năm xây dựng: …`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extract.recognizers.models.charges import at_home, in_charge
from extract.recognizers.models.drafts import Draft
from extract.recognizers.models.lines import NOUN
from extract.recognizers.models.names import OPENERS, name_at
from extract.recognizers.models.owners import PERSON
from extract.recognizers.models.scope import field_of, last_status

NAME = regex.compile(r"(?:[Tt]ên (?:mô hình|công trình|phần việc)|TÊN MÔ HÌNH)(?: [^:\n]{0,40})?:[ \n]*")
FIELDS: tuple[tuple[str, str], ...] = (
    (
        "owner",
        (r"(?:[Tt]ên )?(?:[Đđ]ơn vị|[Cc]á nhân|[Tt]ập thể|[Cc]hủ thể|[Tt]ổ chức|[Nn]gười)(?: (?:thực hiện|chủ trì|"
        r"phụ trách|đăng ký|triển khai|xây dựng))*|[Tt]hực hiện|[Cc]hủ trì"),
    ),
    ("place", r"[Đđ]ịa (?:điểm|bàn|chỉ)(?: [^:\n]{0,20})?|[Nn]ơi thực hiện"),
    (
        "year",
        (r"(?:[Nn]ăm|[Tt]hời (?:gian|điểm))(?: (?:xây dựng|bắt đầu|thành lập|thực hiện|triển khai|đăng ký|"
        r"ra mắt))*(?: mô hình)?"),
    ),
    ("field", r"[Ll]ĩnh vực"),
    ("status", r"[Tt]ình trạng|[Tt]rạng thái"),
    (
        "other",
        (r"[Kk]inh phí|[Ss]ố tiền[^:\n]{0,20}|[Kk]ết quả|[Hh]ình thức[^:\n]{0,20}|[Nn]ội dung[^:\n]{0,20}|"
        r"[Hh]iệu quả|[Vv]ốn|[Mm]ục tiêu|[Gg]hi chú"),
    ),
)
# A label begins a line or a clause; in the middle of a joined line it has a capital.
# It is looked for from its colon back.
PATTERN = regex.compile(
    "(?r)(?:(?<=[\n;.+-] ?|[-–+•*] ?|\\A)|(?<=\\s)(?=\\p{Lu}))(?:"
    + "|".join(rf"(?P<{name}>{pattern})" for name, pattern in FIELDS)
    + r") ?\Z"
)
LABELS = regex.compile("|".join(pattern for _, pattern in FIELDS))
UNNAMED = regex.compile(r"[Mm]ô hình(?: (?:số |thứ )?(?:\d{1,2}|nhất|hai|ba|tư|năm))?:[ \n]*(?=[\p{Lu}“\"«])")
# Marks and numbers from the line's start on.
BEFORE_HEAD = regex.compile(r"(?r)(?:\n|\A)[ \-–+•*0-9.()]*\Z")
YEAR = regex.compile(r"(?:19|20)\d\d")
VALUE_END = regex.compile(r"[\n;]|\.\s(?=\p{Lu})")
# A form to be filled in.
BLANK = regex.compile(r"…{2}|\.{4}|_{3}")
REACH, LABEL_WITHIN, MARKS = 900, 60, 40


class Label(NamedTuple):
    """Where the label of a value stands, colon included, and what it labels."""

    start: int
    end: int
    field: str


def find_records(text: str, nouns: Sequence[regex.Match[str]]) -> dict[int, Draft]:
    """Every model written as a record, by the offset of the word `mô hình` before the colon.

    >>> from extract.recognizers.models.lines import find_nouns
    >>> text = "Tên mô hình: Ống tre tiết kiệm\\nĐơn vị thực hiện: Chi hội 2\\nNăm xây dựng: 2018"
    >>> record = find_records(text, find_nouns(text))[4]
    >>> record.name, record.owner, record.year
    ('Ống tre tiết kiệm', 'Chi hội 2', 2018)
    """
    heads = [(noun.start(), head, named) for noun in nouns for head, named in _heads(text, noun)]
    found: dict[int, Draft] = {}
    for i, (at, head, named) in enumerate(heads):
        limit = min(heads[i + 1][0] if i + 1 < len(heads) else len(text), head.end() + REACH)
        record = _record(text, head.end(), limit, named)
        if record:
            found[at] = record
    return found


def _heads(text: str, noun: regex.Match[str]) -> Iterator[tuple[regex.Match[str], bool]]:
    """The label before a name, and whether it says that a name follows."""
    start = noun.start()
    head = NAME.match(text, start - 4) if start >= 4 and text.startswith(("Tên ", "tên ", "TÊN "), start - 4) else None
    if head:
        yield head, True
        return
    head = UNNAMED.match(text, start) if BEFORE_HEAD.search(text, max(0, start - MARKS), start) else None
    if head:
        yield head, False


def _record(text: str, start: int, limit: int, named: bool) -> Draft | None:
    """The record whose name begins at `start`; one that is not called a name needs lines of its own."""
    labels = list(_labels(text, start, limit))
    ends = [
        at
        for at in (text.find("\n", start, limit), text.find(";", start, limit), labels[0].start if labels else -1)
        if at >= 0
    ]
    end = _over_lines(text, min(ends, default=limit), labels[0].start if labels else limit)
    said = {label.field: _value(text, label.end, limit, labels) for label in reversed(labels)
            if not (label.field == "owner"
                    and in_charge(text[label.start : label.end], _value(text, label.end, limit, labels)))}
    noun = NOUN.match(text, start, end)
    start = noun.end() if noun else start
    words = text[start:end].strip(" .,;:*\n")
    if not any(c.isalnum() for c in words) or BLANK.match(words):
        return None
    if not (named or said.get("owner") or said.get("year")):
        return None
    at = text.index(words, start)
    quoted = name_at(text, at, at + len(words), ()) if words[0] in OPENERS else None
    name = quoted.name if quoted and quoted.end >= at + len(words) else " ".join(words.split())
    owner, place, year = said.get("owner"), said.get("place"), YEAR.search(said.get("year") or "")
    person = PERSON.match(owner) if owner else None
    owner, place = at_home(owner, place)
    return Draft(
        at,
        at + len(words),
        name,
        owner,
        place,
        last_status(said.get("status") or ""),
        int(year[0]) if year else None,
        field_of(said.get("field") or ""),
        "cá nhân" if person else None,
        close=at + len(words),
    )


def _over_lines(text: str, end: int, limit: int) -> int:
    """A name that a line end has cut goes on in small letters."""
    while end + 1 < limit and text[end] == "\n" and text[end - 1].isalnum() and text[end + 1].islower():
        after = text.find("\n", end + 1, limit)
        end = after if after >= 0 else limit
    return end


def _labels(text: str, start: int, limit: int) -> Iterator[Label]:
    """The labels between a name's start and the end of its record."""
    colon = text.find(":", start, limit)
    while colon >= 0:
        match = PATTERN.search(text, max(start, colon - LABEL_WITHIN), colon)
        if match and match.lastgroup:
            yield Label(match.start(), colon + 1, match.lastgroup)
        colon = text.find(":", colon + 1, limit)


def _value(text: str, start: int, limit: int, labels: list[Label]) -> str | None:
    following = next((label.start for label in labels if label.start >= start), limit)
    stop = VALUE_END.search(text, start, following)
    return " ".join(text[start : stop.start() if stop else following].strip(" .,;").split()) or None
