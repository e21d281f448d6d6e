"""The commands that turn a folder into its workbook, one after the other, each a process of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import Any, NamedTuple

from pipelines.begin.folders import Wanted
from pipelines.mistakes import in_words

# The command, and what is said while it runs.
STEPS = (("ingest", "Đọc các tệp"), ("models", "Lập sổ mô hình theo xã"), ("audit", "Kiểm tra văn bản được viện dẫn"))
PROGRAM = (sys.executable, "-P", "-m", "pipelines.cli", "--json-log", "--lang", "vi")
RUNNING, DONE, FAILED, STOPPED = "running", "done", "failed", "stopped"
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows a console would flash up


class State(NamedTuple):
    """How a job stands. `total` is None until the files are counted; `summary`: the closing words of reading."""

    phase: str = RUNNING
    step: int = 0
    total: int | None = None
    done: int = 0
    failed: int = 0
    latest: str = ""
    summary: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0


class Job:
    """One run of all the steps, in a thread that waits for their processes."""

    def __init__(self, wanted: Wanted, ready: Callable[[Path], None],
                 steps: Sequence[tuple[str, str]] = STEPS) -> None:
        """Start; `ready` is called with the folder of results when all is done."""
        self.wanted, self.ready, self.steps = wanted, ready, steps
        self._state, self._lock, self._began = State(), Lock(), monotonic()
        self._process: subprocess.Popen[str] | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """How it stands now."""
        with self._lock:
            return self._state

    def stop(self) -> None:
        """End it; what was read is stored, and the next job goes on from there."""
        self._tell(phase=STOPPED)
        with self._lock:
            if self._process:
                self._process.terminate()
        self._thread.join(20)

    def _tell(self, **changes: Any) -> None:
        with self._lock:
            if self._state.phase == RUNNING:
                self._state = self._state._replace(**changes, seconds=monotonic() - self._began)

    def _run(self) -> None:
        try:
            for number, (command, _) in enumerate(self.steps):
                self._tell(step=number, latest="")
                if not self._done(command):
                    return
            self.ready(self.wanted.out)
        except (OSError, sqlite3.Error) as error:
            self._tell(phase=FAILED, error=in_words(error) or str(error))
        self._tell(phase=DONE)

    def _done(self, command: str) -> bool:
        """Run a command to its end; gives whether it went well."""
        places = ([str(self.wanted.archive), "--out", str(self.wanted.out)] if command == "ingest"
                  else [str(self.wanted.out)])
        with self._lock:
            if self._state.phase != RUNNING:
                return False
            self._process = subprocess.Popen(
                [*PROGRAM, command, *places], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", creationflags=NO_WINDOW,
                env={**os.environ, "PYTHONUTF8": "1"})
        with self._process as process:
            last = ""
            for line in process.stderr or ():
                last = line.strip() or last
                self._heard(last)
        if process.returncode:
            self._tell(phase=FAILED, error=last)
        return not process.returncode

    def _heard(self, line: str) -> None:
        """What a line of the log tells; one that is no JSON is a mistake told in words."""
        said = _read(line)
        if "total" in said:
            self._tell(total=said["total"])
        elif "outcome" in said:
            failed = self.state.failed + (said["outcome"] == "failed")
            self._tell(done=said["files_done"], failed=failed, latest=said["path"])
        elif said.get("logger") == "baocao.report":
            self._tell(done=self.state.total or 0, summary=(*self.state.summary, said["message"]))


def _read(line: str) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
