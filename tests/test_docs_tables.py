"""What is written down of the tables: made from the code, up to date, and true of what is exported."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from pipelines.decisions.reviewed import WRITTEN
from pipelines.dictionary import ALL, json_schema, meaning, read_meanings
from pipelines.export import write
from pipelines.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
MADE = runpy.run_path(str(ROOT / "docs" / "make.py"))
OF = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "null": type(None)}


@pytest.mark.parametrize("path", sorted(MADE["made"]()), ids=lambda path: path.name)
def test_it_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MADE["made"]()[path], "run: python docs/make.py"


def test_every_column_has_a_meaning_and_every_meaning_a_column() -> None:
    meanings = read_meanings()
    tables = (*WRITTEN, MADE["NETWORK"])
    assert all(meaning(meanings, table.name, column.name) for table in tables for column in table.columns)
    known = {(name, column.name) for table in tables for column in table.columns for name in (ALL, table.name)}
    assert set(meanings) <= known | {(table.name, "") for table in tables}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    ingest([ROOT / "corpora" / "sample" / "Quảng Trị", ROOT / "corpora" / "sample" / "Quảng Ngãi"], out)
    write(out, "jsonl")
    return out / "jsonl"


def fits(value: Any, shape: dict[str, Any]) -> bool:
    """Whether a value is what its schema says, as far as our schemas go."""
    kinds = [shape["type"]] if isinstance(shape["type"], str) else shape["type"]
    if isinstance(value, bool) and "boolean" not in kinds:
        return False
    return any(isinstance(value, OF[kind]) for kind in kinds) and (
        not isinstance(value, list) or all(fits(part, shape["items"]) for part in value))


def test_every_exported_row_is_what_the_schema_says(exported: Path) -> None:
    schema = json.loads((exported / "schema.json").read_text(encoding="utf-8"))
    assert schema == json_schema() and {path.stem for path in exported.glob("*.jsonl")} == set(schema["$defs"])
    rows = 0
    for name, one in schema["$defs"].items():
        for line in (exported / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows += 1
            assert list(row) == one["required"]
            assert [column for column, value in row.items() if not fits(value, one["properties"][column])] == []
    assert rows > 100


def test_the_check_itself_can_fail() -> None:
    assert not fits("1", {"type": ["integer", "null"]}) and not fits(None, {"type": "string"})
    assert not fits(True, {"type": "integer"}) and not fits([1], {"type": "array", "items": {"type": "string"}})
