"""What several commands share: kinds of arguments, and the options that every command has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipelines import logs
from pipelines.store import NAME

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
PLACE = click.Path(path_type=Path)
WRITTEN = click.Path(dir_okay=False, path_type=Path)
ANYTHING = click.Path(exists=True, path_type=Path)


def _note(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    """Settings count wherever they stand, before or after the command."""
    settings = ctx.find_root().ensure_object(dict)
    if value:
        settings[option.name] = True
    logs.configure(**settings)


def with_store(ctx: click.Context, param: click.Parameter, folder: Path) -> Path:
    """DIR, where a run has been."""
    if not (folder / NAME).is_file():
        raise click.BadParameter(f"there is no {NAME} in '{folder}'; make it with: "
                                 f"baocao ingest PATH --out {folder}", ctx, param_hint="'DIR'")
    return folder


def everywhere(command: Command) -> Command:
    """The options that every command has."""
    flags = (("--quiet", "Say nothing but errors."), ("--verbose", "Say more: a line for every file."),
             ("--json-log", "Messages as JSON, one object a line."))
    for name, words in reversed(flags):
        command = click.option(name, is_flag=True, expose_value=False, callback=_note, help=words)(command)
    return click.version_option(package_name="baocao", prog_name="baocao")(command)
