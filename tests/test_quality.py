"""How right the tables are, on the sample, the real reports and VNLegalText: no figure falls below the recorded one.

The figures stand in quality.toml: F1 of each measure, and of each rule how many of its symbols are right of how
many. After a change that is meant: BAOCAO_RECORD=1 python -m pytest tests/test_quality.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.breakdown import by_rule, lines
from pipelines.evaluate import load, load_gold, measured, ratios
from pipelines.ingest import ingest
from tests.cases import SHARED

ROOT = Path(__file__).resolve().parents[1]
RECORDED = Path(__file__).with_name("quality.toml")
SCORER, LABELLED = SHARED / "eval" / "vnlegaltext.py", SHARED / "labelled" / "vnlegaltext-val.jsonl"
MATCHINGS = ("repaired/exact", "repaired/start", "repaired/number")
Figures = dict[str, dict[str, Any]]


def against_gold(archive: Path, gold: Path, out: Path) -> Figures:
    """F1 of every measure, and what each rule found."""
    ingest([archive], out)
    # Pictures are left out: what is recognised on them hangs on the version of tesseract, if there is one.
    tables, golds = load(out / "tables"), [row for row in load_gold(gold) if not row.get("needs_ocr")]
    rules = {line.measure: [line.counts[0], line.counts[1]] for line in by_rule(tables, golds)}
    return {"f1": {line.measure: ratios(*line.counts)["F1"] for line in lines(measured(tables, golds))}, "rules": rules}


def sample(out: Path) -> Figures:
    return against_gold(ROOT / "corpora" / "sample", ROOT / "corpora" / "gold", out)


def reports(out: Path) -> Figures:
    return against_gold(SHARED / "reports", SHARED / "reports" / "gold", out)


def vnlegaltext(out: Path) -> Figures:
    """F1 by the scorer of the data set, in hundredths, over all types and for each."""
    def scorer(*arguments: object) -> None:
        subprocess.run([sys.executable, SCORER, *map(str, arguments)], check=True, capture_output=True, timeout=600,
                       env={**os.environ, "PYTHONUTF8": "1"})
    scorer("prepare", LABELLED, out)
    ingest([out / "texts"], out / "run")
    scorer("score", out / "run" / "tables", out, "--json", out / "score.json")
    scored = json.loads((out / "score.json").read_text(encoding="utf-8"))
    return {"f1": {f"{matching} {label}": scored[matching][label]["F1"] for matching in MATCHINGS
                   for label in scored[matching]}, "rules": {}}


SETS: dict[str, tuple[Callable[[Path], Figures], Path]] = {
    "sample": (sample, ROOT / "corpora" / "gold"), "reports": (reports, SHARED / "reports" / "gold"),
    "vnlegaltext": (vnlegaltext, LABELLED)}


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure, needed = SETS[name]
    if not needed.exists():
        pytest.skip(f"{needed} is not here")
    recorded = tomllib.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    now, before = measure(tmp_path), recorded.get(name, {"f1": {}, "rules": {}})
    with capsys.disabled():
        print("".join(table(name, before, now)), end="")
    if os.environ.get("BAOCAO_RECORD"):
        write({**recorded, name: now})
        return
    assert lost(before, now) == []


def lost(before: Figures, now: Figures) -> list[str]:
    """The figures that are lower than before, or not measured any more."""
    fallen = [f"{key}: {value} -> {now['f1'].get(key)}" for key, value in before["f1"].items()
              if now["f1"].get(key, -1) < value]
    return fallen + [f"{key}: {share(value)} -> {share(now['rules'][key])}" for key, value in before["rules"].items()
                     if key in now["rules"] and share(now["rules"][key]) < share(value)]


def share(counts: list[int]) -> float:
    return counts[0] / counts[1] if counts[1] else 1.0


def table(name: str, before: Figures, now: Figures) -> Iterator[str]:
    """What has changed since it was recorded: gained or lost, by measure and by rule; nothing where all is equal."""
    changed = [(key, before[part].get(key), now[part].get(key)) for part in ("f1", "rules")
               for key in {**before[part], **now[part]} if before[part].get(key) != now[part].get(key)]
    if changed:
        yield f"\n{name:<42}{'recorded':>14}{'now':>14}\n"
        yield from (f"  {key:<40}{told(then):>14}{told(here):>14}\n" for key, then, here in changed)


def told(value: Any) -> str:
    return "-" if value is None else "/".join(map(str, value)) if isinstance(value, list) else f"{value:g}"


def write(figures: dict[str, Figures]) -> None:
    """quality.toml; the sets, measures and rules in order."""
    parts = ["# Written by: BAOCAO_RECORD=1 python -m pytest tests/test_quality.py (see there)\n"]
    for name in sorted(figures):
        for part in ("f1", "rules"):
            parts.append(f"\n[{name}.{part}]\n")
            parts += [f'"{key}" = {json.dumps(value)}\n' for key, value in figures[name].get(part, {}).items()]
    RECORDED.write_text("".join(parts), encoding="utf-8")


@pytest.mark.parametrize(("then", "here", "fallen"), [
    ({"f1": {"a": .9}, "rules": {}}, {"f1": {"a": .9, "b": .1}, "rules": {}}, []),
    ({"f1": {"a": .9}, "rules": {}}, {"f1": {"a": .8999}, "rules": {}}, ["a: 0.9 -> 0.8999"]),
    ({"f1": {"a": .9}, "rules": {}}, {"f1": {}, "rules": {}}, ["a: 0.9 -> None"]),
    ({"f1": {}, "rules": {"r": [9, 9], "s": [1, 1]}}, {"f1": {}, "rules": {"r": [9, 10]}}, ["r: 1.0 -> 0.9"]),
])
def test_what_is_lost(then: Figures, here: Figures, fallen: list[str]) -> None:
    assert lost(then, here) == fallen
