"""Workers: the same tables with any number of them, and whatever befalls them, only the one file is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.ingest import AlreadyRunning, Settings, Summary, ingest, run
from pipelines.store import Store
from tests import poison
from tests.test_ingest import all_bytes, counts, table, write

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixty reports and copies of five of them in other folders."""
    folder = tmp_path / "kho"
    for number in range(60):
        write(folder / f"{number % 4}" / f"bc {number:02}.txt", number)
    for number in range(5):
        write(folder / "sao" / f"{number}.txt", number)
    return folder


def codes(out: Path) -> dict[str, str]:
    return {row["path"]: row["error"].partition(":")[0] for row in table(out, "failures")}


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Summary]:
    """An archive with one poison file of each kind among good ones, in a zip too, read by two workers."""
    home = tmp_path_factory.mktemp("độc")
    for number in range(40):
        write(home / "kho" / f"{number:02}.txt", number)
    for deed in poison.DEEDS:
        (home / "kho" / f"{deed}.txt").write_bytes(poison.file_of(deed))
    with zipfile.ZipFile(home / "kho" / "nén.zip", "w") as archive:
        for number in range(6):
            archive.write(home / "kho" / f"{number:02}.txt", f"{number}.txt")
            archive.writestr(f"mới {number}.txt", f"Báo cáo số {number}/BC-UBND")
        archive.writestr("2b.txt", poison.file_of("abort", 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "WORKER", poison.worker)
        summary = ingest([home / "kho"], home / "out", Settings(workers=2, timeout=1))
    return home / "kho", home / "out", summary


def test_poison_costs_only_itself(poisoned: tuple[Path, Path, Summary]) -> None:
    _, out, summary = poisoned
    expected = {f"{deed}.txt": code for deed, (_, code) in poison.DEEDS.items()}

    assert codes(out) == {**expected, "nén.zip!/2b.txt": "crashed"}
    assert counts(summary) == {"ok": 46, "copy": 6, "failed": 8}


def test_poison_is_not_tried_again(poisoned: tuple[Path, Path, Summary]) -> None:
    folder, out, _ = poisoned
    again = ingest([folder], out, Settings(workers=0))
    assert counts(again) == {"unchanged": 48} and not again.written, "without workers it would end this process"


def test_poison_is_known_elsewhere(poisoned: tuple[Path, Path, Summary], tmp_path: Path) -> None:
    """By its bytes: wherever else it lies, it is not read again as long as its reader is the same."""
    _, out, _ = poisoned
    other = tmp_path / "khác"
    other.mkdir()
    (other / "đổi tên.txt").write_bytes(poison.file_of("abort"))
    assert counts(ingest([other], out, Settings(workers=0))) == {"copy": 1}


def test_the_error_of_poison_is_a_sentence_without_paths(poisoned: tuple[Path, Path, Summary]) -> None:
    for row in table(poisoned[1], "failures"):
        assert row["error"].endswith(".") and "File" not in row["error"] and len(row["doc_id"]) == 16


def test_the_same_tables_with_any_number_of_workers(folder: Path, tmp_path: Path) -> None:
    summaries = [ingest([folder], tmp_path / f"{workers}", Settings(workers=workers)) for workers in (0, 1, 3)]

    assert [counts(summary) for summary in summaries] == [{"ok": 60, "copy": 5}] * 3
    assert all_bytes(tmp_path / "0") == all_bytes(tmp_path / "1") == all_bytes(tmp_path / "3")


PROGRAM = """
    import sys
    from pathlib import Path
    from pipelines.ingest import Settings, ingest
    if __name__ == "__main__":
        ingest([Path(sys.argv[1])], Path(sys.argv[2]), Settings(workers=2))
"""


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(PROGRAM), folder, out],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def documents_in(out: Path) -> int:
    """How many documents are stored, as another program sees it while the run goes on."""
    if not (out / "archive.db").exists():
        return 0
    with sqlite3.connect(f"{(out / 'archive.db').as_uri()}?mode=ro", uri=True, timeout=5) as db:
        try:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def wait_for(out: Path, documents: int, running: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while documents_in(out) < documents and running.poll() is None:
        assert time.monotonic() < ends
        time.sleep(0.02)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, check=False, text=True)
    return [int(line) for line in found.stdout.split()]


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text() for pid in pids)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "nhiều"
    for number in range(250):
        write(folder / f"{number % 7}" / f"{number}.txt", number)
    return folder


