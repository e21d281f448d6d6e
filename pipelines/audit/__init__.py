"""The audit of an archive: every report by every check, then the reports against each other.

Findings go into the store and `tables/findings.parquet`; workbook, page and network are written from there. It
looks at no clock: the same archive and register give the same bytes.
"""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.records import Finding
from pipelines.audit.ignored import ignored_in
from pipelines.audit.links import STILL_THERE, Facts, facts_of, index, lay_out, publish, save
from pipelines.audit.report import Choice, Hand, loaded, write_reports
from pipelines.checks import findings
from pipelines.checks.archive import archive_findings
from pipelines.checks.case import Case
from pipelines.layout import insert
from pipelines.register.suggest import write_suggestions
from pipelines.schema import TABLES, Row, to_store
from pipelines.store import NAME, Store
from pipelines.stored_reports import reports

WORTH_WORKERS, BATCH, AHEAD = 1_500, 100, 32  # fewer documents are done before a second process has begun
DOCUMENTS = "SELECT doc_id FROM documents WHERE status <> 'failed' ORDER BY path, doc_id"
TABLE = TABLES["findings"]
PUT = insert(TABLE).replace(TABLE.name, "audit_found", 1)


class Audited(NamedTuple):
    """The files that were written, and how many findings there are by severity; silenced ones do not count."""

    paths: list[Path]
    counts: Counter[str]


def audit(directory: Path, registers: Sequence[Path] = (), *, as_of: str | None = None,
          rules: Iterable[str] = (), min_severity: str = "info") -> Audited:
    """Audit the archive. `rules` and `min_severity` choose what workbook and page show, `as_of` is the day on
    which cited documents must hold (that of each report, if not said). Raises `BadRegister` for a bad register."""
    register = loaded(tuple(registers))
    with Store(directory / NAME) as store:
        doc_ids = [doc_id for (doc_id,) in store.db.execute(DOCUMENTS)]
        with _crew(len(doc_ids)) as crew:
            _check(store, _all(partial(_audit_batch, store.path, tuple(registers), as_of), doc_ids, crew))
        with _crew(len(doc_ids)) as crew:  # anew: the memory of the first has been given back
            hand = Hand(crew, tuple(registers)) if crew else None
            _compare(store)
            choice = Choice(frozenset(rules), min_severity, ignored_in(store.db))
            paths = write_reports(store, directory, register, choice, hand)
        return Audited(paths, _counts(store.db, choice))


@contextmanager
def _crew(documents: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes to share the work, where it is worth it. Spawned: a fork would take the open store along."""
    if documents < WORTH_WORKERS or (cpu_count() or 1) < 2:
        yield None
        return
    with ProcessPoolExecutor(min(cpu_count() or 1, 8), mp_context=get_context("spawn")) as crew:
        yield crew


Result = tuple[list[Row], Facts]


def _check(store: Store, results: Iterable[Result]) -> None:
    """The findings and facts of every report into tables of this connection alone: nobody who decides about a row
    meanwhile has to wait."""
    db = store.db
    lay_out(db)
    db.execute(f"CREATE TEMP TABLE audit_found AS SELECT * FROM {TABLE.name} WHERE 0")
    db.execute("BEGIN")
    for found, facts in results:
        db.executemany(PUT, found)
        save(db, facts)
    db.execute("COMMIT")


def _compare(store: Store) -> None:
    """The findings on reports against each other; then all into the store, at once, in the place of those of an
    earlier run."""
    db = store.db
    index(db)
    db.executemany(PUT, _rows(archive_findings(db)))
    with store.transaction():
        db.execute(f"DELETE FROM {TABLE.name}")
        db.execute(f"INSERT INTO {TABLE.name} SELECT * FROM audit_found WHERE {STILL_THERE} ORDER BY rowid")
        publish(db)


def _rows(found: Iterable[Finding]) -> list[Row]:
    """Findings as the store keeps them."""
    return list(map(to_store(TABLE), map(msgspec.structs.astuple, found)))


def _all(work: Callable[[list[str]], list[Result]], doc_ids: list[str],
         crew: ProcessPoolExecutor | None) -> Iterator[Result]:
    """The findings and facts of every report, in order."""
    batches = [doc_ids[at:at + BATCH] for at in range(0, len(doc_ids), BATCH)]
    if crew is None:
        yield from chain.from_iterable(map(work, batches))
        return
    waiting: deque[Future[list[Result]]] = deque()
    for batch in batches:
        waiting.append(crew.submit(work, batch))
        if len(waiting) == AHEAD:  # so that finished work never piles up in memory
            yield from waiting.popleft().result()
    for last in waiting:
        yield from last.result()


def _audit_batch(path: Path, registers: tuple[Path, ...], as_of: str | None, doc_ids: list[str]) -> list[Result]:
    register = loaded(registers)
    gc.freeze()  # register and patterns stay: they need not be looked through at every collection
    with Store(path, read_only=True) as store:
        cases = (Case(report, register) for report in reports(store.db, doc_ids, as_of))
        return [(_rows(findings(case)), facts_of(case)) for case in cases]


def _counts(db: sqlite3.Connection, choice: Choice) -> Counter[str]:
    rows = db.execute('SELECT rule, severity, doc_id, "start", raw FROM findings')
    return Counter(severity for rule, severity, *where in rows
                   if choice.shows(rule, severity) and (where[0], rule, where[1], where[2]) not in choice.silenced)


def suggest_register(directory: Path) -> Path:
    """Write `register_suggestions.csv`: documents that many reports cite alike and the register does not know."""
    path = directory / "register_suggestions.csv"
    with Store(directory / NAME, read_only=True) as store:
        write_suggestions(store.db, path)
    return path
