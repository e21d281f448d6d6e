"""Cases as data: one JSON object a line; `"expect": "fail"` marks a known failure, which must go on failing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the project's shared files are not beside the checkout")


def cases(name: str) -> list[Any]:
    """The cases of `tests/cases/<name>.jsonl` as parameters, named by their labels."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    fails = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(row, id=row["label"], marks=[fails] if row.get("expect") == "fail" else []) for row in rows]


def unmarked(name: str) -> list[Any]:
    """The same cases without the marks of known failures: for what must hold of right and wrong values alike."""
    return [pytest.param(*case.values, id=case.id) for case in cases(name)]
