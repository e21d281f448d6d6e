"""Full text search over an archive: with or without diacritics, phrases, symbols; newest documents first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.search.index import NAME, is_missing, update
from pipelines.search.passages import passage
from pipelines.search.words import Term, has_diacritics, places, plain, side_by_side, sound, terms
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Store

MOST_COUNTED = 1000
SHOWN = ("doc_id", "path", "status", "doc_type", "symbol", "date", "issuer", "commune", "title")


class Hit(NamedTuple):
    """A document with its best passage: `text[start:end]`, in which `marks` are the words (offsets into the text).

    `exact` where all words stand in it with the very diacritics of the query; `start` and `end` are None where
    the document has no text.
    """

    doc_id: str
    path: str
    status: str
    doc_type: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    commune: str | None
    title: str | None
    exact: bool
    page: int | None
    start: int | None
    end: int | None
    passage: str | None
    marks: tuple[tuple[int, int], ...]


class Results(NamedTuple):
    """The hits of one page, and how many there are in all; counting ends at `MOST_COUNTED`."""

    hits: list[Hit]
    total: int


def search(folder: Path, words: str, *, unit: str | None = None, year: int | None = None, type: str | None = None,
           limit: int = 20, offset: int = 0) -> Results:
    """The documents of the archive in `folder` that have all the words.

    Words match with any diacritics; "words in quotes" and the parts of a symbol (`22-CT/TU`) must stand side
    by side. First come documents where all words stand side by side, among
    them exact ones, among them those with the words in title, symbol or path, among them the newest. `unit` is
    a part of the name of a unit or of its issuer, `type` a document type or its abbreviation. The index is made
    at the first search. No words, no hits.
    """
    wanted = terms(words)
    if not wanted:
        return Results([], 0)
    if is_missing(folder):
        update(folder)
    narrow = _filters(unit, year, type)
    with closing(sqlite3.connect(f"{(folder / NAME).resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as index, \
            Store(folder / ARCHIVE, read_only=True) as store:
        found = islice(_ranked(index, wanted, narrow), offset, offset + limit)
        hits = [hit for doc_id, exact in found if (hit := _hit(store.db, doc_id, exact, wanted))]
        return Results(hits, _count(index, [_anywhere(wanted), *narrow]))


def _filters(unit: str | None, year: int | None, type: str | None) -> list[str]:
    """Each filter as words that a column of the index must have."""
    asked = (("unit", unit), ("year", year), ("kind", type))
    phrases = [(column, terms(f'"{value}"')) for column, value in asked if value]
    return [f"{column} : {_all(phrase)}" for column, phrase in phrases if phrase]


def _anywhere(wanted: Sequence[Term]) -> str:
    return f"{{text head}} : {_all(wanted)}"


def _all(wanted: Sequence[Term]) -> str:
    """All terms as an expression of FTS5; letters and digits alone get into it, so it is always a right one.

    >>> _all([("đảng", "ủy"), ("khéo",)])
    '("dang uy" AND "kheo")'
    """
    phrases = (f'"{plain(" ".join(term))}"' for term in wanted)
    return f"({' AND '.join(phrases)})"


def _ranked(index: sqlite3.Connection, wanted: Sequence[Term], narrow: list[str]) -> Iterator[tuple[str, bool]]:
    """The documents in their order, read one by one; with whether they are exact."""
    seen: set[str] = set()
    for parts, is_exact in _stages(wanted):
        for doc_id, in index.execute(
                "SELECT e.doc_id FROM words w CROSS JOIN entries e ON e.row = w.rowid "
                "WHERE words MATCH ? AND e.doc_id IS NOT NULL ORDER BY w.rowid DESC", [_both(parts + narrow)]):
            if doc_id not in seen:
                seen.add(doc_id)
                yield doc_id, is_exact


def _stages(wanted: Sequence[Term]) -> Iterator[tuple[list[str], bool]]:
    """What is asked of the index, the best first; without diacritics in the query all hits are exact."""
    sounds = sorted({f'"{sound(word)}"' for term in wanted for word in term if word.isalpha()})
    kinds = [([f"exact : ({' AND '.join(sounds)})"], True), ([], False)] if has_diacritics(wanted) else [([], True)]
    for together in dict.fromkeys(((side_by_side(wanted),), tuple(wanted))):
        for parts, is_exact in kinds:
            yield [f"head : {_all(together)}", *parts], is_exact
            yield [_anywhere(together), *parts], is_exact


def _both(parts: Sequence[str]) -> str:
    return " AND ".join(f"({part})" for part in parts)


def _count(index: sqlite3.Connection, parts: list[str]) -> int:
    (count,) = index.execute(
        "SELECT count(*) FROM (SELECT 1 FROM words w CROSS JOIN entries e ON e.row = w.rowid WHERE words MATCH ? "
        "AND e.doc_id IS NOT NULL LIMIT ?)", [_both(parts), MOST_COUNTED]).fetchone()
    return int(count)


def _hit(archive: sqlite3.Connection, doc_id: str, exact: bool, wanted: Sequence[Term]) -> Hit | None:
    """The hit, as the archive has it now; None where the document has gone since."""
    row = archive.execute(f"SELECT {', '.join(SHOWN)} FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
    if row is None:
        return None
    known: dict[str, Any] = {**dict(zip(SHOWN, row, strict=True)), "exact": exact}
    (text,) = archive.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone() or (None,)
    if not text:
        return Hit(**known, page=None, start=None, end=None, passage=None, marks=())
    together = side_by_side(wanted)
    start, end, marks = passage(text, [together] if next(places(text, together), None) else wanted)
    at = marks[0][0] if marks else start
    (page,) = archive.execute('SELECT page FROM blocks WHERE doc_id = ? AND "start" <= ? ORDER BY "start" DESC LIMIT 1',
                              [doc_id, at]).fetchone() or (None,)
    return Hit(**known, page=page, start=start, end=end, passage=text[start:end], marks=marks)
