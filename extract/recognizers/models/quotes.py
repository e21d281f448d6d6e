"""Quoted names without the word `mô hình`: `Chi hội Phụ nữ giữ “A” và “B”` where the line speaks of models."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.recognizers.models.enumerations import CAMPAIGN
from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import NameSpan, name_at
from extract.recognizers.models.subjects import subject

OPENER = regex.compile(r"[“\"«]")
KEEPS = regex.compile(
    r"(?r) (?:đăng ký|xây dựng|duy trì|ra mắt|thành lập|giữ|lo|nhận|làm|có|với|đảm nhận)"
    r"(?: mới| thêm| được)?(?: mô hình)? \Z"
)
BACK = 30


def quoted_after_owner(text: str, line: Line, forward: bool) -> Iterator[tuple[NameSpan, str]]:
    """Names that stand behind an organ and what it does with them, each with that organ.

    In a section of plans only what is registered counts.
    """
    at = line.start
    while opener := OPENER.search(text, at, line.end):
        at = opener.end()
        verb = KEEPS.search(text, max(line.start, opener.start() - BACK), opener.start())
        if verb is None or (forward and "đăng ký" not in verb[0]):
            continue
        name = name_at(text, opener.start(), line.end, ())
        if name is None or name.how != "quote" or CAMPAIGN.fullmatch(name.name):
            continue
        if who := subject(text, opener.start()):
            yield name, who
            at = name.end
