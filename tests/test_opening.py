"""An archive is read also where nothing can be written beside it: on a disc, or in a share one may only read."""

from __future__ import annotations

import encodings.utf_8_sig  # noqa: F401  nobody may read where Python lies
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import cli
from pipelines.opening import to_read
from pipelines.store import NAME, Store

NOBODY = 65534

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders of Windows have no such permissions")


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def archive() -> Iterator[Path]:
    """A run's folder that nobody but its owner may write into, below folders that all may enter."""
    home = Path(tempfile.mkdtemp(prefix="baocao-test-"))
    (home / "kho").mkdir()
    (home / "kho" / "a.txt").write_text("UBND XÃ AN THẠNH\nSố: 15/BC-UBND\nBÁO CÁO\nvề hũ gạo tiết kiệm\n",
                                        encoding="utf-8")
    assert run("ingest", home / "kho", "--out", home / "out").exit_code == 0
    yield home / "out"
    shutil.rmtree(home)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """As somebody who may read the folder and what is in it, and write nothing."""
    places = [folder.parent, folder, *folder.rglob("*")]
    before = [(place, place.stat().st_mode) for place in places]
    for place in places:
        place.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH | (0o111 if place.is_dir() else 0))
    if os.geteuid() == 0:
        os.seteuid(NOBODY)  # nothing is forbidden to root
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        for place, mode in before:
            place.chmod(mode)


@pytest.mark.parametrize(("command", "words"), [
    (["status"], "documents"), (["search", "{}", "hu gao"], "15/BC-UBND"), (["search", "{}", "hũ gạoo"], "hũ gạo"),
    (["export", "{}", "--format", "csv", "--out", "{out}"], "documents.csv"),
])
def test_commands_that_only_read(archive: Path, tmp_path: Path, command: list[str], words: str) -> None:
    with tempfile.TemporaryDirectory() as out:
        Path(out).chmod(0o777)
        name, *rest = command
        args = [one.format(archive, out=out) for one in rest] or [str(archive)]
        with unwritable(archive):
            result = run(name, *args)
        assert result.exit_code == 0, result.output
        assert words in result.output


def test_what_a_broken_run_left_beside_is_not_passed_over(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / NAME, tmp_path / NAME)
    with tempfile.TemporaryDirectory() as name, Store(tmp_path / NAME) as store:
        copy = Path(name) / "copy"
        copy.mkdir()
        store.mark_tables(stale=True)
        for one in (NAME, f"{NAME}-wal"):
            shutil.copy(tmp_path / one, copy / one)
        with unwritable(copy), pytest.raises(sqlite3.OperationalError):
            to_read(copy / NAME)
