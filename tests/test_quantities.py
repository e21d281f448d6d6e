"""Quantities: the table of cases, the vocabulary row by row, and what must hold on any text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.recognizers.money import find_money
from extract.recognizers.qualifiers import qualifier_at
from extract.recognizers.quantities import find_quantities
from extract.records import Quantity
from extract.vocab import rows

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases" / "quantities.jsonl").read_text("utf-8").splitlines()]
REST = {"value_max": None, "qualifier": None}
SCRAPS = ("5", "12,5", "1.250", "8 .550", "7 ", " con bò", " hộ nghèo", "%", " - ", " đến ", "/", "kg gạo", " triệu",
          " lượt", " đồng", "thôn ", "năm 2023", "trên ", "\n", ". ", "đ/c", "m²", " người", "tổng số ", "-")


def document(text: str) -> Document:
    return compose(Reading([Piece(line) for line in text.split("\n")]))


def quantities(text: str) -> list[Quantity]:
    read = document(text)
    return list(find_quantities(read, list(find_money(read))))


@pytest.mark.parametrize("case", [
    pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] * (case.get("expect") == "fail"))
    for case in CASES])
def test_case(case: dict[str, object]) -> None:
    found = [{"raw": one.raw, "value": one.value, "unit": one.unit, "value_max": one.value_max,
              "qualifier": one.qualifier} for one in quantities(case["text"])]

    assert found == [{**REST, **want} for want in case["found"]]


def test_every_unit_is_read_in_its_example() -> None:
    for unit in rows("quantity_units"):
        found = [quantity.unit for quantity in quantities(f"có {unit['example']}")]
        assert any(one.startswith(unit["word"]) for one in found) == bool(unit["canonical"]), unit


def test_every_noun_is_read_in_its_example() -> None:
    for noun in rows("quantity_nouns"):
        assert [quantity.raw for quantity in quantities(f"có {noun['example']}")] == [noun["example"]], noun


def test_every_qualifier_is_read_in_its_example() -> None:
    for qualifier in rows("qualifiers"):
        start = qualifier["example"].index(qualifier["word"]) + len(qualifier["word"]) + 1
        found = qualifier_at(qualifier["example"], start, len(qualifier["example"]))
        assert found == (qualifier["canonical"] or None), qualifier


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_spans_hold_on_any_text_and_stay_outside_money(text: str) -> None:
    read = document(text)
    money = list(find_money(read))
    found = list(find_quantities(read, money))

    assert all(read.text[one.start : one.end] == one.raw for one in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert not any(one.start < amount.end and amount.start < one.end for one in found for amount in money)


@given(st.integers(0, 999_999).filter(lambda number: number not in range(1990, 2036)))
def test_every_number_is_read_exactly(number: int) -> None:
    text = f"trồng {number:,} cây tre".replace(",", ".")

    assert [(one.value, one.unit) for one in quantities(text)] == [(number, "cây tre")]
