"""The measures agree, to the last digit, with the scorer that the gold came with."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import Citation, Found, Header, Model, Money, Piece, Reading, compose
from pipelines.archive import File
from pipelines.breakdown import by_rule, lines
from pipelines.cli import cli
from pipelines.evaluate import GoldError, evaluate, load, load_gold, measured
from pipelines.ingest import ingest
from pipelines.intervals import bootstrap, wilson
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


SAMPLE = Path(__file__).resolve().parents[1] / "corpora"
PLACES = {"reports": (SHARED / "reports", SHARED / "reports" / "gold"), "sample": (SAMPLE / "sample", SAMPLE / "gold")}


@needs_scorer
@pytest.mark.parametrize("place", PLACES)
def test_agrees_on_real_files(place: str, tmp_path: Path) -> None:
    archive, gold = PLACES[place]
    if not gold.is_dir():
        pytest.skip(f"{gold} is not here")
    ingest([archive], tmp_path / "out")
    tables = tmp_path / "out" / "tables"
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


def test_every_difference_is_told(tmp_path: Path) -> None:
    found = [("<b>.txt", [("1/A", None, None), ("1/A", None, None), ("2/A", None, None)], [5, 6], [], {"number": 1})]
    make(tmp_path, found)
    gold = write_gold(tmp_path / "gold", [
        {"file": "<b>.txt", "document": {"number": 2}, "money": [{"vnd": 5}, {"vnd": 7}],
         "citations": [{"symbols": ["1/A"], "date": None, "issuer": None}]}])
    run = CliRunner().invoke(cli, ["evaluate", str(tmp_path), "--gold", str(gold), "--details", str(tmp_path / "out")])
    with (tmp_path / "out" / "differences.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    page = (tmp_path / "out" / "differences.html").read_text(encoding="utf-8")

    assert run.exit_code == 0
    assert sorted(row[2:] for row in rows[1:]) == [
        ["document.number", "thiếu", "document.number is 1, want 2"], ["money", "thiếu", "7"], ["money", "thừa", "6"],
        ["symbol", "thừa", "1/A"], ["symbol", "thừa", "2/A"]]
    assert "&lt;b&gt;" in page and "<b>.txt" not in page


def test_in_vietnamese(tmp_path: Path) -> None:
    make(tmp_path, FOUND)
    gold = write_gold(tmp_path / "gold", GOLD)
    command = ["evaluate", str(tmp_path), "--gold", str(gold), "--show", "--details", str(tmp_path / "out"), "--lang"]
    said = CliRunner().invoke(cli, [*command, "vi"]).output
    page = (tmp_path / "out" / "differences.html").read_text(encoding="utf-8")

    assert "absent: không có trong kho" in said and "document.place là " in said
    assert all(word in said for word in ("tất cả", "phép đo", "cần tìm", "quy tắc (độ chính xác"))
    assert not any(word in said for word in ("measure", "wanted", "missed", "not in documents"))
    assert "<h2>tất cả</h2>" in page and "<h2>định dạng " in page, "the page is in Vietnamese always"


def test_documents_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    found = [("a/bc.txt", [("1/A", None, None)], [], [], {}), ("b/bc.txt", [("2/A", None, None)], [], [], {})]
    tables = load(make(tmp_path, found))
    golds = [{"file": f"{folder}/bc.txt", "citations": [{"symbols": [symbol], "date": None, "issuer": None}]}
             for folder, symbol in (("a", "1/A"), ("b", "2/A"))]
    result, notes = evaluate(tables, golds)
    assert (result["symbol"]["hit"], result["symbol"]["got"], notes) == (2, 2, [])
    assert [line.counts for line in by_rule(tables, golds)] == [(2, 2, 0)]
    assert evaluate(tables, [{**golds[1], "file": "bc.docx"}])[0]["symbol"]["hit"] == 1, "by its name alone: the last"


def test_a_rule_is_as_good_as_what_it_found(tmp_path: Path) -> None:
    tables = load(make(tmp_path, FOUND))
    (line,) = by_rule(tables, GOLD)
    assert (line.measure, line.counts) == ("made", (4, 4, 0))  # 99/X is optional
    (symbols,) = (one for one in lines(measured(tables, GOLD)) if one.measure == "symbol")
    assert symbols.counts == (4, 4, 7)
    assert symbols.precision == wilson(4, 4) and symbols.recall == wilson(4, 7)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts) or (1.0, 0.0)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


COUNTS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda two: (min(two), *two))


@given(st.lists(COUNTS, min_size=2, max_size=6))
def test_the_bootstrap_is_the_same_every_time(documents: list[tuple[int, int, int]]) -> None:
    drawn = bootstrap(documents)
    assert drawn == bootstrap(documents)
    assert drawn is None or 0 <= drawn[0] <= drawn[1] <= 1
