"""Messages in English or in Vietnamese: `say` gives a sentence in the language that was chosen."""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping

from pipelines.vietnamese import CLICK, CODES, WORDS

LANGUAGES = ("en", "vi")
VARIABLE = "BAOCAO_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that says anything decides

_chosen = "en"


def choose(language: str | None) -> None:
    """Speak this language from now on; None: the one of BAOCAO_LANG or of the computer."""
    global _chosen
    _chosen = language or wanted(os.environ, locale.getlocale()[0])


def chosen() -> str:
    """The language spoken now."""
    return _chosen


def wanted(environment: Mapping[str, str], place: str | None) -> str:
    """The language that the environment asks for; `place` is the computer's own, as Windows names it.

    >>> [wanted({"BAOCAO_LANG": "vi"}, None), wanted({"LANG": "vi_VN.UTF-8"}, None), wanted({}, "Vietnamese_Vietnam")]
    ['vi', 'vi', 'vi']
    >>> [wanted({"BAOCAO_LANG": "en", "LANG": "vi_VN"}, None), wanted({"LANG": "C.UTF-8"}, None), wanted({}, None)]
    ['en', 'en', 'en']
    """
    said = next(filter(None, map(environment.get, (VARIABLE, *LOCALE))), place or "")
    return "vi" if said.casefold().startswith("vi") else "en"


def say(words: str, *values: object) -> str:
    """The sentence with the values in their places; whole numbers get the marks of the language.

    >>> say("{} files seen: {}.", 1234, "1,234 read whole")
    '1,234 files seen: 1,234 read whole.'
    """
    mine = WORDS.get(words, words) if _chosen == "vi" else words
    return mine.format(*map(_written, values))


def say_error(error: str) -> str:
    """`code: sentence` of a document, as it is, or in Vietnamese by its code.

    >>> say_error("empty: The file is empty (0 bytes).")
    'empty: The file is empty (0 bytes).'
    """
    code = error.partition(":")[0]
    return f"{code}: {CODES[code]}" if _chosen == "vi" and code in CODES else error


def say_mistake(words: str) -> str:
    """What click says of a mistake of use, as it is, or in Vietnamese where its pattern is known.

    >>> choose("vi"); print(say_mistake("Invalid value for '--out': Path 'x y' does not exist.")); choose("en")
    '--out' không hợp lệ: không có tệp hoặc thư mục “x y”.
    """
    for pattern, mine in CLICK if _chosen == "vi" else ():
        if found := re.fullmatch(pattern, words, re.DOTALL):
            return mine.format(*map(say_mistake, found.groups()))
    return words


def _written(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    return f"{value:,}".replace(",", "." if _chosen == "vi" else ",")
