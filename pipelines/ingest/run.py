"""Taking files, by workers or not, and putting what they give into the store: the only place that writes there."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extract import Unreadable
from pipelines import cluster, taking
from pipelines.archive import NEVER, File
from pipelines.doc_ids import hash_of
from pipelines.ingest.plan import Before
from pipelines.ingest.settings import Settings
from pipelines.progress import Progress
from pipelines.reading import failure
from pipelines.store import Known, Store, in_store_form
from pipelines.taking import PROGRAM, Item, Report, Taken
from pipelines.versions import Versions
from pipelines.workers import Crew, Ended, Inline

if TYPE_CHECKING:
    from pipelines.cluster.crew import ClusterCrew

log = logging.getLogger("baocao.ingest")
Shard = tuple[Item, ...]
# Files that go to a worker at once: small ones together, so that the way there and back costs little.
MOST_FILES, MOST_BYTES = 16, 2**20
# After trouble in a file with many documents, so many are taken one by one before it goes on as usual.
ONE_BY_ONE = 64
MOST_LOST = 20  # times in a row that all workers were lost: then something else is wrong
# What a worker runs; it is given by name, so that a test may give another.
WORKER: Callable[..., Callable[[Shard], list[Report]]] = taking.worker


class Run:
    """A run while it goes on: what was done so far, and what is known of files that hold others."""

    def __init__(self, store: Store, settings: Settings, versions: Versions, before: Before, out: Path) -> None:
        """Nothing is done yet."""
        self.store, self.settings, self.versions, self.before = store, settings, versions, before
        self.out = out
        self.standing = before.standing()
        self.outcomes: Counter[str] = Counter()
        self.left_out = self.opened = self.lost = 0
        self.seen_inside: dict[str, set[str]] = {}
        self.holders: dict[str, Known] = {}
        self.singles: Counter[str] = Counter()

    def take(self, items: list[Item], progress: Progress) -> None:
        """Take all of them."""
        workers = self.settings.workers_for([item.file.size for item in items]) if items else 0
        waiting = deque(shards(items) if workers or self.settings.cluster else ((item,) for item in items))
        with self._crew(items, min(workers, len(waiting))) as crew:
            while waiting or crew.busy:
                while waiting and crew.free:
                    progress.latest = waiting[0][0].file.relative
                    crew.give(waiting.popleft())
                waiting.extendleft(self._settle(crew.next(), progress))

    def _crew(self, items: list[Item], workers: int,
              ) -> Crew[Shard, list[Report]] | Inline[Shard, list[Report]] | ClusterCrew:
        if self.settings.cluster and items:
            return self._cluster(items)
        options = self.settings.options
        make = partial(WORKER, options, self.settings.selection, self.versions, self.store.path)
        return Crew(make, workers, self.settings.timeout, self._patience()) if workers else Inline(make)

    def _patience(self) -> float:
        options = self.settings.options
        return PROGRAM if any((options.recognise, options.convert, options.to_tar)) else 0.0

    def _cluster(self, items: list[Item]) -> ClusterCrew:
        cluster.require("distributed", "fsspec")
        from pipelines.cluster import crew, reader, storage  # come with an extra

        settings, roots = self.settings, tuple(sorted({item.file.root for item in items}))
        task = reader.Task(WORKER, settings.options, settings.selection, self.versions, settings.timeout,
                           self._patience(), roots, storage.parts_for(self.out, settings.parts))
        return crew.ClusterCrew(settings.cluster or "", task, len(items))

    def _settle(self, ended: Ended[Shard, list[Report]], progress: Progress) -> list[Shard]:
        """Store what a worker gave; gives what is still to be done, the next first to the left."""
        if ended.result is None:
            return list(self._again(ended, progress))
        self.lost = 0
        pairs = zip(ended.task, ended.result, strict=True)
        with self.store.transaction():
            stored = [self._store(item.file, report) for item, report in pairs]
        rest = [self._told(item, report, progress) for item, report in zip(ended.task, stored, strict=True)]
        return [(item,) for item in rest if item]

    def _again(self, ended: Ended[Shard, list[Report]], progress: Progress) -> Iterator[Shard]:
        """What befell a worker may be the fault of one file: each is tried alone, and named if it fails again."""
        log.debug("%s: %s %s", ", ".join(item.file.relative for item in ended.task), ended.words, ended.where,
                  extra={"data": {"code": ended.code, "where": ended.where}})
        self.lost += ended.code == "lost"
        if self.lost > MOST_LOST:
            raise RuntimeError("The workers end as soon as they begin.")
        for item in ended.task:
            if item.most is None:
                self.singles[item.file.source] = ONE_BY_ONE
                yield (item._replace(most=1),)
            elif item.trouble is None:
                code = "crashed" if ended.code == "lost" else ended.code
                yield (item._replace(trouble=(code, ended.words)),)
            else:
                self._give_up(item, progress)

    def _store(self, file: File, report: Report) -> Report:
        """Gives the report of what was really done: of two with the same bytes, one is the copy of the other."""
        taken = [self._put(file, one, whole=report.next is None) for one in report.taken]
        if report.next is None:
            self._finish(file, report.doc_id)
        return report._replace(taken=taken)

    def _put(self, on_disk: File, taken: Taken, *, whole: bool) -> Taken:
        """A document, with its rows where the store lacks them; what is not whole yet is read again next time."""
        if taken.outcome == "unchanged":
            return taken
        inside = taken.path != on_disk.relative
        mtime_ns = NEVER if taken.passing or not (inside or whole) else on_disk.mtime_ns
        entry = Known(File(on_disk.root, taken.path, taken.size, mtime_ns), taken.doc_id, taken.made_by)
        container = on_disk.source if inside else None
        if container:
            self.seen_inside.setdefault(container, set()).add(entry.file.source)
        else:
            self.holders[on_disk.source] = entry
        if taken.rows is None or taken.doc_id in self.standing:
            self.store.link(entry, container=container)
            return taken._replace(outcome="copy", rows=None)
        self.store.put(entry, taken.rows, container)
        if not taken.passing:
            self.standing.add(taken.doc_id)
        return taken

    def _finish(self, file: File, doc_id: str) -> None:
        """A file that holds others is known as a whole only now; what it held once and does not hold now goes."""
        inside = self.seen_inside.pop(file.source, set())
        own = self.holders.pop(file.source, None)
        if inside:
            self.opened += 1
            made_by = own.made_by if own else self.versions.mark("archive", "ok")
            self.store.link(Known(file, own.doc_id if own else doc_id, made_by))
        if file.source in self.before.insides:
            self.store.forget_insides(file.source, but=inside)

    def _told(self, item: Item, report: Report, progress: Progress) -> Item | None:
        """Count and tell what is stored; gives what is left of the file."""
        self.left_out += report.left_out
        for taken in report.taken:
            self.outcomes[taken.outcome] += 1
            progress.document(taken)
        if report.next is None:
            progress.end()
            return None
        self.singles[item.file.source] -= 1
        most = 1 if item.trouble is None and self.singles[item.file.source] > 0 else None
        return Item(item.file, start=report.next, most=most)

    def _give_up(self, item: Item, progress: Progress) -> None:
        """Not even the name of the document could be had: the file is one row, with what is inside so far."""
        error = Unreadable(*(item.trouble or ("crashed", "")))
        doc_id, path = hash_of(item.file), item.file.relative
        outcome = failure(path, doc_id, error, error, n_bytes=item.file.size)
        taken = Taken(path, doc_id, item.file.size, self.versions.mark(outcome.facts.format, "failed"), "failed",
                      str(error), in_store_form(outcome.rows))
        with self.store.transaction():
            report = self._store(item.file, Report(doc_id, [taken], None, 0))
        self._told(item, report, progress)


def shards(items: Iterable[Item]) -> Iterator[Shard]:
    """The items in portions; files that are large go alone, and first, so that no worker ends with one."""
    items = list(items)
    yield from ((item,) for item in items if item.file.size > MOST_BYTES)
    portion: list[Item] = []
    size = 0
    for item in items:
        if item.file.size > MOST_BYTES:
            continue
        if portion and (len(portion) == MOST_FILES or size + item.file.size > MOST_BYTES):
            yield tuple(portion)
            portion, size = [], 0
        portion.append(item)
        size += item.file.size
    if portion:
        yield tuple(portion)
