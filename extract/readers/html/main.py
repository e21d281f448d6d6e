"""The document in the middle of a site's page: what surrounds it is kept, but out of the flow of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.readers.docx.columns import END_LIST, HEAD_SIGN, begins
from extract.readers.text.wrapping import Line, bare

# What sites have and saved documents have not.
WEB = "nav, button, form, input, iframe, aside, article, main, script[src]"
# What Word writes, in small letters; one by one they are found by their first letters, much faster.
WORD = tuple(map(re.compile, (
    r"urn:schemas-microsoft-com:office:word", r"<meta[^>]{0,80}\bword", r"class=[\"']?mso")))
WORD_HEAD = 65_536
PROSE, LEAST_PROSE = 80, 400
ANCHOR = 1_000_000
NEARLY_ALL = 0.95


def is_from_word(text: str) -> bool:
    """Whether Word wrote the page.

    >>> is_from_word("<p class=MsoNormal>Xã A</p>"), is_from_word("<p class=so>Xã A</p>")
    (True, False)
    """
    head = text[:WORD_HEAD].lower()
    return any(sign.search(head) for sign in WORD)


def without_surroundings(lines: Sequence[Line], paths: Sequence[list[int]]) -> list[Line]:
    """The lines; those outside the element that holds the document as running heads and feet.

    That element is the smallest that holds every letterhead and list of recipients and nearly all prose.
    `paths` are the ids of the elements around each line, from the outermost in.
    """
    weights = [_weight(line) for line in lines]
    main = _main(weights, paths)
    inside = [path[: len(main)] == main for path in paths]
    if sum(weights) < LEAST_PROSE or all(inside):
        return list(lines)
    headed = any(begins(HEAD_SIGN, bare(line.text)) for line in lines)
    kinds = ["header"] * inside.index(True) + ["footer"] * len(inside)
    return [line if within or (line.kind == "heading" and not headed) else
            line._replace(kind=kind, level=None, table=None, row=None, col=None)
            for line, within, kind in zip(lines, inside, kinds, strict=False)]


def _weight(line: Line) -> int:
    """How much a line speaks for its place: its length where it is prose; letterhead, recipients: all."""
    text = bare(line.text)
    if begins(HEAD_SIGN, text) or begins(END_LIST, text):
        return ANCHOR
    return len(text) if len(text) >= PROSE and text[-1] in ".;:,!?”\"" else 0


def _main(weights: Sequence[int], paths: Sequence[list[int]]) -> list[int]:
    """The path of the element: down from the top, as long as one child holds nearly all."""
    prose = sum(weight for weight in weights if weight < ANCHOR)
    main: list[int] = []
    rows = [(weight, path) for weight, path in zip(weights, paths, strict=True) if weight]
    while True:
        held: Counter[int] = Counter()
        rows = [(weight, path) for weight, path in rows if len(path) > len(main)]
        for weight, path in rows:
            held[path[len(main)]] += weight
        best, weight = held.most_common(1)[0] if held else (0, 0)
        if weight < sum(weights) - (1 - NEARLY_ALL) * prose or not weight:
            return main
        rows = [(weight, path) for weight, path in rows if path[len(main)] == best]
        main.append(best)
