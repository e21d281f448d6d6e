"""Where a document names the unit that it comes from: issuer, letterhead, place line, closing sentence, recipients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from extract.recognizers.casing import normal_case
from extract.recognizers.unit_mentions import Mention, find_mentions
from extract.records import Header

HEAD = 1200
CLOSING = 500
RECIPIENTS = "Nơi nhận"
LEVELS = ("xã", "huyện", "tỉnh")
NO_UNIT = "CHỦ NGHĨA"  # CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM


class Name(NamedTuple):
    """A name that the reporting unit may bear, with its class word where there is one, and where it stands."""

    words: str
    source: str


@lru_cache(maxsize=4096)
def mentions_in(words: str) -> tuple[Mention, ...]:
    """The units that a short text names; letterheads and recipients come back in document after document."""
    return tuple(find_mentions(words))


def head_mentions(header: Header) -> list[Mention]:
    """The units that the issuer and the organ above it name."""
    return [*mentions_in(header.issuer or ""), *mentions_in(header.issuer_parent or "")]


def closing_mentions(text: str) -> list[Mention]:
    """The units that the last sentences before the recipients name."""
    end = text.rfind(RECIPIENTS)
    return list(mentions_in(text[max(0, end - CLOSING):end] if end >= 0 else text[-CLOSING:]))


def letterhead_mentions(text: str) -> Iterator[Mention]:
    r"""The units that the first lines name in capitals, for documents whose issuer was not read.

    >>> [(found.kind, found.name) for found in letterhead_mentions("ỦY BAN NHÂN DÂN\nXÃ BA BÍCH\nSố: 12")]
    [('xã', 'Ba Bích')]
    """
    for line in text[:HEAD].split("\n"):
        if line.isupper() and NO_UNIT not in line:
            yield from mentions_in(normal_case(line))


def level_of(header: Header, text: str) -> str | None:
    """The level of the reporting unit: as the header says, else that of the lowest unit named in its place.

    >>> level_of(Header(doc_id="", issuer="Trạm Y tế xã Ba Bích"), "")
    'xã'
    """
    if header.level:
        return header.level
    if not (header.issuer or header.symbol or header.place):
        return None
    levels = {mention.levels[-1] for mention in (*head_mentions(header), *letterhead_mentions(text))} or {
        mention.levels[-1] for mention in closing_mentions(text) if mention.authority}
    return next((level for level in LEVELS if level in levels), None)


def names_of(header: Header, text: str, level: str) -> list[Name]:
    """The names that the reporting unit may bear, the most reliable first.

    >>> names_of(Header(doc_id="", place="Tỉnh An"), "của UBND xã Tịnh An./.", "xã")
    [Name(words='Tỉnh An', source='place'), Name(words='xã Tịnh An', source='closing sentence')]
    """
    names = list(_at(level, head_mentions(header), "issuer")) or list(_at(level, letterhead_mentions(text), "letterhead"))
    if header.place:
        names.append(Name(" ".join(header.place.split()), "place"))
    authors = (mention for mention in reversed(closing_mentions(text)) if mention.authority)
    return list(dict.fromkeys([*names, *_at(level, authors, "closing sentence")]))


def _at(level: str, mentions: Iterable[Mention], source: str) -> Iterator[Name]:
    return (Name(f"{mention.kind} {mention.name}", source) for mention in mentions if mention.at(level))


def strong_mentions(header: Header, text: str) -> list[Mention]:
    """The units that the head, the recipients and the closing sentence name."""
    return [*head_mentions(header), *mentions_in("; ".join(header.recipients)), *closing_mentions(text)]
