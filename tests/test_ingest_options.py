"""How a run is told what to read, and what it says: patterns, links, limits, rehearsal, status, versions."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.options import PLAIN, Options
from extract.readers import formats
from pipelines import taking, versions
from pipelines.archive import Selection, walk
from pipelines.cli import cli
from pipelines.ingest import Settings, ingest, rehearse
from pipelines.status import look
from tests.test_ingest import all_bytes, counts, paths, table, write

PLACED = "UBND HUYỆN TRI TÔN\n\nSố: 1/BC-UBND\n\nBÁO CÁO\n\nCông tác dân vận của xã {number}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    for number, name in enumerate(("a.txt", "b.txt", "2023/c.txt", "2023/d.md", "nháp/e.txt")):
        write(folder / name, number)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


SELECTIONS = [
    ((), (), ["2023/c.txt", "2023/d.md", "a.txt", "b.txt", "nháp/e.txt"]),
    (("*.TXT",), (), ["2023/c.txt", "a.txt", "b.txt", "nháp/e.txt"]),
    ((), ("nháp",), ["2023/c.txt", "2023/d.md", "a.txt", "b.txt"]),
    (("2023/*",), ("*.md",), ["2023/c.txt"]),
    (("a*", "b*"), (), ["a.txt", "b.txt"]),
    ((), ("nha\u0301p",), ["2023/c.txt", "2023/d.md", "a.txt", "b.txt"]),
]


@pytest.mark.parametrize(("include", "exclude", "expected"), SELECTIONS)
def test_patterns(folder: Path, out: Path, include: tuple[str, ...], exclude: tuple[str, ...],
                  expected: list[str]) -> None:
    seen = walk([folder], out, Selection(include, exclude))
    assert [file.relative for file in seen.files] == expected
    assert len(seen.files) + len(seen.left_out) == 5


def test_what_is_excluded_now_stays_as_it_was(folder: Path, out: Path) -> None:
    ingest([folder], out)
    summary = ingest([folder], out, Settings(selection=Selection(exclude=("nháp",))))
    assert counts(summary) == {"unchanged": 4} and len(paths(out)) == 5


def test_links_are_followed_when_asked_and_never_in_a_circle(folder: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "xa").mkdir()
    write(tmp_path / "xa" / "x.txt", "x")
    (folder / "lối").symlink_to(tmp_path / "xa")
    (folder / "vòng").symlink_to(folder)
    (folder / "2023" / "lên").symlink_to(folder / "2023")
    (folder / "gãy").symlink_to(tmp_path / "nowhere")
    assert len(walk([folder], out).files) == 5
    found = [file.relative for file in walk([folder], out, Selection(follow_links=True)).files]
    assert found == ["2023/c.txt", "2023/d.md", "a.txt", "b.txt", "lối/x.txt", "nháp/e.txt"]


def test_limit_goes_on_from_run_to_run(folder: Path, out: Path) -> None:
    told = [ingest([folder], out, Settings(limit=2)) for _ in range(4)]
    assert [summary.files["ok"] for summary in told] == [2, 2, 1, 0]
    assert [summary.waiting for summary in told] == [3, 1, 0, 0]
    ingest([folder], out.with_name("whole"))
    assert all_bytes(out) == all_bytes(out.with_name("whole"))


def test_a_sample_is_always_the_same(folder: Path, tmp_path: Path) -> None:
    drawn = []
    for name in ("một", "hai"):
        assert counts(ingest([folder], tmp_path / name, Settings(sample=3))) == {"ok": 3}
        drawn.append(paths(tmp_path / name))
    assert drawn[0] == drawn[1]


def test_verify_sees_what_size_and_time_hide(folder: Path, out: Path) -> None:
    ingest([folder], out)
    path = folder / "a.txt"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"40", b"41"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert counts(ingest([folder], out)) == {"unchanged": 5}
    assert counts(ingest([folder], out, Settings(verify=True))) == {"unchanged": 4, "ok": 1}
    assert counts(ingest([folder], out, Settings(verify=True))) == {"unchanged": 5}


def test_a_rehearsal_writes_nothing(folder: Path, out: Path) -> None:
    assert len(rehearse([folder], out).items) == 5 and not out.exists()
    ingest([folder], out)
    write(folder / "mới.txt", "mới")
    (folder / "a.txt").unlink()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and "db" not in path.name}
    result = run("ingest", folder, "--out", out, "--dry-run")
    assert "To be read: 1 files" in result.stdout and "Unchanged since an earlier run: 4" in result.stdout
    assert "Gone since an earlier run: 1" in result.stdout and len(paths(out)) == 5
    assert {path: path.stat().st_mtime_ns for path in before} == before


MISTAKES = [
    (["--workers", "-1"], "--workers"), (["--workers", "many"], "--workers"), (["--timeout", "0"], "--timeout"),
    (["--limit", "0"], "--limit"), (["--sample", "x"], "--sample"), (["--ocr", "maybe"], "--ocr"),
    (["--password-file", "{here}/none"], "--password-file"), (["--password-file", "{here}/bad.txt"], "UTF-8"),
]


@pytest.mark.parametrize(("args", "words"), MISTAKES)
def test_mistakes_are_one_line_that_helps(folder: Path, out: Path, tmp_path: Path, args: list[str], words: str) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8")
    result = run("ingest", folder, "--out", out, *(arg.format(here=tmp_path) for arg in args))
    assert result.exit_code == 2 and not out.exists()
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


def test_every_document_and_the_summary_are_json_lines(folder: Path, out: Path) -> None:
    (folder / "rỗng.txt").write_bytes(b"")
    lines = [json.loads(line) for line in
             run("ingest", folder, "--out", out, "--workers", "0", "--ocr", "never", "--json-log").stderr.splitlines()]
    told = {line["path"]: line for line in lines if line["logger"] == "baocao.documents" and "path" in line}
    assert len(told) == 6 and told["a.txt"]["outcome"] == "ok" and told["a.txt"]["read_ms"] > 0
    assert told["rỗng.txt"]["error"].startswith("empty: ")
    (summary,) = (line["summary"] for line in lines if "summary" in line)
    assert summary["files"] == {"ok": 5, "failed": 1} and summary["rows"]["documents"] == 6


def test_status(folder: Path, out: Path) -> None:
    (folder / "rỗng.txt").write_bytes(b"")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 torn")
    ingest([folder], out)
    found = look(out)
    assert (found.files, found.documents, found.tables_are_older) == (7, 7, False)
    assert [row[:5] for row in found.formats] == [("txt", 6, 5, 0, 1), ("docx", 1, 0, 0, 1)]
    assert [row[:3] for row in found.failures] == [("failed", "damaged", 1), ("failed", "empty", 1)]
    assert len(found.slowest) == 7
    assert "damaged" in run("status", out).stdout and json.loads(run("status", out, "--json").stdout)["files"] == 7
    assert run("status", folder).exit_code == 2


def marks_of(out: Path) -> set[str]:
    from pipelines.store import NAME, Store

    with Store(out / NAME, read_only=True) as store:
        return {entry.made_by for entry in store.known().values()}


def test_a_new_reader_reads_only_its_own_format_again(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "web.html").write_text("<html><p>Báo cáo số 5/BC-UBND</p></html>", encoding="utf-8")
    ingest([folder], out)
    readers, recognizers = versions._of_code()
    monkeypatch.setattr(versions, "_of_code", lambda: ({**readers, "html": "new"}, recognizers))
    assert counts(ingest([folder], out)) == {"ok": 1, "unchanged": 5}


def test_new_recognizers_leave_what_gave_no_text(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "rỗng.txt").write_bytes(b"")
    ingest([folder], out)
    readers, _ = versions._of_code()
    monkeypatch.setattr(versions, "_of_code", lambda: (readers, "new"))
    assert counts(ingest([folder], out)) == {"ok": 5, "unchanged": 1}


def test_versions_follow_imports() -> None:
    """A reader's version rests on what its module imports, and not on other readers or the recognizers."""
    docx = versions._closure({"extract.readers.docx"})
    assert {"extract.readers.docx.words", "extract.readers.container", "extract.document"} <= docx
    assert not any(name.startswith(("extract.readers.pdf", "extract.recognizers")) for name in docx)
    everything = versions._closure({"extract"})
    assert "extract.recognizers.places.units" in everything and "extract.vocab" in everything


