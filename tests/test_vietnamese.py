"""Words and sentences keep their offsets, whatever the text."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.vietnamese import sentences, tagged, words

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạấầẩẫậíìúùủ  \n.,;:()“”/-0123456789ABCĐHKMNTX"


TEXTS = ("Hoà Bình thuỷ  sản, qui hoạch", "Số: 123/QĐ-UBND ngày 05/6/2023;", "bà H'Hen Niê và Y Bhăm Niê", "",
         "  \n ")


@pytest.mark.parametrize("text", TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    for word in [*words(text), *tagged(text)]:
        assert text[word.start:word.end] == word.text

    assert "".join("".join(word.text for word in words(text)).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_words_of_any_text(text: str) -> None:
    found = words(text)

    assert all(text[word.start:word.end] == word.text for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.text(ALPHABET, max_size=80))
def test_sentences_lose_nothing(text: str) -> None:
    found = sentences(text)

    assert all(text[sentence.start:sentence.end] == sentence.text for sentence in found)
    assert "".join("".join(sentence.text for sentence in found).split()) == "".join(text.split())


def test_importing_loads_no_model() -> None:
    code = "import sys, extract.vietnamese; sys.exit('underthesea' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("text", "count"), [
    ("3.1. Kết quả chung. Có 5 mô hình.", 2), ("a. Tồn tại", 1), ("Lưu: TT. HĐND xã. Hết.", 2),
    ("TM. UBND\nCHỦ TỊCH", 2),
    ("Nuôi gà, vịt, v.v. và bò. Trồng keo.", 2)])
def test_numbers_and_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count

