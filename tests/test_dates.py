"""Dates: the table of cases, and what must hold on any text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.recognizers.dates import find_dates
from extract.recognizers.dates.forms import FORM, FORMS
from extract.records import Date

TABLE = Path(__file__).parent / "cases" / "dates.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
REST = {"date_end": None, "kind": "point", "valid": True}
SCRAPS = ("ngày ", "Ngày", "tháng ", "năm ", "từ ", "đến ", "quý I/", "giai đoạn ", "6 tháng đầu năm ", "12", "5",
          "2023", "31/4/2023", "03/4/", "1.250.000", " - ", "–", "/", ".", ", ", " và ", "\n", "  ", "…", " hộ", "(",
          "QĐ-UBND")


def document(text: str) -> Document:
    return compose(Reading([Piece(line) for line in text.split("\n")]))


def row(date: Date) -> dict[str, object]:
    return {"raw": date.raw, "date": date.date, "precision": date.date_precision, "date_end": date.date_end,
            "kind": date.kind, "valid": date.valid}


@pytest.mark.parametrize("case", [
    pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] * (case.get("expect") == "fail"))
    for case in CASES])
def test_case(case: dict[str, object]) -> None:
    found = [row(date) for date in find_dates(document(case["text"]))]

    assert found == [{**REST, **want} for want in case["found"]]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_its_own_example(form: object) -> None:
    match = FORM.match(form.example)

    assert match is not None and match.lastgroup.split("_")[0] == form.name


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_spans_hold_on_any_text(text: str) -> None:
    read = document(text)
    found = list(find_dates(read))

    assert all(read.text[date.start : date.end] == date.raw for date in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@given(st.dates().filter(lambda day: 1930 <= day.year <= 2100), st.sampled_from(
    ["ngày {d}/{m}/{y}", "ngày {d:02}-{m:02}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}",
     "Ngày {d:02}/{m}/\n{y}"]))
def test_every_day_is_read_as_it_is(day: object, form: str) -> None:
    text = "họp vào " + form.format(d=day.day, m=day.month, y=day.year) + " tại xã"

    assert [(date.date, date.valid) for date in find_dates(document(text))] == [(day.isoformat(), True)]


def test_a_column_of_years_is_read() -> None:
    cells = (("Năm", "Số hộ"), ("2022", "2023"), ("2023", "2045"))
    pieces = [Piece(text, "table_cell", table=0, row=row, col=col)
              for row, line in enumerate(cells) for col, text in enumerate(line)]

    assert [date.raw for date in find_dates(compose(Reading(pieces)))] == ["2022", "2023"]


def test_running_heads_are_not_read() -> None:
    read = compose(Reading([Piece("Kết quả năm 2023"), Piece("Trang 1, ngày 5/6/2024", "footer")]))

    assert [date.raw for date in find_dates(read)] == ["năm 2023"]


@pytest.mark.parametrize(("cells", "found"), [
    ((("Năm sinh", "Số hộ"), ("1985", "1990")), ["1985"]), ((("STT", "Số hộ"), ("2022", "2023")), []),
    ((("Thôn", "Năm"), ("Tân Lập", "2022"), ("An Hòa", "năm 2023")), ["2022", "năm 2023"]),
    ((("Năm",), ("20221",), ("202",)), [])])
def test_years_in_cells(cells: tuple[tuple[str, ...], ...], found: list[str]) -> None:
    pieces = [Piece(text, "table_cell", table=0, row=row, col=col)
              for row, line in enumerate(cells) for col, text in enumerate(line)]

    assert [date.raw for date in find_dates(compose(Reading([Piece("2021"), *pieces])))] == found


def test_pages_are_those_of_the_words() -> None:
    read = compose(Reading([Piece("Họp ngày 05/6/2024", page=1), Piece("Xong tháng 7/2024", page=2)], n_pages=2))

    assert [(date.raw, date.page) for date in find_dates(read)] == [("ngày 05/6/2024", 1), ("tháng 7/2024", 2)]
    assert [date.page for date in find_dates(document("Họp ngày 05/6/2024"))] == [None]
