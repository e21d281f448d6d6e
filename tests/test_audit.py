"""The audit end to end: reports into the store, findings out of it as table, workbook, page and network."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import TextBlock

from pipelines.audit import audit, suggest_register
from pipelines.audit.ignored import NoSuchFinding, ignore
from pipelines.ingest import ingest
from pipelines.register import check
from pipelines.store import NAME, Store
from pipelines.tables import read_table
from tests.audit_reports import written
from tests.cases import SHARED, needs_shared

Rows = list[dict[str, Any]]
Archive = Callable[[dict[str, dict[str, Any]]], Path]
PLAN = "Thực hiện Kế hoạch số 70/KH-UBND ngày {} của UBND huyện về thực hiện công tác dân vận chính quyền năm 2024."
PARAGRAPH = ("Trong 6 tháng đầu năm các đoàn thể đã vận động {} hộ hiến 1.250 m2 đất, đóng góp {} ngày công lao động, "
             "làm mới 2,4 km đường bê tông, trồng 3.600 cây xanh và thu gom 12,5 tấn rác thải nhựa trên các trục đường "
             "chính của xã, được nhân dân đồng tình hưởng ứng, góp phần xây dựng nông thôn mới nâng cao, "
             "làm cho bộ mặt làng quê thêm khang trang.")
OTHER_FIGURES = (PARAGRAPH.format(19, 208).replace("1.250", "840").replace("2,4", "1,7").replace("3.600", "2.150")
                 .replace("12,5", "6,3"))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Writes reports as text files, reads them in, and gives the folder of the results."""
    def make(reports: dict[str, dict[str, Any]]) -> Path:
        folder, out = tmp_path / "in", tmp_path / "out"
        folder.mkdir(exist_ok=True)
        for name, case in reports.items():
            (folder / f"{name}.txt").write_text(written(case).text, encoding="utf-8")
        ingest([folder], out)
        return out
    return make


def found_in(out: Path, *rules: str) -> Rows:
    names = {row["doc_id"]: row["path"].removesuffix(".txt") for row in read_table(out / "tables", "documents")}
    rows = [row | {"report": names[row["doc_id"]]} for row in read_table(out / "tables", "findings")]
    return [row for row in rows if not rules or row["rule"] in rules]


def test_a_day_that_differs_from_the_others(archive: Archive) -> None:
    out = archive({"a": {"body": PLAN.format("04/3/2024")}, "b": {"body": PLAN.format("04/3/2024"), "place": "near"},
                   "c": {"body": PLAN.format("14/3/2024"), "number": "31"}})
    audit(out)
    (row,) = found_in(out, "R41")
    assert (row["report"], row["severity"], row["suggestion"]) == ("c", "warning", "04/03/2024")
    assert "70/KH-UBND" in row["raw"]
    assert len(row["related"]) == 2


def test_the_same_number_of_another_district_is_another_plan(archive: Archive) -> None:
    out = archive({"a": {"body": PLAN.format("04/3/2024")}, "b": {"body": PLAN.format("14/3/2024"), "place": "far"},
                   "c": {"body": PLAN.format("24/3/2023"), "number": "31"}})
    audit(out)
    assert found_in(out, "R41", "R40", "R47") == []


def test_the_document_itself_decides(archive: Archive) -> None:
    own = {"body": "Tình hình ổn định.", "number": "12", "date": "ngày 05 tháng 3 năm 2024"}
    later = {"body": "Đã có Báo cáo số 12/BC-UBND ngày 15/3/2024 của UBND xã.", "number": "40"}
    out = archive({"a": own, "b": later})
    audit(out)
    (row,) = found_in(out, "R41")
    assert (row["report"], row["suggestion"]) == ("b", "05/03/2024")


def test_one_document_under_two_numbers(archive: Archive) -> None:
    other = PLAN.format("04/3/2024").replace("70/KH", "71/KH")
    out = archive({"a": {"body": PLAN.format("04/3/2024")}, "b": {"body": PLAN.format("04/3/2024"), "place": "near"},
                   "c": {"body": other, "number": "31"}})
    audit(out)
    assert [(row["report"], row["suggestion"]) for row in found_in(out, "R42")] == [("c", "70/KH-UBND")]


PLANS = "Thực hiện Kế hoạch số {}/KH-UBND ngày {} của UBND huyện."


