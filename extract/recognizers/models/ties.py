"""Amounts and quantities tied to the model whose words they stand in.

A model reaches from its name to the end of its item or sentence, or to the next model; a name in a table
reaches over its row, a record over its lines. Later mentions of the full name reach likewise. What two
models reach, and what stands in a row of totals, is tied to none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex
from msgspec.structs import replace

from extract.document import Block, Document, Span
from extract.recognizers.models.headings import in_forward
from extract.recognizers.models.scope import ITEM
from extract.records import Model, Money, Quantity

SENTENCE_END = regex.compile(r"(?<=[^\s.]{2}|[”\")])\.(?=\s+\p{Lu}|\s*\Z)")
RECORD = regex.compile(
    r"(?r)(?:[Tt]ên (?:mô hình|công trình|phần việc)(?: [^:\n]{0,40})?|[Mm]ô hình(?: (?:số |thứ )?\w+)?):[ \n“\"«]*\Z"
)
HEADED = regex.compile(r"\s*(?:\d{1,2}|[a-zđ])[.)/]")
LABELLED = regex.compile(r"\s*(?:[-–+•*]\s*)?\p{L}[^:\n]{1,45}:")
COUNTED = "mô hình"
RECORD_LINES, SHORT_NAME, NEAR = 12, 8, 6


def tie(
    document: Document, models: Sequence[Model], money: Sequence[Money], quantities: Sequence[Quantity]
) -> tuple[tuple[Money, ...], tuple[Quantity, ...]]:
    """The same amounts and quantities, with `model_id` where one model reaches them.

    >>> from extract.document import Piece, Reading, compose
    >>> from extract.recognizers.models import find_models
    >>> from extract.recognizers.money import find_money
    >>> document = compose(Reading([Piece("- Mô hình “Kẻng làng” của Công an xã, kinh phí 8.100.000 đồng.")]))
    >>> money, _ = tie(document, list(find_models(document)), list(find_money(document)), ())
    >>> money[0].model_id
    ':m0'
    """
    reaches = sorted(_reaches(document, models))
    starts = [start for start, _, _ in reaches]

    def owner(start: int) -> str | None:
        found = {
            name
            for a, b, name in reaches[max(0, bisect_right(starts, start) - NEAR) : bisect_right(starts, start)]
            if a <= start < b
        }
        return found.pop() if len(found) == 1 else None

    return (
        tuple(replace(one, model_id=owner(one.start)) for one in money),
        tuple(replace(one, model_id=None if one.unit == COUNTED else owner(one.start)) for one in quantities),
    )


def with_amounts(models: Sequence[Model], money: Sequence[Money]) -> tuple[Model, ...]:
    """The same models, each with the amount that `money`, which is tied, has for it."""
    return tuple(replace(model, money_vnd=amount_of(model.model_id, money)) for model in models)


def amount_of(model_id: str, money: Iterable[Money]) -> int | None:
    """The one amount tied to the model that is no rate and no part of another; None where there are several.

    >>> amount_of("m0", [Money(doc_id="", start=0, end=1, raw="9", amount_vnd=9, model_id="m0")])
    9
    """
    amounts = {
        one.amount_vnd for one in money if one.model_id == model_id and one.per is None and one.amount_max_vnd is None
    }
    return amounts.pop() if len(amounts) == 1 else None


def _reaches(document: Document, models: Sequence[Model]) -> Iterator[tuple[int, int, str]]:
    """(start, end, model_id) of every stretch that speaks of one model."""
    names = Counter(model.name for model in models)
    mentions = sorted(
        {(at, at + size, model.model_id) for model in models for at, size in _mentions(document, model, names)}
    )
    for i, (_, end, name) in enumerate(mentions):
        limit = mentions[i + 1][0] if i + 1 < len(mentions) else document.flow_end
        for start, stop in _reach(document, mentions[i][0], end, limit):
            yield start, stop, name


def _mentions(document: Document, model: Model, names: Counter[str]) -> Iterator[tuple[int, int]]:
    """(start, length) of the first mention and of later ones that give the whole name, if no other model bears it."""
    yield model.start, model.end - model.start
    text = document.flow
    at = text.find(model.name, model.end) if len(model.name) >= SHORT_NAME and names[model.name] == 1 else -1
    while at >= 0:
        if not in_forward(document, at):
            yield at, len(model.name)
        at = text.find(model.name, at + 1)


def _reach(document: Document, start: int, end: int, limit: int) -> Iterator[Span]:
    block = document.block_at(start)
    if block is None:
        return
    if block.kind == "table_cell":
        yield from _row(document, block, limit)
        return
    text = document.flow
    if RECORD.search(text, max(0, start - 60), start):
        yield Span(end, min(limit, _record_end(document, block, end)))
        return
    yield Span(end, min(limit, _item_end(document, block, end)))


def _row(document: Document, block: Block, limit: int) -> Iterator[Span]:
    """The cells of the row; of a form of two columns all that follow, up to the next name."""
    blocks = document.blocks
    index = bisect_right(blocks, block.start, key=lambda one: one.start) - 1
    first = last = index
    while first > 0 and blocks[first - 1].table == block.table and blocks[first - 1].row == block.row:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].table == block.table and blocks[last + 1].row == block.row:
        last += 1
    if last - first == 1 and last == index:
        while last + 1 < len(blocks) and blocks[last + 1].table == block.table and blocks[last + 1].start < limit:
            last += 1
    yield Span(blocks[first].start, blocks[last].end)


def _item_end(document: Document, block: Block, end: int) -> int:
    """The end of the item, or of the sentence in running text; below a numbered heading that is a model, its "
    "paragraph too."""
    text = document.flow
    stop = max(block.end, end)
    if ITEM.match(text, block.start) or block.kind == "list_item":
        following = document.block_at(stop + 1)
        below = (
            HEADED.match(text, block.start)
            and text[stop - 1] not in ".;"
            and following
            and following.kind == "paragraph"
            and following.start > stop
        )
        return following.end if below and following else stop
    close = SENTENCE_END.search(text, end, stop)
    return close.start() if close else stop


def _record_end(document: Document, block: Block, at: int) -> int:
    """The end of the lines that say more of a record: each begins with a label and a colon."""
    index = bisect_right(document.blocks, at, key=lambda one: one.start)
    end = max(block.end, at)
    for following in document.blocks[index : index + RECORD_LINES]:
        if following.kind in ("heading", "table_cell") or not LABELLED.match(
            document.text, following.start, following.end
        ):
            break
        end = following.end
    return end
