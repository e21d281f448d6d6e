"""Blind reports: written with their gold before any recognizer had seen them, by a writer who knew no rule.

First runs (F1 of symbols, of symbols with their day, with their issuer; of amounts; of models; right owners):

    first   12 reports  0.99  0.98  0.92   0.95   0.90   0.72
    second   8 reports  0.97  0.96  0.97   1.00   0.97   0.72  (one symbol of the gold was wrong: 12-HD/BDVTU)
    third    4 reports  1.00  1.00  1.00   0.98   0.67   0.22
    fourth  12 reports  1.00  0.99  0.97   0.94   0.84   0.49
    fifth   10 reports  0.99  0.99  0.98   0.87   0.79   0.40  (by then the causes of the fourth were mended in part)
    sixth   10 reports  0.96  0.98  0.93   0.90   0.81   0.49
    seventh  7 reports  1.00  1.00  1.00   0.93   0.84   0.61  (written for the state in which the six had been mended)
    eighth   9 reports  0.99  0.99  0.95   1.00   0.81   0.51  (while the causes of the seventh were being mended; two
                                                                commits earlier 0.98 of amounts, 0.79 and 0.47)
    ninth    9 reports  1.00  0.99  0.96   0.98   0.85   0.62  (held back till those of the eighth were mended; before,
                                                                0.89 of amounts, 0.80 and 0.60)
    tenth    8 reports  1.00  1.00  0.91   1.00   0.96   0.78  (by another writer; issuers: 4 wrong halves of names)
    eleventh 8 reports  1.00  1.00  0.98   1.00   0.85   0.56  (by the same, held back till those of the tenth were
                                                                mended; before, 0.86 and 0.55)

The floors below are what was reached when the causes were mended; they are no longer blind.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.breakdown import lines
from pipelines.evaluate import load, load_gold, measured, ratios
from pipelines.ingest import ingest

FOLDER = Path(__file__).parent / "blind"
FLOORS = {
    "first": {"symbol": 0.99, "symbol+date": 0.98, "symbol+issuer": 0.96, "money": 1, "model": 0.99,
              "model+owner": 0.93, "document.title": 1, "document.signer": 1, "document.issuer": 1},
    "second": {"symbol": 1, "symbol+date": 1, "symbol+issuer": 1, "money": 1, "model": 0.98, "model+owner": 1,
               "document.title": 1, "document.signer": 1},
    "third": {"symbol": 1, "symbol+date": 1, "symbol+issuer": 1, "money": 1, "model": 1, "model+owner": 1,
              "document.title": 1, "document.signer": 1},
    "fourth": {"symbol": 1, "symbol+date": 0.99, "symbol+issuer": 0.97, "money": 1, "model": 0.98,
               "model+owner": 0.96, "document.title": 1, "document.signer": 1},
    "fifth": {"symbol": 0.98, "symbol+date": 0.99, "symbol+issuer": 0.97, "money": 1, "model": 0.97,
              "model+owner": 0.88, "document.title": 1, "document.signer": 1},
    "sixth": {"symbol": 0.99, "symbol+date": 1, "symbol+issuer": 1, "money": 1, "model": 0.98,
              "model+owner": 0.96, "document.title": 1, "document.signer": 1},
    "seventh": {"symbol": 1, "symbol+date": 1, "symbol+issuer": 1, "money": 0.98, "model": 0.98, "model+owner": 0.92,
                "document.title": 0.83, "document.signer": 1},
    "eighth": {"symbol": 0.98, "symbol+date": 0.99, "symbol+issuer": 0.97, "money": 1, "model": 0.93,
               "model+owner": 0.86, "document.title": 1, "document.signer": 1},
    "ninth": {"symbol": 1, "symbol+date": 0.98, "symbol+issuer": 0.96, "money": 0.98, "model": 0.98,
              "model+owner": 0.96, "document.title": 1, "document.signer": 1},
    "tenth": {"symbol": 1, "symbol+date": 1, "symbol+issuer": 1, "money": 1, "model": 0.99, "model+owner": 0.93,
              "document.title": 0.87, "document.signer": 1},
}


@pytest.mark.parametrize("batch", FLOORS)
def test_no_figure_of_the_blind_reports_falls(batch: str, tmp_path: Path) -> None:
    ingest([FOLDER / batch / "texts"], tmp_path)
    found = measured(load(tmp_path / "tables"), load_gold(FOLDER / batch / "gold"))
    figures = {line.measure: ratios(*line.counts)["F1"] for line in lines(found)}

    assert {name: figures[name] for name, floor in FLOORS[batch].items() if figures[name] < floor} == {}
