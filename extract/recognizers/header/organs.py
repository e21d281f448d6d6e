"""The organ that issues a document: from the lines of the letterhead, its level and its system.

Two organs stand one upon the other, each over one or more lines; a line that begins with a word that
organs begin with (`vocab/heads.csv`) begins the next one, unless the line before is not complete yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

import regex

from extract.recognizers.header.casing import in_capitals, key, normal_case
from extract.recognizers.header.lines import Line
from extract.vocab import rows

UNFINISHED = regex.compile(r"(?:\b(?:và|của|thực hiện|về|các|cho|với|ở|tại|trong|phong trào)|[-–&,])$")
UNITS = r"(?:tỉnh|huyện|xã|phường|quận|thành phố|thị xã|thị trấn|đặc khu)"
HAS_UNIT = regex.compile(rf"(?<=\w ){UNITS} (?!(?<=xã )hội)\w")
UNIT_AT_END = regex.compile(
    rf"(?<!\w)(?:{UNITS}|tp|(?:tỉnh|huyện|thành|thị|quận) ủy)(?: (?!(?<=xã )hội)[\w'’]+){{1,3}}$")
# On one line with the organ above it: these heads are seldom a syllable of a unit's name.
SECOND = regex.compile(
    r" ++(?=(?:SỞ|PHÒNG|TRUNG TÂM|TRƯỜNG|TRẠM|CHI CỤC|BAN (?:CHỈ ĐẠO|DÂN VẬN|TUYÊN GIÁO|CHỈ HUY|"
    r"THƯỜNG TRỰC|QUẢN LÝ)|ĐẢNG [ỦU][ỶY]|CHI BỘ|TIỂU BAN|VĂN PHÒNG|CÔNG AN|[ỦU][ỶY] BAN|HỘI ĐỒNG|"
    r"HẠT KIỂM LÂM|BCĐ|UBND|HĐND|CĐCS|CÔNG ĐOÀN) \p{Lu})")
MASS = regex.compile(
    r"\b(?:mặt trận|(?:ub)?mttq(?:vn)?|công đoàn|cđcs|liên đoàn lao động|lđlđ|chi hội|"
    r"(?:chi|tỉnh|huyện|thành|xã|bch) đoàn|đoàn (?:thanh niên|tncs|xã|phường|thị trấn)|"
    r"(?<!(?:quốc|xã|phường|phố|trấn|huyện|tp|tx) )hội (?!đồng|nghị|trường|nhập|họp))")
PARTY = regex.compile(
    r"\b(?:đảng bộ|đảng ủy|chi bộ|(?:tỉnh|huyện|thành|quận|thị) ủy|ban (?:dân vận|tuyên giáo|nội chính)|"
    r"ủy ban kiểm tra|bộ chính trị|ban bí thư|khối dân vận)\b")
# What has neither a Party nor a mass organ in its name and begins so is the state's.
STATE = regex.compile(
    r"(?:^|\| )(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thường trực (?:hội đồng nhân dân|hđnd)|chính phủ|"
    r"thủ tướng|bộ|sở|phòng|chi cục|cục|tổng cục|công an|trạm y tế"
    r"|trường (?:mầm|mẫu|tiểu|trung|thcs|thpt|phổ|ptdt))(?!\w)")
# Bộ Chỉ huy, Bộ đội are no ministries, xã hội is no commune (but xã Hội Sơn is).
SOCIETY = r"(?<=xã)(?<!(?:nhân dân|ủy|ubnd|hđnd) xã) hội(?! \w+$)(?!\w)"
NO_LEVEL = rf"(?!{SOCIETY}| (?:chỉ huy|tư lệnh|đội)(?!\w))"


@cache
def _heads() -> regex.Pattern[str]:
    """Words that an organ's name begins with; prevention (`phòng, chống`) and `ban hành` are none."""
    heads = sorted((row["head"] for row in rows("heads")), key=len, reverse=True)
    alternatives = "|".join(map(regex.escape, heads))
    return regex.compile(rf"(?:{alternatives})(?!\w)(?!(?<=phòng),? (?:chống|cháy|ngừa|dịch)|(?<=ban) hành(?!\w))")


@cache
def _open_heads() -> frozenset[str]:
    return frozenset(row["head"] for row in rows("heads") if row["open"])


@lru_cache(maxsize=4096)
def is_organ(words: str) -> bool:
    """Whether the words begin like the name of an organ.

    >>> is_organ("UỶ BAN NHÂN DÂN"), is_organ("Phòng, chống thiên tai"), is_organ("XÃ BA BÍCH")
    (True, False, False)
    """
    return _heads().match(key(words)) is not None


@lru_cache(maxsize=4096)
def begins_unit(words: str) -> bool:
    """Whether the words begin with the class word of a unit, as the second line of an organ does.

    >>> begins_unit("XÃ BA BÍCH"), begins_unit("KẾT QUẢ")
    (True, False)
    """
    match = _levels()[0][0].match(key(words))
    return match is not None


