"""What an auditor is given: workbook, page and network, written from the store."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipelines.audit.citation_network import write_network
from pipelines.audit.ignored import Key, Silenced
from pipelines.audit.page import page
from pipelines.audit.rows import Found, Reading
from pipelines.audit.rules import at_least
from pipelines.audit.sheets import sheets
from pipelines.files import replacing
from pipelines.register import Register, load
from pipelines.schema import TABLES
from pipelines.store import NAME, Store
from pipelines.tables import FOLDER, write_table
from pipelines.workbook.styled import write_styled

loaded = cache(load)  # once in each process


class Choice(NamedTuple):
    """What is shown: the rules asked for (all, if none), the least severity, and what was silenced."""

    rules: frozenset[str]
    min_severity: str
    silenced: dict[Key, Silenced]

    def shows(self, rule: str, severity: str) -> bool:
        """Whether a finding is asked for."""
        return (not self.rules or rule in self.rules) and at_least(severity, self.min_severity)


class Hand:
    """A process that writes the workbook beside this one; it begins at once to read what it needs to know."""

    def __init__(self, crew: ProcessPoolExecutor, registers: tuple[Path, ...]) -> None:
        """`registers`: the files of the register beside those that are shipped."""
        self.crew, self.registers = crew, registers
        crew.submit(_make_ready, registers)

    def write(self, directory: Path, choice: Choice) -> Future[Path]:
        """The path of the workbook, once it is there."""
        return self.crew.submit(_workbook_alone, directory, self.registers, choice)


def _make_ready(registers: tuple[Path, ...]) -> None:
    loaded(registers)  # which goes back to nobody


def write_reports(store: Store, directory: Path, register: Register, choice: Choice, hand: Hand | None) -> list[Path]:
    """Write the table of findings, `audit.xlsx`, `audit.html` and the network; gives their paths. Where there is a
    hand, it writes the workbook meanwhile."""
    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    reading = Reading(store, directory, register, choice.silenced)
    workbook = hand.write(directory, choice) if hand else None
    table, *others = _table(store, directory), *_others(reading, store, directory, choice)
    return [table, workbook.result() if workbook else _workbook(reading, directory, choice), *others]


def _table(store: Store, directory: Path) -> Path:
    return write_table(store, TABLES["findings"], directory / FOLDER / "findings.parquet")


def _workbook_alone(directory: Path, registers: tuple[Path, ...], choice: Choice) -> Path:
    with Store(directory / NAME, read_only=True) as store:
        return _workbook(Reading(store, directory, loaded(registers), choice.silenced), directory, choice)


def _workbook(reading: Reading, directory: Path, choice: Choice) -> Path:
    return write_styled(sheets(reading, lambda: _wanted(reading, choice)), directory / "audit.xlsx")


def _others(reading: Reading, store: Store, directory: Path, choice: Choice) -> list[Path]:
    path = directory / "audit.html"
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(page(reading, lambda: _wanted(reading, choice)))
    return [path, *write_network(store, directory)]


def _wanted(reading: Reading, choice: Choice) -> Iterable[Found]:
    return (found for found in reading.findings() if choice.shows(found.rule, found.severity))
