"""The commands as people call them: what is printed where, exit status, mistakes in one line."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import cli, main
from pipelines.store import Store

PROGRAM = "import sys; from pipelines.cli import main; sys.argv[0] = 'baocao'; main()"
REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH

Số: 15/BC-UBND

BÁO CÁO

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện, xã đã chi 12.500.000 đồng. Mẫu 12/XYZ.
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def program(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", PROGRAM, *map(str, args)], capture_output=True, check=False,
                          env={**os.environ, **environment}, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "kho lưu trữ"
    folder.mkdir()
    (folder / "bc.txt").write_text(REPORT, encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 torn")
    return folder


@pytest.fixture
def out(folder: Path, tmp_path: Path) -> Path:
    """An archive that was ingested."""
    out = tmp_path / "out"
    assert run("ingest", folder, "--out", out, "--quiet").exit_code == 0
    return out


def test_ingest_says_what_it_did_on_standard_error(folder: Path, tmp_path: Path) -> None:
    result = run("ingest", folder, "--out", tmp_path / "out")

    assert result.exit_code == 0, "a file that fails is a row, not an exit status"
    assert result.stdout == ""
    assert "2 files seen: 1 read whole, 1 failed." in result.stderr
    assert "Not read, 1 x damaged: " in result.stderr and "    hỏng.docx" in result.stderr.splitlines()
    assert result.stderr.rstrip().splitlines()[-1].strip().startswith("for Excel: baocao export")


def test_ingest_again_says_so(folder: Path, out: Path) -> None:
    result = run("ingest", folder, "--out", out)
    assert "2 files seen: 2 unchanged since an earlier run." in result.stderr
    assert "hỏng.docx" in result.stderr, "what could not be read is named every time"


MISTAKES = [
    (["ingest", "{here}/nowhere", "--out", "{here}/out"], 2, "does not exist"),
    (["ingest", "{here}"], 2, "--out"),
    (["ingest", "{here}/empty", "--out", "{here}/out"], 1, "no files"),
    (["ingest", "{here}", "--out", "{here}/a.txt"], 2, "name a folder"),
    (["ingest", "{here}", "--out", "{here}"], 2, "folder of their own"),
    (["ingest", "{here}", "--out", "{here}/a.txt/out"], 1, "a.txt"),
    (["ingest", "{here}", "--out", "{here}/broken"], 1, "no archive of baocao"),
    (["show", "{here}/nowhere.txt"], 2, "does not exist"),
    (["show", "{here}/a.bin"], 1, "not read yet"),
    (["export", "{here}/empty", "--format", "csv"], 2, "baocao ingest"),
    (["export", "{here}/empty", "--format", "pdf"], 2, "parquet"),
    (["evaluate", "{here}/empty", "--gold", "{here}"], 2, "baocao ingest"),
    (["compare"], 2, "No such command"),
    (["export", "{here}/ours"], 2, "Missing option '--format'"),
    (["ingest", "{here}", "--out", "{here}/foreign"], 2, "no archive of baocao"),
    (["models", "{here}/foreign"], 2, "no archive of baocao"),
    (["audit", "{here}/older"], 2, "another version of baocao"),
    (["search", "{here}/none", "x"], 2, "run again: baocao ingest"),
    (["register", "check", "{here}/none/archive.db"], 1, "no line with the names of the columns"),
    (["audit", "{here}/empty", "--as-of", "31/2/2025"], 2, "is no date; write it like 2025-07-01"),
    (["review", "{here}/ours", "--host", "192.0.2.1", "--password", "x", "--no-browser"], 2, "no address of this"),
    (["review", "{here}/ours", "--host", "no such host", "--password", "x", "--no-browser"], 2, "no address of this"),
    (["models", "{here}/ours", "--commune", "Nowhere"], 1, "no file was written"),
    (["search", "{here}/ours", "*"], 2, "no word to look for"),
]


@pytest.mark.parametrize(("args", "status", "words"), MISTAKES)
def test_mistakes_are_one_line_that_helps(tmp_path: Path, args: list[str], status: int, words: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "archive.db").write_bytes(b"no database" * 100)
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    _archives(tmp_path)
    result = run(*(arg.format(here=tmp_path) for arg in args))

    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


def _archives(here: Path) -> None:
    """Folders with an `archive.db` of this program, of an older one, of somebody else, and with an empty one."""
    for name in ("ours", "older", "foreign", "none"):
        (here / name).mkdir()
    (here / "none" / "archive.db").touch()
    Store(here / "ours" / "archive.db").db.close()
    for name, statement in (("older", "CREATE TABLE documents (doc_id TEXT)"), ("foreign", "CREATE TABLE t (a)")):
        with closing(sqlite3.connect(here / name / "archive.db")) as db:
            db.execute(statement)


def test_an_archive_of_another_version_is_left_as_it_is(tmp_path: Path) -> None:
    _archives(tmp_path)
    before = (tmp_path / "older" / "archive.db").read_bytes()
    assert run("audit", tmp_path / "older").exit_code == 2, "its rows would be dropped"
    assert (tmp_path / "older" / "archive.db").read_bytes() == before


def test_what_nobody_reviewed_is_no_gold_and_said_so(out: Path, tmp_path: Path) -> None:
    result = run("gold", out)
    assert (result.exit_code, result.stdout) == (0, "") and "baocao review" in result.stderr


def test_gold_of_other_reports_measures_nothing(out: Path, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text('{"file": "other.docx"}', encoding="utf-8")
    result = run("evaluate", out, "--gold", tmp_path / "gold")
    assert (result.exit_code, result.stdout) == (2, "") and "none of the 1 reports" in result.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always Unicode")
def test_names_that_are_no_utf8_end_nothing(tmp_path: Path) -> None:
    """Archives unpacked from an old Windows have them: every command goes on, and links still open the file."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/kh\xf3"))
    folder.mkdir()
    file = Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt"))
    file.write_text(REPORT.replace("05/3/2024", "31/02/2024"), encoding="utf-8")
    out = tmp_path / "out"
    for command in (["ingest", folder, "--out", out, "--workers", "0"], ["models", out], ["audit", out],
                    ["overview", out], ["export", out, "--format", "xlsx"], ["show", file, "--json"],
                    ["show", file, "--html", "--out", tmp_path / "page.html"]):
        result = run(*command)
        assert result.exit_code == 0, (command, result.stderr)
    sheet = openpyxl.load_workbook(out / "audit.xlsx")["Phát hiện"]
    links = [cell.hyperlink.target.replace("\\", "/") for row in sheet for cell in row if cell.hyperlink]
    assert links and all(link.endswith("kh%F3/b%E1o.txt") for link in links)
    refused = run("ingest", folder, "--out", folder)
    assert refused.exit_code == 2 and len(refused.stderr.splitlines()) == 1


