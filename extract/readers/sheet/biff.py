"""Excel 95 to 2003: how large the sheets are, and the fonts and percent formats of their cells.

What cells hold is read by calamine, which does not tell these. Records as in [MS-XLS] 2.3 and 2.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from struct import Struct

from extract.legacy import by_font
from extract.readers.sheet.cells import Look, Looks, look_of
from extract.readers.sheet.limits import MOST_CHARACTERS, check_characters, check_size
from extract.readers.sheet.strings import Text, strings

BOF, END, FONT, FORMAT, XF, SHEET, LOCKED = 0x809, 0x0A, 0x31, 0x41E, 0xE0, 0x85, 0x2F
STRINGS, CONTINUED, LABEL, MULTIPLE, DIMENSIONS = 0xFC, 0x3C, 0xFD, 0xBD, 0x200
# Records of cells that hold something; they begin with row, column and format.
CELLS = frozenset((0x03, 0x203, 0x04, 0x204, 0x05, 0x205, 0x06, 0x206, 0x406, 0x7E, 0x27E, 0xD6, LABEL, MULTIPLE))
ERROR_OR_BOOL, FORMULA, FORMULA_ERROR = 0x205, 0x06, b"\x02"
MAY_BE_ERRORS = (ERROR_OR_BOOL, FORMULA)
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
PERCENT_FORMATS = (9, 10)  # the built-in `0%` and `0.00%`
UNUSED_FONT = 4  # no font has this number
EXCEL_97 = b"\x00\x06"
HEAD, CELL, PAIR, SHORT, LONG = Struct("<HH"), Struct("<HHH"), Struct("<HH"), Struct("<H"), Struct("<I")


class Book:
    """The stream of a workbook; `locked` where what stands behind its first records is encrypted."""

    def __init__(self, data: bytes) -> None:
        """Read what stands before the first sheet."""
        self.data, self._source = bytearray(data), data
        self._wide = data[4:6] == EXCEL_97
        self._globals: dict[int, list[bytes]] = {}
        before = 0
        for _, kind, body in self._records(0):
            if kind == END:
                break
            # Texts go on in records without a name of their own.
            before = before if kind == CONTINUED else kind
            self._globals.setdefault(before, []).append(body)
        self.locked = LOCKED in self._globals

    def _records(self, at: int) -> Iterator[tuple[int, int, bytes]]:
        """The records of the part that begins there, and of the charts within it: where, what kind, its bytes."""
        start, depth, data, head = at, 1, self._source, HEAD.unpack_from
        last = len(data) - HEAD.size
        while depth and at <= last:
            kind, size = head(data, at)
            behind = at + 4 + size
            yield at, kind, data[at + 4:behind]
            if kind in (END, BOF):
                depth += (kind == BOF and at > start) - (kind == END)
            at = behind

    @cached_property
    def sheets(self) -> list[int]:
        """Where the sheets begin, in their order."""
        return [LONG.unpack_from(body)[0] for body in self._globals.get(SHEET, ())]

    @cached_property
    def _fonts(self) -> list[str]:
        return [self._name(body[14:]) for body in self._globals.get(FONT, ())]

    def _name(self, body: bytes) -> str:
        """A name behind its length; Excel 97 says in a byte between them whether its letters are wide."""
        if not self._wide:
            return body[1:1 + body[0]].decode("cp1252", "replace")
        wide = body[1] & 1
        return body[2:2 + body[0] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")

    def _font(self, number: int) -> str | None:
        """The name of a font by the number that formats and texts have for it."""
        number -= number > UNUSED_FONT
        return self._fonts[number] if number < len(self._fonts) else None

    @cached_property
    def _looks(self) -> list[Look | None]:
        """The look of each format of cells, where it says anything."""
        own = {SHORT.unpack_from(body)[0]: self._format(body[2:]) for body in self._globals.get(FORMAT, ())}
        formats = dict.fromkeys(PERCENT_FORMATS, "%") | own
        pairs = [PAIR.unpack_from(body) for body in self._globals.get(XF, ())]
        looks = [look_of(self._font(font), formats.get(format, "")) for font, format in pairs]
        return [look if by_font(look.font) or look != Look(look.font) else None for look in looks]

    def _format(self, body: bytes) -> str:
        """A number's format behind its length, which Excel 97 writes in two bytes."""
        return self._name(body[:1] + body[2:] if self._wide else body) if len(body) > 2 else ""

    @cached_property
    def _texts(self) -> list[Text]:
        return list(strings(self._globals.get(STRINGS, [])))

    def looks(self, sheet: int) -> Looks:
        """The looks of a sheet's cells that have any. Raises `Unreadable` where it is too large."""
        found: Looks = {}
        numbers: list[int] = []
        height = width = 0
        looks, legacy = self._looks if any(self._looks) else (), self._legacy
        for at, kind, body in self._records(self.sheets[sheet]):
            if kind == DIMENSIONS:  # calamine takes memory for what it claims
                self.data[at + 4:at + 4 + len(body)] = bytes(len(body))
            if kind not in CELLS or len(body) < CELL.size:
                continue
            row, first, format = CELL.unpack_from(body)
            formats = _formats(body) if kind == MULTIPLE else (format,)
            if row >= height:
                height = row + 1
            if first + len(formats) > width:
                width = first + len(formats)
            for col, format in enumerate(formats, first) if looks else ():
                if format < len(looks) and (look := looks[format]):
                    found[row, col] = look
            if kind == LABEL:
                if len(body) >= 10:
                    numbers.append(LONG.unpack_from(body, 6)[0])
                    if legacy:
                        self._add_runs(found, (row, first), numbers[-1])
            elif kind in MAY_BE_ERRORS and (error := _error(kind, body)):
                found[row, first] = Look(runs=((error, None),))
        check_size(height, width)
        self._check_texts(numbers)
        return found

    @cached_property
    def _legacy(self) -> bool:
        return any(map(by_font, self._fonts))

    def _add_runs(self, found: Looks, place: tuple[int, int], number: int) -> None:
        """The runs of a text in several fonts; what stands before the first change is in the cell's own."""
        text, changes = self._texts[number] if number < len(self._texts) else ("", [])
        if changes:
            look = found.get(place, Look())
            starts = [(0, look.font), *((at, self._font(font)) for at, font in changes), (len(text), None)]
            runs = [(text[start:end], font) for (start, font), (end, _) in pairwise(starts) if start < end]
            found[place] = look._replace(runs=tuple(runs))

    def _check_texts(self, numbers: list[int]) -> None:
        """Every cell gets its own copy of a shared text: a long one may be shared by thousands."""
        if len(numbers) * sum(map(len, self._globals.get(STRINGS, ()))) > MOST_CHARACTERS:
            lengths = [len(text) for text, _ in self._texts]
            check_characters(sum(lengths[number] for number in numbers if number < len(lengths)))


def _formats(body: bytes) -> list[int]:
    """The formats of the cells of one row that share a record."""
    return [SHORT.unpack_from(body, at)[0] for at in range(4, len(body) - 5, 6)]


def _error(kind: int, body: bytes) -> str | None:
    """What a cell shows whose value is an error; calamine leaves it empty."""
    if kind == FORMULA and len(body) > 13 and body[6:7] == FORMULA_ERROR and body[12:14] == b"\xff\xff":
        return ERRORS.get(body[8])
    return ERRORS.get(body[6]) if kind == ERROR_OR_BOOL and body[7:8] == b"\x01" else None
