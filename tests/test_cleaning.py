"""Cleaning of what cannot carry meaning."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.cleaning import clean
from tests.cases import cases


@pytest.mark.parametrize("case", cases("cleaning"))
def test_cases(case: dict[str, Any]) -> None:
    assert clean(case["text"]) == case["clean"]


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_composed_letters_and_one_kind_of_line_end(text: str) -> None:
    cleaned = clean(text)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\v\f\t\u00a0\u00ad\u200b\ufeff\u00d0\u2028")


@given(st.text(alphabet="abcăâđêôơưáàảãạABCĂÂĐÊÔƠƯ 0123456789.,;:/-“”()\n"))
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
