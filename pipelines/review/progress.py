"""How far the review is, and how often the rules were right: by kind of row and by rule, with 95 % intervals."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from pipelines.audit.rules import RULES
from pipelines.decisions import ledger
from pipelines.decisions.columns import HEADER_LABELS
from pipelines.decisions.deciding import DONE
from pipelines.layout import row_counts
from pipelines.review.rows import KINDS

OUTCOMES = ("confirmed", "edited", "rejected", "added")
Z = 1.959964  # of the normal distribution, for 95 %


class Line(NamedTuple):
    """What was decided about the rows of a kind, or about those that one rule gave."""

    name: str
    total: int | None
    right: int
    edited: int
    wrong: int
    added: int
    drawn: tuple[int, int]  # right, and all, of the rows that a random sample brought up

    @property
    def decided(self) -> int:
        """Rows of the rules that somebody decided about."""
        return self.right + self.edited + self.wrong

    @property
    def interval(self) -> tuple[float, float, float] | None:
        """The share of rows that were right as they stood, and its 95 % interval."""
        return wilson(self.right, self.decided)

    @property
    def by_sample(self) -> tuple[float, float, float] | None:
        """The same by random samples alone, which no choice of the reviewer colours."""
        return wilson(*self.drawn)


def wilson(hits: int, of: int) -> tuple[float, float, float] | None:
    """A share with Wilson's 95 % interval (Wilson 1927), or None where nothing was seen.

    >>> [round(value, 3) for value in wilson(48, 50)], wilson(0, 0)
    ([0.96, 0.865, 0.989], None)
    """
    if not of:
        return None
    share, spread = hits / of, Z * Z / of
    middle, half = share + spread / 2, Z * sqrt(share * (1 - share) / of + spread / of / 4)
    return share, max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


class Progress(NamedTuple):
    """Lines by kind of row, and of each kind by rule; and documents that are done, of how many."""

    kinds: list[Line]
    rules: list[tuple[str, list[Line]]]
    done: int
    documents: int


Counts = Counter[tuple[bool, str]]  # whether a random sample drew the rows, outcome -> how many


def progress(db: sqlite3.Connection) -> Progress:
    """How things stand."""
    rows, counted = row_counts(db), dict[str, dict[str, Counts]]()
    for table, rule, drawn, outcome, count in ledger.counts(db):
        counted.setdefault(table, {}).setdefault(rule, Counter())[bool(drawn), outcome] += count
    kinds = [_line(name, rows[table], counted.get(table, {}).values()) for table, (name, *_) in KINDS.items()]
    rules = [(KINDS[table][0], lines) for table in KINDS if (lines := [
        _line(_named(table, rule), None, [counts]) for rule, counts in sorted(counted.get(table, {}).items()) if rule])]
    done = sum(counted.get(DONE, {}).get("", Counter()).values())
    return Progress(kinds, rules, done, rows["documents"])


def _line(name: str, total: int | None, counts: Iterable[Counts]) -> Line:
    both = sum(counts, Counts())
    right, edited, wrong, added = (both[False, outcome] + both[True, outcome] for outcome in OUTCOMES)
    drawn = [both[True, outcome] for outcome in OUTCOMES[:3]]
    return Line(name, total, right, edited, wrong, added, (drawn[0], sum(drawn)))


def _named(table: str, rule: str) -> str:
    if table == "findings":
        return f"{rule} {RULES.get(rule, '')}"
    return HEADER_LABELS.get(rule, rule) if table == "header_fields" else rule
