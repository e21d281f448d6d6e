"""Small reports for the tests of the audit: a letterhead, the lines of a case, a signature. All people are invented.

No check is imported here: what was read once is there for every fault of `tests.mutation`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from extract import Document, Piece, Reading, compose, read
from pipelines.audited_report import Report
from pipelines.register import Register, load
from pipelines.stored_reports import report_of

PLACES = {
    "old": ("XÃ BA BÍCH", "Ba Bích", "huyện Ba Tơ, tỉnh Quảng Ngãi"),
    "near": ("XÃ BA VINH", "Ba Vinh", "huyện Ba Tơ, tỉnh Quảng Ngãi"),
    "far": ("XÃ LONG MAI", "Long Mai", "huyện Minh Long, tỉnh Quảng Ngãi"),
    "new": ("XÃ BA TƠ", "Ba Tơ", "tỉnh Quảng Ngãi"),
}
SIGNATURE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nPhạm Văn Lâm"


def written(case: dict[str, Any]) -> Document:
    """The report of a case: `body` is lines or the rows of a table, a `table` follows its lines, a `text` is all."""
    if "text" in case:
        return compose(Reading([Piece(line) for line in case["text"].split("\n")]))
    of, place, above = PLACES[case.get("place", "old")]
    body = case["body"]
    lines = body.split("\n") if isinstance(body, str) else []
    table = [Piece(cell, "table_cell", table=0, row=row, col=col)
             for row, cells in enumerate(case.get("table") or (body if not lines else ()))
             for col, cell in enumerate(cells)]
    head = ["ỦY BAN NHÂN DÂN", of, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            f"Số: {case.get('number', '25')}/BC-UBND", f"{place}, {case.get('date', 'ngày 20 tháng 6 năm 2024')}",
            "BÁO CÁO", case.get("title", "Kết quả thực hiện phong trào thi đua “Dân vận khéo”")]
    opening = f"Ủy ban nhân dân xã {place}, {above} báo cáo như sau:"
    recipients = case.get("recipients", ["Như trên;", "Lưu: VT."])
    end = ["Nơi nhận:", *(f"- {recipient}" for recipient in recipients), *case.get("signature", SIGNATURE).split("\n")]
    before = [Piece(line) for line in (*head, opening, *lines)]
    return compose(Reading([*before, *table, *(Piece(line) for line in end)]))


@cache
def register() -> Register:
    return load()


@cache
def report(case: str) -> Report:
    """The report of a case, given as JSON, with all that is found in it."""
    return report_of(written(json.loads(case)))


@cache
def report_in(path: Path) -> Report:
    """The report in a file, with all that is found in it."""
    return report_of(read(path))
