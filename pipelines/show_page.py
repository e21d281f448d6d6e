"""`baocao show FILE --html`: one document with every record marked, in one file that asks the network for nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from extract import Document
from pipelines.days import shown
from pipelines.marking import KINDS, STYLE, Mark, flow

Row = dict[str, Any]
LOOK = """
:root{--ink:#1b2a41;--head:#1f4e79;--line:#b8c2cc}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:var(--ink);background:#fff}
header{background:var(--head);color:#fff;padding:1.2rem 1rem}h1{margin:0;font-size:1.4rem;overflow-wrap:anywhere}
header p{margin:.3rem 0 0}header>div,main{max-width:60rem;margin:0 auto;padding:0 1rem}
h2{font-size:1.15rem}h3,h4,h5,h6{font-size:1.02rem}section>h2{color:var(--head);margin:2rem 0 .4rem}
.key{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;padding:.7rem 0;margin:0;position:sticky;top:0;background:#fff;
border-bottom:1px solid var(--line)}.key li{list-style:none}
article{overflow-wrap:anywhere;unicode-bidi:plaintext}
article p{margin:.35rem 0;white-space:pre-wrap}.list_item{padding-left:calc(var(--level)*1.2rem)}
.page{color:#44546a;border-top:1px dashed var(--line);padding-top:.3rem;text-align:right;font-size:.85rem}
.header,.footer{color:#44546a;font-size:.88rem}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0}caption{text-align:left}
th,td{border:1px solid var(--line);padding:.2rem .5rem;text-align:left;vertical-align:top}thead th{background:#eaf1f8}
:target{outline:3px solid #ffbf47;outline-offset:2px}a{color:#0b4f8a}
@page{size:A4;margin:15mm}
@media print{header{background:#fff;color:var(--ink);padding:0}.key{position:static}body{font-size:10.5pt}
tr{break-inside:avoid}mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
FACTS = {"doc_type": "Loại", "symbol": "Số, ký hiệu", "date": "Ngày", "issuer": "Cơ quan ban hành",
         "title": "Trích yếu", "signer": "Người ký", "commune": "Xã", "district": "Huyện", "province": "Tỉnh",
         "n_pages": "Số trang", "format": "Định dạng", "error": "Chưa đọc hết"}
# What is told of a record beside its words, by table.
TOLD = {"citations": ("symbol", "doc_type", "date", "issuer", "title"), "dates": ("date", "date_end"),
        "money": ("amount_vnd", "amount_max_vnd", "qualifier", "per", "role"),
        "quantities": ("value", "value_max", "unit", "qualifier"), "models": ("name", "owner", "place", "status"),
        "model_counts": ("count", "status", "year"), "people": ("name", "role"), "header_fields": ("field",)}
DATES = ("date", "date_end")
HEADS = {"symbol": "Số, ký hiệu", "doc_type": "Loại", "date": "Ngày", "date_end": "Đến", "issuer": "Cơ quan ban hành",
         "title": "Tên, trích yếu", "amount_vnd": "Số tiền (đồng)", "amount_max_vnd": "Đến (đồng)", "qualifier": "Mức",
         "per": "Mỗi", "role": "Vai trò", "value": "Số", "value_max": "Đến", "unit": "Đơn vị tính", "name": "Tên",
         "owner": "Chủ thể", "place": "Nơi", "status": "Trạng thái", "count": "Số mô hình", "year": "Năm",
         "field": "Mục"}


def page(name: str, document: Document, tables: dict[str, Any]) -> Iterator[str]:
    """The page of a document and of its records (see `show`), piece by piece."""
    marks = [_mark(kind, number, row) for kind in KINDS for number, row in enumerate(tables[kind])]
    yield ('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
           '<meta name="viewport" content="width=device-width, initial-scale=1">'
           f"<title>{escape(name)}</title><style>{LOOK}{STYLE}</style></head>\n"
           f"<body><header><div><h1>{escape(name)}</h1></div></header>\n<main>\n")
    yield from _facts(tables["document"])
    yield from _key(tables)
    yield "<article>\n"
    yield from flow(document.text, document.blocks, marks)
    yield "</article>\n"
    starts = [block.start for block in document.blocks]
    for kind in KINDS:
        yield from _rows(kind, tables[kind], starts)
    yield "</main></body></html>\n"


def _mark(kind: str, number: int, row: Row) -> Mark:
    told = ", ".join(_shown(name, row[name]) for name in TOLD[kind] if row[name] is not None)
    return Mark(row["start"], row["end"], kind, f"{kind}-{number}", f"{KINDS[kind][0]}: {told}")


def _cell(value: Any) -> str:
    """A value as Vietnamese write it.

    >>> _cell(1250000), _cell(2.5), _cell("2024-10")
    ('1.250.000', '2,5', '2024-10')
    """
    if isinstance(value, int | float):
        number = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
        return number.translate(str.maketrans(",.", ".,"))
    return "" if value is None else str(value)


def _facts(document: Row) -> Iterator[str]:
    yield '<section><h2>Văn bản</h2><div class="wide"><table><tbody>\n'
    for name, head in FACTS.items():
        if document.get(name) is not None:
            yield f'<tr><th scope="row">{head}</th><td>{escape(_shown(name, document[name]))}</td></tr>\n'
    yield "</tbody></table></div></section>\n"


def _key(tables: dict[str, Any]) -> Iterator[str]:
    """Which look stands for which kind, with how many there are."""
    yield '<ul class="key" aria-label="Chú giải">'
    for kind, (head, _, _) in KINDS.items():
        if tables[kind]:
            yield f'<li><a href="#{kind}"><mark class="{kind}">{head}</mark></a> {len(tables[kind])}</li>'
    yield "</ul>\n"


def _rows(kind: str, rows: Sequence[Row], starts: Sequence[int]) -> Iterator[str]:
    """The records of a kind, each with a link to its words."""
    if not rows:
        return
    names = [name for name in TOLD[kind] if any(row[name] is not None for row in rows)]
    heads = "".join(f'<th scope="col">{HEADS[name]}</th>' for name in names)
    yield (f'<section id="{kind}"><h2>{KINDS[kind][0]}: {len(rows)}</h2><div class="wide"><table><thead><tr>'
           f'<th scope="col">Nguyên văn</th>{heads}</tr></thead><tbody>\n')
    for row in rows:
        at = starts[bisect_right(starts, row["start"]) - 1]
        cells = "".join(f"<td>{escape(_shown(name, row[name]))}</td>" for name in names)
        yield f'<tr><td><a href="#at-{at}">{escape(row["raw"])}</a></td>{cells}</tr>\n'
    yield "</tbody></table></div></section>\n"


def _shown(name: str, value: Any) -> str:
    """A date and a year are no numbers."""
    return shown(value) if name in DATES else str(value or "") if name == "year" else _cell(value)
