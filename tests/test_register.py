"""The register: loaded whole or not at all, a bad row stops with its line, users add their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from extract.records import Citation
from pipelines.register import BadRegister, check, load, symbol_key
from pipelines.resolve.citations import resolve

HEAD = "canonical_symbol,type,issuer,date_issued,title,date_effective,status,replaced_by,verified\n"
GOOD = "15/QĐ-UBND,Quyết định,UBND xã Ba Bích,2024-02-03,Kiện toàn tổ hòa giải,,in force,,yes\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "more.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def cited(symbol: str, **more: object) -> Citation:
    fields: dict[str, object] = {"doc_id": "", "citation_id": "", "start": 0, "end": 1, "raw": "", "rule": "full",
                                 "confidence": 1.0, "symbol": symbol, "number": 1, "organ": "TW"}
    return Citation(**(fields | more))  # type: ignore[arg-type]


def test_the_shipped_register_is_good() -> None:
    register = load()
    assert len(register.entries) > 3400
    assert {entry.verified for entry in register.entries} == {True, False}
    assert [entry.key for entry in register.entries if entry.verified and len(entry.date or "") != 10] == []


def test_a_symbol_may_name_several_documents() -> None:
    dates = [entry.date for entry in load().of_symbol("25-NQ/TW")]
    assert dates == ["2003-03-12", "2008-07-25", "2013-06-03", "2026-08-22"]


@pytest.mark.parametrize(("row", "words"), [
    ("15/QĐ-UBND,Quyết định,UBND xã Ba Bích,2024-02-30,,,,,yes", "no date"),
    ("15/QĐ-UBND,Quyết định,UBND xã Ba Bích,,,,,,yes", "no whole day"),
    ("15/QĐ-UBND,Quyết định,,2024-02-03,,,,,yes", "'issuer' is empty"),
    ("quyết định 15,Quyết định,UBND xã,2024-02-03,,,,,yes", "no symbol"),
    ("17/QĐ-UBND,Quyết định,UBND xã Ba Bích,2024-02-03,,,replaced,16/QĐ-UBND,yes", "16/QĐ-UBND"),
    ("15/QĐ-UBND,Quyết định,UBND xã Ba Bích,2024-02-03,,,,,maybe", "'verified'"),
    (GOOD.strip(), "line 2 already"),
    ("15/QĐ-UBND,Quyết định,UBND xã Ba Bích,2024-02-04,,,,,yes,more", "columns"),
])
def test_a_bad_row_stops_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(BadRegister) as caught:
        check(written(tmp_path, HEAD + GOOD + row + "\n"))
    assert "more.csv, line 3" in str(caught.value)
    assert words in str(caught.value)


def test_a_column_that_is_needed(tmp_path: Path) -> None:
    with pytest.raises(BadRegister, match="no column date_issued"):
        check(written(tmp_path, "canonical_symbol,type,issuer\n15/QĐ-UBND,Quyết định,UBND xã\n"))


@pytest.mark.parametrize("text", [
    HEAD + GOOD,
    (HEAD + GOOD).replace(",", ";"),
    HEAD + GOOD.replace("2024-02-03", "3/2/2024"),
    HEAD + GOOD.replace("15/QĐ-UBND", "15/qđ-ubnd"),
])
def test_what_clerks_write_is_read(tmp_path: Path, text: str) -> None:
    (entry,) = check(written(tmp_path, text))
    assert (entry.symbol, entry.date, entry.verified) == ("15/QĐ-UBND", "2024-02-03", True)


def test_a_workbook_is_a_register_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.strip().split(","))
    sheet.append(["15/QĐ-UBND", "Quyết định", "UBND xã Ba Bích", date(2024, 2, 3), "Kiện toàn", *[None] * 3, "yes"])
    book.save(tmp_path / "more.xlsx")
    (entry,) = check(tmp_path / "more.xlsx")
    assert (entry.key, entry.title) == ("15/QĐ-UBND (2024-02-03)", "Kiện toàn")


def test_a_broken_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "more.xlsx").write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(BadRegister, match="cannot be read"):
        check(tmp_path / "more.xlsx")


def test_a_row_of_the_user_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    row = "05-CT/TW,Chỉ thị,Bộ Chính trị,2016-05-15,Của chúng tôi,,in force,,yes\n"
    entries = load([written(tmp_path, HEAD + row)]).of_symbol("05-CT/TW")
    assert [(entry.title, entry.file) for entry in entries] == [("Của chúng tôi", "more.csv")]


def test_when_a_document_ended() -> None:
    register = load()
    (ordinance,) = register.of_symbol("34/2007/PL-UBTVQH11")
    (rules,) = register.of_symbol("290-QĐ/TW")
    assert register.ended(ordinance) == ("2023-07-01", ("10/2022/QH15",), True)
    ended = register.ended(rules)
    assert ended is not None
    assert not ended.sure  # its replacement is only believed
    assert all(register.ended(entry) is None for entry in register.of_symbol("1608-CV/BDVTW"))  # an event that is over


@pytest.mark.parametrize(("citation", "key", "how"), [
    (cited("25-NQ/TW", date="2013-06-03"), "25-NQ/TW (2013-06-03)", "date"),
    (cited("25-NQ/TW", raw="Nghị quyết 25-NQ/TW khóa X"), "25-NQ/TW (2008-07-25)", "issuer"),
    (cited("25-NQ/TW", title="tăng cường sự lãnh đạo đối với công tác thanh niên"), "25-NQ/TW (2008-07-25)", "title"),
    (cited("25-NQ/TW"), None, "several"),
    (cited("25-NQ/TW", date="2014-06-03"), None, "date differs"),
    (cited("217-QĐ/TW"), "217-QĐ/TW (2013-12-12)", "only"),
    (cited("9999-QĐ/TW"), None, "unknown"),
    (cited("22-CT/TU", organ="TU", date="2017-04-03", issuer="Ban Thường vụ Tỉnh ủy Nam Định"), None, "unknown"),
])
def test_one_candidate_or_none(citation: Citation, key: str | None, how: str) -> None:
    resolution = resolve(citation, load(), "2024-06-20")
    assert (resolution.entry.key if resolution.entry else None, resolution.how) == (key, how)


def test_what_is_issued_later_is_not_meant() -> None:
    assert resolve(cited("59/2023/NĐ-CP", organ="CP", year=2023), load(), "2023-06-20").how == "later"


def test_keys_fold_what_typists_lose() -> None:
    assert symbol_key("4/2020/nd-cp") == symbol_key("04/2020/NĐ-CP")
    assert symbol_key("22-CT/TU") != symbol_key("22-CT/TW")
