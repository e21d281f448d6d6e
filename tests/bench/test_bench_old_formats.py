"""How long RTF and OpenDocument texts of 17 KB take: `make bench`. Budgets: 4 ms, 2 ms."""

from __future__ import annotations

import time

import pytest

from extract.readers import odt, rtf
from tests import odt_files, rtf_files
from tests.bench.test_bench_docx import SENTENCE

NOISE = 4  # times the budget: machines are noisy
RTF = rtf_files.rtf_file(
    "".join(rf"\pard\s1 Phần {n}\par\pard {SENTENCE}{{\b 5 mô hình }}{SENTENCE}\par " for n in range(24))
    + rtf_files.row(*["1.250.000"] * 4) * 20
)
ODT = odt_files.odt_file(
    "".join(
        odt_files.p(f"Phần {n}", "h", "text:outline-level='1'")
        + odt_files.p(f"{SENTENCE}<text:span text:style-name='B'>5 mô hình </text:span>{SENTENCE}")
        for n in range(24)
    )
    + odt_files.table(*[odt_files.cell("1.250.000") * 4] * 20)
)
READERS = {"rtf": (rtf.read, RTF, 4.0), "odt": (odt.read, ODT, 2.0)}

pytestmark = pytest.mark.bench


@pytest.mark.parametrize("format", READERS)
def test_readers(benchmark, format: str) -> None:  # type: ignore[no-untyped-def]
    read, data, budget = READERS[format]
    reading = benchmark(read, data)
    times = []
    for _ in range(30):
        before = time.process_time()
        read(data)
        times.append((time.process_time() - before) * 1000)
    benchmark.extra_info["KB of text"] = sum(len(piece.text.encode()) for piece in reading.pieces) // 1024
    benchmark.extra_info["CPU ms"] = min(times)
    assert min(times) < NOISE * budget
