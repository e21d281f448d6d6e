"""Where the name of a law ends: looked up in `law_names.csv`, else by the grammar of names."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extract.recognizers.tones import newer_tones
from extract.vocab import rows

STOP = frozenset("""và được quy ban có đã là do để theo về với khi thì tại cho này trên nêu hay hoặc không của ngày
    năm số như đến từ trong các những nhằm mà đối bằng phải còn cũng cùng đang sẽ tới vào ra thay hết
    gồm nói việc nhưng nếu vì bởi qua sau trước chưa cần kể căn hướng""".split())
# What begins the next document: a name never runs on into it (`Luật NSNN và Thông tư số 59`).
NEXT = regex.compile(r"(?:các |Các )?(?:Bộ [Ll]uật|Luật|Pháp [Ll]ệnh|Hiến pháp|Nghị (?:định|quyết)|Thông tư"
                     r"|Quyết định|Chỉ thị|Kế hoạch|Công văn|Văn bản)(?!\w)")
WORD = regex.compile(r"[^\W\d_]+")
BETWEEN = regex.compile(r"\s*[,/–-]?\s*")
GRAMMAR = regex.compile(r"[ \n]([^\W\d_]+)|(,)(?= \p{Ll})")
# The laws on taxes are cited together too (`các Luật Thuế và Pháp lệnh Thuế`).
TAX = regex.compile(r"[ \n][Tt]huế(?=[,;.)\n]|\Z| và (?:các )?(?:Luật|Pháp lệnh|văn bản) | (?:ngày|năm|số) \d)")

Tree = dict[str, Any]


def fold_name(name: str) -> str:
    """The name for comparison: small letters, one placement of tone marks, `sĩ` for `sỹ`; as long as it was."""
    return newer_tones(name.lower()).replace("sỹ", "sĩ")


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


def known_end(text: str, word: str, end: int) -> int | None:
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


def grammar_end(text: str, end: int) -> int | None:
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
    whole = count > 1 or (stop and text[stop - 3:stop].isupper()) or TAX.match(text, end)
    return stop if whole else None


def _listed(text: str, at: int) -> bool:
    """Whether a comma inside a name is followed by another verb of the list (`Phòng, chống`)."""
    word = WORD.search(text, at, at + 12)
    return word is not None and word[0].lower() not in STOP
