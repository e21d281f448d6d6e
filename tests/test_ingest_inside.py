"""Ingesting files inside files: each a document, known again, gone when its archive is; and what is not read."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from extract.options import Options
from pipelines import taking
from pipelines.archive import Selection
from pipelines.ingest import Settings, ingest
from pipelines.ingest import run as running
from pipelines.status import look
from pipelines.store import NAME, Store
from tests.archive_files import zipcrypto, zipped
from tests.test_ingest import REPORT, all_bytes, counts, paths, table, write


def report(number: object) -> bytes:
    return REPORT.format(number=number).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A zip with two reports, one of them also on disk, and a zip in a zip."""
    folder = tmp_path / "kho"
    write(folder / "a.txt", 1)
    inner = zipped([("sâu/c.txt", report(3))])
    (folder / "nén.zip").write_bytes(zipped([("xã/a.txt", report(1)), ("xã/b.txt", report(2)), ("trong.zip", inner)]))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


EVERY = ["a.txt", "nén.zip!/trong.zip!/sâu/c.txt", "nén.zip!/xã/b.txt"]


def test_each_is_a_document_under_its_path(folder: Path, out: Path) -> None:
    summary = ingest([folder], out)
    assert counts(summary) == {"ok": 3, "copy": 1} and summary.opened == 1
    assert paths(out) == EVERY
    assert {row["path"]: row["also_at"] for row in table(out, "documents")}["a.txt"] == ["nén.zip!/xã/a.txt"]


