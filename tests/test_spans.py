"""The promise that everything rests on: `text[start:end] == raw` on every row, over every file we can get."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from extract import find, read
from extract.document import FURNITURE, Document
from extract.errors import Unreadable
from extract.records import Found

from .cases import SHARED

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "corpora" / "sample", SHARED / "reports", SHARED / "real", SHARED / "legacy")
FILES = [path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()
         and path.suffix != ".json" and not path.name.endswith(".truth.txt")]
TABLES = ("header_fields", "citations", "dates", "money", "quantities", "people", "models", "model_counts")


def check_text(document: Document) -> None:
    assert unicodedata.is_normalized("NFC", document.text)
    assert "\xa0" not in document.text
    assert "\r" not in document.text
    for before, after in pairwise(document.blocks):
        assert before.end < after.start
    for block in document.blocks:
        assert document.text[block.start:block.end].strip()
        assert (block.kind in FURNITURE) == (block.start >= document.flow_end)


def check_rows(document: Document, found: Found) -> None:
    for table in TABLES:
        rows = getattr(found, table)
        for row in rows:
            assert 0 <= row.start < row.end <= document.flow_end, (table, row)
            assert document.text[row.start:row.end] == row.raw, (table, row)
    for citation in found.citations:
        if citation.symbol_raw is not None:
            assert document.text[citation.symbol_start:citation.symbol_end] == citation.symbol_raw
    assert len({citation.citation_id for citation in found.citations}) == len(found.citations)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_rests_on_its_words(path: Path) -> None:
    try:
        document = read(path)
    except Unreadable as error:
        assert error.code
        assert error.message.endswith((".", ")"))
        return
    check_text(document)
    check_rows(document, find(document))


def test_the_sample_archive_is_there() -> None:
    assert sum(path.is_relative_to(ROOT) for path in FILES) >= 24
