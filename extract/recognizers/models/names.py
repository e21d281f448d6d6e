"""Where a model's name begins and ends: quoted, emphasised, or a noun phrase up to its owner, place or mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.document import Span
from extract.recognizers.models.owners import HEAD, PLACE_WORDS, SMALL

OPENERS, CLOSERS = "“\"‘'«„", {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "”"}
LONGEST, FIRST_WORDS, LETTERS = 220, 60, 10
# `mô hình GÁNH CHỢ NGHĨA TÌNH: …`
CAPITALS = regex.compile(r"\p{Lu}+(?:[ ,-]+(?:\p{Lu}+|\d+)(?!\p{Ll})){2,}")
# What the word `mô hình` goes on with when it names no model: `mô hình này`, `mô hình phải có`, `mô hình dân vận khéo`.
GENERIC = regex.compile(
    r"""\s*(?:[,.;:)]|$|số\s\d|(?:cơ\sbản|đề\snghị|nhìn\schung|hầu\shết)\s|\d{1,4}\s(?:tập|cá|mô)\s|(?:(?:“|"|‘)?\s*dân\svận\skhéo|dân\svận|thứ|cấp|này|đó|trên
    |nêu|mới|hay|điểm|điển\shình
    |hiệu\squả|tốt|tiêu\sbiểu|khác|đã|đang|được|đầu\stiên|tiếp\stheo|cuối\scùng|của|tại|do|và|hoặc|trong|nào|là|để|như|gồm|theo|về|với|vào|ra|từ|thì|mà|cụ\sthể|chủ\syếu|phù\shợp|thiết\sthực
    |đăng\ský|đăng\skí|duy\strì|nhân\srộng|thành\slập|phải|cần|nên|mang|bị|vẫn|nếu|khi|ấy|nhưng|tập\sthể|cá\snhân|hoạt\sđộng|thực\shiện|chưa|sẽ|đạt|đều|cũng|còn|lên
    |trở|kể|ở|hiện\scó|sau|dưới|thuộc|không\s(?:thuộc|phải|tính|đạt|thành\scông|hiệu\squả|hoạt\sđộng)|cũ|riêng|chính\squyền\s(?:địa\sphương\s)?(?:2|hai)\scấp|bền|sáng\stạo|nổi\sbật|dừng|tổng|năm|ít|nhiều|thanh\sniên|giai\sđoạn|nhiệm\skỳ|nói\schung|chuyển\s(?:từ|sang|tiếp))(?!\w))""",
    regex.VERBOSE,
)
# These may begin a name too (`mô hình hỗ trợ vốn của Hội Phụ nữ`), but only of one whose owner is told.
SOFT = regex.compile(
    r"""(?:cho|có|nói|giúp|góp|hội|vừa|tự\snguyện|tổ\schức|hỗ\strợ|liên\skết|thí\sđiểm|không\scòn
    |kinh\stế\s(?:hiệu|có|tập)|phát\striển\skinh\stế\s(?:hiệu|có))(?!\w)""",
    regex.VERBOSE,
)
# `mô hình thứ sáu nghe dân`: a day of the week, no ordinal.
WEEKDAY = regex.compile(r"thứ (?:hai|ba|tư|năm|sáu|bảy) (?!(?:là|do|của|được|có|đã|đang|hoạt|mang|này|trên|về|với|thì"
                        r"|tại|ở|mà|nhằm|giúp|ra|sẽ|chưa|cũng|gồm)(?!\w))\p{Ll}")
FAMOUS = regex.compile(r"""(?i)\s*(?:[“"‘«]\s*dân\sv[ậạ]n\skhéo\s*[”"’»]|dân\sv[ậạ]n\skhéo)\s*""", regex.VERBOSE)
# for verbose patterns
PLACES, HEADS = PLACE_WORDS.replace(" ", r"\s"), HEAD.pattern.replace(" ", r"\s")
SMALL_ORGANS = SMALL.pattern.replace(" ", r"\s").replace("(?=\\s)", r"(?=\s(?!viên|đồng))")
# `tổ may gia công, 22 thành viên, doanh thu …`: what is told of it.
COUNTED = (r"\d[\d.,]*\s(?:thành\sviên|hội\sviên|đoàn\sviên|xã\sviên|lao\sđộng|hộ|người|chị|em|ha|con|m2|km)"
           r"|doanh\sthu|thu\snhập|lợi\snhuận|quy\smô|diện\stích|thu\shút|bình\squân|mỗi\s(?:năm|tháng|hộ)")
# `mô hình nuôi dúi, chi bộ thôn giao từng đảng viên …`: what is done about it.
AGREES = (r"(?:(?:bản|thôn|ấp|làng|khu\sphố)\s)?"
          r"(?:giao|đồng\sý|nhất\strí|thống\snhất|phân\scông|cử|đã)(?!\w)")
CLAUSE = regex.compile(rf",\s(?:chi\s(?:hội|đoàn|bộ))\s{AGREES}")
# Where an unquoted name ends.
STOP = regex.compile(
    rf"""\s+của\s(?=[\p{{Lu}}]|ông\s|bà\s|anh\s|chị\s|các\s|tổ\s|thôn\s|bản\s|hộ\s|gia\sđình|vợ\schồng|cô\s|chú\s
    |bác\s|(?:\d+|hai|ba|bốn|năm|sáu)\s(?:{PLACES})|{SMALL_ORGANS}|(?:{PLACES})\s)
    |\s+(?:tại|ở)\s(?=(?:địa\sbàn|{PLACES}|các|chi\s(?:hội|đoàn|bộ)|\d+(?:/\d+)?)\s)|\s+do\s(?=\p{{Lu}}|ông\s|bà\s|các\s|cô\s|chú\s|bác\s)|[;:(…]|\.(?=\s|$|”|\.)|\s[–—-]\s(?=\p{{Lu}}|\d|{PLACES}|duy\strì|nhân\srộng|dừng|mô\shình)|\s+(?:ra|sang)\s(?=\d|cánh|các|toàn|tất\scả|{PLACES})
    |\s+(?:được|đã|trong\snăm|có\s(?:từ|\d)|dài|theo\sQuyết|nhằm|qua\sđó|trị\sgiá|kinh\sphí|đề\snghị|là\s(?:các\s)?mô\shình|đang|hiện)(?=\s)|\s+(?:từ\s(?=\d|năm\s|tháng\s|ngày\s|đầu\s|khi\s)
    |(?:lắp|trồng|nuôi|giúp|thu|huy\sđộng|vận\sđộng|phục\svụ|đi|chạy|dọn)(?:\sđược)?\s(?=\d))
    |\s+với\s(?=\d|sự\s|các\s|kinh\sphí|tổng\s|số\s|trên\s|hơn\s)|\s+gồm\s
    |,\s+(?=(?:do|năm|với|gồm|được|đã|mới|kinh\sphí|trị\sgiá|nay|vì|mỗi\s(?:chi|hội|tổ|người|thôn|tuần)|người\s(?:đứng|phụ|làm|khởi)|qua\sđó|góp\sphần|mô\shình|phối\shợp|có\s\d|từ\s\d|từ\snăm|{PLACES}|{COUNTED})(?!\w)|(?:chi\shội|chi\sđoàn|chi\sbộ)\s(?=\d|\p{{Lu}}|{PLACES}|{AGREES})|(?:cùng\s)?{HEADS})
    |\s+(?:và\s+(?:các\s)?|thành\s)mô\shình|[“"‘«](?=\s)""",
    regex.VERBOSE,
)
PLACE_TAIL = regex.compile(
    rf"\s+(?:tại|ở)\s(?:{PLACE_WORDS})\s(?:số\s)?[\p{{Lu}}\d][\w’']*(?:\s\p{{Lu}}[\p{{L}}’']*)*\s*\Z"
)
# `“Hai không, một có” trong cưới xin (Khu phố 6)`: a name that goes on behind its quotes, up to its owner.
GOES_ON = regex.compile(r" (?:trong|cho|bằng|cùng|vùng|về|ở) \p{Ll}+(?: \p{Ll}+){0,4}(?= \(| của \p{Lu}| do \p{Lu})")
LINK = regex.compile(r"(?:của|do|tại|ở|này|đó|trên|nêu|dân vận)\s")
TRIM = " \n,.;:–-“”\"‘’«»'*"


class NameSpan(NamedTuple):
    """The span with its quotes, the bare name, and how it was marked off (`quote`, `emphasis`, `words`)."""

    start: int
    end: int
    name: str
    how: str


def name_at(text: str, start: int, limit: int, emphasis: Sequence[Span], owned: bool = False) -> NameSpan | None:
    """The name that begins at `start` (after the word `mô hình` and white space), or None; `owned`: its owner is told.

    >>> name_at("“Camera an ninh” của xã", 0, 23, ()).name
    'Camera an ninh'
    >>> name_at("hũ gạo tiết kiệm tại thôn Con Rã", 0, 32, ()).name
    'hũ gạo tiết kiệm'
    """
    while start < limit and text[start] in " \n:–-":
        start += 1
    if start >= limit:
        return None
    limit = min(limit, start + LONGEST + 80)
    span = next((span for span in emphasis if span.start <= start < span.end), None)
    if text[start] in OPENERS:
        return _quoted(text, start, limit)
    if span and span.start >= start - 1 and span.end <= limit + 1 and not LINK.match(text, start):
        return _emphasised(text, start, span)
    capitals = CAPITALS.match(text, start, limit) if text.startswith("ô hình ", start - 7) else None
    if capitals and sum(c.isalpha() for c in capitals[0]) >= LETTERS:
        return _made(text, start, start, capitals.end(), "emphasis")
    low = text[start : start + FIRST_WORDS].lower()
    owned = owned or (text[start].isupper() and text[start + 1 : start + 2].islower())
    if (GENERIC.match(low) and not (owned and WEEKDAY.match(low))) or (not owned and SOFT.match(low)):
        return None
    return _in_words(text, start, min(limit, span.end) if span else limit)


def _quoted(text: str, start: int, limit: int) -> NameSpan | None:
    opener = start
    while start < limit and text[start] in OPENERS + " ":
        start += 1
    end = _closing(text, opener, start, limit)
    if end is None:
        return _made(text, opener, start, _stop(text, start, limit), "quote")
    last = end + 1
    doubled = start - opener > 1
    while doubled and text[last : last + 1] == text[end]:
        last += 1
    on = GOES_ON.match(text, last, limit)
    return _made(text, opener, opener, on.end(), "words") if on else _made(text, opener, start, end, "quote", last)


def _closing(text: str, opener: int, start: int, limit: int) -> int | None:
    """The quote that closes the one at `opener`; None where it is left open and another name follows."""
    closer = _closer(text, opener, start, min(limit, start + LONGEST))
    depth = 1
    for i in range(start, min(limit, start + LONGEST)):
        char = text[i]
        if char == closer or (closer == "”" and char == '"'):
            depth -= 1
            if depth == 0:
                return i
        elif char == ";" and not _closes(text, i, min(limit, start + LONGEST), closer):
            return None
        elif char == "“" and closer == "”":
            depth += 1
        elif char == "“" and closer == '"' and text.startswith(", ", i - 2):  # `"A, “B”`: left open
            return i - 2
    return None


def _closer(text: str, opener: int, start: int, limit: int) -> str:
    """The sign that closes the quote at `opener`: another style's, where its own is not there (`«Hũ gạo”`)."""
    own = CLOSERS[text[opener]]
    other = text.find("”", start, limit)
    opened, closed = text.find("“", start, limit), text.find(own, start, limit)
    between = any(at in range(start, other) for at in (opened, closed))
    return "”" if other >= 0 and not between else own


def _closes(text: str, at: int, limit: int, closer: str) -> bool:
    """Whether the next quote behind a semicolon closes: the semicolon stands in the name."""
    close, opener = text.find(closer, at, limit), text.find("“", at, limit)
    return closer == "”" and close >= 0 and not 0 <= opener < close


def _emphasised(text: str, start: int, span: Span) -> NameSpan | None:
    """Emphasised words without the place that may be emphasised with them."""
    place = PLACE_TAIL.search(text, start, span.end)
    return _made(text, start, start, place.start() if place else span.end, "emphasis")


def _in_words(text: str, start: int, limit: int) -> NameSpan | None:
    return _made(text, start, start, _stop(text, start, limit), "words")


def _stop(text: str, start: int, limit: int) -> int:
    """Where the words stop; a quote that opens inside them is passed whole (`vệ sinh “Xanh, sạch”`)."""
    at = start
    while True:
        stop = STOP.search(text, at, limit)
        end = stop.start() if stop else limit
        opener = next((i for i in range(at, end) if text[i] in "“«\""), None)
        if opener is None:
            return end
        close = text.find(CLOSERS[text[opener]], opener + 1, limit)
        if close < 0:
            return end
        at = close + 1
        if STOP.match(text, at) or at >= limit:
            return at


def _made(text: str, outer: int, start: int, end: int, how: str, last: int | None = None) -> NameSpan | None:
    words = text[start:end]
    bare = words.strip(TRIM) if how != "words" else words.strip(" \n,.;:–-")
    if len(bare) < 2 or len(bare) > LONGEST or not (
        bare[-1].isalpha() or any(c.isalpha() or (c.isdigit() and how == "quote") for c in bare)
    ):
        return None
    at = start + words.index(bare)
    return NameSpan(min(outer, at), last if last is not None else at + len(bare), " ".join(bare.split()), how)


def is_famous(text: str, at: int) -> int:
    """The end of `“Dân vận khéo”` at this place (or `at`): the campaign's name is no model's."""
    match = FAMOUS.match(text, at)
    return match.end() if match else at
