"""The passage that is shown of a text: where most of the words stand together, exact ones first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from pipelines.search.words import Term, is_exact, places

WIDE = 240  # characters of a passage, about
AROUND = 80  # of these before the first word
MOST_PLACES = 400  # of a term in a text that are looked at
SPACE = re.compile(r"\s")


class Passage(NamedTuple):
    """`text[start:end]`, and where the words stand in it (offsets into the text, too)."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


class _Place(NamedTuple):
    start: int
    end: int
    term: int
    exact: bool


def passage(text: str, terms: Sequence[Term]) -> Passage:
    """The best passage; the beginning of the text where no word stands in it."""
    found = sorted(_Place(start, end, number, is_exact(text, start, end, term))
                   for number, term in enumerate(terms)
                   for start, end in islice(places(text, term), MOST_PLACES))
    if not found:
        return Passage(0, _cut(text, min(WIDE, len(text)), forward=False), ())
    first, last = _best(found)
    start = _cut(text, max(found[first].start - AROUND, 0), forward=True)
    end = _cut(text, min(max(start + WIDE, found[last].end), len(text)), forward=False)
    inside = [(place.start, place.end) for place in found if start <= place.start and place.end <= end]
    return Passage(start, end, tuple(_apart(inside)))


def _best(found: Sequence[_Place]) -> tuple[int, int]:
    """The first stretch of places, not wider than a passage, with most different terms, exact ones before."""
    best, chosen = (-1, -1), (0, 0)
    for first, place in enumerate(found):
        last = first
        while last + 1 < len(found) and found[last + 1].end - place.start <= WIDE - AROUND:
            last += 1
        stretch = found[first:last + 1]
        value = (len({one.term for one in stretch if one.exact}), len({one.term for one in stretch}))
        if value > best:
            best, chosen = value, (first, last)
    return chosen


def _cut(text: str, at: int, *, forward: bool) -> int:
    """`at`, moved to the nearest white space so that no word is cut (at most 20 characters)."""
    if at in (0, len(text)) or SPACE.match(text[at - 1]):
        return at
    if forward:
        space = SPACE.search(text, at, at + 20)
        return space.end() if space else at
    return next((here for here in range(at, max(at - 20, 0), -1) if SPACE.match(text[here])), at)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that overlap one before."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
