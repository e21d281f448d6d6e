"""How far a run has come: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import logging
from time import monotonic
from types import TracebackType
from typing import Self

from pipelines import terminal
from pipelines.languages import say
from pipelines.taking import Taken

log = logging.getLogger("baocao.progress")
documents = logging.getLogger("baocao.documents")  # a line for each, with --verbose and --json-log
SECONDS_BETWEEN_LINES = 5.0
ENOUGH = 0.1  # of the files, before it is said how long the others will take: the largest come first


class Progress:
    """Counts files on disk as they are done, and tells of each document in them."""

    def __init__(self, total: int, *, draw: bool = False) -> None:
        """Of `total` files; `draw` says whether as a bar."""
        self.bar = terminal.bar(total) if draw else None
        self.total, self.done, self.failed = total, 0, 0
        self.latest = ""  # the file that was begun last
        self.started = self.spoken = monotonic()

    def __enter__(self) -> Self:
        """Show the bar."""
        documents.debug("%s", say("{} files to read", self.total), extra={"data": {"total": self.total}})
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Take the bar away; nothing is held up."""
        if self.bar:
            self.bar.stop()
        if error is not None and self.latest:
            log.warning("%s", say("Stopped at {}; {} of {} files are done and stored. Run again to go on.", self.latest,
                                  self.done, self.total))

    def document(self, taken: Taken) -> None:
        """A document is stored."""
        self.failed += taken.outcome == "failed"
        said = {"path": taken.path, "outcome": taken.outcome, "error": taken.error, "doc_id": taken.doc_id,
                "bytes": taken.size, "read_ms": taken.read_ms, "find_ms": taken.find_ms, "files_done": self.done}
        documents.debug("%s: %s", taken.path, taken.outcome, extra={"data": said})

    def end(self) -> None:
        """A file is done, with all that it holds."""
        self.done += 1
        if self.bar:
            self.bar.update(self.bar.task_ids[0], completed=self.done, rate=self.rate, failed=self.failed)
        elif monotonic() - self.spoken >= SECONDS_BETWEEN_LINES:
            self.spoken = monotonic()
            log.info("%s", self.line())

    @property
    def rate(self) -> float:
        """Files a second so far."""
        return self.done / max(monotonic() - self.started, 1e-6)

    def line(self) -> str:
        """The state in words."""
        line = say("{} of {} files, {} a second, {} failed", self.done, self.total, round(self.rate), self.failed)
        if self.done < ENOUGH * self.total:
            return line
        return line + say(", about {} s left", round((self.total - self.done) / max(self.rate, 1e-6)))
