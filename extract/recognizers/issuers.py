"""Where the name of an organ ends: from after `của` to the title or the clause.

An organ's name goes on as long as its syllables are capitalised, are a pair that known organ names use
(`Ủy ban nhân dân`, `Giáo dục và Đào tạo`), or name the unit it belongs to (`xã Tịnh An`). Steering boards
(`Ban Chỉ đạo …`) bear a whole topic in their name, up to the unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from extract.vocab import rows

TOKEN = regex.compile(r"[\w.&’']*\w|[^\w\s]|\n")
# The class word of a unit, and the adjective `nước` of Chủ tịch nước, may follow any organ.
CLASS_WORDS = frozenset("tỉnh thành thị huyện quận xã phường thôn bản làng ấp buôn khóm khu cấp".split())
CLASS_PAIRS = frozenset({("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("khu", "phố"), ("tổ", "dân"),
                         ("dân", "phố"), ("khu", "vực"), ("khu", "dân")})
STOP_WORDS = frozenset("""về quy ban tại để cho trong ngày tháng năm đã có là và của với theo khóa khoá nhiệm số từ
    hướng triển thực phê v/v vv ký kèm được do do""".split())
BOARD = regex.compile(r"(?:Ban Chỉ đạo|Ban chỉ đạo|BCĐ|Tổ công tác|Tiểu ban|Hội đồng)(?!\w)")
BOARD_END = regex.compile(
    r"\A[^\n;.]{0,140}?(?<=[\s”\"])(?:tỉnh|huyện|xã|phường|thị xã|thị trấn|thành phố|quận|Trung ương)(?!\w)"
    r"(?=[\s,.;)]|\Z)(?! (?:hội|viên|văn))")
LIMIT = 160


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Every two neighbouring syllables or marks of a known organ name, in small letters."""
    names = [row["name"] for row in rows("organ_names")]
    names += [name for row in rows("organs") for name in (row["name"], *row["prose"].split("|"))]
    return frozenset(pair for name in names for pair in pairwise(TOKEN.findall(name.lower())))


@cache
def _type_heads() -> frozenset[str]:
    """First words of document types: a capitalised one begins the next mention (`Đảng ủy Quyết định …`)."""
    return frozenset(" ".join(row["name"].split()[:2]) for row in rows("doc_types") if " " in row["name"])


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
    board = BOARD.match(text, start)
    if board:
        topic = BOARD_END.match(text[board.end():start + LIMIT])
        if topic and " " in topic[0].strip() and not regex.search(r" (?:về|quy định|ban hành) ", topic[0]):
            return _unit_name_end(text, board.end() + topic.end())
    end = start
    for end in _ends(text, start):
        pass
    return end if end > start else None


def _unit_name_end(text: str, end: int) -> int:
    """Past the capitalised name that follows a class word."""
    name = regex.compile(r"(?: (?!(?:Quyết định|Kế hoạch|Báo cáo))\p{Lu}[\p{L}’']*+)+").match(text, end)
    return name.end() if name else end


def _ends(text: str, start: int) -> Iterator[int]:
    """The offsets after each token that still belongs to the name."""
    before, place, pending = "", False, False
    tokens = list(TOKEN.finditer(text, start, start + LIMIT))
    for i, token in enumerate(tokens):
        word = token[0]
        low = word.lower()
        if word == "\n" or (before and text[token.start() - 1] not in " \n" and word.isalnum() and before not in "-–.&"):
            if word == "\n":
                continue
        if i and not _goes_on(before, word, low, place, tokens, i):
            return
        place = (low in CLASS_WORDS or (before, low) in CLASS_PAIRS or (place and word[0].isupper())
                 or (place and word.isdigit()))
        before = low
        if word not in ",-–":
            yield token.end()


def _goes_on(before: str, word: str, low: str, place: bool, tokens: list[regex.Match[str]], i: int) -> bool:
    """Whether the word belongs to the name, after the one before it."""
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    if word[0].isupper():
        return f"{low} {following.lower()}" not in _type_heads() and not _starts_type(word, following)
    if (before, low) in _pairs() or (before, low) in CLASS_PAIRS:
        return not (low == "và" and not following[:1].isupper()) and (low not in ",-–" or _continues(low, following))
    if word.isdigit():
        return place and before in ("phường", "quận", "khu", "phố", "thôn", "ấp", "tổ", "số")
    if low in STOP_WORDS or not word.isalpha():
        return False
    if low in CLASS_WORDS:
        return not place or before in CLASS_WORDS or tokens[i - 1][0][0].isupper()
    # One small syllable closes a compound that a capital opened (`Trung tâm Dịch vụ`), but not a place's name.
    previous = tokens[i - 1][0]
    return not place and previous[0].isupper() and not previous.isupper()


def _continues(mark: str, following: str) -> bool:
    return following[:1].isupper() and (mark.isspace() or f"{mark} {following}" != "")


def _starts_type(word: str, following: str) -> bool:
    return f"{word} {following}" in ("Quyết định", "Kế hoạch", "Nghị quyết", "Chỉ thị", "Báo cáo", "Hướng dẫn",
                                     "Công văn", "Thông báo", "Tờ trình", "Kết luận", "Nghị định", "Thông tư")
