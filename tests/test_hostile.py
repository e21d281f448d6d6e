"""Every broken or harmful Office file, page and text ends in one code, in time and in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="memory is measured the POSIX way")

from tests.office_hostile import CASES

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES = 10.0, 500


@pytest.fixture(scope="module")
def endings() -> dict[str, tuple[str, float, int]]:
    """The cases in one process of their own: code, seconds, and the most memory it had taken until then."""
    done = subprocess.run([sys.executable, "-m", "tests.office_hostile"], cwd=ROOT, capture_output=True, text=True,
                          timeout=120, check=True)
    return {name: (code, seconds, peak) for name, code, seconds, peak in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", CASES)
def test_ends_in_its_code(name: str, endings: dict[str, tuple[str, float, int]]) -> None:
    code, seconds, peak = endings[name]

    assert code == CASES[name][2]
    assert seconds < SECONDS
    assert peak < MEGABYTES
