"""What clerks read in a terminal, in Vietnamese: every sentence has its row, and is said where it is wanted."""

from __future__ import annotations

import ast
import errno
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import doctor, mistakes
from pipelines.cli import cli
from pipelines.languages import choose, say_error
from pipelines.vietnamese import CODES, WORDS

ROOT = Path(__file__).resolve().parents[1]
TREES = [ast.parse(path.read_text(encoding="utf-8")) for room in ("extract", "pipelines")
         for path in sorted((ROOT / room).rglob("*.py")) if path.name != "vietnamese.py"]
PLACES = re.compile(r"\{\d*\}")
FAULTY = {"crashed", "timeout", "memory", "bug", "lost"}  # what befalls a worker, told by pipelines/workers.py


def run(*args: object, **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], env=environment)


def calls(name: str) -> list[ast.Call]:
    return [node for tree in TREES for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name]


def strings(nodes: list[ast.Call]) -> set[str]:
    return {found.value for node in nodes for arg in node.args[:1] for found in ast.walk(arg)
            if isinstance(found, ast.Constant) and isinstance(found.value, str)}


def test_every_sentence_that_is_said_has_its_row() -> None:
    tables = {words for _, words in mistakes.SQLITE} | set(mistakes.SYSTEM.values())
    assert strings(calls("say")) | tables <= set(WORDS)
    assert {program.what_for for program in doctor.PROGRAMS} | set(doctor.EXTRAS.values()) <= set(WORDS)


def test_every_row_is_said_somewhere() -> None:
    written = {node.value for tree in TREES for node in ast.walk(tree)
               if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(WORDS) <= written


@pytest.mark.parametrize("words", sorted(WORDS))
def test_the_values_have_their_places(words: str) -> None:
    assert len(PLACES.findall(words)) == len(PLACES.findall(WORDS[words]))


def test_every_reason_why_a_file_is_not_read_has_its_sentence() -> None:
    codes = {code for code in strings(calls("Unreadable")) if re.fullmatch("[a-z_]+", code)}
    assert codes | FAULTY <= set(CODES)


def test_a_reason_in_vietnamese() -> None:
    choose("vi")
    try:
        assert say_error("empty: The file is empty (0 bytes).") == "empty: Tệp rỗng."
        assert say_error("brand_new: A sentence.") == "brand_new: A sentence."
    finally:
        choose("en")


@pytest.mark.parametrize(("args", "environment", "words"), [
    ([], {}, "tables that can be trusted"),
    (["--lang", "vi"], {}, "Đọc kho văn bản"),
    ([], {"BAOCAO_LANG": "vi"}, "Đọc kho văn bản"),
    ([], {"BAOCAO_LANG": "", "LC_ALL": "vi_VN.UTF-8"}, "Đọc kho văn bản"),
    (["--lang", "en"], {"BAOCAO_LANG": "vi"}, "tables that can be trusted"),
])
def test_alone_it_explains_the_jobs(args: list[str], environment: dict[str, str], words: str) -> None:
    result = run(*args, **environment)
    assert result.exit_code == 0 and words in result.output
    assert len(result.output.splitlines()) < 12
    for job in ("start", "ingest", "models", "audit", "review"):
        assert f"baocao {job}" in result.output


@pytest.mark.parametrize(("args", "words"), [
    (["ingest", "/nowhere", "--out", "x"], "không có tệp hoặc thư mục “/nowhere”"),
    (["ingest"], "thiếu"),
    (["compare"], "không có lệnh “compare”"),
    (["ingest", "--fast"], "không có tùy chọn --fast"),
    (["export", ".", "--format", "pdf"], "không nằm trong: 'csv'"),
    (["models", "."], "baocao ingest THƯ_MỤC"),
    (["search", ".", "x", "--year", "năm nay"], "không phải là số"),
    (["evaluate", "."], "thiếu '--gold'"),
    (["audit", ".", "--as-of", "hôm nay"], "không phải là ngày; hãy ghi như 01/07/2025"),
])
@pytest.mark.parametrize("before", [True, False])
def test_mistakes_are_told_in_vietnamese_in_one_line(args: list[str], words: str, before: bool) -> None:
    result = run(*(["--lang", "vi", *args] if before else [*args, "--lang", "vi"]))
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr.startswith("Lỗi: ") and words in result.stderr and len(result.stderr.splitlines()) == 1


REGISTERS = [
    ("a,b\n1,2\n", "dòng 1: không có cột canonical_symbol"), ("", "dòng 1: không có dòng tên cột"),
    ("canonical_symbol,type,issuer,date_issued,verified\n1/QĐ-TTg,,x,2020-01-01,no\n", "dòng 2: cột “type” để trống"),
    ("canonical_symbol,type,issuer,date_issued,verified\n1/QĐ-TTg,a,x,hôm qua,no\n", "không phải là ngày"),
    ("canonical_symbol,type,issuer,date_issued,verified\nabc,a,x,,no\n", "không phải là số, ký hiệu"),
]


@pytest.mark.parametrize(("words", "told"), REGISTERS)
def test_what_is_wrong_in_a_register_is_told_in_vietnamese(tmp_path: Path, words: str, told: str) -> None:
    (tmp_path / "r.csv").write_text(words, encoding="utf-8")
    result = run("register", "check", tmp_path / "r.csv", "--lang", "vi")
    assert result.exit_code == 1 and result.stderr.startswith("Lỗi: ")
    assert told in result.stderr and len(result.stderr.splitlines()) == 1


def test_doctor_in_vietnamese() -> None:
    assert "đọc trang quét" in run("doctor", "--lang", "vi").stdout


def test_a_language_holds_for_one_command() -> None:
    run("--lang", "vi", "doctor")
    assert "reads scanned pages" in run("doctor").stdout


def test_a_file_that_excel_holds_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets nobody take the place of a file that is open there."""
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "bc.txt").write_text("UBND XÃ AN THẠNH\nBÁO CÁO\n", encoding="utf-8")
    assert run("ingest", tmp_path / "kho", "--out", tmp_path / "out").exit_code == 0

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(self), 32, str(target))

    monkeypatch.setattr(Path, "replace", locked)
    for command in (["models", tmp_path / "out"], ["audit", tmp_path / "out"], ["overview", tmp_path / "out"],
                    *(["export", tmp_path / "out", "--format", form] for form in ("csv", "xlsx", "jsonl", "parquet"))):
        result = run(*command)
        assert result.exit_code == 1, command
        assert "open in Excel" in result.stderr and len(result.stderr.splitlines()) == 1
        assert ".tmp" not in result.stderr, "the file in the way is named, not the draft"
    assert not list(tmp_path.rglob("*.tmp")), "no draft is left"
