"""What is drawn on a terminal: tables, marked text, a progress bar. The only importer of rich."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

PAPER = 160  # the width of what goes into a file or a pipe


def output() -> Console:
    """Standard output; what is not a terminal gets a wide page instead of 80 columns."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PAPER
    return console


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table; None is an empty cell, a whole number has no point."""
    table = Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD,
                  pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, map(_cell, row)))
    output().print(table)


def _cell(value: Any) -> str:
    """The value as it is read.

    >>> _cell(9.0), _cell(2.5), _cell(None), _cell(False)
    ('9', '2.5', '', 'False')
    """
    return "" if value is None else str(int(value) if isinstance(value, float) and value.is_integer() else value)


def print_marked(text: str, spans: Iterable[tuple[int, int, str]], styles: Mapping[str, str]) -> None:
    """Print a text with (start, end, kind) in the style of the kind, a line at a time."""
    console = output()
    waiting = sorted(spans, reverse=True)
    open_spans: list[tuple[int, int, str]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        while waiting and waiting[-1][0] < end:
            open_spans.append(waiting.pop())
        drawn = Text(line)
        for start, stop, kind in open_spans:
            drawn.stylize(styles[kind], max(start - at, 0), min(stop, end) - at)
        console.print(drawn, soft_wrap=True)
        open_spans = [span for span in open_spans if span[1] > end]
        at = end + 1


def print_passage(head: str, passage: str, marks: Iterable[tuple[int, int]]) -> None:
    """Print a passage in one line under its head, with the marked words in colour."""
    drawn = Text(passage.replace("\n", " "))
    for start, end in marks:
        drawn.stylize("bold yellow", start, end)
    output().print(Text(head, "bold"), drawn, "", sep="\n", soft_wrap=True)


def print_legend(styles: Mapping[str, str]) -> None:
    """Print which style stands for which kind."""
    output().print(Text("  ").join(Text(kind, style) for kind, style in styles.items()), soft_wrap=True)


def is_terminal() -> bool:
    """Whether messages go to a terminal on which a bar can be drawn."""
    return Console(file=sys.stderr).is_terminal


def bar(total: int) -> Progress:
    """A bar on standard error: files, rate, failures, time left (task fields: `rate`, `failed`)."""
    counts = TextColumn("files, {task.fields[rate]:.0f}/s, {task.fields[failed]} failed,")
    progress = Progress(BarColumn(), MofNCompleteColumn(), counts, TimeRemainingColumn(), TextColumn("left"),
                        console=Console(file=sys.stderr), transient=True)
    progress.add_task("", total=total, rate=0.0, failed=0)
    return progress
