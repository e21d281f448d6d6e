"""Quoted names without the word `mô hình`: `Chi hội Phụ nữ giữ “A” và “B”` where the line speaks of models."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.recognizers.models.enumerations import CAMPAIGN
from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import NameSpan, name_at
from extract.recognizers.models.owners import whole
from extract.recognizers.models.subjects import subject

OPENER = regex.compile(r"[“\"«]")
KEEPS = regex.compile(
    r"(?r) (?:đăng ký|xây dựng|duy trì|ra mắt|thành lập|giữ|lo|nhận|làm|có|với|đảm nhận)"
    r"(?: mới| thêm| được)?(?: mô hình)? \Z"
)
# What else bears a name in quotes.
OTHER = regex.compile(
    r"(?r)(?:phong trào|vận động|cuộc thi|hội thi|chương trình|chiến dịch|phương châm|khẩu hiệu|chủ đề|kế hoạch|đề án"
    r"|công trình|thi đua|câu lạc bộ|lễ|bài|phim|nhóm|trang|danh hiệu|giải|quỹ|hội diễn|liên hoan)"
    r"(?: \w+){0,2} \Z"
)
BRACKET = regex.compile(r" \((?P<who>[^();,\n]{4,80})[),]")
BACK = 30


def quoted_after_owner(text: str, line: Line, forward: bool) -> Iterator[tuple[NameSpan, str]]:
    """Names that stand behind an organ and what it does with them, each with that organ.

    In a section of plans only what is registered counts.
    """
    at = line.start
    while opener := OPENER.search(text, at, line.end):
        at = opener.end()
        start = max(line.start, opener.start() - BACK)
        verb = KEEPS.search(text, start, opener.start())
        if verb is None and not forward and not OTHER.search(text, start, opener.start()):
            name = name_at(text, opener.start(), line.end, ())
            who = _in_brackets(text, name.end) if name and name.how == "quote" else None
            if name and who and not CAMPAIGN.fullmatch(name.name):
                yield name, who
                at = name.end
            continue
        if verb is None or (forward and "đăng ký" not in verb[0]):
            continue
        name = name_at(text, opener.start(), line.end, ())
        if name is None or name.how != "quote" or CAMPAIGN.fullmatch(name.name):
            continue
        if who := subject(text, opener.start()):
            yield name, who
            at = name.end


def _in_brackets(text: str, at: int) -> str | None:
    """The organ in brackets right behind a name that ends at `at`."""
    bracket = BRACKET.match(text, at)
    found = whole(text, *bracket.span("who")) if bracket else None
    return bracket["who"] if bracket and found and found.kind == "organ" else None
