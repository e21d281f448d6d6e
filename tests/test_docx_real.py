"""Real Word files beside python-docx: the same words, and columns where there are columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest
from docx.document import Document as PythonDocument
from docx.table import Table, _Cell

from extract.cleaning import clean
from extract.document import Document, compose
from extract.readers import docx
from tests.cases import SHARED, needs_shared

FILES = sorted((SHARED / "real").glob("*.docx"))
pytestmark = needs_shared


def texts(container: PythonDocument | _Cell) -> Iterator[str]:
    """All texts that python-docx sees, merged cells once."""
    seen = []
    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for cell in (cell for row in block.rows for cell in row.cells):
            if cell._tc not in seen:
                seen.append(cell._tc)
                yield from texts(cell)


def read(path: Path) -> Document:
    return compose(docx.read(path.read_bytes()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:24])
def test_no_word_of_python_docx_is_lost(path: Path) -> None:
    reference = Counter(clean("\n".join(texts(python_docx.Document(str(path))))).split())

    assert reference - Counter(read(path).text.split()) == Counter()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:24])
def test_paragraphs_of_the_body_keep_their_order(path: Path) -> None:
    text = read(path).text
    at = 0
    for paragraph in python_docx.Document(str(path)).paragraphs:
        words = clean(paragraph.text).strip()
        found = text.find(words, at)
        assert found >= 0, words
        at = found + len(words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:24])
def test_a_letterhead_in_a_table_has_the_number_before_the_state(path: Path) -> None:
    if not isinstance(next(python_docx.Document(str(path)).iter_inner_content()), Table):
        pytest.skip("begins with no table")
    blocks = read(path).text.split("\n")[:12]
    number = next((at for at, line in enumerate(blocks) if line.startswith("Số") and "/" in line), None)
    state = next((at for at, line in enumerate(blocks) if line.startswith("CỘNG H")), None)

    assert number is not None and state is not None and number < state
