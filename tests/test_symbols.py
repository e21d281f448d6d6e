"""Symbols: canonical forms, real lists, and that odd spacing, dashes and letters do not change the meaning."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.recognizers.symbols import parse, type_codes
from extract.recognizers.symbols_in_text import scan
from extract.vocab import rows

from .cases import SHARED, cases, needs_shared


@pytest.mark.parametrize("case", cases("symbols"))
def test_symbol_means_what_the_case_says(case: dict[str, Any]) -> None:
    symbol = parse(case["raw"])
    if case["symbol"] is None:
        assert symbol is None
        return
    assert symbol is not None
    expected = {key: value for key, value in case.items() if key not in ("label", "raw")}
    assert {key: getattr(symbol, key) for key in expected} == expected


@pytest.mark.parametrize("case", cases("symbols_in_text"))
def test_symbols_stand_where_the_case_says(case: dict[str, Any]) -> None:
    found = list(scan(case["text"]))
    assert [{"raw": hit.raw, "symbol": hit.symbol.symbol, "leads": [number for _, number in hit.leads]}
            for hit in found] == case["found"]
    assert all(case["text"].startswith(number, start) for hit in found for start, number in hit.leads)


NUMBERED = [row for row in rows("doc_types") if row["example"][:1].isdigit()]


@pytest.mark.parametrize("row", NUMBERED, ids=lambda row: row["example"])
def test_every_document_type_reads_its_own_example(row: dict[str, str]) -> None:
    symbol = parse(row["example"])
    assert symbol is not None
    assert symbol.symbol == row["example"]


@needs_shared
@pytest.mark.parametrize(("file", "column"), [("binhduong-symbols", "so_ky_hieu"), ("branch_document_list", "so")])
def test_real_lists_are_read(file: str, column: str) -> None:
    with (SHARED / "labelled" / f"{file}.csv").open(encoding="utf-8") as lines:
        values = [row[column] for row in csv.DictReader(lines)]
    unread = [value for value in values if parse(value) is None]
    assert len(unread) <= 0.005 * len(values), unread


NUMBERS = st.integers(1, 99999).map(lambda n: f"{n:02}")
TYPES = st.sampled_from(sorted({code for code, _ in type_codes().values()} - {"L", "TC", "PL", "TrS", "SL"}))
SPACES = st.sampled_from(["", " "])
DASHES = st.sampled_from(["-", "–", "—", "‑", "−"])


@given(NUMBERS, TYPES, st.sampled_from(["UBND", "HĐND", "SNV", "CP", "TTg"]), SPACES, SPACES, DASHES)
def test_spacing_and_dashes_do_not_matter(number: str, code: str, organ: str, a: str, b: str, dash: str) -> None:
    plain, odd = parse(f"{number}/{code}-{organ}"), parse(f"{number}{a}/{code}{b}{dash}{organ}")
    assert plain == odd
    assert plain is not None
    assert plain.number == int(number)


@given(NUMBERS, st.sampled_from(["KH", "CT", "QĐ", "NQ", "CTr"]), st.sampled_from(["TW", "TU", "HU", "ĐU", "BDVTU"]))
def test_the_organ_decides_the_join(number: str, code: str, organ: str) -> None:
    forms = {parse(form.format(number, code, organ)) for form in ("{}-{}/{}", "{}/{}-{}", "{}/{}/{}", "{}-{}-{}")}
    assert {symbol.symbol for symbol in forms if symbol} == {f"{number}-{code}/{organ}"}


@given(st.text(alphabet="0123456789/-. ĐQUBNDKHsố–\n", max_size=60))
def test_hits_stand_in_the_text(text: str) -> None:
    for hit in scan(text):
        assert text[hit.number_start:hit.end] == hit.raw
        assert hit.start <= hit.number_start < hit.end
