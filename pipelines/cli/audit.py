"""The commands of the audit and of its register."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import click

from pipelines.audit import audit, suggest_register
from pipelines.audit.ignored import NoSuchFinding, ignore
from pipelines.audit.rules import RULES, SEVERITIES, at_least
from pipelines.cli.options import FILE, FOLDER, everywhere, with_store
from pipelines.languages import say
from pipelines.register import check
from pipelines.register.rows import BadRegister

DIR = click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
DEFAULT = "run"
DAYS = ("%Y-%m-%d", "%d/%m/%Y")
GRAVE = 3  # the exit status of --fail-on


def _day(ctx: click.Context, param: click.Parameter, words: str | None) -> str | None:
    """A day as ISO text, also where it is typed as clerks write it."""
    if words is None:
        return None
    for form in DAYS:
        with suppress(ValueError):
            return datetime.strptime(words, form).date().isoformat()
    raise click.BadParameter(say("'{}' is no date; write it like 2025-07-01 or 01/07/2025.", words))


class WithDefault(click.Group):
    """`audit DIR` is `audit run DIR`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command that is not said before its arguments; help is asked of all."""
        told = args and (args[0] in self.commands or args[0] in self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if told else [DEFAULT, *args])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, and what may be said to the one that need not be named."""
        super().format_options(ctx, formatter)
        options = [one for one in self.commands[DEFAULT].get_params(ctx) if isinstance(one, click.Option)]
        with formatter.section(f"Options of {DEFAULT}"):
            formatter.write_dl([record for one in options[:-1] if (record := one.get_help_record(ctx))])


@click.group("audit", cls=WithDefault, options_metavar="", subcommand_metavar="[run] DIR | ignore DIR FINDING")
def audit_commands() -> None:
    """What does not hold in the documents that reports cite: DIR/audit.xlsx and .html.

    `baocao audit DIR` is `baocao audit run DIR`; `baocao audit ignore` silences a finding that is no mistake.
    """


@audit_commands.command(DEFAULT)
@DIR
@click.option("--register", "registers", type=FILE, multiple=True, metavar="FILE",
              help="A register of your own (.csv or .xlsx), beside the one that comes along; as often as you like.")
@click.option("--rule", "rules", type=click.Choice(list(RULES), case_sensitive=False), multiple=True, metavar="RULE",
              help="Only this rule (R01); as often as you like.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), default="info", help="Nothing below; info, if not said.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help=f"Exit status {GRAVE} where there is such a finding.")
@click.option("--as-of", callback=_day, metavar="DATE",
              help="The day on which cited documents must hold; that of each report, if not said.")
@everywhere
@click.pass_context
def run(ctx: click.Context, folder: Path, registers: tuple[Path, ...], rules: tuple[str, ...], min_severity: str,
        fail_on: str | None, as_of: str | None) -> None:
    """Audit DIR; the word `run` need not be said."""
    try:
        done = audit(folder, registers, as_of=as_of, rules=rules, min_severity=min_severity)
    except BadRegister as error:
        raise click.ClickException(str(error)) from error
    for path in done.paths:
        click.echo(path)
    if fail_on and any(count and at_least(severity, fail_on) for severity, count in done.counts.items()):
        ctx.exit(GRAVE)


@audit_commands.command("ignore")
@DIR
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is no mistake.")
@click.option("--who", default=getuser, help="Who says so; the user's name, if not said.")
@everywhere
def ignore_finding(folder: Path, finding: str, reason: str, who: str) -> None:
    """Silence a FINDING, named as in audit.xlsx; it stays visible, and comes back when the text changes."""
    try:
        count = ignore(folder, finding, reason, who, datetime.now(UTC).isoformat(timespec="seconds"))
    except NoSuchFinding as error:
        raise click.BadParameter(str(error), param_hint="'FINDING'") from error
    click.echo(say("{} silenced; seen at the next: baocao audit {}", count, folder))


@click.group("register")
def register_commands() -> None:
    """The register of documents that the audit knows."""


@register_commands.command("check")
@click.argument("file", type=FILE)
@everywhere
def check_file(file: Path) -> None:
    """Is FILE a register that `audit --register` can use?"""
    try:
        entries = check(file)
    except BadRegister as error:
        raise click.ClickException(str(error)) from error
    click.echo(say("{}: {} documents, no mistake found", file, len(entries)))


@register_commands.command("suggest")
@DIR
@everywhere
def suggest(folder: Path) -> None:
    """Documents that many reports cite alike and the register does not know: DIR/register_suggestions.csv."""
    click.echo(suggest_register(folder))
