"""One fault tried: a forked process loads the faulty module and runs the table tests until one fails."""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import importlib.abc
import importlib.util
import io
import itertools
import os
import resource
import sys
from collections.abc import Iterator
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import regex

from tests.mutation.faults import Fault

OURS = ("extract", "pipelines", "tests")
KILLED, LIVES, INVALID, TOO_SLOW = "killed", "lives", "invalid", "too slow"
RESULTS = (LIVES, KILLED, INVALID)
SECONDS = 12  # of the processor, for one fault


def warm(tests: list[str]) -> None:
    """Load all once, so that a forked process finds compiled patterns and vocabularies ready."""
    regex.regex._MAXCACHE = 5000
    for name in tests:
        if not all(_passes(test) for test in _calls(importlib.import_module(name))):
            sys.exit(f"{name} fails on the tree as it is")
    for name in list(sys.modules):
        if name.split(".")[0] in OURS:
            _imports(name)


def outcome(path: Path, fault: Fault, tests: list[str]) -> str:
    """Whether the tests notice the fault."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            result = _try(path, fault, tests)
        os._exit(RESULTS.index(result))
    _, status = os.waitpid(child, 0)
    return RESULTS[os.WEXITSTATUS(status)] if os.WIFEXITED(status) else TOO_SLOW


def _try(path: Path, fault: Fault, tests: list[str]) -> str:
    name = str(path.with_suffix("")).replace("/", ".").removesuffix(".__init__")
    try:
        code = compile(fault.make(), str(path), "exec")
        _forget(name)
        sys.meta_path.insert(0, _Finder(name, str(path.resolve()), code))
        faulty = importlib.import_module(name)
    except (regex.error, SyntaxError):
        return INVALID
    except BaseException:
        return KILLED
    try:
        if not _doctests_pass(faulty):
            return KILLED
        calls = itertools.chain.from_iterable(_calls(importlib.import_module(test)) for test in tests)
        return LIVES if all(_passes(call) for call in calls) else KILLED
    except BaseException:
        return KILLED


def _doctests_pass(module: ModuleType) -> bool:
    runner = doctest.DocTestRunner(verbose=False)
    found = doctest.DocTestFinder().find(module)
    return all(runner.run(test).failed == 0 for test in found)


class _Loader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        return self.code


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self.name, self.loader = name, _Loader(name, path)
        self.loader.code = code

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.loader.path, loader=self.loader)


def _forget(name: str) -> None:
    """Unload a module and every one that imports it, directly or not."""
    gone, new = set(), {name}
    while new:
        gone |= new
        new = {other for other in sys.modules if other.split(".")[0] in OURS and _imports(other) & gone} - gone
    for other in gone & set(sys.modules):
        parent, _, last = other.rpartition(".")
        del sys.modules[other]
        if parent in sys.modules and hasattr(sys.modules[parent], last):
            delattr(sys.modules[parent], last)


@cache
def _imports(name: str) -> set[str]:
    """The modules that a module names in its imports."""
    path = getattr(sys.modules.get(name), "__file__", None)
    if name.startswith("tests.mutation") or not path:
        return set()
    named: set[str] = set()
    for node in ast.walk(ast.parse(Path(path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                module = importlib.util.resolve_name("." * node.level + module, name)
            named |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return named


def _calls(module: ModuleType) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each table test with each of its cases; tests with fixtures, by chance or skipped here are left out."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or hasattr(test, "hypothesis") or _is_skipped(test):
            continue
        for arguments in _arguments(test):
            if arguments is not None:
                yield test, arguments


def _is_skipped(test: Any) -> bool:
    marks = getattr(test, "pytestmark", [])
    wants = test.__code__.co_varnames[:test.__code__.co_argcount]
    given = {name.strip() for mark in marks if mark.name == "parametrize" for name in _names(mark)}
    left_out = any(mark.name == "xfail" or (mark.name == "skipif" and mark.args[0]) for mark in marks)
    return left_out or bool(set(wants) - given)


def _names(mark: Any) -> list[str]:
    names = mark.args[0]
    return names.split(",") if isinstance(names, str) else list(names)


def _arguments(test: Any) -> Iterator[dict[str, Any] | None]:
    tables = [(_names(mark), mark.args[1]) for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in itertools.product(*(rows for _, rows in tables)):
        arguments: dict[str, Any] | None = {}
        for (names, _), row in zip(tables, chosen, strict=True):
            values = getattr(row, "values", None)
            if callable(values) or values is None:
                values = row if len(names) > 1 else (row,)
            elif any(mark.name == "xfail" for mark in row.marks):
                arguments = None
                break
            arguments = {**(arguments or {}), **dict(zip(names, values, strict=True))}
        yield arguments


def _passes(call: tuple[Any, dict[str, Any]]) -> bool:
    test, arguments = call
    try:
        test(**arguments)
    except BaseException:
        return False
    return True
