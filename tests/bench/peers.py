"""baocao and its peers side by side over the same files: a table with ratios, as Markdown and as a picture.

    python -m tests.bench.peers [DOCUMENTS] [PICTURE.svg]

The peers are installed by this script only, into an environment of their own in `build/peers`; one that does not
install, or whose program is missing, stands in the table with the reason. Every library runs in a process of its own,
five times over all files, the least of each file is taken: CPU seconds, so that a busy machine counts little.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

from tests.bench.made_archive import long_report, long_word, write_archive
from tests.sheet_files import xlsx

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "peers"
READER = Path(__file__).with_name("one_reader.py")
PYTHON = HOME / ("Scripts" if os.name == "nt" else "bin") / "python"
# What is compared: files by suffix, ours first; each peer with the package that brings it, or the program.
READING = {
    ".docx": {"baocao": None, "docx": "python-docx", "markitdown": "markitdown[docx,pdf]", "kreuzberg": "kreuzberg"},
    ".pdf": {"baocao": None, "pypdfium2": "pypdfium2", "pdfplumber": "pdfplumber",
             "markitdown": "markitdown[docx,pdf]", "kreuzberg": "kreuzberg"},
    ".doc": {"baocao": None, "antiword": "antiword", "catdoc": "catdoc", "kreuzberg": "kreuzberg"},
    ".rtf": {"baocao": None, "striprtf": "striprtf", "kreuzberg": "kreuzberg"},
    ".odt": {"baocao": None, "kreuzberg": "kreuzberg"},
    ".html": {"baocao": None, "kreuzberg": "kreuzberg"},
    ".xlsx": {"baocao": None, "kreuzberg": "kreuzberg"},
    ".xls": {"baocao": None, "kreuzberg": "kreuzberg"},
    ".txt": {"baocao_find": None, "plain_re": None, "dateparser": "dateparser", "price_parser": "price-parser"},
}
# What LibreOffice makes of the long reports, where it is installed, and of a long sheet.
CONVERTED = {".docx": ("doc", "rtf", "odt", "html"), ".xlsx": ("xls",)}
PROGRAMS = ("antiword", "catdoc")
MOST = 20  # files of a kind


class Row(NamedTuple):
    """Milliseconds of CPU a file, MB, files that failed; or why there are none."""

    kind: str
    name: str
    each: float | None
    memory: float
    failed: str
    why: str = ""


def install() -> dict[str, str]:
    """Install the peers; gives why one could not be."""
    if not PYTHON.exists():
        venv.create(HOME, with_pip=True)
    wanted = {package for peers in READING.values() for package in peers.values() if package} - {*PROGRAMS}
    missing = {}
    for package in sorted(wanted):
        done = subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            missing[package] = "does not install here"
    return missing


def run(kind: str, name: str, package: str | None, files: list[str], missing: dict[str, str]) -> Row:
    if package in missing or (name in PROGRAMS and not shutil.which(name)):
        return Row(kind, name, None, 0, "", missing.get(package or "", "not installed"))
    python = PYTHON if package and name not in PROGRAMS else sys.executable
    done = subprocess.run([python, READER, name, *files], capture_output=True, text=True, check=False, timeout=1800,
                          env={**os.environ, "PYTHONPATH": str(ROOT) if python == sys.executable else ""})
    if done.returncode:
        return Row(kind, name, None, 0, "", done.stderr.strip().splitlines()[-1][:80])
    told = json.loads(done.stdout.splitlines()[-1])
    return Row(kind, name, told["seconds"] / told["files"] * 1000, told["memory"],
               f"{told['failed']} of {told['files']}")


def write_long(folder: Path) -> Path:
    """Long reports and sheets in the formats that are made, and in those that LibreOffice makes of them."""
    folder.mkdir()
    for number in range(MOST):
        name, data = long_word(number)
        (folder / f"{number} {name}").write_bytes(data)
        rows = [["TT", "Tên mô hình", "Đơn vị", "Số tiền"]]
        rows += [[str(row), line[:80], "xã Ba Bích", str(row * 12_500)]
                 for row, line in enumerate(long_report(number).split("\n"), 1)]
        (folder / f"{number}.xlsx").write_bytes(xlsx(rows))
    for suffix, formats in CONVERTED.items() if shutil.which("soffice") else ():
        for format in formats:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                            format, "--outdir", folder, *sorted(folder.glob(f"*{suffix}"))],
                           check=True, capture_output=True, timeout=600)
    return folder


def rows(documents: int) -> list[Row]:
    missing, found = install(), []
    with tempfile.TemporaryDirectory(prefix="baocao-bench-") as name:
        folder = write_archive(Path(name, "kho"), documents)
        for number in range(MOST):
            (folder / f"{number}.txt").write_text(long_report(number), encoding="utf-8")
        long = write_long(folder / "long")
        for suffix, peers in READING.items():
            places = folder.glob("*.txt") if suffix == ".txt" else (
                [*long.glob(f"*{suffix}")] or [*folder.rglob(f"*{suffix}")])
            files = sorted(map(str, places))[:MOST]
            for peer, package in peers.items():
                found.append(run(suffix, peer, package, files, missing))
                print(found[-1], file=sys.stderr, flush=True)
    return found


def table(found: list[Row]) -> str:
    """Each peer beside ours: how many times our time it takes."""
    ours = {row.kind: row.each for row in found if row.name.startswith("baocao")}
    lines = ["| files | program | ms of CPU a file | times ours | MB | failed |", f"|{' --- |' * 6}"]
    for row in found:
        if row.each is None:
            lines.append(f"| {row.kind} | {row.name} | {row.why} | | | |")
        else:
            lines.append(f"| {row.kind} | {row.name} | {row.each:.2f} | {row.each / (ours[row.kind] or 1):.1f} | "
                         f"{row.memory:.0f} | {row.failed} |")
    return "\n".join(lines)


def draw(found: list[Row], path: Path) -> None:
    """Bars of milliseconds, a panel for each kind of file."""
    import matplotlib

    matplotlib.use("svg" if path.suffix == ".svg" else "agg")
    matplotlib.rcParams["svg.hashsalt"] = "baocao"
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(len(READING), figsize=(8, 1.6 * len(READING)), layout="constrained")
    for panel, kind in zip(panels, READING, strict=True):
        here = [row for row in found if row.kind == kind and row.each is not None][::-1]
        bars = panel.barh([row.name for row in here], [row.each for row in here],
                          color=["tab:blue" if row.name.startswith("baocao") else "silver" for row in here])
        panel.bar_label(bars, fmt="%.1f", padding=3)
        panel.set_title(f"{kind}: {'finding' if kind == '.txt' else 'reading'}, ms of CPU a file", loc="left",
                        fontsize=10)
        panel.margins(x=0.12)
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def machine() -> str:
    """What this was measured on."""
    info = Path("/proc/cpuinfo")
    model = next((line.partition(":")[2].strip() for line in info.read_text().splitlines()
                  if line.startswith("model name")), "") if info.exists() else platform.processor()
    return ", ".join((f"{os.cpu_count()} cores of {model or platform.machine()}",
                      f"Python {platform.python_version()}", platform.system()))


if __name__ == "__main__":
    found = rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print(f"{machine()}\n\n{table(found)}")
    draw(found, Path(sys.argv[2] if len(sys.argv) > 2 else "build/peers.svg"))
