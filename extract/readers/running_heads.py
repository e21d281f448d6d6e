"""Running heads of a document that has them as parts of their own: each text once, page numbers out."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.cleaning import clean
from extract.document import Piece
from extract.readers.docx.columns import ANY_HEAD, split_lines, unmarked

PAGE_NUMBER = regex.compile(r"(?i)[\W\d_]*+(?:(?:trang|page|tr)\b[\W\d_]*+)?(?:(?:of|trên)\b[\W\d_]*+)?")


def with_heads(body: list[Piece], heads: Iterable[list[Piece]]) -> list[Piece]:
    """The body with headers and footers behind it; a letterhead that was set as a header goes in front.

    >>> [piece.text for piece in with_heads([Piece("Xã A")], [[Piece("Trang 1", "footer"), Piece("UBND", "header")]])]
    ['Xã A', 'UBND']
    """
    pieces = list(body)
    seen: set[tuple[str, str]] = set()
    for part in heads:
        texts = {(piece.kind, _plain(piece)): piece for piece in part}
        fresh = [piece for key, piece in texts.items() if key not in seen and not PAGE_NUMBER.fullmatch(key[1])]
        seen |= texts.keys()
        if _is_letterhead(fresh):
            pieces = split_lines([Piece(piece.text, encoding=piece.encoding) for piece in fresh]) + pieces
        else:
            pieces += fresh
    return pieces


def _plain(piece: Piece) -> str:
    return " ".join(clean(piece.text).split())


def _is_letterhead(heads: list[Piece]) -> bool:
    """Some offices print the letterhead as the head of the first page: then it belongs to the text."""
    return any(piece.kind == "header" and ANY_HEAD.search(unmarked(piece.text)) for piece in heads)
