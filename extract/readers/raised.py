"""Raised digits behind a digit keep their height: `2024` and the mark of a note are not one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Look(Protocol):
    """How a run looks, as far as it matters here."""

    @property
    def raised(self) -> bool | None:
        """Whether it stands above the line."""


AnyLook = TypeVar("AnyLook", bound=Look)


def raised(text: str, before: str) -> str:
    """What was typed above the line, behind these words: square metres stay as they are written everywhere.

    >>> raised("2", "năm 2024"), raised("2", "25 m"), raised("(1)", "năm 2024")
    ('²', '2', '(1)')
    """
    return text.translate(DIGITS) if before[-1:].isdigit() and text[:1].isdigit() else text


def is_high(text: str) -> bool:
    """Whether the text begins with such a digit: in a legacy font its code would be a letter's."""
    return text[:1].isdigit() and not text[:1].isdecimal()


def with_raised(runs: Iterable[tuple[str, AnyLook]]) -> Iterator[tuple[str, AnyLook]]:
    """The runs of a paragraph, raised digits behind a digit as such."""
    before = ""
    for text, look in runs:
        shown = raised(text, before) if look.raised else text
        before = shown or before
        yield shown, look
