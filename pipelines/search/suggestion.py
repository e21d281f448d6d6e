"""Other words for a query that finds nothing: one letter was wrong, missing, too many or in another's place, or two
words were written as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from operator import itemgetter
from string import ascii_lowercase

from pipelines.search.ranking import all_of
from pipelines.search.words import Term, asked, places, plain

MOST_LETTERS = 30  # of a query that is tried: for each some fifty other spellings are looked up
MOST_COUNTED = 100
HOW_MANY = f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {MOST_COUNTED})"


def likeliest(index: sqlite3.Connection, row: Term, narrow: Sequence[str]) -> Term | None:
    """The words of most documents that are these but for one slip; None where there are none, or too many letters."""
    slips = _slips(row) if len("".join(row)) <= MOST_LETTERS else ()
    found = ((index.execute(HOW_MANY, [all_of([*tokens, *narrow])]).fetchone()[0], words) for words, tokens in slips)
    count, words = max(found, key=itemgetter(0), default=(0, None))
    return words if count else None


def _slips(row: Term) -> Iterator[tuple[Term, list[str]]]:
    """The words with each other spelling of each of them, and their tokens: this one beside its neighbours."""
    for at, word in enumerate(map(plain, row)):
        for other in sorted(_spellings(word)) if word.isalpha() else ():
            words = (*row[:at], *other.split(), *row[at + 1:])
            beside = words[max(at - 1, 0):len(words) - len(row) + at + 2]
            yield words, [*asked(beside), *map(plain, words)]


def _spellings(word: str) -> set[str]:
    """All that is one slip away from a word.

    >>> [slip in _spellings("khoe") for slip in ("khe", "kheo", "hkoe", "khoet", "thoe", "k hoe", "khoe", "")]
    [True, True, True, True, True, True, False, False]
    """
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {f"{head}{letter}{rest}" for head, tail in cuts for letter in ascii_lowercase for rest in {tail, tail[1:]}}
    found |= {f"{head}{tail[1:2]}{tail[:1]}{tail[2:]}" for head, tail in cuts}
    found |= {f"{head}{tail[1:]}" for head, tail in cuts} | {f"{head} {tail}" for head, tail in cuts[1:-1]}
    return found - {word, ""}


def as_written(text: str, row: Term) -> str:
    """The words as a text writes them.

    >>> as_written("Mô hình “Dân vận\\nkhéo”, 22-CT/TU", ("dan", "van", "kheo"))
    'dân vận khéo'
    """
    parts = (row,) if next(places(text, row), None) else [(word,) for word in row]
    said = " ".join(_first(text, part) for part in parts)
    return said if any(map(str.isdigit, said)) else said.lower()


def _first(text: str, term: Term) -> str:
    start, end = next(places(text, term), (0, 0))
    return " ".join(text[start:end].split() or term)
