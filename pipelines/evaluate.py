"""Precision, recall and F1 of an archive's tables against hand-made gold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipelines.languages import say
from pipelines.measures import (
    MEASURES,
    Gold,
    Rows,
    Score,
    citation_scores,
    field_scores,
    model_scores,
    money_score,
    more_scores,
    wanted_symbols,
)
from pipelines.tables import read_table

FIELDS, DOCUMENT = "document fields", "document."
MEASURED = ("citations", "money", "models", "model_counts")


class GoldError(Exception):
    """The gold cannot be used."""


class Tables(NamedTuple):
    """The tables that are measured; all but documents by doc_id."""

    documents: dict[str, dict[str, Any]]  # by the path, and by its stem
    rows: dict[str, Mapping[str, Rows]]  # by table


def load(folder: Path) -> Tables:
    """The tables written into `folder`."""
    by_path = {row["path"]: row for row in read_table(folder, "documents")}
    by_stem = {PurePosixPath(path).stem: row for path, row in by_path.items()}
    return Tables(by_stem | by_path, {name: _by_document(read_table(folder, name)) for name in MEASURED})


def document_of(tables: Tables, gold: Gold) -> dict[str, Any] | None:
    """The document that the gold is of: that at its path, or of its name in any folder and format."""
    return tables.documents.get(gold["file"]) or tables.documents.get(PurePosixPath(gold["file"]).stem)


def _by_document(rows: Iterable[dict[str, Any]]) -> Mapping[str, Rows]:
    grouped: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        grouped[row["doc_id"]].append(row)
    return grouped


def load_gold(folder: Path) -> list[Gold]:
    """The gold of every report, a JSON file each."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"there are no *.json files in '{folder}'.")
    return [_gold(path) for path in paths]


def _gold(path: Path) -> Gold:
    try:
        gold = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise GoldError(f"'{path}' is no JSON file in UTF-8 ({error}).") from error
    if not isinstance(gold, dict) or "file" not in gold:
        raise GoldError(f"'{path}' does not name its report (`file`).")
    return gold


class Measured(NamedTuple):
    """One report by one measure."""

    report: str
    format: str | None
    score: Score


def measured(tables: Tables, golds: Iterable[Gold]) -> Iterator[Measured]:
    """Every report of the gold by every measure, those of the header as `document.<field>`.

    A field of the header is found or not: a value that is wrong is both missed and beside it.
    """
    for gold in golds:
        stem = PurePosixPath(gold["file"]).stem
        document = document_of(tables, gold)
        form = document["format"] if document else None
        yield from (Measured(stem, form, score) for score in _scores(tables, document, gold))
        if document is None:
            continue
        for field, right, note in field_scores(document, gold):
            missed = () if right else (note,)
            yield Measured(stem, form, Score(f"{DOCUMENT}{field}", int(right), 1, 1, missed))


def evaluate(tables: Tables, golds: Sequence[Gold]) -> tuple[dict[str, Any], list[str]]:
    """The measures of `shared/eval/score.py` over all reports, and notes on what is missed, extra or wrong."""
    totals = {measure: [0, 0, 0] for measure in MEASURES}
    fields: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    notes = [say("{}: not in documents", PurePosixPath(gold["file"]).stem) for gold in golds
             if document_of(tables, gold) is None]
    for report, _, score in measured(tables, golds):
        if score.measure in totals:
            totals[score.measure] = [a + b for a, b in zip(totals[score.measure], score[1:4], strict=True)]
        elif score.measure.startswith(DOCUMENT):
            counts = fields[score.measure.removeprefix(DOCUMENT)]
            fields[score.measure.removeprefix(DOCUMENT)] = [counts[0] + score.hit, counts[1] + 1]
        if score.note:
            notes.append(f"{report}: {'' if score.measure.startswith(DOCUMENT) else f'{score.measure} '}{score.note}")
    measures = {measure: ratios(*total) for measure, total in totals.items()}
    return {**measures, FIELDS: _field_totals(fields)}, notes


def ratios(hit: int, got: int, want: int) -> dict[str, float]:
    """Precision, recall and F1 of the counts; nothing wanted and nothing found is perfect.

    >>> ratios(1, 2, 1)
    {'hit': 1, 'got': 2, 'want': 1, 'P': 0.5, 'R': 1.0, 'F1': 0.6667}
    """
    precision = hit / got if got else float(not want)
    recall = hit / want if want else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"hit": hit, "got": got, "want": want,
            "P": round(precision, 4), "R": round(recall, 4), "F1": round(f1, 4)}


def _field_totals(fields: Mapping[str, list[int]]) -> dict[str, Any]:
    return {"right": sum(right for right, _ in fields.values()), "of": sum(of for _, of in fields.values()),
            "by_field": {field: f"{right}/{of}" for field, (right, of) in fields.items()}}


def _scores(tables: Tables, document: Mapping[str, Any] | None, gold: Gold) -> Iterator[Score]:
    if document is None:
        yield Score("symbol", 0, 0, len(wanted_symbols(gold.get("citations") or ())))
        yield Score("money", 0, 0, len(gold.get("money") or ()))
        yield Score("model", 0, 0, len(gold.get("models") or ()))
        return
    rows = {table: grouped.get(document["doc_id"], []) for table, grouped in tables.rows.items()}
    if gold.get("citations") is not None:
        yield from citation_scores(rows["citations"], gold)
    if gold.get("money") is not None:
        yield money_score(rows["money"], gold)
    if gold.get("models") is not None:
        yield from model_scores(rows["models"], gold)
    yield from more_scores(rows, gold)
