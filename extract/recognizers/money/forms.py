"""How amounts are written: unit words and rates.

A bare `đồng` has many meanings (đồng chí, đồng bào), `triệu` and `tỷ` count people too (2 triệu người), `tr`
and `đ` are letters: each row of the guards below says which of them is no money.
"""

from __future__ import annotations

import regex

from extract.recognizers.numbers import NUMERAL
from extract.vocab import rows

SCALES = {"nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "tỷ": 10**9, "trăm triệu": 10**8, "chục triệu": 10**7,
          "triệu": 10**6, "tr": 10**6, "k": 10**3, "trăm nghìn": 10**5, "trăm ngàn": 10**5, "chục nghìn": 10**4,
          "chục ngàn": 10**4, "nghìn": 10**3, "ngàn": 10**3}
# Words that begin with đồng or tỷ and are no money, by what follows.
NOT_DONG = (r"(?! ?(?:chí|bào|chủ|trưởng|phạm|tác|nghiệp|đội|hồ|ruộng|lúa|cỏ|thời|bộ|loạt|phục|hương|môn|minh|tình|ý|"
            r"thuận|hành|lòng|đều|nhất|cảm|tâm|quà|chiêng|dạng|diễn|bóng|tháp|nai)\b)")
SCALE = (r"(?:(?:[Nn]ghìn|[Nn]gàn) t[ỷỉ]|[Tt][ỷỉ](?! ?(?:lệ|trọng|suất|số|giá|phú|lần)\b)|TỶ|TRIỆU|"
         r"(?:trăm |chục )?(?:[Tt]riệu|[Nn]ghìn|[Nn]gàn)|[Tt]r(?=\.? ?đ)"
         r"|(?<=[0-9] )[Tt]r(?= ?/ ?\p{Ll})|(?<=[0-9])(?:[Tt]r(?=[0-9]{1,3}(?![0-9]))|(?:[Tt]r|k)(?=[-–\s.,;:)/]|\Z)))"
         r"(?:(?<=[Tt]r)\.?(?= ?đ)|(?!\p{L}))")
DONG = (rf"(?:(?:đồng|ĐỒNG|Đồng(?! \p{{Lu}}))(?!\p{{L}}){NOT_DONG}|(?:VN[ĐD]|[Vv]n[đd])(?!\p{{L}})"
        r"|[đĐ](?!\p{L}|/[cC]\b|\.[cC]\b|/ch(?!áu|ị\b|iếc|uyến|uồng))|₫|\((?:đồng|đ)\))")
# The last digit of an amount. `regex` finds it fast because the pattern opens with one set of characters and
# only the first letters of the units follow; `TAIL` then reads them in full.
HIT = regex.compile(r"[0-9](?![0-9/])[.,]?-?[ \n]{0,3}(?:[đĐ](?:ồng|ỒNG|(?!\p{L}))"
                    r"|[tTcC](?:r(?:iệu|ăm |\.? ?đ|(?=[-–\s.,;:)/0-9]|\Z))|[ỷỉ]|hục )"
                    r"|[Nn](?:ghìn|gàn)|TỶ|TRIỆU|VN|[Vv]n[đd]|₫|k(?=[-–\s.,;:)/]|\Z)|\(đ)")
GAP = r"(?>[ ]*\n?[ ]*)"
RATE_WORDS = [row["word"] for row in rows("quantity_units") if " " in row["word"] and row["canonical"]]
RATE = (rf"(?:(?:{GAP}/ ?(?:[0-9]{{1,3}} ?)?(?:\L<rate_words>(?!\w)|m[²³]|(?!{SCALE}|đồng|đ\b)\p{{Ll}}[\w]*)){{1,3}}"
        r"| (?:mỗi|một|/) (?:người|hộ|tháng|năm|ngày|suất|phần|em|cháu|con|căn|nhà|cây|kg|thôn|xã|sào|ha|"
        r"chuyến|lượt|buổi|vụ|tấn|hội viên|học sinh|cá nhân|tập thể|mô hình)(?! \p{Ll}*số)\b)")
# `14tr600`, `1tỷ2`: digits glued to the unit are its decimals.
GLUED = rf"(?P<glued>[0-9]{{1,3}}(?=[\s.,;:)/đĐ]|VN|vn|\Z)(?![.,][0-9]|/[0-9]| {{0,3}}{SCALE}))"
TAIL = regex.compile(
    rf"[.,]?-?{GAP}(?:(?P<scale>{SCALE})(?:{GLUED}|(?P<half> rưỡi\b))?"
    rf"(?P<more>(?: {{0,3}}(?:{NUMERAL}) {{0,3}}(?:{SCALE}|(?=đồng))){{0,3}})"
    rf"(?P<half_more> rưỡi\b)?(?P<dong>{GAP}{DONG})?|(?P<only>{DONG}))(?P<per>{RATE})?", rate_words=RATE_WORDS)
MORE = regex.compile(rf" {{0,3}}(?P<number>{NUMERAL}) {{0,3}}(?P<scale>{SCALE})?")
# Backwards from the last digit: the number, and the bare lower end of a range (`5-7 triệu đồng`).
NUMBER = regex.compile(rf"(?r)(?:(?P<low>{NUMERAL}) {{0,3}}(?:-|–|(?:đến|tới)(?: (?:gần|hơn|trên|dưới|khoảng))?){GAP})?"
                       rf"(?P<number>{NUMERAL})")
RANGES = frozenset({"-", "–", "đến", "tới", "đến dưới", "đến gần"})
# Money in words may restate the digits before it: `200.000.000 đồng (Bằng chữ: hai trăm triệu đồng)`.
RESTATES = regex.compile(r"[ \n]*[(.;,]?[ \n]*(?:[Vv]iết )?(?:[Bb]ằng chữ|ghi chữ)?[ :]*")


# What is counted in millions, too: single words, and longer ones.
COUNTED = frozenset({row["word"] for row in rows("quantity_units") if " " not in row["word"]}
                    | {"dân", "du", "đô", "usd", "USD", "liều", "thuê", "việc"})
PHRASES = tuple(row["word"] for row in rows("quantity_units") if " " in row["word"] and row["canonical"])
# Behind a unit without đồng: the clause ends, or goes on with what is done with the money.
CLOSED = regex.compile(r"\s*(?:[-–.,;:)/\]…\n]|$)"
                       r"| (?:\(|(?:từ|do|để|cho|và|nhằm|theo|trong|nay|nhưng|còn|hoặc|là|vào|tại|ở|nữa)(?!\w))")
PAID = regex.compile(r" (?:tiền|vốn|kinh phí|nợ|học phí|viện phí)(?!\w)")
