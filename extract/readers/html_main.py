"""The document in the middle of a site's page: what surrounds it is kept, but out of the flow of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.readers.docx_columns import END_LIST, HEAD_SIGN
from extract.readers.wrapping import Line, bare

# What sites have and saved documents have not.
WEB = "nav, button, form, input, iframe, aside, article, main, script[src]"
WORD = re.compile(r"(?i)<meta[^>]{0,80}\bWord|class=[\"']?Mso|urn:schemas-microsoft-com:office:word")
PROSE, LEAST_PROSE = 80, 400
ANCHOR = 1_000_000
NEARLY_ALL = 0.95


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
    headed = any(HEAD_SIGN.search(bare(line.text)) for line in lines)
    kinds = ["header"] * inside.index(True) + ["footer"] * len(inside)
    return [line if within or (line.kind == "heading" and not headed) else
            line._replace(kind=kind, level=None, table=None, row=None, col=None)
            for line, within, kind in zip(lines, inside, kinds, strict=False)]


def _weight(line: Line) -> int:
    """How much a line speaks for its place: its length where it is prose; letterhead, recipients: all."""
    text = bare(line.text)
    if HEAD_SIGN.search(text) or END_LIST.search(text):
        return ANCHOR
    return len(text) if len(text) >= PROSE and text[-1] in ".;:,!?”\"" else 0


def _main(weights: Sequence[int], paths: Sequence[list[int]]) -> list[int]:
    """The path of the element: down from the top, as long as one child holds nearly all."""
    prose = sum(weight for weight in weights if weight < ANCHOR)
    main: list[int] = []
    while True:
        held: Counter[int] = Counter()
        for weight, path in zip(weights, paths, strict=True):
            if weight and len(path) > len(main) and path[: len(main)] == main:
                held[path[len(main)]] += weight
        best, weight = held.most_common(1)[0] if held else (0, 0)
        if weight < sum(weights) - (1 - NEARLY_ALL) * prose or not weight:
            return main
        main.append(best)
