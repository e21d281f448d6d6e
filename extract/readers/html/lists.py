"""The numbers and bullets that a browser draws before the items of a list; the page's text lacks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count, repeat

from extract.readers.numerals import roman

STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


def letters(number: int) -> str:
    """The number as a letter: a, b, ... z, aa.

    >>> letters(2), letters(27)
    ('b', 'aa')
    """
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def capital_letters(number: int) -> str:
    """The number as a capital letter."""
    return letters(number).upper()


def capital_roman(number: int) -> str:
    """The number in Roman numerals."""
    return roman(number).upper()


KINDS: dict[str, Callable[[int], str]] = {
    "a": letters, "lower-alpha": letters, "lower-latin": letters, "i": roman, "lower-roman": roman,
    "A": capital_letters, "upper-alpha": capital_letters, "upper-latin": capital_letters,
    "I": capital_roman, "upper-roman": capital_roman}


def markers(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """What stands before each item; a hyphen for every drawn bullet, as clerks write it.

    >>> shown = markers("ol", {"type": "a", "start": "2"})
    >>> next(shown), next(shown), next(markers("ul", {}))
    ('b. ', 'c. ', '- ')
    """
    styled = STYLE.search(attributes.get("style") or "")
    kind = styled[1].lower() if styled else attributes.get("type") or ""
    if kind == "none":
        return repeat("")
    if tag != "ol":
        return repeat("- ")
    return numbers(first(attributes.get("start"), 1), KINDS.get(kind, str))


def numbers(start: int, shown: Callable[[int], str] = str) -> Iterator[str]:
    """The numbers of a list from `start` on."""
    return (f"{shown(number) or number}. " for number in count(start))


def first(value: str | None, default: int) -> int:
    """The number in an attribute, or the default where it holds none or an absurd one."""
    return int(value) if value and re.fullmatch(r"\s*\d{1,5}\s*", value) else default
