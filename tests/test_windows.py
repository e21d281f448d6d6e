"""Windows, as far as it can be told without one: what is imported, how paths are named."""

from __future__ import annotations

import ast
import errno
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from pipelines.archive import File, shown_paths, text
from pipelines.mistakes import in_words
from pipelines.windows import extended, file_name, is_elsewhere, plain

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for room in ("extract", "pipelines") for path in (ROOT / room).rglob("*.py"))
ONLY_POSIX = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "readline", "curses"}
# What the modules of Windows lack: whoever uses it must have asked sys.platform before.
LACKING = {"os.fork", "os.getuid", "os.geteuid", "os.getpgid", "os.killpg", "os.setsid", "os.sched_getaffinity",
           "os.uname", "os.getloadavg", "os.mkfifo", "os.chown", "os.wait4", "os.statvfs", "signal.SIGKILL",
           "signal.SIGALRM", "signal.SIGHUP", "signal.alarm", "signal.setitimer", "signal.pthread_sigmask"}
RUN = """
import builtins, os, pkgutil, signal, sys, tempfile
from pathlib import Path
import extract, pipelines
real = builtins.__import__
def guarded(name, globals=None, *rest, **more):
    ours = str((globals or {}).get("__name__", "")).partition(".")[0] in ("extract", "pipelines")
    if ours and name.partition(".")[0] in ONLY_POSIX:
        raise ImportError("No module named " + name)
    return real(name, globals, *rest, **more)
for name in [name for name in sys.modules if name.partition(".")[0] in ("extract", "pipelines")]:
    del sys.modules[name]
builtins.__import__ = guarded
import extract, pipelines
count = 0
for package in (extract, pipelines):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        __import__(found.name)
        count += 1
sys.platform = "win32"  # for what our code asks while it runs
for name in LACKING:
    module, _, what = name.partition(".")
    if hasattr(sys.modules[module], what):
        delattr(sys.modules[module], what)
from pipelines.audit import audit
from pipelines.ingest import ingest
from pipelines.models_by_commune import write_workbook
from pipelines.review.app import make_app
from pipelines.review.security import Settings
with tempfile.TemporaryDirectory() as home:
    (Path(home) / "kho").mkdir()
    (Path(home) / "kho" / "bc.txt").write_text("UBND XÃ AN THẠNH\\nBÁO CÁO\\n", encoding="utf-8")
    ingest([Path(home) / "kho"], Path(home) / "out")
    audit(Path(home) / "out"), write_workbook(Path(home) / "out"), make_app(Path(home) / "out", Settings())
print(count)
"""


def test_every_module_loads_and_runs_without_what_only_posix_has() -> None:
    done = subprocess.run([sys.executable, "-c", f"{ONLY_POSIX=}\n{LACKING=}\n{RUN}"], cwd=ROOT, timeout=120,
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200


def test_what_windows_lacks_is_asked_for_behind_a_question() -> None:
    assert [path.name for path in FILES if _lacks(ast.parse(path.read_text(encoding="utf-8")))] == []
    assert _lacks(ast.parse("import os\nos.killpg(1, 9)")) and _lacks(ast.parse("run(x, preexec_fn=y)"))


def _lacks(tree: ast.Module) -> bool:
    used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return bool(used & LACKING and "sys.platform" not in used) or any(
        isinstance(node, ast.keyword) and node.arg == "preexec_fn" for node in ast.walk(tree))


def test_text_files_name_their_encoding() -> None:
    """Where it is left to the computer, Windows takes cp1252 or cp1258."""
    wrong = [(path.name, node.lineno) for path in FILES for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
             and node.func.attr in ("read_text", "write_text") and "encoding" not in ast.unparse(node)]
    assert wrong == []


def test_a_drive_is_a_root_as_any_other() -> None:
    root = PureWindowsPath("D:\\Kho lưu trữ\\2023")
    file = File(text(root), text(PureWindowsPath("xã\\bc.docx")), 1, 1)
    assert file.source == "D:/Kho lưu trữ/2023/xã/bc.docx"
    assert File(text(PureWindowsPath("D:\\")), "bc.docx", 1, 1).source == "D:/bc.docx"
    assert shown_paths([("D:/2023", "bc.docx"), ("E:/2023", "bc.docx")]) == ["D:/2023/bc.docx", "E:/2023/bc.docx"]


@pytest.mark.parametrize("path", ["C:\\kho\\bc.docx", "C:\\kho\\" + "thư mục dài\\" * 30 + "bc.docx",
                                  "\\\\server\\chung\\bc.docx", "\\\\server\\chung\\" + "x\\" * 200 + "bc.docx"])
def test_long_paths_are_asked_for_with_their_prefix_and_known_without(path: str) -> None:
    asked = extended(PureWindowsPath(path))
    assert plain(asked) == path and asked.startswith("\\\\?\\") == (len(path) > 240)
    assert extended(PureWindowsPath(asked)) == asked, "once is enough"


def test_a_place_that_is_too_long_is_told_as_such() -> None:
    long, missing = "C:/x" * 80, "The system cannot find the path specified"
    told = [in_words(OSError(errno.ENOENT, missing, name)) for name in (long, "C:/x")]
    assert told == [f"{long}: this path is too long; choose another place", None]


def test_paths_of_other_systems_stay() -> None:
    assert extended(Path("/kho") / ("x" * 300)) == "/kho/" + "x" * 300


def test_a_share_is_another_computer() -> None:
    assert is_elsewhere(PureWindowsPath("\\\\server\\chung\\kho")) and not is_elsewhere(PureWindowsPath("C:\\kho"))


@pytest.mark.parametrize(("words", "name"), [
    ("con", "con_"), ("Com1.2024", "Com1_.2024"), ("LPT¹", "LPT¹_"), ("nul .x", "nul_ .x"), ("CON$", "CON$"),
    ("Con đường hoa", "Con đường hoa"), ("com", "com"), ("Báo cáo 15/BC:2024", "Báo cáo 15_BC_2024"),
    ("cuối. . ", "cuối"), ("...", "_"), ("", "_"), (".ẩn", ".ẩn"), ("ư" * 200, "ư" * 90), ("x" * 179 + "ư", "x" * 179),
    ("a\tb\n", "a_b_"), ("x" * 179 + ".y", "x" * 179),
])
def test_a_name_that_every_system_takes(words: str, name: str) -> None:
    assert file_name(words) == name
