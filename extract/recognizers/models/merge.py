"""Mentions of one model brought together; same name with another owner or place stays apart."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.recognizers.citations.law_names import fold_name
from extract.recognizers.models.drafts import CONFIDENCE, Draft
from extract.recognizers.models.subjects import subject
from extract.recognizers.models.tail import read_tail

WORDS = regex.compile(r"\w+")
TAIL = regex.compile(r"(?:\s*(?:tại|ở|trên địa bàn))?\s+(?:xã|phường|thị trấn)(?: \p{Lu}[\p{L}’']*)*$")
SHORT_WORDS, SHORT_LETTERS, MANY = 3, 7, 300
FILLED = ("owner", "place", "status", "year", "field", "kind", "decided")


@dataclass(slots=True)
class Merged:
    """A model while its mentions come together."""

    draft: Draft
    mentions: int = 1


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """What two mentions of one model have in common: quotes, case, tone placement, commune tail away.

    >>> key("“Xanh, Sạch, đẹp” xã Tịnh An") == key("xanh, sạch, đẹp")
    True
    """
    words = WORDS.findall(fold_name(TAIL.sub("", name.strip(' “”"'))))
    return " ".join(words[2:] if words[:2] == ["mô", "hình"] else words)


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Without accents: a slip of the tone mark (`Tỉnh An` for `Tịnh An`) makes no other place."""
    folded = " ".join(WORDS.findall(fold_name(words)))
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


def merge(drafts: list[Draft]) -> list[Merged]:
    """The models of these mentions, which stand in the order of the text.

    >>> drafts = [Draft(0, 1, "A b c", owner="X"), Draft(2, 3, "a b c"), Draft(4, 5, "A b c", owner="Y")]
    >>> [item.mentions for item in merge(drafts)]
    [2, 1]
    """
    merged: list[Merged] = []
    by_key: dict[str, list[Merged]] = {}
    for draft in drafts:
        name = key(draft.name)
        twin = next((item for item in by_key.get(name, ()) if _agree(item.draft, draft)), None) or _longer(
            name, draft, by_key
        )
        if twin is None:
            merged.append(Merged(draft))
            by_key.setdefault(name, []).append(merged[-1])
            continue
        twin.mentions += 1
        twin.draft = filled(twin.draft, draft)
    return merged


def _longer(name: str, draft: Draft, by_key: dict[str, list[Merged]]) -> Merged | None:
    """The one model whose longer name begins with this one (`tổ may gia công` of `… ấp Nhà Lầu`)."""
    if len(name.split()) < 2 or len(by_key) > MANY:
        return None
    bare = not (draft.owner or draft.place)
    if draft.confidence >= CONFIDENCE["emphasis"] and not bare:
        return None
    found = [item for other, items in by_key.items() if f" {name} " in f" {other} " for item in items]
    found = [item for item in found if bare or key(item.draft.name).startswith(name)]
    short = len(name.split()) < SHORT_WORDS and draft.confidence >= CONFIDENCE["emphasis"]
    short = short and not (found and key(found[0].draft.name).startswith(f"{name} "))
    return found[0] if len(found) == 1 and not short else None


def _agree(a: Draft, b: Draft) -> bool:
    """Same name with another owner or another place is another model; `xóm 8, xã Ba Bích` is in `xã Ba Bích`."""
    pairs = ((a.owner, b.owner), (a.place, b.place))
    return all(x is None or y is None or _within(plain(x), plain(y)) for x, y in pairs)


def _within(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short} ") or long.endswith(f" {short}")


def filled(first: Draft, later: Draft) -> Draft:
    """The first mention with what only a later one says."""
    return first._replace(**{name: getattr(later, name) for name in FILLED if getattr(first, name) is None})


def read_again(text: str, merged: list[Merged], drafts: list[Draft]) -> None:
    """Bare repetitions of a known name: they count as mentions and may say owner or place."""
    spans = [(draft.start, draft.end) for draft in drafts]
    for item in merged:
        name, start = item.draft.name, item.draft.end
        if len(name) <= SHORT_LETTERS:
            continue
        for at in _finds(text, name, start):
            end = at + len(name)
            if not text[end : end + 1].isalpha() and not _inside(spans, at):
                item.mentions += 1
                item.draft = filled(item.draft, _later(text, name, at, end))


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    return any(a <= at < b for a, b in spans[max(0, index) : index + 2])


def _finds(text: str, name: str, start: int) -> Iterator[int]:
    """Where the name stands from `start` on, with a small or a capital first letter: one search for all but that."""
    free = {name[0]: start, name[0].swapcase(): start}  # where the last one with this letter ended
    at = text.find(name[1:], start + 1)
    while at >= 0:
        if at > free.get(text[at - 1], len(text)):
            free[text[at - 1]] = at - 1 + len(name)
            yield at - 1
        at = text.find(name[1:], at + 1)


def _later(text: str, name: str, at: int, end: int) -> Draft:
    close = end + (text[end : end + 1] in '”"»’')
    tail = read_tail(text, close)
    return Draft(at, end, name, owner=tail.owner or subject(text, at), place=tail.place, decided=close)
