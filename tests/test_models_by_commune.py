"""The workbook of models per commune: its sheets, its cells, where it comes from, and what it must not do."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import msgspec
import openpyxl
import pytest

from extract import Model, ModelCount
from pipelines.archive import File
from pipelines.ingest import ingest
from pipelines.layout import insert
from pipelines.models.archive import Archive, Count, Report, Seen
from pipelines.models.communes import commune_of
from pipelines.models.counts import FEWER, MORE, NO_NAMES, PARTS, TWO_NUMBERS, find_gaps
from pipelines.models.lines import events_of
from pipelines.models_by_commune import NothingWanted, write_workbook
from pipelines.schema import TABLES, to_store
from pipelines.store import NAME, Store
from pipelines.workbook import sheet
from pipelines.workbook.links import Link
from tests.cases import SHARED, needs_shared

SHEETS = ["Tổng hợp theo xã", "Danh sách mô hình", "Diễn biến qua các năm", "Số liệu công bố và liệt kê",
          "Chưa xác định được xã", "Cặp nghi trùng", "Nguồn"]
HEAD = 4  # the row of the heads, counted from 1
BA_BICH = {"level": "xã", "province": "Quảng Ngãi", "district": "Ba Tơ", "commune": "Ba Bích", "commune_code": "21526",
           "province_now": "Quảng Ngãi", "commune_now": "xã Ba Tơ", "how": "exact"}
HUYEN = {"level": "huyện", "province": "Quảng Ngãi", "district": "Ba Tơ", "province_now": "Quảng Ngãi", "how": "exact"}


def model(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, **more}


def count(words: str, number: int, **more: Any) -> dict[str, Any]:
    return {"words": words, "count": number, **more}


def put(directory: Path, path: str, text: str, models: Sequence[dict[str, Any]] = (),
        counts: Sequence[dict[str, Any]] = (), **facts: Any) -> None:
    """A report with its file, its text, and what is said to stand in it."""
    (directory / "kho" / path).parent.mkdir(parents=True, exist_ok=True)
    (directory / "kho" / path).write_text(text, encoding="utf-8")
    doc_id = hashlib.sha256(path.encode()).hexdigest()[:16]
    values = {"doc_id": doc_id, "path": path, "status": "ok", "how": "none", **facts}
    rows: dict[str, list[Any]] = {
        "documents": [tuple(values.get(column.name) for column in TABLES["documents"].columns)],
        "texts": [(doc_id, text)], "models": [], "model_counts": []}
    for at, found in enumerate(models):
        start = text.index(found["name"])
        rows["models"].append(msgspec.structs.astuple(Model(
            doc_id=doc_id, model_id=f"{doc_id}:m{at}", start=start, end=start + len(found["name"]), raw=found["name"],
            **found)))
    after = 0
    for said in counts:
        start = text.index(said["words"], after)
        after = start + len(said["words"])
        rest = {name: value for name, value in said.items() if name != "words"}
        rows["model_counts"].append(msgspec.structs.astuple(ModelCount(
            doc_id=doc_id, start=start, end=after, raw=said["words"], **rest)))
    with Store(directory / NAME) as store, store.transaction():
        for name, found_rows in rows.items():
            store.db.executemany(insert(TABLES[name]), map(to_store(TABLES[name]), found_rows))
        file = File(str(directory / "kho"), path, 1, 1)
        store.db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", [file.source, *file, doc_id, "test"])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three years of one commune, a district's report, and names that would like to be formulas."""
    put(tmp_path, "Xã Ba Bích/BC 2021 #1.txt", "Đăng ký mới 02 mô hình:\n- Hũ gạo tiết kiệm của Hội LHPN xã;\n"
        "- =HYPERLINK(\"http://x\",\"y\") của Đoàn xã;\n",
        [model("Hũ gạo tiết kiệm", owner="Hội LHPN xã", status="đăng ký mới", year=2021, money_vnd=5_000_000,
               field="văn hóa - xã hội", field_inferred=True),
         model("=HYPERLINK(\"http://x\",\"y\")", owner="Đoàn xã", status="đăng ký mới", year=2021)],
        [count("02 mô hình", 2, status="đăng ký mới", year=2021)], date="2021-12-05", symbol="-BC/UBND", **BA_BICH)
    put(tmp_path, "Xã Ba Bích/BC 2022.txt", "Mô hình “HŨ GẠO TIẾT KIỆM” của Hội Phụ nữ được nhân rộng. <b>&\n"
        "Đăng ký mới : 02 mô hình\nĐăng ký mới : 01 mô hình\n",
        [model("HŨ GẠO TIẾT KIỆM", owner="Hội Phụ nữ", status="nhân rộng", money_vnd=5_000_000)],
        [count("02 mô hình", 2, status="đăng ký mới"), count("01 mô hình", 1, status="đăng ký mới")],
        date="2022-12", **BA_BICH)
    put(tmp_path, "BC huyện 2023.txt", "Mô hình hũ gạo tiết kiệm của Hội LHPN xã Ba Bích dừng; mô hình Sân chơi xanh.",
        [model("hũ gạo tiết kiệm", owner="Hội LHPN xã Ba Bích", status="dừng", decision_date="2023-02-30"),
         model("Sân chơi xanh", status="duy trì")], date="2023-06-30", **HUYEN)
    return tmp_path


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    heads, *rows = book[sheet].iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows if row[0] is not None and row[1] is not None]


