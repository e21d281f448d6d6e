"""Plain text and Markdown. (Placeholder until the reader helper fills it.)"""
from __future__ import annotations

from extract.document import Piece, Reading


def decode(data: bytes) -> str | None:
    """The text of the bytes (UTF-8, UTF-16, cp1258), or None where they are no text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def looks_like_html(text: str, named_html: bool = False) -> bool:
    """Whether the text is HTML."""
    return "<html" in text[:4096].lower()


def read(data: bytes) -> Reading:
    """The paragraphs of a text file."""
    return Reading([Piece(line) for line in (decode(data) or "").splitlines() if line.strip()])
