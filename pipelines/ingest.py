"""An archive into the store: every new or changed file is read, its rows take the place of the old ones."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import extract
from pipelines.archive import File, Walk, text, walk
from pipelines.progress import Progress
from pipelines.reading import PASSING, load, outcome_of
from pipelines.schema import TABLES
from pipelines.store import NAME, Known, Store
from pipelines.tables import FOLDER, missing, write_tables

log = logging.getLogger("baocao.ingest")
NEVER = -1  # a time of change that no file has, so that it is read again at the next run


class NothingToRead(Exception):
    """There is no file under the paths given."""


class Summary(NamedTuple):
    """What a run did, and how the archive stands after it."""

    files: Counter[str]  # by outcome: unchanged, moved, copy, ok, partial, failed; and removed
    dropped: int  # documents whose last file is gone
    left_out: int  # hidden and temporary files, links
    written: bool  # whether the tables were written anew
    troubles: list[tuple[str, str, str]]  # status, path, error of what is not whole
    rows: dict[str, int]  # by table


class Run(NamedTuple):
    """What a run knows while it goes: the store, the rules in force, earlier files, documents that stand."""

    store: Store
    rules: str
    known: dict[str, Known]
    standing: set[str]


def ingest(paths: Sequence[Path], out: Path, *, draw: bool = False) -> Summary:
    """Read what is new or changed under `paths` into `out`, and write the tables; `draw` shows a bar."""
    seen = walk(paths, out)
    for folder in seen.closed:
        log.warning("This folder cannot be opened, what is in it was not seen: %s", folder)
    for path in seen.left_out:
        log.debug("left out: %s", path)
    if not seen.files:
        raise NothingToRead(f"There are no files under {', '.join(map(str, paths))}; nothing was done.")
    out.mkdir(parents=True, exist_ok=True)
    with Store(out / NAME) as store:
        run = _begin(store)
        outcomes = _take_all(run, seen.files, draw=draw)
        gone = _gone(run.known, seen, paths)
        dropped = store.forget(gone)
        store.settle_paths()
        written = store.tables_stale or missing(out / FOLDER)
        if written:
            write_tables(store, out / FOLDER)
            store.mark_tables(stale=False)
        return Summary(outcomes + Counter(removed=len(gone)), dropped, len(seen.left_out), written,
                       store.troubles(), {name: store.count(name) for name in TABLES})


def _begin(store: Store) -> Run:
    rules, known = rules_in_force(), store.known()
    standing = {entry.doc_id for entry in known.values()
                if entry.made_by == rules and entry.file.mtime_ns != NEVER}
    return Run(store, rules, known, standing)


def rules_in_force() -> str:
    """A hash of all that decides what is read and found: where it differs, rows are made anew."""
    home = Path(extract.__file__).parent
    files = sorted(chain(home.rglob("*.py"), home.rglob("*.csv"), home.rglob("*.json")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _take_all(run: Run, files: Sequence[File], *, draw: bool) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    by_place: dict[tuple[object, ...], list[Known]] = {}
    for entry in run.known.values():
        by_place.setdefault(entry.file[1:], []).append(entry)
    with Progress(len(files), draw=draw) as progress:
        for file in files:
            progress.begin(file.relative)
            before = run.known.get(file.source) or _moved(by_place.get(file[1:], ()))
            outcome = _take(run, file, before)
            outcomes[outcome] += 1
            progress.end(outcome)
    return outcomes


def _moved(candidates: Iterable[Known]) -> Known | None:
    """The same place, size and time below a root that is gone: the drive has another letter now."""
    return next((known for known in candidates if not known.file.on_disk.exists()), None)


def _take(run: Run, file: File, before: Known | None) -> str:
    """Bring the store up to date with one file; gives what was done (see `Summary.files`)."""
    if before and before.made_by == run.rules and before.file[2:] == file[2:]:
        if before.file == file:
            return "unchanged"
        run.store.link(before._replace(file=file), instead_of=before.file.source)
        return "moved"
    doc_id, data = load(file)
    if doc_id in run.standing:
        run.store.link(Known(file, doc_id, run.rules))
        return "copy"
    facts, rows = outcome_of(file, doc_id, data)
    if (facts.error or "").startswith(PASSING):
        file = file._replace(mtime_ns=NEVER)
    else:
        run.standing.add(doc_id)
    run.store.save(Known(file, doc_id, run.rules), rows)
    return facts.status


def _gone(known: Iterable[str], seen: Walk, paths: Sequence[Path]) -> list[str]:
    """Files of earlier runs that are no longer under a PATH given now.

    A PATH without any file is more likely a drive that is not there: nothing is dropped for it. Neither is
    what lies in a folder that could not be opened.
    """
    here = {file.source for file in seen.files}
    tops = [top for top in (text(path.resolve()) for path in paths) if _any_below(here, top)]
    return sorted(source for source in known if source not in here
                  and any(_below(source, top) for top in tops)
                  and not any(_below(source, folder) for folder in seen.closed))


def _any_below(sources: Iterable[str], top: str) -> bool:
    return any(_below(source, top) for source in sources)


def _below(source: str, top: str) -> bool:
    return source == top or source.startswith(f"{top.rstrip('/')}/")
