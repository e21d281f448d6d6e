"""Documents cited by name: laws, codes, ordinances, the constitution, Party resolutions, statutes.

The name of a law is looked up in `law_names.csv`, the longest first; a name that is not there ends where
the grammar of names ends (a date, a number, a mark, a word that no law's name goes on with).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import regex

from extract.vocab import rows

# Where the tone mark stands does not tell two laws apart.
PLACEMENT = {"uỷ": "ủy", "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe",
             "oé": "óe", "uý": "úy", "uỳ": "ùy", "luỹ": "lũy"}
MISPLACED = regex.compile("|".join(PLACEMENT))
HEADS = regex.compile(
    r"(?<!\w)(?:[Bb]ộ [Ll]uật|[Ll]uật|[Pp]háp [Ll]ệnh|[Hh]iến pháp)(?!\w)")
RARE = (("uật ", 4), ("háp lệnh ", 1), ("háp Lệnh ", 1), ("iến pháp", 1))
HEAD_LETTERS = frozenset("LlPpHh")
# Before these, `luật` is a part of another word (`pháp luật`, `kỷ luật`) or the law is not one yet.
NOT_AFTER = frozenset("pháp kỷ kỉ quy qui âm trọng giới thảo án".split())
NOT_BEFORE = regex.compile(
    r"\s+(?:sư|gia|pháp|tục|định|nghĩa|lệ|này|đó|trên|nêu|hiện hành|số|khác|là|và|có|của|do|,)(?!\w)")
STOP = frozenset("""và được quy ban có đã là do để theo về với khi thì tại cho này trên nêu hay hoặc không của ngày
    năm số như đến từ trong các những nhằm mà đối bằng phải còn cũng cùng đang sẽ tới vào ra thay hết
    gồm nói việc nhưng nếu vì bởi qua sau trước chưa cần kể căn hướng""".split())
# What begins the next document: a name never runs on into it (`Luật NSNN và Thông tư số 59`).
NEXT = regex.compile(r"(?:các |Các )?(?:Bộ [Ll]uật|Luật|Pháp [Ll]ệnh|Hiến pháp|Nghị (?:định|quyết)|Thông tư"
                     r"|Quyết định|Chỉ thị|Kế hoạch|Công văn|Văn bản)(?!\w)")
# Without a name, the day or year of its passing tells the law (`Pháp lệnh ngày 22 tháng 1 năm 1981`).
DAY_ONLY = regex.compile(r"[ \n](?:ngày \d{1,2}(?:[/-]\d{1,2}[/-]| tháng \d)|năm (?:19|20)\d\d(?!\w))")
QUOTED = regex.compile(r"[ \n](?:\"\p{Lu}[^\"\n]{3,240}\"|“\p{Lu}[^”\n]{3,240}”)")
# A name that begins with `về` lists its matters, up to its day or the clause's end.
MATTERS = regex.compile(r"(?=,| và )(?:(?:,| và)?[ \n]"
                        r"(?!(?:được|do|có|đã|này|ngày|năm|số|theo|từ|thì|khi|để|phải|Luật|Nghị|Pháp|Quyết)\b)\p{L}++){1,24}?"
                        r"(?=[ \n]ngày \d|[.;)]|\n|\Z| và (?:[Ll]uật|[Pp]háp lệnh) )")
LAND = regex.compile(r"[ \n](?:nước )?Việt Nam(?!\w)")
AMENDING = regex.compile(r"\s+(?:[Ss]ửa đổi|[Bb]ổ sung)(?:,| và)?[^\n;.:()“”\"]{0,40}?(?:điều|Điều)"
                         r"[^\n;.:()“”\"]{0,20}?(?: của|(?<=\d)) "
                         r"(?:(?=(?:[Bb]ộ )?[Ll]uật |[Pp]háp [Ll]ệnh )|các (?P<several>[Ll]uật(?: \p{Ll}+){2,12}?)"
                         r"(?= (?:số|năm|ngày|và|được|đã|quy định|có)\b|[,;.()]|\n|$))")
STATE = regex.compile(r"\snước\sCộng\sh(?:òa|oà)\sxã\shội\schủ\snghĩa\sViệt\sNam")
WORD = regex.compile(r"[^\W\d_]+")
SPACE = regex.compile(r"\s+")
BETWEEN = regex.compile(r"\s*[,–-]?\s*")
GRAMMAR = regex.compile(r"[ \n]([^\W\d_]+)|(,)(?= \p{Ll})")
TERMS = r"(?:,?\s\(?kh[óo][aá]\s[IVX]+(?:(?:,\s|\svà\s)[IVX]+(?!\w))*\)?)"
PARTY = regex.compile(rf"""(?<!\w)(?:
      (?:Nghị\squyết|Kết\sluận|Văn\skiện|NQ)\s(?:số\s)?(?:của\s)?(?:
          (?:Hội\snghị\s(?:lần\sthứ\s[\w()]+\s)?)?(?:(?:Ban\sChấp\shành\s)?Trung\sương|TW)(?:\sĐảng)?
            (?:\s?\d{{1,2}}(?:(?:,\s|\svà\s)\d{{1,2}}(?!\d))*|\slần\sthứ\s\w+(?:\s\([^()]{{1,20}}\))?){TERMS}?
        | Hội\snghị\slần\sthứ\s\w+(?:\s\([^()]{{1,20}}\))?\s(?:Ban\sChấp\shành\s)?Trung\sương(?:\sĐảng)?{TERMS}?
        | Đại\shội(?:\s[\w-]+){{0,14}}?\s(?:lần\sthứ\s(?:[IVXLC]+|\d{{1,2}}|\w+)|nhiệm\skỳ\s\d{{4}}\s?[-–]\s?\d{{4}}
            |[IVX]{{1,6}}(?!\w))(?:\scủa\sĐảng(?!\s(?:bộ|ủy)))?)
    | NQ\s?TW\s?\d{{1,2}}{TERMS}?
    | Điều\slệ\s(?:Đảng(?:\sCộng\ssản\sViệt\sNam)?(?!\s(?:bộ|ủy))
        |Mặt\strận\sTổ\squốc\sViệt\sNam|Công\sđoàn\sViệt\sNam|Hội\sNông\sdân\sViệt\sNam
        |Hội\sLiên\shiệp\sPhụ\snữ\sViệt\sNam|Hội\sCựu\schiến\sbinh\sViệt\sNam|Đoàn(?:\sTNCS\sHồ\sChí\sMinh)?)
    | Cương\slĩnh\schính\strị
    )(?:\s\(?kh[óo][aá]\s[IVX]+\)?)?""", regex.VERBOSE)
PARTY_WORDS = ("Nghị quyết ", "Kết luận ", "NQ", "Điều lệ ", "Cương lĩnh chính trị")
PARTY_TYPES = {"ng": "nghị quyết", "nq": "nghị quyết", "kế": "kết luận", "vă": "văn kiện", "đi": "điều lệ",
               "cư": "cương lĩnh"}


Tree = dict[str, Any]


class Named(NamedTuple):
    """A document cited by name: its span, its type, the span of the name (type word included), the rule."""

    start: int
    end: int
    doc_type: str
    name: tuple[int, int] | None
    rule: str


def fold_name(name: str) -> str:
    """The name for comparison: small letters, one placement of tone marks; as long as it was."""
    folded: str = MISPLACED.sub(lambda match: PLACEMENT[match[0]], name.lower())
    return folded


@cache
def _names() -> dict[str, Tree]:
    """Type -> tree of folded syllables; the empty key marks where a name may end."""
    trees: dict[str, Tree] = {}
    for row in rows("law_names"):
        node = trees.setdefault(row["type"], {})
        for syllable in WORD.findall(fold_name(row["name"])):
            if syllable != "và":
                node = node.setdefault(syllable, {})
        node[""] = {}
    return trees


@cache
def _first_words() -> frozenset[str]:
    """The first syllables of all known names."""
    return frozenset(syllable for tree in _names().values() for syllable in tree)


def find_named(text: str) -> Iterator[Named]:
    """Every document that the text cites by its name, in order of kind.

    >>> text = "theo Luật Thực hiện dân chủ ở cơ sở năm 2022 và Nghị quyết Trung ương 4 khóa XII; kỷ luật Đảng"
    >>> [text[named.start:named.end] for named in find_named(text)]
    ['Luật Thực hiện dân chủ ở cơ sở', 'Nghị quyết Trung ương 4 khóa XII']
    """
    for head in _heads(text):
        named = _law(text, head)
        if named:
            yield named
    for match in _party(text):
        yield Named(match.start(), match.end(), PARTY_TYPES[match[0][:2].lower()], match.span(), "party_name")


def _heads(text: str) -> Iterator[regex.Match[str]]:
    """The words for a law. Plain finding of their rarest letters is ten times faster than the pattern alone."""
    for rare, back in RARE:
        for at in _occurrences(text, rare):
            head = HEADS.search(text, max(0, at - back), at + len(rare) + 1) if text[at - 1] in HEAD_LETTERS else None
            if head and head.end() >= at + len(rare.rstrip()):
                yield head


def _party(text: str) -> Iterator[regex.Match[str]]:
    end = 0
    for at in sorted(at for word in PARTY_WORDS for at in _occurrences(text, word)):
        match = PARTY.match(text, at) if at >= end else None
        if match:
            end = match.end()
            yield match


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _law(text: str, head: regex.Match[str]) -> Named | None:
    word = " ".join(head[0].lower().split())
    start, end = head.span()
    if word == "hiến pháp":
        return _constitution(text, start, end)
    before = text[max(0, start - 12):start].split()
    if before and before[-1].lower() in NOT_AFTER:
        return None
    if NOT_BEFORE.match(text, end) and not _known_end(text, word, end):
        return None
    bare = DAY_ONLY.match(text, end) if head[0][0].isupper() else None
    if bare:
        return Named(start, end, word, None, "law_name")
    quoted = QUOTED.match(text, end) if head[0][0].isupper() else None
    if quoted:
        return Named(start, quoted.end(), word, (start, quoted.end()), "law_name")
    amending = AMENDING.match(text, end)
    if amending and amending["several"]:
        return Named(start, amending.end(), word, (start, amending.end()), "amending_law")
    inner = HEADS.match(text, amending.end()) if amending else None
    of, at = (inner[0].lower(), inner.end()) if inner else (word, end)
    stop = _known_end(text, of, at) or _grammar_end(text, at)
    if stop is None or (head[0][0].islower() and not text[at:].lstrip()[:1].isupper()):
        return None
    stop = _rest_of_name(text, at, stop)
    stop = _second_amended(text, stop) if inner else stop
    return Named(start, stop, word, (start, stop), "amending_law" if inner else "law_name")


def _rest_of_name(text: str, start: int, stop: int) -> int:
    """The end with what the grammar left: the matters after `về`, or the land (`Bộ luật Lao động Việt Nam`)."""
    rest = MATTERS.match(text, stop) if text.startswith(" về ", start) else LAND.match(text, stop)
    return rest.end() if rest else stop


def _second_amended(text: str, stop: int) -> int:
    """`sửa đổi … của Luật A và Luật B` amends both."""
    second = HEADS.match(text, stop + 4) if text.startswith(" và ", stop) else None
    return _known_end(text, second[0].lower(), second.end()) or stop if second else stop


def _constitution(text: str, start: int, end: int) -> Named | None:
    """Hiến pháp counts with its year or its state, not as a common word (`vi phạm hiến pháp`)."""
    if not text[start].isupper():
        return None
    state = STATE.match(text, end)
    stop = state.end() if state else end
    return Named(start, stop, "hiến pháp", (start, stop), "law_name")


def _known_end(text: str, word: str, end: int) -> int | None:
    """The end of the longest listed name that follows; marks and `và` between syllables do not count."""
    if text.startswith(" về ", end):
        end += 3
    node, stop, at = _names().get(word, {}), None, end
    folded = fold_name(text[end:end + 160])
    for token in WORD.finditer(folded):
        if BETWEEN.fullmatch(folded, at - end, token.start()) is None:
            break
        at = end + token.end()
        if token[0] == "và" and "và" not in node:
            continue
        if token[0] not in node:
            break
        node = node[token[0]]
        stop = at if "" in node else stop
    return stop


def _grammar_end(text: str, end: int) -> int | None:
    """Where a name that no list holds ends: it begins with a capital, or as listed names do, and goes on
    in plain words; `và` and a comma go on only after a first verb (`An toàn và kiểm soát`, `Phòng, chống`)."""
    stop = None
    at = end
    count = 0
    for token in GRAMMAR.finditer(text, end, end + 160):
        if token.start() != at:
            break
        at = token.end()
        if token[2]:
            if count != 1 or not _listed(text, at) or NEXT.match(text, at + 1):
                break
            continue
        low = token[1].lower()
        if low == "hiện" and text.startswith((" hành", " nay"), at):
            break
        if count and NEXT.match(text, token.start() + 1):
            break
        if low == "và" and 0 < count <= 2 and _listed(text, at) and not NEXT.match(text, at + 1):
            continue
        if count == 0 and not (token[1][0].isupper() or low in _first_words() or low == "về"):
            break
        if low in STOP and not (count == 0 and (low == "về" or token[1][0].isupper())) \
                and text[stop or at:token.start()].lower() != "hàng" \
                and not text[end:token.start()].lower().endswith("hàng"):
            break
        count += 1
        stop = at if low != "về" else stop
    return stop if stop and (count > 1 or text[stop - 3:stop].isupper()) else None


def _listed(text: str, at: int) -> bool:
    """Whether a comma inside a name is followed by another verb of the list (`Phòng, chống`)."""
    word = WORD.search(text, at, at + 12)
    return word is not None and word[0].lower() not in STOP
