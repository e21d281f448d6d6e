"""How far a run has come: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import logging
from time import monotonic
from types import TracebackType
from typing import Self

from pipelines import terminal

log = logging.getLogger("baocao.progress")
SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """Counts files; told where each begins and ends, it knows which one a bug has stopped at."""

    def __init__(self, total: int, *, draw: bool = False) -> None:
        """Of `total` files; `draw` says whether as a bar."""
        self.bar = terminal.bar(total) if draw else None
        self.total, self.done, self.failed, self.current = total, 0, 0, ""
        self.started = self.spoken = monotonic()

    def __enter__(self) -> Self:
        """Show the bar."""
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        """Take the bar away; a bug is not held up, but the file it came from is named."""
        if self.bar:
            self.bar.stop()
        if error is not None:
            log.error("Stopped at %s; the %s files before it are stored. Run again to go on.",
                      self.current, self.done)

    def begin(self, path: str) -> None:
        """The file now being read."""
        self.current = path

    def end(self, outcome: str) -> None:
        """It is done."""
        self.done += 1
        self.failed += outcome == "failed"
        log.debug("%s: %s", self.current, outcome, extra={"data": {"path": self.current, "outcome": outcome}})
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
        left = (self.total - self.done) / max(self.rate, 1e-6)
        return (f"{self.done:,} of {self.total:,} files, {self.rate:,.0f} a second, {self.failed:,} failed, "
                f"about {left:,.0f} s left")
