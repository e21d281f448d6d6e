"""The line that says how far a run has come."""

from __future__ import annotations

import pytest

from pipelines import progress
from pipelines.progress import Progress


@pytest.mark.parametrize(("done", "line"), [
    (0, "0 of 200 files, 0 a second, 0 failed"), (19, "19 of 200 files, 2 a second, 0 failed"),
    (20, "20 of 200 files, 2 a second, 0 failed, about 90 s left"),
    (200, "200 of 200 files, 20 a second, 0 failed, about 0 s left"),
])
def test_how_long_it_takes_is_said_when_enough_is_done(monkeypatch: pytest.MonkeyPatch, done: int, line: str) -> None:
    """The largest files are read first: what they took says little of the others."""
    clock = iter([100.0])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock, 110.0))
    how_far = Progress(200)
    how_far.done = done
    assert how_far.line() == line
