"""The organ that issues a document: from the lines of the letterhead, its level and its system.

Two organs stand one upon the other, each over one or more lines; a line that begins with a word that
organs begin with (`vocab/heads.csv`) begins the next one, unless the line before is not complete yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

import regex

from extract.recognizers.casing import key, normal_case
from extract.recognizers.lines import Line
from extract.vocab import rows

UNFINISHED = regex.compile(r"(?:\b(?:và|của|thực hiện|về|các|cho|với|ở|tại|trong|phong trào)|[-–&,])$")
UNITS = r"(?:tỉnh|huyện|xã|phường|quận|thành phố|thị xã|thị trấn|đặc khu)"
HAS_UNIT = regex.compile(rf"(?<=\w ){UNITS} (?!hội)\w")
UNIT_AT_END = regex.compile(
    rf"(?<!\w)(?:{UNITS}|(?:tỉnh|huyện|thành|thị|quận) ủy)(?: (?!hội)[\w'’]+){{1,3}}$")
# On one line with the organ above it: these heads are seldom a syllable of a unit's name.
SECOND = regex.compile(
    r" ++(?=(?:SỞ|PHÒNG|TRUNG TÂM|TRƯỜNG|TRẠM|CHI CỤC|BAN (?:CHỈ ĐẠO|DÂN VẬN|TUYÊN GIÁO|CHỈ HUY|"
    r"THƯỜNG TRỰC|QUẢN LÝ)|ĐẢNG [ỦU][ỶY]|CHI BỘ|TIỂU BAN|VĂN PHÒNG|CÔNG AN|[ỦU][ỶY] BAN|HỘI ĐỒNG|"
    r"HẠT KIỂM LÂM|BCĐ|UBND|HĐND) \p{Lu})")
MASS = regex.compile(
    r"\b(?:mặt trận|(?:ub)?mttq(?:vn)?|công đoàn|liên đoàn lao động|chi hội|"
    r"(?:chi|tỉnh|huyện|thành|xã|bch) đoàn|đoàn (?:thanh niên|tncs|xã|phường|thị trấn)|"
    r"(?<!quốc |xã )hội (?!đồng|nghị|trường|nhập|họp))")
PARTY = regex.compile(
    r"\b(?:đảng bộ|đảng ủy|chi bộ|(?:tỉnh|huyện|thành|quận|thị) ủy|ban (?:dân vận|tuyên giáo|nội chính)|"
    r"ủy ban kiểm tra|bộ chính trị|ban bí thư|khối dân vận)\b")
# Bộ Chỉ huy, Bộ đội are no ministries, xã hội is no commune (but xã Hội Sơn is).
NO_LEVEL = r"(?! (?:hội(?! \w+$)|chỉ huy|tư lệnh|đội)(?!\w))"


@cache
def _heads() -> regex.Pattern[str]:
    """Words that an organ's name begins with; prevention and people of that name are none."""
    heads = sorted((row["head"] for row in rows("heads")), key=len, reverse=True)
    alternatives = "|".join(map(regex.escape, heads))
    return regex.compile(rf"(?:{alternatives})(?!\w)(?!,? (?:chống|cháy|ngừa|dịch))")


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

    >>> from extract.recognizers.lines import following
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
        elif is_organ(line.text) or (line.text.isupper() and HAS_UNIT.search(key(line.text))):
            groups.append([line])
    return groups


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


def _any_of(words: dict[str, str]) -> regex.Pattern[str]:
    alternatives = "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
    return regex.compile(rf"(?<!\w)(?:{alternatives})(?!\w){NO_LEVEL}")


def level(names: Iterable[str | None]) -> str | None:
    """The level of the first name that tells it.

    >>> level(["Ban Thường trực", "Ủy ban MTTQ Việt Nam xã Lương Minh"]), level(["Sở Lao động và Xã hội"])
    ('xã', 'tỉnh')
    >>> level(["Bộ Chỉ huy Quân sự"]), level(["Ủy ban nhân dân thành phố Đà Nẵng"])
    (None, 'tỉnh')
    """
    return next(filter(None, map(_level, filter(None, names))), None)


@lru_cache(maxsize=4096)
def _level(name: str) -> str | None:
    units, heads = _levels()
    words = key(name)
    found = units[0].search(words)
    if found:
        return units[1][found[0]]
    found = heads[0].search(words)
    return heads[1][found[0]] if found and (" " in found[0] or found.start() == 0) else None


def system(motto: str | None, names: Iterable[str | None], of_symbol: str | None) -> str | None:
    """state, party or mass: the Party's head and the organ's kind tell more than the symbol.

    >>> system("state", ["Ủy ban MTTQ Việt Nam xã"], None), system("party", ["BCĐ QCDC"], "state")
    ('mass', 'party')
    """
    if motto in ("party", "mass"):
        return motto
    of_names = _system(" | ".join(filter(None, names)))
    return "mass" if of_names == "mass" else motto or of_names or of_symbol


@lru_cache(maxsize=4096)
def _system(names: str) -> str | None:
    words = key(names)
    return "mass" if MASS.search(words) else "party" if PARTY.search(words) else None
