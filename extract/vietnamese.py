"""Words, parts of speech, sentences of Vietnamese text, with offsets: the only importer of underthesea.

Its models load at first use (1.3 s; its import calls `logging.basicConfig`, so a program sets up logging
before, and it is not safe in threads). With its normalization on it respells words (`Hoà` -> `Hòa`), so
it is off everywhere; it still turns white space inside a compound into one space, so tokens are found again
in the text. Its named entities are not used at all: they are wrong more often than right on reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

# A full stop behind these ends no sentence: the number of an item, an abbreviation.
NO_END = regex.compile(
    r"(?:^|[\s(])(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+|TM|KT|TL|TT|TP|Tp|TUQ|Q|GS|PGS|TS|ThS|Ths|BS|CN|KS|"
    r"tr|v\.v)\.$")
PHRASE = 200  # characters; longer text is seldom met twice


class Word(NamedTuple):
    """A word, often of several syllables, where it stands, and its part of speech where asked for."""

    start: int
    end: int
    text: str
    tag: str | None = None


class Sentence(NamedTuple):
    """A sentence inside one line, without the white space around it."""

    start: int
    end: int
    text: str


class _Models(NamedTuple):
    """What is used of underthesea."""

    words: Callable[..., list[str]]
    tags: Callable[..., list[tuple[str, str]]]
    sentences: Callable[[str], list[str]]


@cache
def _models() -> _Models:
    """underthesea, imported at first use."""
    from underthesea import sent_tokenize, word_tokenize
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    return _Models(word_tokenize, CRFPOSTagPredictor.Instance().predict, sent_tokenize)


def words(text: str) -> list[Word]:
    """The words of the text, in order, as they are written.

    >>> [word.text for word in words("Hoà Bình thuỷ  sản")][-1]
    'thuỷ  sản'
    """
    return list(_aligned(text, _tokens(text)))


def tagged(text: str) -> list[Word]:
    """The words with their parts of speech (`Np` for a proper name, `N`, `V`, ...).

    >>> [(word.text, word.tag) for word in tagged("Bà Trần Thị Mai")][-1]
    ('Trần Thị Mai', 'Np')
    """
    tokens = _tokens(text)
    if not tokens:
        return []
    tags = [tag for _, tag in _models().tags(list(tokens), None)]
    return [word._replace(tag=tag) for word, tag in zip(_aligned(text, tokens), tags, strict=True)]


def _tokens(text: str) -> Sequence[str]:
    if not text or text.isspace():
        return ()
    return _kept(text) if len(text) <= PHRASE else _models().words(text, use_token_normalize=False)


@lru_cache(maxsize=4096)
def _kept(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase. Cached: an archive's reports cite the same documents in the same words."""
    return tuple(_models().words(phrase, use_token_normalize=False))


def _aligned(text: str, tokens: Iterable[str]) -> Iterator[Word]:
    """Each token where it stands: its syllables, with whatever white space the text has between them."""
    at = 0
    for token in tokens:
        start = None
        for syllable in token.split():
            found = text.index(syllable, at)
            start = found if start is None else start
            at = found + len(syllable)
        if start is not None:
            yield Word(start, at, text[start:at])


def sentences(text: str) -> list[Sentence]:
    r"""The sentences of the text; a line end always ends one, the number of an item never does.

    >>> [sentence.text for sentence in sentences("1. Xã có 5 thôn. Dân số 900.\nLưu: TT. HĐND xã")]
    ['1. Xã có 5 thôn.', 'Dân số 900.', 'Lưu: TT. HĐND xã']
    """
    found: list[Sentence] = []
    at = 0
    for line in text.split("\n"):
        found += _in_line(text, at, at + len(line))
        at += len(line) + 1
    return found


def _in_line(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of one line: underthesea's, joined where a number or an abbreviation was cut off."""
    opened = at = start
    for piece in _models().sentences(text[start:end]):
        begin = text.index(piece, at, end)
        at = begin + len(piece)
        if not NO_END.search(text[opened:at]):
            yield from _sentence(text, opened, at)
            opened = at
    yield from _sentence(text, opened, end)


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    if words:
        yield Sentence(start + lead, start + lead + len(words), words)