@POSIX
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("victim", ["parent", "worker", "both"])
def test_killed_at_any_moment_it_goes_on(many: Path, tmp_path: Path, victim: str) -> None:
    out = tmp_path / "out"
    running = start(many, out)
    wait_for(out, 100, running)
    workers = children_of(running.pid)
    victims = {"parent": [running.pid], "worker": workers[-1:], "both": [*workers, running.pid]}[victim]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    running.wait(60)
    stored = documents_in(out)
    assert stored >= 100

    summary = ingest([many], out, Settings(workers=0))
    assert summary.files["unchanged"] >= stored and summary.files["failed"] == 0
    ingest([many], tmp_path / "whole", Settings(workers=0))
    assert all_bytes(out) == all_bytes(tmp_path / "whole")
    ends = time.monotonic() + 10
    while not gone(workers):
        assert time.monotonic() < ends, "no worker outlives its parent"
        time.sleep(0.1)


@POSIX
def test_ctrl_c_ends_at_once_with_a_summary(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = "import sys; from pipelines.cli import main; sys.argv[0] = 'baocao'; main()"
    # Whatever runs in the background of a shell begins with this signal ignored, and hands that on.
    running = subprocess.Popen([sys.executable, "-c", program, "ingest", many, "--out", out, "--workers", "2",
                                "--ocr", "never"], stderr=subprocess.PIPE,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    wait_for(out, 50, running)
    at = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)

    assert time.monotonic() - at < 5, "2 s on a machine that has nothing else to do"
    assert running.returncode == 130
    assert "Broken off" in said.decode() and "Traceback" not in said.decode()
    assert ingest([many], out, Settings(workers=0)).files["unchanged"] >= 50


def test_two_runs_on_one_folder(folder: Path, tmp_path: Path) -> None:
    """The second is told at once; when the first is gone, however it went, nothing is in the way."""
    program = ("import sys, time; from pathlib import Path; from pipelines.upkeep import alone\n"
               "with alone(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)")
    out = tmp_path / "out"
    out.mkdir()
    holder = subprocess.Popen([sys.executable, "-c", program, out], stdout=subprocess.PIPE)
    assert holder.stdout and holder.stdout.readline().strip() == b"in"
    with pytest.raises(AlreadyRunning, match="Another run"):
        ingest([folder], out)
    holder.kill()
    holder.wait()
    assert counts(ingest([folder], out)) == {"ok": 60, "copy": 5}


def test_tables_are_whole_after_a_kill_while_they_were_written(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ingest([folder], out)
    (out / "tables" / ".money.parquet.1.tmp").write_bytes(b"torn")
    write(folder / "mới.txt", "mới")
    ingest([folder], out)
    assert not list((out / "tables").glob(".*"))
    assert pq.read_metadata(out / "tables" / "documents.parquet").num_rows == 61


@pytest.mark.parametrize("workers", [0, 2])
def test_a_full_disk_loses_nothing_that_is_stored(folder: Path, tmp_path: Path, workers: int,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    class Small(Store):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            (pages,) = self.db.execute("PRAGMA page_count").fetchone()
            self.db.execute(f"PRAGMA max_page_count = {pages + 15}")

    out = tmp_path / "out"
    with monkeypatch.context() as patch, pytest.raises(sqlite3.OperationalError, match="full"):
        patch.setattr("pipelines.ingest.Store", Small)
        ingest([folder], out, Settings(workers=workers))
    stored = documents_in(out)

    summary = ingest([folder], out)
    assert summary.files["unchanged"] >= stored and summary.files["failed"] == 0
    ingest([folder], tmp_path / "whole")
    assert all_bytes(out) == all_bytes(tmp_path / "whole")
