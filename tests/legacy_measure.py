"""How much of legacy Vietnamese comes out right: characters, diacritics, syllables, against a true text.

The measure of the project's shared `legacy/METRIC.md`, over the longest common subsequence: the alignment that
`difflib` looks for takes minutes and finds a little less. Run it as a program for a table of all files there:

    python -m tests.legacy_measure
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import category, normalize

from rapidfuzz.distance import LCSseq

from extract import Unreadable, read
from extract.document import Document
from tests.cases import SHARED

FOLDER = SHARED / "legacy"
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix not in (".txt", ".md"))


class Accuracy(NamedTuple):
    """Shares from 0 to 1 of the true text's characters, letters with diacritics, and words."""

    characters: float
    diacritics: float
    syllables: float


def accuracy(found: str, true: str) -> Accuracy:
    """How much of the true text was found.

    >>> accuracy("Bao cao tai chinh", "Báo cáo tài chính").diacritics
    0.0
    """
    found, true = (" ".join(normalize("NFC", text).split()) for text in (found, true))
    matched = sum(end - start for start, end, _ in _same(found, true))
    words = sum(end - start for start, end, _ in _same(found.split(), true.split()))
    marked = [at for at, letter in enumerate(true) if _base(letter) != letter]
    by_place = {start + n: other + n for start, end, other in _same(_bases(found), _bases(true))
                for n in range(end - start)}
    right = sum(at in by_place and found[by_place[at]] == true[at] for at in marked)
    return Accuracy(matched / len(true), right / len(marked), words / len(true.split()))


def _same(found: str | list[str], true: str | list[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches of the true text that were found: from, up to, and where in the found text."""
    for step in LCSseq.opcodes(true, found):
        if step.tag == "equal":
            yield step.src_start, step.src_end, step.dest_start


def _bases(text: str) -> str:
    return "".join(map(_base, text))


def _base(letter: str) -> str:
    """The letter without its diacritics; letters that a diacritic does not compose stay."""
    bare = "".join(sign for sign in normalize("NFD", letter) if category(sign) != "Mn")
    return {"đ": "d", "Đ": "D"}.get(bare, bare) or letter


def true_text(path: Path) -> str:
    """What the file beside it says is right."""
    return path.with_suffix(".truth.txt").read_text(encoding="utf-8")


def measured(paths: Iterable[Path] = FILES) -> Iterator[tuple[Path, Document | Unreadable]]:
    """All files with their documents, or why they cannot be read."""
    for path in paths:
        try:
            yield path, read(path)
        except Unreadable as error:
            yield path, error


def main() -> None:
    """Print a table: the measure as it is, and with letters' case left out."""
    print(f"{'file':45} {'char':>7} {'diacr':>7} {'syll':>7} | without case: char, diacr, syll")
    for path, document in measured():
        if isinstance(document, Unreadable):
            print(f"{path.name:45} {document}")
            continue
        true = true_text(path)
        as_is, folded = accuracy(document.text, true), accuracy(document.text.lower(), true.lower())
        print(f"{path.name:45} " + " ".join(f"{share:7.4f}" for share in as_is), "|",
              " ".join(f"{share:7.4f}" for share in folded))


if __name__ == "__main__":
    main()
