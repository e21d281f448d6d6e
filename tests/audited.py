"""The reports that the checks are tried on, read and resolved once: those of the cases, and the blind batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.checks.case import Case
from pipelines.register import Entry, Register
from tests.audit_reports import register, report, report_in
from tests.cases import CASES

BLIND = Path(__file__).parent / "audit_blind"


@cache
def _cases() -> dict[str, dict[str, Any]]:
    lines = (CASES / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return {case["label"]: case for case in map(json.loads, lines)}


def names() -> Iterator[str]:
    """The labels of the cases, then the files of the blind batches."""
    yield from _cases()
    yield from sorted(path.relative_to(BLIND).as_posix() for path in BLIND.glob("*/*.txt"))


@cache
def audited(name: str) -> Case:
    """The report of a case, by its label, or of a file of the blind batches."""
    return Case(report(json.dumps(_cases()[name])) if name in _cases() else report_in(BLIND / name), register())


@cache
def filled(case: str, word: str) -> Case:
    """The report of a case of `audit_words.jsonl`, as JSON, with a word in its hole: `doc` overrides what was read,
    `known` the register."""
    row = json.loads(case.replace("{}", json.dumps(word, ensure_ascii=False)[1:-1]))
    of_case = Register(Entry(**entry) for entry in row["known"]) if row.get("known") else register()
    of_row = report(json.dumps(row))
    return Case(replace(of_row, doc=of_row.doc | row.get("doc", {})), of_case)
