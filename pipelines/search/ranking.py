"""Which documents have the words, in the order in which they are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from pipelines.search.readings import Way
from pipelines.search.words import Term, asked, has_diacritics, sound, terms

MOST_COUNTED = 1000
MOST_LOOKED_INTO = 100  # texts; more would take longer than a clerk should wait
ROWS = ("SELECT e.doc_id FROM words w CROSS JOIN entries e ON e.row = w.rowid "
        "WHERE words MATCH ? AND e.doc_id IS NOT NULL ORDER BY w.rowid DESC LIMIT ?")
ALL = -1

# Whether a document has a term word by word, which its pairs of words alone do not tell.
Stands = Callable[[str, Term], bool]


def filters(unit: str | None, year: int | None, kind: str | None) -> list[str]:
    """The tokens of a part of a unit's or issuer's name, of a year, of a document type."""
    given = (("u.", unit), ("y.", year), ("k.", kind))
    return [token for letter, value in given if value
            for term in terms(f'"{value}"') for token in asked(term, letter)]


def ranked(index: sqlite3.Connection, ways: Sequence[Way], own: list[str], narrow: list[str],
           stands: Stands) -> Iterator[tuple[str, bool]]:
    """The documents, read one by one; with whether they are exact.

    First the very document that the query names (`readings.own`), then way by way (`readings.ways`); of each first
    exact ones, among them those with the words in title, symbol or path, among them the newest.
    """
    given: set[str] = set()
    for doc_id, in index.execute(ROWS, [all_of([*own, *narrow]), ALL]) if own else ():
        given.add(doc_id)
        yield doc_id, True
    for way in ways:
        long = [term for term in way if len(term) > 2]
        bound = MOST_LOOKED_INTO if long and way is not ways[-1] else ALL
        found = _in_stages(index, _stages(way), narrow, bound)
        for doc_id, is_exact in islice(found, bound if bound > 0 else None):
            if doc_id not in given and all(stands(doc_id, term) for term in long):
                given.add(doc_id)
                yield doc_id, is_exact


def _in_stages(index: sqlite3.Connection, stages: Sequence[tuple[list[str], bool]], narrow: list[str],
               bound: int) -> Iterator[tuple[str, bool]]:
    """What each stage finds, at most `bound` of it, and nothing twice."""
    seen: set[str] = set()
    if index.execute(ROWS, [all_of([*stages[-1][0], *narrow]), 1]).fetchone():  # the last is the widest
        for tokens, is_exact in stages:
            for doc_id, in index.execute(ROWS, [all_of([*tokens, *narrow]), bound]):
                if doc_id not in seen:
                    seen.add(doc_id)
                    yield doc_id, is_exact


def _stages(way: Way) -> list[tuple[list[str], bool]]:
    """What is asked of the index, the best first; where the query has no diacritics, all hits are exact."""
    words = [token for term in way for token in asked(term)]
    in_head = [token for term in way for token in asked(term, "h.")]
    heard = [f"x.{heard}" for term in way for heard in map(sound, term) if heard]
    # A syllable that is heard stands there without its diacritics, too: only pairs and numbers are asked for besides.
    beside = [token for term in way if len(term) > 1 or not sound(term[0]) for token in asked(term)]
    exact = has_diacritics(way)
    return [*(((in_head + heard, True), (beside + heard, True)) if exact else ()), (in_head, not exact),
            (words, not exact)]


def all_of(tokens: Sequence[str]) -> str:
    """All tokens, as an expression of FTS5; they are of letters, digits and `_.`, so it is always a right one.

    >>> all_of(["dan_van", "y.2024"])
    '"dan_van" AND "y.2024"'
    """
    return " AND ".join(f'"{token}"' for token in dict.fromkeys(tokens))


def having(index: sqlite3.Connection, ways: Sequence[Way], own: list[str], narrow: list[str],
           stands: Stands) -> tuple[set[str], bool]:
    """The documents that are named or have the words in any way, `MOST_COUNTED` of them; whether it is these exactly
    or about."""
    known = {doc_id for doc_id, in index.execute(ROWS, [all_of([*own, *narrow]), MOST_COUNTED])} if own else set[str]()
    exactly = len(known) < MOST_COUNTED
    for way in ways[:0:-1] or ways:  # what has the words side by side has them apart
        found, all_of_them = _in_one_way(index, way, narrow, stands)
        known |= found
        exactly &= all_of_them
    return known, exactly


def _in_one_way(index: sqlite3.Connection, way: Way, narrow: list[str], stands: Stands) -> tuple[set[str], bool]:
    """The documents that have the words in one way, and whether these are they exactly."""
    expression = all_of([token for term in way for token in asked(term)] + narrow)
    found = {doc_id for doc_id, in index.execute(ROWS, [expression, MOST_COUNTED])}
    long = [term for term in way if len(term) > 2]
    if not long:
        return found, len(found) < MOST_COUNTED
    if len(found) > MOST_LOOKED_INTO:
        return found, False
    return {doc_id for doc_id in found if all(stands(doc_id, term) for term in long)}, True
