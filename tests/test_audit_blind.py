"""The blind batches again: how many planted errors are found on their words, and what clean reports are accused of."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipelines.audit import audit
from pipelines.ingest import ingest
from pipelines.tables import read_table

FOLDER = Path(__file__).parent / "audit_blind"
Rows = list[dict[str, Any]]


class Score(NamedTuple):
    """What a batch gave: errors planted and missed, findings above info in reports without errors, and such findings on
    words that look like an error and are none."""

    planted: Rows
    missed: Rows
    clean: int
    accused: Rows
    trapped: Rows

    @property
    def recall(self) -> float:
        """The share of planted errors found by the right rule on the right words."""
        return 1 - len(self.missed) / len(self.planted)


def score(batch: str, out: Path) -> Score:
    """Reads the reports of a batch in, audits them and compares with its list."""
    ingest([FOLDER / batch], out)
    audit(out)
    documents, texts = read_table(out / "tables", "documents"), read_table(out / "tables", "texts")
    names = {row["doc_id"]: Path(row["path"]).name for row in documents}
    written = {names[row["doc_id"]]: row["text"] for row in texts}
    findings = [row | {"report": names[row["doc_id"]]} for row in read_table(out / "tables", "findings")]
    planted, traps = _rows(f"{batch}.jsonl"), _rows(f"{batch}_traps.jsonl")
    grave = [row for row in findings if row["severity"] != "info"]
    clean = set(names.values()) - {row["report"] for row in planted}
    return Score(planted, [row for row in planted if not any(_on(row, found, written) for found in findings)],
                 len(clean), [row for row in grave if row["report"] in clean],
                 [row for row in traps if any(_on(row, found, written) for found in grave)])


def _rows(name: str) -> Rows:
    path = FOLDER / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _on(row: dict[str, Any], found: dict[str, Any], written: dict[str, str]) -> bool:
    """The rule that was meant, and words that overlap those planted."""
    same = found["report"] == row["report"] and found["rule"] == row["rule"] and found["start"] is not None
    places = re.finditer(r"\s+".join(map(re.escape, row["words"].split())), written[row["report"]]) if same else ()
    return any(place.start() < found["end"] and found["start"] < place.end() for place in places)


@pytest.mark.parametrize(("batch", "floor"), [("first", 0.95), ("second", 0.95), ("third", 0.80)])
def test_planted_errors_are_found_and_clean_reports_let_pass(batch: str, floor: float, tmp_path: Path) -> None:
    done = score(batch, tmp_path)
    assert done.recall >= floor
    assert len(done.accused) <= done.clean / 10
    assert done.trapped == []


if __name__ == "__main__":
    for name in sys.argv[2:]:
        done = score(name, Path(sys.argv[1]) / name)
        for miss in done.missed:
            print("missed", miss["report"], miss["rule"], miss["words"])
        for wrong in done.accused:
            print("accused", wrong["report"], wrong["rule"], wrong["severity"], wrong["raw"], "|", wrong["message_vi"])
        print(f"{name}: recall {done.recall:.3f} of {len(done.planted)}; {len(done.accused)} findings above info in "
              f"{done.clean} clean reports; {len(done.trapped)} traps that fired")
