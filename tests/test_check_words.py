"""The words of the checks: a report with a hole, the words that are caught there, and those that are let pass.

`caught` names the words alone, or gives the words of the findings too; `says` is what the finding then says: a part of
its severity, message, suggestion and what it refers to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.audited import filled
from tests.cases import cases
from tests.checked import told


@pytest.mark.parametrize("case", cases("audit_words"))
def test_words_caught_and_let_pass(case: dict[str, Any]) -> None:
    caught, report = case.get("caught", {}), json.dumps(case, ensure_ascii=False)
    for word in (*caught, *case.get("passed", ())):
        of_rule = told(filled(report, word), case["rule"])
        found = [one.raw for one in of_rule]
        said = [f"{one.severity}: {one.message_vi} {one.suggestion} {' '.join(one.related)}" for one in of_rule]
        assert bool(found) == (word in caught), (word, found)
        assert not isinstance(caught, dict) or found == caught.get(word, []), word
        assert case.get("says", {}).get(word, "") in " ".join(said), (word, said)
