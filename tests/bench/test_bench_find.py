"""Speed of the recognizers on real reports repeated to 5 MB; run with `make bench`.

Budgets of DESIGN.md §4: 20 MB/s without underthesea, 8 ms a report of 17 KB with it. `core` is what
finds documents, citations, dates, money, quantities and people; `all` adds models and places.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import (
    Document,
    find,
    find_citations,
    find_dates,
    find_header,
    find_money,
    find_people,
    find_quantities,
    read,
)
from extract.vietnamese import words

FOLDERS = (Path(__file__).resolve().parents[3] / "shared" / "reports",
           Path(__file__).resolve().parents[2] / "corpora" / "sample")
FIVE_MB = 5_000_000

pytestmark = pytest.mark.bench


def core(document: Document) -> None:
    """What issue 2 of the project names: everything but models and places."""
    dates = list(find_dates(document))
    _, fields = find_header(document, dates)
    money = list(find_money(document))
    for found in (find_citations(document, dates), find_quantities(document, money), find_people(document, fields)):
        list(found)


def with_words(document: Document) -> None:
    """The core, and underthesea's words on the clauses that name a document (candidate spans only)."""
    core(document)
    for citation in find_citations(document, list(find_dates(document))):
        words(citation.raw)


PARTS: dict[str, Callable[[Document], Any]] = {
    "dates": lambda document: list(find_dates(document)),
    "citations": lambda document: list(find_citations(document, ())),
    "money": lambda document: list(find_money(document)),
    "core": core, "all": find,
}


@pytest.fixture(scope="module")
def reports() -> list[Document]:
    """Text reports, again and again, until their UTF-8 makes 5 MB."""
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    documents = [read(path) for path in sorted(folder.rglob("*.txt"))]
    return documents * (FIVE_MB // size_of(documents) + 1)


def size_of(documents: list[Document]) -> int:
    return sum(len(document.text.encode()) for document in documents)


def measure(benchmark: Any, run: Callable[[Document], Any], documents: list[Document]) -> None:
    benchmark.pedantic(lambda: [run(document) for document in documents], rounds=3, warmup_rounds=1)
    best = benchmark.stats.stats.min
    benchmark.extra_info["MB/s"] = size_of(documents) / best / 1e6
    benchmark.extra_info["ms a report"] = 1000 * best / len(documents)
    print(f"\n{size_of(documents) / best / 1e6:.1f} MB/s, {1000 * best / len(documents):.2f} ms a report")


@pytest.mark.parametrize("part", PARTS)
def test_recognizers(benchmark: Any, reports: list[Document], part: str) -> None:
    measure(benchmark, PARTS[part], reports)


def test_with_underthesea(benchmark: Any, reports: list[Document]) -> None:
    measure(benchmark, with_words, reports[:20])
