"""`baocao audit` and `baocao register` as people call them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipelines import register
from tests.test_cli import run

REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH
Số: 15/BC-UBND
An Thạnh, ngày 20 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác dân vận

Thực hiện Nghị định số 59/2023/NĐ-CP ngày 14/8/2022 của Chính phủ và Kế hoạch số 12/KH-UBND ngày 31/4/2024 của UBND xã.
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An archive of one report, ingested."""
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "bc.txt").write_text(REPORT, encoding="utf-8")
    assert run("ingest", tmp_path / "kho", "--out", tmp_path / "out", "--quiet").exit_code == 0
    return tmp_path / "out"


def rules(out: Path) -> list[str]:
    return pq.read_table(out / "tables" / "findings.parquet").column("rule").to_pylist()


def test_help_shows_the_default_and_the_other_command() -> None:
    told = run("audit", "--help").output
    assert all(words in told for words in ("ignore", "need not be said", "--min-severity", "--reason", "Examples:"))
    assert told.count("--help") == 1


def test_audit_writes_what_it_names(out: Path) -> None:
    result = run("audit", out)

    assert result.exit_code == 0
    assert {"audit.xlsx", "audit.html", "citation_network.graphml"} <= {Path(line).name for line in
                                                                        result.stdout.splitlines()}
    assert all(Path(line).is_file() for line in result.stdout.splitlines())
    assert {"R01", "R04"} <= set(rules(out))
    assert "31/4/2024" in (out / "audit.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(out / "audit.xlsx").sheetnames[0] == "Tổng hợp"


def test_findings_rest_on_words(out: Path) -> None:
    run("audit", out)
    [text] = pq.read_table(out / "tables" / "texts.parquet").column("text").to_pylist()
    rows = pq.read_table(out / "tables" / "findings.parquet").to_pylist()

    assert rows
    assert all(row["start"] is None or text[row["start"]:row["end"]] == row["raw"] for row in rows)


@pytest.mark.parametrize(("args", "status"), [
    (["--fail-on", "error"], 3), (["--fail-on", "error", "--rule", "R61"], 0), ([], 0),
])
def test_exit_status(out: Path, args: list[str], status: int) -> None:
    assert run("audit", out, *args).exit_code == status


def test_a_silenced_finding_stays_visible_and_no_longer_fails(out: Path) -> None:
    run("audit", out)
    [row] = [row for row in pq.read_table(out / "tables" / "findings.parquet").to_pylist() if row["rule"] == "R01"]
    name = f"{row['doc_id']}:R01:{row['start']}"

    assert run("audit", out, "--rule", "R01", "--fail-on", "error").exit_code == 3
    assert run("audit", "ignore", out, name, "--reason", "bản gốc ghi thế", "--who", "Lò Thị Vân").exit_code == 0
    assert run("audit", out, "--rule", "R01", "--fail-on", "error").exit_code == 0
    assert "bản gốc ghi thế" in (out / "audit.html").read_text(encoding="utf-8")


def test_two_runs_are_the_same(out: Path) -> None:
    names = ("audit.xlsx", "audit.html", "citation_network.graphml", "tables/findings.parquet")
    run("audit", out)
    first = [(out / name).read_bytes() for name in names]
    run("audit", out)

    assert [(out / name).read_bytes() for name in names] == first


def test_own_register(out: Path) -> None:
    own = Path(register.__file__).parent / "documents.csv"

    assert run("register", "check", own).exit_code == 0
    assert run("audit", out, "--register", own).exit_code == 0


@pytest.mark.parametrize(("args", "words"), [
    (["register", "check", "{here}/bad.csv"], "line 2"),
    (["audit", "{out}", "--register", "{here}/bad.csv"], "line 2"),
    (["audit", "{here}"], "baocao ingest"),
    (["audit", "{out}", "--as-of", "2024-13-01"], "--as-of"),
    (["audit", "ignore", "{out}", "x:R01:3", "--reason", "không sai"], "audit.xlsx"),
])
def test_mistakes_are_one_line(tmp_path: Path, out: Path, args: list[str], words: str) -> None:
    own = (Path(register.__file__).parent / "documents.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "bad.csv").write_text(own.splitlines()[0] + "\n" + "x," * own.splitlines()[0].count(",") + "x\n",
                                      encoding="utf-8")
    run("audit", out)
    result = run(*(arg.format(here=tmp_path, out=out) for arg in args))

    assert result.exit_code in (1, 2) and words in result.stderr and len(result.stderr.splitlines()) == 1
