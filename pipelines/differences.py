"""What `baocao evaluate --details` writes: the measures and every difference as a page and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from pipelines.breakdown import Difference, Line
from pipelines.evaluate import ratios
from pipelines.files import replacing
from pipelines.intervals import Interval
from pipelines.vietnamese import WORDS

PAGE, LIST = "differences.html", "differences.csv"
TITLE = "So với bản chuẩn"
ALL, RULES, FORMAT = "all", "rule (precision of symbols)", "format {}"
STYLE = """
body{margin:0 auto;max-width:64rem;padding:1rem;color:#1b2a41;
font:16px/1.5 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
h1{font-size:1.5rem}h2{font-size:1.15rem;color:#1f4e79;margin-top:1.8rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #b8c2cc;padding:.2rem .5rem;text-align:left}
td{overflow-wrap:anywhere}td.n{text-align:right;white-space:nowrap}thead th{background:#eaf1f8}
@page{size:A4;margin:15mm}@media print{tr{break-inside:avoid}}
"""
NOTE = ("Khoảng tin cậy 95 %: độ chính xác và độ bao phủ theo Wilson; F1 theo bootstrap trên từng văn bản. "
        "“Thiếu”: bản chuẩn có, bảng không có; “thừa”: bảng có, bản chuẩn không có.")
HEADS = ("Phép đo", "Đúng", "Tìm thấy", "Cần tìm", "P", "P 95 %", "R", "R 95 %", "F1", "F1 95 %")


def write_differences(folder: Path, found: Sequence[Difference], parts: Mapping[str, Sequence[Line]]) -> list[Path]:
    """Write the page and the list into `folder`; `parts` are the tables of measures, by format or as `ALL`, `RULES`."""
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / PAGE) as draft:
        draft.write_text("".join(_page(found, parts)), encoding="utf-8", newline="\n")
    with replacing(folder / LIST) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(Difference._fields)
        writer.writerows(found)
    return [folder / PAGE, folder / LIST]


def cells(line: Line) -> list[str]:
    """A line as the screen and the page show it; where nothing is wanted, only precision says something."""
    share, (_, _, want) = ratios(*line.counts), line.counts
    recall = [f"{share['R']:.4f}", _ends(line.recall), f"{share['F1']:.4f}", _ends(line.f1)] if want else [""] * 4
    return [line.measure, *map(str, line.counts), f"{share['P']:.4f}", _ends(line.precision), *recall]


def _ends(interval: Interval | None) -> str:
    return f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else ""


def _page(found: Sequence[Difference], parts: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield ('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
           '<meta name="viewport" content="width=device-width, initial-scale=1">'
           f"<title>{TITLE}</title><style>{STYLE}</style></head>\n<body><h1>{TITLE}</h1><p>{NOTE}</p>\n")
    for title, found_lines in parts.items():
        yield f"<h2>{escape(WORDS[title] if title in WORDS else WORDS[FORMAT].format(title))}</h2>\n"
        yield from _table(HEADS, map(cells, found_lines), numbers=1)
    yield f"<h2>Chỗ khác nhau: {len(found)}</h2>\n"
    rows = ((one.report, one.format or "", one.measure, one.what, one.value) for one in found)
    yield from _table(("Văn bản", "Định dạng", "Phép đo", "Khác", "Giá trị"), rows, numbers=9)
    yield "</body></html>\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int) -> Iterator[str]:
    """A table; from the column `numbers` on there are figures."""
    yield '<div class="wide"><table><thead><tr>'
    yield from (f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>\n"
    for row in rows:
        yield "<tr>"
        yield from (f'<td{" class=n" if at >= numbers else ""}>{escape(cell)}</td>' for at, cell in enumerate(row))
        yield "</tr>\n"
    yield "</tbody></table></div>\n"
