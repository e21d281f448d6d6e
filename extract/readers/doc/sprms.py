"""Single property modifiers ("sprms"): codes with an operand, in which Word stores all formatting.

Source: [MS-DOC], section 2.6.
"""

from __future__ import annotations

from struct import unpack_from

# How many bytes the operand has, by the code's top three bits; the sixth kind says it itself.
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
TABLE_DEFINITION, TAB_CHANGES = 0xD608, 0xC615

# What is read, by code. Characters:
DELETED, HIDDEN, BOLD, ITALIC, STYLE, FONT, OTHER_FONT, SYMBOL, HEIGHT = (
    0x0800, 0x083C, 0x0835, 0x0836, 0x4A30, 0x4A4F, 0x4A51, 0x6A09, 0x2A48)
# Paragraphs:
IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END, LIST_LEVEL, LIST, OUTLINE, HUGE, HUGE_OLD = (
    0x2416, 0x2417, 0x6649, 0x244B, 0x244C, 0x260A, 0x460B, 0x2640, 0x6646, 0x6645)
# Tables:
BORDERS_OLD, BORDERS, CELL_BORDERS_OLD, CELL_BORDERS, VERTICAL_MERGE = 0xD605, 0xD613, 0xD620, 0xD62F, 0xD62B
# What a piece of a fast-saved file may say in two bytes (section 2.9.216, Prm0).
SHORT = {0x0C: LIST_LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x55: BOLD, 0x56: ITALIC, 0x5C: HIDDEN,
         0x78: OUTLINE}

Properties = dict[int, bytes]


def properties(data: bytes) -> Properties:
    """The operands by code; of a code given twice, the last.

    >>> properties(bytes.fromhex("3508 01 4f4a 0300"))
    {2101: b'\\x01', 19023: b'\\x03\\x00'}
    """
    found: Properties = {}
    at, end = 0, len(data) - 2
    while at < end:
        code = data[at] | data[at + 1] << 8
        at += 2
        size = SIZES[code >> 13]
        if not size:
            at, size = _counted(data, at, code)
        found[code] = data[at:at + size]
        at += size
    return found


def _counted(data: bytes, at: int, code: int) -> tuple[int, int]:
    """Where an operand that says its own length begins, and the length."""
    if code == TABLE_DEFINITION:
        return at + 2, max(unpack_from("<H", data, at)[0] - 1, 0) if at + 2 <= len(data) else 0
    size = data[at]
    if code == TAB_CHANGES and size == 255:  # deleted tabs, 4 bytes each, and added ones, 3 bytes each
        deleted = data[at + 1] if at + 1 < len(data) else 0
        added_at = at + 2 + 4 * deleted
        added = data[added_at] if added_at < len(data) else 0
        return at + 1, 2 + 4 * deleted + 3 * added
    return at + 1, size


def number(found: Properties, code: int) -> int | None:
    """The operand as a number without sign, or None where the code is not there."""
    operand = found.get(code)
    return None if operand is None else int.from_bytes(operand, "little")
