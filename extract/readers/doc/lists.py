"""Lists: their levels, for the numbers and bullets they put in front. Source: [MS-DOC], 2.9.131, 2.9.147, 2.9.150.

Lists that Word 6 numbered by itself (`sprmPAnld`) and that were only converted are not counted.
"""

from __future__ import annotations

from functools import cached_property
from struct import unpack_from
from typing import NamedTuple

from extract.readers.doc import sprms
from extract.readers.doc.sprms import number, properties
from extract.readers.numbering import LEVELS, Level, List, bullet

# `nfc` values by the names that `Level.format` has; others are shown in digits.
FORMATS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet",
           57: "numberInDash", 255: "none"}
LIST_SIZE, LEVEL_SIZE, USE_SIZE = 28, 28, 16
LEGAL, NO_RESTART, SIMPLE, STARTS, FORMATTED = 4, 8, 1, 0x10, 0x20
BULLET, NOTHING = 23, 2  # a kind of number; what stands between number and words


class _Use(NamedTuple):
    """The use of a list: its id, where the levels begin that it changes, by their depth, and where it starts anew."""

    id: int
    levels: list[tuple[int, int]]
    restarts: dict[int, int]


class Lists:
    """The lists of a document by the numbers that paragraphs name (`sprmPIlfo`, from 1)."""

    def __init__(self, definitions: bytes, uses: bytes, fonts: list[str]) -> None:
        """Keeps both tables; most documents have many lists and use few."""
        self._data, self._used, self._fonts = definitions, uses, fonts

    def get(self, id: str) -> List | None:
        """The list that paragraphs name by this number."""
        index = int(id) - 1
        return self._list(self._uses[index]) if 0 <= index < len(self._uses) else None

    def _list(self, use: _Use) -> List:
        at = {ilvl: (self._data, at) for ilvl, at in enumerate(self._levels.get(use.id, ()))}
        at |= {ilvl: (self._used, at) for ilvl, at in use.levels}
        return List(str(use.id), {ilvl: self._level(*place) for ilvl, place in at.items() if ilvl < LEVELS},
                    use.restarts)

    @cached_property
    def _levels(self) -> dict[int, list[int]]:
        """Where the levels of each list begin, by its id; they stand behind all the lists."""
        data = self._data
        (count,) = unpack_from("<H", data) if len(data) > 1 else (0,)
        found: dict[int, list[int]] = {}
        at = 2 + LIST_SIZE * count
        for index in range(count):
            (id,) = unpack_from("<i", data, 2 + LIST_SIZE * index)
            simple = data[2 + LIST_SIZE * index + 26] & SIMPLE
            found[id] = []
            for _ in range(1 if simple else LEVELS):
                if at + LEVEL_SIZE + 2 > len(data):
                    return found
                found[id].append(at)
                at = _behind(data, at)
        return found

    def _level(self, data: bytes, at: int) -> Level:
        start, format, flags = unpack_from("<iBB", data, at)
        characters, paragraph, restart = data[at + 24], data[at + 25], data[at + 26]
        look = at + LEVEL_SIZE + paragraph
        (length,) = unpack_from("<H", data, look + characters)
        text = data[look + characters + 2:_behind(data, at)][:2 * length].decode("utf-16-le", "replace")
        return Level(
            start=start, format=FORMATS.get(format, "decimal"),
            text=bullet(text, self._font(data[look:look + characters])) if format == BULLET
            else "".join(map(_place, text)),
            glued=data[at + 15] == NOTHING, legal=bool(flags & LEGAL),
            restart=restart if flags & NO_RESTART else None)

    def _font(self, look: bytes) -> list[str]:
        index = number(properties(look), sprms.FONT)
        return [self._fonts[index]] if index is not None and index < len(self._fonts) else []

    @cached_property
    def _uses(self) -> list[_Use]:
        """What paragraphs name by their number, in order."""
        data = self._used
        count = min(unpack_from("<I", data)[0], (len(data) - 4) // USE_SIZE) if len(data) > 3 else 0
        at, found = 4 + USE_SIZE * count, []
        for index in range(count):
            (id,) = unpack_from("<i", data, 4 + USE_SIZE * index)
            levels: list[tuple[int, int]] = []
            restarts: dict[int, int] = {}
            at += 4
            for _ in range(data[4 + USE_SIZE * index + 12]):
                if at + 8 > len(data):
                    break
                start, flags = unpack_from("<iI", data, at)
                at += 8
                if flags & FORMATTED and at + LEVEL_SIZE + 2 <= len(data):
                    levels.append((flags & 15, at))
                    at = _behind(data, at)
                elif flags & STARTS:
                    restarts[flags & 15] = start
            found.append(_Use(id, levels, restarts))
        return found


def _behind(data: bytes, at: int) -> int:
    """Where the level that begins at `at` ends."""
    at += LEVEL_SIZE + data[at + 24] + data[at + 25]
    return at + 2 + 2 * (data[at] | data[at + 1] << 8)


def _place(sign: str) -> str:
    """Signs below 9 stand for the numbers of the levels."""
    return f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign
