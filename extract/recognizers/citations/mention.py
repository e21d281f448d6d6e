"""A mention of a document while it is read, and its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extract.recognizers.citations.type_words import TypeWord
from extract.recognizers.symbols import Symbol
from extract.recognizers.symbols_in_text import Hit


class Part(NamedTuple):
    """One number of a mention: its span, its canonical symbol, and what it means (None: a bare number)."""

    start: int
    end: int
    canonical: str
    number: int | None
    symbol: Symbol | None


@dataclass(slots=True)
class Mention:
    """A mention while it is read: `end` moves on as date and issuer are found."""

    start: int
    end: int
    doc_type: str
    rule: str
    symbols: list[Part] = field(default_factory=list)
    title: tuple[int, int] | None = None
    date: tuple[str | None, str] | None = None  # ISO text and precision
    days: list[tuple[str | None, str]] = field(default_factory=list)  # one for each symbol where they differ
    issuer: str | None = None
    pinpoint: str | None = None


def rule_of(word: TypeWord | None) -> str:
    """The way a mention was found, by the type word before its number."""
    if word is None:
        return "symbol"
    return "numbered" if not word.doc_type else "full" if word.so else "typed"


def own_part(hit: Hit) -> Part:
    """The number that bears the symbol itself."""
    return Part(hit.number_start, hit.end, hit.symbol.symbol, hit.symbol.number, hit.symbol)
