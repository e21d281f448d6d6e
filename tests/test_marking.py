"""Marked text: every letter is there once and escaped, every mark lies over its words."""

from __future__ import annotations

import html
import re
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extract import Piece, Reading, compose
from pipelines.cli import cli
from pipelines.marking import KINDS, Mark, flow, marked

HOSTILE = '<script>alert(1)</script> & "x" \u202e<img src=x onerror=alert(1)>'
TEXTS = st.text(st.sampled_from(['<', '>', '&', '"', "'", 'ắ', ' ', '\n', '\u202e']), min_size=1, max_size=30)
PIECE = re.compile(r'<mark class="(\w+)" data-of="([^"]*)" title="[^"]*">([^<]*)</mark>')


@st.composite
def texts_and_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [span for span in draw(st.lists(ends, max_size=6)) if span[0] < span[1]]
    kinds = st.sampled_from(sorted(KINDS))
    return text, [Mark(start, end, draw(kinds), f"r{n}", HOSTILE) for n, (start, end) in enumerate(spans)]


@given(texts_and_marks())
def test_the_words_of_each_record_are_found_again(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    page = marked(text, marks)

    assert html.unescape(re.sub(r"<[^>]*>", "", page)) == text
    for mark in marks:
        pieces = [words for _, keys, words in PIECE.findall(page) if mark.key in keys.split()]
        assert html.unescape("".join(pieces)) == text[mark.start:mark.end]


def test_the_shortest_mark_gives_the_colour_and_a_part_of_the_text_keeps_its_marks() -> None:
    marks = [Mark(0, 9, "citations", "c", ""), Mark(4, 6, "dates", "d", "")]
    assert [(kind, words) for kind, _, words in PIECE.findall(marked("số 5 2024 x", marks, 3, 10))] == [
        ("citations", "5"), ("dates", " 2"), ("citations", "024")]


def test_tables_pages_and_furniture() -> None:
    pieces = [Piece("Trang 9", "footer", page=2), Piece("I. KẾT QUẢ", "heading", level=1, page=1),
              Piece("Xã", "table_cell", page=1, table=0, row=0, col=0),
              Piece("5 triệu đồng", "table_cell", page=1, table=0, row=0, col=2),
              Piece("Hết.", page=2)]
    document = compose(Reading(pieces))
    page = "".join(flow(document.text, document.blocks, [Mark(14, 26, "money", "m", "")]))

    assert re.sub(r' id="at-\d+"|</?div[^>]*>', "", page) == (
        '<p class="page" id="page-1">Trang 1</p>\n<h2 class="heading">I. KẾT QUẢ</h2>\n'
        '<table>\n<tr><td>Xã</td><td colspan="1"></td>'
        '<td><mark class="money" data-of="m" title="">5 triệu đồng</mark></td></tr>\n</table>\n'
        '<p class="page" id="page-2">Trang 2</p>\n<p class="paragraph">Hết.</p>\n<p class="footer">Trang 9</p>\n')


def test_a_page_of_one_hostile_file(tmp_path: Path) -> None:
    source = tmp_path / "<b>.txt"
    source.write_text(f"Ủy ban hỗ trợ 5 triệu đồng.\n{HOSTILE}\n" + "dài " * 100_000, encoding="utf-8")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(cli, ["show", str(source), "--html", "--out", str(out)])
    page = out.read_text(encoding="utf-8")

    assert (done.exit_code, done.output) == (0, "")
    assert "<script" not in page and "<img" not in page and "<b>" not in page
    assert '<td><a href="#at-0">5 triệu đồng</a></td><td>5.000.000</td>' in page
    assert CliRunner().invoke(cli, ["show", str(source), "--html"]).output == page
    assert CliRunner().invoke(cli, ["show", str(source), "--out", str(out)]).exit_code == 2
