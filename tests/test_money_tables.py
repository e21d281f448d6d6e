"""Money in tables: which rows, heads and lines above speak of money, and in what unit."""

from __future__ import annotations

import pytest

from extract.document import Piece, Reading, compose
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
    ("Kinh phí (đơn vị đồng)", 7), ("Kinh phí (đơn vị tính:triệu đồng)", 7 * 10**6), ("Kinh phí (đvt:đ)", 7),
    ("Mức (ng.đ)", 7000), ("Mức (ng đồng)", 7000)])
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
                                  "Mức chi", "Nợ cũ", "Số chi", "Số thu", "Thu nợ", "Cho vay",
                                  "Ủng hộ", "Tiền thưởng", "Lãi", "Đầu tư", "Còn lại"])
def test_more_heads_of_money(head: str) -> None:
    assert under(head, "7") == [7_000_000]


@pytest.mark.parametrize("head", ["Chiều", "Nợp", "Sl", "Mã số thu", "stt", "tt", "Số xã", "Khối lượng thu", "Thu SL",
                                  "Hộ vay", "Người vay vốn", "Ngày công"])
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
    ((("STT", "Nội dung (hộ)", "Chi (nghìn đồng)"), ("1", "Cầu", "7")), [7000]),
    ((("Đơn vị", "Thu", "Chi"), ("Ba Vì", "5", "7"), ("Ba Bích", "3", "2")), [5, 7, 3, 2]),
    ((("Nội dung", "ĐVT", "Thu"), ("(1)", "(2)", "(3)"), ("Cầu", "đồng", "5"), ("Hộ", "hộ", "7")), [5]),
    ((("Kết quả thu (triệu đồng)", None, None), ("Thôn", "Đợt 1", "Đợt 2"), ("Đông", "5", "7")),
     [5 * 10**6, 7 * 10**6]),
    ((("Nội dung", "ĐVT: triệu đồng"), ("Cầu", "5,5")), [5_500_000]),
    ((("Nội dung", "Kinh phí"), ("Số hộ nghèo", "12"), ("Cầu", "5")), [5])])
def test_heads_of_several_columns(lines: tuple[tuple[str | None, ...], ...], found: list[int]) -> None:
    assert [money.amount_vnd for money in find_money(table(*lines, above="ĐVT: đồng"))] == found


def test_total_rows_are_whole_words() -> None:
    read = table(("Nội dung", "Kinh phí"), ("Tổng", "5"), ("Cộng", "7"), ("Tổng cộng", "9"), ("Tổngg", "3"),
                 above="ĐVT: đồng")
    assert [money.role for money in find_money(read)] == ["tổng", "tổng", "tổng", "kinh phí"]


def amounts(*lines: tuple[str, ...], above: str = "Bảng 1") -> list[int]:
    return [money.amount_vnd for money in find_money(table(*lines, above=above))]


@pytest.mark.parametrize(("behind", "found"), [
    ("(Đơn vị: đồng)", [700_000]), ("ĐVT: nghìn đồng.", [700_000_000]), ("Ghi chú: ĐVT của cột 3: nghìn đồng", []),
    ("Tại xã\nĐVT: đồng", []),
    ("Tổng cộng tính bằng nghìn đồng là số tạm tính", [])])
def test_the_unit_in_the_line_behind_the_table(behind: str, found: list[int]) -> None:
    cells = [Piece(text, "table_cell", table=0, row=row, col=col)
             for row, line in enumerate((("Năm", "Số tiền"), ("Quỹ xã", "700.000"))) for col, text in enumerate(line)]
    read = compose(Reading([*cells, *map(Piece, behind.split("\n"))]))
    assert [money.amount_vnd for money in find_money(read)] == found


@pytest.mark.parametrize(("head", "last", "found"), [
    ("2021", "2022 (ĐVT: triệu đồng)", [5 * 10**6, 7 * 10**6]), ("Năm 2021", "Năm 2022 (đồng)", [5, 7]),
    ("2021", "Thu (đồng)", [7]), ("Số hộ 2021", "2022 (triệu đồng)", [7 * 10**6])])
