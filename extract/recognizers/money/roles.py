"""What an amount is for (`tổng`, `hỗ trợ`, `trong đó`), by the words before it in its sentence."""

from __future__ import annotations

from typing import NamedTuple

import regex

REACH = 120  # characters before an amount that may say what it is
TOTAL_REACH = 15  # words: a `tổng` further off belongs to something else


class Role(NamedTuple):
    """Phrases that name a role, unless one of the words `unless` follows them."""

    role: str
    phrases: tuple[str, ...]
    unless: str
    example: str


# A part and a total are told apart first: the audit adds up by them. Of the rest the nearest wins.
PART = (Role("trong đó", ("trong đó",), "", "trong đó ngân sách xã 20 triệu đồng"),)
TOTAL = (
    Role("tổng", ("tổng", "tổng cộng"), "kết hợp thể bí rà quát điều duyệt phụ công cục liên giám thống",
         "tổng trị giá 150 triệu đồng"),
)
ROLES = (
    Role("hỗ trợ", ("hỗ trợ", "trợ cấp", "trợ giúp", "cứu trợ"), "", "hỗ trợ 5 triệu đồng"),
    Role("đóng góp", ("đóng góp", "góp", "đóng quỹ"), "phần ý sức", "đóng quỹ 50.000 đồng"),
    Role("ủng hộ", ("ủng hộ",), "", "ủng hộ được 25.936.000 đồng"),
    Role("quyên góp", ("quyên góp",), "", "quyên góp 12 triệu đồng"),
    Role("vận động", ("vận động", "huy động", "kêu gọi"), "", "vận động được 30 triệu đồng"),
    Role("trị giá", ("trị giá", "giá trị", "quy đổi", "quy ra"), "", "trị giá 60 triệu đồng"),
    Role("tiết kiệm", ("tiết kiệm",), "", "tiết kiệm được 11.700.000 đồng"),
    Role("vay", ("vay", "dư nợ", "giải ngân", "không lãi", "không lấy lãi", "không tính lãi"), "",
         "cho vay 50 triệu đồng"),
    Role("thu nhập", ("thu nhập",), "", "thu nhập bình quân 45 triệu đồng/người/năm"),
    Role("thu", ("thu", "bán được"), "nhập hút gom hoạch hồi mua thập dọn", "thu 120 triệu đồng"),
    Role("chi", ("chi",), "bộ hội đoàn tiết nhánh cục ủy uỷ phí", "chi 80 triệu đồng"),
    Role("kinh phí", ("kinh phí", "chi phí", "vốn"), "", "kinh phí 200 triệu đồng"),
    Role("đầu tư", ("đầu tư",), "", "đầu tư 1,2 tỷ đồng"),
    Role("tặng", ("tặng", "trao", "thăm hỏi"), "đổi", "tặng 2 triệu đồng"),
    Role("thưởng", ("thưởng",), "", "thưởng 500.000 đồng"),
    Role("phạt", ("phạt",), "tù", "xử phạt 3 triệu đồng"),
    Role("doanh thu", ("doanh thu", "lợi nhuận", "lãi"), "suất", "doanh thu 2 tỷ đồng"),
)
# Without `đồng`, a `triệu` is money only where the sentence speaks of money before it.
CONTEXT = ("tiền", "ngân sách", "quỹ", "giá ", "lương", " nợ", "bồi thường", "mua ", "bán ", "suất loại", "suất quà",
           "phần quà", "học bổng", "quyết toán", "trả ")
EACH = ("mỗi căn ", "mỗi nhà ", "mỗi hộ ", "mỗi suất ", "mỗi phần ", "mỗi sổ ")  # right before the number
# What else is told in millions: `dân số 1 triệu 250 nghìn`.
OTHERS = regex.compile(r"dân số|\bsố (?!tiền|dư|vốn|kinh phí|thu|chi|quỹ|nợ|còn)\p{Ll}+|"
                       r"người (?:dự|tham|xem|dùng|theo)|lượt|sản lượng|diện tích|khách|truy cập|"
                       r"(?:cây |tấn|trồng |(?<!bà )con (?!em|cháu|đường))(?!.*\()")
IN_MILLIONS = regex.compile(r"(?:triệu|nghìn|ngàn|tỷ) (?:lượt|người|khách|hội viên|cây|con|tấn|ha)(?!\w)")
MARKS = ',:("“'  # glued to words; `str.translate` is slower than to replace each
Index = dict[str, tuple[tuple[list[str], frozenset[str], str], ...]]


