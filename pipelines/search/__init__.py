"""Full text search over an archive: with or without diacritics, phrases, symbols; newest documents first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence, Set
from contextlib import closing
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.decisions import headers
from pipelines.opening import to_read
from pipelines.search.entries import FIELDS
from pipelines.search.index import NAME, is_behind, update
from pipelines.search.passages import passage
from pipelines.search.ranking import filters, having, ranked
from pipelines.search.readings import Way, own, ways
from pipelines.search.suggestion import as_written, likeliest
from pipelines.search.words import Term, places, side_by_side, terms
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Store

SHOWN = ("doc_id", "path", "status", "doc_type", "symbol", "date", "issuer", "commune", "title")


class Hit(NamedTuple):
    """A document with its best passage: `text[start:end]`, in which `marks` are the words (offsets into the text).

    `exact` where all words stand in it with the very diacritics of the query, or it is the document that the query
    names; `start` and `end` are None where the document has no text.
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
    """The hits of one page, and how many there are in all; about so many, or more, where `exactly` is False.

    `instead` are words that would find something, where a slip of a letter keeps these from it.
    """

    hits: list[Hit]
    total: int
    exactly: bool
    instead: str | None = None


def search(folder: Path, words: str, *, unit: str | None = None, year: int | None = None, type: str | None = None,
           among: Set[str] | None = None, limit: int = 20, offset: int = 0) -> Results:
    """The documents of the archive in `folder` that have all the words, in the order of `ranking.ranked`.

    Words match with any diacritics; "words in quotes" and the parts of a symbol (`22-CT/TU`) must stand side
    by side. Days and numbers of documents are found as they are written, too (`readings`). `unit` is a part of the
    name of a unit or of its issuer, `type` a document type or its abbreviation, `among` the ids of the documents
    that are looked at.
    The index is made at the first search. No words, no hits.
    """
    wanted = terms(words)
    if not wanted:
        return Results([], 0, True)
    if is_behind(folder):
        update(folder)
    said, named, narrow = ways(wanted), own(wanted), filters(unit, year, type)
    with closing(to_read(folder / NAME)) as index, Store(folder / ARCHIVE, read_only=True) as store:
        documents = _Documents(store.db)
        wide = (one for one in ranked(index, said, named, narrow, documents.stands) if among is None or one[0] in among)
        found = islice(wide, offset, offset + limit)
        hits = [_hit(documents, doc_id, exact, said) for doc_id, exact in found if documents.known(doc_id)]
        known, exactly = having(index, said, named, narrow, documents.stands)
        total = len(known if among is None else known & among)
        return Results(hits, total, exactly, None if known else _instead(index, documents, wanted, narrow))


def _instead(index: sqlite3.Connection, documents: _Documents, wanted: Sequence[Term],
             narrow: list[str]) -> str | None:
    row = likeliest(index, side_by_side(wanted), narrow)
    best = row and next(ranked(index, ways([(word,) for word in row]), [], narrow, documents.stands), None)
    return as_written(documents.text(best[0]) or "", row) if row and best else None


class _Documents:
    """What the archive knows of documents that a search looks into, each read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.known = cache(self._known)
        self.text = cache(self._text)
        self.stands = cache(self._stands)

    def _known(self, doc_id: str) -> dict[str, Any] | None:
        """None where the document has gone since the index was made."""
        row = self.db.execute(f"SELECT {', '.join(SHOWN)} FROM documents WHERE doc_id = ?", [doc_id]).fetchone()
        said = headers.as_decided(self.db, [doc_id]).get(doc_id, {})
        return {name: said.get(name, value) for name, value in zip(SHOWN, row, strict=True)} if row else None

    def _text(self, doc_id: str) -> str | None:
        row = self.db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
        return row[0] if row else None

    def _stands(self, doc_id: str, term: Term) -> bool:
        """Whether the term stands word by word in the text, the path, the symbol or the title."""
        known = self.known(doc_id) or {}
        parts = (self.text(doc_id), *(known.get(name) for name in FIELDS["h."]))
        return any(next(places(part, term), None) for part in parts if part)

    def page(self, doc_id: str, at: int) -> int | None:
        """The page on which an offset stands."""
        row = self.db.execute('SELECT page FROM blocks WHERE doc_id = ? AND "start" <= ? '
                              'ORDER BY "start" DESC LIMIT 1', [doc_id, at]).fetchone()
        return row[0] if row else None


def _hit(documents: _Documents, doc_id: str, exact: bool, said: Sequence[Way]) -> Hit:
    known, text = documents.known(doc_id) or {}, documents.text(doc_id)
    if not text:
        return Hit(**known, exact=exact, page=None, start=None, end=None, passage=None, marks=())
    here = (way for way in said if all(next(places(text, term), None) for term in way))
    start, end, marks = passage(text, next(here, said[-1]))
    page = documents.page(doc_id, marks[0][0] if marks else start)
    return Hit(**known, exact=exact, page=page, start=start, end=end, passage=text[start:end], marks=marks)
