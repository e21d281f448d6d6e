"""Faults in a regular expression: an alternative lost, a quantifier widened or narrowed, a look-around turned round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

# One token a match; the letters of the private area stand for the `{…}` of an f-string.
TOKEN = regex.compile(r"\\.(?:<\w+>|\{\w+\})?|\[(?:\\.|\[:\w+:\]|[^\]\\])*\]|\(\?#[^)]*\)"
                      r"|(?P<open>\((?:\?(?:P?<\w+>|<?[=!]|>|:|[a-zA-Z]+\)|\|))?)|(?P<close>\))|(?P<bar>\|)"
                      r"|(?P<many>[*+?](?P<mode>[+?])?|\{\d*,?\d*\}[+?]?)|.", regex.DOTALL)
TURNED = {"(?=": "(?!", "(?!": "(?=", "(?<=": "(?<!", "(?<!": "(?<="}
NARROWED = {"?": "", "*": "+", "+": "*"}


def faulty_patterns(pattern: str) -> Iterator[tuple[str, str]]:
    """Each faulty pattern with a word on its fault; some may not compile.

    >>> [fault for fault, _ in faulty_patterns("a(?:b|cd)?")]
    ['a(?:cd)?', 'a(?:b)?', 'a(?:b|cd)']
    """
    tokens = list(TOKEN.finditer(pattern))
    for start, end in _alternatives(tokens, len(pattern)):
        yield pattern[:start] + pattern[end:], f"without {pattern[start:end]!r}"
    for token in tokens:
        for new in _changed(token):
            before, after = pattern[:token.start()], pattern[token.end():]
            yield before + new + after, f"{pattern[max(token.start() - 8, 0):token.end()]!r} -> {new!r}"


def _changed(token: regex.Match[str]) -> Iterator[str]:
    written = token[0]
    if written in TURNED:
        yield TURNED[written]
    elif written == r"\b":
        yield ""
    elif token["many"] and written[0] in NARROWED:
        yield NARROWED[written[0]]
    elif token["many"] and written[1:2].isdigit():
        yield from _bounds(written)


def _bounds(written: str) -> Iterator[str]:
    """`{2,5}` as `{3,5}` and `{2,4}`."""
    low, comma, high = written[1:written.index("}")].partition(",")
    rest = written[written.index("}"):]
    if low and low != "0" and (not high or int(low) < int(high)):
        yield f"{{{int(low) + 1}{comma}{high}{rest}"
    if high.isdigit() and int(high) > max(int(low or 0), 1):
        yield f"{{{low},{int(high) - 1}{rest}"


def _alternatives(tokens: list[regex.Match[str]], length: int) -> Iterator[tuple[int, int]]:
    """Each alternative of each group with one bar beside it."""
    stack: list[list[int]] = [[0]]
    for token in tokens:
        if token["open"] is not None and not token[0].endswith(")"):
            stack.append([token.end()])
        elif token["bar"] is not None:
            stack[-1].append(token.end())
        elif token["close"] is not None and len(stack) > 1:
            yield from _cuts(stack.pop(), token.start())
    yield from _cuts(stack[0], length)


def _cuts(starts: list[int], end: int) -> Iterator[tuple[int, int]]:
    if len(starts) > 1:
        yield from pairwise(starts)
        yield starts[-1] - 1, end
