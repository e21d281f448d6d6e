"""Quoted names without the word `mô hình`: `Chi hội Phụ nữ giữ “A” và “B”` where the line speaks of models."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from extract.recognizers.models.enumerations import CAMPAIGN
from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import NameSpan, name_at
from extract.recognizers.models.owners import PERSON, UNITS_ABOVE, whole
from extract.recognizers.models.subjects import introduced, subject, unit_before

OPENER = regex.compile(r"[“\"«]")
KEEPS = regex.compile(
    r"(?r)(?: (?:đăng ký|xây dựng|duy trì|ra mắt|thành lập|giữ|lo|nhận|làm|có|với|đảm nhận"
    r"|chủ trì|phụ trách)"
    r"(?: mới| thêm| được)?(?: mô hình)?|:) \Z"
)
# What else bears a name in quotes.
OTHER = regex.compile(
    r"(?r)(?:phong trào|vận động|cuộc thi|hội thi|chương trình|chiến dịch|phương châm|khẩu hiệu|chủ đề|kế hoạch|đề án"
    r"|công trình|thi đua|câu lạc bộ|lễ|bài|phim|nhóm|trang|danh hiệu|giải|quỹ|hội diễn|liên hoan)"
    r"(?: \w+){0,2} \Z"
)
BRACKETED = regex.compile(r"[^“”\"«»\n]{3,160}[”\"»] \(")
BRACKET = regex.compile(r" \((?P<who>[^();,\n]{4,80})[),]")
# Behind the name of a person's model the piece is over: `ông A, thôn Đông, “X”;`.
ENDED = regex.compile(r"\s?(?:[.;,(]|\n|\Z)")
BACK = 30


def quoted_after_owner(
    text: str, line: Line, taken: Sequence[tuple[int, int]], forward: bool
) -> Iterator[tuple[NameSpan, str]]:
    """Names behind an organ or a unit and what it does with them, or before an organ in brackets, each with it.

    `taken` are the spans of the names already found, in order. In a section of plans only what is registered counts.
    """
    at = line.start
    while opener := OPENER.search(text, at, line.end):
        at = opener.end()
        index = bisect_right(taken, (at, at))
        if index and taken[index - 1][1] > opener.start():
            continue
        start = max(line.start, opener.start() - BACK)
        verb = KEEPS.search(text, start, opener.start())
        keeper = _before(text, opener.start()) if verb else None
        if keeper is None or (verb and verb[0][0] == ":" and PERSON.match(keeper)):
            verb = None  # `Bà A nói: “…”`: what a person says; `Tiêu biểu có “X” (Hội A)`
        person = None if verb or forward else introduced(text, opener.start())
        if verb is None and person is None and (forward or BRACKETED.match(text, at, line.end) is None):
            continue
        if verb is None and OTHER.search(text, start, opener.start()):
            continue
        if verb and forward and "đăng ký" not in verb[0]:
            continue
        name = name_at(text, opener.start(), line.end, ())
        if name is None or name.how != "quote" or CAMPAIGN.fullmatch(name.name):
            continue
        if person and ENDED.match(text, name.end) is None:
            continue
        if who := person or (keeper if verb else _in_brackets(text, name.end)):
            yield name, who
            at = name.end


def _before(text: str, at: int) -> str | None:
    return subject(text, at) or unit_before(text, at)


def _in_brackets(text: str, at: int) -> str | None:
    """The organ in brackets right behind a name that ends at `at`."""
    bracket = BRACKET.match(text, at)
    found = whole(text, *bracket.span("who")) if bracket else None
    if bracket is None or found is None or found.kind != "organ":
        return None
    above = UNITS_ABOVE.match(text, bracket.end("who"))
    return text[bracket.start("who") : above.end()] if above else bracket["who"]
