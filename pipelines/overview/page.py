"""The page: plots where matplotlib is there, and every number in a table; no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.util import find_spec

from pipelines.overview.figures import (
    MOST_BARS,
    QUESTIONS,
    STATUSES,
    UNITS,
    Figure,
    Trouble,
    figure,
    most_cited,
    number,
    scale,
    totals,
    troubles,
    units,
)
from pipelines.overview.topics import topics
from pipelines.store import Store
from pipelines.vietnamese import CODES

TITLE = "Kho văn bản nhìn nhanh"
MOST_PATHS, MOST_OPEN = 50, 10  # files named of a reason; of a longer list the reason alone is open at first
STYLE = """
:root{--ink:#1b2a41;--head:#1f4e79;--line:#b8c2cc;--soft:#f3f6fa}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:var(--ink);background:#fff}
header{background:var(--head);color:#fff;padding:1.4rem 1rem}header p{margin:.3rem 0 0}
header>div,main{max-width:62rem;margin:0 auto;padding:0 1rem}
h1{margin:0;font-size:1.7rem}h2{font-size:1.2rem;color:var(--head);margin:2rem 0 .4rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.8rem;margin:1.4rem 0;padding:0}
.cards li{list-style:none;border:1px solid var(--line);border-left:6px solid var(--head);border-radius:4px;
padding:.5rem .8rem;background:var(--soft)}
.cards b{display:block;font-size:1.6rem;line-height:1.2}
figure{margin:0}figure svg{width:100%;min-width:34rem;height:auto;display:block}
svg text{font-family:"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif!important}
figcaption,caption,.note{color:#44546a;font-size:.92rem;text-align:left;margin:.2rem 0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.3rem 0}
th,td{border-bottom:1px solid var(--line);padding:.2rem .6rem;text-align:left;vertical-align:top}
thead th{background:#eaf1f8}tbody th{font-weight:400}th.n,td.n{text-align:right;white-space:nowrap}
td.bar{width:40%;min-width:8rem}td.bar i{display:block;height:1rem;background:#0072b2;border:1px solid #3a3a3a;
print-color-adjust:exact;-webkit-print-color-adjust:exact}
summary{cursor:pointer;color:#0b4f8a;padding:.4rem 0}:focus-visible{outline:3px solid #ffbf47;outline-offset:1px}
.path{overflow-wrap:anywhere}
@page{size:A4;margin:15mm}
@media print{header{background:#fff;color:var(--ink);padding:0}body{font-size:10.5pt}figure svg{min-width:0}
figure,tr,.cards li{break-inside:avoid}h2{break-after:avoid}figure+details{display:none}.wide{overflow:visible}}
"""


def page(store: Store, reviewed: str = "") -> Iterator[str]:
    """The page, piece by piece; `reviewed` says how much of it people reviewed."""
    yield ('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
           '<meta name="viewport" content="width=device-width, initial-scale=1">'
           f"<title>{TITLE}</title><style>{STYLE}</style></head>\n<body><header><div><h1>{TITLE}</h1>"
           f"<p>Mọi con số đọc từ văn bản trong kho, không suy thêm. {escape(reviewed)}</p></div></header>\n<main>\n")
    yield from _cards(store)
    for question in QUESTIONS:
        yield from _section(figure(question, store.db))
    yield from _section(topics(store.db))
    yield from _units(store)
    yield from _cited(store)
    yield from _troubles(troubles(store.troubles()))
    yield "</main></body></html>\n"


def _cards(store: Store) -> Iterator[str]:
    yield '<ul class="cards">'
    yield from (f"<li><b>{number(value)}</b>{words}</li>" for value, words in totals(store.db))
    yield "</ul>\n"


def _section(found: Figure) -> Iterator[str]:
    question = found.question
    yield f"<section><h2>{question.title}</h2>\n"
    if not found.rows:
        yield '<p class="note">Chưa có.</p></section>\n'
        return
    more = len(found.rows) - MOST_BARS
    rest = f" {number(more)} dòng nữa ở bảng số liệu." if question.shape == "lying" and more > 0 else ""
    plot = _plot(found)
    if plot is None:
        yield f'<p class="note">{question.note}</p>{_table(found, bars=len(found.columns) == 1)}</section>\n'
        return
    yield (f'<figure><div class="wide" tabindex="0" role="group" aria-label="{question.title}">{plot}</div>'
           f"<figcaption>{question.note}{rest}</figcaption></figure>\n")
    yield f"<details><summary>Bảng số liệu</summary>{_table(found, bars=False)}</details></section>\n"


def _plot(found: Figure) -> str | None:
    """The picture, where matplotlib is there; it is loaded only here."""
    if find_spec("matplotlib") is None:
        return None
    from pipelines.overview.plots import plot

    return plot(found)


def _table(found: Figure, *, bars: bool) -> str:
    """The numbers; with a bar each where there is no plot."""
    step, unit = scale(found, UNITS[1:])
    most = max((sum(values) for _, values in found.rows), default=0) or 1
    heads = "".join(f'<th scope="col" class="n">{escape(name)}</th>' for name in found.columns)
    caption = f"<caption>{found.question.title}, đơn vị: {unit}.</caption>"
    first = f'<th scope="col">{found.question.head}</th>'
    parts = [f'<div class="wide"><table>{caption}<thead><tr>{first}{heads}{"<td></td>" * bars}</tr></thead><tbody>\n']
    for name, values in found.rows:
        cells = "".join(f'<td class="n">{number(value / step)}</td>' for value in values)
        bar = f'<td class="bar"><i style="width:{100 * sum(values) / most:.1f}%"></i></td>' * bars
        parts.append(f'<tr><th scope="row">{escape(name)}</th>{cells}{bar}</tr>\n')
    return "".join(parts) + "</tbody></table></div>\n"


def _rows(heads: Sequence[str], rows: Iterator[Sequence[str | int | None]]) -> Iterator[str]:
    """A table; numbers stand at the right."""
    yield '<div class="wide"><table><thead><tr>'
    yield from (f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>\n"
    for row in rows:
        cells = (f'<td class="n">{number(cell)}</td>' if isinstance(cell, int) else f"<td>{escape(cell or '')}</td>"
                 for cell in row)
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"


def _units(store: Store) -> Iterator[str]:
    found, count = units(store.db)
    yield f"<section><h2>Đơn vị có nhiều văn bản</h2><p class=\"note\">{len(found)} trong {number(count)} đơn vị.</p>\n"
    yield from _rows(("Đơn vị", "Văn bản", "Từ năm", "Đến năm"), iter(found))
    yield "</section>\n"


def _cited(store: Store) -> Iterator[str]:
    yield ('<section><h2>Văn bản được viện dẫn nhiều</h2><p class="note">Số, ký hiệu một mình chưa phải là một văn '
           "bản: nơi có nhiều ngày khác nhau, có thể là nhiều văn bản cùng số.</p>\n")
    yield from _rows(("Số, ký hiệu hoặc tên", "Loại", "Về việc", "Số văn bản viện dẫn", "Số lượt", "Số ngày khác nhau"),
                     iter(most_cited(store.db)))
    yield "</section>\n"


def _troubles(found: list[Trouble]) -> Iterator[str]:
    """Why documents are not whole, and which."""
    yield "<section><h2>Chưa đọc được hoặc chỉ đọc được một phần</h2>\n"
    if not found:
        yield '<p class="note">Không có: mọi tệp đều đọc đủ.</p>\n'
    for trouble in found:
        code, _, words = trouble.error.partition(": ")
        count, shown = len(trouble.paths), trouble.paths[:MOST_PATHS]
        is_open = " open" if count <= MOST_OPEN else ""
        yield (f"<details{is_open}><summary><b>{number(count)}</b> {STATUSES[trouble.status]}: "
               f"{escape(CODES.get(code, words or code))} <small>({escape(trouble.error)})</small></summary><ul>\n")
        yield from (f'<li class="path">{escape(path)}</li>\n' for path in shown)
        yield f"<li>… và {number(count - len(shown))} tệp nữa</li>\n" if count > len(shown) else ""
        yield "</ul></details>\n"
    yield "</section>\n"
