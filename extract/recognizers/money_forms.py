"""How amounts are written: unit words, rates and the words that say what an amount is for.

A bare `đồng` has many meanings (đồng chí, đồng bào), `triệu` and `tỷ` count people too (2 triệu người), `tr`
and `đ` are letters: each row of the guards below says which of them is no money.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.recognizers.numbers import NUMERAL
from extract.vocab import rows

SCALES = {"nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "tỷ": 10**9, "trăm triệu": 10**8, "chục triệu": 10**7,
          "triệu": 10**6, "tr": 10**6, "trăm nghìn": 10**5, "trăm ngàn": 10**5, "chục nghìn": 10**4,
          "chục ngàn": 10**4, "nghìn": 10**3, "ngàn": 10**3}
# Words that begin with đồng or tỷ and are no money, by what follows.
NOT_DONG = (r"(?! ?(?:chí|bào|chủ|trưởng|phạm|tác|nghiệp|đội|hồ|ruộng|lúa|cỏ|thời|bộ|loạt|phục|hương|môn|minh|tình|ý|"
            r"thuận|hành|lòng|đều|nhất|cảm|tâm|quà|chiêng|dạng|diễn|bóng|tháp|nai)\b)")
SCALE = (r"(?:(?:[Nn]ghìn|[Nn]gàn) t[ỷỉ]|[Tt][ỷỉ](?! ?(?:lệ|trọng|suất|số|giá|phú|lần)\b)|TỶ|TRIỆU|"
         r"(?:trăm |chục )?(?:[Tt]riệu|[Nn]ghìn|[Nn]gàn)|[Tt]r(?=\.? ?đ))(?:(?<=[Tt]r)\.?|(?!\p{L}))")
DONG = rf"(?:(?:đồng|ĐỒNG)(?!\p{{L}}){NOT_DONG}|(?:VN[ĐD]|[Vv]n[đd])(?!\p{{L}})|[đĐ](?!\p{{L}}|/[cC]\b|\.[cC]\b|/ch)|₫)"
# The last digit of an amount. `regex` finds it fast because the pattern opens with one set of characters and
# only the first letters of the units follow; `TAIL` then reads them in full.
HIT = regex.compile(r"[0-9][.,]?-?[ \n]?(?:[đĐ](?:ồng|ỒNG|(?!\p{L}))|[tTcC](?:r(?:iệu|ăm |\.? ?đ)|[ỷỉ]|hục )"
                    r"|[Nn](?:ghìn|gàn)|TỶ|TRIỆU|VN|[Vv]n[đd]|₫)")
GAP = r"[ ]*\n?[ ]*"
RATE_WORDS = [row["word"] for row in rows("quantity_units") if " " in row["word"]]
RATE = (rf"(?:(?:{GAP}/ ?(?:[0-9]{{1,3}} ?)?(?:\L<rate_words>(?!\w)|m[²³]|\p{{Ll}}[\w]*))+"
        r"| (?:mỗi|một|/) (?:người|hộ|tháng|năm|ngày|suất|phần|em|cháu|con|căn|nhà|cây|kg|thôn|xã)(?! \p{Ll}*số)\b)")
TAIL = regex.compile(
    rf"[.,]?-?{GAP}(?:(?P<scale>{SCALE})(?P<half> rưỡi\b)?(?P<more>(?: (?:{NUMERAL}) ?(?:{SCALE}|(?=đồng)))*)"
    rf"(?P<half_more> rưỡi\b)?(?P<dong>{GAP}{DONG})?|(?P<only>{DONG}))(?P<per>{RATE})?", rate_words=RATE_WORDS)
MORE = regex.compile(rf" (?P<number>{NUMERAL}) ?(?P<scale>{SCALE})?")
# Backwards from the last digit: the number, and the bare lower end of a range (`5-7 triệu đồng`).
NUMBER = regex.compile(rf"(?r)(?:(?P<low>{NUMERAL}) ?(?:-|–| đến | tới ){GAP})?(?P<number>{NUMERAL})")
RANGES = frozenset({"-", "–", "đến", "tới"})
# Money in words may restate the digits before it: `200.000.000 đồng (Bằng chữ: hai trăm triệu đồng)`.
RESTATES = regex.compile(r"[ \n]*[(.;,]?[ \n]*(?:[Vv]iết )?(?:[Bb]ằng chữ|ghi chữ)?[ :]*")


class Role(NamedTuple):
    """What an amount is for: words before it in its sentence, unless one of `unless` follows them."""

    role: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    example: str


# A part and a total are told apart first: the audit adds up by them. Of the rest the nearest wins.
FIRST_ROLES = (
    Role("trong đó", ("trong đó",), (), "trong đó ngân sách xã 20 triệu đồng"),
    Role("tổng", ("tổng", "cộng:", "tổng cộng"),
         (" kết", " hợp", " thể", " bí", " rà", " quát", " điều", " duyệt", " phụ"), "tổng trị giá 150 triệu đồng"),
)
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
    Role("thu", ("thu ", "thu:"), ("nhập", "hút", "gom", "hoạch", "hồi", "mua", "thập", "dọn"), "thu 120 triệu đồng"),
    Role("chi", ("chi ", "chi:"), ("bộ", "hội", "đoàn", "tiết", "nhánh", "cục", "ủy", "uỷ", "phí"), "chi 80 triệu đồng"),
    Role("kinh phí", ("kinh phí", "chi phí", "vốn"), (), "kinh phí 200 triệu đồng"),
    Role("đầu tư", ("đầu tư",), (), "đầu tư 1,2 tỷ đồng"),
    Role("tặng", ("tặng", "trao ", "thăm hỏi"), ("đổi",), "tặng 2 triệu đồng"),
    Role("thưởng", ("thưởng",), (), "thưởng 500.000 đồng"),
    Role("phạt", ("phạt",), (), "xử phạt 3 triệu đồng"),
    Role("doanh thu", ("doanh thu", "lợi nhuận", " lãi"), (), "doanh thu 2 tỷ đồng"),
)
# Without `đồng`, a `triệu` is money only where the sentence speaks of money before it or a purpose follows.
CONTEXT = ("tiền", "ngân sách", "quỹ", "giá ", "lương", " nợ", "bồi thường", "mua ", "bán ",
           *(word for role in FIRST_ROLES[1:] + ROLES for word in role.words))
COUNTED = frozenset({row["word"].split(" ")[0] for row in rows("quantity_units")}
                    | {"dân", "du", "đô", "usd", "USD", "liều", "thuê", "việc"})
