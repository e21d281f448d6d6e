"""The page for those who program: every example gives what it says."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

from pipelines.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
REPORT = "Quảng Trị/Huyện Hướng Hóa/Xã Tân Lập/2023/BC 118 Dan van kheo 2023 xa Tan Lap.docx"


@pytest.mark.parametrize("page", ["docs/python.md"])
def test_examples(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    copy = tmp_path / "corpora" / "sample" / REPORT
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / "corpora" / "sample" / REPORT, copy)
    ingest([tmp_path / "corpora"], tmp_path / "results")
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8",
                              optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 10 and result.failed == 0
