"""The reports that the checks are tried on, read and resolved once: those of the cases, and the blind batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from extract import read
from pipelines.audited_report import report_of
from pipelines.checks.case import Case
from pipelines.register import Entry, Register, load
from tests.audit_reports import written
from tests.cases import CASES

BLIND = Path(__file__).parent / "audit_blind"


@cache
def register() -> Register:
    return load()


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
    return Case(report_of(written(_cases()[name]) if name in _cases() else read(BLIND / name)), register())


@cache
def filled(case: str, word: str) -> Case:
    """The report of a case of `audit_words.jsonl`, as JSON, with a word in its hole: `doc` overrides what was read,
    `known` the register."""
    row = json.loads(case.replace("{}", json.dumps(word, ensure_ascii=False)[1:-1]))
    report, known = report_of(written(row)), row.get("known")
    of_case = Register(Entry(**entry) for entry in known) if known else register()
    return Case(replace(report, doc=report.doc | row.get("doc", {})), of_case)