def plans(*of: tuple[int, str]) -> dict[str, dict[str, Any]]:
    """Reports that cite one plan of their district each."""
    return {str(at): {"body": PLANS.format(*plan), "number": str(20 + at), "place": ("old", "near")[at % 2],
                      "date": "ngày 20 tháng 12 năm 2024"} for at, plan in enumerate(of)}


@pytest.mark.parametrize(("cited", "told"), [
    ([(40, "10/02/2024"), (70, "04/3/2024"), (95, "20/4/2024"), (120, "15/01/2024")], [("3", "warning")]),
    ([(40, "10/02/2024"), (70, "04/3/2024"), (95, "20/4/2024"), (120, "15/6/2024")], []),
    ([(40, "10/02/2024"), (70, "04/3/2024"), (71, "27/02/2024"), (95, "20/4/2024")], []),  # a number kept free
    ([(40, "10/02/2024"), (20, "04/3/2024")], [("1", "info")]),  # one against one
    ([(210, "10/5/2024"), (12, "15/6/2023"), (300, "15/8/2024")], []),  # another year
])
def test_numbers_that_do_not_fit_their_days(archive: Archive, cited: list[tuple[int, str]],
                                            told: list[tuple[str, str]]) -> None:
    out = archive(plans(*cited))
    audit(out)
    assert [(row["report"], row["severity"]) for row in found_in(out, "R43")] == told


def test_a_paragraph_copied_from_another_commune(archive: Archive) -> None:
    body = PARAGRAPH.format(37, 412)
    out = archive({"a": {"body": body, "date": "ngày 21 tháng 6 năm 2024"}, "b": {"body": body, "place": "near"}})
    audit(out)
    (row,) = found_in(out, "R86")
    assert (row["report"], row["severity"], row["raw"]) == ("a", "warning", body)  # the younger one
    assert "ngày 20/06/2024" in row["message_vi"]


def test_without_days_nobody_is_said_to_have_copied(archive: Archive) -> None:
    body, month = PARAGRAPH.format(37, 412), "ngày       tháng 6 năm 2024"
    changed = body.replace("đồng tình hưởng ứng", "ủng hộ")
    out = archive({"a": {"body": body}, "b": {"body": changed, "place": "near", "date": month}})
    audit(out)
    rows = found_in(out, "R86")
    assert [row["report"] for row in rows] == ["a", "b"]
    assert all("chưa rõ văn bản nào có trước" in row["message_vi"] for row in rows)


@pytest.mark.parametrize(("other", "severities"), [
    (PARAGRAPH.format(19, 208), ["warning"]),  # the other figures are the same
    (OTHER_FIGURES, ["info"]),
    (OTHER_FIGURES[:280], []),  # too short to tell anything without its figures
    ("Xã đã làm tốt công tác này. " + OTHER_FIGURES[::-1], [])])
def test_a_near_copy_is_a_warning_with_its_figures_only(archive: Archive, other: str, severities: list[str]) -> None:
    later = {"body": other, "place": "near", "date": "ngày 25 tháng 6 năm 2024"}
    out = archive({"a": {"body": PARAGRAPH.format(37, 412)}, "b": later})
    audit(out)
    assert [row["severity"] for row in found_in(out, "R86")] == severities


def test_what_many_units_write_comes_from_above(archive: Archive) -> None:
    body, places = PARAGRAPH.format(37, 412), ("old", "near", "far", "new")
    out = archive({place: {"body": body, "place": place} for place in places})
    audit(out)
    assert found_in(out, "R86") == []


def test_last_years_report_with_other_figures(archive: Archive) -> None:
    def of_year(year: int, n: int) -> dict[str, Any]:
        paragraphs = [f"{name}. " + PARAGRAPH.format(n + i, n * 7 + i) for i, name in enumerate("ABC")]
        return {"body": "\n".join(paragraphs), "date": f"ngày 20 tháng 6 năm {year}"}
    out = archive({"2023": of_year(2023, 20), "2024": of_year(2024, 35)})
    audit(out)
    assert [(row["report"], row["severity"]) for row in found_in(out, "R83")] == [("2024", "info")]


