"""Decisions of people about rows: appended, kept over a new reading, applied to what is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.decisions import deciding, ledger
from pipelines.decisions.columns import Mistyped, fields_of, typed
from pipelines.decisions.deciding import By, Stale
from pipelines.decisions.reviewed import WRITTEN, rows
from pipelines.decisions.standing import Item
from pipelines.ingest import ingest
from pipelines.store import NAME, Store

REPORT = """ỦY BAN NHÂN DÂN XÃ AN THẠNH

Số: 15/BC-UBND                              An Thạnh, ngày 12 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác dân vận khéo

{opening}Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện, xã đã chi 12.500.000 đồng.
Xã vận động 3.000.000 đồng giúp 12 hộ nghèo theo Công văn số 40/UBND-NV ngày 07/4/2024.
"""
BY = By("Lan", "2026-01-02T03:04:05+00:00")
OTHER = By("Minh", "2026-01-02T03:05:05+00:00")


class Office:
    """An archive of one report that can be changed and read again."""

    def __init__(self, home: Path) -> None:
        self.files, self.out = home / "kho", home / "out"
        self.files.mkdir()
        self.write(REPORT.format(opening=""))

    def write(self, text: str, name: str = "bc.txt") -> None:
        (self.files / name).write_text(text, encoding="utf-8")
        ingest([self.files], self.out)
        with self.db() as db:
            ledger.lay_out(db)
            (self.doc_id,) = db.execute("SELECT doc_id FROM documents WHERE path = ?", [name]).fetchone()

    def db(self) -> sqlite3.Connection:
        return sqlite3.connect(self.out / NAME, isolation_level=None)

    def items(self, table: str) -> list[Item]:
        return deciding.settled(self.db(), self.doc_id, table).items

    def item(self, table: str, raw: str) -> Item:
        return next(item for item in self.items(table) if item.values["raw"] == raw)

    def decide(self, table: str, raw: str, action: str, by: By = BY, **form: str) -> int:
        item = self.item(table, raw)
        typed = deciding_form(item) | form
        return deciding.decide(self.db(), self.doc_id, table, item.key, seen=item.version, action=action, by=by,
                               form=typed)

    def written(self, table: str) -> list[dict[str, Any]]:
        (wanted,) = (one for one in WRITTEN if one.name == table)
        with Store(self.out / NAME, read_only=True) as store:
            return [dict(zip([column.name for column in wanted.columns], row, strict=True))
                    for row in rows(store, wanted)]


def deciding_form(item: Item) -> dict[str, str]:
    return {name: typed(item.values.get(name), field) for name, field in fields_of(item.table, item.values).items()}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield Office(tmp_path)


def amounts(office: Office) -> list[tuple[Any, Any]]:
    return [(row["amount_vnd"], row["reviewed"]) for row in office.written("money")]


def test_nobody_looked_at_anything(office: Office) -> None:
    assert amounts(office) == [(12_500_000, None), (3_000_000, None)]


def test_confirmed_edited_rejected_and_added_rows_are_what_counts(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "confirm")
    office.decide("money", "3.000.000 đồng", "edit", amount_vnd="3.500.000", qualifier="gần")
    text = office.db().execute("SELECT text FROM texts").fetchone()[0]
    start = text.index("12 hộ")
    deciding.add(office.db(), office.doc_id, "money", (start, start + 7), {"amount_vnd": "1"}, BY)
    assert amounts(office) == [(12_500_000, "confirmed"), (3_500_000, "edited"), (1, "added")]

    office.decide("money", "12.500.000 đồng", "reject")
    assert amounts(office) == [(3_500_000, "edited"), (1, "added")]
    assert all(text[row["start"]:row["end"]] == row["raw"] for row in office.written("money"))


def test_undo_takes_back_the_last_decision_and_then_the_one_before(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "confirm")
    office.decide("money", "12.500.000 đồng", "edit", amount_vnd="1")
    said = []
    while back := deciding.undo(office.db(), BY):
        said.append((back.action, next(row["amount_vnd"] for row in office.written("money"))))
    assert said == [("edit", 12_500_000), ("undo", 12_500_000)]
    assert amounts(office)[0] == (12_500_000, None)
    assert office.db().execute("SELECT count(*) FROM decisions").fetchone() == (4,), "nothing is ever taken out"


def test_nobody_undoes_what_another_decided(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "confirm")
    assert deciding.undo(office.db(), OTHER) is None


def test_decisions_cannot_be_changed_or_deleted(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "confirm")
    for statement in ("UPDATE decisions SET who = 'x'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
            office.db().execute(statement)


def test_the_second_of_two_people_is_told(office: Office) -> None:
    seen = office.item("money", "12.500.000 đồng")
    office.decide("money", "12.500.000 đồng", "reject", OTHER)
    with pytest.raises(Stale) as told:
        deciding.decide(office.db(), office.doc_id, "money", seen.key, seen=seen.version, action="confirm", by=BY)
    assert told.value.head is not None and told.value.head.who == "Minh"
    assert office.item("money", "12.500.000 đồng").outcome == "rejected"


def test_what_was_tied_to_a_rejected_model_is_tied_to_none(office: Office) -> None:
    office.write('Mô hình "Hũ gạo tình thương" do Hội Phụ nữ xã làm, vận động 4.500.000 đồng, giúp 12 hộ.\n', "m.txt")
    (model,) = office.items("models")
    assert [row["model_id"] for row in office.written("money")][-1] == model.values["model_id"]
    office.decide("models", model.values["raw"], "reject")
    assert [(row["model_id"], row["reviewed"]) for row in office.written("money")][-1] == (None, None)


@pytest.mark.parametrize(("table", "raw", "form", "column"), [
    ("money", "12.500.000 đồng", {"amount_vnd": "12,5 triệu"}, "amount_vnd"),
    ("money", "12.500.000 đồng", {"amount_vnd": ""}, "amount_vnd"),
    ("citations", "Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện", {"date": "31/4/2024"}, "date"),
    ("dates", "ngày 05/3/2024", {"kind": "lúc"}, "kind"),
])
def test_what_is_no_value_is_not_saved(office: Office, table: str, raw: str, form: dict[str, str], column: str) -> None:
    with pytest.raises(Mistyped) as wrong:
        office.decide(table, raw, "edit", **form)
    assert set(wrong.value.messages) == {column}
    assert office.item(table, raw).version == 0


def test_an_edited_symbol_brings_its_parts(office: Office) -> None:
    office.decide("citations", "Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện", "edit", symbol="217-QĐ/TW",
                  date="3/2024")
    row = office.written("citations")[0]
    assert (row["symbol"], row["number"], row["doc_type_abbr"], row["organ"], row["system"], row["date"],
            row["date_precision"]) == ("217-QĐ/TW", 217, "QĐ", "TW", "party", "2024-03", "month")


def test_an_edited_header_field_is_the_documents(office: Office) -> None:
    item = next(item for item in office.items("header_fields") if item.values["field"] == "symbol")
    office.decide("header_fields", item.values["raw"], "edit", value="16/BC-UBND")
    (row,) = office.written("documents")
    assert (row["symbol"], row["number"], row["reviewed"]) == ("16/BC-UBND", 16, "edited")
    office.decide("header_fields", item.values["raw"], "reject")
    (row,) = office.written("documents")
    assert (row["symbol"], row["number"], row["reviewed"]) == (None, None, "edited")
    assert "symbol" not in {row["field"] for row in office.written("header_fields")}


def test_words_that_moved_keep_their_decisions(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "edit", amount_vnd="12.500.001")
    office.decide("money", "3.000.000 đồng", "reject")
    office.write(REPORT.format(opening="Năm nay xã có nhiều đổi mới, được nhân dân đồng tình.\n"))
    assert amounts(office) == [(12_500_001, "edited")]
    assert deciding.settled(office.db(), office.doc_id, "money").lost == []


def test_words_that_changed_are_listed(office: Office) -> None:
    office.decide("money", "3.000.000 đồng", "confirm")
    office.write(REPORT.format(opening="").replace("3.000.000", "4.000.000"))
    assert amounts(office) == [(12_500_000, None), (4_000_000, None)]
    assert [lost.raw for lost in deciding.settled(office.db(), office.doc_id, "money").lost] == ["3.000.000 đồng"]


def read_otherwise(office: Office, statement: str) -> None:
    """As if newer rules had read the same words in another way."""
    office.db().execute(statement)


def test_what_a_person_confirmed_outranks_newer_rules(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "confirm")
    read_otherwise(office, "UPDATE money SET amount_vnd = 12 WHERE amount_vnd = 12500000")
    assert amounts(office)[0] == (12_500_000, "confirmed")
    assert office.items("money")[0].doubt == "values"


def test_a_rejection_lapses_where_newer_rules_read_other_values(office: Office) -> None:
    office.decide("money", "12.500.000 đồng", "reject")
    read_otherwise(office, "UPDATE money SET amount_vnd = 12 WHERE amount_vnd = 12500000")
    assert amounts(office)[0] == (12, None)
    assert office.items("money")[0].doubt == "values"


def test_a_confirmed_row_that_newer_rules_miss_stays(office: Office) -> None:
    office.decide("money", "3.000.000 đồng", "confirm")
    read_otherwise(office, "DELETE FROM money")
    assert amounts(office) == [(3_000_000, "confirmed")]
    assert office.items("money")[0].doubt == "unread"
    office.decide("money", "3.000.000 đồng", "edit", amount_vnd="5")
    assert amounts(office) == [(5, "edited")]
    office.decide("money", "3.000.000 đồng", "reject")
    assert amounts(office) == []


def test_a_longer_mention_takes_over_the_decision(office: Office) -> None:
    raw = "Công văn số 40/UBND-NV ngày 07/4/2024"
    office.decide("citations", raw, "edit", issuer="UBND huyện")
    read_otherwise(office, 'UPDATE citations SET "end" = "end" - 15, raw = substr(raw, 1, length(raw) - 15) '
                           "WHERE symbol = '40/UBND-NV'")
    rows = [row for row in office.written("citations") if row["symbol"] == "40/UBND-NV"]
    assert [(row["raw"], row["issuer"], row["reviewed"]) for row in rows] == [
        ("Công văn số 40/UBND-NV", "UBND huyện", "edited")]


def test_an_added_row_beside_another_is_its_own(office: Office) -> None:
    item = office.item("money", "12.500.000 đồng")
    span = (item.values["start"], item.values["end"] - 5)
    deciding.add(office.db(), office.doc_id, "money", span, {"amount_vnd": "7"}, BY)
    assert sorted(amounts(office), key=str) == [(12_500_000, None), (3_000_000, None), (7, "added")]


def test_added_rows_of_a_document_without_any_stand_in_their_place(office: Office) -> None:
    office.write("Báo cáo của xã An Bình về việc đã làm trong năm.\n", "a.txt")
    deciding.add(office.db(), office.doc_id, "people", (12, 22), {"name": "An Bình"}, BY)
    assert next((row["name"], row["raw"], row["reviewed"]) for row in office.written("people")) == (
        "An Bình", "xã An Bình", "added")