def grouped(lines: Iterable[Line]) -> list[list[Line]]:
    r"""The organs, each with its lines.

    >>> from extract.recognizers.header.lines import following
    >>> groups = grouped(following("ĐẢNG ỦY XÃ A\nBAN CHỈ ĐẠO\nPHÒNG, CHỐNG DỊCH"))
    >>> [joined(group) for group in groups]
    ['Đảng ủy xã A', 'Ban Chỉ đạo phòng, chống dịch']
    """
    groups: list[list[Line]] = []
    for line in chain.from_iterable(map(_stacked, lines)):
        if groups and _bare(line.text) == _bare(" ".join(part.text for part in groups[-1])):
            continue  # printed twice, as in the gazette
        if groups and not _begins(groups[-1], line):
            groups[-1].append(line)
        elif is_organ(line.text) or (in_capitals(line.text) and HAS_UNIT.search(key(line.text))):
            groups.append([line])
    return groups


def distinct(organs: list[list[Line]]) -> list[list[Line]]:
    """The organs without one that is printed twice, as in the gazette, or once more with its unit."""
    words = [key(" ".join(line.text for line in lines)) for lines in organs]
    return [lines for i, lines in enumerate(organs)
            if not any(f"{later} ".startswith(f"{words[i]} ") for later in words[i + 1:])]


def _bare(words: str) -> str:
    return key(words).replace(" ", "")


def _stacked(line: Line) -> list[Line]:
    """The organs that a reader put on one line: behind the name of a unit, a head begins the next one.

    >>> [part.text for part in _stacked(Line(0, 0, "UBND TỈNH PHÚ THỌ SỞ NỘI VỤ"))]
    ['UBND TỈNH PHÚ THỌ', 'SỞ NỘI VỤ']
    """
    for gap in SECOND.finditer(line.text):
        if UNIT_AT_END.search(key(line.text[:gap.start()])):
            return [line.cut(0, gap.start()), *_stacked(line.cut(gap.end()))]
    return [line]


def _begins(before: list[Line], line: Line) -> bool:
    """Whether the line begins another organ than the one before it."""
    words = key(" ".join(part.text for part in before))
    return is_organ(line.text) and not UNFINISHED.search(words) and words not in _open_heads()


def joined(lines: Iterable[Line]) -> str:
    """The name in normal case, its lines joined.

    >>> joined([Line(0, 15, "ỦY BAN NHÂN DÂN"), Line(16, 26, "XÃ BA BÍCH")])
    'Ủy ban nhân dân xã Ba Bích'
    """
    return normal_case(" ".join(line.text for line in lines).strip(" _*-–.,;:"))


@cache
def _levels() -> tuple[tuple[regex.Pattern[str], dict[str, str]], ...]:
    """Class words anywhere in a name, then heads that fix the level: pattern, word -> level."""
    units: dict[str, str] = {}
    heads: dict[str, str] = {}
    for row in rows("classes"):
        (heads if row["kind"] == "head" else units)[row["word"]] = row["level"]
    return tuple((_any_of(words), words) for words in (units, heads))


@cache
def _since() -> dict[str, str]:
    """Class words whose level is younger than their word, and the first day of it."""
    return {row["word"]: row["since"] for row in rows("classes") if row["since"]}


def _any_of(words: dict[str, str]) -> regex.Pattern[str]:
    alternatives = "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
    return regex.compile(rf"(?<!\w)(?:{alternatives})(?!\w){NO_LEVEL}")


def level(names: Iterable[str | None], date: str | None = None) -> str | None:
    """The level of the first name that tells it, on the day of the document.

    >>> level(["Ban Thường trực", "Ủy ban MTTQ Việt Nam xã Lương Minh"]), level(["Sở Lao động và Xã hội"])
    ('xã', 'tỉnh')
    >>> level(["Bộ Chỉ huy Quân sự"]), level(["Ủy ban nhân dân thành phố Đà Nẵng"])
    (None, 'tỉnh')
    >>> level(["UBND thành phố Huế"], "2023-05"), level(["UBND thành phố Huế"], "2025-05")
    ('huyện', 'tỉnh')
    """
    word = next(filter(None, map(_level_word, filter(None, names))), None)
    since = _since().get(word) if word and date else None
    if word and since and date and date < since[:len(date)]:
        word = word.rpartition(" ")[0]  # a city like others before its province became one
    return next((words[word] for _, words in _levels() if word in words), None)


@lru_cache(maxsize=4096)
def _level_word(name: str) -> str | None:
    """The class word or the head that tells the level."""
    units, heads = _levels()
    words = key(name)
    found = units[0].search(words)
    if found is None:
        found = heads[0].search(words)
        if found and " " not in found[0] and found.start() > 0:
            return None
    return found[0] if found else None


def system(motto: str | None, names: Iterable[str | None], of_symbol: str | None) -> str | None:
    """state, party or mass: the Party's head and the organ's kind tell more than the symbol.

    >>> system("state", ["Ủy ban MTTQ Việt Nam xã"], None), system("party", ["BCĐ QCDC"], "state")
    ('mass', 'party')
    >>> system(None, ["Ủy ban nhân dân phường Hội An Tây"], None)
    'state'
    """
    if motto in ("party", "mass"):
        return motto
    of_names = _system(" | ".join(filter(None, names)))
    return "mass" if of_names == "mass" else motto or of_names or of_symbol


@lru_cache(maxsize=4096)
def _system(names: str) -> str | None:
    words = key(names)
    kinds = (("mass", MASS), ("party", PARTY), ("state", STATE))
    return next((kind for kind, pattern in kinds if pattern.search(words)), None)
