"""People: who is named with a title, and who is not."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Piece, Reading, compose
from extract.recognizers.header import find_header
from extract.recognizers.header.sign_line import is_position
from extract.recognizers.names import name_at, proper
from extract.recognizers.people import find_people
from extract.vocab import rows

from .cases import cases


@pytest.mark.parametrize("case", cases("people"))
def test_case(case: dict[str, Any]) -> None:
    document = compose(Reading([Piece(case["text"])]))
    people = list(find_people(document))

    assert all(document.text[person.start:person.end] == person.raw for person in people)
    assert [[person.name, person.role] for person in people] == case["found"]


def test_signer_is_a_person_once() -> None:
    text = ("UBND XÃ A LƯỚI\nSố: 1/BC-UBND\nBÁO CÁO\nThu thuế\n"
            "I. bà Hồ Thị Mai vắng\nNơi nhận:\n- Lưu.\nCHỦ TỊCH\nHỒ VĂN AN")
    document = compose(Reading([Piece(text)]))
    _, fields = find_header(document, ())

    found = [(person.name, person.role, person.raw) for person in find_people(document, fields)]
    assert found == [("Hồ Thị Mai", "bà", "Hồ Thị Mai"), ("Hồ Văn An", "signer", "HỒ VĂN AN")]


WORDS = st.sampled_from(["ông", "bà", "các đồng chí:", "Nguyễn", "Văn", "An", "Y", "H'Hen", ",", "-",
                         "Chủ tịch", "UBND xã", "và", "\n", "1.", "Hồ Chí Minh", "(", ")", "đ/c",
                         "Bí thư", ";", "thôn", "\nLê Văn An - Trưởng ban", "các ông:\nHồ Thị Mai, Bí thư;"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=30).map(" ".join))
def test_people_rest_on_words_and_do_not_overlap(text: str) -> None:
    document = compose(Reading([Piece(text)]))
    people = list(find_people(document))

    assert all(document.text[person.start:person.end] == person.raw for person in people)
    assert all(a.end <= b.start for a, b in pairwise(people))


@pytest.mark.parametrize("row", rows("titles"), ids=lambda row: row["title"])
def test_titles_are_positions(row: dict[str, str]) -> None:
    assert is_position(row["title"].upper())


@pytest.mark.parametrize("row", rows("surnames"), ids=lambda row: row["surname"])
def test_surnames_begin_names(row: dict[str, str]) -> None:
    name = f"{row['surname']} Thị Hoa"

    assert name_at(name) == len(name)
    assert proper(name.upper()) == name