def test_sheets_and_no_formula(archive: Path) -> None:
    path = write_workbook(archive)[0]
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == SHEETS
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(sheet["A1"].value.isupper() and "3 báo cáo" in sheet["A2"].value and "“kho”" in sheet["A2"].value
               for sheet in book)
    assert all(sheet.freeze_panes and sheet.page_setup.orientation == "landscape" and sheet.print_title_rows
               for sheet in book)


def test_a_line_of_life_is_one_row(archive: Path) -> None:
    lives = rows_of(write_workbook(archive)[0], "Diễn biến qua các năm")
    rice = next(row for row in lives if row["Tên mô hình"].lower() == "hũ gạo tiết kiệm")

    assert len(lives) == 3
    assert rice["Diễn biến"] == "2021: đăng ký mới; 2022: nhân rộng; 2023: dừng"
    assert (rice["2021"], rice["2022"], rice["2023"]) == ("đăng ký mới", "nhân rộng", "dừng")
    assert (rice["Số báo cáo"], rice["Trạng thái mới nhất"]) == (3, "dừng")


def test_the_summary_counts_a_model_once(archive: Path) -> None:
    path = write_workbook(archive)[0]
    row = dict(zip(*list(openpyxl.load_workbook(path)[SHEETS[0]].values)[HEAD - 1:HEAD + 1], strict=True))
    book = openpyxl.load_workbook(path)
    first = [cell.value for cell in book[SHEETS[0]][HEAD + 1]]

    assert first[1:8] == ["Quảng Ngãi", "Ba Tơ", "Ba Bích", "Quảng Ngãi", "xã Ba Tơ", 2, 2]
    assert row["Kinh phí (đồng)"] == 5_000_000
    assert row["Dừng"] == 1 and row["Đăng ký mới"] == 1 and row["Chỗ lệch số"] == 1


def test_dates_are_dates_only_where_the_day_is_known(archive: Path) -> None:
    rows = rows_of(write_workbook(archive)[0], "Danh sách mô hình")
    days = {row["Tệp"]: row["Ngày báo cáo"] for row in rows}
    wrong = next(row for row in rows if row["Ngày quyết định"])

    assert days["Xã Ba Bích/BC 2021 #1.txt"].isoformat()[:10] == "2021-12-05"
    assert days["Xã Ba Bích/BC 2022.txt"] == "12/2022"
    assert wrong["Ngày quyết định"] == "30/02/2023"


