"""The measures agree, to the last digit, with the scorer that the gold came with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Citation, Found, Header, Model, Money, Piece, Reading, compose
from pipelines.archive import File
from pipelines.evaluate import GoldError, evaluate, load, load_gold
from pipelines.ingest import ingest
from pipelines.reading import all_rows, file_facts
from pipelines.store import Known, Store
from pipelines.tables import write_tables
from tests.cases import SHARED

SCORER = SHARED / "eval" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.is_file(), reason="../shared/eval/score.py is not here")

# name, what was found (symbol, date, issuer), amounts, models (name, owner), header; then the gold
FOUND = [
    ("a.txt",
     [("12/KH-UBND", "2024-03-05", "UBND  huyện"), ("13/KH-UBND", "2024-03-06", None), ("99/X", None, None),
      (None, "2022", "Quốc hội"), ("05-CT/TW", "2016-05-15", "Bộ Chính trị"), ("217", None, None)],
     [1_000_000, 1_000_000, 5],
     [("Hũ gạo tiết kiệm", "Hội Phụ nữ"), ("Camera an ninh", None), ("Tổ tự quản", None)],
     {"symbol": "15/BC-UBND", "number": 15, "issuer": "Uỷ ban nhân dân xã Hoà An", "recipients": ("A", "B")}),
    ("thư mục/b.txt", [], [], [], {"date": "2024"}),
]
GOLD: list[dict[str, Any]] = [
    {"file": "a.txt",
     "document": {"symbol": "15/BC-UBND", "number": 15, "issuer": "ủy ban nhân dân xã Hòa An",
                  "n_recipients": 3, "date": None, "place": "Hòa An"},
     "document_alt": {"n_recipients": [2]},
     "citations": [
         {"symbols": ["12/KH-UBND"], "date": "2024-03-05", "issuer": "UBND huyện"},
         {"symbols": ["13/KH-UBND"], "date": None, "issuer": None, "date_before": "2024-03-06"},
         {"symbols": ["217", "218"], "date": "2013-12-12", "issuer": None, "issuer_shared": "Bộ Chính trị"},
         {"symbols": ["5-CT/TW"], "symbols_alt": ["05-CT/TW"], "date": "2016-05-15",
          "issuer": "Bộ chính trị"}],
     "citations_optional": [{"symbols": ["99/X"], "date": None, "issuer": None}],
     "money": [{"vnd": 1_000_000}, {"vnd": 7}], "money_optional": [{"vnd": 5}],
     "models": [{"name": "mô hình “Hũ gạo tiết kiệm”", "owner": "Hội phụ nữ xã"},
                {"name": "Em nuôi", "owner": None}],
     "models_optional": ["camera an ninh"]},
    {"file": "b.txt", "document": {"date": "2024", "n_recipients": 0}, "citations": [], "money": None,
     "models": []},
    {"file": "absent.txt", "citations": [{"symbols": ["1/A", "2/A"], "date": None, "issuer": None}],
     "money": [{"vnd": 1}], "models": None},
]


def make(folder: Path, found: list[Any]) -> Path:
    """The tables of a made archive."""
    with Store(folder / "archive.db") as store:
        for number, (name, citations, amounts, models, header) in enumerate(found):
            save(store, f"{number:016}", name, citations, amounts, models, header)
        store.settle_paths()
        write_tables(store, folder)
    return folder


def save(store: Store, doc_id: str, name: str, citations: Any, amounts: Any, models: Any,
         header: Any) -> None:
    place: dict[str, Any] = {"doc_id": doc_id, "start": 0, "end": 1, "raw": "x"}
    cited: dict[str, Any] = {**place, "rule": "made", "confidence": 1.0}
    records = Found(
        Header(doc_id=doc_id, **header),
        citations=tuple(Citation(**cited, citation_id=f"{n}", symbol=symbol, date=date, issuer=issuer)
                        for n, (symbol, date, issuer) in enumerate(citations)),
        money=tuple(Money(**place, amount_vnd=amount) for amount in amounts),
        models=tuple(Model(**place, model_id=f"{n}", name=model, owner=owner)
                     for n, (model, owner) in enumerate(models)))
    document = compose(Reading([Piece("x")]), doc_id)
    rows = all_rows(document, records, file_facts(name, document))
    store.save(Known(File("/", name, 1, 1), doc_id, ""), rows)


def theirs(tables: Path, gold: Path, tmp_path: Path) -> dict[str, Any]:
    """What the scorer says."""
    subprocess.run([sys.executable, SCORER, tables, gold, "--json", tmp_path / "theirs.json"], check=True,
                   capture_output=True, timeout=120, env={"PYTHONUTF8": "1"})
    return json.loads((tmp_path / "theirs.json").read_text(encoding="utf-8"))


def write_gold(folder: Path, golds: list[dict[str, Any]]) -> Path:
    folder.mkdir()
    for number, gold in enumerate(golds):
        (folder / f"{number}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def test_by_hand(tmp_path: Path) -> None:
    result, notes = evaluate(load(make(tmp_path, FOUND)), GOLD)

    assert {name: (result[name]["hit"], result[name]["got"], result[name]["want"])
            for name in ("symbol", "symbol+date", "money", "model")} == {
        "symbol": (4, 4, 7), "symbol+date": (2, 2, 4), "money": (1, 2, 3), "model": (1, 2, 2)}
    assert result["document fields"] == {"right": 7, "of": 8, "by_field": {
        "symbol": "1/1", "number": "1/1", "issuer": "1/1", "n_recipients": "2/2", "date": "2/2",
        "place": "0/1"}}
    assert "absent: not in documents" in notes


@needs_scorer
def test_agrees_on_a_made_archive(tmp_path: Path) -> None:
    tables, gold = make(tmp_path, FOUND), write_gold(tmp_path / "gold", GOLD)
    assert evaluate(load(tables), load_gold(gold))[0] == theirs(tables, gold, tmp_path)


@needs_scorer
@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="../shared/reports is not here")
def test_agrees_on_the_real_reports(tmp_path: Path) -> None:
    ingest([SHARED / "reports"], tmp_path / "out")
    tables, gold = tmp_path / "out" / "tables", SHARED / "reports" / "gold"
    assert evaluate(load(tables), load_gold(gold))[0] == theirs(tables, gold, tmp_path)


SYMBOLS = st.sampled_from(["1/A", "2/A", "3-B/TU"])
CELLS = st.sampled_from([None, "2024", "2023", "UBND Xã"])
ROWS = st.tuples(SYMBOLS | st.none(), CELLS, CELLS)
MENTIONS = st.fixed_dictionaries(
    {"symbols": st.lists(SYMBOLS, min_size=1, max_size=2), "date": CELLS, "issuer": CELLS},
    optional={"symbols_alt": st.lists(SYMBOLS, max_size=2), "date_before": CELLS, "issuer_shared": CELLS})
GOLDS = st.fixed_dictionaries({"file": st.just("a.txt"), "citations": st.lists(MENTIONS, max_size=4)},
                              optional={"citations_optional": st.lists(MENTIONS, max_size=2)})


@needs_scorer
@settings(max_examples=4, deadline=None)
@given(st.lists(st.tuples(st.lists(ROWS, max_size=5), GOLDS), min_size=8, max_size=20))
def test_agrees_on_anything(tmp_path_factory: pytest.TempPathFactory, drawn: list[Any]) -> None:
    tmp_path = tmp_path_factory.mktemp("any")
    tables = make(tmp_path, [(f"{n}.txt", rows, [], [], {}) for n, (rows, _) in enumerate(drawn)])
    gold = write_gold(tmp_path / "gold", [{**gold, "file": f"{n}.txt"} for n, (_, gold) in enumerate(drawn)])
    assert evaluate(load(tables), load_gold(gold))[0] == theirs(tables, gold, tmp_path)


@pytest.mark.parametrize("words", ["{", "[]", '{"citations": []}'])
def test_gold_that_cannot_be_used_is_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "x.json").write_text(words, encoding="utf-8")
    with pytest.raises(GoldError, match=r"x\.json"):
        load_gold(tmp_path)
