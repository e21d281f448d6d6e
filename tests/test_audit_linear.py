"""No check takes more than linear time in the rows of one document, however they stand: in one line, or in cells."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

import pytest

from extract import Document, Piece, Reading, compose
from pipelines.audit.links import facts_of
from pipelines.audited_report import Report
from pipelines.checks import CHECKS
from pipelines.checks.case import Case
from pipelines.register import Register, load
from pipelines.stored_reports import report_of

HEAD = """ỦY BAN NHÂN DÂN
XÃ BA BÍCH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 25/BC-UBND
Ba Bích, ngày 20 tháng 8 năm 2025
BÁO CÁO
Kết quả thực hiện phong trào thi đua “Dân vận khéo”
Ủy ban nhân dân xã Ba Bích, huyện Ba Tơ, tỉnh Quảng Ngãi báo cáo như sau:""".split("\n")
END = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhạm Văn Lâm".split("\n")
# What is repeated: `n` counts, `d` is a day, `f` goes round a few numbers.
REPEATED = {
    "amounts": "hỗ trợ {f}.500.000 đồng, trong đó xã {f}.000.000 đồng, tổng cộng: 5.000.000 đồng",
    "gifts": "tặng {f} suất quà cho 7 hộ trị giá {f}.000.000 đồng",
    "dates": "ngày 31/2/2023, Kế hoạch số {n}/KH-UBND",
    "citations": "Kế hoạch số {n}/KH-UBND ngày {d}/2023 của UBND huyện về vận động nhân dân làm đường số {n}",
    "one citation": "Kế hoạch số 12/KH-MTTQ-BTT ngày {d}/2023, Kế hoạch số 12/KH-MTTQ-BTT",
    "central": "Chỉ thị 05-CT/TW, Nghị định số {n}/2015/NĐ-CP, Pháp lệnh số 34/2007/PL-UBTVQH11",
    "in force": "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ, thực hiện từ ngày 01/7/2023",
    "models": "Mô hình “Đường hoa số {n} kiểu mẫu” thành lập năm 2022 theo Quyết định số {n}/QĐ-UBND ngày 3/4/2023",
    "counts": "có {f} mô hình (trong đó {f} mô hình tập thể và 2 mô hình cá nhân; danh sách kèm theo)",
    "declared": "- Mô hình đăng ký mới: 0{f} mô hình",
    "headings": "{f}. Công tác tuyên truyền từ năm 2017 đến năm 2022",
    "items": "- vận động) nhân dân “hiến đất (đợt {n}, đạt {f}/8 thôn",
    "shares": "có {f}/90 hộ, đạt {f}%, {f}/8 thôn",
    "units": "trên địa bàn xã Ba Bách huyện Ba Tư có UBND huyện Ba Tơ",
}
JOINED: dict[str, Callable[[list[str]], Iterable[Piece]]] = {
    "line": lambda parts: [Piece(", ".join(parts))], "lines": lambda parts: map(Piece, parts),
    "cells": lambda parts: (Piece(part, "table_cell", table=0, row=at // 4, col=at % 4)
                            for at, part in enumerate(parts)),
}
ROWS = 300
NOTICED = .02  # seconds of processor time; less is all noise
MOST_TIMES = 3.0  # as long for twice the rows; 2 is linear


@cache
def register() -> Register:
    return load()


def document(words: str, joined: str, rows: int) -> Document:
    """A report with so many rows of a kind."""
    parts = [words.format(n=n + 1, f=n % 9 + 1, d=f"{n % 28 + 1}/{n % 12 + 1}") for n in range(rows)]
    return compose(Reading([*map(Piece, HEAD), *JOINED[joined](parts), *map(Piece, END)]))


def costs(report: Report) -> dict[str, float]:
    """Seconds of processor time of what is done with a report."""
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = work()
        found[name] = time.process_time() - started
        return result

    case = timed("links", lambda: Case(report, register()))
    for check in CHECKS:
        timed(check.__name__, partial(lambda check: list(check(case)), check))
    timed("facts", lambda: facts_of(case))
    return found


def too_slow(words: str, joined: str, rows: int = ROWS) -> list[str]:
    """What takes more than linear time."""
    once, twice = (costs(report_of(document(words, joined, many))) for many in (rows, 2 * rows))
    return [f"{name}: {once[name]:.3f} s, twice the rows {twice[name]:.3f} s" for name in twice
            if twice[name] > max(NOTICED, MOST_TIMES * once[name])]


@pytest.mark.parametrize("joined", JOINED)
@pytest.mark.parametrize("kind", REPEATED)
def test_rows_are_checked_in_linear_time(kind: str, joined: str) -> None:
    # Measured again where it seems slow: the computer may have been busy with something else.
    words = REPEATED[kind]
    assert not too_slow(words, joined) or too_slow(words, joined) == []