def test_what_has_no_commune_is_told_with_the_reason(archive: Path) -> None:
    rows = rows_of(write_workbook(archive)[0], "Chưa xác định được xã")

    assert [(row["Tên mô hình / số liệu"], row["Vì sao chưa xác định"]) for row in rows] == [
        ("Sân chơi xanh", "báo cáo cấp huyện, không ghi xã")]


def test_two_numbers_stand_on_their_sheet(archive: Path) -> None:
    rows = rows_of(write_workbook(archive)[0], "Số liệu công bố và liệt kê")

    assert [(row["Loại chênh lệch"], row["Trạng thái"], row["Số công bố"]) for row in rows] == [
        (TWO_NUMBERS, "đăng ký mới", "02 mô hình / 01 mô hình")]


def test_every_link_opens_its_file(archive: Path) -> None:
    with ZipFile(write_workbook(archive)[0]) as book:
        links = book.read("xl/worksheets/_rels/sheet7.xml.rels").decode()
    targets = re.findall(r'Target="([^"]+)" TargetMode="External"', links)

    assert len(set(targets)) == 3
    assert all((archive / unquote(target.replace("\\", "/"))).is_file() for target in targets)


def test_of_more_rows_than_links_the_first_of_each_file_has_one(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def written() -> list[Any]:
        return list(openpyxl.load_workbook(write_workbook(archive)[0])["Nguồn"].iter_rows(HEAD + 1, None, 2, 3))

    rows = written()
    monkeypatch.setattr("pipelines.models.sources.MOST_LINKS", len(rows) - 1)
    sparing = written()

    assert [[cell.value for cell in row] for row in sparing] == [[cell.value for cell in row] for row in rows]
    files = [(folder.value, file.value) for file, folder in sparing]
    assert [bool(file.hyperlink) for file, _ in sparing] == [file not in files[:at] for at, file in enumerate(files)]


@pytest.mark.parametrize(("links", "most", "expected"), [
    ("LLLLL", 2, [2, 2, 1]), ("LwLwL", 2, [3, 2]), ("wwww", 2, [4]), ("LL", 2, [2]), ("", 2, [0]),
    ("wwwwwL", 2, [5, 1]),
])
def test_a_sheet_goes_on_where_rows_or_links_are_used_up(links: str, most: int, expected: list[int],
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_LINKS", most)
    monkeypatch.setattr(sheet, "MOST_ROWS", 5)
    rows = [[Link("a", "a") if sign == "L" else "a"] for sign in links]
    written = [list(part.rows) for part in sheet.parts(sheet.Sheet("x", "", "", (sheet.Column("x", "link"),), rows))]

    assert [len(part) for part in written] == expected and list(chain(*written)) == rows


def test_the_same_archive_gives_the_same_bytes(archive: Path) -> None:
    first = [path.read_bytes() for path in write_workbook(archive)]

    assert [path.read_bytes() for path in write_workbook(archive)] == first


@pytest.mark.parametrize(("wanted", "models"), [
    ({"commune": "xã Ba Bích"}, 4), ({"commune": "ba bich"}, 4), ({"commune": "Ba Tơ"}, 4),
    ({"province": "Quảng Ngãi"}, 5), ({"year": 2022}, 1), ({"field": "văn hóa"}, 1)])
def test_filters(archive: Path, wanted: dict[str, Any], models: int) -> None:
    path = write_workbook(archive, **wanted)[0]

    assert len(rows_of(path, "Danh sách mô hình")) == models
    assert "lọc theo" in str(openpyxl.load_workbook(path)[SHEETS[1]]["A2"].value)


@pytest.mark.parametrize("wanted", [{"commune": "Ba Vì"}, {"field": "kinh tế"}])
def test_nothing_wanted_leaves_no_empty_workbook(archive: Path, wanted: dict[str, Any]) -> None:
    with pytest.raises(NothingWanted):
        write_workbook(archive, **wanted)
    assert not list(archive.glob("models_by_commune*"))


def test_csv_is_the_same_sheets(archive: Path) -> None:
    paths = write_workbook(archive, format="csv")[:-1]
    with paths[1].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))

    assert [path.stem for path in paths] == SHEETS and paths[0].read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(\"http://x\",\"y\")" in [row["Tên mô hình"] for row in rows]


def test_the_page_fetches_nothing_and_runs_nothing(archive: Path) -> None:
    page = write_workbook(archive)[-1].read_text(encoding="utf-8")

    assert "default-src 'none'" in page and 'lang="vi"' in page
    assert not re.search(r"<script|<link|<img|src=|url\(|https?://|@import", page)
    assert page.count("<svg") == page.count('role="img"')


def report(**facts: Any) -> Report:
    return Report(**{**dict.fromkeys(Report._fields), "doc_id": "d", "path": "p", "status": "ok", **BA_BICH, **facts})


def gaps(text: str, counts: Sequence[tuple[str, dict[str, Any]]],
         names: Sequence[tuple[str, dict[str, Any]]] = ()) -> list[str]:
    """What is found in a report whose counts and names stand in the text one after the other."""
    at, said, listed = 0, [], []
    unknown = dict.fromkeys(("status", "kind", "year", "page"))
    for words, more in counts:
        at = text.index(words, at)
        number = int(re.findall(r"\d+", words)[0])
        said.append(Count(doc_id="d", start=at, end=at + len(words), raw=words, count=number, **{**unknown, **more}))
        at += len(words)
    for number, (name, more) in enumerate(names):
        start = text.index(name)
        known = {**dict.fromkeys(Seen._fields), "model_id": str(number), "doc_id": "d", "name": name, "raw": name,
                 "start": start, "end": start + len(name), "n_mentions": 1, "confidence": 1.0, **more}
        listed.append(Seen(**known))
    return [gap.what for gap in find_gaps(Archive({"d": report()}, listed, said), lambda _: text)]


KEPT, NEW, ENDED = {"status": "duy trì"}, {"status": "đăng ký mới"}, {"status": "dừng"}
GROUP, PERSON = {"kind": "tập thể"}, {"kind": "cá nhân"}
TWO = [("Hũ gạo", KEPT), ("Sân chơi", KEPT)]


@pytest.mark.parametrize(("text", "counts", "names", "expected"), [
    ("Đăng ký mới : 02 mô hình\n- Đăng ký mới : 01 mô hình", [("02 mô hình", NEW), ("01 mô hình", NEW)], [],
     [TWO_NUMBERS]),
    ("Xã đăng ký mới 02 mô hình.\nKết luận: xã đăng ký mới 02 mô hình.", [("02 mô hình", NEW), ("02 mô hình", NEW)], [],
     [NO_NAMES]),
    ("Xã duy trì 06 mô hình.\nHội CCB xã duy trì 01 mô hình.", [("06 mô hình", KEPT), ("01 mô hình", KEPT)], [],
     [NO_NAMES]),
    ("Bàn giao 41 mô hình, cho dừng 15 mô hình.", [("41 mô hình", ENDED), ("15 mô hình", ENDED)], [], [NO_NAMES]),
    ("Xây dựng 14 mô hình, gồm 09 tập thể, 04 cá nhân.",
     [("14 mô hình", {}), ("09 tập thể", GROUP), ("04 cá nhân", PERSON)], [("14", {})], [PARTS]),
    ("Có 274 mô hình (194 tập thể và 80 cá nhân).",
     [("274 mô hình", {}), ("194 tập thể", GROUP), ("80 cá nhân", PERSON)], [("Có", {})], []),
    ("Duy trì 02 mô hình: Hũ gạo; Sân chơi.", [("02 mô hình", KEPT)], TWO, []),
    ("Duy trì 03 mô hình: Hũ gạo; Sân chơi.", [("03 mô hình", KEPT)], TWO, [FEWER]),
    ("Duy trì 01 mô hình: Hũ gạo; Sân chơi.", [("01 mô hình", KEPT)], TWO, [MORE]),
    ("Duy trì 50 mô hình, tiêu biểu như Hũ gạo; Sân chơi.", [("50 mô hình", KEPT)], TWO, []),
    ("Từ 2023 có 03 mô hình, đạt 350%:\nnăm 2023 thành lập 02 mô hình: Hũ gạo, Sân chơi;\nnăm 2024 01 mô hình: Bến đò.",
     [("03 mô hình", {}), ("02 mô hình", {"status": "thành lập", "year": 2023}),
      ("01 mô hình", {"status": "thành lập", "year": 2024})],
     [("Hũ gạo", {"status": "thành lập", "year": 2023}), ("Sân chơi", {"status": "thành lập", "year": 2023}),
      ("Bến đò", {"status": "thành lập", "year": 2024})], []),
])
def test_gaps(text: str, counts: Any, names: Any, expected: list[str]) -> None:
    assert gaps(text, counts, names) == expected


def seen(**more: Any) -> Seen:
    return Seen(**{**dict.fromkeys(Seen._fields), "name": "Hũ gạo", "doc_id": "d", "model_id": "m", **more})


@pytest.mark.parametrize(("facts", "place", "commune", "why"), [
    ({}, "thôn Con Rã", "Ba Bích", None),
    ({}, "thôn Con Rã, xã Ba Bích", "Ba Bích", None),
    ({}, "xã Ba Vì", "Ba Vì", None),
    ({}, "xã Ba Bịch", "Ba Bích", None),
    ({}, "xã Quỳnh Xanh", None, "mô hình ghi xã Quỳnh Xanh, báo cáo của Ba Bích"),
    ({"commune": None, "commune_now": None, "level": "huyện"}, "xã Ba Vì", "Ba Vì", None),
    ({"commune": None, "commune_now": None, "level": "huyện"}, None, None, "báo cáo cấp huyện, không ghi xã"),
    ({"commune_now": "xã A (Tỉnh X) | xã B (Tỉnh Y)"}, None, "Ba Bích",
     "xã Ba Bích: nhiều xã cùng tên hoặc không có trong danh mục"),
])
def test_which_commune(facts: dict[str, Any], place: str | None, commune: str | None, why: str | None) -> None:
    placed = commune_of(report(date="2023-06", **facts), seen(place=place))

    assert (placed.unit.commune, placed.why) == (commune, why)


@pytest.mark.parametrize(("status", "year", "events"), [
    ("đăng ký mới", 2021, [(2021, "đăng ký mới")]), ("duy trì", 2018, [(2018, "bắt đầu"), (2023, "duy trì")]),
    ("duy trì", None, [(2023, "duy trì")]), (None, None, [(2023, "có nêu")]), ("dừng", 2023, [(2023, "dừng")])])
def test_a_year_beside_a_status(status: str | None, year: int | None, events: list[tuple[int, str]]) -> None:
    found = events_of(seen(status=status, year=year), report(date="2023-06"))

    assert [(event.year, event.what) for event in found] == events


@needs_shared
def test_the_four_real_reports(tmp_path: Path) -> None:
    ingest([SHARED / "reports"], tmp_path)
    rows = rows_of(write_workbook(tmp_path)[0], "Số liệu công bố và liệt kê")
    summary = openpyxl.load_workbook(tmp_path / "models_by_commune.xlsx")[SHEETS[0]]
    communes = {row[1:6] for row in summary.iter_rows(min_row=HEAD + 1, values_only=True)}

    assert [(row["Tệp"][:3], row["Số công bố"]) for row in rows if row["Loại chênh lệch"] == TWO_NUMBERS] == [
        ("000", "02 mô hình / 01 mô hình")]
    assert not [row for row in rows if row["Tệp"].startswith("002")]
    assert {("Quảng Ngãi", "Ba Tơ", "Ba Bích", "Quảng Ngãi", "xã Ba Tơ"),
            ("Bắc Kạn", "Bạch Thông", "Lục Bình", "Thái Nguyên", "xã Phủ Thông"),
            ("Quảng Ngãi", "Quảng Ngãi", "Tịnh An", "Quảng Ngãi", "phường Trương Quang Trọng")} <= communes
