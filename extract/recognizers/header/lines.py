"""Lines of a text with their offsets, read lazily from a place forwards or backwards.

The letterhead and the signature block are laid out in lines; the body between them is never split.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

# What a narrow cell breaks in two, read from the line's end: the state's name and motto, `Số:`, the parts of the day.
OPEN_END = regex.compile(
    r"(?ri)(?:\bcộng(?: h(?:òa|oà)(?: xã(?: hội(?: chủ(?: nghĩa)?)?)?)?)?|\bđộc lập[ .,–-]*|\btự do[ .,–-]*"
    r"|\bs[ốô] ?:?|\bngày|\btháng|\A(?:ủy|uỷ))")
GOES_ON = regex.compile(
    r"(?i)h(?:òa|oà) xã|xã hội|hội chủ|chủ nghĩa|nghĩa việt|việt nam|tự do|hạnh phúc|ban nhân dân|\d|/")
GOING_ON = frozenset("bBhHxXcCnNvVtT/0123456789")  # the first letters of GOES_ON


class Line(NamedTuple):
    """The words of one line, without the white space around them, and where they stand."""

    start: int
    end: int
    text: str

    def part(self, start: int, end: int) -> Line:
        """A part of the line by offsets that leave out white space already."""
        if start == 0 and end == len(self.text):
            return self
        return Line(self.start + start, self.start + end, self.text[start:end])

    def cut(self, start: int, end: int | None = None) -> Line:
        """A part of the line, by offsets into its own words, without the white space around it.

        >>> Line(5, 15, "XÃ  A; BÍCH").cut(2, 6)
        Line(start=9, end=11, text='A;')
        """
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        words = words.strip()
        return Line(self.start + start + lead, self.start + start + lead + len(words), words)


def following(text: str, at: int = 0, end: int | None = None, limit: int = 60) -> Iterator[Line]:
    r"""Up to `limit` lines that hold words, from `at` on.

    >>> [line.text for line in following("Số\n\n Ba Bích\nBÁO CÁO", 1, limit=2)]
    ['ố', 'Ba Bích']
    """
    end = len(text) if end is None else end
    while at < end and limit > 0:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        words = text[at:stop]
        if words and not words.isspace():
            limit -= 1
            line = Line(at, stop, words)
            yield line.cut(0) if words[0] == " " or words[-1] == " " else line
        at = stop + 1


def preceding(text: str, at: int, limit: int = 60) -> Iterator[Line]:
    r"""Up to `limit` lines that hold words and end before `at`, the nearest first.

    >>> [line.text for line in preceding("Số\n\nBa Bích \nBÁO CÁO", 12)]
    ['Ba Bích', 'Số']
    """
    while at > 0 and limit > 0:
        stop = text.rfind("\n", 0, at)
        line = Line(stop + 1, at, text[stop + 1:at]).cut(0)
        if line.text:
            limit -= 1
            yield line
        at = stop


def block(text: str, lines: list[Line]) -> Line:
    r"""The span from the first to the last of the lines, as it stands in the text.

    >>> text = "ỦY BAN\nXÃ A"
    >>> block(text, list(following(text)))
    Line(start=0, end=11, text='ỦY BAN\nXÃ A')
    """
    if len(lines) == 1:
        return lines[0]
    start, end = min([line.start for line in lines]), max([line.end for line in lines])
    return Line(start, end, text[start:end])


def unbroken(text: str, lines: list[Line]) -> list[Line]:
    r"""The lines of a letterhead, those that a narrow cell broke in the middle of a formula as one.

    >>> text = "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nSố:\n12/BC-UBND\nBÁO CÁO"
    >>> [line.text for line in unbroken(text, list(following(text)))]
    ['CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM', 'Số:\n12/BC-UBND', 'BÁO CÁO']
    """
    whole: list[Line] = []
    for line in lines:
        goes_on = whole and line.text[0] in GOING_ON and GOES_ON.match(line.text)
        if goes_on and OPEN_END.match(whole[-1].text):
            line = block(text, [whole.pop(), line])
        whole.append(line)
    return whole
