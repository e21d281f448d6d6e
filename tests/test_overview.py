"""overview.html: what it counts, the same bytes every time, nothing of a document runs in it, plots can be absent."""

from __future__ import annotations

import html
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extract import Citation, Found, Header, Model, Money, Piece, Places, Reading, compose
from pipelines.archive import File
from pipelines.cli import cli
from pipelines.overview import NAME, write_overview
from pipelines.reading import all_rows, document_row, file_facts
from pipelines.schema import FileFacts
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Known, Store
from pipelines.vietnamese import CODES

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with Store(tmp_path / ARCHIVE) as store:
        for number, (date, money, field) in enumerate((
                ("2021-05-02", 5_000_000, "kinh tế"), ("2023", 2_500_000_000, None), ("3023-01-01", 7, "kinh tế"),
                (None, 9, "văn hóa - xã hội"))):
            put(store, f"{number:016}", f"{number} {HOSTILE}.docx", date, money, field)
        failed = FileFacts(path="hỏng <b>.pdf", format="pdf", status="failed", error="encrypted: Tệp có mật khẩu.")
        store.save(Known(File("/kho", failed.path, 1, 1), "f" * 16, ""),
                   {"documents": [document_row(Header(doc_id="f" * 16), Places(), failed)]})
    return tmp_path


def number(doc_id: str) -> str:
    """A word of its own for each: `trường học` has `trường` too, which is no word of `môi trường`."""
    return ("trường học", "khu phố", "khu phố", "")[int(doc_id)]


def put(store: Store, doc_id: str, name: str, date: str | None, amount: int, field: str | None) -> None:
    place: dict[str, Any] = {"doc_id": doc_id, "start": 0, "end": 1, "raw": "x"}
    document = compose(Reading([Piece("x", page=1)], n_pages=2), doc_id, "docx")
    found = Found(
        Header(doc_id=doc_id, date=date, doc_type="báo cáo"), places=Places(commune=HOSTILE, province="Đắk Lắk"),
        citations=tuple(Citation(**place, citation_id=f"{n}", symbol=symbol, title=HOSTILE, rule="made", confidence=1.0)
                        for n, symbol in enumerate(("05/2024/NĐ-CP", f"{doc_id}/KH"))),
        money=(Money(**place, amount_vnd=amount, role="hỗ trợ"), Money(**place, amount_vnd=10**15, malformed=True),
               Money(**place, amount_vnd=10**15, per="hộ")),
        models=(Model(**place, model_id="m", name=f"Bảo vệ môi trường {number(doc_id)}", field=field),
                Model(**place, model_id="n", name="Chưa có", status="chưa thành lập")))
    store.save(Known(File("/kho", name, 1, 1), doc_id, ""), all_rows(document, found, file_facts(name, document)))


def rows(page: str, title: str) -> dict[str, list[str]]:
    """The table of a figure: its rows by their names."""
    table = page[page.index(f"<caption>{title}"):]
    found = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table[:table.index("</table>")], re.DOTALL)
    return {html.unescape(name): re.findall(r'<td class="n">(.*?)</td>', cells) for name, cells in found}


def test_what_it_counts(archive: Path) -> None:
    page = write_overview(archive).read_text(encoding="utf-8")

    assert rows(page, "Văn bản theo năm") == {"2021": ["1", "0"], "2022": ["0", "0"], "2023": ["1", "0"],
                                              "năm khác": ["1", "0"], "không rõ": ["1", "1"]}
    assert rows(page, "Văn bản theo định dạng") == {"docx": ["4"]}
    money = rows(page, "Số tiền theo năm")  # neither rates nor what is malformed
    assert (money["2021"], money["2023"], money["2022"]) == (["5"], ["2.500"], ["0"])
    assert rows(page, "Mô hình theo năm")["2021"] == ["1", "0", "0"]
    assert '<td>05/2024/NĐ-CP</td><td></td><td>&lt;script&gt;' in page
    assert f"<b>1</b> không đọc được: {CODES['encrypted']} <small>(encrypted: Tệp có mật khẩu.)</small>" in page
    assert "hỏng &lt;b&gt;.pdf" in page


def test_words_in_names_of_models_are_whole(archive: Path) -> None:
    page = write_overview(archive).read_text(encoding="utf-8")
    assert rows(page, "Từ ngữ hay gặp trong tên mô hình") == {"bảo vệ": ["4"], "môi trường": ["4"], "khu phố": ["2"]}


def test_the_same_bytes_and_nothing_that_runs(archive: Path) -> None:
    first = write_overview(archive).read_bytes()
    assert write_overview(archive).read_bytes() == first
    page = first.decode()
    assert "<script" not in page and not re.search(r'(src|href)="(?!#)', page)
    assert not re.search(r"20\d\d-\d\d-\d\dT|matplotlib", page)


def test_every_plot_has_words_beside_it(archive: Path) -> None:
    pytest.importorskip("matplotlib")
    page = write_overview(archive).read_text(encoding="utf-8")
    plots = re.findall(r'<figure>.*?</figure>\n<details><summary>Bảng số liệu', page, re.DOTALL)
    assert len(plots) == page.count("<svg") == 7
    assert all(re.search(r'<svg role="img" aria-label="[^"]+"', plot) and "<figcaption>" in plot for plot in plots)
    ids = re.findall(r' id="([^"]+)"', page)
    assert all(f"#{one}" in page for one in ids)


def test_without_matplotlib_there_are_tables_with_bars(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("pipelines.overview.page"), "find_spec", lambda name: None)
    page = write_overview(archive).read_text(encoding="utf-8")
    assert "<svg" not in page and '<td class="bar"><i style="width:100.0%"></i></td>' in page
    assert rows(page, "Văn bản theo loại") == {"báo cáo": ["4"]}


def test_an_empty_archive_and_the_command(tmp_path: Path) -> None:
    with Store(tmp_path / ARCHIVE):
        pass
    run = CliRunner().invoke(cli, ["overview", str(tmp_path)])
    assert (run.exit_code, run.output) == (0, f"{tmp_path / NAME}\n")
    assert (tmp_path / NAME).read_text(encoding="utf-8").count("Chưa có.") == 7
