"""The page for those who program: every example gives what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelines.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
REPORT = "Quảng Trị/Huyện Hướng Hóa/Xã Tân Lập/2023/BC 118 Dan van kheo 2023 xa Tan Lap.docx"


# In a process of its own, as a reader types it: what DuckDB keeps until its end is not mixed with that of other tests,
# whose libraries would hold on to it and let it report leaks.
PROGRAM = """import doctest, sys
found = doctest.testfile(sys.argv[1], module_relative=False, encoding="utf-8",
                         optionflags=doctest.NORMALIZE_WHITESPACE)
sys.exit(found.failed or found.attempted <= 10)"""


@pytest.mark.parametrize("page", ["docs/python.md"])
def test_examples(page: str, tmp_path: Path) -> None:
    if find_spec("duckdb") is None:
        pytest.skip("duckdb is not installed")
    copy = tmp_path / "corpora" / "sample" / REPORT
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / "corpora" / "sample" / REPORT, copy)
    ingest([tmp_path / "corpora"], tmp_path / "results")
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", PROGRAM, ROOT / page], cwd=tmp_path, text=True,
                          encoding="utf-8", capture_output=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "leaked" not in done.stderr
