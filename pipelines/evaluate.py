"""Precision, recall and F1 of an archive's tables against hand-made gold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pipelines.measures import (
    MEASURES,
    Gold,
    Rows,
    Score,
    citation_scores,
    field_scores,
    model_scores,
    money_score,
    wanted_symbols,
)
from pipelines.tables import read_table

FIELDS = "document fields"


class GoldError(Exception):
    """The gold cannot be used."""


class Tables(NamedTuple):
    """The tables that are measured; all but documents by doc_id."""

    documents: dict[str, dict[str, Any]]  # by the stem of the path
    citations: Mapping[str, Rows]
    money: Mapping[str, Rows]
    models: Mapping[str, Rows]


def load(folder: Path) -> Tables:
    """The tables written into `folder`."""
    documents = {PurePosixPath(row["path"]).stem: row for row in read_table(folder, "documents")}
    measured = (_by_document(read_table(folder, name)) for name in ("citations", "money", "models"))
    return Tables(documents, *measured)


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


def evaluate(tables: Tables, golds: Iterable[Gold]) -> tuple[dict[str, Any], list[str]]:
    """All measures over all reports of the gold, and notes on what is missed, extra or wrong."""
    totals = {measure: [0, 0, 0] for measure in MEASURES}
    fields: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    notes: list[str] = []
    for gold in golds:
        stem = PurePosixPath(gold["file"]).stem
        document = tables.documents.get(stem)
        for score in _scores(tables, document, gold):
            totals[score.measure] = [a + b for a, b in zip(totals[score.measure], score[1:4], strict=True)]
            notes += [f"{stem}: {score.measure} {score.note}"] if score.note else []
        if document is None:
            notes.append(f"{stem}: not in documents")
            continue
        for field, right, note in field_scores(document, gold):
            fields[field] = [fields[field][0] + right, fields[field][1] + 1]
            notes += [] if right else [f"{stem}: {note}"]
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
    doc_id = document["doc_id"]
    if gold.get("citations") is not None:
        yield from citation_scores(tables.citations.get(doc_id, []), gold)
    if gold.get("money") is not None:
        yield money_score(tables.money.get(doc_id, []), gold)
    if gold.get("models") is not None:
        yield from model_scores(tables.models.get(doc_id, []), gold)


def table_of(result: Mapping[str, Any]) -> Iterator[list[Any]]:
    """The measures as rows for the screen: hits, found, wanted, precision, recall, F1."""
    for measure in MEASURES:
        counts = result[measure]
        yield [measure, counts["hit"], counts["got"], counts["want"],
               *(f"{counts[ratio]:.4f}" for ratio in ("P", "R", "F1"))]
    fields = result[FIELDS]
    share = f"{fields['right'] / fields['of']:.4f}" if fields["of"] else None
    yield [FIELDS, fields["right"], None, fields["of"], None, share, None]
    for field, counts in fields["by_field"].items():
        right, of = counts.split("/")
        yield [f"  {field}", right, None, of, None, None, None]
