"""No pattern blows up: text made to be almost matched costs every recognizer twice the time when it is twice as long.

The same over 0.5 and 1 MB: make bench (tests/bench/test_bench_linear.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from extract import (
    find_citations,
    find_dates,
    find_header,
    find_model_counts,
    find_models,
    find_money,
    find_near_misses,
    find_people,
    find_places,
    find_quantities,
)
from extract.document import Document, Piece, Reading, compose
from extract.recognizers.models.ties import tie
from extract.records import Found

REPEATED = (
    "1/", "12-", "số ", "số số số ", "1/QĐ-", "Luật sửa đổi, bổ sung ", "Luật Abc, ", "Điều 1, ", "của Ban ",
    "1 ", ", 1", "Quyết định số ", "Quyết định số 1/QĐ-UBND “", "Nghị quyết Đại hội ", "số .........",
    "số 1/KH-BCĐ của Ban Chỉ đạo ", "khoản 1 Điều ", "theo Luật ", "UBND ", "1/QĐ-UBND, 2, 3, ", "217, ",
    "ngày ", "ngày 1 ", "ngày 1/", "1/1/2020 ", "tháng ", "từ ngày 1 đến ", "năm 2020 - ", "quý I ", "1.000",
    "1.", "1,", "triệu ", "1 triệu ", "một trăm ", "hai mươi ", "từ 1 đến ", "trên ", "khoảng 5 ", "đồng/",
    "5% ", "5 hộ ", "1 - ", "“", "\"", "'", "(", "[", "((1)", "”“", "A", "a", "Ắ", "NGUYỄN VĂN ", "Nguyễn Văn ",
    "ông Nguyễn ", "Ông ", "đ/c ", "Xã ", "xã Ba, huyện ", "Tỉnh ủy ", "mô hình ", "mô hình “", "Mô hình ",
    "05 mô hình ", "- Mô hình a\n", "Mô hình: a;", "1. ", "a) ", "- ", "\n", "x\n", " \n", "-", "–", "/", "…",
    ".", "_", ";", ":", "|", "Nơi nhận:\n", "KT. CHỦ TỊCH\n", "Kính gửi: ", "ỦY BAN NHÂN DÂN\n",
    "Phó Chủ tịch Nguyễn Văn ", "Nguyễn Văn An - Trưởng ban; ", "các đồng chí: Lê Văn An, ", "14tr600 ", "quý 1, ",
    "thu quỹ 38.450.000; ", "ngày 1/2, ", "mỗi hộ ", "tổng 5, thu ", "Trên đây là của Hội ", "Số: 1 2 ",
    "một\nhai\nba\nKhoản 1\n", "Số: 1/BC-UBND\n", "BÁO CÁO\n", "Hội Phụ nữ ", "của Hội ", "và ", "\u200b", "\u0301",
    "999.", "999,999.", "1.000.000 ", "12.345.678 đồng ", "9 999 ", "(999.999) ", "1,5-", "99/99/", "0",
)
SIZE = 30_000
NOTICED = .15  # seconds of processor time; less is all noise
MOST_TIMES = 3.0  # as long for a text of twice the length; 2 is linear
SLOWEST = 4  # seconds; a fiftieth is usual, and a quadratic pattern would take minutes


def almost(words: str, size: int) -> Document:
    """A text that is nothing but the same words."""
    return compose(Reading([Piece("số 1" + words * (size // len(words)))]))


def costs(document: Document) -> dict[str, float]:
    """Seconds of processor time of each recognizer, in the order in which `find` calls them."""
    found: dict[str, float] = {}

    def timed(name: str, recognizer: Callable[..., Any], *given: Any, **more: Any) -> Any:
        started = time.process_time()
        result = recognizer(*given, **more)
        result = result if isinstance(result, tuple) else tuple(result)
        found[name] = time.process_time() - started
        for record in result if name in ("dates", "money", "citations", "models", "quantities", "people") else ():
            assert document.text[record.start:record.end] == record.raw
        return result

    dates = timed("dates", find_dates, document)
    header, fields = timed("header", find_header, document, dates)
    money = timed("money", find_money, document)
    citations = timed("citations", find_citations, document, dates)
    models = timed("models", find_models, document, citations, money, header=header)
    quantities = timed("quantities", find_quantities, document, money)
    timed("ties", tie, document, models, money, quantities)
    timed("places", lambda: (find_places(document, header, fields),))
    timed("people", find_people, document, fields)
    timed("counts", find_model_counts, document)
    timed("near misses", find_near_misses, document, Found(header, citations=citations, money=money))
    return found


def too_slow(words: str, size: int, most_seconds: float) -> list[str]:
    """The recognizers that take more than linear time, or longer than anybody would wait."""
    once, twice = costs(almost(words, size)), costs(almost(words, 2 * size))
    return [f"{name}: {once[name]:.2f} s, twice the text {twice[name]:.2f} s" for name in twice
            if twice[name] > most_seconds or twice[name] > max(NOTICED, MOST_TIMES * once[name])]


@pytest.mark.parametrize("words", REPEATED)
def test_almost_records_are_read_in_linear_time(words: str) -> None:
    # Measured again where it seems slow: the computer may have been busy with something else.
    assert not too_slow(words, SIZE, SLOWEST) or too_slow(words, SIZE, SLOWEST) == []
