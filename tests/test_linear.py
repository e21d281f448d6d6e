"""No pattern of the citation finder blows up: text made to be almost matched is read in seconds, not hours."""

from __future__ import annotations

import time

import pytest

from extract.document import Piece, Reading, compose
from extract.recognizers.citations import find_citations

REPEATED = ("1/", "12-", "số ", "1/QĐ-", "Luật sửa đổi, bổ sung ", "Luật Abc, ", "Điều 1, ", "của Ban ", "1 ", ", 1",
            "Quyết định số ", "Quyết định số 1/QĐ-UBND “", "Nghị quyết Đại hội ", "số .........",
            "số 1/KH-BCĐ của Ban Chỉ đạo ")
SIZE = 200_000
LIMIT = 20  # seconds; half a second is usual, and a quadratic pattern would take minutes


@pytest.mark.parametrize("words", REPEATED)
def test_almost_citations_are_read_in_linear_time(words: str) -> None:
    document = compose(Reading([Piece("số 1" + words * (SIZE // len(words)))]))
    started = time.process_time()
    for citation in find_citations(document):
        assert document.text[citation.start:citation.end] == citation.raw
    assert time.process_time() - started < LIMIT
