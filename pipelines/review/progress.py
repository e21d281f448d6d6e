"""How far the review is, and how often the rules were right: by kind of row and by rule, with 95 % intervals."""

from __future__ import annotations

import sqlite3
from math import sqrt
from typing import NamedTuple

from pipelines.audit.rules import RULES
from pipelines.decisions.columns import HEADER_LABELS
from pipelines.review.rows import KINDS

Z = 1.959964  # of the normal distribution, for 95 %
COUNTED = """SELECT "table", rule, via IS NOT NULL AND via LIKE 'sample:%', sum(outcome = 'confirmed'),
    sum(outcome = 'edited'), sum(outcome = 'rejected'), sum(outcome = 'added')
    FROM decisions_now WHERE outcome IS NOT NULL AND outcome <> 'done' GROUP BY 1, 2, 3"""


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


def progress(db: sqlite3.Connection) -> Progress:
    """How things stand."""
    counted: dict[tuple[str, str | None], list[tuple[int, ...]]] = {}
    for table, rule, drawn, *outcomes in db.execute(COUNTED):
        counted.setdefault((table, rule), []).append((drawn, *outcomes))
    kinds = [_line(name, _count(db, table), [row for (of, _), rows in counted.items() if of == table for row in rows])
             for table, (name, *_) in KINDS.items()]
    rules = [(KINDS[table][0], lines) for table in KINDS if (lines := [
        _line(_named(table, rule), None, rows) for (of, rule), rows in sorted(counted.items(), key=str)
        if of == table and rule])]
    (done,) = db.execute("SELECT count(*) FROM decisions_now WHERE outcome = 'done'").fetchone()
    return Progress(kinds, rules, done, _count(db, "documents"))


def _line(name: str, total: int | None, rows: list[tuple[int, ...]]) -> Line:
    right, edited, wrong, added = (sum(row[at] for row in rows) for at in range(1, 5))
    drawn = [row for row in rows if row[0]]
    return Line(name, total, right, edited, wrong, added,
                (sum(row[1] for row in drawn), sum(sum(row[1:4]) for row in drawn)))


def _named(table: str, rule: str) -> str:
    if table == "findings":
        return f"{rule} {RULES.get(rule, '')}"
    return HEADER_LABELS.get(rule, rule) if table == "header_fields" else rule


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
