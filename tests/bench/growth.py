"""How time grows with the archive: every command over 1,000 documents, 10,000, ... Markdown to standard output.

    python -m tests.bench.growth 1000 10000

CPU seconds of the command with all its processes (the machine may be busy with other things), and the largest
memory of one process. Models are written beside export and audit, so that no core is idle.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.bench.made_archive import write_archive

PROGRAM = """import json, resource, runpy, sys, time
sys.argv = sys.argv[1:]
started = time.perf_counter()
try:
    runpy.run_module("pipelines.cli", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([sum(one.ru_utime + one.ru_stime for one in both), time.perf_counter() - started,
                  max(one.ru_maxrss for one in both) / 1024]), file=sys.stderr)
"""
COMMANDS = {
    "ingest": ("ingest", "{archive}", "--out", "{out}", "--ocr", "never", "--workers", "2"),
    "second run, nothing new": ("ingest", "{archive}", "--out", "{out}", "--ocr", "never"),
    "export to CSV": ("export", "{out}", "--format", "csv"),
    "models": ("models", "{out}"),
    "audit": ("audit", "{out}"),
    "overview": ("overview", "{out}"),
    "search": ("search", "{out}", "dân vận khéo"),
}


class Cost(NamedTuple):
    """What a command took: CPU seconds, seconds on the clock, MB of its largest process."""

    cpu: float
    wall: float
    memory: float


def cost(*command: str) -> Cost:
    done = subprocess.run([sys.executable, "-c", PROGRAM, "baocao", *command, "--quiet"], check=True,
                          capture_output=True, text=True)
    return Cost(*json.loads(done.stderr.splitlines()[-1]))


# What is run beside what, each column one after the other: they read the same archive and do not touch each other.
ROUNDS = ((("ingest",),), (("second run, nothing new",),), (("models",), ("export to CSV", "audit")), (("overview",),),
          (("search",),))


def measure(count: int) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory(prefix="baocao-bench-") as name, ThreadPoolExecutor() as threads:
        places = {"archive": str(write_archive(Path(name, "kho"), count)), "out": str(Path(name, "out"))}
        costs: dict[str, Cost] = {}

        def run(column: tuple[str, ...]) -> None:
            for what in column:
                costs[what] = cost(*(part.format(**places) for part in COMMANDS[what]))
                print(f"{count} {what}: {costs[what]}", file=sys.stderr, flush=True)
        for columns in ROUNDS:
            list(threads.map(run, columns))
        store = sum(path.stat().st_size for path in Path(name, "out").glob("*.db"))
        tables = sum(path.stat().st_size for path in Path(name, "out", "tables").iterdir())
        print(f"{count}: databases {store / 2**20:.0f} MB, tables {tables / 2**20:.0f} MB", file=sys.stderr)
    return costs


def table(measured: dict[int, dict[str, Cost]]) -> str:
    """A row a command: CPU seconds at each size, milliseconds a document at the largest, its memory."""
    sizes = sorted(measured)
    lines = [f"| CPU seconds | {' | '.join(f'{size:,}' for size in sizes)} | ms a document | MB |",
             f"| --- |{' --- |' * (len(sizes) + 2)}"]
    for what in COMMANDS:
        costs = [measured[size][what] for size in sizes]
        each = " | ".join(f"{one.cpu:.1f}" for one in costs)
        lines.append(f"| {what} | {each} | {costs[-1].cpu / sizes[-1] * 1000:.2f} | {costs[-1].memory:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table({count: measure(count) for count in map(int, sys.argv[1:])}))
