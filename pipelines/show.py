"""One file on the screen: its text with what was found in colour, then the records; or as JSON, or as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from extract import Document, Found, find, find_near_misses, read
from extract.options import Options
from pipelines import bsdtar, ocr, office, terminal
from pipelines.archive import text as written
from pipelines.files import replacing
from pipelines.reading import all_rows, file_facts
from pipelines.schema import TABLES, VOLATILE
from pipelines.show_page import page

STYLES = {"header_fields": "underline", "quantities": "magenta", "people": "blue", "dates": "yellow",
          "money": "bold green", "citations": "bold cyan", "near_misses": "reverse red"}
# The columns that a reader of the screen needs; all the others are in the JSON and in the tables.
COLUMNS = {
    "header_fields": ("field", "start", "raw"),
    "citations": ("start", "symbol", "doc_type", "date", "issuer", "title", "rule"),
    "dates": ("start", "raw", "date", "date_end", "kind", "valid"),
    "money": ("start", "raw", "amount_vnd", "amount_max_vnd", "qualifier", "per", "role", "malformed"),
    "quantities": ("start", "raw", "value", "value_max", "unit", "qualifier"),
    "people": ("start", "raw", "name", "role"),
    "near_misses": ("start", "kind", "raw", "reason", "suggestion"),
}


def _options() -> Options:
    """The programs of this machine; nothing is kept."""
    return Options("auto", ocr.recogniser(), office.converter(), (), bsdtar.to_tar())


def show(path: Path, *, as_json: bool, near_misses: bool) -> None:
    """Read one file, without a store, and print what was found. Raises `Unreadable`."""
    document = read(path, _options())
    found = find(document)
    tables = dict(_records(path, document, found, near_misses=near_misses))
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(tables)).decode())
    else:
        _print(document, tables)


def page_of(path: Path) -> Iterator[str]:
    """The marked page of one file, without a store, piece by piece. Raises `Unreadable`."""
    document = read(path, _options())
    tables = dict(_records(path, document, find(document), near_misses=False))
    return page(written(Path(path.name)), document, tables)


def write_page(pieces: Iterable[str], out: Path | None) -> None:
    """Write a page into `out`, or print it."""
    if out is None:
        print("".join(pieces), end="")
        return
    with replacing(out) as draft:
        draft.write_text("".join(pieces), encoding="utf-8", newline="\n")


def _records(path: Path, document: Document, found: Found, *,
             near_misses: bool) -> Iterator[tuple[str, Any]]:
    """The rows of every table about this one document, each a dictionary; what is there once, alone."""
    rows = all_rows(document, found, file_facts(written(Path(path.name)), document, n_bytes=path.stat().st_size))
    (document_row,) = _named("documents", rows.pop("documents"))
    yield "document", {name: value for name, value in document_row.items() if name not in VOLATILE}
    rows.pop("texts")
    yield "text", document.text
    for name, values in rows.items():
        yield name, _named(name, values)
    if near_misses:
        yield "near_misses", [msgspec.structs.asdict(miss) for miss in find_near_misses(document, found)]


def _named(table: str, rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = [column.name for column in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _print(document: Document, tables: dict[str, Any]) -> None:
    styles = {kind: style for kind, style in STYLES.items() if tables.get(kind)}
    terminal.print_legend(styles)
    spans = ((row["start"], row["end"], kind) for kind in styles for row in tables[kind])
    terminal.print_marked(document.text, spans, styles)
    known = [(name, value) for name, value in tables["document"].items() if value not in (None, ())]
    terminal.print_table("document", ("column", "value"), known)
    for kind, columns in COLUMNS.items():
        if kind in tables:
            cells = [[row[name] for name in columns] for row in tables[kind]]
            terminal.print_table(f"{kind} ({len(cells)})", columns if cells else (), cells)
