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
    ("a rate in the head", table(("STT", "Mức chi (1000 đồng / người)"), ("1", "450"), ("2", "1.200")),
     [("450", 450000, "chi"), ("1.200", 1200000, "chi")]),
    ("unit named by words in the head", table(("STT", "Kinh phí, đơn vị tính: nghìn đồng"), ("1", "450")),
     [("450", 450000, "kinh phí")]),
    ("unit three blocks above", table(("STT", "Kinh phí"), ("1", "7,5"), above="ĐVT: tỷ đồng\nNăm 2023\nTại xã"),
     [("7,5", 7500000000, "kinh phí")]),
    ("numbers written as amounts need no word", table(("STT", "Cấp xã"), ("1", "1.250"), ("2", "80"),
                                                      above="ĐVT: nghìn đồng"),
     [("1.250", 1250000, None), ("80", 80000, None)]),
    ("numbers without points do", table(("STT", "Cấp xã"), ("1", "125"), ("2", "80"), above="ĐVT: nghìn đồng"), []),
    ("columns that count other things", table(
        ("TT", "Số lượng", "SL", "Số hộ", "Số tiền", "Tỷ lệ %", "Diện tích", "Ghi chú", "Mã", "So sánh", "Năm"),
        ("1", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5"), above="ĐVT: đồng"),
     [("1.5", 2, None)]),
    ("a row that counts other things", table(
        ("STT", "Chỉ tiêu", "Đơn vị", "Kế hoạch"), ("1", "Thu", "(tỷ đồng)", "2,5"), ("2", "Hộ", "hộ", "12"),
        ("3", "Chi", "nghìn đồng/hộ", "900")),
     [("2,5", 2500000000, None), ("900", 900000, None)]),
    ("total rows", table(("STT", "Nội dung", "Kinh phí (đồng)"), ("", "Cộng", "5.000"), ("", "Tổng số", "6.000"),
                         ("", "Cộng đồng", "7.000")),
     [("5.000", 5000, "tổng"), ("6.000", 6000, "tổng"), ("7.000", 7000, "tổng")]),
    ("letters and numbers name the columns", table(
        ("Nội dung", "Kinh phí", "Vốn huyện"), ("A", "1", "2"), ("Làm cầu", "9", "7"), above="Đơn vị: triệu đồng"),
     [("9", 9000000, "kinh phí"), ("7", 7000000, "kinh phí")]),
    ("negative: no unit said", table(("STT", "Nội dung", "Số tiền"), ("1", "A", "900.000")), []),
    ("negative: another unit", table(("STT", "Diện tích (ha)"), ("1", "9,5"), above="ĐVT: triệu đồng"), []),
]


# The unit of the table, in a line of its own that begins over the numbering: that column counts no money.
NUMBERING = table(("STT", "Nội dung", "Kinh phí"), ("(ĐVT: triệu đồng)", None, None), ("1", "A", "7,5"))


def test_a_line_with_the_unit_makes_no_money_of_the_numbering() -> None:
    assert [(money.raw, money.amount_vnd) for money in find_money(NUMBERING)] == [("7,5", 7500000)]


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


def under(head: str, *cells: str, above: str = "ĐVT: triệu đồng") -> list[int]:
    """What is read of cells under a head."""
    lines = [(str(row), "Làm cầu", cell) for row, cell in enumerate(cells, start=1)]
    return [money.amount_vnd for money in find_money(table(("STT", "Nội dung", head), *lines, above=above))]


@pytest.mark.parametrize("head", [
    "Kinh phí", "Tiền điện", "Tổng", "Cộng", "Vốn", "Thu", "Chi", "Dự toán", "Ngân sách", "Giá", "Nguồn xã",
    "Đóng góp", "Hỗ trợ", "Mức", "Doanh số", "Lợi nhuận", "Nợ", "Quyết toán", "Thực hiện", "Kế hoạch", "2023",
    "Số tiền", "Số vốn", "Số kinh phí", "Số thu", "Số chi", "Chi (2023)", "Thu (1)"])
def test_heads_that_speak_of_money(head: str) -> None:
    assert under(head, "7") == [7_000_000]


@pytest.mark.parametrize("head", [
    "STT", "TT", "Số TT", "Số lượng chi", "SL thu", "Số hộ thu", "% thu", "Tỷ lệ thu", "Tỉ lệ thu", "Diện tích thu",
    "Khối lượng thu", "Ghi chú chi", "Mã thu", "So sánh thu", "Năm sinh, thu", "Điện thoại, thu", "Năm", "Thu (hộ)",
    "Xóm", "Thuốc", "Chiều dài", "Mức độ hài lòng %"])
def test_heads_that_count_other_things(head: str) -> None:
    assert under(head, "7") == []


@pytest.mark.parametrize(("head", "scale"), [
    ("(triệu đồng)", 10**6), ("(ĐVT: triệu đồng)", 10**6), ("(đvt triệu đồng)", 10**6), ("(tr.đồng)", 10**6),
    ("(Đơn vị: nghìn đồng)", 1000), ("(đơn vị tính: ngàn đồng)", 1000), ("(tr đ)", 10**6), ("(tỷ VNĐ)", 10**9),
    ("(tỉ vnd)", 10**9), ("(1000đ)", 1000), ("(1.000 đồng)", 1000), ("ĐVT đồng", 1), ("Đơn vị tính triệu đồng", 10**6),
    ("Đơn vị:đồng", 1), ("( triệu đồng )", 10**6), ("(đồng/ hộ)", 1), ("(triệu đồng / người / năm)", 10**6)])
def test_units_of_heads(head: str, scale: int) -> None:
    assert under(f"Mức {head}", "7", above="Bảng 1") == [7 * scale]


@pytest.mark.parametrize(("above", "found"), [
    ("Đơn vị tính: 1.000 đồng", [7000]), ("đvt: tỷ đồng", [7 * 10**9]), ("Đơn vị : đồng", [7]), ("ĐVT :đồng", [7]),
    ("ĐVT: hộ", []), ("Năm 2023", [])])
def test_units_above(above: str, found: list[int]) -> None:
    assert under("Kinh phí", "7", above=above) == found


ROWS = [
    ("one number in a row is no numbering", (("Nội dung", "Kinh phí (triệu đồng)"), ("", "7")), [7 * 10**6]),
    ("numbers behind a name are none", (("Thôn", "Thu (đồng)", "Chi (đồng)"), ("An Hòa", "1.000", "1.001")),
     [1000, 1001]),
    ("small numbers behind a name", (("Thôn", "Thu (tỷ đồng)", "Chi (tỷ đồng)"), ("An Hòa", "1", "2")),
     [10**9, 2 * 10**9]),
    ("columns before the one of units", (("Kế hoạch", "Chỉ tiêu", "ĐVT", "Thực hiện"), ("5", "Thu", "đồng", "700")),
     [700]),
    ("a head without data", (("Nội dung", "Kinh phí (triệu đồng)"), ("Cầu", "chưa có")), []),
    ("sums as names of columns", (("Nội dung", "Thu", "Chi", "Cộng"), ("A", "(1)", "(2)", "(3)=(1)+(2)"),
                                  ("Cầu (triệu đồng)", "7", "8", "15")), [7 * 10**6, 8 * 10**6, 15 * 10**6]),
]


@pytest.mark.parametrize(("lines", "found"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_rows(lines: tuple[tuple[str, ...], ...], found: list[int]) -> None:
    assert [money.amount_vnd for money in find_money(table(*lines))] == found


def test_a_line_of_the_unit_above_the_head_is_no_head() -> None:
    document = table(("Đơn vị tính: nghìn đồng", None, None, None), ("STT", "Xã", "Số hội viên", "Số tiền góp"),
                     ("1", "Đại Sơn", "412", "20600"), ("2", "Hưng Đạo", "387", "19350"))
    assert [money.amount_vnd for money in find_money(document)] == [20_600_000, 19_350_000]


def test_a_column_of_organs_names_no_units() -> None:
    document = table(("TT", "Đơn vị", "Vận động (triệu đồng)"), ("1", "Ba Bích", "12,5"), ("2", "Ba Vì", "8"))
    assert [money.amount_vnd for money in find_money(document)] == [12_500_000, 8_000_000]


def test_a_row_that_counts_households_is_no_money() -> None:
    document = table(("Nội dung (ĐVT: triệu đồng)", "Năm 2023"), ("Thu ngân sách", "1.250"), ("Số hộ nghèo", "120"))
    assert [money.raw for money in find_money(document)] in ([], ["1.250"])


def test_english_commas_in_a_cell_are_told_as_odd() -> None:
    read = table(("STT", "Mức chi (đồng)"), ("1", "500,000"), ("2", "500.000"))
    assert [(money.amount_vnd, money.malformed) for money in find_money(read)] == [(500_000, True), (500_000, False)]
