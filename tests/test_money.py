"""Money: the table of cases, tables with their unit in the head, the gold of real texts, any text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.readers import read
from extract.recognizers.money import find_money
from extract.records import Money
from tests.cases import SHARED

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases" / "money.jsonl").read_text("utf-8").splitlines()]
REST = {"amount_max_vnd": None, "qualifier": None, "per": None, "role": None, "malformed": False}
SCRAPS = ("5", "7 triệu", "1.250.000", "8. 550", "200 000", ",5", " đồng", "đ", " tỷ", " nghìn", " rưỡi", "/người",
          " - ", " đến ", "trên ", "tổng ", "hai trăm", " triệu đồng", "(", ")", "\n", ". ", "ĐVT: ", "1.000",
          "Covid-19")

WARDS, GOLD = SHARED / "labelled" / "ward-money-gold.jsonl", SHARED / "reports" / "gold"
needs_shared = pytest.mark.skipif(not WARDS.exists(), reason="the shared folder with real texts is not here")


def document(text: str) -> Document:
    return compose(Reading([Piece(line) for line in text.split("\n")]))


def table(*lines: tuple[str | None, ...], above: str = "") -> Document:
    cells = [Piece(text, "table_cell", table=0, row=row, col=col)
             for row, line in enumerate(lines) for col, text in enumerate(line) if text is not None]
    return compose(Reading([Piece(above), *cells]))


def row(money: Money) -> dict[str, object]:
    return {"raw": money.raw, "amount_vnd": money.amount_vnd, **{field: getattr(money, field) for field in REST}}


@pytest.mark.parametrize("case", [
    pytest.param(case, id=case["label"], marks=[pytest.mark.xfail(strict=True)] * (case.get("expect") == "fail"))
    for case in CASES])
def test_case(case: dict[str, object]) -> None:
    found = [row(money) for money in find_money(document(case["text"]))]

    assert found == [{**REST, **want} for want in case["found"]]


TABLES = [
    ("unit in the column's head",
     table(("STT", "Nội dung", "Số hộ", "Kinh phí (triệu đồng)"), ("1", "Thôn A", "12", "5,5"),
           ("", "Tổng cộng", "12", "1.255,5")), [("5,5", 5500000, "kinh phí"), ("1.255,5", 1255500000, "tổng")]),
    ("unit above the table, indexed columns",
     table(("STT", "Nội dung", "Kinh phí", "Ghi chú"), ("(1)", "(2)", "(3)", "(4)"), ("1", "A", "5.500.000", "3"),
           above="ĐVT: đồng"), [("5.500.000", 5500000, "kinh phí")]),
    ("head merged over two columns of years",
     table(("STT", "Nội dung", "Chi (triệu đồng)", None, "Ghi chú"), (None, None, "2023", "2024", None),
           ("1", "A", "5", "7", "9")), [("5", 5000000, "chi"), ("7", 7000000, "chi")]),
    ("a column of units",
     table(("STT", "Chỉ tiêu", "ĐVT", "KH 2023", "TH 2023", "Tỷ lệ %"),
           ("1", "Thu", "triệu đồng", "1.200", "1.300", "108"), ("2", "Số hộ", "hộ", "120", "130", "108")),
     [("1.200", 1200000000, None), ("1.300", 1300000000, None)]),
    ("thousands of đồng",
     table(("STT", "Diện tích (ha)", "Số tiền"), ("1", "5", "9.000"), above="Đơn vị tính: 1.000 đồng"),
     [("9.000", 9000000, None)]),
    ("English commas",
     table(("STT", "Mức hỗ trợ (đồng/người)"), ("1", "500,000"), ("2", "1,500,000")),
     [("500,000", 500000, "hỗ trợ"), ("1,500,000", 1500000, "hỗ trợ")]),
    ("negative: no unit said", table(("STT", "Nội dung", "Số tiền"), ("1", "A", "9.000.000")), []),
    ("negative: another unit", table(("STT", "Diện tích (ha)"), ("1", "9,5"), above="ĐVT: triệu đồng"), []),
]


@pytest.mark.parametrize(("read", "want"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_table(read: Document, want: list[tuple[object, ...]]) -> None:
    assert [(money.raw, money.amount_vnd, money.role) for money in find_money(read)] == want


@needs_shared
def test_the_amounts_of_wards_are_all_right() -> None:
    for line in WARDS.read_text("utf-8").splitlines():
        sample = json.loads(line)
        found = list(find_money(document(sample["text"])))
        assert [money.amount_vnd for money in found] == [want["vnd"] for want in sample["money"]], sample["text"]
        for money, want in zip(found, sample["money"], strict=True):
            assert want["modifier"] in ("", money.qualifier, money.role, f"/{money.per}"), sample["text"]


@needs_shared
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")) if GOLD.exists() else [], ids=lambda path: path.stem)
def test_the_amounts_of_the_reports_are_all_right(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    found = find_money(read(GOLD.parent / gold["file"]))

    assert [(money.raw, money.amount_vnd, money.qualifier, money.per) for money in found] == [
        (want["raw"], want["vnd"], want["qualifier"], want["per"]) for want in gold["money"]]


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_spans_hold_on_any_text(text: str) -> None:
    read = document(text)
    found = list(find_money(read))

    assert all(read.text[money.start : money.end] == money.raw for money in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(money.amount_max_vnd is None or money.amount_vnd < money.amount_max_vnd for money in found)


@given(st.integers(1000, 10**13))
def test_every_amount_is_read_exactly(amount: int) -> None:
    text = f"nhận {amount:,} đồng".replace(",", ".")

    assert [(money.amount_vnd, money.malformed) for money in find_money(document(text))] == [(amount, False)]
