"""The commands of reviewing: the page, and the gold that reviewed documents make."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path

import click

from pipelines.cli.options import FOLDER, PLACE, everywhere, with_store
from pipelines.decisions.gold import write_gold
from pipelines.languages import say

LOCAL = ("127.0.0.1", "localhost", "::1")
DIR = click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)


@click.command("review")
@DIR
@click.option("--host", default="127.0.0.1", metavar="HOST", help="Where it listens; beyond this computer with "
                                                                  "--password only.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="8765, or a free one where that is taken.")
@click.option("--password", metavar="WORD", envvar="BAOCAO_PASSWORD", help="Who comes from another computer must "
                                                                           "know it (or set BAOCAO_PASSWORD).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@everywhere
@click.pass_context
def review_command(ctx: click.Context, folder: Path, host: str, port: int, password: str | None,
                   no_browser: bool) -> None:
    """Review the rows of DIR in a browser, each beside its words. Ctrl+C ends it."""
    from pipelines.review.serve import NotHere, serve  # the web server is loaded for this command alone
    if host not in LOCAL and not password:
        raise click.BadParameter(say("'{}' can be reached from other computers; give a --password too.", host), ctx,
                                 param_hint="'--host'")
    try:
        serve(folder, host, port, password, getuser(), open_browser=not no_browser)
    except NotHere as error:
        raise click.BadParameter(str(error), ctx, param_hint="'--host'") from error


@click.command("start")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="8765, or a free one where that is taken.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@everywhere
def start_command(port: int, no_browser: bool) -> None:
    """Everything in the browser: name a folder, watch it being read, then review it and keep the workbooks.

    Only this computer can open the page. Ctrl+C ends it.
    """
    from pipelines.review.serve import serve_start  # the web server is loaded for this command alone
    serve_start(port, getuser(), open_browser=not no_browser)


@click.command("gold")
@DIR
@click.option("--out", type=PLACE, metavar="PATH", help="Where the *.json go; DIR/gold, if not said.")
@everywhere
def gold_command(folder: Path, out: Path | None) -> None:
    """Write the documents that are reviewed as a whole as gold for: baocao evaluate DIR --gold DIR/gold."""
    paths = write_gold(folder, out or folder / "gold")
    for path in paths:
        click.echo(path)
    if not paths:
        click.echo(say("No document is reviewed as a whole yet; that is said on its page in: baocao review {}", folder),
                   err=True)
