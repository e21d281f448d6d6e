"""The audit of an archive: every report by every check, then the reports against each other.

Findings go into the store and `tables/findings.parquet`; workbook, page and network are written from there. It
looks at no clock: the same archive and register give the same bytes.
"""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import NamedTuple

import msgspec

from extract.records import Finding
from pipelines.audit.ignored import ignored_in
from pipelines.audit.links import Facts, facts_of, index, lay_out, save
from pipelines.audit.report import Choice, write_reports
from pipelines.audited_report import reports
from pipelines.checks import findings
from pipelines.checks.archive import archive_findings
from pipelines.checks.case import Case
from pipelines.layout import insert
from pipelines.register import Register, load
from pipelines.register.suggest import write_suggestions
from pipelines.schema import TABLES, Row, to_store
from pipelines.store import NAME, Store

WORTH_WORKERS, BATCH = 1_500, 100  # fewer documents are done before a second process has begun
DOCUMENTS = "SELECT doc_id FROM documents WHERE status <> 'failed' ORDER BY path, doc_id"
TABLE = TABLES["findings"]


class Audited(NamedTuple):
    """The files that were written, and how many findings there are by severity; silenced ones do not count."""

    paths: list[Path]
    counts: Counter[str]


def audit(directory: Path, registers: Sequence[Path] = (), *, as_of: str | None = None,
          rules: Iterable[str] = (), min_severity: str = "info") -> Audited:
    """Audit the archive. `rules` and `min_severity` choose what workbook and page show, `as_of` is the day on
    which cited documents must hold (that of each report, if not said). Raises `BadRegister` for a bad register."""
    register = load(registers)
    with Store(directory / NAME) as store:
        with store.transaction():
            _find(store.db, directory / NAME, tuple(registers), as_of)
        silenced = ignored_in(store.db)
        choice = Choice(frozenset(rules), min_severity, silenced)
        paths = write_reports(store, directory, register, tuple(registers), choice)
        return Audited(paths, _counts(store.db, choice))


def _find(db: sqlite3.Connection, path: Path, registers: tuple[Path, ...], as_of: str | None) -> None:
    """All findings and facts into the store, in the place of those of an earlier run."""
    doc_ids = [doc_id for (doc_id,) in db.execute(DOCUMENTS)]
    put = insert(TABLE)
    db.execute("DELETE FROM findings")
    lay_out(db)
    for found, facts in _all(path, registers, as_of, doc_ids):
        db.executemany(put, found)
        save(db, facts)
    index(db)
    db.executemany(put, _rows(archive_findings(db)))


Result = tuple[list[Row], Facts]


def _rows(found: Iterable[Finding]) -> list[Row]:
    """Findings as the store keeps them."""
    return list(map(to_store(TABLE), map(msgspec.structs.astuple, found)))


def _all(path: Path, registers: tuple[Path, ...], as_of: str | None, doc_ids: list[str]) -> Iterator[Result]:
    """The findings and facts of every report, in order; by several processes where that is worth it."""
    work = partial(_audit_batch, path, registers, as_of)
    batches = [doc_ids[at:at + BATCH] for at in range(0, len(doc_ids), BATCH)]
    if len(doc_ids) < WORTH_WORKERS or (cpu_count() or 1) < 2:
        yield from chain.from_iterable(map(work, batches))
        return
    # Spawned: a fork would take the open store along. Each loads the register, which takes it a second.
    with ProcessPoolExecutor(min(cpu_count() or 1, 8), mp_context=get_context("spawn")) as pool:
        for at in range(0, len(batches), 64):  # so that finished work never piles up in memory
            yield from chain.from_iterable(pool.map(work, batches[at:at + 64]))


def _audit_batch(path: Path, registers: tuple[Path, ...], as_of: str | None, doc_ids: list[str]) -> list[Result]:
    register = _register(registers)
    gc.freeze()  # register and patterns stay: they need not be looked through at every collection
    with Store(path, read_only=True) as store:
        cases = (Case(report, register) for report in reports(store.db, doc_ids, as_of))
        return [(_rows(findings(case)), facts_of(case)) for case in cases]


@cache
def _register(registers: tuple[Path, ...]) -> Register:
    return load(registers)


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
