"""Tables after decisions: the bytes that writing all of them would give, and no surprise on the way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.decisions import written
from pipelines.decisions.reviewed import WRITTEN
from pipelines.ingest import ingest
from pipelines.store import NAME, Store
from pipelines.tables import FOLDER, write_tables
from pipelines.upkeep import AlreadyRunning, alone, renew
from tests.review_office import Visitor, decide

KINDS = ("money", "citations", "header_fields", "models", "quantities", "dates", "people", "findings")


def on_disk(folder: Path) -> dict[str, bytes]:
    return {table.name: (folder / f"{table.name}.parquet").read_bytes() for table in WRITTEN}


def whole(out: Path, folder: Path) -> dict[str, bytes]:
    """All tables, written from the store."""
    with Store(out / NAME, read_only=True) as store:
        write_tables(store, folder)
    return on_disk(folder)


def decide_at_random(lan: Visitor, dice: random.Random, times: int) -> None:
    doc_ids = [lan.id_of(name) for name in ("bc.txt", "415", "nhiều", "giam sat")]
    for _ in range(times):
        doc_id, table = dice.choice(doc_ids), dice.choice(KINDS)
        rows = lan.rows(doc_id, table)
        if rows and dice.random() < .7:
            decide(lan, doc_id, dice.choice(rows), dice.choice(("confirm", "reject", "reject")))
        elif dice.random() < .5:
            lan.post("/undo", {})
        else:
            said = {"table": "people", "start": (start := dice.randrange(200)), "end": start + 9}
            lan.post(f"/d/{doc_id}/add", said | {"form": {"name": "Lò Văn Tư"}})


@pytest.mark.parametrize("size", [3, 7, 20_000])
def test_renewed_tables_are_those_that_would_be_written(lan: Visitor, out: Path, tmp_path: Path, size: int,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.tables.ROWS_A_GROUP", size)
    monkeypatch.setattr("pipelines.tables.write_rows.__defaults__", (size,))
    monkeypatch.setattr("pipelines.tables.renewal.ROWS_A_GROUP", size)
    with Store(out / NAME, read_only=True) as store:
        write_tables(store, out / FOLDER)
    dice = random.Random(size)
    for turn in range(3):
        decide_at_random(lan, dice, 12)
        assert renew(out)
        assert on_disk(out / FOLDER) == whole(out, tmp_path / str(turn))
        assert not renew(out)


def test_only_the_tables_that_decisions_touch_are_written(lan: Visitor, out: Path) -> None:
    renew(out)
    before = {path.name: path.stat().st_mtime_ns for path in (out / FOLDER).iterdir()}
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    renew(out)
    after = {path.name: path.stat().st_mtime_ns for path in (out / FOLDER).iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"money.parquet"}


def test_decisions_wait_until_the_tables_have_them(lan: Visitor, out: Path, review_archive: Path) -> None:
    def waiting() -> int:
        with Store(out / NAME, read_only=True) as store:
            assert not store.tables_stale
            return written.waiting(store.db)
    assert waiting() == 0
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    lan.post("/undo", {})
    assert waiting() == 2
    ingest([review_archive.parent / "kho"], out)
    assert waiting() == 0


def test_nothing_is_written_while_files_are_read(out: Path) -> None:
    with alone(out), pytest.raises(AlreadyRunning, match="Another run"):
        renew(out)


def test_tables_that_an_ended_run_left_behind_are_written_whole(out: Path, tmp_path: Path) -> None:
    with Store(out / NAME) as store:
        store.mark_tables(stale=True)
    (out / FOLDER / "money.parquet").write_bytes(b"cut off")
    assert renew(out)
    assert on_disk(out / FOLDER) == whole(out, tmp_path / "whole")


def test_export_to_parquet_in_its_place_brings_it_up_to_date(lan: Visitor, out: Path, tmp_path: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    done = CliRunner().invoke(cli, ["export", str(out), "--format", "parquet", "--quiet"])
    assert done.exit_code == 0 and len(done.output.splitlines()) == len(WRITTEN)
    assert on_disk(out / FOLDER) == whole(out, tmp_path / "whole")
    with Store(out / NAME, read_only=True) as store:
        assert written.waiting(store.db) == 0