def test_patterns_reach_the_program_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Click would put the files of the folder in the place of `--include "*.docx"` there."""
    given: dict[str, object] = {}
    monkeypatch.setattr(click.Group, "main", lambda self, **more: given.update(more))
    main()
    assert given["windows_expand_args"] is False


def test_choices_may_be_written_large(out: Path) -> None:
    assert run("export", out, "--format", "CSV").exit_code == 0
    assert run("audit", out, "--rule", "r01", "--as-of", "1/7/2025").exit_code == 0


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("flag", ["--quiet", "--verbose", "--json-log"])
def test_settings_count_before_and_after_the_command(folder: Path, tmp_path: Path, flag: str,
                                                     before: bool) -> None:
    command = ["ingest", folder, "--out", tmp_path / "out"]
    lines = run(*([flag, *command] if before else [*command, flag])).stderr.splitlines()

    if flag == "--quiet":
        assert lines == []
    elif flag == "--verbose":
        assert "bc.txt: ok" in lines
    else:
        assert {"time", "level", "logger", "message"} <= json.loads(lines[0]).keys()


@pytest.mark.parametrize("args", [["--version"], ["doctor", "--version"], ["show", "--version"]])
def test_version(args: list[str]) -> None:
    assert run(*args).stdout.startswith("baocao, version ")


@pytest.mark.parametrize("command", [[], ["ingest"], ["show"], ["export"], ["evaluate"], ["doctor"]])
def test_help(command: list[str]) -> None:
    assert "Usage: " in run(*command, "--help").stdout


def test_show_prints_the_text_and_what_was_found(folder: Path) -> None:
    result = run("show", folder / "bc.txt", "--near-misses")
    assert result.exit_code == 0
    for words in ("Thực hiện Kế hoạch số 12/KH-UBND", "12/KH-UBND", "2024-03-05", "12500000", "12/XYZ"):
        assert words in result.stdout


def test_show_as_json(folder: Path) -> None:
    shown = json.loads(run("show", folder / "bc.txt", "--json", "--near-misses").stdout)

    assert shown["document"]["path"] == "bc.txt"
    assert [citation["symbol"] for citation in shown["citations"]] == ["12/KH-UBND"]
    assert [miss["raw"] for miss in shown["near_misses"]] == ["12/XYZ"]
    for name in ("citations", "dates", "money", "header_fields"):
        assert all(shown["text"][row["start"]:row["end"]] == row["raw"] for row in shown[name])


def test_export_csv_is_safe_for_excel(out: Path) -> None:
    result = run("export", out, "--format", "csv")
    assert result.exit_code == 0
    path = next(Path(line) for line in result.stdout.splitlines() if line.endswith("documents.csv"))

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert [row["path"] for row in rows] == ["bc.txt", "hỏng.docx"]


def test_export_jsonl(out: Path, tmp_path: Path) -> None:
    assert run("export", out, "--format", "jsonl", "--out", tmp_path / "other").exit_code == 0
    lines = (tmp_path / "other" / "citations.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["symbol"] for line in lines] == ["12/KH-UBND"]


def test_export_xlsx(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "bảng.xlsx"
    assert run("export", out, "--format", "xlsx", "--out", target).stdout.strip() == str(target)
    book = openpyxl.load_workbook(target)
    sheet = book["citations"]
    heads = [cell.value for cell in sheet[1]]

    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert sheet.cell(2, heads.index("date") + 1).value.isoformat()[:10] == "2024-03-05"
    assert sheet.cell(2, heads.index("symbol") + 1).value == "12/KH-UBND"


def test_export_parquet_is_what_ingest_wrote(out: Path, tmp_path: Path) -> None:
    assert run("export", out, "--format", "parquet", "--out", tmp_path / "p").exit_code == 0
    for path in (tmp_path / "p").iterdir():
        assert path.read_bytes() == (out / "tables" / path.name).read_bytes()
    assert pq.read_metadata(tmp_path / "p" / "documents.parquet").num_rows == 2


def test_vietnamese_on_a_western_console(folder: Path) -> None:
    """Where Python would write cp1252, as on many Windows PCs, UTF-8 is written all the same."""
    done = program("show", folder / "bc.txt", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    assert "ỦY BAN NHÂN DÂN XÃ AN THẠNH" in done.stdout.decode("utf-8")


def test_colour_where_it_is_wanted(folder: Path) -> None:
    assert b"\x1b[" in program("show", folder / "bc.txt", FORCE_COLOR="1").stdout
    assert b"\x1b[" not in program("show", folder / "bc.txt").stdout
