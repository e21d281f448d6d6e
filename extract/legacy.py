"""Legacy encodings of Vietnamese (TCVN3, VNI, VISCII, VPS, VIQR) to Unicode, by font and by guess.

Must run before `clean`: in TCVN3 the letter ư is 0xAD, the soft hyphen.
"""

from __future__ import annotations

from collections.abc import Iterable

Run = tuple[str, str | None]


def by_font(font: str | None) -> str | None:
    """The encoding that text in this font is typed in: `tcvn3`, `tcvn3 capitals`, `vni`, or None."""
    raise NotImplementedError


def decode(text: str, encoding: str) -> str:
    """The text in Unicode; it is given as its bytes would read in cp1252 (what Word and browsers show)."""
    raise NotImplementedError


def guess(text: str) -> str | None:
    """The encoding that the text is typed in, judged by its words alone; None where it is Unicode or plain."""
    raise NotImplementedError


def convert(runs: Iterable[Run]) -> tuple[str, str | None]:
    """The runs (text, font) of one block joined, each converted by its font; and the encoding, if any."""
    raise NotImplementedError
