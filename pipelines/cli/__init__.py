"""The commands, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from extract import Unreadable
from pipelines import doctor as parts
from pipelines import logs, terminal
from pipelines.cli.audit import audit_commands, register_commands
from pipelines.cli.evaluate import evaluate_command
from pipelines.cli.examples import INTRODUCTION, with_examples
from pipelines.cli.ingest import ingest_command, status_command
from pipelines.cli.mistakes import told
from pipelines.cli.options import FILE, FOLDER, PLACE, WRITTEN, everywhere, language_of, with_store
from pipelines.cli.overview import overview_command
from pipelines.cli.review import gold_command, review_command, start_command
from pipelines.cli.search import search_command
from pipelines.export import FORMS, write
from pipelines.languages import choose, chosen, say
from pipelines.models_by_commune import NothingWanted, write_workbook
from pipelines.show import page_of, write_page
from pipelines.show import show as show_file


class Commands(click.Group):
    """The group of commands: a mistake is told in one line, a bug is seen."""

    def make_context(self, info_name: str | None, args: list[str], *parents: Any, **more: Any) -> click.Context:
        """Read what stands before the command."""
        choose(language_of(args))
        with told():
            return super().make_context(info_name, args, *parents, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with told():
            return super().invoke(ctx)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@everywhere
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Reads archives of old Vietnamese reports and turns them into tables that can be trusted."""
    if ctx.invoked_subcommand is None:
        click.echo(INTRODUCTION[chosen()], nl=False)


@cli.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="The document and all records as JSON.")
@click.option("--near-misses", is_flag=True, help="Also what looked like a symbol or an amount but is none.")
@click.option("--html", "as_html", is_flag=True, help="The marked text and all records as one page for a browser.")
@click.option("--out", type=WRITTEN, metavar="PAGE", help="Where the page goes; to the screen, if not said.")
@everywhere
@click.pass_context
def show(ctx: click.Context, file: Path, as_json: bool, near_misses: bool, as_html: bool, out: Path | None) -> None:
    """What is found in one FILE: the text in colour, then the records."""
    if out and not as_html:
        raise click.BadParameter(say("goes with --html."), ctx, param_hint="'--out'")
    try:
        if as_html:
            write_page(page_of(file), out)
        else:
            show_file(file, as_json=as_json, near_misses=near_misses)
    except Unreadable as error:
        raise click.ClickException(f"{file}: {error.message} ({error.code})") from error


@cli.command()
@click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
@click.option("--format", "form", required=True, type=click.Choice(list(FORMS), case_sensitive=False), help="The form.")
@click.option("--out", type=PLACE, metavar="PATH", help="Where they go; DIR if not said.")
@everywhere
@click.pass_context
def export(ctx: click.Context, folder: Path, form: str, out: Path | None) -> None:
    """The tables of DIR in another form."""
    if out and out.is_file() and out.suffix.lower() != f".{form}":
        raise click.BadParameter(say("'{}' is a file; name a folder.", out), ctx, param_hint="'--out'")
    for path in write(folder, form, out):
        click.echo(path)


@cli.command()
@click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
@click.option("--province", metavar="NAME", help="Only this province, by its name of then or of now.")
@click.option("--commune", metavar="NAME", help="Only this commune, by its name of then or of now.")
@click.option("--year", type=int, help="Only this year, of the model or of its report.")
@click.option("--field", metavar="NAME", help="Only this field (lĩnh vực), or what begins with it.")
@click.option("--format", "form", type=click.Choice(["xlsx", "csv"], case_sensitive=False), default="xlsx",
              help="xlsx, if not said.")
@everywhere
def models(folder: Path, province: str | None, commune: str | None, year: int | None, field: str | None,
           form: str) -> None:
    """The models of every commune: DIR/models_by_commune.xlsx and .html."""
    try:
        paths = write_workbook(folder, province=province, commune=commune, year=year, field=field, format=form)
    except NothingWanted as error:
        raise click.ClickException(str(error)) from error
    for path in paths:
        click.echo(path)


@cli.command()
@everywhere
def doctor() -> None:
    """Which programs and packages are there, and what to install for those that are not."""
    rows = ([part.name, part.there or say("MISSING"), say(part.what_for), "" if part.there else part.to_install]
            for part in parts.look())
    terminal.print_table("", list(map(say, ("part", "version", "what for", "to install"))), rows)


cli.add_command(ingest_command)
cli.add_command(status_command)
cli.add_command(audit_commands)
cli.add_command(register_commands)
cli.add_command(evaluate_command)
cli.add_command(start_command)
cli.add_command(review_command)
cli.add_command(gold_command)
cli.add_command(search_command)
cli.add_command(overview_command)
with_examples(cli, "baocao")


def main() -> None:
    """The program `baocao`."""
    logs.use_utf8()
    cli(prog_name="baocao", windows_expand_args=False)  # --include "*.docx" is a pattern there, too
