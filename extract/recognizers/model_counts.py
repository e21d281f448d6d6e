"""How many models the report says it has: `07 mô hình`, `13 tập thể, 05 cá nhân`, `274 = 194 + 80`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.document import Document
from extract.recognizers.model_scope import last_status, last_year
from extract.records import ModelCount

WORDS = {word: n for n, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)} | {"nhất": 1}
NOUN = r"mô hình|công trình thanh niên|phần việc"
COUNT = regex.compile(
    rf"(?<![\w/.,-])(?P<n>\d{{1,3}}(?:\.\d{{3}})*|\d{{1,5}}|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?= (?:{NOUN})))"
    rf" (?:(?P<noun>{NOUN})(?!\w)(?: (?P<kind>tập thể|cá nhân))?|(?P<kind>tập thể|cá nhân)(?!\w))")
NOUNS = regex.compile(r"mô hình|công trình thanh niên|phần việc|tập thể|cá nhân")
TARGET = regex.compile(r"(?:ít nhất|tối thiểu|phấn đấu|chỉ tiêu|mỗi \w+(?: \w+)?|dự kiến|thêm ít nhất|kế hoạch|đồng/|có thêm ít)\W*(?:\w+\W+){0,5}$")
AFTER = regex.compile(r"[^.;:\n]{0,60}")


def find_model_counts(document: Document) -> Iterator[ModelCount]:
    """Every count of models that is no target; `tập thể` and `cá nhân` count where models are spoken of.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Năm 2023 đã thành lập mới 05 mô hình; phấn đấu có 12 mô hình; có 13 tập thể, 05 cá nhân đăng ký mô hình."
    >>> [(count.count, count.status, count.kind) for count in find_model_counts(compose(Reading([Piece(text)])))]
    [(5, 'thành lập', None), (13, 'đăng ký mới', 'tập thể'), (5, 'đăng ký mới', 'cá nhân')]
    """
    text = document.flow
    for match in _counts(text):
        start, end = match.span()
        clause = text[max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1:start]
        after = AFTER.match(text, end)[0]
        kinds = match.captures("kind")
        if TARGET.search(clause.lower()) or (not match["noun"] and "mô hình" not in (clause + text[end:end + 120]).lower()):
            continue
        status = last_status(clause) or last_status(after)
        yield ModelCount(doc_id=document.doc_id, start=start, end=end, raw=match[0], count=_number(match["n"]), status=status,
                         kind=kinds[0] if kinds else None, year=last_year(clause), page=document.page_at(start))


def _counts(text: str) -> Iterator[regex.Match[str]]:
    """Matches of `COUNT`, looked for only where one of its nouns stands."""
    end = 0
    for noun in NOUNS.finditer(text):
        match = COUNT.search(text, max(end, noun.start() - 12), noun.end() + 12)
        if match and match.start() < noun.start():
            end = match.end()
            yield match


def _number(words: str) -> int:
    return WORDS.get(words) or int(words.replace(".", ""))