def test_models_that_are_gone_without_a_word(archive: Archive) -> None:
    def kept(number: int, year: int, more: str = "") -> dict[str, Any]:
        body = f"Đến nay xã duy trì {number:02} mô hình “Dân vận khéo”.{more}"
        return {"body": body, "date": f"ngày 20 tháng 6 năm {year}"}
    out = archive({"2022": kept(9, 2022), "2023": kept(5, 2023), "2024": kept(3, 2024, " Đã giải thể 02 mô hình.")})
    audit(out)
    assert [row["report"] for row in found_in(out, "R87")] == ["2023"]


def test_the_same_bytes_every_time(archive: Archive) -> None:
    out = archive({"a": {"body": PLAN.format("31/4/2024")}, "b": {"body": PLAN.format("04/3/2024"), "place": "near"}})
    first = {path.name: path.read_bytes() for path in audit(out).paths}
    assert {path.name: path.read_bytes() for path in audit(out).paths} == first
    assert set(first) == {"findings.parquet", "audit.xlsx", "audit.html", "citation_network.graphml",
                          "citation_network.csv", "citation_network.parquet"}


def test_no_cell_is_a_formula_and_numbers_are_numbers(archive: Archive) -> None:
    out = archive({"=1+1": {"body": "Họp ngày 30/02/2024. Theo “=HYPERLINK(\"http://x\")” và Đề án 16-ĐA/TU."}})
    audit(out)
    book = load_workbook(out / "audit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị", "Theo báo cáo", "Phát hiện", "Văn bản được viện dẫn",
                               "Chưa có trong danh mục", "Mâu thuẫn trong kho"]
    total = [row for row in book["Tổng hợp"].iter_rows(values_only=True) if row[1] == "Cộng"]
    assert [type(value) for value in total[0][2:6]] == [int, int, int, int]


