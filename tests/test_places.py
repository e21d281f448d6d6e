"""Where documents come from: cases, the four real reports, and every old commune by its own letterhead."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Piece, Reading, compose
from extract.readers import read
from extract.recognizers.dates import find_dates
from extract.recognizers.header import find_header
from extract.recognizers.places import Places, find_places
from extract.recognizers.places.unit_mentions import WORDS, find_mentions
from extract.recognizers.places.unit_table import Unit, by_code, table
from extract.records import Header

from .cases import SHARED, cases, needs_shared


def document(text: str) -> Document:
    return compose(Reading([Piece(text)]))


@pytest.mark.parametrize("case", cases("places"))
def test_a_document_comes_from_where_the_case_says(case: dict[str, Any]) -> None:
    header = dict(case["header"])
    header["recipients"] = tuple(header.get("recipients", ()))
    found = find_places(document(case["text"]), Header(doc_id="", **header), (), case.get("path", ""))
    expected = dict(case["places"])
    how = expected.pop("how", None)

    assert {key: getattr(found, key) for key in expected} == expected, found.how
    assert how is None or found.how.split(":")[0] == how


REPORTS = {
    "000": ("Ba Bích", "Ba Tơ", "Quảng Ngãi", "51", "21526", "xã Ba Tơ", "Quảng Ngãi"),
    "001": ("Lục Bình", "Bạch Thông", "Bắc Kạn", "06", "01990", "xã Phủ Thông", "Thái Nguyên"),
    "002": ("Tịnh An", "Quảng Ngãi", "Quảng Ngãi", "51", "21232", "phường Trương Quang Trọng", "Quảng Ngãi"),
    "003": (None, "Minh Long", "Quảng Ngãi", "51", None, "xã Sơn Mai | xã Minh Long", "Quảng Ngãi"),
}


@needs_shared
@pytest.mark.parametrize("number", REPORTS)
def test_the_real_reports_come_from_where_they_come_from(number: str) -> None:
    (path,) = (SHARED / "reports").glob(f"{number}_*.txt")
    report = read(path)
    header, fields = find_header(report, list(find_dates(report)))
    found = find_places(report, header, fields)

    assert (found.commune, found.district, found.province, found.province_code, found.commune_code,
            found.commune_now, found.province_now) == REPORTS[number]


@needs_shared
def test_the_place_line_alone_tells_a_guess() -> None:
    (path,) = (SHARED / "reports").glob("002_*.txt")
    found = find_places(document(path.read_text(encoding="utf-8")[:600]), Header(
        doc_id="", place="Tỉnh An", level="xã", date="2024-10"))
    assert (found.commune, found.how.split(":")[0]) == ("Tịnh An", "guess")


@cache
def old_communes() -> list[Unit]:
    return [unit for unit in table().units if (unit.era, unit.level) == ("old", "xã")]


def letter(unit: Unit, text: str) -> Places:
    header = Header(doc_id="", issuer=f"Ủy ban nhân dân {unit.kind} {unit.name}", level="xã", place=unit.title,
                    date="2023-05")
    return find_places(document(text), header)


CONTEXTS = {  # what the text says, how many of the communes it must settle, every how many-th is tried
    "nothing": ("Báo cáo năm 2023.", 0.5, 1),
    "visits": ("Đã học tập mô hình tại tỉnh Thanh Hóa, tỉnh Nghệ An và thành phố Đà Nẵng.", 0.5, 5),
    "the province gives orders": ("Thực hiện Kế hoạch của UBND {province.kind} {province.name};", 0.9, 5),
    "the district gives orders": ("Thực hiện Kế hoạch của UBND {district.kind} {district.name};", 0.99, 1),
}


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_commune_is_taken_for_another(context: str) -> None:
    text, share, step = CONTEXTS[context]
    units, wrong, settled = old_communes()[::step], [], 0
    for unit in units:
        district, province = by_code("old", "huyện", unit.district), by_code("old", "tỉnh", unit.province)
        found = letter(unit, text.format(district=district, province=province))
        settled += found.commune_code == unit.code
        right = {"commune": unit.title, "commune_code": unit.code, "district": district.on("2023-05"),
                 "province": province.on("2023-05"), "province_code": province.code}
        if any(getattr(found, key) not in (None, value) for key, value in right.items()):
            wrong.append((unit.kind, unit.name, found.how))
    assert wrong == []
    assert settled >= share * len(units)


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row.word)
def test_every_word_finds_the_unit_of_its_example(row: Any) -> None:
    (found,) = find_mentions(f"Theo ý kiến của {row.example}, báo cáo")
    assert (found.kind, found.levels) == (row.kind, row.levels)
    assert row.example.endswith(found.name)


TEXTS = st.lists(st.sampled_from([
    "xã ", "Xã ", "phường ", "thị trấn ", "huyện ", "TP. ", "tỉnh ", "Huyện ủy ", "UBND ", "các ", "Ba Tơ", "Ba Bích",
    "Châu Thành", "Phước Cát 2", "1", "12 hộ", ", ", " và ", " - ", "\n", "Nơi nhận:", " báo cáo", "Quảng Ngãi", "./.",
]), max_size=25).map("".join)


@given(TEXTS, TEXTS, TEXTS, st.sampled_from([None, "xã", "huyện", "tỉnh"]), st.sampled_from([None, "2021", "2026-01"]))
def test_no_text_breaks_it(text: str, issuer: str, place: str, level: str | None, date: str | None) -> None:
    header = Header(doc_id="", issuer=issuer or None, place=place or None, level=level, date=date)
    found = find_places(document(text), header, (), "Quảng Ngãi/Huyện Ba Tơ/a.pdf")

    assert "" not in (found.province, found.district, found.commune, found.commune_now)
    assert found == find_places(document(text), header, (), "Quảng Ngãi/Huyện Ba Tơ/a.pdf")
    assert found.commune_code is None or found.commune


@given(TEXTS)
def test_mentions_stand_in_the_text(text: str) -> None:
    for found in find_mentions(text):
        assert text[found.start:found.end].endswith(found.name)
        assert 0 <= found.start < found.end <= len(text)
