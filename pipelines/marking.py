"""A document's text as HTML with its records marked: every letter escaped, marks that nest or overlap told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.document import FURNITURE, Block

# Okabe and Ito's colours in light tints, which the colour-blind tell apart; each has a line of its own, too.
KINDS = {
    "citations": ("Văn bản viện dẫn", "#cfe8f7", "solid 2px #0072b2"),
    "dates": ("Ngày tháng", "#fdf6b8", "dotted 2px #7a6a00"),
    "money": ("Số tiền", "#c8ecdf", "double 4px #00785a"),
    "quantities": ("Số lượng", "#f6dcea", "dotted 3px #a8487f"),
    "models": ("Mô hình", "#fbe3b8", "dashed 2px #b06f00"),
    "model_counts": ("Tổng số mô hình", "#f6d3bf", "dashed 3px #b34a00"),
    "people": ("Người", "#e3dcf3", "solid 3px #5b4a9e"),
    "header_fields": ("Thể thức", "#e6e6e6", "solid 1px #555555"),
}
STYLE = ("mark{color:inherit;padding:0 .08em;border-radius:2px}\n"
         + "".join(f'[data-level="{level}"]{{padding-left:{level * 1.2:g}rem}}\n' for level in range(1, 7))
         + "\n".join(f"mark.{kind}{{background:{tint};border-bottom:{line}}}"
                     for kind, (_, tint, line) in KINDS.items()))


class Mark(NamedTuple):
    """A record's span: its table, a key that is the record's alone, and what is told when one points at it."""

    start: int
    end: int
    kind: str
    key: str
    told: str


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` as HTML. Where marks lie over each other, the shortest gives the colour.

    A piece names all its records in `data-of`; a record is all pieces that name it.

    >>> print(marked("a<b c", [Mark(0, 5, "models", "m1", "x"), Mark(2, 3, "money", "m2", "y")]))
    <mark class="models" data-of="m1" title="x">a&lt;</mark><mark class="money" data-of="m2 m1" title="y · x">b\
</mark><mark class="models" data-of="m1" title="x"> c</mark>
    """
    return "".join(_pieces(text, marks, start, len(text) if end is None else end))


def _pieces(text: str, marks: Iterable[Mark], start: int, end: int) -> Iterator[str]:
    """The stretches between any two ends of marks, each with the marks that lie over it."""
    waiting = sorted((mark for mark in marks if mark.start < end and mark.end > start), reverse=True)
    cuts = sorted({start, end, *(at for mark in waiting for at in mark[:2] if start < at < end)})
    over: list[Mark] = []
    for here, there in pairwise(cuts):
        over = [mark for mark in over if mark.end > here]
        while waiting and waiting[-1].start <= here:
            over.append(waiting.pop())
        words = escape(text[here:there])
        yield _tagged(words, sorted(over, key=lambda mark: (mark.end - mark.start, mark))) if over else words


def _tagged(words: str, over: Sequence[Mark]) -> str:
    keys = " ".join(mark.key for mark in over)
    told = " · ".join(dict.fromkeys(mark.told for mark in over))
    return f'<mark class="{over[0].kind}" data-of="{escape(keys)}" title="{escape(told)}">{words}</mark>'


def flow(text: str, blocks: Iterable[Block], marks: Iterable[Mark]) -> Iterator[str]:
    """The document block by block: headings, lists and tables as such, each page begun by its number.

    Running heads and page numbers come last.
    """
    page = None
    for table, group in groupby(_with_marks(blocks, marks), key=lambda pair: pair[0].table):
        if table is not None:
            yield from _table(text, list(group))
            continue
        for block, over in group:
            if block.page != page and block.kind not in FURNITURE:
                page = block.page
                yield f'<p class="page" id="page-{page}">Trang {page}</p>\n'
            yield _block(text, block, over)


def _with_marks(blocks: Iterable[Block], marks: Iterable[Mark]) -> Iterator[tuple[Block, list[Mark]]]:
    """Each block with the marks that lie over a part of it."""
    waiting = sorted(marks, reverse=True)
    over: list[Mark] = []
    for block in blocks:
        over = [mark for mark in over if mark.end > block.start]
        while waiting and waiting[-1].start < block.end:
            over.append(waiting.pop())
        yield block, over


def _block(text: str, block: Block, over: list[Mark]) -> str:
    """One block that is not in a table. A heading's level is one below that of the page's own title."""
    level = min((block.level or 1) + 1, 6)
    tag = f"h{level}" if block.kind == "heading" else "p"
    depth = f' data-level="{min(block.level or 1, 6)}"' if block.kind == "list_item" else ""
    return f'<{tag} class="{block.kind}" id="at-{block.start}"{depth}>{_inside(text, block, over)}</{tag}>\n'


def _inside(text: str, block: Block, over: list[Mark]) -> str:
    return marked(text, over, block.start, block.end)


def _table(text: str, cells: Sequence[tuple[Block, list[Mark]]]) -> Iterator[str]:
    """A table; a cell of several paragraphs is one cell, places without words are an empty one."""
    yield '<div class="wide"><table>\n'
    for _, row in groupby(cells, key=lambda pair: pair[0].row):
        yield f"<tr>{''.join(_cells(text, row))}</tr>\n"
    yield "</table></div>\n"


def _cells(text: str, row: Iterable[tuple[Block, list[Mark]]]) -> Iterator[str]:
    free = 0
    for col, group in groupby(row, key=lambda pair: pair[0].col or 0):
        paragraphs = list(group)
        if col > free:
            yield f'<td colspan="{col - free}"></td>'
        words = "".join(f'<div id="at-{block.start}">{_inside(text, block, over)}</div>' for block, over in paragraphs)
        yield f"<td>{words}</td>"
        free = col + 1
