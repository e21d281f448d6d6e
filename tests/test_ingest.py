"""Ingesting: what is read, what is not read again, what is gone, what cannot be read."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import extract
from extract import Document, Found
from extract.readers import READERS
from pipelines import archive, reading
from pipelines.archive import File, shown_paths, walk
from pipelines.ingest import NothingToRead, Settings, Summary, ingest
from pipelines.schema import TABLES
from tests.cases import SHARED

REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH

Số: 15/BC-UBND

BÁO CÁO

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện, xã đã chi 12.500.000 đồng cho 40 hộ.
Bài {number}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports in a tree."""
    folder = tmp_path / "kho"
    for number, name in enumerate(("b.txt", "a.txt", "xã/c.txt")):
        write(folder / name, number)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "kết quả"


def write(path: Path, number: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(number=number), encoding="utf-8")
    return path


def table(out: Path, name: str) -> list[dict]:
    return pq.read_table(out / "tables" / f"{name}.parquet").to_pylist()


def paths(out: Path) -> list[str]:
    return [row["path"] for row in table(out, "documents")]


def all_bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


def counts(summary: Summary) -> dict[str, int]:
    return {key: number for key, number in summary.files.items() if number}


def test_every_file_is_a_row(folder: Path, out: Path) -> None:
    assert counts(ingest([folder], out)) == {"ok": 3}
    assert paths(out) == ["a.txt", "b.txt", "xã/c.txt"]
    assert {path.stem for path in (out / "tables").iterdir()} == {*TABLES, "failures"}


def test_spans_hold_their_words(folder: Path, out: Path) -> None:
    ingest([folder], out)
    texts = {row["doc_id"]: row["text"] for row in table(out, "texts")}
    for name in ("citations", "dates", "money", "quantities", "people", "header_fields"):
        for row in table(out, name):
            assert texts[row["doc_id"]][row["start"]:row["end"]] == row["raw"], name
    assert table(out, "citations") and table(out, "money")


def test_a_second_run_reads_nothing(folder: Path, out: Path) -> None:
    ingest([folder], out)
    before = {path: path.stat().st_mtime_ns for path in (out / "tables").iterdir()}

    summary = ingest([folder], out)

    assert counts(summary) == {"unchanged": 3} and not summary.written
    assert {path: path.stat().st_mtime_ns for path in (out / "tables").iterdir()} == before


