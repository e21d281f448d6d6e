"""The store's tables as Parquet files, byte-identical from run to run. This package is the only importer of pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.decisions.reviewed import WRITTEN, rows, with_column
from pipelines.files import replacing
from pipelines.schema import Column, Row, Table
from pipelines.store import Store

FOLDER = "tables"
TYPES = {"text": pa.string(), "int": pa.int64(), "real": pa.float64(), "bool": pa.bool_(),
         "texts": pa.list_(pa.string()), "reals": pa.list_(pa.float64())}
ROWS_A_GROUP, TEXTS_A_GROUP = 20_000, 500  # whole texts are large: a group of them has to fit into memory


def write_tables(store: Store, folder: Path) -> list[Path]:
    """Write every table into `folder`, one Parquet file each; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_table(store, table, folder / f"{table.name}.parquet") for table in WRITTEN]


def write_table(store: Store, table: Table, path: Path) -> Path:
    """Write one table; its rows stand by path, then by place in the text."""
    size = TEXTS_A_GROUP if table.name == "texts" else ROWS_A_GROUP
    return write_rows(with_column(table).columns, rows(store, table), path, size)


def write_rows(columns: Iterable[Column], found: Iterator[Row], path: Path, size: int = ROWS_A_GROUP) -> Path:
    """Write rows of such columns, in their order, so many in a row group."""
    schema = schema_of(columns)
    groups = iter(lambda: list(islice(found, size)), [])
    with replacing(path) as draft:
        write_batches((batch_of(group, schema) for group in groups), schema, draft)
    return path


def schema_of(columns: Iterable[Column]) -> pa.Schema:
    """The columns as Arrow has them."""
    return pa.schema([pa.field(column.name, TYPES[column.kind]) for column in columns])


def batch_of(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as Arrow has them."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.record_batch([pa.array(list(values), field.type) for values, field
                            in zip(columns, schema, strict=True)], schema=schema)


def write_batches(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> None:
    """Write batches of rows, a row group each."""
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def missing(folder: Path) -> bool:
    """Whether any table is not there."""
    return not all((folder / f"{table.name}.parquet").is_file() for table in WRITTEN)


def read_table(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a written table, a dictionary each."""
    for batch in pq.ParquetFile(folder / f"{name}.parquet").iter_batches():
        yield from batch.to_pylist()


def folder_of(archive: Path) -> Path | None:
    """Where the tables of an archive lie: in its folder `tables`, or right there; None if nowhere."""
    places = (archive / FOLDER, archive)
    return next((folder for folder in places if (folder / "documents.parquet").is_file()), None)
