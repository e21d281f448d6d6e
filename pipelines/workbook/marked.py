"""A cell in which some of the words are marked."""

from __future__ import annotations

from typing import NamedTuple


class Marked(NamedTuple):
    """A text in which some words are marked: before them, they themselves, behind them."""

    before: str
    inner: str
    behind: str

    @property
    def words(self) -> str:
        """The whole text."""
        return "".join(self)
