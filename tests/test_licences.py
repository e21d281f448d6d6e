"""What is installed with baocao: each package is in THIRD_PARTY.md, and none is under the GPL or AGPL."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| ([\w.-]+) \| (.+?) \|$", re.MULTILINE)
COPYLEFT = re.compile(r"(?<![LA-Za-z])A?GPL|(?<!Lesser )(?<!Library or Lesser )General Public")


def installed(name: str, extras: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Every package that `name` brings, each with the words it has for its licence."""
    found: dict[str, set[str]] = {}
    waiting = [(name, extras)]
    while waiting:
        package, wanted = waiting.pop()
        key = package.lower().replace("_", "-")
        if key in found:
            continue
        try:
            one = distribution(package)
        except PackageNotFoundError:
            continue  # meant for another system
        meta = one.metadata
        found[key] = {meta.get("License-Expression") or "", (meta.get("License") or "").split("\n")[0],
                      *(line for line in meta.get_all("Classifier") or [] if line.startswith("License"))}
        for line in one.requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                waiting.append((requirement.name, tuple(requirement.extras)))
    return found


PACKAGES = installed("baocao", ("plots", "cluster"))


def test_every_package_is_listed() -> None:
    listed = {name.lower().replace("_", "-") for name, _ in ROW.findall((ROOT / "THIRD_PARTY.md").read_text("utf-8"))}
    assert set(PACKAGES) - {"baocao"} <= listed


def test_none_is_copyleft() -> None:
    wrong = {name: words for name, words in PACKAGES.items() if any(COPYLEFT.search(text) for text in words)}
    assert wrong == {}


def test_the_pattern_tells_the_gpl_from_the_lgpl() -> None:
    told = ("GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)",
            "License :: OSI Approved :: GNU Affero GPL")
    free = ("LGPL-2.1-or-later", "GNU Lesser General Public License v2 or later (LGPLv2+)", "MIT", "LGPL",
            "GNU Library or Lesser General Public License (LGPL)")
    assert all(map(COPYLEFT.search, told)) and not any(map(COPYLEFT.search, free))
