"""The commands that fill an archive and tell how it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from extract.options import OCR, Options
from pipelines import bsdtar, ocr, office, report, status, terminal
from pipelines.archive import Selection, text
from pipelines.cli.options import ANYWHERE, FILE, FOLDER, PLACE, everywhere, with_store
from pipelines.cluster import NoCluster
from pipelines.ingest import NothingToRead, Settings, ingest, rehearse
from pipelines.ingest.settings import TIMEOUT
from pipelines.languages import say
from pipelines.layout import is_foreign
from pipelines.overview import bring_up_to_date
from pipelines.store import NAME, Store
from pipelines.windows import resolved_elsewhere

BROKEN_OFF = 130  # the exit status after Ctrl-C
NUMBER = click.IntRange(min=1)


def _passwords(ctx: click.Context, param: click.Parameter, file: Path | None) -> tuple[str, ...]:
    """One password a line."""
    if file is None:
        return ()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(say("'{}' cannot be read as text in UTF-8; save it as that.", file)) from error
    return tuple(dict.fromkeys(line for line in lines if line))


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=ANYWHERE, metavar="PATH...")
@click.option("--out", required=True, type=PLACE, metavar="DIR", help="Where the results go.")
@click.option("--ocr", "mode", type=click.Choice(OCR), default="auto",
              help="Character recognition: of pages without sound text (auto), of none, or of all; auto, if not said.")
@click.option("--password-file", "passwords", type=FILE, metavar="FILE", callback=_passwords,
              help="Passwords to try on locked files, one a line.")
@click.option("--include", multiple=True, metavar="GLOB",
              help="Only files like this (*.docx, 2023/*); as often as you like.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="No files like this; as often as you like.")
@click.option("--follow-links", is_flag=True, help="Look into folders and files behind symbolic links.")
@click.option("--workers", type=click.IntRange(0, 512), metavar="N",
              help="Processes that read; one a core, if not said. 0: none, a bad file may then end the run.")
@click.option("--timeout", type=click.FloatRange(min=1), default=TIMEOUT, metavar="S",
              help=f"Seconds for one document; {TIMEOUT:.0f}, if not said. Recognised pages have each their own.")
@click.option("--cluster", metavar="ADDRESS",
              help="Read by a Dask cluster (tcp://scheduler:8786), or by N processes of one here (local:N).")
@click.option("--parts", metavar="PLACE",
              help="Storage that all machines of a cluster see, for what they find; DIR, if not said.")
@click.option("--limit", type=NUMBER, metavar="N", help="Read at most N files; the next run goes on from there.")
@click.option("--sample", type=NUMBER, metavar="N", help="Read N files spread over all, always the same.")
@click.option("--verify", is_flag=True, help="Compare what looks unchanged by its bytes, not by size and time.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@everywhere
@click.pass_context
def ingest_command(ctx: click.Context, paths: tuple[Path | str, ...], out: Path, mode: str, passwords: tuple[str, ...],
                   include: tuple[str, ...], exclude: tuple[str, ...], follow_links: bool, workers: int | None,
                   timeout: float, cluster: str | None, parts: str | None, limit: int | None, sample: int | None,
                   verify: bool, dry_run: bool) -> None:
    """Read every file under PATHs into DIR/archive.db and DIR/tables/*.parquet.

    Run again, it reads only what is new or changed.
    """
    _check_place(ctx, paths, out)
    settings = Settings(_options(ctx, mode, passwords, out), Selection(include, exclude, follow_links), workers,
                        timeout, limit, sample, verify, cluster, parts)
    try:
        if dry_run:
            for line in report.rehearsal(rehearse(paths, out, settings)):
                click.echo(line)
            return
        chosen = ctx.find_root().obj
        draw = terminal.is_terminal() and not chosen.keys() & {"quiet", "json_log"}
        summary = ingest(paths, out, settings, draw=draw)
    except (NothingToRead, NoCluster) as error:
        raise click.ClickException(str(error)) from error
    report.tell(summary, out)
    if summary.stopped:
        ctx.exit(BROKEN_OFF)
    bring_up_to_date(out)


def _check_place(ctx: click.Context, paths: tuple[Path | str, ...], out: Path) -> None:
    if wrong := next(_wrong_places(paths, out), None):
        raise click.BadParameter(wrong, ctx, param_hint="'--out'")


def _wrong_places(paths: tuple[Path | str, ...], out: Path) -> Iterator[str]:
    """Why no results can go there."""
    if out.exists() and not out.is_dir():
        yield say("'{}' is a file; name a folder.", out)
    if resolved_elsewhere(out):
        yield say("'{}' is on another computer; results need a folder on this one.", out)
    if out.resolve() in {path.resolve() for path in paths if isinstance(path, Path)}:
        yield say("results need a folder of their own, not the archive itself.")
    if text(out.resolve()) != out.resolve().as_posix():
        yield say("the name has letters that are no UTF-8; choose another folder.")
    if (out / NAME).is_file():
        with Store(out / NAME, read_only=True) as store:
            if is_foreign(store.db):
                yield say("archive.db is no archive of baocao; choose another folder")


def _options(ctx: click.Context, mode: str, passwords: tuple[str, ...], out: Path) -> Options:
    """How to read, with the programs of this machine."""
    recognise = None if mode == "never" else ocr.recogniser(out / ocr.NAME)
    if mode == "always" and recognise is None:
        raise click.BadParameter(say("tesseract with Vietnamese is missing; `baocao doctor` says what to install."),
                                 ctx, param_hint="'--ocr'")
    return Options(mode, recognise, office.converter(), passwords, bsdtar.to_tar())


@click.command("status")
@click.argument("folder", type=FOLDER, metavar="DIR", callback=with_store)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@everywhere
def status_command(folder: Path, as_json: bool) -> None:
    """How the archive in DIR stands: files, formats, failures by code, slowest files. Also while a run goes on."""
    found = status.look(folder)
    if as_json:
        click.echo(json.dumps(found._asdict(), ensure_ascii=False, indent=1))
        return
    for title, heads, rows in status.tables_of(found):
        terminal.print_table(say(title), list(map(say, heads)), rows)
