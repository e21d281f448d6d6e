"""Marks around the words of a block that are bold or italic where others are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple
from unicodedata import combining

from extract.document import EMPHASIS_OFF, EMPHASIS_ON


class Run(NamedTuple):
    """Words in one look: their font, where that matters, and whether they are bold or italic."""

    text: str
    font: str | None = None
    stressed: bool = False


def marked(runs: Sequence[Run]) -> list[tuple[str, str | None]]:
    r"""The words with their fonts, and marks around the emphasised ones, unless that is all of them or none.

    >>> marked([Run("Xã "), Run("Ba Bích ", None, True), Run("có")])
    [('Xã ', None), ('', None), ('\ue000', None), ('Ba Bích', None), ('\ue001', None), (' ', None), ('có', None)]
    """
    if len(runs) < 2 or len({run.stressed for run in runs if not run.text.isspace()}) < 2:
        return [run[:2] for run in runs]
    groups = groupby(_attached(runs), key=lambda run: run.stressed)
    return [part for stressed, group in groups for part in _between_marks([run[:2] for run in group], stressed)]


def _attached(runs: Sequence[Run]) -> Iterator[Run]:
    """Space, and a diacritic that stands in another run than its letter, go with what is before them."""
    before = None
    for run in runs:
        if before is not None and run.text.isspace():
            run = run._replace(stressed=before)
        elif before is not None and run.text and combining(run.text[0]):
            marks = "".join(takewhile(combining, run.text))
            yield Run(marks, run.font, before)
            run = run._replace(text=run.text[len(marks):])
        before = run.stressed
        yield run


def _between_marks(parts: list[tuple[str, str | None]], stressed: bool) -> list[tuple[str, str | None]]:
    """The parts between marks that stand close to their first and last words."""
    worded = [index for index, part in enumerate(parts) if part[0].strip()]
    if not stressed or not worded:
        return parts
    first, last = worded[0], worded[-1]
    start, font = parts[first]
    head, tail = start[:len(start) - len(start.lstrip())], parts[last][0][len(parts[last][0].rstrip()):]
    inside = list(parts[first:last + 1])
    inside[0] = (inside[0][0][len(head):], font)
    inside[-1] = (inside[-1][0].rstrip(), inside[-1][1])
    return [*parts[:first], (head, font), (EMPHASIS_ON, None), *inside, (EMPHASIS_OFF, None),
            (tail, parts[last][1]), *parts[last + 1:]]
