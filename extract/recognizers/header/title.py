"""The type of a document and its summary (trích yếu): the lines between the letterhead and the body."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, pairwise

import regex

from extract.recognizers.header.casing import key
from extract.recognizers.header.letterhead import RULE, parts
from extract.recognizers.header.lines import Line
from extract.recognizers.header.organs import is_organ
from extract.recognizers.tones import TONES
from extract.vocab import rows

MAX_LINES, MAX_LENGTH = 14, 1200
FEW_LETTERS = 12  # what stands behind the type alone (`BÁO CÁO TÓM TẮT`) is no whole summary
OF_MERIT = "THÀNH TÍCH"  # a report that asks for an award bears it in its type's name
# Words that stand alone on a line without being the type of the document.
NO_HEADING = frozenset(("thông tin", "văn bản"))
ABOUT = regex.compile(r"\(?(?:V/v|v/v|V/V|Vv|Về việc)\b[:\s]*+")
ADDRESSED = regex.compile(r"Kính\s+g(?:ửi|ởi)")
ANNEX = regex.compile(r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|Biểu mẫu|BIỂU|Biểu|MẪU|Mẫu)"
                      r"(?=\s+(?:số|SỐ|[IVX\d])|\s*+$)")
# Where the body begins whatever stood before it.
BODY = regex.compile(r"""(?x:
    (?:-\s)?Căn\s+cứ\s | (?:I|A|1)[.,/)]\s*+\p{L} | (?:Điều|Chương|Mục)\s+[1I]\b
    | (?:CHƯƠNG|PHẦN|MỤC)\s+[1I]\b | (?:Nơi\s+nhận|NƠI\s+NHẬN)\b
    | (?:TM|KT|TL|TUQ|T/M)[./]\s | (?i:phần\s+(?:thứ\s+)?(?:nhất|i)\b)
    | (?:STT|Stt|TT|Số\s+TT|SỐ\s+TT)$
    | Kính\s+(?:gửi|gởi|thưa|trình) | (?:Hôm\s+nay|Hồi)\b | Đơn\s+vị\s+tính\s*:
    | \(\s*(?:Kèm|Ban\s+hành\s+kèm|Dự\s+thảo|Tài\s+liệu|Trình|Phục\s+vụ))""")
# How a first sentence begins; a summary may begin so too, but its later lines seldom do.
SENTENCE = regex.compile(r"""(?x:
    (?:Thực\s+hiện|Theo|Xét|Trong|Sau|Để|Nhằm|Qua|Ngày|Trên\s+cơ\s+sở|Tiếp\s+tục|Năm|Từ|Hưởng\s+ứng
    |Phát\s+huy|Dưới|Được|Tính\s+đến|Ủy\s+ban|Uỷ\s+ban|UBND|HĐND|Ban|Hội|Đảng|Chi|Thường\s+trực|Trường
    |Phòng|Sở|Đoàn|Xã)\s)""")
OF_AUTHOR = regex.compile(r"(?:CỦA|Của|của) ")
AUTHOR = regex.compile(r"(?i)(?:phó )?(?:thủ tướng|bộ trưởng|chủ tịch|thống đốc|(?:tổng )?giám đốc|hiệu trưởng)(?!\w)")
NUMBERED, DATED = regex.compile(r"\d+[.)/]\s"), regex.compile(r"(?:ngày|năm)[\s\d.…]*+$")
GROUNDS = regex.compile(r"(?:-\s)?(?:Căn cứ|Xét|Theo|Thực hiện)\s|Khóa|KHÓA|KHOÁ")
# A line that is a period and nothing else belongs to the summary above it.
PERIOD = regex.compile(r"\(?(?:(?:Quý [IV]+|Tháng \d{1,2}|(?:6|9) tháng(?: đầu)?),? )?(?:[Nn]ăm(?: học)?"
                       r"|Giai đoạn|Nhiệm kỳ)"
                       r" \d{4}(?: ?[-–] ?\d{4})?\)?")
# A line that ends so goes on in the next one; `trên địa bàn xã` may well end a summary.
UNFINISHED = regex.compile(
    r"(?:(?<!\w)(?:và|của|về|cho|tại|trong|với|các|việc|theo|từ|bởi|là|để|nhằm|những|giữa|hoặc|sửa đổi|bổ sung)|"
    r"[,\-–:(/&])$")


@cache
def _types() -> regex.Pattern[str]:
    """Type names, the longest first, with any white space and either place of the tone mark."""
    names = sorted({row["name"] for row in rows("doc_types")} - NO_HEADING, key=len, reverse=True)
    old = {new: f"(?:{new}|{past})" for past, new in TONES.items()}
    either = (regex.sub("|".join(old), lambda match: old[match[0]], name) for name in names)
    alternatives = "|".join(name.replace(" ", "[ ]++") for name in either)
    return regex.compile(rf"(?:{alternatives})(?!\w)", regex.IGNORECASE)


@cache
def _initials() -> frozenset[str]:
    """The first two letters of type names, in small and in capital letters."""
    first = {row["name"][:2] for row in rows("doc_types")}
    return frozenset(chain(first, map(str.upper, first), map(str.capitalize, first)))


def type_at(line: Line) -> tuple[Line, Line] | None:
    """The type word at the beginning of a heading, and the rest of its line; None where it is no heading.

    >>> [part.text for part in type_at(Line(0, 0, "BÁO CÁO Tình hình dân vận quý I"))]
    ['BÁO CÁO', 'Tình hình dân vận quý I']
    >>> type_at(Line(0, 0, "Báo cáo kết quả gửi về huyện trước ngày 05/6/2023."))
    """
    end = _type_end(line.text) if line.text[:2] in _initials() else 0
    if not end:
        return None
    return line.part(0, end), line.cut(len(line.text) - len(line.text[end:].lstrip(" :.,-–*_")))


@lru_cache(maxsize=4096)
def _type_end(words: str) -> int:
    """Where the type word ends that heads the line, 0 where none does."""
    match = _types().match(words)
    if match is None:
        return 0
    rest = words[match.end():].lstrip(" :.,-–*_")
    return match.end() if match[0].isupper() or not rest or rest.startswith("của ") else 0


def type_name(words: str) -> str:
    """The type as the vocabulary names it.

    >>> type_name("GIẤY  UỶ QUYỀN")
    'giấy ủy quyền'
    """
    return _names()[key(words)]


@cache
def _names() -> dict[str, str]:
    return {key(row["name"]): row["name"] for row in rows("doc_types")}


def summary(rest: Line, lines: Iterable[Line]) -> list[Line]:
    """The lines of the summary: what stands behind the type word, and the lines that go on with it."""
    title = [rest] if rest.text and rest.text != OF_MERIT and not rest.text.startswith("của ") else []
    for line, after in pairwise(chain(lines, (None,))):
        if line is None:
            break
        if not title and OF_AUTHOR.match(line.text) and _names_author(line):
            continue
        if not line.text[0].isalpha() and RULE.fullmatch(line.text):
            if title:
                break
            continue
        if not (title and line.text[0].islower()) and all(part.kind != "organ" for part in parts(line)):
            continue  # number, date or quốc hiệu that the reading order put here
        if not _belongs(title, line, after):
            break
        title.append(line)
        if len(title) >= MAX_LINES or sum(len(part.text) for part in title) > MAX_LENGTH:
            break
    return title


def _names_author(line: Line) -> bool:
    """Whether the line under the type says whose document it is and no more: `CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH`."""
    author = line.cut(4)
    named = is_organ(author.text) or AUTHOR.match(author.text) is not None
    return named and len(author.text) < 80 and " về " not in author.text.lower()


def _belongs(title: list[Line], line: Line, after: Line | None) -> bool:
    """Whether the line is a part of the summary."""
    words = line.text
    if BODY.match(words) or ANNEX.match(words) or _is_heading(line, not title):
        return False
    if title and _is_author(title, line, after):
        return False
    if not title:
        return not (is_organ(words) and words.isupper()) and not (words[-1] in ":;" and len(words) > 80)
    so_far = " ".join(part.text for part in title)
    if UNFINISHED.search(title[-1].text) or _open_quote(so_far) or PERIOD.fullmatch(words):
        return True
    if len(so_far) < FEW_LETTERS:
        return len(words) < 240 and words[-1] not in ".:;"
    if words.startswith("("):
        return len(words) < 120
    if words[0].islower() or words[0].isdigit():
        return not (words.endswith(":") or NUMBERED.match(words))
    if title[-1].text.isupper() and not words.isupper():
        return False
    return len(words) < 110 and words[-1] not in ".:;" and not SENTENCE.match(words) and after is not None \
        and not words.startswith(("-", "+", "*", "•"))


def _is_heading(line: Line, first: bool) -> bool:
    """Whether another type stands here: `Kết luận của đồng chí Bí thư` is what a notice is about, and so is
    `QUY ĐỊNH MỨC HỖ TRỢ …` in the first line under NGHỊ QUYẾT."""
    found = type_at(line)
    if found is None or (first and found[1].text and not found[1].text.startswith("của ")):
        return False
    return not (found[1].text.startswith("của ") and not found[0].text.isupper())


def _is_author(title: list[Line], line: Line, after: Line | None) -> bool:
    """Whether the line names who decides (`BỘ TRƯỞNG BỘ TÀI CHÍNH`), above the legal grounds."""
    words = line.text
    if words.isupper() and not title[-1].text.isupper():
        return True
    grounds = after is not None and (GROUNDS.match(after.text) or RULE.fullmatch(after.text))
    if not grounds or len(words) > 90 or UNFINISHED.search(title[-1].text.lower()):
        return False
    return is_organ(words)


def _open_quote(words: str) -> bool:
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def letter_summary(first: Line, lines: list[Line]) -> list[Line]:
    """The lines of `V/v …` under the number of a công văn."""
    about = [first]
    for line in lines:
        words = line.text
        rest = next((part.line for part in parts(line) if part.kind == "organ"), None)
        if words[0].islower() and not DATED.search(words):
            rest = line  # `số 84/NQ-CP ngày 29/5/2020` goes on with the summary
        if rest is None or rest.text.isupper() or len(words) > 120 or len(about) >= MAX_LINES:
            break
        if ADDRESSED.match(words) or BODY.match(words) or type_at(line):
            break
        about.append(rest)
    return about
