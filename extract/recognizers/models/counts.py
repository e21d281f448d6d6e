"""How many models the report says it has: `07 mô hình`, `13 tập thể, 05 cá nhân`, `Mô hình duy trì: 04`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from extract.document import Document
from extract.recognizers.models.headings import in_forward
from extract.recognizers.models.lines import find_nouns
from extract.recognizers.models.scope import BEGINNINGS, YEAR, last_status, status_after
from extract.records import ModelCount

WORDS = {word: n for n, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
NUMBER = regex.compile(
    r"(?r)(?<![\w/.,-])(?:\d{1,3}(?:\.\d{3})+|\d{1,5}|(?<!(?:mỗi|hằng|hàng|trong|cả|một|đầu|cuối|theo) )năm|hai|ba|"
    r"bốn|sáu|bảy|tám|chín|mười"
    r"|(?<=(?:có|đăng ký|duy trì|thành lập|dừng|xây dựng|mới|thêm) )một)(?= \Z)"
)
KIND = regex.compile(r" (tập thể|cá nhân)(?!\w)")
PARTS = ("tập thể", "cá nhân")
# `Mô hình duy trì: 04` at the end of its line.
LISTED = regex.compile(r"[^:;\n.]{0,50}: ?(?P<n>\d{1,3})(?= ?[.;]?(?:\n|\Z))")
SENTENCE = regex.compile(r"\.\s(?=\p{Lu})|\n")
SENTENCE_BEFORE = regex.compile("(?r)" + SENTENCE.pattern)
CLAUSE, PIECE = regex.compile(r";"), regex.compile(r"[;,]")
# What is wanted, one unit's share, a difference, or a number told before.
TARGET = regex.compile(
    r"ít nhất|tối thiểu|phấn đấu|chỉ tiêu|mục tiêu|(?<!\w)mỗi |(?<!\w)mọi |dự kiến|kế hoạch(?! đề ra)|đồng/|"
    r"không quá|sẽ |từ \d+ đến \Z|"
    r"có (?:xã|nơi|đơn vị|thôn|ấp|bản|chi hội|địa phương) |(?:tăng|giảm|hơn|ngoài|kém)(?: thêm)? \Z|(?<!\w)của \Z"
)
ASKED = regex.compile(r"\W*(?:\w{1,3}[.)] )?đề nghị ")  # at the begin of the clause
TOLD = regex.compile(r" (?:trên|này|nói trên|nêu trên|còn lại|dưới đây|ấy|đó)(?!\w)| so với")
YOUTH = regex.compile(r"công trình thanh niên|phần việc")
LEFT = regex.compile(r"(?:(?<!\w)còn|hiện có)(?: \w+){0,2} \Z")
RUNNING = regex.compile(r" (?:còn |đang )?hoạt động")
NEXT_PART = regex.compile(r"(?:,| và) \d{1,5} (?:tập thể|cá nhân)")
MARK = regex.compile(r"[,.;:(\n]|(?<!năm )(?<!\d)\d")
BEHIND, WINDOW = 60, 400


def find_model_counts(document: Document, nouns: Sequence[regex.Match[str]] | None = None) -> Iterator[ModelCount]:
    """Every count of models that is no target; `tập thể` and `cá nhân` count where models are spoken of.

    `nouns` are the words `mô hình` and their like, where they have been looked for.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Đã thành lập mới 05 mô hình; phấn đấu có 12 mô hình; có 13 tập thể, 05 cá nhân đăng ký mô hình."
    >>> [(count.count, count.status, count.kind) for count in find_model_counts(compose(Reading([Piece(text)])))]
    [(5, 'thành lập', None), (13, 'đăng ký mới', 'tập thể'), (5, 'đăng ký mới', 'cá nhân')]
    """
    text = document.flow
    nouns = find_nouns(text) if nouns is None else nouns
    sentence, before = (-1, -1), None
    for start, end, number, kind in _numbers(text, nouns):
        here = _span(text, start, end)
        if here != sentence:
            sentence, before = here, None
        if _wanted(text, here, start, end) or in_forward(document, start):
            continue
        count = _count(document, here, start, end, number, kind, before)
        before = count
        yield count


def _numbers(text: str, nouns: Sequence[regex.Match[str]]) -> Iterator[tuple[int, int, int, str | None]]:
    """(start, end, number, kind) of every count, in order."""
    found: list[tuple[int, int, int, str | None]] = []
    for noun in nouns:
        number = NUMBER.search(text, max(0, noun.start() - 14), noun.start())
        listed = LISTED.match(text, noun.end()) if not number else None
        if number and (
            noun[0].lower() != "công trình"
            or YOUTH.search(text[text.rfind("\n", 0, noun.start()) + 1 : noun.end() + 12].lower())
        ):
            kind = KIND.match(text, noun.end())
            found.append(
                (number.start(), kind.end() if kind else noun.end(), _number(number[0]), kind[1] if kind else None)
            )
        elif listed and last_status(listed[0]):
            found.append((*listed.span("n"), int(listed["n"]), None))
    found += _parts(text, nouns) if nouns else ()
    yield from sorted(found)


def _parts(text: str, nouns: Sequence[regex.Match[str]]) -> Iterator[tuple[int, int, int, str | None]]:
    """`13 tập thể`, `05 cá nhân` in a sentence that speaks of models."""
    starts = [noun.start() for noun in nouns]
    for kind in PARTS:
        at = text.find(kind)
        while at >= 0:
            number = NUMBER.search(text, max(0, at - 10), at)
            if number:
                a, b = _span(text, at, at + len(kind))
                if bisect_left(starts, a) < bisect_left(starts, b):
                    yield number.start(), at + len(kind), _number(number[0]), kind
            at = text.find(kind, at + 1)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around the count."""
    a = max(0, start - WINDOW)
    before = SENTENCE_BEFORE.search(text, a, start)
    a = before.end() if before else a
    close = SENTENCE.search(text, end, end + WINDOW)
    return a, close.start() if close else min(len(text), end + WINDOW)