def test_the_unit_of_one_year_is_that_of_all(head: str, last: str, found: list[int]) -> None:
    assert amounts(("Nguồn", head, last), ("Dân góp", "5", "7")) == found


@pytest.mark.parametrize(("head", "paid", "lines", "found"), [
    ("Định mức", "Thành tiền (đồng)", (("3", "60.000", "180.000"), ("2", "5.000", "10.000")), [60000, 5000]),
    ("Đơn giá", "Thành tiền (triệu đồng)", (("3", "500.000", "1,5"),), [500_000]),
    ("Mức hỗ trợ", "Thành tiền (nghìn đồng)", (("3", "50", "150"),), [50_000]),
    ("Định mức", "Thành tiền (đồng)", (("3", "60.000", "180.000"), ("2", "5.000", "11.000")), []),
    ("Định mức", "Thành tiền (đồng)", (("3", "6", "180"),), []),
    ("Đơn giá", "Thành tiền (triệu đồng)", (("12", "7", "84"),), [7 * 10**6]),
    ("Đơn giá", "Thành tiền (tỷ đồng)", (("2", "7", "14"),), [7 * 10**9]),
    ("Đơn giá", "Thành tiền (đồng)", (("5", "1", "90"),), []),  # 1 x 90 is no count times a price
    ("Đơn giá nghìn đồng", "Thành tiền (đồng)", (("3", "60", "180"),), [60_000]),
    ("Chiều dài", "Thành tiền (đồng)", (("3", "60.000", "180.000"),), [])])
def test_a_price_is_in_the_unit_in_which_it_makes_the_amount(
        head: str, paid: str, lines: tuple[tuple[str, ...], ...], found: list[int]) -> None:
    read = table(("Nội dung", "Số lượng", head, paid), *(("Quà", *line) for line in lines), above="Bảng 1")
    assert [money.amount_vnd for money in find_money(read) if money.raw in [line[1] for line in lines]] == found


@pytest.mark.parametrize(("heads", "lines", "found"), [
    (("Ia Ba", "Ia Cao", "Cộng (đồng)"), (("5", "7", "12"), ("3", "-", "3")), [5, 7, 12, 3, 3]),
    (("Tổng (đồng)", "Xã", "Dân"), (("12", "5", "7"), ("9", "3", "6")), [12, 5, 7, 9, 3, 6]),
    (("Ia Ba", "Ia Cao", "Cộng (đồng)"), (("5", "7", "12"), ("3", "4", "8")), [12, 8]),
    (("Ia Ba", "Ia Cao", "Cộng (đồng)"), (("5", "7", "12"),), [12]),
    (("Ia Ba", "Số hộ", "Cộng (đồng)"), (("5", "7", "12"), ("3", "1", "4")), [12, 4]),
    (("Ia Ba", "Ia Cao", "Cộng (đồng)"), (("12", "", "12"), ("3", "", "3")), [12, 3]),
    (("Ia Ba", "Cộng (đồng)"), (("12", "12"), ("3", "3")), [12, 3]),
    (("Ghi chú", "Ia Ba", "Ia Cao", "Cộng (đồng)"), (("4", "5", "7", "12"), ("1", "3", "-", "3")), [5, 7, 12, 3, 3])])
def test_columns_that_add_up_have_the_unit_of_their_sum(
        heads: tuple[str, ...], lines: tuple[tuple[str, ...], ...], found: list[int]) -> None:
    assert amounts(("Nội dung", *heads), *(("Làm cầu", *line) for line in lines)) == found


@pytest.mark.parametrize(("lines", "found"), [
    ((("500", "450", "90"), ("300", "320", "106,7")), [500, 450, 300, 320]), ((("500", "450", "90"),), [500]),
    ((("500", "450", "91"), ("300", "320", "106,7")), [500, 300])])
def test_a_column_whose_share_is_told_has_the_unit_of_the_whole(lines: tuple[tuple[str, ...], ...],
                                                               found: list[int]) -> None:
    assert amounts(("Nguồn", "Giao (đồng)", "Đạt", "Tỷ lệ %"), *(("Xã", *line) for line in lines)) == found


