"""What several commands share: kinds of arguments, and the options that every command has."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from pipelines import logs
from pipelines.archive import is_address
from pipelines.languages import LANGUAGES, say
from pipelines.layout import is_foreign, is_laid_out
from pipelines.store import NAME, Store

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
PLACE = click.Path(path_type=Path)
WRITTEN = click.Path(dir_okay=False, path_type=Path)


class Anywhere(click.Path):
    """A file or folder that is there, as a Path; an address of storage elsewhere (`s3://bucket/archive`), as it is."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None,
                ctx: click.Context | None) -> str | bytes | os.PathLike[str]:
        """Whether an address can be looked at is seen later."""
        return value.rstrip("/") if isinstance(value, str) and is_address(value) else super().convert(value, param, ctx)


ANYWHERE = Anywhere(exists=True, path_type=Path)


def _note(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    """Settings count wherever they stand, before or after the command."""
    settings = ctx.find_root().ensure_object(dict)
    if value:
        settings[option.name] = True
    logs.configure(**settings)


def language_of(args: Sequence[str]) -> str | None:
    """What --lang says among the arguments, looked up before any of them can be a mistake.

    >>> language_of(["ingest", "--lang", "vi"]), language_of(["--lang=vi"]), language_of(["ingest"])
    ('vi', 'vi', None)
    """
    pairs = zip(args, [*args[1:], ""], strict=False)
    said = (after if arg == "--lang" else arg.partition("=")[2] for arg, after in pairs
            if arg == "--lang" or arg.startswith("--lang="))
    return next((language for language in said if language in LANGUAGES), None)


def with_store(ctx: click.Context, param: click.Parameter, folder: Path) -> Path:
    """DIR, where a run has been."""
    if not (folder / NAME).is_file():
        raise click.BadParameter(say("there is no {} in '{}'; make it with: baocao ingest PATH --out {}",
                                     NAME, folder, folder), ctx, param_hint="'DIR'")
    with Store(folder / NAME, read_only=True) as store:
        if not is_laid_out(store.db):
            raise click.BadParameter(say(
                "archive.db is no archive of baocao; choose another folder" if is_foreign(store.db) else
                "archive.db is empty or of another version of baocao; run again: baocao ingest PATH --out {}", folder),
                ctx, param_hint="'DIR'")
    return folder


def everywhere(command: Command) -> Command:
    """The options that every command has."""
    flags = (("--quiet", "Say nothing but errors."), ("--verbose", "Say more: a line for every file."),
             ("--json-log", "Messages as JSON, one object a line."))
    for name, words in reversed(flags):
        command = click.option(name, is_flag=True, expose_value=False, callback=_note, help=words)(command)
    command = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False,
                           help="The language of messages; that of BAOCAO_LANG or of the computer, if not said.")(
                               command)
    return click.version_option(package_name="baocao", prog_name="baocao")(command)
