"""Words before an amount that say for what it is given each time, or that a number without a unit is money."""

from __future__ import annotations

import pytest

from extract.recognizers.money import find_money
from extract.records import Money
from tests.test_money import document


def money_in(text: str) -> list[Money]:
    return list(find_money(document(text)))


@pytest.mark.parametrize("link", [
    "", " trị giá", " giá trị", " hỗ trợ", " tặng", " thưởng", " nhận", " cấp", " đóng góp", " đóng", " góp", " nộp",
    " ủng hộ", " tiết kiệm", " thu nhập", " thu", " chi", " mới vay", " quà", " là", " được", " trên", " hơn", " gần",
    " khoảng", " tối đa", " tối thiểu", " ít nhất", " không quá", " bình quân", " trung bình", " từ", " chỉ", " mới",
    " được hỗ trợ", " có giá trị", " đã nộp", " phải đóng", " còn vay", " sẽ được nhận", " thu nhập hơn", ":",
    " hết", " tính", " chi phí", " trừ chi phí được từ", " được công nhận", " xây nhà hết",
    " mới được cấp ban đầu", " hàng trị giá"])
def test_what_stands_between_each_and_its_amount(link: str) -> None:
    assert [money.per for money in money_in(f"Mỗi hộ{link} 500.000 đồng")] == ["hộ"]


@pytest.mark.parametrize("link", [" một con bò giá", " ở thôn Một", " có 3 sào ruộng, thu"])
def test_what_each_amount_is_not_for(link: str) -> None:
    assert [money.per for money in money_in(f"Mỗi hộ{link} 500.000 đồng")] == [None]


@pytest.mark.parametrize("per", [
    "công", "chuyến", "lượt", "vụ", "buổi",
    "suất", "hộ", "năm", "tháng", "tuần", "ngày", "quý", "đợt", "kỳ", "lần", "xã", "huyện", "chi bộ", "chi hội",
    "chi đoàn", "tổ", "ca", "chị", "anh", "chiếc", "gia đình", "lao động", "nhân khẩu", "khẩu", "dự án", "thành viên",
    "cán bộ"])
def test_for_what_each_amount_is(per: str) -> None:
    assert [money.per for money in money_in(f"mỗi {per} 500.000 đồng")] == [per]


@pytest.mark.parametrize("lead", [
    "Số tiền", "Số dư đầu kỳ", "Tiền mặt", "Kinh phí", "Quỹ", "Tổng thu", "Tổng chi", "Tổng tiền", "Tổng số thu",
    "Tổng số tiền", "Trị giá", "Giá trị", "Vốn", "Dư nợ", "Doanh thu", "Lợi nhuận", "Học phí", "Ngân sách",
    "Số tiền góp được là", "Thu", "Chi", "Thu về", "Còn lại", "Còn dư", "Còn", "Tồn", "Nộp", "Góp", "Đóng góp",
    "Ủng hộ", "Quyên góp", "Vận động", "Thu được", "Chi là", "Vận động được:"])
def test_words_that_can_but_mean_money(lead: str) -> None:
    assert [money.amount_vnd for money in money_in(f"{lead} 38.450.000.")] == [38_450_000]


@pytest.mark.parametrize("lead", [
    "Diện tích", "Tài khoản số", "Điện thoại", "Mã", "Số", "Thu hoạch lúa ở cánh đồng lớn là", "Chi bộ", "Thùng",
    "Vốn có từ năm 2019,"])
def test_words_that_may_mean_anything(lead: str) -> None:
    assert money_in(f"{lead} 38.450.000.") == []


@pytest.mark.parametrize("number", [
    "38.450.000;", "38.450.000\n", "38.450.000)", "38.450.000, còn", "38.450.000. Năm", "1.238.450.000.",
    "38.450.000 (bằng chữ: ba mươi tám triệu bốn trăm năm mươi nghìn)", "38.450.000 (Viết bằng chữ)"])
def test_numbers_that_end_as_amounts_do(number: str) -> None:
    assert [money.amount_vnd for money in money_in(f"Tổng thu {number}")] in ([38_450_000], [1_238_450_000])


@pytest.mark.parametrize("number", [
    "38.450.", "38.450.000 hộ.", "38.450.0001.", "38.450.000/12.", "-38.450.000.", "a38.450.000.", "0.450.000.",
    "1.2.38.450.000."])
def test_numbers_that_are_none(number: str) -> None:
    assert money_in(f"Tổng thu {number}") == []


@pytest.mark.parametrize("above", ["ĐVT: nghìn đồng\n", "Đơn vị tính: nghìn đồng\n"])
def test_numbers_under_another_unit_are_left_alone(above: str) -> None:
    assert money_in(f"{above}Tổng thu 38.450.000.") == []
