"""The workers of a Dask cluster as a crew: it takes the same tasks, and tells the same ends, as `workers.Crew`."""

from __future__ import annotations

import logging
from collections import deque
from contextlib import ExitStack
from queue import Empty, SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Self

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from pipelines.cluster import NoCluster
from pipelines.cluster.reader import NAME, Reader, Shard, Task, ended_of, read_part
from pipelines.languages import say
from pipelines.taking import Report
from pipelines.workers import Ended

log = logging.getLogger("baocao.cluster")
LOCAL = "local:"
MOST_FILES, MOST_BYTES = 400, 64 * 2**20  # in one part
EACH = 4  # parts for each thread at least, so that all end together
AT_ONCE = 2  # parts that are on their way for each thread
PATIENCE = 30  # seconds until the scheduler must answer, and a worker be there
QUIET = 120.0  # seconds without any part, then it is told how many workers there are


class ClusterCrew:
    """Made for one run over so many files, all of which lie where the workers see them."""

    def __init__(self, address: str, task: Task, files: int) -> None:
        """`address` is that of a scheduler, or `local:N` for N worker processes on this machine."""
        self.address, self.task, self.files = address, task, files
        self.pending: list[Shard] = []
        self.sent: dict[Future[str], tuple[str, list[Shard]]] = {}
        self.came: SimpleQueue[Future[str]] = SimpleQueue()
        self.ended: deque[Ended[Shard, list[Report]]] = deque()
        self.number = 0
        self.opened = ExitStack()

    def __enter__(self) -> Self:
        """Connect, and set the workers up. Raises `NoCluster`."""
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self.client = self._connected()
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
            self.client.register_plugin(Reader(self.task))
        except TimeoutError as error:
            self._close()
            raise NoCluster(say("No worker has joined the scheduler at {}.", self.address)) from error
        except RuntimeError as error:
            self._close()
            raise NoCluster(str(error)) from error
        self.task.parts.clear()
        self.threads = self._threads()
        self.most = max(1, min(MOST_FILES, self.files // (EACH * self.threads)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Leave the cluster as it was."""
        if self.client.status == "running":
            self.client.cancel(list(self.sent))
            if not kind:
                self.client.unregister_worker_plugin(NAME)
        self._close()
        self.task.parts.clear()

    def _close(self) -> None:
        self.client.close(timeout=2)
        self.opened.close()

    def _connected(self) -> Client:
        if self.address.startswith(LOCAL) and (count := self.address.removeprefix(LOCAL)).isdigit():
            # The workers start processes of their own, which daemons may not; neither may those that replace them.
            self.opened.enter_context(dask.config.set({"distributed.worker.daemon": False}))
            self.local = LocalCluster(int(count), threads_per_worker=1, memory_limit=0, dashboard_address=None,
                                      silence_logs=logging.CRITICAL)
            return Client(self.opened.enter_context(self.local))
        try:
            return Client(self.address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise NoCluster(say("No scheduler answers at {}; start one with `dask scheduler`, or use local:N.",
                                self.address)) from error

    @property
    def free(self) -> bool:
        """Whether it is time to give a task."""
        return len(self.sent) < AT_ONCE * self.threads

    @property
    def busy(self) -> bool:
        """Whether any task is not done."""
        return bool(self.pending or self.sent or self.ended)

    def give(self, task: Shard) -> None:
        """Take a task; enough of them make a part."""
        self.pending.append(task)
        items = [item for shard in self.pending for item in shard]
        if len(items) >= self.most or sum(item.file.size for item in items) > MOST_BYTES:
            self._send()

    def _send(self) -> None:
        self.number += 1
        name, shards = f"{self.number:08}.msgpack", self.pending
        self.pending = []
        future = self.client.submit(read_part, name, shards, key=f"{NAME}-{self.client.id}-{name}", pure=False)
        self.sent[future] = name, shards
        future.add_done_callback(self.came.put)

    def next(self) -> Ended[Shard, list[Report]]:
        """What ended first."""
        if self.pending and not self.ended:
            self._send()
        while not self.ended:
            future = self._arrived()
            name, shards = self.sent.pop(future)
            self.ended.extend(self._told(future, name, shards))
        return self.ended.popleft()

    def _arrived(self) -> Future[str]:
        last = monotonic()
        while True:
            try:
                return self.came.get(timeout=1.0)
            except Empty:
                if self.client.status != "running":
                    raise NoCluster(_gone(self.address)) from None
            if monotonic() - last > QUIET:
                last = monotonic()
                log.warning("%s", say("Waiting for the cluster; workers there now: {}.", len(self.client.nthreads())))

    def _told(self, future: Future[str], name: str, shards: list[Shard]) -> list[Ended[Shard, list[Report]]]:
        if future.status == "finished":
            self.threads = self._threads()
            return ended_of(self.task.parts.take(name), shards)
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):  # several workers ended while they read these
            return [Ended(sum(shards, ()), None, "lost", "The process that read the file was lost.")]
        raise NoCluster(str(error) if error else _gone(self.address))

    def _threads(self) -> int:
        """Workers come and go."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))


def _gone(address: str) -> str:
    return say("The scheduler at {} is gone; run again: what was done is kept.", address)
