"""What an amount is for (`tổng`, `hỗ trợ`, `trong đó`), by the words before it in its sentence."""

from __future__ import annotations

from typing import NamedTuple

REACH = 120  # characters before an amount that may say what it is


class Role(NamedTuple):
    """Words that name a role, unless one of `unless` follows them."""

    role: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    example: str


# A part and a total are told apart first: the audit adds up by them. Of the rest the nearest wins.
FIRST_ROLES = (
    Role("trong đó", ("trong đó",), (), "trong đó ngân sách xã 20 triệu đồng"),
    Role("tổng", ("tổng", "cộng:"), (" kết", " hợp", " thể", " bí", " rà", " quát", " điều", " duyệt", " phụ"),
         "tổng trị giá 150 triệu đồng"),
)
NO_TAKING = ("nhập", "hút", "gom", "hoạch", "hồi", "mua", "thập", "dọn")
NO_PAYING = ("bộ", "hội", "đoàn", "tiết", "nhánh", "cục", "ủy", "uỷ", "phí")
ROLES = (
    Role("hỗ trợ", ("hỗ trợ", "trợ cấp", "trợ giúp", "cứu trợ"), (), "hỗ trợ 5 triệu đồng"),
    Role("đóng góp", ("đóng góp", "góp", "đóng quỹ"), (" phần", " ý", " sức"), "đóng quỹ 50.000 đồng"),
    Role("ủng hộ", ("ủng hộ",), (), "ủng hộ được 25.936.000 đồng"),
    Role("quyên góp", ("quyên góp",), (), "quyên góp 12 triệu đồng"),
    Role("vận động", ("vận động", "huy động", "kêu gọi"), (), "vận động được 30 triệu đồng"),
    Role("trị giá", ("trị giá", "giá trị"), (), "trị giá 60 triệu đồng"),
    Role("tiết kiệm", ("tiết kiệm",), (), "tiết kiệm được 11.700.000 đồng"),
    Role("vay", (" vay", "dư nợ", "giải ngân"), (), "cho vay 50 triệu đồng"),
    Role("thu nhập", ("thu nhập",), (), "thu nhập bình quân 45 triệu đồng/người/năm"),
    Role("thu", ("thu ", "thu:"), NO_TAKING, "thu 120 triệu đồng"),
    Role("chi", ("chi ", "chi:"), NO_PAYING, "chi 80 triệu đồng"),
    Role("kinh phí", ("kinh phí", "chi phí", "vốn"), (), "kinh phí 200 triệu đồng"),
    Role("đầu tư", ("đầu tư",), (), "đầu tư 1,2 tỷ đồng"),
    Role("tặng", ("tặng", "trao ", "thăm hỏi"), ("đổi",), "tặng 2 triệu đồng"),
    Role("thưởng", ("thưởng",), (), "thưởng 500.000 đồng"),
    Role("phạt", ("phạt",), (), "xử phạt 3 triệu đồng"),
    Role("doanh thu", ("doanh thu", "lợi nhuận", " lãi"), (), "doanh thu 2 tỷ đồng"),
)
# Without `đồng`, a `triệu` is money only where the sentence speaks of money before it.
CONTEXT = ("tiền", "ngân sách", "quỹ", "giá ", "lương", " nợ", "bồi thường", "mua ", "bán ",
           *(word for role in FIRST_ROLES[1:] + ROLES for word in role.words))


def sentence_before(text: str, start: int, floor: int = 0) -> str:
    """The words of the same sentence before `start`, in lower case, from `floor` on."""
    window = text[max(floor, start - REACH) : start].lower()
    return window[max(window.rfind(". ") + 1, window.rfind(";") + 1, window.rfind("\n") + 1) :]


def role_at(text: str, start: int, floor: int = 0) -> str | None:
    """What the amount at `start` is for.

    >>> role_at("tổng trị giá trên 20 triệu đồng", 18), role_at("Hỗ trợ 5 hộ. Có 20 triệu đồng", 16)
    ('tổng', None)
    """
    return role_in(sentence_before(text, start, floor))


def role_in(words: str) -> str | None:
    """The role that these words (in lower case) name last.

    >>> role_in("vận động nhân dân ủng hộ được"), role_in("tổng kết, góp phần chi hội")
    ('ủng hộ', None)
    """
    return _nearest(FIRST_ROLES, words) or _nearest(ROLES, words)


def speaks_of_money(text: str, start: int) -> bool:
    """Whether the sentence before `start` does."""
    window = sentence_before(text, start)
    return any(word in window for word in CONTEXT)


def _nearest(roles: tuple[Role, ...], words: str) -> str | None:
    best, found = -1, None
    for role in roles:
        for word in role.words:
            at = words.rfind(word)
            while at > best and words.startswith(role.unless, at + len(word)):
                at = words.rfind(word, 0, at)
            if at > best:
                best, found = at, role.role
    return found
