"""The same summary to look at: one file, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pipelines.models.bars import bars, colour, number, pair_of_bars, stacked, strip
from pipelines.models.communes import commune_of
from pipelines.models.counts import FEWER, MORE, Gap
from pipelines.models.rows import told
from pipelines.models.sheets import Book
from pipelines.models.sources import ORDER
from pipelines.models.summary import COLLECTIVE, FIELDS, STATUSES, Commune, by_field, by_kind, by_status

MOST_COMMUNES, MOST_GAPS = 100, 60  # the workbook has them all
TITLE = "Mô hình Dân vận khéo theo xã"
STYLE = """
:root{--ink:#1b2a41;--head:#1f4e79;--line:#b8c2cc;--soft:#f3f6fa}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:var(--ink);background:#fff}
header{background:var(--head);color:#fff;padding:1.4rem 1rem}
header p{margin:.3rem 0 0;max-width:70rem}
header>div,main{max-width:75rem;margin:0 auto;padding:0 1rem}
h1{margin:0;font-size:1.7rem}h2{font-size:1.2rem;color:var(--head);margin:2rem 0 .4rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1rem;margin:1.4rem 0;padding:0}
.cards li{list-style:none;border:1px solid var(--line);border-left:6px solid var(--head);border-radius:4px;
padding:.6rem .9rem;background:var(--soft)}
.cards b{display:block;font-size:1.9rem;line-height:1.2}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:0 2rem}
svg text{font-size:15px;fill:var(--ink)}svg .n{font-weight:600}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;margin:.3rem 0}.key li{list-style:none}
.key i{display:inline-block;width:1rem;height:1rem;border:1px solid #3a3a3a;vertical-align:-2px;margin-right:.35rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.3rem 0;color:#44546a}
th,td{border-bottom:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:middle}
thead th{background:var(--head);color:#fff}tbody th{font-weight:400}td.n{text-align:right;font-weight:600}
footer{margin:2rem 0;color:#44546a}
@media print{header{background:#fff;color:var(--ink)}tr,svg{break-inside:avoid}}
"""


def page(book: Book) -> Iterator[str]:
    """The page, piece by piece."""
    yield ('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
           '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
           '<meta name="viewport" content="width=device-width, initial-scale=1">'
           f"<title>{TITLE}</title><style>{STYLE}</style></head>\n<body><header><div><h1>{TITLE}</h1>"
           f"<p>{escape(book.origin)}</p></div></header>\n<main>")
    yield from _figures(book)
    yield from _charts(book)
    yield from _communes(book.communes)
    yield from _gaps([gap for gap in book.gaps if gap.is_difference])
    yield ("<footer><p>Mỗi mô hình chỉ đếm một lần, theo trạng thái mới nhất; mô hình chưa thành lập không tính. "
           "Từng dòng và nguồn của từng con số có trong bảng tính đi kèm.</p></footer></main></body></html>\n")


def _figures(book: Book) -> Iterator[str]:
    """The few numbers that are asked for first."""
    existing = [life for life in book.lives.lives if life.exists]
    with_models = sum(bool(commune.existing) for commune in book.communes)
    unknown = sum(life.why is not None for life in existing)
    figures = ((len(book.archive.reports), "báo cáo đọc được"), (with_models, "xã có mô hình"),
               (len(existing), "mô hình, không đếm trùng"), (unknown, "trong đó chưa xác định được xã"),
               (sum(gap.is_difference for gap in book.gaps), "chỗ số liệu lệch nhau"))
    yield '<ul class="cards">'
    yield from (f"<li><b>{number(value)}</b>{words}</li>" for value, words in figures)
    yield "</ul>\n"


def _charts(book: Book) -> Iterator[str]:
    existing = [life for life in book.lives.lives if life.exists]
    charts = (("Theo trạng thái mới nhất", STATUSES, by_status(existing), "chưa rõ"),
              ("Theo lĩnh vực (cả suy ra từ tên)", FIELDS, by_field(existing), "chưa rõ"),
              ("Tập thể và cá nhân", COLLECTIVE, by_kind(existing), "không ghi"))
    yield '<div class="charts">'
    for title, names, values, unknown in charts:
        yield f"<section><h2>{title}</h2>"
        yield from bars(title, names, values, unknown)
        yield "</section>"
    yield "</div>\n"


def _communes(communes: Sequence[Commune]) -> Iterator[str]:
    """All communes as a strip, and those with most models one by one."""
    counted = sorted(((len(commune.existing), at) for at, commune in enumerate(communes)),
                     key=lambda pair: (-pair[0], pair[1]))
    yield "<section><h2>Các xã, từ nhiều mô hình đến ít</h2>"
    title = f"{number(len(communes))} xã, xếp từ nhiều mô hình nhất"
    yield from strip(title, [(told(communes[at].unit) or "", value) for value, at in counted])
    yield from _key()
    yield '<div class="wide"><table>'
    more = len(counted) - MOST_COMMUNES
    shown = f"{MOST_COMMUNES} xã đứng đầu; {number(more)} xã nữa ở bảng tính" if more > 0 else title
    yield f"<caption>{shown}.</caption>"
    yield _heads("Xã, huyện, tỉnh (theo báo cáo)", "Xã hiện nay", "Số mô hình", "Theo trạng thái")
    most = counted[0][0] if counted else 0
    for value, at in counted[:MOST_COMMUNES]:
        commune = communes[at]
        bar = stacked(STATUSES, by_status(commune.existing), most)
        then, now = escape(told(commune.unit) or ""), escape(commune.unit.commune_now or "")
        yield (f'<tr><th scope="row">{then}</th><td>{now}</td>'
               f'<td class="n">{number(value)}</td><td>{bar}</td></tr>')
    yield "</tbody></table></div></section>\n"


def _key() -> Iterator[str]:
    yield '<ul class="key">'
    yield from (f'<li><i style="background:{colour(name)}"></i>{escape(name or "chưa rõ")}</li>' for name in STATUSES)
    yield "</ul>"


def _gaps(gaps: Sequence[Gap]) -> Iterator[str]:
    """Where numbers differ: declared and listed as two bars, where both are numbers."""
    ordered = sorted(gaps, key=lambda gap: (ORDER.index(gap.what), gap.report.path, gap.where[0].start))
    most = max((max(*gap.declared, gap.listed or 0) for gap in gaps if gap.what in (FEWER, MORE)), default=1)
    yield ("<section><h2>Số công bố và số liệt kê khác nhau</h2><p>Thanh trắng là số báo cáo công bố, thanh xanh "
           'là số tên liệt kê.</p><div class="wide"><table>')
    more = len(ordered) - MOST_GAPS
    rest = f"; còn {number(more)} chỗ nữa ở bảng tính" if more > 0 else ""
    yield f"<caption>{number(len(ordered))} chỗ{rest}.</caption>"
    yield _heads("Báo cáo", "Chênh lệch", "Trạng thái", "Công bố", "Liệt kê", "")
    for gap in ordered[:MOST_GAPS]:
        yield _gap(gap, most)
    yield "</tbody></table></div></section>\n"


def _gap(gap: Gap, most: int) -> str:
    status = " ".join(filter(None, (gap.status, gap.kind, str(gap.year or ""))))
    picture = pair_of_bars(gap.declared[0], gap.listed, most) if gap.listed is not None else ""
    where = told(commune_of(gap.report).unit) or gap.report.path
    return (f'<tr><th scope="row">{escape(where)}</th><td>{escape(gap.what)}</td><td>{escape(status)}</td>'
            f'<td class="n">{" / ".join(map(number, gap.declared))}</td>'
            f'<td class="n">{"" if gap.listed is None else number(gap.listed)}</td><td>{picture}</td></tr>')


def _heads(*words: str) -> str:
    cells = "".join(f'<th scope="col">{word}</th>' for word in words)
    return f"<thead><tr>{cells}</tr></thead><tbody>"

