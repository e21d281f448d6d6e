"""Names of organs: whole in running text, not a word more; with their own capitals where a letterhead prints them."""

from __future__ import annotations

from typing import Any

import pytest

from extract import find
from extract.document import Document, Piece, Reading, compose
from extract.recognizers.citations.issuers import issuer_at

from .cases import cases

TAILS = (" về việc triển khai", " ban hành quy định", " “Về việc khen thưởng”", ", Kế hoạch số 5/KH-UBND", ";", ")", "")
HEAD = ("ỦY BAN NHÂN DÂN HUYỆN EA SÚP", "{}", "Số: 12/BC-ABC", "Ea Súp, ngày 12 tháng 5 năm 2023", "BÁO CÁO",
        "Kết quả công tác năm 2023", "Thực hiện kế hoạch, đơn vị báo cáo như sau:")


@pytest.mark.parametrize("case", cases("issuers"))
def test_a_name_ends_where_the_organ_does(case: dict[str, Any]) -> None:
    texts = [case["text"]] if "text" in case else [case["name"] + tail for tail in TAILS]
    assert {text[:issuer_at(text, 0)] for text in texts} == {case["name"]}


def printed(name: str) -> Document:
    """A report of the organ, below the organ above it."""
    lines = [Piece(line.format(name.upper())) for line in HEAD]
    return compose(Reading(lines), "0" * 16)


@pytest.mark.parametrize("case", [case for case in cases("issuers") if case.values[0].get("printed")])
def test_the_lower_organ_of_a_letterhead_has_its_own_capitals(case: dict[str, Any]) -> None:
    head = find(printed(case["name"])).header
    assert (head.issuer, head.issuer_parent) == (case["name"], "Ủy ban nhân dân huyện Ea Súp")
