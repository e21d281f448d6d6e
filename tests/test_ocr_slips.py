"""What recognition misreads in symbols is offered, never applied, and lowers the confidence of what stands there."""

from __future__ import annotations

import pytest

from extract import Piece, Reading, compose, find, find_near_misses
from extract.document import Document
from extract.recognizers.ocr_slips import suggestion


@pytest.mark.parametrize(("raw", "suggested"), [
    ("l2/BC-UBND", "12/BC-UBND"),
    ("1I8/KH-UBND", "118/KH-UBND"),
    ("O5/KH-UBND", "05/KH-UBND"),
    ("15/2020/ND-CP", "15/2020/NĐ-CP"),
    ("27/BCUBND", "27/BC-UBND"),  # the hyphen is lost
    ("27/BC~UBND", "27/BC-UBND"),
    ("93/QĐ-ƯBND", "93/QĐ-UBND"),
    ("33/KH-UBNĐ", "33/KH-UBND"),
    ("31-QĐĐ/ĐU", "31-QĐ/ĐU"),  # a letter seen twice
    ("12/KHH-UBND", "12/KH-UBND"),
    ("15/2020/NĐD-CP", "15/2020/NĐ-CP"),
    ("12/TTT-BNV", "12/TT-BNV"),
    ("12/KH-LĐLĐ", None),  # right as it is
    ("12/KH-UBND", None),
    ("09-NQ/TW", None),
    ("09-NQ/TƯ", None),  # trung ương or tỉnh ủy
    ("12/ABC-XYZ", None),  # nothing known is near
    ("12/2020", None),
    ("DVK", None),
])
def test_one_known_symbol_or_none(raw: str, suggested: str | None) -> None:
    assert suggestion(raw) == suggested


def document(confidence: float | None) -> Document:
    text = "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2021, theo Quyết định số l7/QĐ-UBNĐ của huyện."
    return compose(Reading([Piece("Mở đầu", confidence=confidence), Piece(text, confidence=confidence)]))


def test_slips_are_near_misses_and_no_citation_is_changed() -> None:
    scanned, typed = document(0.5), document(None)
    misses = [miss for miss in find_near_misses(scanned, find(scanned)) if miss.suggestion]

    assert [(miss.raw, miss.suggestion) for miss in misses] == [("l7/QĐ-UBNĐ", "17/QĐ-UBND")]
    assert all(scanned.text[miss.start:miss.end] == miss.raw for miss in misses)
    assert not [miss for miss in find_near_misses(typed, find(typed)) if miss.suggestion]
    assert "17/QĐ-UBND" not in {citation.symbol for citation in find(scanned).citations}


def test_citations_on_scans_are_less_sure() -> None:
    scanned, typed = (next(iter(find(document(sure)).citations)) for sure in (0.5, None))

    assert scanned.symbol == typed.symbol == "12/KH-UBND"
    assert scanned.confidence == pytest.approx(0.75 * typed.confidence, abs=0.006)
