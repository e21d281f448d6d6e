"""What a worker does: it takes files, and gives back the rows of their documents, ready for the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import NamedTuple, ParamSpec, TypeVar

from extract import Unreadable
from extract.options import Options
from pipelines.archive import NEVER, File, Selection
from pipelines.doc_ids import digest, stand_in
from pipelines.reading import PASSING, Outcome, failure, load, outcome_of
from pipelines.store import Rows, in_store_form
from pipelines.unpacking import Leaf, leaves
from pipelines.versions import Versions
from pipelines.workers import Alive

# So long, in seconds, a file with many documents is read before its rows so far are handed over; where it takes
# longer to come to the place where it was left (solid archives), at least as long as that.
SLICE = 2.0
PROGRAM = 600.0  # seconds that a program of the system may take for a page or a file
P = ParamSpec("P")
R = TypeVar("R")


class Item(NamedTuple):
    """What is to be taken of a file on disk: its documents from number `start` on, at most `most` of them.

    `known` is the doc_id that it should still have; `trouble` (code, sentence) befell reading before, so that
    the document is to be named only.
    """

    file: File
    start: int = 0
    most: int | None = None
    known: str | None = None
    trouble: tuple[str, str] | None = None


class Taken(NamedTuple):
    """A document that was taken: `rows` are None where the store has them already; `passing`: try again next time."""

    path: str
    doc_id: str
    size: int
    made_by: str
    outcome: str  # ok, partial, failed, copy, unchanged
    error: str | None
    rows: Rows | None
    passing: bool = False
    read_ms: float | None = None
    find_ms: float | None = None


class Report(NamedTuple):
    """What came of an item: `next` is the number of the first document that was not taken, if any is left."""

    doc_id: str
    taken: list[Taken]
    next: int | None
    left_out: int


class Worker(NamedTuple):
    """What a worker knows: how to read, what is wanted, versions in force, the store if it is on this machine."""

    options: Options
    selection: Selection
    versions: Versions
    marks: frozenset[str]
    store: Path | None
    alive: Alive


def worker(options: Options, selection: Selection, versions: Versions, store: Path | None,
           alive: Alive) -> Callable[[tuple[Item, ...]], list[Report]]:
    """What takes the documents of some files; while it works, it calls `alive` in each of them."""
    patient = options._replace(recognise=_patient(options.recognise, alive), convert=_patient(options.convert, alive),
                               to_tar=_patient(options.to_tar, alive))
    return partial(_take_all, Worker(patient, selection, versions, versions.marks(), store, alive))


def _patient(program: Callable[P, R] | None, alive: Alive) -> Callable[P, R] | None:
    """A program of the system may take its time: it has a limit of its own."""
    if program is None:
        return None
    call = program

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        alive(PROGRAM)
        try:
            return call(*args, **kwargs)
        finally:
            alive()

    return run


def _take_all(worker: Worker, items: tuple[Item, ...]) -> list[Report]:
    if worker.store is None:
        return [_take(worker, None, item) for item in items]
    with closing(sqlite3.connect(f"{worker.store.resolve().as_uri()}?mode=ro", uri=True, timeout=30)) as store:
        return [_take(worker, store, item) for item in items]


def _take(worker: Worker, store: sqlite3.Connection | None, item: Item) -> Report:
    worker.alive()
    started = monotonic()
    doc_id, data = load(item.file)
    if doc_id == item.known:
        return Report(doc_id, [Taken(item.file.relative, doc_id, item.file.size, "", "unchanged", None, None)],
                      None, 0)
    taken: list[Taken] = []
    left_out, skipped = 0, 0.0
    for number, leaf in enumerate(leaves(item.file.relative, data, worker.options, worker.selection)):
        if number:
            worker.alive()
        if number < item.start:
            skipped = monotonic() - started
            continue
        if leaf.data is None:
            left_out += 1
        else:
            taken.append(_taken(worker, store, item, doc_id, leaf))
        if leaf.path != item.file.relative and _enough(item, number, monotonic() - started - skipped, skipped):
            return Report(doc_id, taken, number + 1, left_out)
    return Report(doc_id, taken, None, left_out)


def _enough(item: Item, number: int, spent: float, skipped: float) -> bool:
    return spent > max(SLICE, skipped) if item.most is None else number + 1 - item.start >= item.most


def _taken(worker: Worker, store: sqlite3.Connection | None, item: Item, holder: str, leaf: Leaf) -> Taken:
    doc_id, data = _identity(item.file, holder, leaf)
    size = len(data) if isinstance(data, bytes) else item.file.size
    if (mark := _standing(worker, store, doc_id)) and not item.trouble:
        return Taken(leaf.path, doc_id, size, mark, "copy", None, None)
    if item.trouble:
        outcome = failure(leaf.path, doc_id, Unreadable(*item.trouble), data, n_bytes=size)
    else:
        outcome = outcome_of(leaf.path, doc_id, data, worker.options, size, leaf.format)
    return _told(worker.versions, leaf.path, doc_id, size, outcome)


def _identity(file: File, holder: str, leaf: Leaf) -> tuple[str, bytes | Unreadable]:
    """The doc_id of a document: that of its file, or the hash of its own bytes, or that of its place."""
    assert leaf.data is not None
    if leaf.path == file.relative:
        return holder, leaf.data
    if isinstance(leaf.data, bytes):
        return digest(leaf.data), leaf.data
    return stand_in(holder + leaf.path.removeprefix(file.relative)), leaf.data


def _told(versions: Versions, path: str, doc_id: str, size: int, outcome: Outcome) -> Taken:
    facts = outcome.facts
    return Taken(path, doc_id, size, versions.mark(facts.format, facts.status), facts.status, facts.error,
                 in_store_form(outcome.rows), (facts.error or "").startswith(PASSING), facts.read_ms, facts.find_ms)


def _standing(worker: Worker, store: sqlite3.Connection | None, doc_id: str) -> str | None:
    """The mark of a document whose rows are in the store already, made by what is in force."""
    if store is None:
        return None
    rows: Iterator[tuple[str]] = store.execute(
        "SELECT made_by FROM files WHERE doc_id = ? AND mtime_ns <> ?", [doc_id, NEVER])
    return next((mark for (mark,) in islice(rows, 100) if mark in worker.marks), None)
