"""Runs of a document to Unicode: by font where the font says it, by guess where not, by the words in doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from extract.legacy.codes import decode
from extract.legacy.fonts import by_font
from extract.legacy.guessing import UNICODE, guess
from extract.legacy.syllables import legible

Run = tuple[str, str | None]
# Characters looked at where nothing speaks for Unicode.
ENOUGH = 2_000
SPACED = re.compile(r"(\s+)")


class Votes(NamedTuple):
    """How many words speak for reading as legacy, and how many for Unicode."""

    legacy: int = 0
    unicode: int = 0


class Converter:
    r"""Converts the runs of one document: what its fonts are worth is judged over all runs given here.

    Fonts may lie: some files declare `.VnTime` but hold Unicode, in whole or in part. A run that could be either
    follows what most of the document's runs in such fonts are.

    >>> runs = [("Xã đã tổ chức", ".VnTime"), (" xã", ".VnTime"), ("Chỉ thị", ".VnTime")]
    >>> Converter(runs).convert(runs[1:2]), Converter([]).convert([("x·", ".VnTime")])
    ((' xã', None), ('xã', 'tcvn3'))
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        """Weighs the runs: all of a document, in any order."""
        by_fonts: defaultdict[str | None, list[str]] = defaultdict(list)
        for text, font in runs:
            by_fonts[font].append(text)
        by_name: dict[str, list[str]] = {}
        for font, texts in by_fonts.items():
            by_name.setdefault(_name(by_font(font) or ""), []).extend(texts)
        self._guessed = _guess(by_name.pop("", []))
        self._votes = {name: _election(texts, name) for name, texts in by_name.items()}

    @property
    def is_needed(self) -> bool:
        """Whether any of the runs may be in a legacy encoding."""
        return bool(self._guessed or self._votes)

    def convert(self, runs: Iterable[Run]) -> tuple[str, str | None]:
        """The runs of one block joined, in Unicode, and the encoding that any of them was converted from."""
        runs = list(runs)
        encodings = [by_font(font) for _, font in runs]
        if self._guessed is None and not any(encodings):
            return "".join([text for text, _ in runs]), None
        parts: list[str] = []
        used: str | None = None
        alone = [(encodings[0], iter(runs))] if len(runs) == 1 else None
        for encoding, group in alone or groupby(runs, key=_encoding):
            text = "".join([text for text, _ in group])
            words = self._unicode(text, encoding)
            if words != text:
                used = used or _name(encoding or "") or self._guessed
            parts.append(words)
        return "".join(parts), used

    def _unicode(self, text: str, encoding: str | None) -> str:
        if encoding is None:
            return _guessed(text, self._guessed) if self._guessed else text
        if text.isascii():
            return decode(text, encoding)
        votes = self._votes.get(_name(encoding), Votes())
        if votes.unicode or not votes.legacy:
            own = _vote(text, encoding)
            votes = votes if own.legacy == own.unicode and votes != Votes() else own
        return text if votes.unicode > votes.legacy else _word_by_word(text, encoding)


def _encoding(run: Run) -> str | None:
    return by_font(run[1])


def _name(encoding: str) -> str:
    return encoding.partition(" ")[0]


def _election(texts: Iterable[str], encoding: str) -> Votes:
    texts = [text for text in texts if not text.isascii()]
    if UNICODE.search("\n".join(texts)) is None:
        texts = list(_first(texts, ENOUGH))
    votes = [_vote(text, encoding) for text in texts]
    return Votes(sum(vote.legacy for vote in votes), sum(vote.unicode for vote in votes))


def _first(texts: Iterable[str], length: int) -> Iterator[str]:
    """The first texts, until they have so many characters."""
    for text in texts:
        if length <= 0:
            return
        yield text
        length -= len(text)


def _vote(text: str, encoding: str) -> Votes:
    """Words that are syllables in one reading only; a letter that no legacy byte reads as is Unicode's."""
    plain = legible(text)[1]
    beyond = len([word for word in text.split() if UNICODE.search(word)]) if UNICODE.search(text) else 0
    decoded = legible(_word_by_word(text, encoding, gone=True))[1]
    return Votes(max(decoded - plain + beyond, 0), beyond + max(plain - beyond - decoded, 0))


def _word_by_word(text: str, encoding: str, *, gone: bool = False) -> str:
    """The words decoded but for those that hold a letter beyond the encoding: left as they are, or out."""
    if UNICODE.search(text) is None:
        return decode(text, encoding)
    parts: Iterator[str] = (decode(part, encoding) if UNICODE.search(part) is None else "" if gone else part
                            for part in SPACED.split(text))
    return "".join(parts)


def _guess(texts: Iterable[str]) -> str | None:
    """The encoding of the texts in fonts that say nothing, judged by those that may be legacy."""
    texts = list(texts)
    open_texts = [text for text in texts if not text.isascii() and UNICODE.search(text) is None]
    if open_texts:
        readable = set(filter(_readable, set(open_texts)))  # in tables, most words stand in many cells
        return guess("\n".join([text for text in open_texts if text not in readable]))
    return guess("\n".join(texts)) if all(map(str.isascii, texts)) else None


def _readable(text: str) -> bool:
    words, syllables = legible(text)
    return words == syllables


def _guessed(text: str, encoding: str) -> str:
    """The text decoded where that gives no fewer syllables than it has as it is."""
    if UNICODE.search(text):
        return text
    words = decode(text, encoding)
    return words if legible(words)[1] >= legible(text)[1] else text
