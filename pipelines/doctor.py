"""What is installed and what is not: Python, the packages, and the optional programs of the system."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

PACKAGE = "baocao"
NAME = re.compile(r"[\w.-]+")
VERSION = re.compile(r"\d+\.\d+")


class Program(NamedTuple):
    """An optional program: the names it may have, how it tells its version, what for, how to get it."""

    name: str
    commands: tuple[str, ...]
    asks: tuple[str, ...]
    what_for: str
    apt: str
    windows: str


PROGRAMS = (
    Program("tesseract", ("tesseract",), ("--version",), "reads scanned pages",
            "tesseract-ocr", "Tesseract-OCR (UB Mannheim installer)"),
    Program("tesseract vie", ("tesseract",), ("--list-langs",), "Vietnamese for tesseract",
            "tesseract-ocr-vie", "tick Vietnamese in the Tesseract-OCR installer"),
    Program("LibreOffice", ("soffice", "libreoffice"), ("--version",), "reads damaged or rare office files",
            "libreoffice-writer", "LibreOffice"),
    Program("bsdtar", ("bsdtar", "tar") if sys.platform == "win32" else ("bsdtar",), ("--version",),
            "unpacks RAR archives", "libarchive-tools", "nothing: Windows 10 and later bring it along as tar"),
    Program("Chromium", ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"), ("--version",),
            "tests the review page (developers only)", "chromium", "Chrome or Edge"),
)
# The package's extras that users may want.
EXTRAS = {"plots": "draws the figures of the overview (optional)",
          "cluster": "reads with several computers (optional)"}
# Windows installers do not add to PATH.
WINDOWS_FOLDERS = ("Tesseract-OCR", "LibreOffice/program", "Google/Chrome/Application",
                   "Microsoft/Edge/Application")
LANGUAGE = "vie"


class Part(NamedTuple):
    """One line of the report: `there` is its version, or None where it is missing."""

    name: str
    there: str | None
    what_for: str
    to_install: str


def look() -> Iterator[Part]:
    """Everything that the project can use, there or not."""
    yield Part("Python", platform.python_version(), "runs baocao (3.11 or later)", "")
    for package in packages():
        yield Part(package, _package(package), "package", f"pip install {package}")
    for extra, what_for in EXTRAS.items():
        yield from (Part(package, _package(package), what_for, f"pip install {package}") for package in packages(extra))
    for program in PROGRAMS:
        install = program.windows if sys.platform == "win32" else f"apt install {program.apt}"
        yield Part(program.name, _program(program), program.what_for, install)


def packages(extra: str = "") -> list[str]:
    """The packages that the project needs at run time, or that an extra adds, as its own metadata names them."""
    wanted = (line for line in requires(PACKAGE) or []
              if (f'extra == "{extra}"' in line if extra else "extra ==" not in line))
    return sorted(NAME.findall(line)[0] for line in wanted)


def _package(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _program(program: Program) -> str | None:
    path = next(filter(None, map(find_program, program.commands)), None)
    if path is None:
        return None
    lines = ask([path, *program.asks])
    if program.asks == ("--list-langs",):
        return LANGUAGE if LANGUAGE in lines else None
    return next((line for line in lines if VERSION.search(line)), path)


def find_program(command: str) -> str | None:
    """The program's path: on PATH, or where Windows installers put it."""
    homes = [Path(root) / folder for root in ("C:/Program Files", "C:/Program Files (x86)")
             for folder in WINDOWS_FOLDERS] if sys.platform == "win32" else []
    return next(filter(None, (shutil.which(command, path=home) for home in [None, *map(str, homes)])), None)


def ask(command: list[str]) -> list[str]:
    """The lines that a program answers, wherever it prints them; none if it does not answer in time."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
