"""The table of units and its look-up: every commune resolves, and nothing uncertain is given as certain."""

from __future__ import annotations

import csv
import importlib.util
import io
import time
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.recognizers.places.unit_names import bare, class_of, plain, toned
from extract.recognizers.places.unit_table import Unit, by_code, table, today
from extract.recognizers.places.units import resolve

TABLE = Path(__file__).parents[1] / "extract" / "vocab" / "units.csv"
NEWER = dict(zip("òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
                 "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), strict=True))


@cache
def communes(era: str) -> list[Unit]:
    return [unit for unit in table().units if (unit.era, unit.level) == (era, "xã")]


def above(unit: Unit) -> tuple[Unit, Unit]:
    return by_code("old", "huyện", unit.district), by_code("old", "tỉnh", unit.province)


def named(unit: Unit) -> str:
    return f"{unit.kind} {unit.name}"


def test_the_table_is_whole_and_in_order() -> None:
    with TABLE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    text = TABLE.read_text(encoding="utf-8")
    order = [(row["era"] != "old", ("tỉnh", "huyện", "xã").index(row["level"]), row["code"]) for row in rows]

    assert TABLE.stat().st_size < 2_000_000
    assert '"' not in text, "the reader splits at commas"
    assert order == sorted(set(order))
    assert [sum((row["era"], row["level"]) == kind for row in rows) for kind in (
        ("old", "tỉnh"), ("old", "huyện"), ("old", "xã"), ("now", "tỉnh"), ("now", "xã"))] == [63, 696, 10035, 34, 3321]
    assert unicodedata.is_normalized("NFC", text)


def test_every_old_unit_became_units_that_exist() -> None:
    for unit in table().units:
        names = "|".join(named(now) for now in today(unit)) if unit.era == "old" else ""
        assert names == unit.now_names
        assert unit.era == "now" or unit.now


def test_keys_made_at_one_stroke_are_the_keys_of_each_name() -> None:
    assert all(unit in table().names[unit.level][plain(unit.name)] for unit in table().units)


def test_the_table_is_read_quickly() -> None:
    def seconds() -> float:
        start = time.perf_counter()
        table.__wrapped__()
        return time.perf_counter() - start

    assert min(seconds() for _ in range(3)) < 0.15  # 0.04 on an idle core


def test_every_old_commune_with_district_and_province_becomes_what_the_source_says() -> None:
    wrong = []
    for unit in communes("old"):
        district, province = above(unit)
        found = resolve(named(unit), named(district), named(province))
        if [one.unit for one in found] != [unit] or "|".join(now.code for now in found[0].now) != unit.now:
            wrong.append(named(unit))
    assert len(wrong) <= 0.001 * len(communes("old")), wrong


def old_tones(name: str) -> str:
    """The name with its tone marks at the older place: Hoà for Hòa."""
    for new, old in NEWER.items():
        name = name.replace(new, old)
    return name


FORMS = {
    "as it is": named,
    "without class word": lambda unit: unit.name,
    "in capitals": lambda unit: named(unit).upper(),
    "older place of the tone": lambda unit: old_tones(named(unit)),
    "without accents": lambda unit: plain(unit.name),
}


@pytest.mark.parametrize("form", FORMS)
def test_without_the_district_no_wrong_commune_is_given_as_certain(form: str) -> None:
    wrong = [named(unit) for unit in communes("old")
             if unit not in [one.unit for one in resolve(FORMS[form](unit), None, above(unit)[1].name)]]
    assert wrong == []


def test_without_district_and_province_no_wrong_commune_is_given_as_certain() -> None:
    wrong = [named(unit) for unit in communes("old") if unit not in [one.unit for one in resolve(named(unit))]]
    assert wrong == []


def test_without_the_district_most_communes_are_certain_all_the_same() -> None:
    sure = sum(len(resolve(named(unit), None, above(unit)[1].name)) == 1 for unit in communes("old"))
    assert sure > 0.8 * len(communes("old"))


def test_every_commune_of_today_is_found_by_its_province() -> None:
    wrong = []
    for unit in communes("now"):
        found = resolve(named(unit), None, by_code("now", "tỉnh", unit.province).name, date="2026-01-15")
        if [one.unit for one in found] != [unit]:
            wrong.append(named(unit))
    assert wrong == []


@pytest.mark.parametrize(("commune", "district", "province", "now"), [
    ("Tịnh An", None, "Quảng Ngãi", ["phường Trương Quang Trọng"]),
    ("Ba Bích", "Ba Tơ", None, ["xã Ba Tơ"]),
    ("Lục Bình", "Bạch Thông", "Bắc Kạn", ["xã Phủ Thông"]),
    ("Long Môn", "Minh Long", None, ["xã Minh Long"]),
    ("Long Sơn", "Minh Long", None, ["xã Sơn Mai"]),
    (None, "Minh Long", None, ["xã Sơn Mai", "xã Minh Long"]),
    (None, "Lý Sơn", "Quảng Ngãi", ["đặc khu Lý Sơn"]),
    (None, None, "Bắc Kạn", ["tỉnh Thái Nguyên"]),
])
def test_known_answers(commune: str | None, district: str | None, province: str | None, now: list[str]) -> None:
    found = resolve(commune, district, province, date="2024")
    assert [[named(unit) for unit in one.now] for one in found] == [now]


@pytest.mark.parametrize(("commune", "district", "province", "how"), [
    ("xã Ba Bích", "huyện Ba Tơ", "tỉnh Quảng Ngãi", "exact"),
    ("phường Hoà Khánh Bắc", "Liên Chiểu", "Đà Nẵng", "tone"),
    ("xã Quí Lộc", "Yên Định", "Thanh Hoá", "tone"),
    ("xa Ba Bich", "Ba To", "Quang Ngai", "plain"),
    ("xã Ba Bích", "Ba Tư", "Quảng Ngãi", "guess"),
    ("xã Tỉnh An", None, "Quảng Ngãi", "guess"),
    ("xã Canh Nậu", "Thạch Thất", "Hà Nội", "older"),
    ("phường Vĩ Dạ", "TP. Huế", "Thừa Thiên Huế", "tone"),
])
def test_how_a_name_was_found(commune: str, district: str | None, province: str, how: str) -> None:
    assert [one.how for one in resolve(commune, district, province)] == [how]


@pytest.mark.parametrize(("commune", "district", "province", "size"), [
    ("Ba Bích", "Minh Long", None, 0),  # lies elsewhere
    ("xã Không Có Tên Này", None, None, 0),
    ("Yên Viên", "Gia Lâm", "Hà Nội", 2),  # a town and a commune in one district
    ("thị trấn Yên Viên", "Gia Lâm", "Hà Nội", 1),
    ("Phường 1", "Gò Vấp", "TP. Hồ Chí Minh", 1),
    ("Phường 01", "Gò Vấp", "TPHCM", 0),
    ("Phường 01", "Gò Vấp", "TP HCM", 1),
    ("Ba Tơ", None, "Quảng Ngãi", 2),  # the town of before and the commune of today
])
def test_several_stay_several(commune: str, district: str | None, province: str | None, size: int) -> None:
    assert len(resolve(commune, district, province)) == size


@pytest.mark.parametrize(("date", "eras"), [("2024", {"old"}), ("2025-06-30", {"old"}), ("2025-07", {"now"}),
                                            ("2026-01-02", {"now"}), ("2025", {"old", "now"}), (None, {"old", "now"})])
def test_the_date_chooses_between_then_and_now(date: str | None, eras: set[str]) -> None:
    assert {one.unit.era for one in resolve("Ba Tơ", None, "Quảng Ngãi", date)} == eras


@given(st.integers(0, 10034), st.integers(0, 30), st.sampled_from("aăâeêioôơuưđntọỏãéì"))
def test_one_slip_finds_the_unit_or_several(index: int, at: int, letter: str) -> None:
    unit = communes("old")[index]
    district, province = above(unit)
    at %= len(unit.name)
    if len(unit.name) < 4 or unit.name[at] == " " or any(map(str.isdigit, unit.name)):
        return
    found = resolve(unit.name[:at] + letter + unit.name[at + 1:], district.name, province.name)
    assert unit in [one.unit for one in found] or all(one.how != "guess" for one in found)


@given(st.text(max_size=30), st.text(max_size=20) | st.none(), st.text(max_size=20) | st.none())
def test_no_text_breaks_the_look_up(commune: str, district: str | None, province: str | None) -> None:
    assert isinstance(resolve(commune, district, province), list)
    assert bare(commune) in commune
    assert class_of(commune) is None or bare(commune) != commune.strip()
    assert isinstance(toned(commune), str)


def test_the_script_makes_this_table() -> None:
    if importlib.util.find_spec("vietnamadminunits") is None:
        pytest.skip("vietnamadminunits is not installed")
    from extract.vocab import make_units

    out = io.StringIO(newline="")
    make_units.write(make_units.rows_of(make_units.installed()), out)
    assert out.getvalue().encode() == TABLE.read_bytes()
