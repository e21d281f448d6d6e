"""An archive into the store: every new or changed file is read, its rows take the place of the old ones."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines import cluster, upkeep
from pipelines.archive import Walk, walk
from pipelines.decisions import changed
from pipelines.ingest.plan import Before, Plan, plan
from pipelines.ingest.run import Run
from pipelines.ingest.settings import Settings
from pipelines.languages import say
from pipelines.layout import row_counts
from pipelines.progress import Progress
from pipelines.settling import settle
from pipelines.store import NAME, Store
from pipelines.upkeep import AlreadyRunning, alone
from pipelines.versions import in_force

__all__ = ["AlreadyRunning", "NothingToRead", "Settings", "Summary", "ingest", "rehearse"]

log = logging.getLogger("baocao.ingest")
MUCH = 2000  # documents that were read: to start a process for their index takes less than it saves
TOLD = ("documents", "citations", "dates", "money", "quantities", "people")


class NothingToRead(Exception):
    """There is no file under the paths given."""


class Summary(NamedTuple):
    """What a run did, and how the archive stands after it."""

    files: Counter[str]  # by outcome: unchanged, moved, copy, ok, partial, failed; and removed
    dropped: int  # documents whose last file is gone
    left_out: int  # hidden and temporary files, links, what was not asked for
    written: bool  # whether the tables were written anew
    troubles: list[tuple[str, str, str]]  # status, path, error of what is not whole
    rows: dict[str, int]  # by table
    waiting: int = 0  # files that --limit or --sample left for another run
    stopped: bool = False  # whether it was broken off
    opened: int = 0  # files that hold others


def ingest(paths: Sequence[Path | str], out: Path, settings: Settings | None = None, *, draw: bool = False) -> Summary:
    """Read what is new or changed under `paths` into `out`, and write the tables; `draw` shows a bar.

    A path that is a str is an address of storage elsewhere (`s3://bucket/archive`). Raises `NothingToRead`, and
    `AlreadyRunning` where another run has the same `out`; `cluster.NoCluster` where a cluster or storage is no help.
    """
    settings = settings or Settings()
    seen = _seen(paths, out, settings)
    out.mkdir(parents=True, exist_ok=True)
    with alone(out), Store(out / NAME) as store:
        versions = in_force(settings.options)
        before = Before(store.known(), store.insides(), versions.marks())
        todo = plan(seen, paths, settings, before)
        run = Run(store, settings, versions, before, out)
        try:
            dropped = _carry_out(run, todo, draw=draw)
        except KeyboardInterrupt:
            return _summary(run, seen, todo)._replace(stopped=True)
        settle(store)
        with store.transaction():
            changed.note(store.db)
        written = upkeep.write(store, out, beside=settings.several and run.outcomes.total() >= MUCH)
        return _summary(run, seen, todo)._replace(dropped=dropped, written=written)


def rehearse(paths: Sequence[Path | str], out: Path, settings: Settings | None = None) -> Plan:
    """What a run would do; nothing is written. Raises `NothingToRead`."""
    settings = settings or Settings()
    seen = _seen(paths, out, settings)
    marks = in_force(settings.options).marks()
    if not (out / NAME).is_file():
        return plan(seen, paths, settings, Before({}, {}, marks))
    with Store(out / NAME, read_only=True) as store:
        return plan(seen, paths, settings, Before(store.known(), store.insides(), marks))


def _seen(paths: Sequence[Path | str], out: Path, settings: Settings) -> Walk:
    seen = walk([path for path in paths if isinstance(path, Path)], out, settings.selection)
    for address in (path for path in paths if isinstance(path, str)):
        more = _elsewhere(address, settings)
        seen.files.extend(more.files)
        seen.left_out.extend(more.left_out)
    for folder in seen.closed:
        log.warning("%s", say("This folder cannot be opened, what is in it was not seen: {}", folder))
    for path in seen.left_out:
        log.debug("left out: %s", path)
    if not seen.files:
        raise NothingToRead(say("There are no files to read under {}; nothing was done.", ", ".join(map(str, paths))))
    return seen


def _elsewhere(address: str, settings: Settings) -> Walk:
    cluster.require("fsspec")
    from pipelines.cluster import storage  # comes with an extra

    return storage.walk(address, settings.selection)


def _carry_out(run: Run, todo: Plan, *, draw: bool) -> int:
    """Gives the number of documents that are gone."""
    store = run.store
    with store.transaction():
        for entry, old in todo.moved:
            store.link(entry, instead_of=old)
    with Progress(len(todo.items), draw=draw) as progress:
        run.take(todo.items, progress)
    for source in todo.gone:
        if source in run.before.insides:
            store.forget_insides(source)
    return store.forget(todo.gone)


def _summary(run: Run, seen: Walk, todo: Plan) -> Summary:
    known = Counter(unchanged=todo.unchanged, moved=len(todo.moved), removed=len(todo.gone))
    rows = row_counts(run.store.db)
    return Summary(run.outcomes + known, 0, len(seen.left_out) + run.left_out, False, run.store.troubles(),
                   {name: rows[name] for name in TOLD}, todo.waiting, opened=run.opened)