def test_a_second_run_does_not_open_it(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    monkeypatch.setattr(taking, "load", None)
    summary = ingest([folder], out)
    assert counts(summary) == {"unchanged": 2} and not summary.written


def test_what_it_does_not_hold_any_more_is_gone(folder: Path, out: Path) -> None:
    ingest([folder], out)
    (folder / "nén.zip").write_bytes(zipped([("xã/b.txt", report(2)), ("d.txt", report(4))]))
    assert counts(ingest([folder], out)) == {"ok": 1, "copy": 1, "unchanged": 1}
    assert paths(out) == ["a.txt", "nén.zip!/d.txt", "nén.zip!/xã/b.txt"]

    (folder / "nén.zip").unlink()
    assert counts(ingest([folder], out)) == {"unchanged": 1, "removed": 1}
    assert paths(out) == ["a.txt"] and look(out).in_archives == 0


def test_an_archive_that_became_a_report(folder: Path, out: Path) -> None:
    ingest([folder], out)
    (folder / "nén.zip").write_bytes(report(9))
    ingest([folder], out)
    assert paths(out) == ["a.txt", "nén.zip"] and look(out).in_archives == 0


def test_a_renamed_archive_is_opened_but_nothing_is_read(folder: Path, out: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    (folder / "nén.zip").rename(folder / "đổi tên.zip")
    monkeypatch.setattr(taking, "outcome_of", None)
    assert counts(ingest([folder], out)) == {"copy": 3, "unchanged": 1, "removed": 1}
    assert paths(out) == [EVERY[0], *(path.replace("nén", "đổi tên") for path in EVERY[1:])]


def test_one_that_is_broken_off_is_taken_up_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of one document each; after two of them the power fails."""
    monkeypatch.setattr(taking, "SLICE", 0.0)
    plain, given = running.Run._store, []

    def stored(self: running.Run, *args: object) -> object:
        given.append(args)
        if len(given) == 4:
            raise KeyboardInterrupt
        return plain(self, *args)

    monkeypatch.setattr(running.Run, "_store", stored)
    assert ingest([folder], out).stopped
    with Store(out / NAME) as store:
        assert store.count("inside") == 2

    monkeypatch.undo()
    assert counts(ingest([folder], out)) == {"unchanged": 1, "copy": 2, "ok": 1}
    ingest([folder], out.with_name("whole"))
    assert all_bytes(out) == all_bytes(out.with_name("whole"))


BAD = {
    "rỗng.zip": (zipped([]), {"rỗng.zip": "empty"}),
    "toàn ẩn.zip": (zipped([(".DS_Store", b"x"), ("__MACOSX/a.txt", b"x"), ("~$a.docx", b"x")]),
                    {"toàn ẩn.zip": "empty"}),
    "hỏng.zip": (zipped([("a.txt", report(8))])[:-30], {"hỏng.zip": "damaged"}),
    "khóa.zip": (zipcrypto([("a.txt", report(7))], b"bi mat"), {"khóa.zip!/a.txt": "encrypted"}),
    "bom.zip": (zipped([("0.txt", bytes(40_000_000)), ("a.txt", report(6))]), {"bom.zip!/0.txt": "bomb"}),
    "lồng.zip": (zipped([("1.zip", zipped([("2.zip", zipped([("3.zip", zipped([("a.txt", report(5))]))]))])),
                         ("b.txt", report(11))]), {"lồng.zip!/1.zip": "too_deep"}),
    "mưu.zip": (zipped([("../../x.txt", b""), ("C:\\y.txt", b" ")]),
                {"mưu.zip!/x.txt": "empty", "mưu.zip!/y.txt": "no_text"}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_row_with_the_reason(tmp_path: Path, out: Path, name: str) -> None:
    data, expected = BAD[name]
    write(tmp_path / "kho" / "a.txt", 1)
    (tmp_path / "kho" / name).write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    ingest([tmp_path / "kho"], out)

    assert {row["path"]: row["error"].partition(":")[0] for row in table(out, "failures")} == expected
    assert sorted(path for path in tmp_path.rglob("*") if out not in (path, *path.parents)) == before
    assert counts(ingest([tmp_path / "kho"], out)) == {"unchanged": 2}


def test_a_password_opens_what_was_locked(tmp_path: Path, out: Path) -> None:
    """What could not be read is tried again as soon as there is a new password, and nothing else is."""
    write(tmp_path / "kho" / "a.txt", 1)
    (tmp_path / "kho" / "khóa.zip").write_bytes(zipcrypto([("b.txt", report(7))], b"bi mat"))
    ingest([tmp_path / "kho"], out)
    summary = ingest([tmp_path / "kho"], out, Settings(Options(passwords=("sai", "bi mat"))))
    assert counts(summary) == {"ok": 1, "unchanged": 1} and not table(out, "failures")


def test_a_zip_in_itself_comes_to_an_end(tmp_path: Path, out: Path) -> None:
    data = zipped([("a.txt", report(1))])
    for _ in range(12):
        data = zipped([("r.zip", data)])
    (tmp_path / "r.zip").write_bytes(data)
    ingest([tmp_path / "r.zip"], out)
    (row,) = table(out, "failures")
    assert row["path"] == "r.zip!/r.zip" and row["error"].startswith("too_deep: ")


def test_patterns_hold_inside_too(folder: Path, out: Path) -> None:
    selection = Selection(include=("*.txt",), exclude=("b.*", "trong.zip"))
    assert counts(ingest([folder], out, Settings(selection=selection))) == {"ok": 1, "copy": 1}
    assert paths(out) == ["a.txt"]


def test_two_members_of_one_name(tmp_path: Path, out: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", report(1))
        archive.writestr("a.txt", report(2))
    (tmp_path / "x.zip").write_bytes(stream.getvalue())
    ingest([tmp_path / "x.zip"], out)
    assert paths(out) == ["x.zip!/a (2).txt", "x.zip!/a.txt"]


def test_an_archive_on_another_drive(folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest([folder], out)
    shutil.move(folder, tmp_path / "E")
    monkeypatch.setattr(taking, "outcome_of", None)
    assert counts(ingest([tmp_path / "E"], out)) == {"moved": 1, "copy": 3, "removed": 1}
    assert paths(out) == EVERY and look(out).in_archives == 3
