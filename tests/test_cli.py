"""The commands as people call them: what is printed where, exit status, mistakes in one line."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import cli

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
]


@pytest.mark.parametrize(("args", "status", "words"), MISTAKES)
def test_mistakes_are_one_line_that_helps(tmp_path: Path, args: list[str], status: int, words: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "archive.db").write_bytes(b"no database" * 100)
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    result = run(*(arg.format(here=tmp_path) for arg in args))

    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr and len(result.stderr.splitlines()) == 1


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


def test_doctor_names_what_is_missing_and_how_to_get_it() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    for words in ("Python", "tesseract", "LibreOffice", "bsdtar", "Chromium", "regex"):
        assert words in result.stdout


def test_vietnamese_on_a_western_console(folder: Path) -> None:
    """Where Python would write cp1252, as on many Windows PCs, UTF-8 is written all the same."""
    done = program("show", folder / "bc.txt", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    assert "ỦY BAN NHÂN DÂN XÃ AN THẠNH" in done.stdout.decode("utf-8")


def test_colour_where_it_is_wanted(folder: Path) -> None:
    assert b"\x1b[" in program("show", folder / "bc.txt", FORCE_COLOR="1").stdout
    assert b"\x1b[" not in program("show", folder / "bc.txt").stdout