def test_tables_are_the_same_byte_for_byte(folder: Path, out: Path, tmp_path: Path) -> None:
    """In one go, or file by file in another order: the same archive, the same bytes."""
    ingest([folder], out)
    grown = tmp_path / "grown"
    other = tmp_path / "other"
    for name in ("xã/c.txt", "b.txt", "a.txt"):
        (grown / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(folder / name, grown / name)
        ingest([grown], other)

    assert all_bytes(out) == all_bytes(other)


def test_a_changed_file_is_read_again(folder: Path, out: Path) -> None:
    ingest([folder], out)
    old = {row["path"]: row["doc_id"] for row in table(out, "documents")}
    write(folder / "a.txt", "mới")

    assert counts(ingest([folder], out)) == {"ok": 1, "unchanged": 2}
    new = {row["path"]: row["doc_id"] for row in table(out, "documents")}
    assert new["a.txt"] != old["a.txt"] and new["b.txt"] == old["b.txt"]
    assert old["a.txt"] not in {row["doc_id"] for row in table(out, "blocks")}


def test_a_removed_file_loses_its_rows(folder: Path, out: Path) -> None:
    ingest([folder], out)
    (folder / "b.txt").unlink()

    summary = ingest([folder], out)

    assert counts(summary) == {"unchanged": 2, "removed": 1} and summary.dropped == 1
    assert paths(out) == ["a.txt", "xã/c.txt"]


def test_what_was_not_asked_about_stays(folder: Path, out: Path) -> None:
    ingest([folder], out)
    (folder / "a.txt").unlink()

    assert counts(ingest([folder / "xã"], out)) == {"moved": 1}
    assert len(paths(out)) == 3


def test_an_empty_folder_drops_nothing(folder: Path, out: Path, tmp_path: Path) -> None:
    """It is more likely a drive that is not there."""
    ingest([folder], out)
    shutil.move(folder, tmp_path / "away")
    folder.mkdir()

    with pytest.raises(NothingToRead):
        ingest([folder], out)
    assert len(paths(out)) == 3


def test_a_renamed_file_is_not_read_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    (folder / "b.txt").rename(folder / "d.txt")
    monkeypatch.setattr("pipelines.taking.outcome_of", None)

    assert counts(ingest([folder], out)) == {"unchanged": 2, "copy": 1, "removed": 1}
    assert paths(out) == ["a.txt", "d.txt", "xã/c.txt"]


def test_an_archive_on_another_drive_is_known(folder: Path, out: Path, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    shutil.move(folder, tmp_path / "E")
    monkeypatch.setattr("pipelines.taking.load", None)

    assert counts(ingest([tmp_path / "E"], out)) == {"moved": 3}
    assert paths(out) == ["a.txt", "b.txt", "xã/c.txt"]


def test_the_same_bytes_are_one_row(folder: Path, out: Path) -> None:
    shutil.copy(folder / "b.txt", folder / "a bản sao.txt")
    assert counts(ingest([folder], out)) == {"ok": 3, "copy": 1}

    rows = {row["path"]: row["also_at"] for row in table(out, "documents")}
    assert rows == {"a bản sao.txt": ["b.txt"], "a.txt": None, "xã/c.txt": None}


def test_equal_paths_of_two_archives_stay_apart(tmp_path: Path, out: Path) -> None:
    for number, name in enumerate(("2023/bc.txt", "2024/bc.txt", "2024/kh.txt")):
        write(tmp_path / name, number)
    ingest([tmp_path / "2023", tmp_path / "2024"], out)
    assert paths(out) == ["2023/bc.txt", "2024/bc.txt", "kh.txt"]

    assert counts(ingest([tmp_path / "2024"], out)) == {"unchanged": 2}
    assert len(paths(out)) == 3


def test_paths_depend_on_the_files_alone() -> None:
    places = [("/a/2023", "bc.docx"), ("/b/2023", "bc.docx"), ("/c", "kh.docx"), ("/", "tm.docx")]
    shown = dict(zip(places, shown_paths(places), strict=True))

    assert shown == dict(zip(places[::-1], shown_paths(places[::-1]), strict=True))
    assert sorted(shown.values()) == ["a/2023/bc.docx", "b/2023/bc.docx", "kh.docx", "tm.docx"]


def test_paths_are_composed(out: Path, tmp_path: Path) -> None:
    write(tmp_path / "kho" / "xa\u0303.txt", 1)
    ingest([tmp_path / "kho"], out)
    assert paths(out) == ["xã.txt"]


def test_a_file_given_directly_bears_its_name(folder: Path, out: Path) -> None:
    ingest([folder / "xã" / "c.txt"], out)
    assert paths(out) == ["c.txt"]


def test_hidden_and_temporary_files_and_links_are_left_out(folder: Path, out: Path) -> None:
    for name in ("~$a.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "~WRL0001.tmp", ".git/x", "gold.json"):
        write(folder / name, name)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    seen = walk([folder], out)

    assert [file.relative for file in seen.files] == ["a.txt", "b.txt", "xã/c.txt"]
    assert len(seen.left_out) == 8


def test_results_are_not_read(folder: Path) -> None:
    ingest([folder], folder / "out")
    (folder / "out" / "tables.csv").write_text("những gì lần chạy trước đã ghi")

    assert counts(ingest([folder], folder / "out")) == {"unchanged": 3}
    assert counts(ingest([folder], folder / "another")) == {"ok": 3}, "nor are those of another run"


FAILING = [("rỗng.txt", b"", "empty"),
           ("hỏng.docx", b"PK\x03\x04 torn", "damaged"), ("ảnh.bin", bytes(range(256)) * 8, "unsupported")]


@pytest.mark.parametrize(("name", "data", "code"), FAILING)
def test_what_cannot_be_read_is_a_row_with_the_reason(folder: Path, out: Path, name: str, data: bytes,
                                                      code: str) -> None:
    (folder / name).write_bytes(data)
    summary = ingest([folder], out)

    assert counts(summary) == {"ok": 3, "failed": 1}
    (row,) = table(out, "failures")
    assert (row["path"], row["status"]) == (name, "failed") and row["error"].startswith(f"{code}: ")
    assert summary.troubles == [("failed", name, row["error"])]
    assert counts(ingest([folder], out)) == {"unchanged": 4}


def test_a_file_that_vanishes_is_a_row_and_is_tried_again(folder: Path, out: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    seen = walk([folder], out)
    gone = File(str(folder), "gone.txt", 5, 5)
    monkeypatch.setattr("pipelines.ingest.walk", lambda *_: seen._replace(files=[*seen.files, gone]))

    assert counts(ingest([folder], out)) == {"ok": 3, "failed": 1}
    assert table(out, "failures")[0]["error"].startswith("no_access: ")
    assert counts(ingest([folder], out)) == {"unchanged": 3, "failed": 1}


def test_a_file_that_changes_meanwhile_is_a_row(folder: Path, out: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    plain = reading.Path.read_bytes

    def slow(path: Path) -> bytes:
        data = plain(path)
        if path.name == "a.txt":
            os.utime(path, ns=(1, 1))
        return data

    monkeypatch.setattr(reading.Path, "read_bytes", slow)
    assert counts(ingest([folder], out)) == {"ok": 2, "failed": 1}
    assert table(out, "failures")[0]["error"].startswith("changed: ")

    monkeypatch.undo()
    assert counts(ingest([folder], out)) == {"ok": 1, "unchanged": 2}


def test_a_bug_is_seen_and_what_was_read_stays(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch,
                                               caplog: pytest.LogCaptureFixture) -> None:
    def find(document: Document, path: str) -> Found:
        if "Bài 2" in document.text:
            raise ZeroDivisionError
        return extract.find(document, path)

    monkeypatch.setattr(reading, "find", find)
    caplog.set_level("INFO", "baocao")  # a command that ran before may have asked for quiet
    with pytest.raises(ZeroDivisionError):
        ingest([folder], out)
    assert "xã/c.txt" in caplog.text

    monkeypatch.undo()
    assert counts(ingest([folder], out)) == {"unchanged": 2, "ok": 1}


def test_new_rules_read_everything_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    monkeypatch.setattr("pipelines.versions._of_code", lambda: (dict.fromkeys(READERS, "new"), "new"))

    assert counts(ingest([folder], out)) == {"ok": 3}
    assert len(paths(out)) == 3


def test_names_that_are_no_utf8(folder: Path, out: Path) -> None:
    try:
        shutil.copy(folder / "a.txt", os.fsdecode(os.fsencode(folder) + b"/c\xf3.txt"))
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    write(folder / "a.txt", "khác")

    assert counts(ingest([folder], out)) == {"ok": 4}
    assert "c\\udcf3.txt" in paths(out)
    assert counts(ingest([folder], out)) == {"unchanged": 4}


@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="../shared/reports is not here")
def test_real_reports(out: Path) -> None:
    summary = ingest([SHARED / "reports"], out)
    assert counts(summary) == {"ok": 4}
    assert archive.is_left_out("gold.json")


def test_the_index_may_be_made_beside_the_tables(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a process of its own, where much was read; nothing else is different."""
    monkeypatch.setattr("pipelines.ingest.MUCH", 3)
    ingest([folder], out, Settings(workers=1))
    with sqlite3.connect(out / "search.db") as index:
        assert index.execute("SELECT count(doc_id) FROM entries").fetchone() == (3,)
    assert len(paths(out)) == 3
