"""RTF cut into tokens: words, sequences of control words, braces; and groups that are jumped over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

# Words with the characters written as escapes; control words in a row; braces (with `\*`); other symbols.
# With `re` and possessive repeats: one step in Python for hundreds of characters of the file.
TOKEN = re.compile(
    rb"(?P<words>(?:[^\\{}]++|\\'[0-9a-fA-F]{2}|\\u-?[0-9]++\ ?|\\[~_\-{}\\])++)"
    rb"|(?P<control>(?:\\(?!u-?[0-9]|bin[0-9])[a-zA-Z]++(?:-?[0-9]++)?\ ?[\r\n]*+){1,400}+)"
    rb"|(?P<open>\{)(?P<star>[\r\n]*+\\\*)?[\r\n]*+(?=\\(?P<name>[a-zA-Z]++)|)|\}[\r\n]*+"
    rb"|\\bin(?P<binary>[0-9]++)\ ?|\\(?P<symbol>.)", re.DOTALL)
WORD = re.compile(rb"\\([a-zA-Z]++)(-?[0-9]++)?")
INSIDE = re.compile(rb"(?:[^{}\\]++|\\(?!bin[0-9]).)++|([{}])|\\bin([0-9]++)\ ?", re.DOTALL)
LONGEST_NUMBER = 9  # digits


class Control(NamedTuple):
    """A control word and its number."""

    name: str
    value: int | None


def controls(token: bytes, names: Mapping[bytes, str]) -> list[Control]:
    r"""Those control words of a sequence that have one of the names.

    >>> controls(b"\\pard\\f15 \\b0", {b"f": "f", b"b": "b"})
    [Control(name='f', value=15), Control(name='b', value=0)]
    """
    return [Control(names[name], int(number) if number and len(number) <= LONGEST_NUMBER else None)
            for name, number in WORD.findall(token) if name in names]


def end_of_group(data: bytes, start: int) -> int:
    r"""The offset behind the brace that closes the group open at `start`; the file's end where none does.

    >>> end_of_group(b"a{b}c}d", 0)
    6
    """
    depth, at = 1, start
    while depth and at < len(data):
        for token in INSIDE.finditer(data, at):
            at = token.end()
            if token[1]:
                depth += 1 if token[1] == b"{" else -1
                if not depth:
                    break
            elif token[2]:
                at = behind_binary(data, at, token[2])
                break
        else:
            return len(data)
    return at


def behind_binary(data: bytes, at: int, length: bytes) -> int:
    """The offset behind `length` bytes; a length that the file cannot hold is a lie and skips none."""
    behind = at + int(length) if len(length) <= LONGEST_NUMBER else len(data) + 1
    return behind if behind <= len(data) else at
