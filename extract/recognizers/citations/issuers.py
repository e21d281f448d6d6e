"""Where the name of an organ ends: from after `của` to the title or the clause.

An organ's name goes on as long as its syllables are capitalised, are a pair that known organ names use
(`Ủy ban nhân dân`, `Giáo dục và Đào tạo`), or name the unit it belongs to (`xã Tịnh An`). Steering boards
(`Ban Chỉ đạo …`) bear a whole topic in their name, up to the unit.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

import regex

from extract.recognizers.tones import newer_tones
from extract.vocab import rows

TOKEN = regex.compile(r"[\w.&’']*\w|[^\w\s]|\n")
# The class word of a unit, and the adjective `nước` of Chủ tịch nước, may follow any organ.
CLASS_WORDS = frozenset("tỉnh huyện quận xã phường thôn bản làng ấp buôn khóm khu cấp".split())
CLASS_PAIRS = frozenset({("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("khu", "phố"), ("tổ", "dân"),
                         ("dân", "phố"), ("khu", "vực"), ("khu", "dân"), ("dân", "cư"), ("phố", "số"),
                         ("nhà", "trường")})
SHORT_CLASSES = frozenset({"tp", "tx", "tt"})
STOP_WORDS = frozenset("""về quy ban tại để cho trong ngày tháng năm đã có là và của với theo khóa khoá nhiệm số từ
    hướng triển thực phê v/v vv ký kèm được do đem mang giúp góp làm đạt đang sẽ cũng vẫn luôn còn nhằm nên mà khi
    nếu bằng""".split())
TITLE_VERBS = frozenset({("ban", "hành"), ("quy", "định"), ("qui", "định"), ("sửa", "đổi"), ("bổ", "sung")})
# What goes on behind `ủy ban` in small letters.
COMMITTEES = frozenset("nhân mặt mttq thường kiểm trung bầu".split())
# What several ministries issue together, joined by dashes: `Liên Bộ Y tế-Bộ Tài chính`.
JOINT = ("Liên Bộ ", "Liên bộ ", "Liên ngành ")
# What organs do; none of these closes a name that no vocabulary holds (`Chi đoàn Kép ra mắt`).
VERBS = frozenset({
    ("báo", "cáo"), ("chủ", "động"), ("chủ", "trì"), ("duy", "trì"), ("đảm", "nhận"), ("đăng", "ký"), ("đề", "nghị"),
    ("đề", "xuất"), ("đóng", "góp"), ("hỗ", "trợ"), ("huy", "động"), ("khởi", "xướng"), ("phát", "động"),
    ("phối", "hợp"), ("phụ", "trách"), ("ra", "mắt"), ("tham", "gia"), ("tham", "mưu"), ("thành", "lập"),
    ("tiếp", "tục"), ("tổ", "chức"), ("tuyên", "truyền"), ("ủng", "hộ"), ("vận", "động"), ("xây", "dựng")})
# What a sentence opens with (`Ngoài ra có Kế hoạch số …`); with a capital behind it, it may be a name (`Đồng Nai`).
OPENERS = frozenset("""ngoài trong trên dưới bên cạnh đồng hiện sau trước tiếp cùng riêng theo từ đến tới do nhờ qua tại
    với vì để khi nếu tuy nhưng song hằng hàng mỗi kể tính nhìn vừa đã đang sẽ các những nhiều một hai ba bốn năm căn
    thực nhằm điển cụ đầu giữa cuối quý tháng ngày kết gần tương ví thời lần toàn""".split())
OPENING_PAIRS = frozenset({("mặt", "khác"), ("đặc", "biệt")})
STOP_CAPITALS = frozenset("về căn theo ngày chương điều khoản mục phần khóa khoá nhiệm thực trên".split())
BOARD = regex.compile(r"(?:Ban Chỉ đạo|Ban chỉ đạo|BCĐ|Tổ (?:công tác|[Tt]hư ký|[Gg]iúp việc)|Tiểu ban|Hội đồng)(?!\w)")
BOARD_LETTERS = "BTH"
ONE_WORD_TYPES = frozenset({"luật", "lệnh"})
TITLE_HEAD = regex.compile(r" (?:về|quy định|ban hành) ")
BOARD_END = regex.compile(
    r"\A[^\n;.]{0,140}?(?<=[\s”\"])(?:tỉnh|huyện|xã|phường|thị xã|thị trấn|thành phố|quận|Trung ương)(?!\w)"
    r"(?=[\s,.;)]|\Z)(?! (?:hội|viên|văn))")
# A board's topic that no unit ends: its name in capitals, with what a movement is called, up to the title or clause.
TOPIC = regex.compile(
    r" (?:thực hiện )?(?:Quy chế|QCDC|Phong trào|Chương trình|Đề án|Cuộc vận động|Đại hội|Cải cách|Chuyển đổi)(?!\w)"
    r"(?:(?! (?:về|v/v|ban hành|quy định|triển khai|hướng dẫn|tại|do|đã|để|nhằm)(?!\w))[^\n,;.:()“”\"]"
    r"|(?<=(?:trào|đua|động|trình|án) )[“\"][^\n“”\"]{2,80}[”\"]){0,120}(?<! )")
NAME = regex.compile(r"(?: (?!(?:Quyết định|Kế hoạch|Báo cáo)(?!\w))\p{Lu}[\p{L}’']*+)+")
NUMBERED = frozenset({"phường", "quận", "khu", "phố", "thôn", "ấp", "tổ", "số"})
# A plenum is known by its number (`Hội nghị Trung ương 7`), which is no term.
PLENUM = regex.compile(r"Hội nghị (?:lần thứ [\w()]+(?: \([^()]{1,20}\))?,? (?:của )?"
                       r"(?:Ban Chấp hành|BCH) (?:Trung ương|TW)(?: Đảng)?(?!\w)"
                       r"|(?:Ban Chấp hành )?(?:Trung ương|TW)(?: Đảng)?"
                       r"(?: \d{1,2}(?![\w/]|[.,]\d)| lần thứ (?:\w+ )?\w+(?=[ ,;.]*(?:\(|kh[oó][aá]|về|,|;|\.|$))))")
LIMIT = 160
DASH = regex.compile(r"\s?[-–]\s?(?=\p{Lu})")


@cache
def _known() -> list[list[str]]:
    """The known names of organs as small-lettered syllables and marks."""
    names = [row["name"] for row in rows("organ_names")]
    names += [name for row in rows("organs") for name in (row["name"], *row["prose"].split("|"))]
    return [TOKEN.findall(name.lower()) for name in names]


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Every two neighbouring syllables of a known name; what a ministry is for, its departments are (`Sở Y tế`)."""
    pairs = {pair for tokens in _known() for pair in pairwise(tokens)}
    return frozenset(pairs | {(head, field) for first, field in pairs if first == "bộ" for head in ("sở", "phòng")})


