"""Where a document names the unit it comes from: letterhead, place line, opening and closing sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.header.casing import normal_case
from extract.recognizers.places.unit_mentions import Mention, beginnings, find_mentions
from extract.recognizers.places.unit_names import bare, one_slip, spelled
from extract.records import Header

LEVELS = ("xã", "huyện", "tỉnh")
HEAD, OPENING, CLOSING = 1200, 1800, 500
RECIPIENTS = "Nơi nhận"
NO_UNIT = "CHỦ NGHĨA"  # CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
# `Khối Dân vận Đảng ủy xã Liên Đầm báo cáo:` is how a report begins that lost its head.
REPORTS = regex.compile(r"(?: \([^()\n]{1,60}+\))?(?: xin| kính| trân trọng)* báo cáo(?! số)")


class Name(NamedTuple):
    """A name that the reporting unit may bear, with its class word if there is one, and where it stands."""

    words: str
    source: str


@lru_cache(maxsize=4096)
def mentions_in(words: str) -> tuple[Mention, ...]:
    """The units that a short text names; letterheads and recipients come back in document after document."""
    return tuple(find_mentions(words))


def head_mentions(header: Header) -> list[Mention]:
    """The units that the issuer and the organ above it name."""
    return [*mentions_in(header.issuer or ""), *mentions_in(header.issuer_parent or "")]


def letterhead_mentions(text: str) -> Iterator[Mention]:
    r"""The units that the first lines name in capitals, for documents whose issuer was not read.

    >>> [(found.kind, found.name) for found in letterhead_mentions("ỦY BAN NHÂN DÂN\nXÃ BA BÍCH\nSố: 12")]
    [('xã', 'Ba Bích')]
    """
    for line in text[:HEAD].split("\n"):
        if line.isupper() and NO_UNIT not in line:
            yield from mentions_in(normal_case(line))


def opening_mentions(text: str) -> list[Mention]:
    """The units whose body says at the beginning that it reports.

    >>> [found.name for found in opening_mentions("Theo ý của Huyện ủy A, Đảng ủy xã Liên Đầm báo cáo:")]
    ['Liên Đầm']
    """
    found = (one for one in find_mentions(text, 0, OPENING) if one.authority)
    return [one for one in found if REPORTS.match(text, one.end)]


def closing_mentions(text: str) -> list[Mention]:
    """The units that the last sentences before the recipients name."""
    end = text.rfind(RECIPIENTS)
    return list(mentions_in(text[max(0, end - CLOSING):end] if end >= 0 else text[-CLOSING:]))


def level_of(header: Header, text: str) -> str | None:
    """The level of the reporting unit: as the header says, else that of the lowest unit named in its place.

    >>> level_of(Header(doc_id="", issuer="Trạm Y tế xã Ba Bích"), "")
    'xã'
    """
    if header.level:
        return header.level
    if not (header.issuer or header.symbol or header.place):
        return _lowest(opening_mentions(text))
    return (_lowest([*head_mentions(header), *letterhead_mentions(text)]) or _lowest(opening_mentions(text))
            or _lowest(found for found in closing_mentions(text) if found.authority))


def _lowest(mentions: Iterable[Mention]) -> str | None:
    levels = {mention.levels[-1] for mention in mentions}
    return next((level for level in LEVELS if level in levels), None)


def names_of(header: Header, text: str, level: str) -> list[Name]:
    """The names that the reporting unit may bear, the most reliable first.

    >>> names_of(Header(doc_id="", place="Tỉnh An"), "của UBND xã Tịnh An./.", "xã")
    [Name(words='Tỉnh An', source='place'), Name(words='xã Tịnh An', source='closing sentence')]
    """
    names = list(_at(level, head_mentions(header), "issuer")) or list(
        _at(level, letterhead_mentions(text), "letterhead"))
    if header.place:
        names.append(Name(" ".join(header.place.split()), "place"))
    if not names or names[0].source == "place":
        names += _at(level, opening_mentions(text), "opening sentence")
    authors = (mention for mention in reversed(closing_mentions(text)) if mention.authority)
    return list(dict.fromkeys([*names, *_at(level, authors, "closing sentence")]))


def _at(level: str, mentions: Iterable[Mention], source: str) -> Iterator[Name]:
    """The names of a level; a run with dashes (`xã Ba Bích - Ba Tơ`) also without its end."""
    for mention in mentions:
        for name in beginnings(mention.name) if mention.at(level) else ():
            yield Name(f"{mention.kind} {name}", source)


def strong_mentions(header: Header, text: str) -> list[Mention]:
    """The units that the head and the recipients name, and whose bodies the closing sentence names."""
    closing = (found for found in closing_mentions(text) if found.authority)
    return [*head_mentions(header), *mentions_in("; ".join(header.recipients)), *closing]


def town_mention(names: list[Name], level: str) -> list[Mention]:
    """The place line where it is not the commune itself: the town or the district that it lies in.

    >>> town_mention([Name("xã Long Môn", "issuer"), Name("Minh Long", "place")], "xã")[0].name
    'Minh Long'
    """
    place = next((name.words for name in names[1:] if name.source == "place"), None)
    if place is None or level != "xã" or alike(place, names[0].words):
        return []
    return [Mention(0, 0, "huyện", ("huyện",), bare(place, "huyện"))]


@lru_cache(maxsize=4096)
def alike(a: str, b: str) -> bool:
    """Whether two names may be one, written twice.

    >>> alike("xã Tịnh An", "Tỉnh An"), alike("xã Long Môn", "Minh Long")
    (True, False)
    """
    return one_slip(spelled(bare(a)), spelled(bare(b)))


def folder_mentions(path: str) -> Iterator[Mention]:
    """The units that the folders of a path name, with or without class word.

    >>> [(found.kind, found.name) for found in folder_mentions("Hà Tĩnh/TP Hà Tĩnh/2021/a.pdf")]
    [('', 'Hà Tĩnh'), ('thành phố', 'Hà Tĩnh')]
    """
    for folder in path.split("/")[:-1]:
        named = mentions_in(folder)
        if named:
            yield from named
        elif folder[:1].isupper():
            yield Mention(0, 0, "", ("huyện", "tỉnh"), folder)
