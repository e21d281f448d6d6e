"""A line of the signature block: authority, position, name or recipient, or several of them read across."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.header.casing import key
from extract.recognizers.header.lines import Line
from extract.recognizers.header.recipients import BULLET
from extract.recognizers.names import surnames, whole_name
from extract.vocab import rows

LONGEST = 240
PREFIX = (r"(?:(?:TM|KT|TL|TUQ|TƯQ|TU|Q)(?:\s*+[./:]|(?=\s\p{Lu}))|T\.M|K\.T|T\.L|T/M|K/T|T/L|T/UQ|T\.?U\.?Q|"
          r"THAY MẶT|THỪA LỆNH|KÝ THAY)")
AUTHORITY = regex.compile(rf"(?P<prefix>{PREFIX})[./:]?\s*+(?=\p{{Lu}})|"
                          r"(?P<prefix>(?i:tm|kt|tl|tuq)[./])\s*+(?=\p{L})")
ALONE = regex.compile(rf"{PREFIX}[./:]?")
KIEM = regex.compile(r"(?i:kiêm)(?:\s|$)")
NOISE = regex.compile(
    r"(?i:\W*+(?:đã\s+ký|ký\b|ký,|chữ\s+ký|signature|signed|digitally|người\s+ký|ký\s+bởi|email|thư điện tử|"
    r"cơ\s+quan:|thời\s+gian\s+ký|ngày\s+ký|date:|reason|location|ghi\s+rõ|đóng\s+dấu|y\])).*+", regex.DOTALL)
# The first two letters of NOISE.
NOISY = frozenset("đã ký ch si di ng em th cơ da re lo gh đó y]".split())
LED = regex.compile(r"(?P<x>\p{Lu}{2}[\p{Lu} ]+) \p{Lu}\p{Ll}")
# What a scan made of a stroke of the signature behind a position: `PHÓ THỦ TƯỚNGy]`.
INK = regex.compile(r"(?<=\p{Lu}{3})(?=\W*[\p{Ll}\[\]{}|~])[^\s\p{Lu}\d,;]{1,4}$")
# Words over a name that are no position: who wrote the report, who kept the minutes, who confirms.
AUTHOR = r"người (?:trình bày|báo cáo|viết|tham luận|phát biểu)(?: bài)?(?: báo cáo| tham luận)?(?: thành tích)?"
LABEL = regex.compile(rf"{AUTHOR}|người (?:ghi|lập)(?: biên bản| biểu)?|(?:thủ trưởng [\p{{L}} ]{{0,24}})?xác nhận"
                      r"(?: (?!\S* ?người )[\p{L} ]{2,60})?")
LESSER = regex.compile(r"(?:thư ký|kế toán|thủ quỹ|văn thư|người (?:lập|ghi)|(?:thủ trưởng [\p{L} ]+)?xác nhận)")
BULLETS = frozenset("-–—+*•·●▪0123456789")


class Piece(NamedTuple):
    """A part of a line of the block: authority, position, joining, name, capitals, noise or item."""

    kind: str
    line: Line


@cache
def _positions() -> regex.Pattern[str]:
    titles = sorted((key(row["title"]) for row in rows("titles")), key=len, reverse=True)
    return regex.compile(rf"(?:quyền |q\. ?)?(?:{'|'.join(map(regex.escape, titles))})(?!\w)")


def is_position(words: str) -> bool:
    """Whether the words are a position, as a signature prints it.

    >>> is_position("PHÓ CHỦ TỊCH THƯỜNG TRỰC"), is_position("Chủ tịch, các PCT UBND xã;")
    (True, False)
    """
    if len(words) > 90 or words[-1] in ";,.:":
        return False
    match = _positions().match(key(words))
    return match is not None and (words.isupper() or match.end() == len(key(words)))


def is_label(words: str) -> bool:
    """Whether the words stand over a name and are no position.

    >>> is_label("NGƯỜI BÁO CÁO"), is_label("XÁC NHẬN CỦA ĐẢNG ỦY XÃ"), is_label("CHỦ TỊCH")
    (True, True, False)
    """
    if words[0] not in "NXT" or len(words) > 70 or LABEL.fullmatch(key(words)) is None:
        return False
    return words[0] == "N" or words.isupper() or "ủa" in words


def begins_with_position(words: str) -> bool:
    """Whether the words, in small letters or not, are a position and perhaps its organ: `Bí thư chi bộ`."""
    return len(words) < 60 and words[-1] not in ";,.:" and _positions().match(key(words)) is not None


def pieces(line: Line) -> list[Piece]:
    """The parts of a line, cut where a signature begins behind something else.

    >>> [(piece.kind, piece.line.text) for piece in pieces(Line(0, 0, "- Lưu. TL. CHỦ TỊCH PHÓ BAN Hồ Bé"))]
    [('item', '- Lưu.'), ('authority', 'TL. CHỦ TỊCH'), ('position', 'PHÓ BAN'), ('name', 'Hồ Bé')]
    """
    if len(line.text) > LONGEST:
        return [Piece("item", line)]
    return [Piece(kind, line.part(start, end)) for kind, start, end in _shape(line.text)]


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[tuple[str, int, int], ...]:
    """Kind, start and end of each part. Cached: an archive's documents repeat each other's lines."""
    ink = INK.search(text) if text[:4].isupper() and not text[-1].isupper() else None
    if ink and is_position(text[:ink.start()]):
        return (("position", 0, ink.start()),)
    cut = _boundary(text)
    left = text if cut is None else text[:cut].rstrip()
    parts = ((_kind(left), 0, len(left)),)
    if cut is None:
        return parts
    return parts + tuple((kind, cut + start, cut + end) for kind, start, end in _shape(text[cut:]))


def _kind(words: str) -> str:
    if words[0] in BULLETS and BULLET.match(words):
        return "item"
    if words[0] in "TKQtkq" and AUTHORITY.match(words) and len(words) < 100 and words[-1] not in ";,":
        return "authority"
    if is_position(words) or is_label(words):
        return "position"
    if is_noise(words):
        return "noise"
    if words[0] in "kK" and KIEM.match(words):
        return "joining"
    if whole_name(words):
        return "name"
    return "capitals" if len(words) > 3 and words.isupper() else "item"


def is_noise(words: str) -> bool:
    """Whether the words are a stamp or a remark about the signature.

    >>> is_noise("(Đã ký)"), is_noise("Ký bởi: Hồ Văn Bé"), is_noise("Hồ Văn Bé")
    (True, True, False)
    """
    return (words[0] in "([<" or words[:2].lower() in NOISY) and NOISE.fullmatch(words) is not None


@cache
def _gaps() -> regex.Pattern[str]:
    """White space behind which a column may begin: wide, behind a mark, or before a signature's capitals."""
    first = {row["title"].split()[0].upper() for row in rows("titles")}
    capitals = "|".join(sorted(first | {"TM", "KT", "TL", "TUQ", "T/M", "K/T", "T/L", "NGƯỜI"}))
    return regex.compile(rf"\s{{2,}}|(?<=[.;,)])\s(?=[\p{{Lu}}(\[])|\s(?=(?:{capitals})(?!\w))|"
                         r"(?<=\p{Lu})\s(?=\p{Lu}\p{Ll}|[(\[])|(?<=\])\s(?=\p{Lu})")


