"""Processes that do the work and may die of it: whatever a file does to one, the run goes on.

The only importer of pebble.

Each process watches itself: it ends where a task gives no sign of life within the limit, where it takes too
much memory, and where its parent is gone. What it last did stands in a file of its own, so that the parent
knows a time limit from a crash, and where it happened.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import time
from types import TracebackType
from typing import Any, Generic, NamedTuple, Protocol, Self, TextIO, TypeVar

from pebble import ProcessExpired, ProcessPool

Task = TypeVar("Task")
Result = TypeVar("Result")

MEMORY = 2 * 2**30  # bytes of address space for one worker: its files, their trees and texts, and its libraries
MOST_TASKS = 200  # then a worker is replaced: what libraries leak goes with it
GRACE = 30.0  # seconds without any sign of life beyond the limit, then all workers are replaced
AT_ONCE = 4  # tasks that wait in the pool for each worker
TIMED_OUT = "Timeout ("  # how faulthandler begins what it says then


class Alive(Protocol):
    """A sign of life: the time limit begins anew, for once with another limit."""

    def __call__(self, limit: float | None = None) -> None:
        """Go on."""


Make = Callable[[Alive], Callable[[Task], Result]]


class Ended(NamedTuple, Generic[Task, Result]):
    """A task and its result, or what befell it: a code (crashed, timeout, memory, bug, lost), a sentence, and where."""

    task: Task
    result: Result | None
    code: str = ""
    words: str = ""
    where: str = ""


class Inline(Generic[Task, Result]):
    """No workers: all is done in this process, and what goes wrong there is seen."""

    def __init__(self, make: Make[Task, Result]) -> None:
        """`make` gives the function that does a task."""
        self.work, self.waiting = make(lambda limit=None: None), list[Task]()

    def __enter__(self) -> Self:
        """Nothing to start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to stop."""

    @property
    def free(self) -> bool:
        """Whether it is time to give a task."""
        return not self.waiting

    @property
    def busy(self) -> bool:
        """Whether any task is not done."""
        return bool(self.waiting)

    def give(self, task: Task) -> None:
        """Take a task."""
        self.waiting.append(task)

    def next(self) -> Ended[Task, Result]:
        """Do it."""
        task = self.waiting.pop()
        return Ended(task, self.work(task))


class Crew(Generic[Task, Result]):
    """Worker processes; `make`, called in each of them, gives the function that does a task."""

    def __init__(self, make: Make[Task, Result], workers: int, limit: float, patience: float = 0.0) -> None:
        """`limit`: seconds without a sign of life in a task; `patience`: the longest other limit it may ask for."""
        self.make, self.workers, self.limit = make, workers, limit
        self.longest = max(limit, patience) + GRACE
        self.ended: SimpleQueue[Future[Result]] = SimpleQueue()
        self.tasks: dict[Future[Result], Task] = {}

    def __enter__(self) -> Self:
        """Start."""
        self.folder = tempfile.TemporaryDirectory(prefix="baocao-")
        self._start()
        return self

    def _start(self) -> None:
        self.last = time()
        self.pool = ProcessPool(self.workers, MOST_TASKS, _begin, (self.make, self.limit, self.folder.name),
                                multiprocessing.get_context("spawn"))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Wait for the workers to end; after an error, end them at once."""
        if kind or self.tasks:
            self._end_at_once()
        else:
            self.pool.close()  # type: ignore[no-untyped-call]
            self.pool.join()
        self.folder.cleanup()

    def _end_at_once(self) -> None:
        """Pebble asks before it kills, and waits three seconds for each that does not hear."""
        self.pool.stop()  # type: ignore[no-untyped-call]
        here = {path.name for path in Path(self.folder.name).iterdir()}
        for child in multiprocessing.active_children():
            if str(child.pid) in here:
                child.kill()
        self.pool.join()

    @property
    def free(self) -> bool:
        """Whether it is time to give a task."""
        return len(self.tasks) < AT_ONCE * self.workers

    @property
    def busy(self) -> bool:
        """Whether any task is not done."""
        return bool(self.tasks)

    def give(self, task: Task) -> None:
        """Take a task."""
        future: Future[Result] = self.pool.schedule(_do, (task,))
        self.tasks[future] = task
        future.add_done_callback(self.ended.put)

    def next(self) -> Ended[Task, Result]:
        """What ends first; where nothing ends and no worker gives a sign of life, all begin anew."""
        while True:
            try:
                future = self.ended.get(timeout=1.0)
            except Empty:
                if time() - max([self.last, *self._signs()]) < self.longest:
                    continue
                return self._lost(next(iter(self.tasks)))
            if future in self.tasks:
                self.last = time()
                return self._told(future)

    def _signs(self) -> Iterable[float]:
        return (path.stat().st_mtime for path in Path(self.folder.name).iterdir())

    def _told(self, future: Future[Result]) -> Ended[Task, Result]:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            return self._lost(future)
        task = self.tasks.pop(future)
        if error is None:
            return Ended(task, future.result())
        if isinstance(error, ProcessExpired):
            return Ended(task, None, *_last_words(Path(self.folder.name), error))
        if isinstance(error, MemoryError):
            return Ended(task, None, "memory", f"Reading the file takes more than {MEMORY >> 20:,} MB of memory.")
        return Ended(task, None, "bug", f"The program failed at this file ({type(error).__name__}: {error}).")

    def _lost(self, future: Future[Result]) -> Ended[Task, Result]:
        """Begin anew, with all tasks but one, which is told: someone must see that it is not the same one for ever."""
        task = self.tasks.pop(future)
        others = list(self.tasks.values())
        self.tasks.clear()
        self._end_at_once()
        self._start()
        for other in others:
            self.give(other)
        return Ended(task, None, "lost", "The process that read the file was lost.")


def _last_words(folder: Path, error: ProcessExpired) -> tuple[str, str, str]:
    """Whether a worker ended because of the time limit or crashed, and where, by what it left."""
    note = folder / str(error.pid)
    words = note.read_text(encoding="utf-8", errors="replace") if note.exists() else ""
    note.unlink(missing_ok=True)
    where = next((line.strip() for line in words.splitlines() if line.startswith("  File")), "")
    if words.startswith(TIMED_OUT):
        return "timeout", "Reading the file did not come to an end within the time limit.", where
    return "crashed", f"Reading the file made the program crash (status {error.exitcode}).", where


# Below: what happens in a worker.

_work: Callable[[Any], Any]
_end_watch: Callable[[], None]


def _begin(make: Make[Any, Any], limit: float, folder: str) -> None:
    """Set a worker up."""
    global _work, _end_watch
    note = (Path(folder) / str(os.getpid())).open("w", encoding="utf-8")
    faulthandler.enable(note)
    _limit_memory()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    alive = partial(_sign, note, limit)
    _end_watch = faulthandler.cancel_dump_traceback_later
    _work = make(alive)


def _do(task: Any) -> Any:
    try:
        return _work(task)
    finally:
        _end_watch()  # the result may have to wait until the parent can take it


def _sign(note: TextIO, usual: float, limit: float | None = None) -> None:
    """The watch is a thread of the interpreter: it ends even a process whose Python code cannot run any more."""
    faulthandler.dump_traceback_later(limit or usual, exit=True, file=note)
    os.utime(note.name)


def _limit_memory() -> None:
    """Only the soft limit: programs that a worker starts may raise theirs."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
