"""Headings and intro lines: which they are, and what they say for the lines below."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import regex

from extract.document import Document
from extract.recognizers.models.labels import Lead, subject_of
from extract.recognizers.models.lines import NOUN, Line
from extract.recognizers.models.owners import HEAD, PERSON, PLACE_WORDS, TITLES, framed
from extract.recognizers.models.reporting import reports
from extract.recognizers.models.scope import (
    AIMS,
    BRACKETS,
    FORWARD,
    HEADING,
    ITEM,
    JUDGED,
    TASKS,
    Scope,
    field_of,
    last_status,
    last_year,
)
from extract.recognizers.models.subjects import subject

TOP = regex.compile(r"\s*(?:[IVX]+|[A-Z]|PHẦN [\p{Lu} ]+)\s*[.)/-]")
NUMBERED = regex.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?")
LAST_SENTENCE = regex.compile(r"(?s).*[^\s.]{2}\.\s(?=\p{Lu})")
# `Toàn xã duy trì 8 mô hình. Tiêu biểu:`: the sentence before tells of the list.
GIVES = regex.compile(r"\. (?:Trong (?:số|đó)[^.;:\n]{0,30}?,? ?)?(?:[Tt]iêu biểu|[Nn]ổi bật|[Đđ]iển hình"
                     r"|Cụ thể|Gồm|Trong đó|Đó là)(?: là| như(?: sau)?)?\Z")
# What a heading that names whose list it is may begin with.
OWNERISH = regex.compile(
    rf"(?:{HEAD.pattern}|(?i:{PLACE_WORDS})(?!\w)|(?:{TITLES}) |"
    r"[Ởở] |[Tt]ại |[Tt]rên địa bàn |[Cc]ác mô hình|[Mm]ô hình)"
)
OF_MODELS = regex.compile(r"(?:Các |các )?[Mm]ô hình (?:[“\"]?[Dd]ân vận khéo[”\"]? )?của ")
# `A. Mô hình Công an xã chủ trì`
RUN_BY = regex.compile(r"(?:Các |các )?[Mm]ô hình (?:do )?(?=\p{Lu})")
# Behind `Hội Nông dân xã duy trì 02 mô hình`, where the list below is all theirs.
BARE = regex.compile(r"(?: (?:[“\"]?[Dd]ân vận khéo[”\"]?|sau|sau đây|gồm|như sau|là|cụ thể|mới|tập thể|cá nhân"
                     r"|tiêu biểu),?)* ?:")
NTH = regex.compile(r"\W*(?:[\d.]+|[a-zđ])[.)]? ?Mô hình (?:thứ |số )?(?:nhất|hai|ba|tư|bốn|năm|\d)[ :]*")
SIGN = regex.compile(rf"{ITEM.pattern}|\s*(?:[IVX]+|[A-Z])\s*[.)/-]+\s*")
# `a) Duy trì:`, `b) Đăng ký mới:` in a list of models.
STATUS_ALONE = regex.compile(rf"(?:{ITEM.pattern})?(?:\p{{L}}+ ?){{1,6}}(?: \(\d+\))? ?:\Z")
# `A. Lĩnh vực kinh tế`, `I. TẬP THỂ`: a part of the list above, whatever its number.
PART = regex.compile(r"\W*(?:[ivx]+|[a-z]|\d{1,2})[.)/-]+\s*(?:(?:trong |về )?lĩnh vực |xây dựng hệ thống chính trị"
                     r"|(?:xếp )?loại (?:[a-d]|\d|tốt|khá|giỏi|xuất sắc|trung bình)(?!\w))")
# `a) Tổ phụ nữ đan lục bình` is a model rather than whose models follow.
TEAM = regex.compile(rf"(?:{ITEM.pattern})?(?:Tổ|Nhóm|Đội|Câu lạc bộ|CLB|Quỹ) \p{{Ll}}")
# An intro line behind which names follow, the lines that may stand below a group's head.
NAMES_FOLLOW = regex.compile(r"(?:tiêu biểu|điển hình|nổi bật|sau(?: đây)?|gồm(?: có)?|cụ thể|như|là)"
                             r"(?: là| như)? ?:\Z")
ITEM_BELOW = regex.compile(r"\s*\n\s*(?:[-–+•*“\"«]|[Mm]ô hình)")
MODEL_BELOW = regex.compile(r"\s*\n\s*(?:[-–+•*]\s*)?(?:(?:duy trì|đăng ký|xây dựng) )?(?:[Mm]ô hình [“\"«]|[“«])")
LONGEST, SHORT, PLAIN, FIRST_WORDS, BELOW = 180, 60, 90, 40, 60


def is_heading(text: str, start: int, end: int, kind: str, named: bool) -> bool:
    """Whether the line is a heading: by its kind, its number, its capitals, or the words of a section to come."""
    if kind == "heading":
        return True
    if named or end - start > LONGEST or text[end - 1] == ";":
        return False
    if not HEADING.match(text, start, end):
        words = text[start:end]
        return words.isupper() or (
            end - start < PLAIN and _begins_forward(words.lower().lstrip("*0123456789.IVX- /"))
        )
    return text[end - 1] != "." or end - start < SHORT


def level_of(words: str) -> int:
    """How deep a heading stands: `II.`, `A.` and capitals 1, `2.` 2, `2.1.` 3, `a)` 4.

    >>> [level_of(words) for words in ("II. KẾT QUẢ", "1. Tuyên truyền", "2.1. Mô hình", "Phương hướng")]
    [1, 2, 3, 2]
    """
    if TOP.match(words) or words.isupper():
        return 1
    number = NUMBERED.match(words)
    return 2 + number[0].rstrip(". ").count(".") if number else 2


def in_forward(document: Document, at: int) -> bool:
    """Whether a section that speaks of the future, or judges, holds this offset: its heading is looked for above."""
    level = 9
    for block in reversed(document.blocks[: bisect_right(document.blocks, at, key=lambda block: block.start)]):
        if block.kind == "table_cell" or block.start <= at < block.end or (
            block.end - block.start > LONGEST and block.kind != "heading"
        ):
            continue
        here, forward = _section(document.text[block.start : block.end], block.kind)
        if here < level:
            level = here
            if forward:
                return True
        if level == 1:
            break
    return False


# Each number of models and each sum asks for the headings above it.
@lru_cache(maxsize=256)
def _section(words: str, kind: str) -> tuple[int, bool]:
    """How deep the section stands that the words head, and whether it speaks of the future; 9 where they head none."""
    if not is_heading(words, 0, len(words), kind, False):
        return 9, False
    return level_of(words), _forward(words.lower(), NOUN.search(words) is not None)


def _forward(low: str, noun: bool) -> bool:
    match = FORWARD.search(low)
    if match is None or match.start():
        match = AIMS.match(low) or match
    return match is not None and (not noun or match.end() <= FIRST_WORDS)


def _begins_forward(low: str) -> bool:
    return (FORWARD.match(low) or AIMS.match(low)) is not None


def enter(text: str, line: Line, scope: Scope, heading: bool) -> None:
    """A heading or an intro line: what it says holds for what follows."""
    words = text[line.start : line.end]
    low = words.lower()
    noun = bool(line.nouns) or (scope.lists and heading and "điển hình" in low)
    level = level_of(words)
    top = heading and level == 1
    if heading and (top or not noun) and not (scope.forward and level > scope.level):
        task = scope.planned and TASKS.search(low) is not None
        scope.forward, scope.level = _forward(low, noun) and not task, level
        scope.judged = scope.forward and JUDGED.search(low) is not None
    if not (noun or scope.lists) and len(words) > PLAIN:
        scope.status = scope.year = scope.field = scope.kind = None
        return
    words = BRACKETS.sub("", words) if "(" in words else words
    if not heading:
        words = words.rstrip(": ")
        words = words if GIVES.search(words) else LAST_SENTENCE.sub("", words)
    status, field = (
        last_status(words if heading else _near_nouns(words)),
        field_of(words) if len(words) < PLAIN else None,
    )
    both = "tập thể" in low and "cá nhân" in low
    kind = None if both else "cá nhân" if "cá nhân" in low else "tập thể" if "tập thể" in low else None
    keep = not heading or (status is None and (field is not None or (kind is not None and len(words) < FIRST_WORDS)))
    status = status or ("công nhận" if scope.recognised and low.startswith("danh sách") else None)
    scope.status = status or (scope.status if keep else None)
    scope.year = last_year(low) or (scope.year if keep else None)
    scope.field = field
    scope.kind = kind
    said = heading_subject(text, line)
    said = _intro_subject(text, line, scope) if said == Lead() and not heading and line.nouns else said
    if NTH.fullmatch(words):  # `2.1. Mô hình thứ nhất` below `Hội Nông dân xã xây dựng 02 mô hình:`
        said = Lead(owner=scope.owner, place=scope.place, unit=scope.unit, person=scope.person)
    scope.owner, scope.place, scope.unit, scope.person = said.owner, said.place, said.unit, said.person
    told = field is not None or status is not None or said != Lead()
    parts = kind is not None or PART.match(low) is not None
    scope.lists = noun or (scope.lists and ((told and not top) or parts or not heading))
    colon = text[line.end - 1] == ":"
    scope.named = int(colon and NAMES_FOLLOW.search(text, max(line.start, line.end - 60), line.end) is not None)
    scope.brief = False
    scope.group += 1


def status_head(text: str, line: Line) -> str | None:
    """The status that a line of a list gives to the items below it: `b) Đăng ký mới:`."""
    if text[line.end - 1] != ":" or line.end - line.start >= FIRST_WORDS:
        return None
    words = text[line.start : line.end]
    return last_status(words) if STATUS_ALONE.match(words) else None


def group_head(text: str, line: Line, scope: Scope) -> Lead:
    """Whose models the lines below are: `Hội Nông dân xã`, `- Hội Phụ nữ xã:` alone on a line with a list below it.

    Outside a list of models the next line must name one.
    """
    last, below = text[line.end - 1], line.end + BELOW
    if last in ".;,)”" or line.end - line.start > PLAIN or (
        last != ":" and (ITEM_BELOW.match(text, line.end, below) is None or TEAM.match(text, line.start))
    ):
        return Lead()
    if not scope.lists and MODEL_BELOW.match(text, line.end, below) is None:
        return Lead()
    said = heading_subject(text, line)
    if said != Lead():
        scope.brief = not scope.lists
    return said


def heading_subject(text: str, line: Line) -> Lead:
    """Whose list begins below: `2. Hội Nông dân xã`, `* Thôn Đông:`, `Các mô hình của Đoàn xã:`."""
    item = SIGN.match(text, line.start, line.end)
    start = item.end() if item else line.start
    end = start + len(text[start : line.end].rstrip(" :.;"))
    if end - start > SHORT or not OWNERISH.match(text, start):
        return Lead()
    run = RUN_BY.match(text, start, end) if line.nouns else None
    done = framed(text, run.end()) if run else None
    if run and done and done.end < end:
        return Lead(owner=text[run.end() : done.end])
    if line.nouns and not OF_MODELS.match(text, start, end):
        return Lead()
    if text[start:end].isupper():
        return Lead()
    return subject_of(text, start, end)


def _intro_subject(text: str, line: Line, scope: Scope) -> Lead:
    """Whose list begins below: `Trong đó Hội Nông dân xã duy trì 02 mô hình:`."""
    noun = line.nouns[-1]
    who = subject(text, noun.start()) if BARE.fullmatch(text, noun.end(), line.end) else None
    directly = who is not None and f"{who} trực tiếp " in text[line.start : line.end]
    if who is None or reports(who, scope.issuer, directly):
        return Lead()
    return Lead(owner=who, person=PERSON.match(who) is not None)


def _near_nouns(words: str) -> str:
    """The words near `mô hình` in a long intro line: a status farther off speaks of something else."""
    near = [words[max(0, noun.start() - 30) : noun.end() + 30] for noun in NOUN.finditer(words)]
    return " ".join(near)
