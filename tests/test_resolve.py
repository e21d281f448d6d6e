"""One model over the years: what is one, what is doubtful, what is two; and how fast."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.resolve import Doubt, Sighting, link
from tests.cases import cases

NAMES = ("hũ gạo tiết kiệm", "camera an ninh", "tuyến đường hoa thanh niên", "tuyến đường hoa",
         "ngõ xóm bình yên tự quản")


def seen(doc: str, name: str, owner: str | None = None, place: str | None = None, unit: str = "Ba Bích") -> Sighting:
    return Sighting(doc, unit, unit, name, owner, place)


@pytest.mark.parametrize("case", cases("resolve"))
@pytest.mark.parametrize("turned", [False, True])
def test_cases(case: dict[str, Any], turned: bool) -> None:
    pair = [seen("2022", *case["one"]), seen("2023", *case["other"])]
    linked = link([sighting._replace(unit_name="Tịnh An") for sighting in (reversed(pair) if turned else pair)])
    verdict = "one" if len(linked.lines) == 1 else "doubtful" if linked.doubts else "two"

    assert verdict == case["verdict"]


def test_a_line_of_life_over_four_reports() -> None:
    names = ("Hũ gạo tiết kiệm", "mô hình “Hũ gạo tiết kiệm”", "HŨ GẠO TIẾT KIỆM", "Hu gao tiet kiem")
    linked = link([seen(str(2021 + at), name, "Hội LHPN xã") for at, name in enumerate(names)])

    assert linked.lines == [[0, 1, 2, 3]]


def test_another_commune_is_another_model() -> None:
    linked = link([seen("1", NAMES[4], unit="Ba Bích"), seen("2", NAMES[4], unit="Ba Vì")])

    assert linked == ([[0], [1]], [])


def test_what_one_report_states_apart_stays_apart() -> None:
    linked = link([seen("1", NAMES[4], "Đoàn xã"), seen("1", NAMES[4], "Đoàn thanh niên")])

    assert linked == ([[0], [1]], [])


def test_two_that_fit_as_well_are_left_open() -> None:
    linked = link([seen("1", NAMES[4]), seen("2", NAMES[4], "Đoàn xã"), seen("2", NAMES[4], "Hội CCB xã")])

    assert linked.lines == [[0], [1], [2]]
    assert {doubt.reason for doubt in linked.doubts} == {"có nhiều khả năng"}


def test_no_bridge_between_two_owners() -> None:
    linked = link([seen("1", NAMES[4], "Đoàn xã"), seen("2", NAMES[4]), seen("3", NAMES[4], "Hội CCB xã")])

    assert [0, 2] not in linked.lines and [0, 1, 2] not in linked.lines
    assert len(linked.lines) == 2 and linked.doubts


def test_the_heir_of_a_commune_is_only_doubtful() -> None:
    old = Sighting("1", "Ba Bích", "Ba Bích", NAMES[4], None, "thôn Con Rã", "xã Ba Tơ")
    new = Sighting("2", "Ba Tơ", "Ba Tơ", NAMES[4], None, "thôn Con Rã", "xã Ba Tơ", is_new=True)

    assert link([old, new]) == ([[0], [1]], [Doubt(0, 1, "xã cũ và xã mới sau sắp xếp")])


sightings = st.lists(st.builds(
    seen, st.sampled_from("123456"), st.sampled_from(NAMES), st.sampled_from((None, "Hội LHPN xã", "Đoàn xã")),
    st.sampled_from((None, "thôn 1", "thôn 2")), st.sampled_from(("Ba Bích", "Ba Vì"))), max_size=24)


@settings(max_examples=150, deadline=None)
@given(sightings)
def test_every_model_is_in_one_line_and_no_line_bears_a_contradiction(found: Sequence[Sighting]) -> None:
    linked = link(found)

    assert sorted(chain.from_iterable(linked.lines)) == list(range(len(found)))
    for line in linked.lines:
        members = [found[at] for at in line]
        assert len({member.doc_id for member in members}) == len(members)
        assert all(len({value for member in members if (value := getattr(member, what))}) <= 1
                   for what in ("unit", "owner", "place"))
    assert link(found) == linked


def test_a_commune_with_thousands_of_names_is_no_trouble() -> None:
    syllables = "an bình cao dân em gần hoa in khu làng mới nhà ở phố quê rừng sông tre ước vui".split()
    four = product(syllables, syllables[:8], syllables[8:16], syllables[16:20])
    names = [" ".join(words) for words in four]
    started = process_time()
    linked = link([seen(str(at % 40), name) for at, name in enumerate(names)])

    assert len(linked.lines) == len(names) == 5_120
    assert process_time() - started < 20
