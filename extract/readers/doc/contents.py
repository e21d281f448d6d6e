"""The streams of a document put together: the paragraphs of each part, styles and lists."""

from __future__ import annotations

from collections.abc import Mapping

from extract.readers.doc.bins import character_entry, paragraph_entry, stretches
from extract.readers.doc.fib import Header
from extract.readers.doc.lists import Lists
from extract.readers.doc.looks import Looks
from extract.readers.doc.paragraphs import Paragraph, Text, alike, spans
from extract.readers.doc.pieces import text_of, text_pieces
from extract.readers.doc.stories import Story, boxes, stories
from extract.readers.doc.styles import Styles, fonts


class Contents:
    """What the streams hold. `cut_off`: the text goes on behind the end of its stream."""

    def __init__(self, streams: Mapping[str, bytes], head: Header) -> None:
        """Takes the streams by their names. Raises `ValueError` and what `struct` does where they make no sense."""
        self._head, word = head, streams["WordDocument"]
        self._table, self._data = streams.get(head.table, b""), streams.get("Data", b"")
        pieces = text_pieces(self._section("pieces"))
        self.cut_off = any(piece.at + (piece.end - piece.start) * piece.width > len(word) for piece in pieces)
        self.has_data = bool(self._data)
        names = fonts(self._section("fonts"))
        self.styles = Styles(self._section("styles"))
        self.lists = Lists(self._section("lists", with_rest=True), self._section("list_uses"), names)
        runs = stretches(word, self._section("runs"), character_entry, 1)
        paragraphs = stretches(word, self._section("paragraphs"), paragraph_entry, 13)
        looks = Looks(self.styles, names)
        self._text = Text(text_of(word, pieces), alike(spans(pieces, runs), looks.key), spans(pieces, paragraphs),
                          looks, self._huge)

    def paragraphs(self, name: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
        """The paragraphs of a part, or of what stands between two of its positions."""
        part = self._head.parts[name]
        until = part.end if end is None else min(part.start + end, part.end)
        return list(self._text.paragraphs(min(part.start + start, part.end), until))

    def heads(self) -> list[tuple[Story, list[Paragraph]]]:
        """The running heads of all sections."""
        return [(story, self.paragraphs("headers", story.start, story.end))
                for story in stories(self._section("headers"))]

    def boxes(self) -> list[tuple[int, list[Paragraph]]]:
        """The text boxes of the body, each with the position it hangs on: the end where that is not known."""
        end = self._head.parts["text"].end
        return [(end if story.anchor is None else story.anchor, self.paragraphs("boxes", story.start, story.end))
                for story in boxes(self._section("boxes"), self._section("shapes"))]

    def _section(self, name: str, *, with_rest: bool = False) -> bytes:
        """One of `fib.PAIRS` in the table stream; lists keep their levels behind what its length counts."""
        at, size = self._head.pairs[name]
        return self._table[at:None if with_rest else at + size] if size else b""

    def _huge(self, at: int) -> bytes:
        """Properties too long for a page of formatting."""
        size = int.from_bytes(self._data[at:at + 2], "little")
        return self._data[at + 2:at + 2 + size]
