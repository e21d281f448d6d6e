"""What every column means: as a page for people, and as JSON Schema for programs that read the JSONL."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from pipelines.decisions.reviewed import WRITTEN
from pipelines.schema import FAILURES, Column, Table

ALL = "*"  # in the file: a column of every table that has it
KINDS = {"text": "text", "int": "int", "real": "real", "bool": "bool", "texts": "list of text",
         "reals": "list of real"}
JSON: dict[str, dict[str, Any]] = {
    "text": {"type": "string"}, "int": {"type": "integer"}, "real": {"type": "number"}, "bool": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}}, "reals": {"type": "array", "items": {"type": "number"}},
}


def read_meanings() -> dict[tuple[str, str], str]:
    """(table, column) -> what it means; the column of a table's own line is empty."""
    lines = files("pipelines").joinpath("dictionary.csv").read_text(encoding="utf-8").splitlines()
    return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(lines)}


def meaning(meanings: Mapping[tuple[str, str], str], table: str, column: str) -> str:
    """What a column means, by its own line or by that of all tables. Raises KeyError where nobody said it."""
    table = "documents" if table == FAILURES.name and column else table
    return meanings.get((table, column)) or meanings[ALL, column]


def as_page(tables: Iterable[Table]) -> Iterator[str]:
    """The tables in Markdown, line by line."""
    meanings = read_meanings()
    for table in tables:
        yield f"## {table.name}: {meaning(meanings, table.name, '')}\n"
        if table.name != FAILURES.name:
            yield "| column | type | may be null | meaning |\n| --- | --- | --- | --- |"
            yield from (_line(column, meaning(meanings, table.name, column.name)) for column in table.columns)
            yield ""


def _line(column: Column, words: str) -> str:
    """A row of the page; a bar inside a cell is written with a stroke.

    >>> _line(Column("year", "int", False), "the year")
    '| `year` | int | yes | the year |'
    """
    escaped = words.replace("|", "\\|")
    return f"| `{column.name}` | {KINDS[column.kind]} | {'' if column.required else 'yes'} | {escaped} |"


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a line of each `TABLE.jsonl`, under `$defs`."""
    meanings = read_meanings()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "baocao export --format jsonl",
            "description": "A line of TABLE.jsonl is an instance of #/$defs/TABLE.",
            "$defs": {table.name: _of_table(table, meanings) for table in WRITTEN}}


def _of_table(table: Table, meanings: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    properties = {column.name: _of_column(column, meaning(meanings, table.name, column.name))
                  for column in table.columns}
    return {"description": meaning(meanings, table.name, ""), "type": "object", "properties": properties,
            "required": list(properties), "additionalProperties": False}


def _of_column(column: Column, words: str) -> dict[str, Any]:
    """The schema of a value.

    >>> _of_column(Column("page", "int", False), "the page")
    {'type': ['integer', 'null'], 'description': 'the page'}
    """
    shape = dict(JSON[column.kind])
    if not column.required:
        shape["type"] = [shape["type"], "null"]
    return shape | {"description": words}