def _wanted(text: str, sentence: tuple[int, int], start: int, end: int) -> bool:
    """Whether the number is a target, a difference, a share, or one told before."""
    clause = CLAUSE.split(text[sentence[0] : start])[-1].rpartition(":")[2].lower()
    return (TARGET.search(clause) or ASKED.match(clause) or TOLD.match(text, end)) is not None


def _count(
    document: Document,
    sentence: tuple[int, int],
    start: int,
    end: int,
    number: int,
    kind: str | None,
    before: ModelCount | None,
) -> ModelCount:
    """The count with what its own words say, else what a total before it in the sentence says of its parts."""
    text = document.flow
    since = before.end if before else sentence[0]
    own = (PIECE if before else CLAUSE).split(text[since:start])[-1]
    behind = _behind(text, end, sentence[1])
    part = before is not None and kind is not None
    status = last_status(own) or _running(own, behind) or last_status(behind) or status_after(text, end)[0]
    status = status or (before.status if before and part else None)
    years = _years(own) or (_years(behind) if status in BEGINNINGS else [])
    year = next((int("".join(found)) for found in reversed(years) if found[0] or status in BEGINNINGS), None) or (
        before.year if before and part else None
    )
    return ModelCount(
        doc_id=document.doc_id,
        start=start,
        end=end,
        raw=text[start:end],
        count=number,
        status=status,
        kind=kind,
        year=year,
        page=document.page_at(start),
    )


def _years(words: str) -> list[tuple[str, ...]]:
    return YEAR.findall(words) if "19" in words or "20" in words else []


def _behind(text: str, end: int, stop: int) -> str:
    """The words behind the count up to the next mark; for `13 tập thể, 05 cá nhân đăng ký` those behind the last "
    "part."""
    following = NEXT_PART.match(text, end)
    at = following.end() if following else end
    words = text[at : min(stop, at + BEHIND)]
    return MARK.split(words)[0] if not words.startswith(" “") else words.rpartition("”")[2]


def _running(own: str, behind: str) -> str | None:
    """`còn 10 mô hình hoạt động` are kept."""
    return "duy trì" if LEFT.search(own.lower()) and RUNNING.match(behind) else None


def _number(words: str) -> int:
    return WORDS.get(words) or int(words.replace(".", ""))
