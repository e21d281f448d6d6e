"""Mistakes of users and of their computers, told in one line; a bug is seen."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError

from pipelines.languages import say, say_mistake
from pipelines.mistakes import in_words
from pipelines.upkeep import AlreadyRunning


class Told(click.ClickException):
    """One line on standard error, in the language that was chosen."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it."""
        click.echo(say("Error: {}", self.message), file=file, err=file is None)


class WrongUse(Told):
    """The command was not called as it can be."""

    exit_code = 2


@contextmanager
def told() -> Iterator[None]:
    """Tell what goes wrong within, but for bugs."""
    try:
        yield
    except Told:
        raise
    except NoArgsIsHelpError:
        raise  # it is the help
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "baocao"
        words = f"{say_mistake(_in_one_line(error))} {say('(help: {} --help)', where)}"
        raise WrongUse(words) from error
    except AlreadyRunning as error:
        raise Told(str(error)) from error
    except click.ClickException as error:
        raise Told(say_mistake(_in_one_line(error))) from error
    except (OSError, sqlite3.Error) as error:
        found = in_words(error)
        if found is None:
            raise
        raise Told(found) from error


def _in_one_line(error: click.ClickException) -> str:
    """What click says; it puts the choices of a missing option below one another."""
    return re.sub(r"\s*\n\s*", " ", error.format_message())
