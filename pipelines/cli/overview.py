"""`baocao overview`: the archive at a glance."""

from __future__ import annotations

from pathlib import Path

import click

from pipelines.cli.options import FOLDER, everywhere, with_store
from pipelines.overview import write_overview
from pipelines.upkeep import renew


@click.command("overview")
@click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
@everywhere
def overview_command(folder: Path) -> None:
    """What DIR holds, cites and could not read: DIR/overview.html (every ingest makes it, too).

    Where people reviewed rows since, the tables are brought up to date as well.
    """
    renew(folder)
    click.echo(write_overview(folder))