def test_the_page_asks_for_nothing_and_escapes(archive: Archive) -> None:
    out = archive({"a": {"body": "Họp ngày 30/02/2024 <script>alert(1)</script> tại xã."}})
    audit(out)
    page = (out / "audit.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<mark>ngày 30/02/2024</mark>" in page
    assert page.count("<section") == page.count("</section>") == 1


def test_who_cites_what(archive: Archive) -> None:
    own = {"body": "Tình hình ổn định.", "number": "12", "date": "ngày 05 tháng 3 năm 2024"}
    body = ("Theo Báo cáo số 12/BC-UBND ngày 05/3/2024 của UBND xã & “Chỉ thị số 05-CT/TW ngày 15/5/2016 "
            "của Bộ Chính trị”.")
    out = archive({"a": own, "b": {"body": body, "number": "40"}})
    audit(out)
    graph = ElementTree.parse(out / "citation_network.graphml").getroot()
    names = "{http://graphml.graphdrawing.org/xmlns}"
    documents = {row["path"]: row["doc_id"] for row in read_table(out / "tables", "documents")}
    edges = {(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{names}edge")}
    assert edges == {(documents["b.txt"], documents["a.txt"]), (documents["b.txt"], "05-CT/TW (2016-05-15)")}
    with (out / "citation_network.csv").open(encoding="utf-8-sig") as stream:
        rows = {row["symbol"]: row for row in csv.DictReader(stream)}
    assert (rows["05-CT/TW"]["times"], rows["05-CT/TW"]["first"]) == ("1", "2024-06-20")


def test_a_silenced_finding_stays_visible_and_comes_back(archive: Archive) -> None:
    out = archive({"a": {"body": "Họp ngày 30/02/2024 tại xã."}})
    before = audit(out).counts["error"]
    row = next(row for row in found_in(out, "R01"))
    name = f"{row['doc_id']}:R01:{row['start']}"
    assert ignore(out, name, "lỗi đánh máy, đã đính chính", "Trần Thị Hà", "2024-07-01") == 1
    assert audit(out).counts["error"] == before - 1
    assert "Đã bỏ qua: lỗi đánh máy" in (out / "audit.html").read_text(encoding="utf-8")
    assert len(found_in(out, "R01")) == 1
    again = archive({"a": {"body": "Xã họp dân ngày 30/02/2024 tại xã."}})
    assert audit(again).counts["error"] == before
    with pytest.raises(NoSuchFinding):
        ignore(out, "0000:R01:5", "x", "y", "z")


def test_rules_and_severity_choose_what_is_shown(archive: Archive) -> None:
    out = archive({"a": {"body": "Họp ngày 30/02/2024. Theo Kế hoạch số 70-KH-UBND ngày 04/3/2024 của UBND huyện."}})
    assert set(audit(out, min_severity="error").counts) == {"error"}
    assert audit(out, rules=["R06"]).counts == {"warning": 1}
    assert {"R01", "R06"} <= {row["rule"] for row in found_in(out)}


def test_as_of_a_day(archive: Archive) -> None:
    body = "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007 của Ủy ban Thường vụ Quốc hội;"
    out = archive({"a": {"body": body, "date": "ngày 20 tháng 6 năm 2019"}})
    audit(out)
    assert found_in(out, "R23") == []
    audit(out, as_of="2026-01-01")
    assert [row["severity"] for row in found_in(out, "R23")] == ["warning"]


def test_a_register_of_the_users_own(archive: Archive, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("canonical_symbol,type,issuer,date_issued,title\n"
                    "70/KH-UBND,Kế hoạch,UBND huyện Ba Tơ,2024-03-04,Dân vận chính quyền\n", encoding="utf-8")
    assert [entry.key for entry in check(more)] == ["70/KH-UBND (2024-03-04)"]
    out = archive({"a": {"body": PLAN.format("14/3/2024")}})
    audit(out, [more])
    assert [row["suggestion"] for row in found_in(out, "R20")] == ["04/03/2024"]


def test_rows_that_many_reports_agree_on_are_proposed(archive: Archive) -> None:
    body = PLAN.format("04/3/2024")
    out = archive({name: {"body": body, "number": str(n)} for n, name in enumerate("abcd", start=1)})
    audit(out)
    with suggest_register(out).open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["canonical_symbol"], row["date_issued"], row["reports"], row["verified"]) for row in rows] == [
        ("70/KH-UBND", "2024-03-04", "4", "no")]


def test_findings_rest_on_the_stored_text(archive: Archive) -> None:
    out = archive({"a": {"body": PLAN.format("31/4/2024")}, "b": {"body": PARAGRAPH.format(1, 2), "number": ""}})
    audit(out)
    with Store(out / NAME, read_only=True) as store:
        texts = dict(store.db.execute("SELECT doc_id, text FROM texts"))
    rows = found_in(out)
    assert rows
    assert [row for row in rows if row["start"] is not None
            and texts[row["doc_id"]][row["start"]:row["end"]] != row["raw"]] == []


# What the catalogue says of the four real reports: which rules fire on which, and which must be silent.
FIRES = {
    "R01": "0", "R05": "012", "R06": "0", "R08": "2", "R09": "3", "R10": "2", "R13": "023", "R14": "2", "R21": "3",
    "R23": "3", "R26": "2", "R43": "2", "R44": "0", "R48": "02", "R60": "012", "R61": "012", "R62": "2", "R63": "1",
    "R64": "02", "R65": "3", "R66": "0", "R67": "0", "R72": "3", "R73": "3", "R74": "3", "R76": "2", "R81": "12",
}
# The short form in 000 is told as R44; a quote there closes twice, as its first paragraph is cut by a page.
MAY = {("R05", 0), ("R81", 0), ("R78", 2)}


@needs_shared
def test_the_four_real_reports(tmp_path: Path) -> None:
    ingest([SHARED / "reports"], tmp_path)
    audit(tmp_path)
    fired = {(row["rule"], int(row["report"][:3])) for row in found_in(tmp_path)}
    wanted = {(rule, int(report)) for rule, reports in FIRES.items() for report in reports}
    assert fired - MAY == wanted - MAY
    assert ["218-QĐ/TW" in row["raw"] for row in found_in(tmp_path, "R26")] == [True]
    assert [row["raw"] for row in found_in(tmp_path, "R20", "R40", "R68")] == []


def test_the_words_in_question_are_marked_in_the_workbook(archive: Archive) -> None:
    out = archive({"a": {"body": PLAN.format("31/4/2024")}})
    audit(out)
    sheet = load_workbook(out / "audit.xlsx", rich_text=True)["Phát hiện"]
    column = next(cell.column for cell in sheet[4] if str(cell.value).startswith("Đoạn văn"))
    parts = next(row[column - 1].value for row in sheet.iter_rows(min_row=5) if row[2].value == "R01")
    assert [part.text for part in parts if isinstance(part, TextBlock) and part.font.b] == [
        "Kế hoạch số 70/KH-UBND ngày 31/4/2024 của UBND huyện"]
