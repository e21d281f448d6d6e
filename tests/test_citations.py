"""Citations: every written form with what it says, and what looks like one and is none."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.recognizers.citations import CONFIDENCE, find_citations
from extract.recognizers.dates import find_dates
from extract.records import Citation

from .cases import cases, unmarked


def document_of(text: str) -> Document:
    return compose(Reading([Piece(text)]), "0" * 16)


def citations_in(text: str) -> list[Citation]:
    document = document_of(text)
    return list(find_citations(document, list(find_dates(document))))


@pytest.mark.parametrize("case", cases("citations"))
def test_citations_of_the_case(case: dict[str, Any]) -> None:
    found = citations_in(case["text"])
    assert [{key: getattr(citation, key) for key in expected} for citation, expected in
            zip(found, case["found"], strict=False)] == case["found"]
    assert len(found) == len(case["found"])


@pytest.mark.parametrize("case", unmarked("citations"))
def test_spans_rest_on_the_words(case: dict[str, Any]) -> None:
    document = document_of(case["text"])
    for citation in find_citations(document, list(find_dates(document))):
        assert document.text[citation.start:citation.end] == citation.raw
        assert citation.rule in CONFIDENCE
        if citation.symbol_raw is not None:
            assert document.text[citation.symbol_start:citation.symbol_end] == citation.symbol_raw
            assert citation.start <= (citation.symbol_start or 0) < (citation.symbol_end or 0) <= citation.end


@pytest.mark.parametrize("own", [(0, 15), (4, 15)])
def test_the_documents_own_number_is_none(own: tuple[int, int]) -> None:
    document = document_of("Số: 36 /BC-HĐND\nTheo Báo cáo số 36/BC-HĐND ngày 20/4/2022")
    found = list(find_citations(document, list(find_dates(document)), own=own))
    assert [(citation.symbol, citation.date) for citation in found] == [("36/BC-HĐND", "2022-04-20")]


def test_a_law_is_not_the_documents_own_number() -> None:
    document = document_of("Luật Đất đai; 36/BC-HĐND")
    assert [citation.title for citation in find_citations(document, own=(0, 12))] == ["Luật Đất đai", None]


PLANTED = st.lists(st.sampled_from([
    ("Quyết định số {}/QĐ-UBND", "{}/QĐ-UBND"), ("Chỉ thị số {}-CT/TU", "{}-CT/TU"), ("Kế hoạch {}-KH/ĐU", "{}-KH/ĐU"),
    ("Nghị định số {}/2020/NĐ-CP", "{}/2020/NĐ-CP"), ("Luật số {}/2022/QH15", "{}/2022/QH15"),
    ("Công văn số {}/SNV-TCBC", "{}/SNV-TCBC")]), min_size=1, max_size=6)
FILLERS = ("nhằm nâng cao chất lượng công tác", "trên địa bàn đạt 17/19 tiêu chí", "với 350 ngày công", "tại 8/8 thôn",
           "trong giai đoạn 2021-2025", "được nhân dân đồng tình hưởng ứng", "thực hiện tốt phong trào")


@given(PLANTED, st.integers(0, 2**32))
def test_planted_citations_are_all_found(planted: list[tuple[str, str]], seed: int) -> None:
    dice = random.Random(seed)
    numbers = [dice.randrange(1, 9999) for _ in planted]
    text = ". ".join(f"Xã đã triển khai {form.format(f'{number:02}')} {dice.choice(FILLERS)}"
                     for (form, _), number in zip(planted, numbers, strict=True))
    expected = [symbol.format(f"{number:02}") for (_, symbol), number in zip(planted, numbers, strict=True)]
    assert [citation.symbol for citation in citations_in(text)] == expected


@given(st.text(alphabet="0123456789/-., ĐQUBNDKHTWsốLuật ngàycủaVà\n()“”", max_size=120))
def test_any_text_gives_sound_rows(text: str) -> None:
    document = document_of(text)
    for citation in find_citations(document, list(find_dates(document))):
        assert document.text[citation.start:citation.end] == citation.raw
