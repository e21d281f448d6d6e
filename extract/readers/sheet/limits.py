"""How large a sheet may be: calamine is native code that takes memory for every cell between the outermost two."""

from __future__ import annotations

from extract.errors import Unreadable

# Cells in the rectangle around all that are filled (24 bytes each); characters of all cells together.
MOST_PLACES, MOST_CHARACTERS = 5_000_000, 32 * 2**20
# Filled cells that are read of one workbook; a table of 20,000 rows and 20 columns.
MOST_CELLS = 400_000
CUT_OFF = f"too_large: The workbook holds more than {MOST_CELLS:,} filled cells; those behind were not read."


def check_size(height: int, width: int) -> None:
    """Raises `Unreadable` where a sheet of this size would take too much memory."""
    if height * width > MOST_PLACES:
        raise Unreadable("too_large", f"A sheet reaches over {height:,} rows and {width:,} columns, far more than "
                         "any report: it may be an attack and was not read.")


def check_characters(count: int) -> None:
    """Raises `Unreadable` where the cells together would be too long."""
    if count > MOST_CHARACTERS:
        raise Unreadable("too_large", f"The cells repeat texts of {count >> 20} million characters together: "
                         "it may be an attack and was not read.")