def test_marks_tell_formats_means_and_failures_apart() -> None:
    plain, with_password = versions.in_force(PLAIN), versions.in_force(Options(passwords=("x",)))
    never = versions.in_force(Options(ocr="never"))
    assert plain.mark("docx", "ok") == with_password.mark("docx", "ok") == never.mark("docx", "ok")
    assert plain.mark("docx", "failed") != with_password.mark("docx", "failed")
    assert plain.mark("scan", "ok") != never.mark("scan", "ok")
    assert plain.mark("pdf", "ok") == with_password.mark("pdf", "ok")
    assert {plain.mark(format, "ok") for format in formats.READERS} <= plain.marks()


def test_a_copy_in_another_folder_changes_nothing_by_its_time(tmp_path: Path) -> None:
    """Folders may tell the commune: they are those of the document's path, whichever copy was read."""
    places = ("Tỉnh An Giang/Huyện Tri Tôn/Xã Vĩnh Gia", "Tỉnh Nghệ An/Huyện Tương Dương/Xã Tam Quang")
    for number, order in enumerate((places, places[::-1])):
        for folder in order:
            path = tmp_path / f"kho {number}" / folder / "bc.txt"
            path.parent.mkdir(parents=True)
            path.write_text(PLACED, encoding="utf-8")
            ingest([tmp_path / f"kho {number}"], tmp_path / f"out {number}")
    assert all_bytes(tmp_path / "out 0") == all_bytes(tmp_path / "out 1")


def test_a_moved_report_gets_the_places_of_its_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kho = tmp_path / "kho"
    path = kho / "Tỉnh An Giang" / "bc.txt"
    path.parent.mkdir(parents=True)
    path.write_text(PLACED, encoding="utf-8")
    ingest([kho], tmp_path / "out")
    shutil.move(kho / "Tỉnh An Giang", kho / "Tỉnh Nghệ An")
    with monkeypatch.context() as patch:
        patch.setattr(taking, "outcome_of", None)
        ingest([kho], tmp_path / "out")
    ingest([kho], tmp_path / "whole")
    assert all_bytes(tmp_path / "out") == all_bytes(tmp_path / "whole")
    assert len(table(tmp_path / "out", "documents")) == 1
