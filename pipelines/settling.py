"""What depends on all files of a document, whatever order they came in: its path, and what its folders tell."""

from __future__ import annotations

from collections.abc import Iterator

from extract import Block, Document, Places
from extract.document import FURNITURE
from extract.recognizers.dates import find_dates
from extract.recognizers.header import find_header
from extract.recognizers.places import find_places
from pipelines.layout import names
from pipelines.schema import TABLES, from_store
from pipelines.store import Store


def settle(store: Store) -> None:
    """Give each document its path; one read in another folder than that of its path gets its places anew."""
    elsewhere = store.settle_paths()
    with store.transaction():
        for doc_id, relative in elsewhere.items():
            _place(store, doc_id, relative)


def _place(store: Store, doc_id: str, relative: str) -> None:
    """As if it had been read there: the text and all that is found in it are the same."""
    for document in _document(store, doc_id):
        header, fields = find_header(document, tuple(find_dates(document)))
        places = find_places(document, header, fields, relative)
        columns = ", ".join(f'"{name}" = ?' for name in Places.__struct_fields__)
        values = [getattr(places, name) for name in Places.__struct_fields__]
        store.db.execute(f"UPDATE documents SET {columns} WHERE doc_id = ?", [*values, doc_id])
        store.mark_tables(stale=True)
    store.db.execute("UPDATE read_as SET relative = ? WHERE doc_id = ?", [relative, doc_id])


def _document(store: Store, doc_id: str) -> Iterator[Document]:
    """The document as it was read, without its emphasis; none where it gave no text."""
    columns = ", ".join(f'"{name}"' for name in names(TABLES["blocks"]))
    rows = store.db.execute(f"SELECT {columns} FROM blocks WHERE doc_id = ? ORDER BY rowid", [doc_id])
    blocks = tuple(Block(*row[1:]) for row in map(from_store(TABLES["blocks"]), rows))
    flow_end = max((block.end for block in blocks if block.kind not in FURNITURE), default=0)
    for format, text in store.db.execute("SELECT format, text FROM documents JOIN texts USING (doc_id) "
                                         "WHERE doc_id = ?", [doc_id]):
        yield Document(doc_id, format, text, flow_end, blocks)
