"""Money in tables: which rows, heads and lines above speak of money, and in what unit."""

from __future__ import annotations

import pytest

from extract.recognizers.money import find_money
from tests.test_money import table, under


def in_row(label: str) -> list[int]:
    """What is read of a row with that label."""
    read = table(("STT", "Nội dung", "Kinh phí"), ("1", label, "7"), above="ĐVT: triệu đồng")
    return [money.amount_vnd for money in find_money(read)]


@pytest.mark.parametrize("label", [
    "Làm cầu", "Số tiền góp", "Tổng số tiền", "Số vốn vay", "Số kinh phí", "Số thu phí", "Số chi", "Số dư", "Số nợ",
    "Tổng số vốn", "Mua số sách cho trường"])
def test_rows_of_money(label: str) -> None:
    assert in_row(label) == [7_000_000]


@pytest.mark.parametrize("label", [
    "Số hộ nghèo", "Tổng số hộ", "Số học sinh", "Tỷ lệ giải ngân", "Tỉ lệ giải ngân", "Diện tích", "Dân số",
    "Sản lượng lúa", "Tổng sản lượng", "Tổng diện tích"])
def test_rows_that_count_other_things(label: str) -> None:
    assert in_row(label) == []


@pytest.mark.parametrize(("head", "amount"), [
    ("Kinh phí đvt: triệu đồng", 7 * 10**6), ("Kinh phí ĐVT triệu đồng", 7 * 10**6),
    ("Kinh phí đơn vị: nghìn đồng", 7000), ("Kinh phí đơn vị tính nghìn đồng", 7000),
    ("Kinh phí Đơn vị nghìn đồng", 7000), ("Chi (đồng/hộ nghèo)", 7),
    ("Chi (đồng / người / tháng)", 7), ("Chi (nghìn đồng/ha)", 7000), ("(1000 đồng)", 7000), ("(tr.đ)", 7 * 10**6),
    ("Kinh phí (đơn vị đồng)", 7), ("Kinh phí (đơn vị tính:triệu đồng)", 7 * 10**6), ("Kinh phí (đvt:đ)", 7)])
def test_heads_with_their_unit(head: str, amount: int) -> None:
    assert under(head, "7", above="Bảng 1") == [amount]


@pytest.mark.parametrize(("above", "amount"), [
    ("đơn vị: triệu đồng", 7 * 10**6), ("Đơn vị tính : triệu đồng", 7 * 10**6), ("đơn vị tính:triệu đồng", 7 * 10**6),
    ("Đvt: tr.đồng", 7 * 10**6), ("ĐVT: 1.000đ", 7000), ("ĐVT: 1000 đồng", 7000), ("(ĐVT: tỷ đồng)", 7 * 10**9),
    ("Bảng 2. Kinh phí chi cho phong trào (tỷ đồng)", 7 * 10**9), ("ĐVT triệu đồng", 7 * 10**6),
    ("Biểu tổng hợp (tính bằng triệu đồng)", 7 * 10**6)])
def test_lines_above_with_the_unit(above: str, amount: int) -> None:
    assert under("Kinh phí", "7", above=above) == [amount]


@pytest.mark.parametrize("head", ["Thu 1999", "1998", "Thực thu", "NS xã", "Dân góp công (quy tiền)",
                                  "Mức chi", "Nợ cũ", "Số chi", "Số thu", "Thu nợ"])
def test_more_heads_of_money(head: str) -> None:
    assert under(head, "7") == [7_000_000]


@pytest.mark.parametrize("head", ["Chiều", "Nợp", "Sl", "Mã số thu", "stt", "tt", "Số xã", "Khối lượng thu", "Thu SL"])
def test_more_heads_that_count_other_things(head: str) -> None:
    assert under(head, "7") == []


@pytest.mark.parametrize(("lines", "found"), [
    ((("Nội dung", "1998", "1999"), ("Cầu", "5", "7")), [5, 7]),
    ((("Nội dung", "2023", "2024"), ("Cầu", "5", "7")), [5, 7]),
    ((("Nội dung", "Thu", "Chi"), ("A", "B", "C"), ("Cầu", "5", "7")), [5, 7]),
    ((("Nội dung", "Thu", "Chi", "Dư nợ"), ("(9)", "(10)", "(11)", "(12)"), ("Cầu", "5", "7", "2")), [5, 7, 2]),
    ((("Nội dung", "Thu", "Chi", "Tổng"), ("1", "2", "3", "4 = 2 + 3"), ("Cầu", "5", "7", "12")), [5, 7, 12]),
    ((("Nội dung", "Đơn vị", "Thu"), ("Cầu", "đồng", "5"), ("Hộ", "hộ", "7")), [5]),
    ((("Nội dung", "ĐVT", "Thu"), ("Cầu", "(đồng)", "5"), ("Hộ", "hộ", "7")), [5]),
    ((("Nội dung", "Đơn vị tính", "Thu"), ("Cầu", "nghìn đồng", "5"), ("Gạo", "kg", "7")), [5000]),
    ((("Nội dung", "ĐVT", "Thực hiện", "Tiền (nghìn đồng)"), ("Khám", "lượt", "20", "7")), [7000]),
    ((("STT", "Nội dung (hộ)", "Chi (nghìn đồng)"), ("1", "Cầu", "7")), [7000])])
def test_heads_of_several_columns(lines: tuple[tuple[str, ...], ...], found: list[int]) -> None:
    assert [money.amount_vnd for money in find_money(table(*lines, above="ĐVT: đồng"))] == found


def test_total_rows_are_whole_words() -> None:
    read = table(("Nội dung", "Kinh phí"), ("Tổng", "5"), ("Cộng", "7"), ("Tổng cộng", "9"), ("Tổngg", "3"),
                 above="ĐVT: đồng")
    assert [money.role for money in find_money(read)] == ["tổng", "tổng", "tổng", "kinh phí"]
