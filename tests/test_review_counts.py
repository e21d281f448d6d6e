"""Numbers that are kept instead of counted, and notes of what was compared: they always say what counting would."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from pipelines.audit import audit
from pipelines.decisions import ledger
from pipelines.decisions.changed import UNSURE, changed, note
from pipelines.ingest import ingest
from pipelines.layout import COUNTED, row_counts
from pipelines.review.access import prepare, reading
from pipelines.store import NAME, Store
from tests.review_office import Visitor, decide


def counted(db: sqlite3.Connection) -> dict[str, int]:
    return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}


def test_rows_are_counted_through_reading_changing_auditing_and_forgetting(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "out"
    kho.mkdir()
    for number in range(3):
        (kho / f"{number}.txt").write_text(f"Xã chi {number + 1}.000.000 đồng cho 3 hộ theo Kế hoạch số 12/KH-UBND.")

    def agree() -> dict[str, int]:
        with Store(out / NAME, read_only=True) as store:
            assert row_counts(store.db) == counted(store.db)
            return row_counts(store.db)
    ingest([kho], out)
    assert agree()["money"] == 3
    audit(out)
    audit(out)
    agree()
    (kho / "0.txt").write_text("Không có tiền.")
    (kho / "1.txt").unlink()
    ingest([kho], out)
    assert agree()["money"] == 1


def test_an_archive_of_an_older_program_is_counted_once(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("bc.txt")
    decide(lan, doc_id, lan.rows(doc_id, "money")[0], "reject")
    with Store(out / NAME) as store:
        store.db.execute("DROP TABLE row_counts")
        for table in COUNTED:
            for event in ("insert", "delete"):
                store.db.execute(f"DROP TRIGGER {table}_{event}")
        store.db.execute("DROP TABLE decided")
        store.db.execute("DROP TRIGGER decisions_are_counted")
    prepare(out)
    with reading(out) as db:
        assert row_counts(db) == counted(db)
        assert list(ledger.counts(db)) == [("money", "", 0, "rejected", 1)]


def test_decisions_are_counted_as_the_view_has_them(lan: Visitor, out: Path) -> None:
    dice = random.Random(4)
    doc_id = lan.id_of("bc.txt")
    for _ in range(40):
        rows = [row for table in ("money", "citations", "header_fields", "findings") for row in lan.rows(doc_id, table)]
        deed = dice.choice(("confirm", "reject", "undo", "done"))
        if deed == "undo":
            lan.post("/undo", {})
        elif deed == "done":
            lan.post(f"/d/{doc_id}/done", {"whole": dice.random() < .5, "seen": 0})
        else:
            assert decide(lan, doc_id, dice.choice(rows), deed, via=dice.choice((None, "sample:money:9:1"))
                          ).status_code == 200
    with reading(out) as db:
        now = Counter({tuple(row): count for *row, count in ledger.counts(db)})
        seen = Counter((head.table, head.rule or "", int((head.via or "").startswith("sample:")), head.outcome)
                       for head in ledger.heads(db) if head.outcome)
    assert now == seen and now.total() > 5


@pytest.mark.parametrize("rules", ["same", "other"])
def test_what_was_compared_is_not_compared_again(lan: Visitor, out: Path, rules: str) -> None:
    doc_id = lan.id_of("bc.txt")
    for row in lan.rows(doc_id, "money"):
        decide(lan, doc_id, row, "confirm")
    with Store(out / NAME) as store:
        if rules == "other":
            store.db.execute("UPDATE files SET made_by = 'other rules' WHERE doc_id = ?", [doc_id])
            assert len(store.db.execute(UNSURE).fetchall()) == 1
            note(store.db)
        assert store.db.execute(UNSURE).fetchall() == [] == changed(store.db)
        store.db.execute("UPDATE files SET made_by = 'newest' WHERE doc_id = ?", [doc_id])
        store.db.execute("UPDATE money SET amount_vnd = 1 WHERE doc_id = ?", [doc_id])
        note(store.db)
        assert [one.why for one in changed(store.db)] == ["values"] * 2


def test_a_finding_that_the_next_audit_does_not_make_is_told(lan: Visitor, out: Path) -> None:
    doc_id = lan.id_of("415")
    decide(lan, doc_id, lan.rows(doc_id, "findings")[0], "confirm")
    with Store(out / NAME) as store:
        assert changed(store.db) == []
        store.db.execute("DELETE FROM findings WHERE doc_id = ?", [doc_id])
        assert [(one.table, one.why) for one in changed(store.db)] == [("findings", "unread")]
