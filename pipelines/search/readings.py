"""Other words for what a query says: days and numbers of documents are written in more ways than one.

Who types 5/3/2024 also means `ngày 05 tháng 3 năm 2024`, who types `kế hoạch 12` means `Kế hoạch số 12` and `12/KH`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, product

from extract.recognizers.symbols import digits
from extract.vocab import rows
from pipelines.search.words import Term, asked, has_diacritics, plain, side_by_side

MOST_WORDS = 12  # of a query that is put in other words
DAY = re.compile(r"(?<!\S)(\d\d?) (?:th[áa]ng )?(\d\d?) (?:n[ăa]m )?((?:19|20)\d\d)(?!\S)")
# All terms of one of them must stand in a text.
Way = tuple[Term, ...]


def ways(wanted: Sequence[Term]) -> list[Way]:
    """How the words may stand in a text, the best first: side by side, in other words, apart.

    >>> ways([("hũ",), ("gạo",)])
    [(('hũ', 'gạo'),), (('hũ',), ('gạo',))]
    >>> [" ".join(way[0]) for way in ways([("qd",), ("93",)])]
    ['qd 93', 'qd so 93', '93 qd', 'quyet dinh so 93', 'qd']
    """
    row = side_by_side(wanted)
    said = chain(_days(" ".join(row)), _numbers(" ".join(map(_joined, wanted)))) if len(row) <= MOST_WORDS else ()
    other = (tuple((words if has_diacritics(wanted) else plain(words)).split()) for words in said)
    return [*dict.fromkeys(((row,), *((one,) for one in other), tuple(wanted)))]


def own(wanted: Sequence[Term]) -> list[str]:
    """The tokens of the very document that a query names by its type and number; none where it begins otherwise.

    >>> own([("kế",), ("hoạch",), ("số",), ("12", "kh")]), own([("theo",), ("qd",), ("12",)])
    (['k.ke_hoach', 'n.12', 'kh'], [])
    """
    words = plain(" ".join(map(_joined, wanted)))
    if not (found := _numbered().match(words)):
        return []
    return [*asked(tuple(found[1].split()), "k."), f"n.{digits(found[2])}", *words[found.end():].split()]


def _joined(term: Term) -> str:
    """The words of a term; letters that are cut off from each other are one code (`k/h`)."""
    return ("" if all(len(word) == 1 and word.isalpha() for word in term) else " ").join(term)


def _days(words: str) -> Iterator[str]:
    """The words with their day in figures and in words, with and without zeros.

    >>> list(_days("ngày 5 3 2024"))[:3]
    ['ngày 5 3 2024', 'ngày 5 tháng 3 năm 2024', 'ngày 5 03 2024']
    """
    if found := DAY.search(words):
        day, month, year = found.groups()
        for one, other in product(*(dict.fromkeys((part, f"{int(part)}", f"{int(part):02}")) for part in (day, month))):
            for said in (f"{one} {other} {year}", f"{one} tháng {other} năm {year}"):
                yield words[:found.start()] + said + words[found.end():]


def _numbers(words: str) -> Iterator[str]:
    """The words with the number of a document as prose and as symbols say it.

    >>> list(_numbers("kế hoạch 12"))
    ['kế hoạch số 12', 'kế hoạch 12', '12 kh', 'kế hoạch số 12']
    """
    if found := _numbered().search(plain(words)):
        start, end = found.span()
        said, number = words[start:start + len(found[1])], found[2]
        yield f"{words[:start]}{said} số {number}{words[end:]}"
        yield f"{words[:start]}{said} {number}{words[end:]}"
        for name, code in _types()[found[1]]:
            yield f"{words[:start]}{number} {code}{words[end:]}"
            yield f"{words[:start]}{name} số {number}{words[end:]}"


@cache
def _types() -> dict[str, list[tuple[str, str]]]:
    """The types of documents with their codes, by either without diacritics."""
    known: dict[str, list[tuple[str, str]]] = {}
    for row in rows("doc_types"):
        for said in {plain(row["name"]), plain(row["abbr"])} if len(row["abbr"]) > 1 else ():
            known.setdefault(said, []).append((row["name"], row["abbr"].lower()))
    return known


@cache
def _numbered() -> re.Pattern[str]:
    types = "|".join(map(re.escape, sorted(_types(), key=len, reverse=True)))
    return re.compile(rf"(?<!\S)({types})(?: so)? (\d+[a-z]?)(?!\S)")
