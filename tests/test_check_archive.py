"""Reports against each other: archives of a few made reports, and the words that are told of in each.

In a report, `{name}` stands for a text of the case's `words`. `says` is a part of a report's findings: of their
severity, message, suggestion and what they refer to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.cases import cases
from tests.compared import compared


@pytest.mark.parametrize("case", cases("audit_archive"))
def test_reports_against_each_other(case: dict[str, Any]) -> None:
    words: dict[str, str] = case.get("words", {})
    reports = {name: row | {key: row[key].format(**words) for key in ("body", "text") if key in row}
               for name, row in case["reports"].items()}
    raws, said = defaultdict(list), defaultdict(str)
    for one in compared(reports):
        if one.rule == case["rule"]:
            raws[one.doc_id].append(one.raw)
            said[one.doc_id] += f"{one.severity}: {one.message_vi} {one.suggestion} {' '.join(one.related)}\n"
    assert raws == {name: [raw and raw.format(**words) for raw in of] for name, of in case.get("told", {}).items()}
    assert {name for name, part in case.get("says", {}).items() if part not in said[name]} == set(), dict(said)