def _boundary(words: str) -> int | None:
    """Where the right column begins in a line read across, if it does.

    >>> [line[_boundary(line):] for line in ("- Như trên; PHÓ BAN", "- Các xã; (đã ký)", "- Lưu.   Hồ Bé")]
    ['PHÓ BAN', '(đã ký)', 'Hồ Bé']
    >>> _boundary("KT. CHỦ TỊCH"), _boundary("PHÓ CHỦ TỊCH"), _boundary("- Sở Nội vụ; Sở Tài chính")
    (None, None, None)
    """
    gaps = list(_gaps().finditer(words))
    if not gaps:
        return None
    led, whole = _capitals(words), _kind(words)
    if led and is_position(led):
        return len(led) + 1
    least = _office_end(words) if whole == "authority" else 0
    return next((gap.end() for gap in gaps if gap.start() >= least and _divides(whole, words, gap)), None)


def _office_end(words: str) -> int:
    """Where the office ends that an authority names: `KT. CHI CỤC TRƯỞNG` is not cut before CỤC TRƯỞNG."""
    office = AUTHORITY.match(words)
    position = _positions().match(key(words[office.end():])) if office else None
    return office.end() + position.end() if office and position else 0


def _divides(whole: str, words: str, gap: regex.Match[str]) -> bool:
    """Whether a signature begins behind the gap."""
    wide, left, right = len(gap[0]) > 1, words[:gap.start()], words[gap.end():]
    if whole == "noise" and left[0] in "([" and left[-1] in ")]":
        return _kind(right) == "name"  # (Đã ký) Hồ Văn Bé
    if right[:5] == "NGƯỜI" and is_label(right):
        return True
    if not wide and (whole in ("position", "name", "noise", "joining") or ALONE.fullmatch(left)):
        return False
    kind = _kind(right)
    if kind == "authority" or is_position(_capitals(right) or " "):
        return True
    if kind == "position":
        return right.isupper()
    if kind == "name":
        surname = right.split(" ", 1)[0].lower() in surnames()
        return wide or (left[-1] in ".;,)" and surname) or (left.isupper() and whole != "capitals")
    if kind == "noise":
        return wide or left[-1] in ".;,)" or (left.isupper() and _kind(left) in ("position", "authority"))
    return wide and kind == "capitals" and len(gap[0]) > 3 and whole != "item"


def _capitals(words: str) -> str:
    """The words in capitals before a name in small letters (`PHÓ CHỦ TỊCH Phan Văn Bình`), else nothing."""
    match = LED.match(words)
    return match["x"] if match and whole_name(words[match.end("x") + 1:]) else ""


def one_signer(found: list[Piece], column: int) -> tuple[list[Piece], int]:
    """One position and one name a line: who only kept the minutes or the books steps back."""
    positions = [i for i, piece in enumerate(found) if piece.kind == "position"]
    if len(positions) > 1:
        first = next((i for i in positions if not LESSER.match(key(found[i].line.text))), positions[0])
        return [piece for i, piece in enumerate(found) if i == first or piece.kind != "position"], first
    if positions:  # a name on the left of a position is not his who signs in the right column
        left = positions[0] if column == positions[0] else 0
        return [piece for i, piece in enumerate(found) if piece.kind != "name" or i >= left], positions[0]
    names = [i for i, piece in enumerate(found) if piece.kind == "name"]
    if len(names) > 1:
        kept = names[min(column, len(names) - 1)]
        return [piece for i, piece in enumerate(found) if i == kept or i not in names], column
    return found, column