def _index(roles: tuple[Role, ...]) -> Index:
    """The phrases by their last word, longer ones first."""
    index: dict[str, list[tuple[list[str], frozenset[str], str]]] = {}
    for role in roles:
        for phrase in role.phrases:
            words = phrase.split()
            index.setdefault(words[-1], []).append((words, frozenset(role.unless.split()), role.role))
    return {last: tuple(sorted(found, key=lambda row: -len(row[0]))) for last, found in index.items()}


# Thu and Chi are people's names, too: `bà Lê Thị Thu, 20 ngàn đồng`.
NAME = regex.compile(r"(?<=\p{Lu}\p{Ll}* )(?:Thu|Chi)(?!\w)(?! [bhđ])")
# A total or a part of something else: `tổng 50 ha, thu nhập 31 triệu đồng`, `trong đó có 4 em, 500.000 đồng/em`.
OTHER_NUMBER = regex.compile(r"[0-9][^,]*,\s")
# Between two parts of a sum.
NEXT_PART = regex.compile(r"(?=[^0-9.\n]*(?:[,;] | và ))(?:(?!mỗi |từng )[^0-9.\n]){1,70}")
AMOUNT = regex.compile(r"(?:[0-9]|triệu|t[ỷỉ]|nghìn|ngàn|tr) ?(?:đồng|đ)(?!\p{L})|[0-9] ?(?:triệu|t[ỷỉ])(?=[,;.)])")
INDEX = _index(PART + TOTAL + ROLES)


def sentence_before(text: str, start: int, floor: int = 0) -> str:
    """The words of the same sentence before `start`, in lower case, from `floor` on."""
    window = text[max(floor, start - REACH) : start]
    window = (NAME.sub("", window) if " Thu" in window or " Chi" in window else window).lower()
    return window[max(window.rfind(". ") + 1, window.rfind(";") + 1, window.rfind("\n") + 1) :]


def role_at(text: str, start: int, floor: int = 0) -> str | None:
    """What the amount at `start` is for.

    >>> role_at("tổng trị giá trên 20 triệu đồng", 18), role_at("Hỗ trợ 5 hộ. Có 20 triệu đồng", 16)
    ('tổng', None)
    """
    return role_in(sentence_before(text, start, floor))


def role_in(sentence: str) -> str | None:
    """The role that the words (in lower case) name last.

    >>> role_in("vận động nhân dân ủng hộ được"), role_in("tổng kết, góp phần chi hội")
    ('ủng hộ', None)
    """
    written = sentence
    for mark in MARKS:
        sentence = sentence.replace(mark, " ")
    words = sentence.split()
    nearest = total = None
    for at in [at for at, word in enumerate(words) if word in INDEX][::-1]:
        role = _ending_at(words, at)
        if role == PART[0].role and not OTHER_NUMBER.search(written, written.rfind(role)):
            return role
        if role == TOTAL[0].role and len(words) - at <= TOTAL_REACH:
            total = total or role
        elif role not in (TOTAL[0].role, PART[0].role):
            nearest = nearest or role
    return _told_apart(written, nearest) if total and nearest else total or nearest


def _told_apart(sentence: str, nearest: str) -> str:
    """The total, or the nearest role where the total is another number's."""
    behind = sentence[sentence.rfind(TOTAL[0].role) :]
    other = OTHER_NUMBER.search(behind)
    return nearest if other and role_in(behind[other.end() :]) == nearest else TOTAL[0].role


def _ending_at(words: list[str], at: int) -> str | None:
    """The role whose phrase ends with the word at that place."""
    for phrase, unless, role in INDEX[words[at]]:
        fits = words[max(at + 1 - len(phrase), 0) : at + 1] == phrase
        if fits and (at + 1 == len(words) or words[at + 1] not in unless):
            return role
    return None


def speaks_of_money(text: str, start: int) -> bool:
    """Whether the sentence before `start` does."""
    sentence = sentence_before(text, start)
    if sentence.endswith(EACH) or any(word in sentence for word in CONTEXT):
        return True
    return role_in(sentence) is not None


def counts_others(text: str, start: int) -> bool:
    """Whether the clause before `start` counts people, trees or tons, or the sentence counts them in millions."""
    sentence = sentence_before(text, start)
    return OTHERS.search(sentence.rpartition(",")[2]) is not None or IN_MILLIONS.search(sentence) is not None


def tells_amount(text: str, start: int) -> bool:
    """Whether the line before `start` tells another amount, with its đồng."""
    return AMOUNT.search(text, max(text.rfind("\n", 0, start), start - REACH, 0), start) is not None


def is_next_part(text: str, role: str | None, end: int, start: int) -> bool:
    """Whether an amount at `start` without a role is one more part of a sum, behind one of that role.

    >>> is_next_part("trong đó xã 5 triệu, huyện 7 triệu", "trong đó", 19, 27)
    True
    """
    return role == PART[0].role and NEXT_PART.fullmatch(text, end, start) is not None
