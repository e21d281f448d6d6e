"""Speed of the recognizers on real reports repeated to 5 MB; run with `make bench`.

Budgets of DESIGN.md §4: 20 MB/s without underthesea, 8 ms a report of 17 KB with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract import find, read
from extract.document import Document

FOLDERS = (Path(__file__).resolve().parents[3] / "shared" / "reports",
           Path(__file__).resolve().parents[2] / "corpora" / "sample")
FIVE_MB = 5_000_000

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def reports() -> list[Document]:
    """Text reports, again and again, until their UTF-8 makes 5 MB."""
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    documents = [read(path) for path in sorted(folder.rglob("*.txt"))]
    size = sum(len(document.text.encode()) for document in documents)
    return documents * (FIVE_MB // size + 1)


def test_all_recognizers(benchmark: Any, reports: list[Document]) -> None:
    size = sum(len(document.text.encode()) for document in reports)
    benchmark.pedantic(lambda: [find(document) for document in reports], rounds=3, warmup_rounds=1)
    benchmark.extra_info["MB/s"] = size / benchmark.stats.stats.min / 1e6
    benchmark.extra_info["ms a report"] = 1000 * benchmark.stats.stats.min / len(reports)
