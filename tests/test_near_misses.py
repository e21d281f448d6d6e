"""What was not taken: every look finds its example, and nothing that a record holds is named."""

from __future__ import annotations

import pytest

from extract import Found, Header, Piece, Reading, compose, find, find_near_misses
from extract.recognizers.near_misses import LOOKS, Look

NOTHING = Found(Header(doc_id=""))
SILENT = ["17/19 tiêu chí", "04/4 khu", "giai đoạn 2022-2026", "4G/5G", "04 đồng chí", "12 đồng bào",
          "số 0912.345.678", "ngày 05/3/2024", "Covid-19", "3 đội"]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_look_finds_its_example(look: Look) -> None:
    document = compose(Reading([Piece(f"Theo mẫu {look.example}, đã làm.")]))
    misses = list(find_near_misses(document, NOTHING))

    assert [(miss.raw, miss.kind, miss.reason) for miss in misses] == [(look.example, look.kind, look.reason)]
    assert document.text[misses[0].start:misses[0].end] == misses[0].raw


@pytest.mark.parametrize("words", SILENT)
def test_what_looks_like_neither(words: str) -> None:
    assert list(find_near_misses(compose(Reading([Piece(f"Đạt {words}, vượt kế hoạch.")])), NOTHING)) == []


def test_what_was_taken_is_no_near_miss() -> None:
    document = compose(Reading([Piece("Theo Kế hoạch số 12/KH-UBND, đã chi 1.500.000 đồng.")]))
    assert [miss.raw for miss in find_near_misses(document, NOTHING)] == ["12/KH-UBND", "1.500.000 đồng"]
    assert list(find_near_misses(document, find(document))) == []
