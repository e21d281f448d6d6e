"""Each module can be imported alone, first, in a fresh process: what modules import at their top forms no circle.

So in `pipelines`; of `extract` the package itself is always loaded first, and loads its modules in an order that works.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
         for path in sorted((ROOT / "pipelines").rglob("*.py"))}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that are imported when a module is loaded; what functions import comes later."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in FILES else str(node.module) for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def first_loaded(module: str) -> set[str]:
    """What must be whole before a module is: what it imports, with the packages around that, but its own."""
    parents = {name for other in imported(FILES[module]) for name in within(other)}
    return {name for name in parents - {*within(module)} if name in FILES}


def within(module: str) -> Iterator[str]:
    """A module and the packages around it.

    >>> list(within("pipelines.checks.case"))
    ['pipelines', 'pipelines.checks', 'pipelines.checks.case']
    """
    parts = module.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def test_no_module_needs_itself_to_be_imported() -> None:
    try:
        order = list(TopologicalSorter({module: first_loaded(module) for module in FILES}).static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
    assert len(order) == len(FILES) > 100


@pytest.mark.parametrize("module", ["pipelines.checks.archive", "pipelines.audit.links", "pipelines.stored_reports"])
def test_parts_of_the_audit_can_be_imported_first(module: str) -> None:
    subprocess.run([sys.executable, "-c", f"import {module}"], cwd=ROOT, check=True)
