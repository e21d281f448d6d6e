"""The words of the checks: a report with a hole, the words that are caught there, and those that are let pass.

`caught` names the words alone, or gives the words of the findings too; `says` is what the finding then says: a part of
its severity, its message and its suggestion."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.checks import findings
from pipelines.checks.case import Case
from tests.audited import filled, register
from tests.cases import cases


@pytest.mark.parametrize("case", cases("audit_words"))
def test_words_caught_and_let_pass(case: dict[str, Any]) -> None:
    caught, report = case.get("caught", {}), json.dumps(case, ensure_ascii=False)
    for word in (*caught, *case.get("passed", ())):
        told = [one for one in findings(Case(filled(report, word), register())) if one.rule == case["rule"]]
        found, said = [one.raw for one in told], [f"{one.severity}: {one.message_vi} {one.suggestion}" for one in told]
        assert bool(found) == (word in caught), (word, found)
        assert not isinstance(caught, dict) or found == caught.get(word, []), word
        assert case.get("says", {}).get(word, "") in " ".join(said), (word, said)
