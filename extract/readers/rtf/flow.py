"""A flow of paragraphs and tables: the body, a footnote, a running head, a text box."""

from __future__ import annotations

from collections.abc import Callable

from extract.document import Piece
from extract.readers.emphasis import Run, marked
from extract.readers.raised import is_high, with_raised
from extract.readers.recoding import Convert
from extract.readers.rtf.fonts import Font
from extract.readers.rtf.tables import Numbers, Table
from extract.readers.rtf.words import Format, Paragraph

DEEPEST = 24  # tables inside tables


class Flow:
    """The pieces of one flow as they gather."""

    def __init__(self, fonts: Callable[[int], Font], levels: dict[int, int], numbers: Numbers,
                 convert: Convert, kind: str | None = None) -> None:
        """`levels` are those of heading styles, `numbers` those of tables; `kind` holds for all pieces."""
        self.pieces: list[Piece] = []
        self.runs: list[tuple[str, Format]] = []
        self.label = ""
        self.boxes: list[Piece] = []  # of text boxes that hang at the open paragraph
        self.row_depth = 1  # the table whose rows are being defined
        self._fonts, self._levels, self._numbers = fonts, levels, numbers
        self._convert, self._kind = convert, kind
        self._tables: list[Table] = []

    def show(self, shown: tuple[str, Format]) -> None:
        """Words in their look."""
        self.runs.append(shown)

    def end_paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph ends; outside tables it ends those that are open."""
        depth = paragraph.depth
        if not depth and self._tables and not self._tables[0].is_between_rows:
            depth = 1
        self._place(self._paragraph(paragraph, depth > 0), depth)

    def end_cell(self, paragraph: Paragraph) -> None:
        """A cell ends, and with it its last paragraph."""
        depth = max(paragraph.depth, 1)
        self._place(self._paragraph(paragraph, True), depth)
        self._table(depth).end_cell()

    def end_outer_cell(self, paragraph: Paragraph) -> None:
        """A cell of an outermost table ends."""
        self.end_cell(paragraph._replace(depth=1))

    def end_row(self, paragraph: Paragraph) -> None:
        """A row of a table inside a table ends."""
        depth = max(paragraph.depth, 1)
        self._place(self._paragraph(paragraph, True), depth)
        self._table(depth).end_row()
        self.row_depth = 1

    def end_outer_row(self, paragraph: Paragraph) -> None:
        """A row of an outermost table ends."""
        self.end_row(paragraph._replace(depth=1))

    def begin_row(self, _: None) -> None:
        """The definition of a row begins."""
        table = self._table(self.row_depth)
        table.definition = type(table.definition)()
        table.open = table.open or self.row_depth == 1

    def define(self, how: tuple[str, object]) -> None:
        """A part of the definition of a row: the method of `RowBoxes` and its argument."""
        if self._tables:
            getattr(self._table(self.row_depth).definition, how[0])(how[1])

    def finish(self) -> list[Piece]:
        """All pieces of the flow."""
        self.end_paragraph(Paragraph())
        self._close(0)
        return self.pieces

    def _table(self, depth: int) -> Table:
        """The open table at this depth; begins it, and those around it, where there is none."""
        while len(self._tables) < min(depth, DEEPEST):
            self._tables.append(Table(self._numbers.next()))
        return self._tables[min(depth, DEEPEST) - 1]

    def _place(self, pieces: list[Piece], depth: int) -> None:
        """Put pieces into the open cell at this depth, or into the flow."""
        if len(self._tables) > depth:
            self._close(depth)
        if pieces:
            (self._table(depth).cell if depth else self.pieces).extend(pieces)

    def _close(self, depth: int) -> None:
        """End the tables that are deeper than this."""
        while len(self._tables) > depth:
            table = self._tables.pop()
            pieces = table.pieces(self._kind)
            if table.is_letterhead:
                self._numbers.give_back(table.number)
            (self._tables[-1].cell if self._tables else self.pieces).extend(pieces)

    def _paragraph(self, paragraph: Paragraph, in_cell: bool) -> list[Piece]:
        """The open paragraph, with the text boxes that hang at it."""
        self._numbers.block()
        text, encoding = self._words() if self.runs else ("", None)
        label, boxes, self.label, self.boxes, self.runs = self.label, self.boxes, "", [], []
        # In tables the column of running numbers is often nothing but empty list items.
        if not text.strip() and not (in_cell and any(map(str.isalnum, label))):
            return boxes
        kind, level = self._kind_of(paragraph, label)
        return [Piece(label + text, kind, level, encoding=encoding), *boxes]

    def _kind_of(self, paragraph: Paragraph, label: str) -> tuple[str, int | None]:
        if self._kind:
            return self._kind, None
        outline = paragraph.outline
        level = self._levels.get(paragraph.style or 0) if outline is None else outline + 1 if outline < 9 else None
        if level:
            return "heading", level
        return ("list_item", paragraph.level + 1) if label else ("paragraph", None)

    def _words(self) -> tuple[str, str | None]:
        """The words of the open paragraph, those between marks that alone are bold or italic; their encoding."""
        looks = {look for _, look in self.runs}
        fonts = {look: self._fonts(look.font).name for look in looks}
        high = any(look.raised for look in looks)
        if not high and len({(fonts[look], look.bold or look.italic) for look in looks}) == 1:
            runs = [("".join([text for text, _ in self.runs]), fonts[looks.pop()])]
        else:
            shown = with_raised(self.runs) if high else self.runs
            runs = marked([Run(text, None if high and is_high(text) else fonts[look], look.bold or look.italic)
                           for text, look in shown])
        return self._convert(runs)