@cache
def _triples() -> frozenset[tuple[str, str, str]]:
    """Every mark or `và` of a known name with its neighbours (`hóa, thể` of Bộ Văn hóa, Thể thao và Du lịch)."""
    triples = (t for tokens in _known() for t in zip(tokens, tokens[1:], tokens[2:], strict=False))
    return frozenset(triple for triple in triples if not triple[1].isalpha() or triple[1] == "và")


@cache
def type_heads() -> frozenset[str]:
    """First words of document types: a capitalised one begins the next mention (`Đảng ủy Quyết định …`)."""
    return frozenset(" ".join(row["name"].split()[:2]) for row in rows("doc_types") if " " in row["name"])


# Organs that prose writes small (`của phòng Nội vụ huyện`); what follows must show that one is named.
SMALL_HEAD = regex.compile(r"(?:ủy ban|uỷ ban|đảng [uủ][yỷ]|huyện [uủ][yỷ]|tỉnh [uủ][yỷ]|thành [uủ][yỷ]"
                           r"|thị [uủ][yỷ]|phòng"
                           r"|sở|trường|công an|hội|đoàn|ban|liên đoàn|chi cục|cục|chi bộ|mặt trận|văn phòng)(?= )")


# Organs that are whole as they stand, in small letters too, where the clause or the day follows.
SMALL_WHOLE = regex.compile(r"(?:(?:tỉnh|thành|huyện|thị|quận|đảng|chi) [uủ][yỷ](?! viên)|chi bộ"
                            r"|thủ tướng(?: chính phủ)?|chính phủ|quốc hội|bộ chính trị|ban bí thư)"
                            r"(?=\s*(?:$|[,;.)”“]|(?:về|v/v|ngày|quy định|kh[oó][aá]|ra|đã|ban hành|có|và) ))")


def small_issuer_at(text: str, start: int, heads: regex.Pattern[str] = SMALL_HEAD) -> int | None:
    """The end of an organ's name that begins with a small letter, with one of these heads, or None.

    >>> text = "của phòng Nội vụ huyện về việc"
    >>> text[4:small_issuer_at(text, 4)], small_issuer_at("của trường về việc", 4)
    ('phòng Nội vụ huyện', None)
    """
    head = heads.match(text, start)
    whole = SMALL_WHOLE.match(text, start)
    if whole:
        return int(whole.end())
    end = issuer_at(text[start].upper() + text[start + 1:start + LIMIT], 0) if head else None
    return start + end if head and end and start + end > head.end() else None


def issuer_at(text: str, start: int) -> int | None:
    """The end of the organ's name that begins at `start`, or None where none begins there.

    >>> text = "của Ban Thường vụ Tỉnh ủy về đẩy mạnh"
    >>> text[4:issuer_at(text, 4)]
    'Ban Thường vụ Tỉnh ủy'
    >>> text = "UBND xã nâng cao trách nhiệm"
    >>> text[:issuer_at(text, 0)]
    'UBND xã'
    """
    if not text[start:start + 1].isupper():
        return None
    board = BOARD.match(text, start) if text[start] in BOARD_LETTERS else None
    if board:
        topic = BOARD_END.match(text[board.end():start + LIMIT])
        if topic and " " in topic[0].strip() and not TITLE_HEAD.search(topic[0]):
            return _unit_name_end(text, board.end() + topic.end())
        if topic := TOPIC.match(text, board.end(), start + LIMIT):
            return int(topic.end())
    if plenum := PLENUM.match(text, start) if text[start] == "H" else None:
        return int(plenum.end())
    end = _name_end(text, start)
    while end and text[start] == "L" and text.startswith(JOINT, start) and (dash := DASH.match(text, end)) \
            and (other := _name_end(text, dash.end())):
        end = other
    return None if end is None or text[start:end].lower() in CLASS_WORDS else end


