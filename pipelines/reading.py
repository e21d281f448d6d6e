"""One file to the rows of its document: read, find, and what happened on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import msgspec

from extract import Document, Found, Header, Places, Unreadable, find, read_bytes
from extract.options import PLAIN, Options
from extract.readers import READERS, detect
from pipelines.archive import File
from pipelines.doc_ids import LARGEST, digest, hash_of, stand_in
from pipelines.schema import DOCUMENT_COLUMNS, FileFacts, Row
from pipelines.store import Rows

# Reasons that may be gone at the next run: such a file is read again although it has not changed.
PASSING = ("no_access: ", "changed: ")
FOUND = ("citations", "dates", "money", "quantities", "models", "model_counts", "people", "header_fields")


def load(file: File) -> tuple[str, bytes | Unreadable]:
    """The doc_id of a file and its bytes, or why they could not be had."""
    if file.is_remote:
        from pipelines.cluster import storage  # comes with an extra

        return storage.load(file)
    path = file.on_disk
    try:
        if file.size > LARGEST:
            return hash_of(file), Unreadable("too_large", f"No report is so large ({file.size / 2**20:,.0f} MB).")
        data, after = path.read_bytes(), path.stat()
    except OSError as error:
        return stand_in(file.source), Unreadable("no_access", f"The file cannot be opened ({error.strerror}).")
    if (len(data), after.st_mtime_ns) != (file.size, file.mtime_ns):
        return stand_in(file.source), Unreadable("changed", "The file changed while it was being read; run again.")
    return digest(data), data


class Outcome(NamedTuple):
    """What became of a file, and the rows it gives every table."""

    facts: FileFacts
    rows: Rows


def outcome_of(path: str, doc_id: str, data: bytes | Unreadable, options: Options = PLAIN,
               n_bytes: int | None = None, format: str | None = None) -> Outcome:
    """Read and find; a file that gives no text is one row of `documents`, with the reason."""
    started = perf_counter()
    n_bytes = len(data) if isinstance(data, bytes) else n_bytes
    try:
        if isinstance(data, Unreadable):
            raise data
        document = read_bytes(data, path.rpartition("/")[2], options, format)
    except Unreadable as error:
        return failure(path, doc_id, error, data, n_bytes=n_bytes, read_ms=_since(started))
    read_ms, started = _since(started), perf_counter()
    found = find(document, path)
    facts = file_facts(path, document, n_bytes=n_bytes, read_ms=read_ms, find_ms=_since(started))
    return Outcome(facts, all_rows(document, found, facts))


def failure(path: str, doc_id: str, error: Unreadable, data: bytes | Unreadable, **more: Any) -> Outcome:
    """The one row of a file that gives no text."""
    facts = FileFacts(path=path, format=_format(path, data), status="failed", error=str(error), **more)
    return Outcome(facts, {"documents": [document_row(Header(doc_id=doc_id), Places(), facts)]})


def file_facts(path: str, document: Document, **more: Any) -> FileFacts:
    """What is known of a file that was read."""
    return FileFacts(path=path, format=document.format, status="partial" if document.partial else "ok",
                     error=document.partial, n_pages=document.n_pages, n_chars=len(document.text),
                     reader=document.reader, **more)


def all_rows(document: Document, found: Found, facts: FileFacts) -> dict[str, list[Row]]:
    """The rows of a document that was read, for every table that speaks of it."""
    rows = {name: _tuples(getattr(found, name)) for name in FOUND}
    blocks = [(document.doc_id, *msgspec.structs.astuple(block)) for block in document.blocks]
    return {"documents": [document_row(found.header, found.places, facts)], "texts": [(document.doc_id, document.text)],
            "blocks": blocks, **rows}


def document_row(header: Header, places: Places, facts: FileFacts) -> Row:
    """The row of the `documents` table."""
    values = msgspec.structs.asdict(header) | msgspec.structs.asdict(places) | msgspec.structs.asdict(facts)
    return tuple(values[name] for name in DOCUMENT_COLUMNS)


def _tuples(records: Iterable[msgspec.Struct]) -> list[Row]:
    return [msgspec.structs.astuple(record) for record in records]


def _since(started: float) -> float:
    """Milliseconds since `started`."""
    return round((perf_counter() - started) * 1000, 3)


def _format(path: str, data: bytes | Unreadable) -> str | None:
    """What kind of file it is that could not be read: by its bytes, or else by its name."""
    suffix = Path(path).suffix.lower()
    by_name = next((row.format for row in READERS.values() if suffix in row.suffixes), None)
    try:
        return detect(data, path) if isinstance(data, bytes) and data else by_name
    except Unreadable:
        return by_name
