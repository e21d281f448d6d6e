"""`baocao evaluate`: how right the tables are, by hand-made gold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from pipelines import terminal
from pipelines.breakdown import Line, as_json, by_format, by_rule, differences, lines
from pipelines.cli.options import FOLDER, PLACE, everywhere
from pipelines.differences import ALL, FORMAT, RULES, cells, write_differences
from pipelines.evaluate import GoldError, Tables, document_of, evaluate, load, load_gold, measured
from pipelines.languages import say
from pipelines.measures import Gold
from pipelines.tables import folder_of

HEADS = ("measure", "hits", "found", "wanted", "P", "95 %", "R", "95 %", "F1", "95 %")
Parts = Mapping[str, Sequence[Line]]


@click.command("evaluate")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--gold", required=True, type=FOLDER, metavar="GOLD", help="The folder of *.json made by hand.")
@click.option("--json", "in_json", is_flag=True, help="The measures as JSON.")
@click.option("--show", "with_notes", is_flag=True, help="Also what is missed, extra or wrong.")
@click.option("--details", type=PLACE, metavar="OUT", help="Every difference as a page and as CSV, into this folder.")
@everywhere
@click.pass_context
def evaluate_command(ctx: click.Context, folder: Path, gold: Path, in_json: bool, with_notes: bool,
                     details: Path | None) -> None:
    """Precision, recall and F1 of the tables in DIR against GOLD, by table and field, and by rule.

    Intervals hold 95 %: Wilson's for precision and recall, a bootstrap by document for F1. --json and --details
    also tell it by format.
    """
    tables, golds = _loaded(ctx, folder, gold)
    result, notes = evaluate(tables, golds)
    scores = list(measured(tables, golds))
    parts, formats = {ALL: lines(scores), RULES: by_rule(tables, golds)}, by_format(scores)
    for note in notes if with_notes else ():
        click.echo(note, err=in_json)
    if in_json:
        _print_json(result, parts | {FORMAT.format(form): found for form, found in formats.items()})
    else:
        for title, found in parts.items():
            terminal.print_table(say(title), list(map(say, HEADS)), map(cells, found))
    for path in write_differences(details, list(differences(scores)), parts | formats) if details else ():
        click.echo(path, err=True)


def _loaded(ctx: click.Context, folder: Path, gold: Path) -> tuple[Tables, list[Gold]]:
    """The tables and the gold; a mistake of use where they do not go together."""
    place = folder_of(folder)
    if place is None:
        raise click.BadParameter(say("there are no tables in '{}'; make them with: baocao ingest PATH --out {}",
                                     folder, folder), ctx, param_hint="'DIR'")
    try:
        tables, golds = load(place), load_gold(gold)
    except GoldError as error:
        raise click.BadParameter(str(error), ctx, param_hint="'--gold'") from error
    if not any(document_of(tables, one) for one in golds):
        raise click.BadParameter(say("none of the {} reports in '{}' is in '{}'.", len(golds), gold, folder), ctx,
                                 param_hint="'--gold'")
    return tables, golds


def _print_json(result: Mapping[str, Any], parts: Parts) -> None:
    more = {title: as_json(found) for title, found in parts.items()}
    click.echo(json.dumps({**result, "details": more}, ensure_ascii=False, indent=1))
