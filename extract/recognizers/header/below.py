"""Where the letterhead begins below what a web page puts above it: its own heading, a menu, the day of posting."""

from __future__ import annotations

from extract.recognizers.header.casing import in_capitals
from extract.recognizers.header.letterhead import RULE, parts
from extract.recognizers.header.lines import Line, following, preceding
from extract.recognizers.header.title import ABOUT, type_at

REACH, LINES, ABOVE = 6000, 40, 10  # characters and lines that a page has above, lines of the letterhead's left column
STATE, PARTY = "CỘNG H", "CỘNG SẢN"


def letterhead_below(text: str) -> int | None:
    r"""The offset of the letterhead whose quốc hiệu or Party's name is the first of the text, or None.

    >>> text = "Trang chủ\nBÁO CÁO năm 2022\nĐẢNG ỦY XÃ A\nSố 4-BC/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nBÁO CÁO"
    >>> text[letterhead_below(text):][:12]
    'ĐẢNG ỦY XÃ A'
    """
    if text.find(STATE, 0, REACH) < 0 and text.find(PARTY, 0, REACH) < 0:
        return None
    motto = next((line for line in following(text, limit=LINES)
                  if any(part.kind in ("state", "party") for part in parts(line))), None)
    if motto is None:
        return None
    start = motto.start
    for line in preceding(text, motto.start, limit=ABOVE):
        if not _in_letterhead(line):
            break
        start = line.start
    return start


def _in_letterhead(line: Line) -> bool:
    """Whether the line is of an organ's name, a rule, a number, a place and day, or a letter's `V/v …`."""
    if RULE.fullmatch(line.text) or ABOUT.match(line.text):
        return True
    return not type_at(line) and all(part.kind != "organ" or in_capitals(part.line.text) for part in parts(line))
