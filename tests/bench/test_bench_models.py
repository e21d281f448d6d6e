"""100,000 models in 5,000 reports: the workbook in 60 s and 500 MB (`make bench`, or pytest with -s to see it)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.made_models import make_archive

# In a process of its own: the highest mark of memory is the workbook's alone.
RUN = """
import json, sys, time
from pathlib import Path
from pipelines.models_by_commune import write_workbook
started = time.perf_counter()
write_workbook(Path(sys.argv[1]))
took = time.perf_counter() - started
try:
    import resource
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    most = 0
print(json.dumps([took, most]))
"""
SECONDS, MEGABYTES = 60, 500


@pytest.mark.bench
def test_a_workbook_of_100000_models(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    directory = make_archive(tmp_path)
    root = Path(__file__).resolve().parents[2]
    run = benchmark.pedantic(subprocess.run, ([sys.executable, "-c", RUN, str(directory)],),
                             {"capture_output": True, "check": True, "cwd": root}, rounds=1)
    took, most = json.loads(run.stdout)
    print(f"\n100,000 models in 5,000 reports: {took:.1f} s, {most:.0f} MB")

    assert took <= SECONDS
    assert most <= MEGABYTES
