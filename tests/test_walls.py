"""The walls of the house: which way imports may point, and who may touch the world outside."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for room in ("extract", "pipelines") for path in (ROOT / room).rglob("*.py"))
EXTRACT = [path for path in FILES if path.is_relative_to(ROOT / "extract")]
NOUNS = ("extract.errors", "extract.cleaning", "extract.document", "extract.options", "extract.records")
LANGUAGE = {"regex", "msgspec"}  # patterns and records: the words that every module speaks
OUTSIDE = {"time", "socket", "ssl", "http", "urllib", "asyncio", "subprocess", "sqlite3", "tempfile",
           "shutil", "random", "secrets", "logging"}
ACTS = ("open", "datetime.now", "datetime.today", "date.today", "os.system", ".write_text", ".write_bytes",
        ".mkdir", ".unlink", ".touch", "print")


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> set[str]:
    """The full names of all that a file imports, wherever in it."""
    plain = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {f"{node.module}.{alias.name}" for node in nodes(path) if isinstance(node, ast.ImportFrom)
                    for alias in node.names}


def room(path: Path) -> str:
    """`extract.readers.pdf` for `extract/readers/pdf.py`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def importer(path: Path) -> str:
    """`extract.readers.pdf` for all files of that package, the file's own name elsewhere."""
    parts = room(path).split(".")
    return ".".join(parts[:3 if parts[:2] in (["extract", "readers"], ["extract", "recognizers"]) else 2])


def below(name: str, *rooms: str) -> bool:
    return any(f"{name}.".startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize(("of", "never"), [
    ("extract", "pipelines"), ("extract.readers", "extract.recognizers"),
    ("extract.recognizers", "extract.readers"),
])
def test_imports_point_one_way(of: str, never: str) -> None:
    wrong = [(room(path), name) for path in FILES if below(room(path), of)
             for name in imports(path) if below(name, never)]
    assert wrong == []


def test_nouns_import_only_nouns() -> None:
    wrong = [(room(path), name) for path in FILES if room(path) in NOUNS
             for name in imports(path) if below(name, "extract") and not below(name, *NOUNS)]
    assert wrong == []


def test_each_library_has_one_importer() -> None:
    """A package below a room (`extract.readers.pdf`, `pipelines.cli`) is one importer."""
    importers: dict[str, set[str]] = {}
    for path in FILES:
        tops = {name.partition(".")[0] for name in imports(path)}
        for library in tops - sys.stdlib_module_names - LANGUAGE:
            importers.setdefault(library, set()).add(importer(path))
    shared = {library: who for library, who in importers.items() if len(who) > 1}
    assert shared.keys() == {"extract", "pipelines"}


def test_only_pipelines_touch_the_world() -> None:
    """No clock, no socket, no file written, no program run, nothing printed from `extract`."""
    calls = [(room(path), ast.unparse(node.func)) for path in EXTRACT for node in nodes(path)
             if isinstance(node, ast.Call)]
    wrong = [(where, call) for where, call in calls if call in ACTS or call.endswith(ACTS[1:-1])]
    wrong += [(room(path), name) for path in EXTRACT for name in imports(path) if below(name, *OUTSIDE)]
    assert wrong == []


def test_one_broad_except() -> None:
    caught = [(room(path), ast.unparse(node.type or ast.Name("Exception"))) for path in FILES
              for node in nodes(path) if isinstance(node, ast.ExceptHandler)]
    broad = [where for where, names in caught
             if {"Exception", "BaseException"} & set(names.strip("()").split(", "))]
    assert broad == ["extract.readers.__init__"]
