"""Documents cited by name: laws, codes, ordinances, the constitution, Party resolutions, statutes.

The name of a law is looked up in `law_names.csv`, the longest first; a name that is not there ends where
the grammar of names ends (a date, a number, a mark, a word that no law's name goes on with).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from extract.vocab import rows

# Where the tone mark stands does not tell two laws apart.
PLACEMENT = (("uỷ", "ủy"), ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"),
             ("oé", "óe"), ("uý", "úy"), ("uỳ", "ùy"), ("luỹ", "lũy"))
HEADS = regex.compile(
    r"(?<!\w)(?:[Bb]ộ [Ll]uật|BỘ LUẬT|[Ll]uật|LUẬT|[Pp]háp lệnh|PHÁP LỆNH|[Hh]iến pháp|HIẾN PHÁP)(?!\w)")
# Before these, `luật` is a part of another word (`pháp luật`, `kỷ luật`) or the law is not one yet.
NOT_AFTER = frozenset("pháp kỷ kỉ quy qui âm trọng giới thảo án".split())
NOT_BEFORE = regex.compile(r"\s+(?:sư|gia|pháp|tục|định|nghĩa|lệ|này|đó|trên|nêu|hiện hành|số|khác|là|và|có|của|do|,)(?!\w)")
STOP = frozenset("""và được quy ban có đã là do để theo về với khi thì tại cho này trên nêu hiện hay hoặc không của ngày
    năm số sửa như đến từ trong các những nhằm mà đối bằng phải còn cũng cùng đang sẽ tới vào ra thay hết thông
    gồm nói việc nhưng nếu vì bởi qua sau trước chưa cần kể căn hướng triển""".split())
AMENDING = regex.compile(r"\s+[Ss]ửa đổi(?:,| và)? bổ sung[^\n;.:()“”\"]{0,30}?(?:điều|Điều)[^\n;.:()“”\"]{0,20}? của "
                         r"(?=(?:[Bb]ộ )?[Ll]uật |[Pp]háp lệnh )")
STATE = regex.compile(r"\snước\sCộng\sh(?:òa|oà)\sxã\shội\schủ\snghĩa\sViệt\sNam")
WORD = regex.compile(r"[^\W\d_]+")
SPACE = regex.compile(r"\s+")
PARTY = regex.compile(r"""(?<!\w)(?:
      (?:Nghị\squyết|Kết\sluận|Văn\skiện|NQ)\s(?:số\s)?
      (?P<name>(?:của\s)?(?:Hội\snghị\s(?:lần\sthứ\s[\w()]+\s)?)?(?:(?:Ban\sChấp\shành\s)?Trung\sương|TW)(?:\sĐảng)?
          (?:\s?\d{1,2}|\slần\sthứ\s\w+(?:\s\([^()]{1,20}\))?)(?:,?\s\(?kh[óo][aá]\s[IVX]+\)?)?
        |(?:của\s)?(?:Hội\snghị\slần\sthứ\s\w+(?:\s\([^()]{1,20}\))?\s)(?:Ban\sChấp\shành\s)?Trung\sương(?:\sĐảng)?
          (?:,?\s\(?kh[óo][aá]\s[IVX]+\)?)?
        |(?:của\s)?Đại\shội\s(?:đại\sbiểu\s)?(?:toàn\squốc\s)?(?:(?:của\s)?Đảng\s)?(?:bộ\s\w+(?:\s\p{Lu}\w+)*\s)?
          (?:lần\sthứ\s)?[IVX]{1,6}(?!\w)(?:\scủa\sĐảng(?!\s(?:bộ|ủy)))?)
    | NQ\s?TW\s?(?P<name>\d{1,2}(?:,?\s\(?kh[óo][aá]\s[IVX]+\)?)?)
    | (?P<statute>Điều\slệ)\s(?P<name>Đảng(?:\sCộng\ssản\sViệt\sNam)?(?!\s(?:bộ|ủy))
        |Mặt\strận\sTổ\squốc\sViệt\sNam|Công\sđoàn\sViệt\sNam|Hội\sNông\sdân\sViệt\sNam
        |Hội\sLiên\shiệp\sPhụ\snữ\sViệt\sNam|Hội\sCựu\schiến\sbinh\sViệt\sNam|Đoàn(?:\sTNCS\sHồ\sChí\sMinh)?)
    | Cương\slĩnh\schính\strị(?P<name>)
    )(?:\s\(?kh[óo][aá]\s[IVX]+\)?)?""", regex.VERBOSE)
PARTY_TYPES = {"ng": "nghị quyết", "nq": "nghị quyết", "kế": "kết luận", "vă": "văn kiện", "đi": "điều lệ",
               "cư": "cương lĩnh"}


class Named(NamedTuple):
    """A document cited by name: the span of type word and name, the type, the span of the name, the rule."""

    start: int
    end: int
    doc_type: str
    name: tuple[int, int] | None
    rule: str


def fold_name(name: str) -> str:
    """The name for comparison: small letters, one placement of tone marks; as long as it was."""
    name = name.lower()
    for old, new in PLACEMENT:
        name = name.replace(old, new)
    return name


@cache
def _names() -> dict[tuple[str, str], tuple[str, ...]]:
    """(type, first word) -> folded names, longest first."""
    index: dict[tuple[str, str], list[str]] = {}
    for row in rows("law_names"):
        name = fold_name(row["name"])
        index.setdefault((row["type"], WORD.search(name)[0]), []).append(name)
    return {key: tuple(sorted(names, key=len, reverse=True)) for key, names in index.items()}


def find_named(text: str) -> Iterator[Named]:
    """Every document that the text cites by its name, in order of kind.

    >>> text = "theo Luật Thực hiện dân chủ ở cơ sở năm 2022 và Nghị quyết Trung ương 4 khóa XII; kỷ luật Đảng"
    >>> [text[named.start:named.end] for named in find_named(text)]
    ['Luật Thực hiện dân chủ ở cơ sở', 'Nghị quyết Trung ương 4 khóa XII']
    """
    if "uật" in text or "háp" in text or "ẬT" in text or "PHÁP" in text:
        for head in HEADS.finditer(text):
            named = _law(text, head)
            if named:
                yield named
    for match in PARTY.finditer(text):
        name = match.span("name") if match["name"] else None
        yield Named(match.start(), match.end(), PARTY_TYPES[match[0][:2].lower()], name, "party_name")


def _law(text: str, head: regex.Match[str]) -> Named | None:
    word = head[0].lower()
    start, end = head.span()
    if word == "hiến pháp":
        return _constitution(text, start, end)
    before = text[max(0, start - 12):start].split()
    if (before and before[-1].lower() in NOT_AFTER) or NOT_BEFORE.match(text, end):
        if not (word != "bộ luật" and _known_end(text, word, end)):
            return None
        if before and before[-1].lower() in NOT_AFTER:
            return None
    amending = AMENDING.match(text, end)
    at = end
    if amending:
        inner = HEADS.match(text, amending.end())
        at = inner.end() if inner else end
    stop = _known_end(text, text[amending.end():at].lower() if amending else word, at) or _grammar_end(text, at)
    if stop is None or (head[0][0].islower() and not text[at:].lstrip()[:1].isupper()):
        return None
    return Named(start, stop, word, (SPACE.match(text, end).end(), stop), "amending_law" if amending else "law_name")


def _constitution(text: str, start: int, end: int) -> Named | None:
    """Hiến pháp counts with its year or its state, not as a common word (`vi phạm hiến pháp`)."""
    if not text[start].isupper():
        return None
    state = STATE.match(text, end)
    stop = state.end() if state else end
    return Named(start, stop, "hiến pháp", (start, stop), "law_name")


def _known_end(text: str, word: str, end: int) -> int | None:
    space = SPACE.match(text, end)
    if space is None:
        return None
    folded = fold_name(text[space.end():space.end() + 140]).replace("\n", " ")
    first = WORD.match(folded)
    for name in _names().get((word, first[0] if first else ""), ()):
        if folded.startswith(name) and not folded[len(name):len(name) + 1].isalpha():
            return space.end() + len(name)
    return None


def _grammar_end(text: str, end: int) -> int | None:
    """Where a name that no list holds ends: it begins with a capital and goes on in plain words."""
    stop = None
    at = end
    for token in regex.finditer(r"[ \n]([^\W\d_]+)|(,) (?=\p{Ll})", text[:end + 140], pos=end):
        if token.start() != at:
            break
        if token[2]:
            if stop is None or " " in text[end:stop].strip() or not _listed(text, token.end()):
                break
            at = token.end() - 1
            continue
        word = token[1]
        if word.lower() in STOP or (stop is None and not word[0].isupper()):
            break
        stop = at = token.end()
    return stop


def _listed(text: str, at: int) -> bool:
    """Whether a comma inside a name is followed by another verb of the list (`Phòng, chống`)."""
    word = WORD.match(text, at)
    return bool(word) and word[0].lower() not in STOP
