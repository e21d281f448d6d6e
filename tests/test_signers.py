"""Signers of speeches, of reports on oneself, of minutes and joint documents, with two columns or one."""

from __future__ import annotations

import pytest

from extract.document import Piece, Reading, compose
from extract.readers.text import read
from extract.recognizers.header import find_header

HEAD = ("CHI BỘ THÔN 3 XÃ AN HÒA\nSố 05-BC/CB\nAn Hòa, ngày 5 tháng 6 năm 2023\nBÁO CÁO\nkết quả dân vận khéo\n"
        "Chi bộ có 25 đảng viên, nội dung báo cáo là một đoạn văn.\n")
HOA, CHU, TOA = ("Lê Thị Hoa", None), ("Phạm Văn Chủ", "Chủ tịch"), ("Phạm Văn Tọa", "Chủ tọa")


def signed(block: str) -> tuple[str | None, str | None]:
    header, _ = find_header(compose(Reading([Piece(line) for line in (HEAD + block).split("\n")])), ())
    return header.signer, header.signer_title


@pytest.mark.parametrize("label", [
    "NGƯỜI TRÌNH BÀY", "Người trình bày", "NGƯỜI BÁO CÁO", "NGƯỜI VIẾT BÁO CÁO", "Người viết báo cáo thành tích",
    "NGƯỜI VIẾT", "NGƯỜI THAM LUẬN", "NGƯỜI PHÁT BIỂU", "NGƯỜI VIẾT BÀI"])
@pytest.mark.parametrize("between", ["", "(Đã ký)\n", "\n\n"])
def test_an_author_signs_without_a_position(label: str, between: str) -> None:
    assert signed(f"Xin cảm ơn các đồng chí./.\n{label}\n{between}Lê Thị Hoa") == HOA


def test_the_position_of_an_author_stands_below_the_label() -> None:
    assert signed("Xin cảm ơn!\nNGƯỜI TRÌNH BÀY\nBí thư chi bộ\nLê Thị Hoa") == ("Lê Thị Hoa", "Bí thư chi bộ")


@pytest.mark.parametrize("block", [
    "NGƯỜI BÁO CÁO\nLê Thị Hoa\nXÁC NHẬN CỦA UBND XÃ\nCHỦ TỊCH\nPhạm Văn Chủ",
    "XÁC NHẬN CỦA UBND XÃ\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm Văn Chủ\nNGƯỜI BÁO CÁO\nLê Thị Hoa",
    "XÁC NHẬN CỦA ĐẢNG ỦY          NGƯỜI BÁO CÁO\nBÍ THƯ\nPhạm Văn Chủ          Lê Thị Hoa",
    "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN NGƯỜI BÁO CÁO\n(Ký, đóng dấu) Lê Thị Hoa"])
def test_who_confirms_is_not_the_author(block: str) -> None:
    assert signed(f"Tôi cam đoan là đúng.\n{block}") == HOA


@pytest.mark.parametrize(("block", "want"), [
    ("THƯ KÝ          CHỦ TỌA\nLê Thị Hoa          Phạm Văn Tọa", TOA),
    ("THƯ KÝ\nLê Thị Hoa\nCHỦ TỌA\nPhạm Văn Tọa", TOA),
    ("CHỦ TỌA\nPhạm Văn Tọa\nTHƯ KÝ\nLê Thị Hoa", TOA),
    ("NGƯỜI GHI BIÊN BẢN          CHỦ TỌA\nLê Thị Hoa          Phạm Văn Tọa", TOA),
    ("NGƯỜI GHI BIÊN BẢN\nLê Thị Hoa\nCHỦ TỌA\nPhạm Văn Tọa", TOA),
    ("NGƯỜI LẬP BIỂU          CHỦ TỊCH\nLê Thị Hoa          Phạm Văn Chủ", CHU)])
def test_minutes_and_lists_are_signed_by_who_presides(block: str, want: tuple[str, str]) -> None:
    assert signed(f"Biên bản lập thành 02 bản.\n{block}") == want


@pytest.mark.parametrize("gap", ["          ", "\n"])
def test_of_two_organs_the_first_signs(gap: str) -> None:
    left, right = ("TM. ỦY BAN MTTQ XÃ", "CHỦ TỊCH", "Phạm Văn Chủ"), ("TM. HỘI NÔNG DÂN", "CHỦ TỊCH", "Lê Thị Hoa")
    rows = [f"{one}{gap}{other}" for one, other in zip(left, right, strict=True)]
    block = "\n".join(rows) if gap != "\n" else "\n".join((*left, *right))
    assert signed(f"Trên đây là kế hoạch.\n{block}\nNơi nhận:\n- Lưu: VT.") == CHU


@pytest.mark.parametrize("block", [
    "CHỦ TỊCH\n3\nPhạm Văn Chủ", "CHỦ TỊCH\n\nTrang 3/3\nPhạm Văn Chủ",
    "CHỦ TỊCH\nBáo cáo dân vận khéo\n3\nPhạm Văn Chủ"])
def test_a_page_may_end_inside_the_signature(block: str) -> None:
    assert signed(f"Trên đây là báo cáo.\nNơi nhận:\n- Lưu: VT.\nT/M UBND XÃ\n{block}") == CHU


@pytest.mark.parametrize("block", [
    "Người báo cáo trước hội nghị\nLê Thị Hoa", "Người trình bày: đồng chí Lê Thị Hoa.", "NGƯỜI CAO TUỔI\nLê Thị Hoa",
    "Xác nhận số hộ nghèo\nLê Thị Hoa"])
def test_words_that_are_no_label(block: str) -> None:
    assert signed(f"Hội nghị có ba phần.\n{block}\nHội nghị kết thúc lúc 11 giờ cùng ngày.") == (None, None)


@pytest.mark.parametrize(("block", "lines"), [
    ("THƯ KÝ                    CHỦ TRÌ\n\nLê Thị Hoa                Phạm Văn Tọa",
     ["THƯ KÝ", "Lê Thị Hoa", "CHỦ TRÌ", "Phạm Văn Tọa"]),
    ("XÁC NHẬN CỦA ĐẢNG ỦY          NGƯỜI BÁO CÁO\nBÍ THƯ\n\n\nVõ Nhân                     Lê Hoa",
     ["XÁC NHẬN CỦA ĐẢNG ỦY", "BÍ THƯ", "Võ Nhân", "NGƯỜI BÁO CÁO", "Lê Hoa"]),
    ("THƯ KÝ                    CHỦ TRÌ\n\nSau đó mọi người ra về.",
     ["THƯ KÝ", "CHỦ TRÌ", "Sau đó mọi người ra về."])])
def test_blank_lines_between_positions_and_names_of_two_columns(block: str, lines: list[str]) -> None:
    assert [piece.text for piece in read(f"Biên bản lập xong.\n\n{block}\n".encode()).pieces[1:]] == lines
