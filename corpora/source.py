"""One annotated source file to a report: its head (what the gold says of the document) and its blocks.

The notation is told in README.md. A line of a source is one block; inline notes are written
`{{kind|key=value|words}}` and may be nested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

MARK = re.compile(r"\\[*|{}]|\*\*|\*|\{\{|\}\}")
BLOCK = re.compile(r"(?P<align>:[crj] )?(?P<mark>=+ |\* |#I |#\. |#a |# )?(?P<text>.*)", re.S)
KINDS = {"*": ("bullet", 1), "#I": ("number", 1), "#.": ("number", 2), "#a": ("number", 3), "#": ("simple", 1)}
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
SHOWN = ("ins", "del", "fn", "link", "br")


@dataclass(frozen=True)
class Run:
    """Words of one look; `footnote` holds the runs of the note that stands here."""

    text: str
    bold: bool = False
    italic: bool = False
    change: str = ""
    link: str = ""
    footnote: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Note:
    """What the gold says of some words: `kind` is cite, money, model, maybe or count."""

    kind: str
    keys: dict[str, str]
    words: str


@dataclass
class Block:
    """A paragraph, heading, list item, table, pair of columns, text box or page break."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    align: str = ""
    label: str = ""
    rows: list[list[list[list[Run]]]] = field(default_factory=list)  # rows, cells, lines, runs
    spans: list[list[str]] = field(default_factory=list)  # "<" left, "^" above, "" a cell of its own
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Source:
    """A whole source file."""

    name: str
    head: dict[str, str]
    blocks: list[Block]
    notes: list[Note]


def plain(runs: list[Run] | tuple[Run, ...]) -> str:
    """The words that a reader sees: without deleted ones, footnotes behind them.

    >>> plain(inline("Xã **{{model|owner=Hội|Nhà sạch}}**{{fn|Ghi chú}}", []))
    'Xã Nhà sạch\\nGhi chú'
    """
    body = "".join(run.text for run in runs if run.change != "del")
    return "\n".join([body, *(plain(run.footnote) for run in runs if run.footnote)])


def inline(text: str, notes: list[Note], look: Run = Run("")) -> list[Run]:
    """The runs of a piece of text; what is said of its words is added to `notes` in reading order."""
    runs: list[Run] = []
    at = 0
    while mark := MARK.search(text, at):
        runs += [replace(look, text=text[at : mark.start()])] if mark.start() > at else []
        at = mark.end()
        match mark[0]:
            case "**":
                look = replace(look, bold=not look.bold)
            case "*":
                look = replace(look, italic=not look.italic)
            case "{{":
                end = _closing(text, at)
                runs += _noted(text[at : end - 2], notes, look)
                at = end
            case "}}":
                raise ValueError(f"unopened braces: {text[max(0, at - 60):at]}")
            case escaped:
                runs.append(replace(look, text=escaped[1]))
    return [*runs, replace(look, text=text[at:])] if text[at:] else runs


def _noted(inside: str, notes: list[Note], look: Run) -> list[Run]:
    kind, *parts = split(inside, "|")
    words = parts.pop() if parts else ""
    keys = dict(part.split("=", 1) for part in parts)
    if kind == "br":
        return [replace(look, text="\n")]
    if kind == "fn":
        return [replace(look, text="", footnote=tuple(inline(words, notes)))]
    if kind in ("ins", "del"):
        return inline(words, notes if kind == "ins" else [], replace(look, change=kind))
    if kind == "link":
        return inline(words, notes, replace(look, link=keys["url"]))
    at = len(notes)
    notes.append(Note(kind, keys, ""))
    runs = inline(words, notes, look)
    notes[at] = Note(kind, keys, _one_line(plain([r for r in runs if not r.footnote])))
    return runs


def _one_line(words: str) -> str:
    """A broken line is a space; behind the join of a symbol it is nothing."""
    return " ".join(re.sub(r"(?<=\S[-/])\n", "", words).split())


def _closing(text: str, at: int) -> int:
    depth = 1
    for mark in re.compile(r"\{\{|\}\}").finditer(text, at):
        depth += 1 if mark[0] == "{{" else -1
        if not depth:
            return mark.end()
    raise ValueError(f"unclosed braces: {text[at:at + 80]}")


def split(text: str, sign: str) -> list[str]:
    """The parts between signs that stand outside of braces and are not escaped."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        if text.startswith(("{{", "}}"), at):
            depth += 1 if text[at] == "{" else -1
            at += 2
        elif text[at] == "\\":
            at += 2
        elif not depth and text.startswith(sign, at):
            parts.append(text[start:at])
            start = at = at + len(sign)
        else:
            at += 1
    return [*parts, text[start:]]


def read(path: Path) -> Source:
    """The report that a source file describes."""
    head, body = path.read_text(encoding="utf-8").split("\n===\n", 1)
    keys = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    notes: list[Note] = []
    lines = body.splitlines()
    blocks: list[Block] = []
    while lines:
        blocks += _block(lines, notes)
    _count(blocks)
    return Source(path.stem, keys, blocks, notes)


def _block(lines: list[str], notes: list[Note]) -> list[Block]:
    line = lines.pop(0)
    if not line.strip():
        return [Block("blank")]
    if line.startswith(("@table", "@columns", "@pre")):
        end = lines.index("@end")
        inside, lines[: end + 1] = lines[:end], []
        options = dict(word.split("=", 1) for word in line.split()[1:])
        return [{"@t": _table, "@c": _columns, "@p": _pre}[line[:2]](inside, options, notes)]
    if line.startswith("@page"):
        return [Block("page")]
    if line.startswith("@box "):
        return [Block("box", inline(line[5:], notes))]
    if not (parts := BLOCK.fullmatch(line)):
        raise ValueError(line)
    mark = (parts["mark"] or "").strip()
    kind, level = ("heading", len(mark)) if mark.startswith("=") else KINDS.get(mark, ("paragraph", 0))
    return [Block(kind, inline(parts["text"], notes), level, (parts["align"] or " ")[1:2].strip())]


def _table(lines: list[str], options: dict[str, str], notes: list[Note]) -> Block:
    block = Block("table", options=options)
    for line in lines:
        cells = [cell.strip() for cell in split(line, "|")]
        block.spans.append([cell if cell in ("<", "^") else "" for cell in cells])
        block.rows.append([[inline(part.strip(), notes) for part in split("" if cell in ("<", "^") else cell, "//")]
                           for cell in cells])
    return block


def _columns(lines: list[str], options: dict[str, str], notes: list[Note]) -> Block:
    cut = lines.index("|")
    cells = [[inline(line, notes) for line in part] for part in (lines[:cut], lines[cut + 1 :])]
    return Block("columns", rows=[cells], spans=[["", ""]], options=options)


def _pre(lines: list[str], options: dict[str, str], notes: list[Note]) -> Block:
    return Block("pre", inline("\n".join(lines), notes), options=options)


def _count(blocks: list[Block]) -> None:
    """Give list items the labels that Word would show."""
    counts = [0, 0, 0]
    simple = 0
    for block in blocks:
        simple = simple + 1 if block.kind == "simple" else 0
        if block.kind == "simple":
            block.label = f"{simple}."
        if block.kind == "number":
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (3 - block.level)
            at = counts[block.level - 1]
            block.label = (f"{ROMAN[at]}.", f"{at}.", f"{'abcdefghik'[at - 1]})")[block.level - 1]
