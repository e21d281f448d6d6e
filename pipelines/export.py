"""The tables in another form: csv for Excel, jsonl for programs, parquet; xlsx is in `workbook`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipelines.decisions.reviewed import WRITTEN, rows
from pipelines.dictionary import json_schema
from pipelines.files import replacing
from pipelines.schema import Table
from pipelines.store import NAME, Store
from pipelines.tables import FOLDER, write_tables
from pipelines.upkeep import renew
from pipelines.workbook import write_workbook

# A cell that begins with one of these is a formula to Excel, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(store: Store, folder: Path) -> list[Path]:
    """A UTF-8 file with BOM a table, so that Excel sees Vietnamese; an unknown cell is empty."""
    return [_write_csv(store, table, folder / f"{table.name}.csv") for table in WRITTEN]


def _write_csv(store: Store, table: Table, path: Path) -> Path:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.name for column in table.columns)
        for row in rows(store, table):
            writer.writerow(csv_cell(value) for value in row)
    return path


def csv_cell(value: Any) -> Any:
    """The value as a cell: a list joined by ` | `, what Excel would take for a formula behind an apostrophe.

    >>> csv_cell("-BC/BCĐ"), csv_cell(("UBND huyện", "Lưu: VT")), csv_cell(-5), csv_cell(True)
    ("'-BC/BCĐ", 'UBND huyện | Lưu: VT', -5, 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        value = " | ".join(str(part) for part in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_jsonl(store: Store, folder: Path) -> list[Path]:
    """A file a table, one JSON object a row, an unknown cell null; and `schema.json`, which says what a row is."""
    return [*(_write_jsonl(store, table, folder / f"{table.name}.jsonl") for table in WRITTEN),
            _write_schema(folder / "schema.json")]


def _write_schema(path: Path) -> Path:
    with replacing(path) as draft:
        draft.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def _write_jsonl(store: Store, table: Table, path: Path) -> Path:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        for line in _json_lines(store, table):
            stream.write(f"{line}\n")
    return path


def _json_lines(store: Store, table: Table) -> Iterator[str]:
    names = [column.name for column in table.columns]
    for row in rows(store, table):
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)


def write_xlsx(store: Store, path: Path) -> list[Path]:
    """One workbook with a sheet a table: at `path` where it is named *.xlsx, else below it."""
    return [write_workbook(store, path if path.suffix.lower() == ".xlsx" else path / "tables.xlsx")]


# The forms, what writes each, and where below the archive's folder it goes when nothing else is said.
FORMS: dict[str, tuple[Callable[[Store, Path], list[Path]], str]] = {
    "csv": (write_csv, "csv"),
    "jsonl": (write_jsonl, "jsonl"),
    "xlsx": (write_xlsx, "tables.xlsx"),
    "parquet": (write_tables, "tables"),
}


def write(archive: Path, form: str, out: Path | None = None) -> list[Path]:
    """Write all tables of the archive in a form, to `out` or into the archive's folder; gives the files.

    Raises `upkeep.AlreadyRunning` where the archive's own tables are being written by a run.
    """
    writer, place = FORMS[form]
    if form == "parquet" and out is None:
        renew(archive, whole=True)
        return [archive / FOLDER / f"{table.name}.parquet" for table in WRITTEN]
    target = out or archive / place
    (target.parent if target.suffix.lower() == ".xlsx" else target).mkdir(parents=True, exist_ok=True)
    with Store(archive / NAME, read_only=True) as store:
        return writer(store, target)
