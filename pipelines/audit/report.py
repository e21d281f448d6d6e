"""What an auditor is given: workbook, page and network, written from the store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipelines.audit.citation_network import write_network
from pipelines.audit.ignored import Key, Silenced
from pipelines.audit.page import page
from pipelines.audit.rows import Found, Reading
from pipelines.audit.rules import at_least
from pipelines.audit.sheets import sheets
from pipelines.files import replacing
from pipelines.register import Register
from pipelines.store import Store
from pipelines.workbook.styled import write_styled


class Choice(NamedTuple):
    """What is shown: the rules asked for (all, if none), the least severity, and what was silenced."""

    rules: frozenset[str]
    min_severity: str
    silenced: dict[Key, Silenced]

    def shows(self, rule: str, severity: str) -> bool:
        """Whether a finding is asked for."""
        return (not self.rules or rule in self.rules) and at_least(severity, self.min_severity)


def write_reports(store: Store, directory: Path, register: Register, choice: Choice) -> list[Path]:
    """Write `audit.xlsx`, `audit.html` and the network; gives their paths."""
    reading = Reading(store, directory, register, choice.silenced)

    def wanted() -> Iterable[Found]:
        return (found for found in reading.findings() if choice.shows(found.rule, found.severity))

    workbook = write_styled(sheets(reading, wanted), directory / "audit.xlsx")
    path = directory / "audit.html"
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(page(reading, wanted))
    return [workbook, path, *write_network(store, directory)]
