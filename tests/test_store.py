"""The store: STRICT tables in the contract's order, a transaction a document, Parquet of the right types."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract import Citation, Document, Found, Header, Piece, Reading, compose
from pipelines.archive import File
from pipelines.decisions.reviewed import WRITTEN
from pipelines.reading import all_rows, file_facts
from pipelines.schema import TABLES
from pipelines.store import Known, Store
from pipelines.tables import write_tables

CONTRACT = {
    "documents": "doc_id path format status error n_pages n_chars doc_type doc_type_abbr system number "
                 "symbol place date date_precision issuer issuer_parent level province district commune "
                 "province_code commune_code province_now commune_now title signer signer_title signed_for "
                 "recipients reader read_ms find_ms",
    "texts": "doc_id text",
    "blocks": "doc_id start end kind level page table row col bbox",
    "citations": "doc_id citation_id start end raw symbol_start symbol_end symbol_raw symbol doc_type "
                 "doc_type_abbr number year organ system date date_precision issuer title pinpoint group_id "
                 "page rule confidence",
    "dates": "doc_id start end raw date date_end date_precision kind valid page",
    "money": "doc_id start end raw amount_vnd amount_max_vnd qualifier per role malformed page model_id",
    "quantities": "doc_id start end raw value value_max unit qualifier page model_id",
    "models": "doc_id model_id name start end raw n_mentions owner place field field_inferred kind status "
              "year decision decision_date money_vnd page confidence",
    "model_counts": "doc_id start end raw count status kind year page",
    "people": "doc_id start end raw name role page",
    "findings": "doc_id rule severity start end raw message message_vi suggestion related page",
}
TYPES = {"int": pa.int64(), "text": pa.string(), "real": pa.float64(), "bool": pa.bool_(),
         "texts": pa.list_(pa.string()), "reals": pa.list_(pa.float64())}
SPOT = [("documents", "recipients", "texts"), ("documents", "number", "int"), ("blocks", "bbox", "reals"),
        ("dates", "valid", "bool"), ("money", "amount_vnd", "int"), ("quantities", "value", "real"),
        ("citations", "confidence", "real"), ("models", "field_inferred", "bool"),
        ("findings", "related", "texts")]


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "archive.db") as store:
        yield store


def document(doc_id: str, words: str = "Kế hoạch 12/KH-UBND") -> Document:
    return compose(Reading([Piece(words)]), doc_id)


def put(store: Store, name: str, doc_id: str, found: Found | None = None) -> None:
    found = found or Found(Header(doc_id=doc_id, recipients=("UBND huyện", "Lưu: VT")))
    rows = all_rows(document(doc_id), found, file_facts(name, document(doc_id)))
    store.save(Known(File("/archive", name, 1, 1), doc_id, "rules"), rows)


def paths(store: Store) -> list[str]:
    return [row[1] for row in store.rows(TABLES["documents"])]


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_are_the_contracts_and_then_ours(table: str) -> None:
    wanted = CONTRACT[table].split()
    assert [column.name for column in TABLES[table].columns][:len(wanted)] == wanted


def test_tables_are_strict_and_logged_ahead(store: Store) -> None:
    strict = dict(store.db.execute("SELECT name, strict FROM pragma_table_list").fetchall())

    assert all(strict[table] for table in TABLES)
    assert store.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_empty_tables_have_their_types(store: Store, tmp_path: Path) -> None:
    write_tables(store, tmp_path)

    for table in WRITTEN:
        schema = pq.read_schema(tmp_path / f"{table.name}.parquet")
        assert {field.name: field.type for field in schema} == {
            column.name: TYPES[column.kind] for column in table.columns}
    for name, column, kind in SPOT:
        assert pq.read_schema(tmp_path / f"{name}.parquet").field(column).type == TYPES[kind]


def test_lists_and_truth_values_come_back(store: Store) -> None:
    put(store, "a.docx", "1" * 16)

    names = [column.name for column in TABLES["documents"].columns]
    row = dict(zip(names, *store.rows(TABLES["documents"]), strict=True))
    assert row["recipients"] == ["UBND huyện", "Lưu: VT"]
    assert row["also_at"] is None and row["read_ms"] is None


def test_a_changed_file_replaces_its_rows(store: Store) -> None:
    put(store, "a.docx", "1" * 16)
    put(store, "a.docx", "2" * 16)

    assert [row[0] for row in store.rows(TABLES["documents"])] == ["2" * 16]
    assert [row[0] for row in store.rows(TABLES["texts"])] == ["2" * 16]


def test_all_rows_of_a_document_or_none(store: Store) -> None:
    put(store, "a.docx", "1" * 16)
    raw: Any = None  # the column must not be null
    broken = Citation(doc_id="2" * 16, citation_id="x", start=0, end=1, raw=raw, rule="r", confidence=1.0)
    with pytest.raises(sqlite3.IntegrityError):
        put(store, "b.docx", "2" * 16, Found(Header(doc_id="2" * 16), citations=(broken,)))

    assert paths(store) == ["a.docx"]
    assert store.count("texts") == 1
    assert store.known().keys() == {"/archive/a.docx"}


def test_the_same_bytes_twice_are_one_document(store: Store) -> None:
    put(store, "b.docx", "1" * 16)
    store.link(Known(File("/archive", "a.docx", 1, 1), "1" * 16, "rules"))
    store.settle_paths()
    assert paths(store) == ["a.docx"]
    assert store.db.execute("SELECT also_at FROM documents").fetchone() == ('["b.docx"]',)

    assert store.forget(["/archive/a.docx"]) == 0
    store.settle_paths()
    assert paths(store) == ["b.docx"]

    assert store.forget(["/archive/b.docx"]) == 1
    assert all(store.count(table) == 0 for table in TABLES)


def test_another_layout_is_made_anew(tmp_path: Path) -> None:
    with Store(tmp_path / "archive.db") as store:
        put(store, "a.docx", "1" * 16)
        store.db.execute("ALTER TABLE money RENAME COLUMN role TO purpose")
    with Store(tmp_path / "archive.db") as store:
        assert store.known() == {}
        assert "role" in [row[1] for row in store.db.execute("PRAGMA table_info(money)")]


def test_failures_is_a_view(store: Store) -> None:
    put(store, "a.docx", "1" * 16)
    store.db.execute("UPDATE documents SET status = 'failed', error = 'empty: x'")

    assert store.db.execute("SELECT path, error FROM failures").fetchall() == [("a.docx", "empty: x")]


def test_every_column_is_explained() -> None:
    explained = (Path(__file__).parents[1] / "outputs" / "README.md").read_text(encoding="utf-8")
    silent = [(table.name, column.name) for table in WRITTEN for column in table.columns
              if f"`{column.name}`" not in explained]
    assert silent == []
