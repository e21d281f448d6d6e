"""Adversarial text of 1 MB: each recognizer takes at most three times as long as for half of it."""

from __future__ import annotations

import pytest

from tests.test_linear import REPEATED, too_slow

MOST_SECONDS = 60


@pytest.mark.bench
@pytest.mark.parametrize("words", REPEATED)
def test_a_megabyte_is_read_in_linear_time(words: str) -> None:
    slow = too_slow(words, 500_000, MOST_SECONDS)
    assert slow == [], slow
