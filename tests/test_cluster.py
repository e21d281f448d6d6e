"""Many machines, as processes of this one: the same tables, whatever becomes of a file or of a worker."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
import fsspec

from extract import Unreadable
from pipelines.archive import Selection
from pipelines.cli import cli
from pipelines.cluster import NoCluster, crew, require, storage
from pipelines.ingest import Settings, ingest, run
from tests import poison
from tests.test_ingest import REPORT, all_bytes, table

FILES = 60


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Reports, one of them twice, some in an archive, and files that do their worst."""
    archive = tmp_path / "kho"
    archive.mkdir()
    for number in range(FILES):
        (archive / f"bc {number:02}.txt").write_text(REPORT.format(number=number), encoding="utf-8")
    (archive / "bản sao.txt").write_text(REPORT.format(number=0), encoding="utf-8")
    (archive / "rỗng.docx").write_bytes(b"")
    for deed in ("abort", "memory"):
        (archive / f"{deed}.txt").write_bytes(poison.file_of(deed))
    with zipfile.ZipFile(archive / "nộp.zip", "w") as packed:
        for number in range(3):
            packed.writestr(f"xã {number}.txt", REPORT.format(number=f"trong gói {number}"))
    return archive


def test_as_on_one_machine(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers, one of which is killed after the first part; files that crash a process are rows in both runs."""
    monkeypatch.setattr(run, "WORKER", poison.worker)
    ingest([archive], tmp_path / "one", Settings(workers=1))
    killed: list[int] = []
    told = crew.ClusterCrew._told

    def _told(self, future, name, shards):
        if not killed:
            killed.append(next(iter(self.local.workers.values())).process.pid)
            os.kill(killed[0], signal.SIGKILL)
        return told(self, future, name, shards)

    monkeypatch.setattr(crew.ClusterCrew, "_told", _told)
    summary = ingest([archive], tmp_path / "many", Settings(cluster="local:2"))

    assert all_bytes(tmp_path / "one") == all_bytes(tmp_path / "many")
    assert killed and summary.files["copy"] == 1
    codes = {row["path"]: row["error"].partition(":")[0] for row in table(tmp_path / "many", "failures")}
    assert codes == {"abort.txt": "crashed", "memory.txt": "memory", "rỗng.docx": "empty"}
    assert not (tmp_path / "many" / "parts").exists()
    assert ingest([archive], tmp_path / "many", Settings(cluster="local:2")).files.keys() == {"unchanged"}


def test_an_address_as_archive(archive: Path, tmp_path: Path) -> None:
    """The same tables as from the folder; a second run reads nothing, and what is gone is gone."""
    for deed in ("abort", "memory"):
        (archive / f"{deed}.txt").unlink()
    address = f"file://{archive}"
    ingest([archive], tmp_path / "one")
    ingest([address], tmp_path / "two")
    assert all_bytes(tmp_path / "one") == all_bytes(tmp_path / "two")

    (archive / "bc 01.txt").unlink()
    (archive / "bc 02.txt").write_text(REPORT.format(number="mới"), encoding="utf-8")
    files = ingest([address], tmp_path / "two").files
    assert (files["ok"], files["removed"], files["unchanged"]) == (1, 1, FILES + 3 - 2)


def test_walk_and_load_in_memory() -> None:
    system = fsspec.filesystem("memory")
    for name in ("b.txt", "xã/a.docx", "xã/~$a.docx", ".ẩn/c.txt", "Thumbs.db"):
        system.pipe(f"/kho/{name}", name.encode())

    seen = storage.walk("memory://kho", Selection(exclude=("b.*",)))

    assert [file.relative for file in seen.files] == ["xã/a.docx"]
    assert len(seen.left_out) == 4
    file = seen.files[0]
    assert storage.load(file)[1] == "xã/a.docx".encode()
    assert code(storage.load(file._replace(relative="x"))[1]) == "no_access"
    system.pipe("/kho/xã/a.docx", b"other")
    assert code(storage.load(file)[1]) == "changed"
    assert code(storage.load(file._replace(size=2**40))[1]) == "too_large"


def code(found: bytes | Unreadable) -> str:
    assert isinstance(found, Unreadable)
    return found.code


def test_parts_are_whole_or_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    parts = storage.parts_for(tmp_path, "memory://phần")
    assert parts != storage.parts_for(tmp_path / "other", "memory://phần")
    parts.write("1", b"x")
    assert parts.has("1") and parts.take("1") == b"x" and not parts.has("1")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "mv", None)
    with pytest.raises(TypeError):
        parts.write("2", b"x")
    assert not parts.has("2")
    parts.clear()
    parts.clear()


@pytest.mark.parametrize(("path", "options", "words"), [
    ("nix://kho", [], "Protocol not known: nix"),
    ("memory://none", [], "There are no files to read under memory://none"),
    (None, ["--cluster", "tcp://127.0.0.1:9"], "No scheduler answers at tcp://127.0.0.1:9"),
    (None, ["--cluster", "local:x"], "No scheduler answers at local:x"),
])
def test_one_line(path: str | None, options: list[str], words: str, archive: Path, tmp_path: Path,
                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "PATIENCE", 1)
    done = CliRunner().invoke(cli, ["ingest", path or str(archive), "--out", str(tmp_path / "out"), *options])
    assert done.exit_code == 1 and words in done.output and "Traceback" not in done.output


def test_without_the_extra() -> None:
    with pytest.raises(NoCluster, match="pip install distributed"):
        require("no_such_package")
