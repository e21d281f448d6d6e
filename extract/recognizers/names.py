"""What a person's name looks like: two to five syllables with capitals, and what is none though it does."""

from __future__ import annotations

from functools import cache

import regex

from extract.recognizers.header.casing import is_abbreviation, key
from extract.vocab import rows

# Nguyễn, Y, A, H'Hen, K' Brếp, Ê-ban
SYLLABLE = r"\p{Lu}(?:['’][ ]\p{Lu}\p{Ll}++|\p{Ll}*+(?:['’\-]\p{Lu}?\p{Ll}++)?)"
NAME = regex.compile(rf"{SYLLABLE}(?:[ ]{{1,2}}{SYLLABLE}){{0,6}}(?![\p{{L}}\d])")
CAPITALS = regex.compile(r"(?:\p{Lu}['’] )?\p{Lu}+(?:['’]\p{Lu}+)?(?: {1,3}\p{Lu}+(?:['’]\p{Lu}+)?){0,4}")
# Before the name of a signer or a guest: degrees, ranks.
DEGREE = regex.compile(r"(?:(?:GS|PGS|TS|ThS|Ths|CN|KS|BS|BSCK|CKI{1,2}|Thạc sĩ|Thạc sỹ|Tiến sĩ|Bác sĩ|Kỹ sư|"
                       r"(?:Thiếu|Trung|Thượng|Đại) (?:úy|uý|tá|tướng)|Đại tướng|Trung úy)(?:\.|,|\s)\s*)+")
SPACES, LETTERS = regex.compile(" +"), regex.compile(r"\p{L}++")
REMARK = regex.compile(r"\s*(?:[\[(]\s*(?i:đã\s+ký|ký|ký tên).*+|[./,;])$")
APOSTROPHES = frozenset("'’")
MARKS = APOSTROPHES | {" "}  # a name has one of these: K'Brếp, Hồ An
# Named after, not present: streets, campaigns, cities and teachings bear these names.
HISTORICAL = frozenset(("hồ chí minh", "nguyễn ái quốc", "bác hồ", "việt nam", "mác lênin", "mác lê nin"))
# A name ends where one of these begins, though it has a capital: the second syllable tells.
STOPS = regex.compile(
    r"(?:Chủ (?:tịch|nhiệm|tọa|trì)|Phó \p{L}|Bí thư|Trưởng \p{L}|Giám (?:đốc|thị)|Hiệu (?:trưởng|phó)|"
    r"[ỦU][ỷy] (?:viên|ban)|Ủy (?:viên|ban)|Công (?:an|chức|đoàn)|Cán bộ|Chi (?:hội|bộ|đoàn|cục)|"
    r"Hội (?:\p{Lu}|viên|đồng)|Ban (?:\p{Lu}|nhân|công)|Tổ (?:trưởng|phó|dân)|Thư ký|Văn (?:phòng|thư)|"
    r"Đại (?:biểu|diện)|Thường (?:trực|vụ)|Đồng chí|Kế toán|Khu (?:phố|dân)|Mặt trận|Chỉ huy|Thành viên|"
    r"Đoàn (?:[Tt]rường|[Tt]hanh|TNCS|viên)|Trường (?:Tiểu|Trung|Mầm|Mẫu|Phổ|Đại|Cao|Chính|\p{Lu}{2})|"
    r"(?:(?P<middle>Trường|Năm|Sinh|Đảng)|Ông|Bà|Thôn|Xã|Huyện|Tỉnh|Trạm|Chánh|Người|Số|Ngày|Đã|Và|Là|Có|Để|"
    r"Được|Về|Tại|Trong|Theo|Nguyên) )")


@cache
def surnames() -> frozenset[str]:
    """Family names, in small letters."""
    return frozenset(row["surname"].lower() for row in rows("surnames"))


def name_at(words: str, at: int = 0) -> int | None:
    """The end of the person's name that begins at `at`, or None where none does.

    >>> [words[:name_at(words) or 0] for words in ("Đinh Reo Trưởng thôn", "Y Bhăm, thôn B", "Hồ Chí Minh")]
    ['Đinh Reo', 'Y Bhăm', '']
    """
    match = NAME.match(words, at)
    if match is None:
        return None
    end: int = match.end()
    for space in SPACES.finditer(match[0]):
        stop = STOPS.match(words, at + space.end())
        # No name is one syllable, and these are middle names too: Phạm Trường Giang.
        if stop and not (stop["middle"] and match[0][:space.start()].lower() in surnames()):
            end = at + space.start()
            break
    found = words[at:end]
    syllables = found.split()
    if not _is_size(syllables) or STOPS.match(words, at) or _is_historical(found):
        return None
    return end


def _is_historical(found: str) -> bool:
    return key(found) in HISTORICAL or key(found).startswith("hồ chí minh")


def _is_size(syllables: list[str]) -> bool:
    """Two to five syllables, or one with an apostrophe (`K'Brếp`); a single letter is no whole name."""
    if len(syllables) == 1:
        return "'" in syllables[0] or "’" in syllables[0]
    return 2 <= len(syllables) <= 5 and sum(map(len, syllables)) >= 3


def whole_name(words: str) -> tuple[int, int] | None:
    """Where the name stands in a line that holds nothing else but a degree or a remark in brackets.

    >>> line = "Thượng tá Nguyễn Văn Bình (đã ký)"
    >>> line[slice(*whole_name(line))]
    'Nguyễn Văn Bình'
    >>> whole_name("LÊ THỊ HOA"), whole_name("CHỦ TỊCH"), whole_name("Xã Ba Bích")
    ((0, 10), None, None)
    """
    if len(words) > 60 or not words[0].isupper() or MARKS.isdisjoint(words):
        return None
    degree = DEGREE.match(words)
    at = degree.end() if degree else 0
    rest = REMARK.sub("", words[at:])
    capitals = CAPITALS.fullmatch(rest)
    if capitals:
        syllables = rest.split()
        known = (syllables[0].lower() in surnames() and len(syllables) > 1) or not APOSTROPHES.isdisjoint(rest)
        known = known and not any(map(is_abbreviation, syllables[1:]))
        return (at, at + len(rest)) if known and not STOPS.match(rest.title()) else None
    end = name_at(words, at)
    return (at, end) if end is not None and end == at + len(rest) else None


def proper(words: str) -> str:
    """The name with its capitals, single spaces.

    >>> proper("ĐINH  THỊ K'BRẾP"), proper("Võ Văn Khương")
    ("Đinh Thị K'Brếp", 'Võ Văn Khương')
    """
    if not words.isupper() or len(words) < 3:
        return " ".join(words.split())
    return str(LETTERS.sub(lambda match: match[0].capitalize(), " ".join(words.split())))
