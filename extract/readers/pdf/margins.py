"""Running heads, page numbers and what signing programs print of their certificate: kept, but out of the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.readers.pdf.columns import MOTTO, NATION
from extract.readers.pdf.joining import Line

EDGE = 0.14  # of the page's height: running heads stand no deeper
DEEPEST = 3  # lines of a running head
PAGE_NUMBER = regex.compile(r"\W{0,3}(?:Trang|Page|Tr\.)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?\W{0,3}",
                            regex.IGNORECASE)
OUTER_NUMBER = regex.compile(r"^\s*\d{1,4}(?=\s)|(?<=\s)\d{1,4}\s*$")
CERTIFICATE = regex.compile(r"(?:Được\s+)?(?:Ký|ký\s+số)\s+bởi|Người\s+ký|(?:Ngày|Thời\s+gian|Giờ)\s+ký"
                            r"|Cơ\s+quan\s*:|E-?mail\s*:|(?:Digitally\s+)?signed\s+by|Signature|\d{2}:\d{2}:\d{2}",
                            regex.IGNORECASE)


def is_certificate(texts: Sequence[str]) -> bool:
    """Whether a stamp's lines tell who signed the file, and are none of the words the author left room for.

    >>> is_certificate(["791"]), is_certificate(["Ký bởi: Sở Nội vụ"]), is_certificate(["SAO Y", "Văn phòng"])
    (False, True, True)
    """
    return len(texts) > 1 or any(CERTIFICATE.search(text) for text in texts)


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[dict[int, str]]:
    """For each page the lines (by index) that are running heads or page numbers, with their kind."""
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    heads = [[(n, kind, Head.of(lines[n].text, number)) for kind, order in page.items() for n in order]
             for number, (page, lines) in enumerate(zip(edges, pages, strict=True))]
    seen = Counter(key for page in heads for key in {(kind, head.key) for _, kind, head in page})
    steps = Counter(step for page in heads for _, _, head in page for step in head.steps)
    result: list[dict[int, str]] = []
    for page in heads:
        found: dict[int, str] = {}
        over: set[str] = set()  # the edges whose running head ends here
        for n, kind, head in page:
            if kind not in over and head.is_furniture(seen[kind, head.key], steps, len(pages)):
                found[n] = kind
            else:
                over.add(kind)
        result.append(found)
    return result


class Head(NamedTuple):
    """A line at the edge of a page: its words without numbers, and how far its numbers are ahead of the sheet's."""

    key: str
    steps: frozenset[int]
    alone: bool  # nothing but a page number

    @classmethod
    def of(cls, text: str, number: int) -> Head:
        """The head in a line on the sheet of that number, from 0."""
        alone = PAGE_NUMBER.fullmatch(text)
        outer = OUTER_NUMBER.findall(text)
        key = regex.sub(r"\d+", "#", OUTER_NUMBER.sub("", text)).strip().casefold()
        numbers = {alone[1]} if alone else set(outer)
        return cls(key, frozenset(int(n) - number for n in numbers), bool(alone))

    def is_furniture(self, pages: int, steps: Counter[int], total: int) -> bool:
        """Whether it repeats on many pages, or bears a number that counts the sheets."""
        counts = any(step == 1 or steps[step] > 1 for step in self.steps)
        if self.alone:
            return counts
        return len(self.key) > 2 and pages > 1 and (counts or pages >= 0.3 * total)


def _edges(lines: Sequence[Line], height: float) -> dict[str, list[int]]:
    """The lines near the upper and the lower edge, from the edge inwards, up to a letterhead."""
    order = sorted(range(len(lines)), key=lambda n: lines[n].bbox[1])
    head = [n for n in order[:DEEPEST] if lines[n].bbox[3] < EDGE * height]
    stop = next((i for i, n in enumerate(head) if NATION.search(lines[n].text) or MOTTO.search(lines[n].text)), None)
    beside = [] if stop is None else [n for n in head[:stop] if lines[n].bbox[3] > lines[head[stop]].bbox[1] + 1]
    foot = [n for n in reversed(order[-DEEPEST:]) if lines[n].bbox[1] > (1 - EDGE) * height]
    return {"header": [n for n in head[:stop] if n not in beside], "footer": foot}