@pytest.mark.parametrize(("above", "head", "found"), [
    ("Bảng 2: Số tiền góp của các thôn (ĐVT: triệu đồng)", "Thôn Đông", [7 * 10**6]),
    ("Bảng 2: Kết quả của các thôn (ĐVT: triệu đồng)", "Thôn Đông", []),
    ("Bảng 2: Số tiền góp của các thôn (ĐVT: triệu đồng)", "Hộ nghèo", []),
    ("Bảng 2: Số tiền góp của các thôn (ĐVT: triệu đồng)", "Nhà nước", [7 * 10**6]),
    ("Bảng 2: Số tiền góp của các thôn (ĐVT: triệu đồng)", "Nhà tình thương", [])])
def test_a_caption_that_speaks_of_sums(above: str, head: str, found: list[int]) -> None:
    assert under(head, "7", above=above) == found


@pytest.mark.parametrize(("head", "cells", "found"), [
    ("Số tiền", ("2.700.000", "500.000"), [2_700_000, 500_000]), ("Kinh phí hỗ trợ", ("12.000.000",), [12_000_000]),
    ("Số tiền", ("500.000",), []), ("Diện tích", ("2.700.000",), []), ("Tiền Hải", ("2.700.000",), []),
    ("Số tiền (USD)", ("2.700.000",), []), ("Ghi chú", ("Chi", "2.700.000"), [])])
def test_sums_whose_unit_nobody_says(head: str, cells: tuple[str, ...], found: list[int]) -> None:
    assert under(head, *cells, above="Bảng 1") == found


@pytest.mark.parametrize(("head", "cell", "found"), [
    ("Số tiền", "500 nghìn", [500_000]), ("Kinh phí", "150k", [150_000]), ("Mức góp", "2tr", [2 * 10**6]),
    ("Kết quả", "12,5 triệu", [12_500_000]), ("Kết quả", "1 tỷ rưỡi", [1_500_000_000]), ("Kết quả", "500 nghìn", []),
    ("Số hộ", "150k", []), ("Kinh phí", "500 nghìn hộ", [])])
def test_cells_with_their_own_unit(head: str, cell: str, found: list[int]) -> None:
    assert under(head, cell, above="Bảng 1") == found


@pytest.mark.parametrize(("label", "found"), [
    ("Vốn vay (triệu đồng)", [7 * 10**6]), ("Thu nhập (nghìn đồng/người)", [7000]), ("Vốn vay (triệu)", [7 * 10**6]),
    ("Hộ vay (hộ)", []), ("Làm 2 nhà (50 triệu đồng)", [50 * 10**6]), ("Vốn vay", [])])
def test_a_line_with_its_own_unit(label: str, found: list[int]) -> None:
    assert amounts(("Chỉ tiêu", "Năm 2021", "Tỷ lệ %"), (label, "7", "9")) == found


def test_the_parts_of_a_sum_in_one_cell() -> None:
    read = table(("Mô hình", "Chi", "Ghi chú"), ("Vườn cây", "7.000", "Quỹ: còn"),
                 ("Vườn rau", "1. Giống: 900.000\n2. Phân bón: 4.500.000", "Từ: 900.000"), above="ĐVT: đồng")
    assert [(money.raw, money.amount_vnd, money.role) for money in find_money(read)] == [
        ("7.000", 7000, "chi"), ("900.000", 900_000, "chi"), ("4.500.000", 4_500_000, "chi")]


def test_sums_beside_a_column_with_its_unit_say_nothing_of_theirs() -> None:
    assert amounts(("Nội dung", "Số tiền", "Giao (triệu đồng)"), ("Cầu", "2.700.000", "3")) == [3 * 10**6]


def test_parts_in_a_cell_without_a_unit_are_none() -> None:
    assert amounts(("Nội dung", "Đạt"), ("Vườn", "90"), ("Rau", "1. Giống: 900\n2. Phân: 450")) == []
