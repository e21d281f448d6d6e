"""`audit.html`: the findings to read and to print, in one file that asks the network for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby

from pipelines.audit.rows import Found, Reading
from pipelines.audit.rules import RULES, SEVERITIES, SEVERITY_VI
from pipelines.decisions.reviewed import in_words

MOST_REPORTS = 1500  # a browser shows no more at once; the workbook has them all
TITLE = "Kiểm tra căn cứ viện dẫn và số liệu báo cáo"
STYLE = """
:root{--ink:#1b2a41;--head:#1f4e79;--line:#b8c2cc;--error:#b3261e;--warning:#8a5300;--info:#44546a}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:var(--ink);background:#fff}
header{background:var(--head);color:#fff;padding:1.3rem 1rem}
header>div,main,form>div{max-width:68rem;margin:0 auto;padding:0 1rem}main{padding-top:.8rem}
h1{margin:0;font-size:1.6rem}header p{margin:.3rem 0 0;max-width:60rem}
h2{font-size:1.05rem;color:var(--head);margin:1.8rem 0 .2rem;overflow-wrap:anywhere}
.of{margin:0 0 .4rem;color:#44546a}
form{position:sticky;top:0;background:#fff;border-bottom:1px solid var(--line);padding:.6rem 0;z-index:1}
form>div{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;align-items:center}
fieldset{border:0;margin:0;padding:0;display:flex;gap:.9rem}legend{float:left;margin-right:.7rem;font-weight:600}
select{font:inherit;max-width:18rem;padding:.15rem}
ol{list-style:none;margin:0;padding:0}
li.f{border:1px solid var(--line);border-left:7px solid var(--info);border-radius:3px;
padding:.5rem .8rem;margin:.45rem 0}
li.error{border-left-color:var(--error)}li.warning{border-left-color:#d98a00}
li.f p{margin:.15rem 0}.tag{font-weight:700}
.error .tag{color:var(--error)}.warning .tag{color:var(--warning)}.info .tag{color:var(--info)}
blockquote{margin:.3rem 0;padding:.1rem .7rem;border-left:3px solid var(--line);color:#333;overflow-wrap:anywhere}
mark{background:#ffe58a;color:inherit;padding:0 .1em}
.small{font-size:.88rem;color:#44546a;overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.8rem 0}caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{border:1px solid var(--line);padding:.2rem .6rem;text-align:left}
td.n{text-align:right}thead th{background:#eaf1f8}
[hidden]{display:none!important}
:focus-visible{outline:3px solid #ffbf47;outline-offset:1px}
@page{size:A4;margin:15mm}
@media print{form{display:none}header{background:#fff;color:var(--ink);padding:0}body{font-size:10.5pt}
li.f,tr{break-inside:avoid}h2{break-after:avoid}}
"""
SCRIPT = """
const form=document.forms[0],reports=[...document.querySelectorAll('section.r')];
function show(){
const on=[...form.severity].filter(b=>b.checked).map(b=>b.value);
const rule=form.rule.value,unit=form.unit.value,year=form.year.value;let n=0,all=0;
for(const r of reports){let any=false;const here=(!unit||r.dataset.unit===unit)&&(!year||r.dataset.year===year);
for(const f of r.querySelectorAll('li.f')){
const yes=here&&on.includes(f.dataset.severity)&&(!rule||f.dataset.rule===rule);
f.hidden=!yes;all++;if(yes){any=true;n++}}
r.hidden=!any}
document.getElementById('n').textContent=n+' phát hiện đang hiện, '+(all-n)+' đang ẩn'}
form.addEventListener('change',show);form.addEventListener('submit',e=>e.preventDefault());form.hidden=false;show();
"""
HEAD = ('<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{TITLE}</title><style>{STYLE}</style></head>\n<body><header><div><h1>{TITLE}</h1>"
        "<p>Mỗi phát hiện là một chỗ cần người xem lại, không phải kết luận; không có gì trong báo cáo bị sửa. "
        "<b>Lỗi</b>: không thể đúng. <b>Cảnh báo</b>: nhiều khả năng sai. <b>Lưu ý</b>: nên xem.</p></div></header>\n")


def page(reading: Reading, wanted: Callable[[], Iterable[Found]]) -> Iterator[str]:
    """The page, piece by piece; reports with the gravest findings are all there, the others as far as they fit."""
    chosen, left_out = _chosen(wanted())
    yield HEAD
    yield from _filters(reading, chosen)
    yield "<main>\n"
    yield f"<p>{in_words(reading.db)}</p>\n" if in_words(reading.db) else ""
    yield from _summary(wanted())
    if left_out:
        yield (f"<p>Trang này hiện {len(chosen)} báo cáo có phát hiện nặng nhất; "
               f"{left_out} báo cáo khác có trong audit.xlsx.</p>\n")
    for doc_id, group in groupby(wanted(), key=lambda found: found.doc_id):
        if doc_id in chosen:
            yield from _report(reading, doc_id, list(group))
    yield f"</main><script>{SCRIPT}</script></body></html>\n"


def _chosen(found: Iterable[Found]) -> tuple[dict[str, None], int]:
    counts: dict[str, Counter[str]] = {}
    for one in found:
        counts.setdefault(one.doc_id, Counter())[one.severity] += 1
    order = sorted(counts, key=lambda doc_id: tuple(-counts[doc_id][severity] for severity in SEVERITIES))
    kept = set(order[:MOST_REPORTS])
    return {doc_id: None for doc_id in counts if doc_id in kept}, len(order) - len(kept)


def _filters(reading: Reading, chosen: Iterable[str]) -> Iterator[str]:
    """Filters that work without a mouse; without scripts they are not there and everything is shown."""
    origins = [reading.origins[doc_id] for doc_id in chosen]
    units = sorted({origin.unit for origin in origins if origin.unit})
    years = sorted({origin.year for origin in origins if origin.year}, reverse=True)
    yield '<form hidden aria-label="Lọc phát hiện"><div><fieldset><legend>Mức độ</legend>'
    for severity in SEVERITIES:
        checked = "" if severity == "info" else " checked"
        box = f'<input type="checkbox" name="severity" value="{severity}"{checked}>'
        yield f"<label>{box} {SEVERITY_VI[severity]}</label>"
    yield "</fieldset>"
    yield _select("rule", "Quy tắc", [(rule, f"{rule} {name}") for rule, name in RULES.items()])
    yield _select("unit", "Đơn vị", [(unit, unit) for unit in units])
    yield _select("year", "Năm", [(year, year) for year in years])
    yield '<span id="n" role="status"></span></div></form>\n'


def _select(name: str, words: str, options: list[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{escape(value)}">{escape(shown)}</option>' for value, shown in options)
    return f'<label>{words} <select name="{name}"><option value="">Tất cả</option>{listed}</select></label>'


def _summary(found: Iterable[Found]) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {}
    for one in found:
        if one.silenced is None:
            counts.setdefault(one.rule, Counter())[one.severity] += 1
    if not counts:
        yield "<p>Không có phát hiện nào.</p>\n"
        return
    heads = "".join(f'<th scope="col">{SEVERITY_VI[severity]}</th>' for severity in SEVERITIES)
    yield ("<details><summary>Tổng hợp theo quy tắc</summary><table><caption>Số phát hiện theo quy tắc</caption>"
           f'<thead><tr><th scope="col">Quy tắc</th>{heads}</tr></thead><tbody>\n')
    for rule in sorted(counts):
        cells = "".join(f'<td class="n">{counts[rule][severity] or "–"}</td>' for severity in SEVERITIES)
        yield f'<tr><th scope="row">{rule} {escape(RULES.get(rule, ""))}</th>{cells}</tr>\n'
    yield "</tbody></table></details>\n"


def _report(reading: Reading, doc_id: str, found: list[Found]) -> Iterator[str]:
    origin = reading.origins[doc_id]
    about = " · ".join(filter(None, (origin.unit, origin.commune, origin.title)))
    yield (f'<section class="r" data-unit="{escape(origin.unit)}" data-year="{escape(origin.year)}">'
           f"<h2>{escape(origin.path)}</h2><p class=\"of\">{escape(about)}</p><ol>\n")
    for one in found:
        yield _finding(reading, one)
    yield "</ol></section>\n"


def _finding(reading: Reading, found: Found) -> str:
    passage, page = reading.passage(found), f" · trang {found.page}" if found.page else ""
    around = f"{escape(passage.before)}<mark>{escape(passage.words)}</mark>{escape(passage.behind)}"
    quote = f"<blockquote>{around}</blockquote>" if passage.words else ""
    suggestion = f"<p><b>Gợi ý:</b> {escape(found.suggestion)}</p>" if found.suggestion else ""
    rests_on = reading.basis(found)
    basis = f'<p class="small">Căn cứ: {escape(rests_on)}</p>' if rests_on else ""
    ignored = (f'<p class="small">Đã bỏ qua: {escape(found.silenced.reason)} ({escape(found.silenced.who)}, '
               f'{escape(found.silenced.at)})</p>'
               if found.silenced else "")
    return (f'<li class="f {found.severity}" data-severity="{found.severity}" data-rule="{found.rule}"><p><span '
            f'class="tag">{SEVERITY_VI[found.severity]}</span> '
            f'{escape(found.message)}</p>{quote}{suggestion}{basis}{ignored}<p class="small">{found.rule} '
            f'{escape(RULES.get(found.rule, ""))}{page} · {escape(found.name)}</p></li>\n')
