"""`baocao search`: the full text of an archive."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipelines import terminal
from pipelines.cli.options import FOLDER, everywhere, with_store
from pipelines.languages import say
from pipelines.search import Hit, search
from pipelines.search.words import terms


@click.command("search")
@click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--unit", metavar="NAME", help="Only documents of this unit or issuer, by a part of its name.")
@click.option("--year", type=int, help="Only documents of this year.")
@click.option("--type", "kind", metavar="TYPE", help="Only this type of document: 'báo cáo' or BC.")
@click.option("--limit", type=click.IntRange(1), default=20, help="So many at most; 20, if not said.")
@click.option("--json", "as_json", is_flag=True, help="The hits as JSON.")
@everywhere
def search_command(folder: Path, words: tuple[str, ...], unit: str | None, year: int | None, kind: str | None,
                   limit: int, as_json: bool) -> None:
    """Documents of DIR that have all WORDS, with or without diacritics, and the passage.

    "Words in quotes" and the parts of symbols such as 22-CT/TU must stand side by side.
    """
    if not terms(" ".join(words)):
        raise click.BadParameter(say("there is no word to look for."), param_hint="'WORDS...'")
    results = search(folder, " ".join(words), unit=unit, year=year, type=kind, limit=limit)
    if as_json:
        found = {"total": results.total, "exactly": results.exactly, "instead": results.instead,
                 "hits": [hit._asdict() for hit in results.hits]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for hit in results.hits:
        terminal.print_passage(_head(hit), *_passage(hit))
    shown = "{} documents, {} shown" if results.exactly else "about, or more than, {} documents, {} shown"
    click.echo(say(shown, results.total, len(results.hits)), err=True)
    if results.instead:
        click.echo(say("Did you mean “{}”?", results.instead), err=True)


def _head(hit: Hit) -> str:
    """One line that names the document."""
    words = (hit.symbol or hit.doc_type, hit.date, hit.commune or hit.issuer, f"p. {hit.page}" if hit.page else None)
    return "  ".join((hit.path, *filter(None, words)))


def _passage(hit: Hit) -> tuple[str, list[tuple[int, int]]]:
    """The passage, and the marks in it."""
    return hit.passage or "", [(start - (hit.start or 0), end - (hit.start or 0)) for start, end in hit.marks]
