"""Names of organs in running text: whole, and not a word more."""

from __future__ import annotations

from typing import Any

import pytest

from extract.recognizers.citations.issuers import issuer_at

from .cases import cases

TAILS = (" về việc triển khai", " ban hành quy định", " “Về việc khen thưởng”", ", Kế hoạch số 5/KH-UBND", ";", ")", "")


@pytest.mark.parametrize("case", cases("issuers"))
def test_a_name_ends_where_the_organ_does(case: dict[str, Any]) -> None:
    texts = [case["text"]] if "text" in case else [case["name"] + tail for tail in TAILS]
    assert {text[:issuer_at(text, 0)] for text in texts} == {case["name"]}
