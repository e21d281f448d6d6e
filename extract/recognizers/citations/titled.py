"""Decrees and circulars that are cited by their title alone: `theo Nghị định về hợp đồng trong xây dựng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.recognizers.citations.beside import OF
from extract.recognizers.citations.issuers import issuer_at
from extract.recognizers.citations.mention import Mention
from extract.recognizers.citations.named import occurrences
from extract.recognizers.citations.titles import title_of

WORDS = (("Nghị định ", "Nghị đ"), ("Thông tư ", "Thông tư"))  # with the part of each that is sought
FOLLOWING = "cvqhl"  # first letters of what HEAD asks for behind them
# Only where something rests on them: `dự thảo Nghị định về …` and `các Nghị định quy định …` name none.
HEAD = regex.compile(r"(?<=(?:tại|theo|của|và|này,|[Cc]ăn cứ|[Tt]hực hiện) )(?:Nghị định|Thông tư(?: liên tịch)?)"
                     r"(?= (?:của \p{Lu}|về |quy định |hướng dẫn ))")
TITLED = regex.compile(r" (?:về (?!việc này)|quy định |hướng dẫn )(?!tại |này|nêu|trên)")
# What follows a title in prose: who issued it, what it is applied for, what is cited beside it.
BEHIND = regex.compile(r" (?:ngày \d|(?:(?:do|của) (?:Bộ|Chính phủ|Thủ tướng|Liên [Bb]ộ)|để"
                       r"|và (?:các|những|Luật|Nghị định|Thông tư)) )")
LONGEST = 24  # syllables: what is longer has run on into its sentence


def find_titled(text: str, cited: Sequence[Mention]) -> Iterator[Mention]:
    """Every decree or circular with neither number nor day that its title tells; as with laws, the type word belongs
    to the title.

    `cited` are the mentions found by then, in order: what names another document inside its title names that one.

    >>> text = "theo Thông tư của Bộ Y tế về khám sức khỏe học sinh."
    >>> [text[slice(*mention.title)] for mention in find_titled(text, [])]
    ['Thông tư của Bộ Y tế về khám sức khỏe học sinh']
    """
    starts = [mention.start for mention in cited]
    heads = (HEAD.match(text, at) for word, rare in WORDS for at in occurrences(text, word, rare)
             if text[at + len(word):at + len(word) + 1] in FOLLOWING)
    for mention in filter(None, (_titled(text, head) for head in heads if head)):
        if not any(mention.start <= start < mention.end for start in starts):
            yield mention


def _titled(text: str, head: regex.Match[str]) -> Mention | None:
    of = OF.match(text, head.end())
    organ = issuer_at(text, of.end()) if of else None
    at = organ or head.end()
    title = title_of(text, at, ()) if TITLED.match(text, at) else None
    if title is None:
        return None
    behind = BEHIND.search(text, *title)
    end = behind.start() if behind else title[1]
    words = text[title[0]:end].split()
    if len(words) > LONGEST or "này" in words:
        return None
    issuer = text[of.end():organ] if of and organ else None
    return Mention(head.start(), end, head[0].lower(), "titled", title=(head.start(), end), issuer=issuer)
