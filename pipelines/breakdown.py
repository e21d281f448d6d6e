"""The measures in detail: with intervals, by format, by rule, and every difference as a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pipelines.evaluate import Measured, Tables, document_of, ratios
from pipelines.intervals import Counts, Interval, bootstrap, wilson
from pipelines.measures import Gold, citation_scores

# What is missed is one difference, what is beside it another.
MISSED, BESIDE = "thiếu", "thừa"


class Line(NamedTuple):
    """A measure over some reports: its counts, and 95 % intervals.

    They are Wilson's for precision and recall, and a bootstrap by document for F1.
    """

    measure: str
    counts: Counts
    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


class Difference(NamedTuple):
    """One value that is missed or found beside the gold."""

    report: str
    format: str | None
    measure: str
    what: str
    value: str


def lines(scores: Iterable[Measured]) -> list[Line]:
    """A line a measure, in the order of their first report."""
    by_measure: defaultdict[str, list[Counts]] = defaultdict(list)
    for _, _, score in scores:
        by_measure[score.measure].append((score.hit, score.got, score.want))
    return [_line(measure, documents) for measure, documents in by_measure.items()]


def _line(measure: str, documents: Sequence[Counts]) -> Line:
    hit, got, want = map(sum, zip(*documents, strict=True))
    return Line(measure, (hit, got, want), wilson(hit, got), wilson(hit, want), bootstrap(documents))


def by_format(scores: Sequence[Measured]) -> dict[str, list[Line]]:
    """The lines of each format."""
    formats = sorted({form for _, form, _ in scores if form})
    return {form: lines(one for one in scores if one.format == form) for form in formats}


def by_rule(tables: Tables, golds: Iterable[Gold]) -> list[Line]:
    """How many of the symbols that a rule found are right; no rule is to blame for what none found.

    Where the same symbol is found more often than it stands there, the last finds are the wrong ones.
    """
    counted: defaultdict[str, list[Counts]] = defaultdict(list)
    of = {document["doc_id"]: gold for gold in golds if (document := document_of(tables, gold))}
    for doc_id, rows in tables.rows["citations"].items():
        gold = of.get(doc_id)
        if gold is not None and gold.get("citations") is not None:
            for rule, counts in _rules_of(rows, gold).items():
                counted[rule].append(counts)
    return [_line(rule, counted[rule])._replace(f1=None) for rule in sorted(counted)]


def _rules_of(rows: Sequence[dict[str, Any]], gold: Gold) -> dict[str, Counts]:
    score = next(citation_scores(list(rows), gold))
    wrong, spared = Counter(score.extra), Counter(score.spared)
    counts: dict[str, Counts] = {}
    for row in reversed([row for row in rows if row["symbol"]]):
        hit, got, _ = counts.get(row["rule"], (0, 0, 0))
        if spared[row["symbol"]] > 0:
            spared[row["symbol"]] -= 1
            continue
        right = wrong[row["symbol"]] <= 0
        wrong[row["symbol"]] -= 1
        counts[row["rule"]] = (hit + right, got + 1, 0)
    return counts


def differences(scores: Iterable[Measured]) -> Iterator[Difference]:
    """What is missed and what is beside it, by report."""
    for report, form, score in scores:
        for what, values in ((MISSED, score.missed), (BESIDE, score.extra)):
            yield from (Difference(report, form, score.measure, what, value) for value in values)


def as_json(found: Sequence[Line]) -> dict[str, Any]:
    """The lines as an object: counts, ratios, and the ends of the intervals."""
    return {line.measure: {**ratios(*line.counts), "P95": _rounded(line.precision), "R95": _rounded(line.recall),
                           "F195": _rounded(line.f1)} for line in found}


def _rounded(interval: Interval | None) -> list[float] | None:
    return [round(end, 4) for end in interval] if interval else None
