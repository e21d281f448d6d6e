"""The wheel: what `pip install` brings is all there, and works in a venv of its own, from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError

import pytest

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("extract", "pipelines", "pyproject.toml", "README.md", "LICENSE", "THIRD_PARTY.md")
REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH

Số: 15/BC-UBND

BÁO CÁO

Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ, xã duy trì mô hình "Thắp sáng đường quê".
"""
PARTS = (".csv", ".html", ".css", ".js", ".svg")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: what lies about in `build` comes into no wheel, and nothing is left here."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in NEEDED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, source)
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
                    "--wheel-dir", out, source], check=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """`baocao` of an empty venv, which sees the packages that baocao needs but not this folder."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    subprocess.run([sys.executable, "-m", "pip", "--python", str(home), "install", "--quiet", "--no-deps", wheel],
                   check=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    # A path file of a path file is not read: the packages are seen, this project's editable install is not.
    (site / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return str(home / ("Scripts" if os.name == "nt" else "bin") / "baocao")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nơi khác")
    (place / "kho").mkdir()
    (place / "kho" / "bc.txt").write_text(REPORT, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def out(program: str, place: Path) -> Path:
    run(program, place, "ingest", "kho", "--out", "ketqua")
    return place / "ketqua"


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return kept | {"PYTHONUTF8": "1"}


def run(program: str, place: Path, *args: str) -> str:
    done = subprocess.run([program, *args], cwd=place, env=environment(), capture_output=True, text=True,
                          encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_vocabulary_register_template_and_picture_is_in_it(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path.relative_to(ROOT).as_posix() for room in ("extract", "pipelines")
              for path in (ROOT / room).rglob("*") if path.suffix in (*PARTS, ".py")}
    assert wanted and wanted <= held
    assert not any(name.startswith(("tests/", "corpora/")) for name in held)


def test_it_runs_from_the_wheel_alone(program: str, place: Path) -> None:
    python = Path(program).with_name("python")
    where = subprocess.run([python, "-c", "import pipelines; print(pipelines.__file__)"], cwd=place, check=True,
                           env=environment(), capture_output=True, text=True).stdout
    assert str(Path(program).parents[1]) in where


@pytest.mark.parametrize(("args", "words"), [
    (["models", "ketqua"], "models_by_commune.xlsx"),
    (["audit", "ketqua"], "audit.xlsx"),
    (["overview", "ketqua"], "overview.html"),
    (["search", "ketqua", "thap sang duong que"], "15/BC-UBND"),
    (["show", "kho/bc.txt"], "30/2020/NĐ-CP"),
    (["doctor"], "tesseract"),
    (["export", "ketqua", "--format", "jsonl"], "citations.jsonl"),
    (["status", "ketqua"], "txt"),
])
def test_every_command_works(program: str, place: Path, out: Path, args: list[str], words: str) -> None:
    assert words in run(program, place, *args)


@pytest.mark.parametrize(("command", "words"), [(["review", "ketqua"], "bc.txt"), (["start"], "Đọc kho văn bản")])
def test_the_pages_answer(program: str, place: Path, out: Path, command: list[str], words: str) -> None:
    server = subprocess.Popen([program, *command, "--no-browser", "--port", "0"], cwd=place, env=environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert words in _opened(opener, address)
        assert "data-" in _opened(opener, f"{address.partition('/start')[0]}/static/rows.js")
    finally:
        server.terminate()
        server.wait(20)


def _opened(opener: urllib.request.OpenerDirector, address: str) -> str:
    """What is answered, once the server is up."""
    for _ in range(100):
        try:
            return str(opener.open(address, timeout=10).read().decode())
        except URLError as error:
            assert isinstance(error.reason, ConnectionError)
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
