"""20,000 reports with 200,000 citations: a fifth of the budget of 100,000 (`make bench`)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.made_reports import make_reports

# In a process of its own: the highest marks of memory, its own and its workers', are the audit's alone.
RUN = """
import json, resource, sys, time
from pathlib import Path
from pipelines.audit import audit
if __name__ == "__main__":
    started = time.perf_counter()
    audit(Path(sys.argv[1]))
    took = time.perf_counter() - started
    own, below = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([took, own.ru_utime + below.ru_utime, own.ru_maxrss / 1024, below.ru_maxrss / 1024]))
"""
REPORTS, SECONDS, MEGABYTES = 20_000, 36, 500


@pytest.mark.bench
def test_an_audit_of_20000_reports(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    directory, root = make_reports(tmp_path / "archive", REPORTS), Path(__file__).resolve().parents[2]
    (tmp_path / "run.py").write_text(RUN, encoding="utf-8")
    run = benchmark.pedantic(subprocess.run, ([sys.executable, str(tmp_path / "run.py"), str(directory)],),
                             {"capture_output": True, "check": True, "cwd": root}, rounds=1)
    took, cpu, own, worker = json.loads(run.stdout)
    print(f"\n{REPORTS:,} reports: {took:.1f} s, {cpu:.1f} s of CPU, {own:.0f} MB and {worker:.0f} MB a worker")
    assert took < SECONDS
    assert own + 2 * worker < MEGABYTES
