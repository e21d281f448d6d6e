"""For what an amount is given each time, where that stands before it: `mỗi suất 500.000 đồng`."""

from __future__ import annotations

import regex

from extract.vocab import rows

REACH = 60
EACH = frozenset(row["word"] for row in rows("quantity_units") if row["canonical"]) | {
    "năm", "tháng", "tuần", "ngày", "quý", "đợt", "kỳ", "lần", "xã", "huyện", "chi bộ", "chi hội", "chi đoàn", "tổ",
    "ca", "chị", "anh", "chiếc", "gia đình", "lao động", "nhân khẩu", "khẩu", "dự án", "thành viên", "cán bộ", "công",
    "chuyến", "lượt", "vụ", "buổi", "cô giáo", "thầy giáo", "bếp", "bể", "nơi", "mô hình"}
TIMES = frozenset({"năm", "tháng", "tuần", "ngày", "quý", "vụ", "đợt", "buổi"})
# What may stand between: a verb or two, a word that loosens the number.
LINK = (r"(?:(?:được|có|đã|phải|còn|sẽ)\ )?(?:trị giá|giá trị|hỗ trợ|tặng|thưởng|nhận|cấp|đóng góp|đóng|góp|nộp|ủng hộ|"
        r"công nhận|ban đầu|tự nguyện|tính|hết|trừ chi phí|chi phí|"
        r"tiết kiệm|thu nhập|thu|chi|vay|quà|là|được|trên|hơn|gần|khoảng|tối đa|tối thiểu|ít nhất|không quá|bình quân|"
        r"trung bình|từ|chỉ|mới)")
# `mỗi mô hình điểm được hỗ trợ`; one word that the vocabulary does not know, right before the amount.
MORE = r"(?: mới)?(?:(?: \p{Ll}+){1,2}(?= (?:được|hết) )|(?: \p{Ll}+)(?= trị giá ))"
LEAD = regex.compile(rf"(?i)(?<!\w)mỗi (?:(?P<per>\L<each>){MORE}?(?: {LINK}){{0,3}}|(?P<per>\p{{Ll}}+))[ :]*$",
                     each=EACH)


def per_of(said: str | None, text: str, start: int) -> str | None:
    """The whole rate of the amount at `start`: what is said behind it, with whom `mỗi` names before it.

    >>> per_of("tháng", "đỡ đầu 3 cháu, mỗi cháu 500.000 đồng/tháng", 24), per_of("người/tháng", "mỗi tổ 5.000 đồng", 7)
    ('cháu/tháng', 'người/tháng')
    """
    if said is not None and said not in TIMES:
        return said
    each = per_before(text, start)
    return f"{each}/{said}" if each and said and each not in TIMES else said or each


def per_before(text: str, start: int) -> str | None:
    """The thing, person or time that `mỗi` names before the amount at `start`.

    >>> per_before("tặng 20 suất, mỗi suất trị giá 500.000 đồng", 31), per_before("mỗi hộ một con bò giá 9 triệu", 22)
    ('suất', None)
    """
    window = text[max(start - REACH, 0) : start]
    if "ỗi " not in window:
        return None
    match = LEAD.search(window)
    return match["per"].lower() if match else None

