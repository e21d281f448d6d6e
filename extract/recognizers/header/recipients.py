"""Nơi nhận: the list of recipients, one by one, without dashes and closing marks."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.header.lines import Line

LABEL = regex.compile(r"(?:Nơi|NƠI|nơi)\s+(?:nhận|NHẬN|Nhận|gửi|GỬI)\s*+(?:\([^()\n]*\)\s*+)?"
                      r"(?:[:;.]|$|(?=\s*+[-–]|\s*+(?:TM|KT|TL|TUQ|T/M)[./]))\s*+")
BULLET = regex.compile(r"(?:[-–—+*•·●▪]|\d{1,2}[.)](?=\s))++\s*+")
INLINE = regex.compile(r"(?<=[;.,])\s*+[-–—+](?=\s*+\p{Lu})")
ENDED = (";", ".", "/")


class Item(NamedTuple):
    """One recipient over one or more lines; `bulleted` where a dash opens it."""

    lines: list[Line]
    bulleted: bool

    @property
    def text(self) -> str:
        """The words as printed, lines joined by a space."""
        return " ".join([line.text for line in self.lines])


def label_at(line: Line) -> Line | None:
    """What stands behind `Nơi nhận:` on its line, or None where the line does not begin so.

    >>> label_at(Line(0, 0, "Nơi nhận: KT. GIÁM ĐỐC")).text, label_at(Line(0, 0, "Nơi nhận được ghi ở dưới."))
    ('KT. GIÁM ĐỐC', None)
    """
    if line.text.lstrip("*_ ")[:2] not in ("Nơ", "NƠ", "nơ"):
        return None
    match = LABEL.match(line.text, len(line.text) - len(line.text.lstrip("*_ ")))
    return line.cut(match.end()) if match else None


def add(items: list[Item], line: Line) -> bool:
    """Put one line of the list to its item; False where the line is none of the list's.

    >>> items: list[Item] = []
    >>> [add(items, Line(0, 0, words)) for words in ("Bản giấy:", "- Ban công", "tác;", "- Lưu: VT.", "Vì")]
    [True, True, True, True, False]
    >>> [item.text for item in items]
    ['Ban công tác;', 'Lưu: VT.']
    """
    for start, end, bulleted in _shape(line.text):
        words = line.part(start, end)
        if bulleted:
            items.append(Item([words], True))
        elif items and goes_on(items[-1], words.text):
            items[-1].lines.append(words)
        elif _may_open(items, words.text):
            items.append(Item([words], False))
        else:
            return False
    return True


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Start, end and bullet of each item. Cached: an archive's documents repeat each other's recipients."""
    shape = []
    for piece in _pieces(Line(0, len(text), text)):
        bullet = BULLET.match(piece.text)
        words = piece.cut(bullet.end()) if bullet else piece
        if words.text and (words.text[-1] != ":" or words.text.startswith("Lưu")):  # no `Gửi bản giấy:`
            shape.append((words.start, words.end, bullet is not None))
    return tuple(shape)


def _pieces(line: Line) -> list[Line]:
    """The items of `- Như trên; - Lưu: VT.` read on one line."""
    if "-" not in line.text[1:] and "–" not in line.text[1:]:
        return [line]
    starts = [0, *(match.start() for match in INLINE.finditer(line.text))]
    return [line.cut(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def goes_on(item: Item, words: str) -> bool:
    """Whether a line without a dash belongs to the item before it."""
    if words.startswith("Lưu"):
        return False
    text = item.text
    if text.endswith((",", "-")):
        return True
    if item.bulleted:
        return not text.endswith(ENDED) and (words[0].islower() or not text.startswith("Lưu"))
    return words[0].islower() or text.count("(") > text.count(")")


def _may_open(items: list[Item], words: str) -> bool:
    """Whether a line without a dash is an item of its own."""
    if items and items[-1].text.startswith("Lưu") and not words.startswith("Lưu"):
        return items[-1].text.endswith(";") and len(words) < 80
    return 4 <= len(words) < 100 and any(map(str.isalpha, words))


def value(item: Item) -> str | None:
    """The recipient as it is stored; None where nothing is filled in.

    >>> value(Item([Line(0, 0, "Lưu: VP,")], True)), value(Item([Line(0, 0, "……..;")], True))
    ('Lưu: VP', None)
    """
    words = " ".join(item.text.split()).rstrip(" ;,./")
    return words if any(map(str.isalpha, words)) else None
