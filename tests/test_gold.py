"""Gold of reviewed documents as files: each its own, by names that every system takes."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.decisions import deciding, ledger
from pipelines.decisions.gold import write_gold
from pipelines.store import NAME, Store
from tests.test_search import put


def test_gold_of_documents_with_one_name_and_with_names_that_windows_keeps_for_itself(tmp_path: Path) -> None:
    paths = ("xã A/bc.txt", "xã B/BC.docx", "xã C/con.txt", "xã D/BC 15: năm 2024 .txt", f"{'dài' * 60}.txt")
    with Store(tmp_path / NAME) as store:
        for path in paths:
            put(store, path, "Không có gì.")
        store.settle_paths()
        ids = {path: doc_id for doc_id, path in store.db.execute("SELECT doc_id, path FROM documents")}
        ledger.lay_out(store.db)
        for doc_id in ids.values():
            deciding.finish(store.db, doc_id, seen=0, whole=True, by=deciding.By("Lan", "2026-01-02T03:04:05+00:00"))

    files = write_gold(tmp_path, tmp_path / "gold")
    named = {json.loads(file.read_text(encoding="utf-8"))["file"]: file.stem for file in files}
    assert set(named) == set(paths), "none in the place of another"
    assert list(map(named.get, paths[:4])) == [f"bc {ids[paths[0]][:8]}", f"BC {ids[paths[1]][:8]}", "con_",
                                               "BC 15_ năm 2024"]
    assert paths[4].startswith(named[paths[4]]) and len(named[paths[4]].encode()) <= 180
