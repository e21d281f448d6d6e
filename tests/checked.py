"""What the checks of one rule tell of a report."""

from __future__ import annotations

from extract.records import Finding
from pipelines.checks import CHECKS, rule_of
from pipelines.checks.case import Case


def told(case: Case, rule: str) -> list[Finding]:
    """The findings of the rule, in the order of the text."""
    found = [finding for check in CHECKS if rule_of(check) == rule for finding in check(case)]
    return sorted(found, key=lambda finding: (finding.start or 0, finding.end or 0))
