"""Words typed in legacy encodings, for readers that may walk their file twice: once to judge, once to convert."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.legacy import Converter, Run
from extract.legacy.guessing import UNICODE

Convert = Callable[[Sequence[Run]], tuple[str, str | None]]
Walked = TypeVar("Walked")


class Recorder:
    """Keeps the runs that it is asked to convert, and leaves them as they are."""

    def __init__(self) -> None:
        """Start without runs."""
        self.runs: list[Run] = []

    def __call__(self, runs: Sequence[Run]) -> tuple[str, str | None]:
        """The runs joined, and no encoding."""
        self.runs += runs
        return "".join([text for text, _ in runs]), None


def walked(walk: Callable[[Convert], Walked]) -> Walked:
    """What `walk` gives; where words of the document are in a legacy encoding, with them converted.

    `walk` must name the fonts of its runs, at least those that are legacy ones (`extract.legacy.by_font`).
    """
    recorder = Recorder()
    found = walk(recorder)
    named = any(font for _, font in recorder.runs)
    if not named and any(UNICODE.search(text) for text, _ in recorder.runs):
        return found
    converter = Converter(recorder.runs)
    return walk(converter.convert) if named or converter.is_needed else found
