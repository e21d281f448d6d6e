"""Every broken or harmful file ends in one code, in time and in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="memory is measured the POSIX way")

from tests import office_hostile, pdf_hostile

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES = 10.0, 500
# The code that a case must end in is the last of its row.
CASES = {(made.__name__, name): row[-1] for made in (office_hostile, pdf_hostile) for name, row in made.CASES.items()}


@cache
def endings(module: str) -> dict[str, tuple[str, float, int]]:
    """The cases in one process of their own: code, seconds, and the most memory it had taken until then."""
    done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, timeout=120,
                          check=True)
    return {name: (code, seconds, peak) for name, code, seconds, peak in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(("module", "name"), CASES)
def test_ends_in_its_code(module: str, name: str) -> None:
    code, seconds, peak = endings(module)[name]

    assert code == CASES[module, name]
    assert seconds < SECONDS
    assert peak < MEGABYTES
