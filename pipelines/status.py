"""How an archive stands, from its store alone: files, formats, failures by code, the slowest files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.decisions import written
from pipelines.languages import say
from pipelines.store import NAME, Store

SLOWEST = 10
CODE = "substr(error, 1, instr(error || ':', ':') - 1)"


class Status(NamedTuple):
    """`formats` and `failures` are rows as in the tables that `tables_of` names; times are milliseconds."""

    files: int
    in_archives: int
    documents: int
    formats: list[tuple[str, int, int, int, int, float]]
    failures: list[tuple[str, str, int, str]]
    slowest: list[tuple[float, str]]
    tables_are_older: bool
    decisions_waiting: int  # what people decided and the tables do not have yet


def look(folder: Path) -> Status:
    """How the archive in `folder` stands; a run that is going on is not disturbed."""
    with Store(folder / NAME, read_only=True) as store:
        formats = store.db.execute(
            "SELECT coalesce(format, '?'), count(*), sum(status = 'ok'), sum(status = 'partial'), "
            "sum(status = 'failed'), coalesce(round(avg(read_ms + coalesce(find_ms, 0)), 1), 0) "
            "FROM documents GROUP BY format ORDER BY 2 DESC, 1").fetchall()
        failures = store.db.execute(
            f"SELECT status, {CODE}, count(*), min(path) FROM documents WHERE status <> 'ok' "
            "GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2").fetchall()
        slowest = store.db.execute(
            "SELECT round(read_ms + coalesce(find_ms, 0), 1), path FROM documents WHERE read_ms IS NOT NULL "
            "ORDER BY 1 DESC, 2 LIMIT ?", [SLOWEST]).fetchall()
        return Status(store.count("files"), store.count("inside"), store.count("documents"), formats, failures,
                      slowest, store.tables_stale, written.waiting(store.db))


def tables_of(status: Status) -> Iterator[tuple[str, Sequence[str], list[tuple[Any, ...]]]]:
    """What is printed: title, heads and rows of each table."""
    tables = ("older than the archive: run `baocao ingest` to its end" if status.tables_are_older
              else "older than what was decided: run `baocao overview`" if status.decisions_waiting else "up to date")
    yield "archive", ("what", "count"), [
        (say("files"), status.files), (say("of them inside others"), status.in_archives),
        (say("documents"), status.documents), (say("tables"), say(tables))]
    yield "formats", ("format", "documents", "ok", "partial", "failed", "ms each"), list(status.formats)
    yield "not whole", ("status", "code", "documents", "for example"), list(status.failures)
    yield "slowest", ("ms", "path"), list(status.slowest)