def organs_end(text: str, start: int) -> int | None:
    """The end of one organ's name or of several joined by dashes (`Bộ Y tế-Bộ Công Thương`)."""
    end = issuer_at(text, start)
    while end and (dash := DASH.match(text, end)) and (other := issuer_at(text, dash.end())):
        end = other
    return end


def _unit_name_end(text: str, end: int) -> int:
    """Past the capitalised name that follows a class word."""
    name = NAME.match(text, end)
    return name.end() if name else end


def _name_end(text: str, start: int) -> int | None:
    """The offset behind the last token that belongs to the name; None where none does."""
    end, earlier, place, capitals, broken = None, "", False, 0, False
    tokens = TOKEN.finditer(text, start, start + LIMIT)
    token = next(tokens, None)
    while token:
        following = next(tokens, None)
        word = token[0]
        if word == "\n":
            broken = True
        else:
            step = _step(earlier, word, place, capitals, following[0] if following else "", broken)
            if step is None:
                break
            place, capitals, last = step
            end = token.end() if last else end
            earlier, broken = word, False
        token = following
    return end


# The same few words make up most organs' names.
@lru_cache(maxsize=16384)
def _step(earlier: str, word: str, place: bool, capitals: int, after: str,
          broken: bool) -> tuple[bool, int, bool] | None:
    """Whether the word names a unit's class or is a part of its name, how many words of a name that no vocabulary holds
    end with it, and whether the organ's name may end with it; None where it does not belong to the name.

    `place` and `capitals` are what the step before has said; `broken` tells that a line's end stands before the word.
    """
    before, low = _low(earlier), _low(word)
    if not before and (low in ONE_WORD_TYPES or f"{low} {after.lower()}" in type_heads()
                       or (low in OPENERS and after[:1].islower()) or (low, after) in OPENING_PAIRS):
        return None
    if before and not _goes_on(earlier, word, place, capitals, after):
        return None
    if broken and (before, low) not in _pairs():
        return None  # behind a line's end only what a known name goes on with
    place = low in CLASS_WORDS or (before, low) in CLASS_PAIRS or (place and (word[0].isupper() or word.isdigit()))
    named = before and word.istitle() and (before, low) not in _pairs()
    last = word not in ",-–&" and low not in ("và", "lần", "thứ") and (before, low) != ("phố", "số")
    return place, min(capitals + 1, 2) if named else 0, last


def _low(word: str) -> str:
    return newer_tones(word.lower()).replace("–", "-")


def _goes_on(earlier: str, word: str, place: bool, capitals: int, after: str) -> bool:
    """Whether the word belongs to the name, after `earlier` and with `after` to come."""
    before, low = _low(earlier), _low(word)
    if after == "/":
        return False
    if (low, after.lower()) in TITLE_VERBS:
        return False  # Đảng ủy ban hành is no Ủy ban, Ban Chỉ đạo quy định no board of Quy chế
    if word[0].isupper():
        heads_type = f"{word} {after}".lower() in type_heads()  # Bộ Kế hoạch và Đầu tư is no kế hoạch
        return (before, low) in _pairs() or not (heads_type or low in STOP_CAPITALS)
    if low == "ban" and earlier.islower() and (before != "ủy" or after.lower() not in COMMITTEES):
        return False
    if word == "&":
        return after[:1].isupper()
    if not word.isalpha() and not word.isdigit():
        marked = (before, low, after.lower()) in _triples() or (low == "." and before in SHORT_CLASSES)
        return marked and (after[:1].isupper() or word in ",-–")
    if word.isdigit():
        return place and before in NUMBERED
    if (before, low) in _pairs() or (before, low) in CLASS_PAIRS:
        joined = after[:1].isupper() and (low, after.lower()) in _pairs()
        return low != "và" or joined or (before, low, after.lower()) in _triples()
    if low in STOP_WORDS or f"{low} {after}" in type_heads():
        return False
    if low in CLASS_WORDS or (low, after.lower()) in CLASS_PAIRS:
        return not place or before in CLASS_WORDS or earlier[0].isupper()
    # One small syllable closes a compound that a capital opened (`Trung tâm Dịch vụ`), but not a place's name, with its
    # class (`xã Ba Bích`) or without (`Chi hội Quán Trữ`).
    return not place and capitals < 2 and earlier[0].isupper() and not earlier.isupper() \
        and (low, after.lower()) not in VERBS
