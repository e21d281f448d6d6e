"""Every amount of the ward reports with its qualifier, rate or total, as the hand-made gold has them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract import Piece, Reading, compose, find
from tests.cases import SHARED

GOLD = SHARED / "labelled" / "ward-money-gold.jsonl"
LINES = GOLD.read_text(encoding="utf-8").splitlines() if GOLD.is_file() else []
KNOWN_FAILURES: dict[str, str] = {}  # title: what is wrong
needs_gold = pytest.mark.skipif(not LINES, reason="../shared/labelled/ward-money-gold.jsonl is not here")


def rows() -> list[Any]:
    found = [json.loads(line) for line in LINES]
    return [pytest.param(row, id=row["title"][:40], marks=[
        pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[row["title"]])] if row["title"] in KNOWN_FAILURES else [])
        for row in found]


def modifier(money: Any) -> str:
    """What the gold has in one column: a qualifier, the thing a rate is for, or that it is a total."""
    if money.qualifier:
        return str(money.qualifier)
    if money.per:
        return f"/{money.per}"
    return "tổng" if money.role == "tổng" else ""


@needs_gold
@pytest.mark.parametrize("row", rows())
def test_amounts_and_their_qualifiers(row: dict[str, Any]) -> None:
    money = find(compose(Reading([Piece(row["title"], "heading"), Piece(row["text"])]))).money
    assert [(one.amount_vnd, modifier(one)) for one in money] == [(one["vnd"], one["modifier"]) for one in row["money"]]
