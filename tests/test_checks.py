"""The checks: for each rule at least one case that is caught and one that is let pass."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from typing import Any

import pytest

from pipelines.audit.rules import RULES, SEVERITIES
from pipelines.checks import CHECKS, findings, rule_of
from pipelines.checks.archive import ARCHIVE_CHECKS
from pipelines.checks.case import Case
from pipelines.stored_reports import report_of
from tests.audit_reports import register, written
from tests.audited import audited, names
from tests.cases import CASES as FOLDER
from tests.cases import cases, unmarked
from tests.checked import told

CASES = cases("audit")
FOUND = FOLDER / "audit_found.jsonl"
FIGURES = re.compile(r"\d+(?:[.,/]\d+)*")
# Rules that need more than one made report: models as they are found, recipients, an archive.
ELSEWHERE = {"R41", "R76", "R83", "R86", "R87"}


@pytest.mark.parametrize("case", CASES)
def test_caught_or_let_pass(case: dict[str, Any]) -> None:
    found = told(audited(case["label"]), case["rule"])
    if case["caught"] is None:
        assert [(one.raw, one.message_vi) for one in found] == []
        return
    caught = [one for one in found if case["caught"] in (one.raw or "")]
    assert caught, [(one.raw, one.message_vi) for one in found]
    assert {one.severity for one in caught} == {case.get("severity", caught[0].severity)}
    assert case.get("suggestion") in (None, *(one.suggestion for one in caught))


@pytest.mark.parametrize("case", unmarked("audit"))
def test_findings_rest_on_words_and_speak_vietnamese(case: dict[str, Any]) -> None:
    audit = audited(case["label"])
    for one in findings(audit):
        assert one.start is None or audit.report.text[one.start:one.end] == one.raw
        assert one.severity in SEVERITIES
        assert one.rule in RULES
        assert one.message_vi.endswith((".", "”", ")"))
        assert one.message.isascii() or any(sign in one.message for sign in "“”") or one.message_vi


def found_in(name: str) -> list[list[str | None]]:
    """Rule, severity, words, suggestion and the figures of the message, for each finding on a report."""
    return [[one.rule, one.severity, one.raw, one.suggestion, " ".join(FIGURES.findall(one.message_vi))]
            for one in findings(audited(name))]


def test_no_finding_comes_or_goes() -> None:
    """On the reports of all cases and of the blind batches. After a change that is meant, with what changed read:
    BAOCAO_RECORD=1 python -m pytest tests/test_checks.py"""
    if os.environ.get("BAOCAO_RECORD"):
        rows = [{"report": name, "found": found_in(name)} for name in names()]
        FOUND.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for row in map(json.loads, FOUND.read_text(encoding="utf-8").splitlines()):
        assert found_in(row["report"]) == row["found"], row["report"]


def test_every_rule_has_a_case_caught_and_a_case_let_pass() -> None:
    seen: dict[str, set[bool]] = defaultdict(set)
    for parameter in CASES:
        case: Any = parameter.values[0]
        seen[case["rule"]].add(case["caught"] is not None)
    rules = {rule_of(check) for check in CHECKS} - ELSEWHERE
    assert {rule for rule in rules if seen[rule] != {True, False}} == set()


def test_every_check_has_its_rule_in_words() -> None:
    checks = (*CHECKS, *ARCHIVE_CHECKS)
    assert [check.__name__ for check in checks if (check.__doc__ or "")[:3] not in RULES] == []
    assert len({check.__name__ for check in checks}) == len(checks)


def test_findings_stand_in_the_order_of_the_text() -> None:
    case = {"body": "Họp ngày 30/02/2024. Thực hiện Kế hoạch số 70-KH-UBND ngày 31/4/2024 của UBND huyện Ba Tư."}
    found = findings(Case(report_of(written(case)), register()))
    assert [one.start or 0 for one in found] == sorted(one.start or 0 for one in found)
    assert {"R01", "R06", "R48"} <= {one.rule for one in found}


def test_a_row_that_is_not_verified_raises_no_warning() -> None:
    body = "Thực hiện Quyết định số 23-QĐ/TW ngày 30/7/2022 của Bộ Chính trị; Nghị định 29/1998/NĐ-CP ngày 11/5/1999."
    found = findings(Case(report_of(written({"body": body})), register()))
    by_register = {"R15", "R20", "R22", "R23", "R24", "R26", "R27", "R29"}
    assert [one.rule for one in found if one.rule in by_register and one.severity != "info"] == []
