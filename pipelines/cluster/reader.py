"""What happens on a Dask worker: shards of files are read by a crew of its own, as on one machine."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
from distributed import Worker, WorkerPlugin, get_worker

from extract.options import Options
from pipelines import bsdtar, ocr, office
from pipelines.archive import Selection, is_address
from pipelines.cluster.storage import Parts
from pipelines.taking import Item, Report, Taken
from pipelines.versions import Versions, in_force
from pipelines.workers import Crew, Ended

Shard = tuple[Item, ...]
NAME = "baocao"


class Task(NamedTuple):
    """How files are to be read, and where what is found goes."""

    work: Callable[..., Callable[[Shard], list[Report]]]
    options: Options
    selection: Selection
    versions: Versions
    timeout: float
    patience: float
    roots: tuple[str, ...]  # where files lie; a worker must see them all
    parts: Parts


class Reader(WorkerPlugin):
    """The crews of one Dask worker: one process for each of its threads, kept from shard to shard."""

    name = NAME

    def __init__(self, task: Task) -> None:
        """Sent to every worker, those that join later too."""
        self.task = task

    def setup(self, worker: Worker) -> None:
        """Raises `RuntimeError` where this worker would not read as the others do."""
        self.crews: list[Crew[Shard, list[Report]]] = []
        self.idle: list[Crew[Shard, list[Report]]] = []
        self.folder = TemporaryDirectory(prefix="baocao-")
        self.options = _here(self.task.options, Path(self.folder.name))
        self.trouble = _trouble(self.task, self.options)
        if self.trouble:
            raise RuntimeError(f"Worker {worker.address}: {self.trouble}")

    def teardown(self, worker: Worker) -> None:
        """The run is over, or the worker ends."""
        for crew in self.crews:
            crew.__exit__(None, None, None)
        self.folder.cleanup()

    def read(self, shards: list[Shard]) -> list[Ended[Shard, list[Report]]]:
        """What came of each shard, in the order in which they ended."""
        if self.trouble:
            raise RuntimeError(self.trouble)
        crew = self.idle.pop() if self.idle else self._start()
        waiting, ended = shards[::-1], []
        while waiting or crew.busy:
            while waiting and crew.free:
                crew.give(waiting.pop())
            ended.append(crew.next())
        self.idle.append(crew)
        return ended

    def _start(self) -> Crew[Shard, list[Report]]:
        task = self.task
        make = partial(task.work, self.options, task.selection, task.versions, None)
        crew = Crew(make, 1, task.timeout, task.patience).__enter__()
        self.crews.append(crew)
        return crew


def _here(options: Options, folder: Path) -> Options:
    """The same, with the programs of this machine."""
    return options._replace(recognise=ocr.recogniser(folder / ocr.NAME) if options.recognise else None,
                            convert=office.converter() if options.convert else None,
                            to_tar=bsdtar.to_tar() if options.to_tar else None)


def _trouble(task: Task, options: Options) -> str | None:
    """Why this worker cannot take part."""
    if multiprocessing.current_process().daemon:
        return "it may not start processes; start it with DASK_DISTRIBUTED__WORKER__DAEMON=False."
    if in_force(options) != task.versions:
        return "its baocao, or its programs (tesseract, LibreOffice, bsdtar), are others than on this machine."
    hidden = next((root for root in task.roots if not (is_address(root) or Path(root).is_dir())), None)
    return f"it does not see {hidden}; files must lie where all machines see them." if hidden else None


def read_part(name: str, shards: list[Shard]) -> str:
    """Read shards and write what was found as a part; gives its name. It is done once, however often it is begun."""
    reader = get_worker().plugins[NAME]
    assert isinstance(reader, Reader)
    if not reader.task.parts.has(name):
        places = {id(shard): place for place, shard in enumerate(shards)}
        found = [(places[id(one.task)], *one[1:]) for one in reader.read(shards)]
        reader.task.parts.write(name, msgspec.msgpack.encode(found))
    return name


def ended_of(data: bytes, shards: list[Shard]) -> list[Ended[Shard, list[Report]]]:
    """What a part says of its shards."""
    return [Ended(shards[place], None if reports is None else list(map(_report, reports)), *trouble)
            for place, reports, *trouble in msgspec.msgpack.decode(data)]


def _report(values: list[Any]) -> Report:
    doc_id, taken, next_one, left_out = values
    return Report(doc_id, [Taken(*one) for one in taken], next_one, left_out)
