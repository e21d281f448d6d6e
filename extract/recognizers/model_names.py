"""Where a model's name begins and ends: quoted, emphasised, or a noun phrase up to its owner, place or mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.document import Span
from extract.recognizers.model_tail import PLACE_WORDS

OPENERS, CLOSERS = "“\"‘'«„", {"“": "”", "\"": "\"", "‘": "’", "'": "'", "«": "»", "„": "”"}
LONGEST = 220
# What the word `mô hình` goes on with when it names no model: `mô hình này`, `mô hình hay`, `mô hình dân vận khéo`.
GENERIC = regex.compile(r"""(?i)\s*(?:[,.;:)]|$|\d{1,4}\s(?:tập|cá|mô)\s|thứ\s|cấp\s|(?:này|đó|trên|nêu|mới|hay|điểm|điển\shình|hiệu\squả|tốt|tiêu\sbiểu|khác|đã|đang|được|của|tại|do|và|hoặc
    |trong|cho|nào|có|là|để|như|gồm|theo|về|với|vào|ra|từ|thì|mà|cụ\sthể|chủ\syếu|phù\shợp|thiết\sthực|đăng\ský|đăng\skí|duy\strì|nhân\srộng|thành\slập
    |tập\sthể|cá\snhân|hoạt\sđộng|thực\shiện|chưa|sẽ|đạt|đều|cũng|còn|lên|trở|nói|kể|ở|tự\snguyện|hiện\scó|sau|dưới|thuộc|tổ\schức|chính\squyền\shai\scấp
    |chính\squyền\s(?:địa\sphương\s)?2\scấp|(?:“|"|‘)?\s*dân\svận\skhéo|dân\svận|hội|bền|sáng\stạo|nổi\sbật|dừng|kinh\stế\s(?:hiệu|có|tập)|liên\skết|tổng|năm|ít|nhiều|hỗ\strợ|thí\sđiểm|phát\striển\skinh\stế\s(?:hiệu|có))(?!\w))""", regex.VERBOSE)
FAMOUS = regex.compile(r"""(?i)\s*(?:“|"|‘|«)?\s*dân\sv[ậạ]n\skhéo\s*(?:”|"|’|»)?\s*""", regex.VERBOSE)
# Where an unquoted name ends.
STOP = regex.compile(rf"""\s+của\s(?=[\p{{Lu}}]|ông\s|bà\s|anh\s|chị\s|các\s|tổ\s|thôn\s|bản\s|hộ\s|gia\sđình)|\s+(?:tại|ở)\s(?=(?:địa\sbàn|{PLACE_WORDS})\s)
    |\s+do\s(?=\p{{Lu}})|[;:(\n]|\.(?=\s|$|”)|\s[–-]\s|\s+(?:với|gồm|được|đã|từ|trong\snăm|có\s(?:từ|\d)|dài|theo\sQuyết|nhằm|qua\sđó|trị\sgiá|kinh\sphí)\s
    |,\s+(?:do|năm|với|gồm|được|đã|kinh\sphí|trị\sgiá|nay|qua\sđó|góp\sphần|mô\shình|xã\s\p{{Lu}})(?!\w)|\s+và\s+(?:các\s)?mô\shình|[“"‘«](?=\s)""", regex.VERBOSE)
PLACE_TAIL = regex.compile(rf"\s+(?:tại|ở)\s(?:{PLACE_WORDS})\s(?:số\s)?[\p{{Lu}}\d][\w’']*(?:\s\p{{Lu}}[\p{{L}}’']*)*\s*\Z")
TRIM = " \n,.;:–-“”\"‘’«»'*"


class NameSpan(NamedTuple):
    """The span with its quotes, the bare name, and how it was marked off (`quote`, `emphasis`, `words`)."""

    start: int
    end: int
    name: str
    how: str


def name_at(text: str, start: int, limit: int, emphasis: Sequence[Span]) -> NameSpan | None:
    """The name that begins at `start` (after the word `mô hình` and white space), or None.

    >>> name_at("“Camera an ninh” của xã", 0, 23, ()).name
    'Camera an ninh'
    >>> name_at("hũ gạo tiết kiệm tại thôn Con Rã", 0, 32, ()).name
    'hũ gạo tiết kiệm'
    """
    while start < limit and text[start] in " \n:–-":
        start += 1
    if start >= limit:
        return None
    if text[start] in OPENERS:
        return _quoted(text, start, limit)
    for span in emphasis:
        if span.start <= start < span.end and span.end <= limit + 1:
            return _emphasised(text, start, span)
    if GENERIC.match(text, start):
        return None
    return _in_words(text, start, limit)


def _quoted(text: str, start: int, limit: int) -> NameSpan | None:
    opener = start
    while start < limit and text[start] in OPENERS + " ":
        start += 1
    closer = CLOSERS[text[opener]]
    depth, end = 1, None
    for i in range(start, min(limit, start + LONGEST)):
        if text[i] == closer or (closer == "”" and text[i] == "\""):
            depth -= 1
            if depth == 0:
                end = i
                break
        elif text[i] == "“" and closer == "”":
            depth += 1
    if end is None and closer == "”":
        end = _over_a_line(text, start, limit)
    if end is None:
        stop = _stop(text, start, limit)
        return _made(text, opener, start, stop, "quote")
    last = end + 1
    while last < max(limit, end) and text[last:last + 1] == closer and closer != text[opener]:
        last += 1
    return _made(text, opener, start, end, "quote", last)


def _over_a_line(text: str, start: int, limit: int) -> int | None:
    """The closing quote behind a line or page break, where no other quote opens before it."""
    close = text.find("”", limit, start + LONGEST)
    words = text[limit:close] if close >= 0 else ""
    return close if words and not any(mark in words for mark in "“\".;") and words.count("\n") <= 2 else None


def _emphasised(text: str, start: int, span: Span) -> NameSpan | None:
    """Emphasised words without the place that may be emphasised with them."""
    place = PLACE_TAIL.search(text, start, span.end)
    return _made(text, start, start, place.start() if place else span.end, "emphasis")


def _in_words(text: str, start: int, limit: int) -> NameSpan | None:
    stop = _stop(text, start, limit)
    return _made(text, start, start, stop, "words")


def _stop(text: str, start: int, limit: int) -> int:
    """Where the words stop; a quote that opens inside them is passed whole (`vệ sinh “Xanh, sạch”`)."""
    at = start
    while True:
        stop = STOP.search(text, at, limit)
        end = stop.start() if stop else limit
        opener = next((i for i in range(at, end) if text[i] in "“«"), None)
        if opener is None:
            return end
        close = text.find(CLOSERS[text[opener]], opener, limit)
        if close < 0:
            return end
        at = close + 1
        if STOP.match(text, at) or at >= limit:
            return at


def _made(text: str, outer: int, start: int, end: int, how: str, last: int | None = None) -> NameSpan | None:
    words = text[start:end]
    bare = words.strip(TRIM) if how != "words" else words.strip(" \n,.;:–-")
    if len(bare) < 2 or len(bare) > LONGEST or not any(c.isalpha() for c in bare):
        return None
    at = start + words.index(bare)
    return NameSpan(min(outer, at), last if last is not None else at + len(bare), " ".join(bare.split()), how)


def is_famous(text: str, at: int) -> int:
    """The end of `“Dân vận khéo”` at this place (or `at`): the campaign's name is no model's."""
    match = FAMOUS.match(text, at)
    return match.end() if match else at
