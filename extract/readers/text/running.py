"""Running heads, page numbers and signing stamps in plain text: what stands on a page but not in the flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from extract.document import Piece

NUMBER = regex.compile(r"(?i)\s*[-–—]?\s*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—]?\s*$")
DIGITS = regex.compile(r"\d+")
SIGNERS = ("Ký bởi", "Người ký")
SIGNED_BY = regex.compile(rf"\s*(?:{'|'.join(SIGNERS)})\s*:")
SIGNED_ON = regex.compile(r"\s*(?:Ngày ký|Thời gian ký)\s*:")
STAMP = regex.compile(r"\s*(?:Ký bởi|Người ký|Cơ quan|Email|Chức vụ|Ngày ký|Thời gian ký)\s*:")
LONGEST_HEAD = 160
PAGE_CHARS = 600  # numbers of a list or of a column stand closer than those of pages


def split(text: str) -> tuple[str, list[Piece]]:
    r"""The flow, closed up where a page ended, and the running heads.

    >>> body = "dòng chữ " * 70
    >>> [piece.text for piece in split("\n".join([body, "1", "", body, "", "2", body, "3", body]))[1]]
    ['1', '2', '3']
    """
    lines = text.split("\n")
    numbers = _page_numbers(lines)
    heads = _heads(lines, numbers)
    if len(numbers) < 3 and len(heads) < len(numbers):
        numbers, heads = [], []
    stamps = _stamps(lines) if any(map(text.__contains__, SIGNERS)) else ()
    furniture = sorted({*numbers, *heads, *stamps})
    if not furniture:
        return text, []
    dropped = {*furniture, *(near for at in furniture for near in _blank_around(lines, at))}
    flow = [line for at, line in enumerate(lines) if at not in dropped]
    return "\n".join(flow), [Piece(lines[at], "header") for at in furniture]


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """Where the longest row of numbers stands that grows by one from page to page."""
    chains: dict[int, list[tuple[int, int]]] = {}  # last number -> (line, characters before it) of its chain
    at = 0
    best: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        found = NUMBER.match(line) if 0 < len(line) < 24 else None
        if found:
            number = int(found[1])
            before = chains.get(number - 1, [])
            chain = [*before, (index, at)] if before and at - before[-1][1] >= PAGE_CHARS else [(index, at)]
            chains[number] = chain
            best = max(best, chain, key=len)
        at += len(line)
    return [index for index, _ in best] if len(best) > 1 else []


def _heads(lines: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """The short lines beside the numbers that are the same on most pages, digits aside."""
    beside = {near: DIGITS.sub("0", lines[near].strip()) for at in numbers
              for near in (_next_filled(lines, at, -1), _next_filled(lines, at, 1)) if near is not None}
    shapes = Counter(beside.values())
    return [near for near, shape in beside.items()
            if len(shape) <= LONGEST_HEAD and shapes[shape] > 1 and 3 * shapes[shape] >= 2 * len(numbers)]


def _stamps(lines: Sequence[str]) -> Iterator[int]:
    """The lines that a signing program prints on a page: who signed and when, one below the other."""
    for is_stamp, run in groupby(enumerate(lines), lambda row: STAMP.match(row[1]) is not None):
        found = list(run)
        if is_stamp and all(any(sign.match(line) for _, line in found) for sign in (SIGNED_BY, SIGNED_ON)):
            yield from (at for at, _ in found)


def _next_filled(lines: Sequence[str], at: int, step: int) -> int | None:
    """The next line that is not blank, three lines away at most."""
    for near in range(at + step, at + 4 * step, step):
        if not 0 <= near < len(lines):
            return None
        if lines[near].strip():
            return near
    return None


def _blank_around(lines: Sequence[str], at: int) -> list[int]:
    around = []
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(lines) and not lines[near].strip():
            around.append(near)
            near += step
    return around
