"""Written tables after decisions: the rows of some documents take the place of those on disk, all others pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.decisions.reviewed import WRITTEN, Reviewed
from pipelines.files import replacing
from pipelines.schema import Row, Table
from pipelines.store import Store
from pipelines.tables import ROWS_A_GROUP, batch_of, schema_of, write_batches, write_table

ANEW = "findings"  # every audit makes these anew: the table is written as a whole


def renew_tables(store: Store, folder: Path, doc_ids: Iterable[str]) -> list[Path]:
    """Write what was decided about these documents into the tables in `folder`; gives those that changed.

    They are byte for byte what `write_tables` would write, if nothing but decisions has changed since it did.
    """
    reviewed, order = Reviewed(store.db, doc_ids), store.order()
    paths = []
    for table in WRITTEN:
        touched = sorted((doc_id for doc_id in list(reviewed.heads) if reviewed.touches(doc_id, table.name)),
                         key=order.__getitem__)
        if touched and table.name == ANEW:
            paths.append(write_table(store, table, folder / f"{table.name}.parquet"))
        elif touched:
            fresh = {doc_id: _rows(store, reviewed, table, doc_id) for doc_id in touched}
            paths.append(_renew(table, folder / f"{table.name}.parquet", fresh, order))
    return paths


def _rows(store: Store, reviewed: Reviewed, table: Table, doc_id: str) -> list[Row]:
    if table.name in ("documents", "failures"):
        return [reviewed.document(row) for row in store.rows_of(table, doc_id)]
    return reviewed.rows(doc_id, table.name)


def _renew(table: Table, path: Path, fresh: Mapping[str, list[Row]], order: Mapping[str, int]) -> Path:
    schema = schema_of(table.columns)
    batches = {doc_id: batch_of(rows, schema) for doc_id, rows in fresh.items()}
    with replacing(path) as draft, pq.ParquetFile(path) as before:  # Windows replaces no file that is open
        pieces = _pieces(before.iter_batches(ROWS_A_GROUP), batches, order)
        write_batches(_regrouped(pieces, schema), schema, draft)
    return path


def _pieces(before: Iterable[pa.RecordBatch], fresh: Mapping[str, pa.RecordBatch],
            order: Mapping[str, int]) -> Iterator[pa.RecordBatch]:
    """The rows on disk and the fresh ones, in the order of their documents."""
    waiting = [*fresh][::-1]
    for batch in before:
        done = start = 0  # rows that have passed, where the document begins
        runs = pc.run_end_encode(batch.column("doc_id"))
        for doc_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            while waiting and order[waiting[-1]] <= order[doc_id]:
                yield batch.slice(done, start - done)
                done = start
                yield fresh[waiting.pop()]
            if doc_id in fresh:  # perhaps from the batch before on
                yield batch.slice(done, start - done)
                done = end
            start = end
        yield batch.slice(done)
    yield from (fresh[doc_id] for doc_id in reversed(waiting))


def _regrouped(pieces: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The same rows in batches as `write_rows` makes them."""
    held: list[pa.RecordBatch] = []
    for piece in pieces:
        held.append(piece)
        while sum(map(len, held)) >= ROWS_A_GROUP:
            joined = pa.Table.from_batches(held, schema).combine_chunks().to_batches()[0]
            yield joined.slice(0, ROWS_A_GROUP)
            held = [joined.slice(ROWS_A_GROUP)]
    yield from (batch for batch in pa.Table.from_batches(held, schema).combine_chunks().to_batches() if len(batch))
