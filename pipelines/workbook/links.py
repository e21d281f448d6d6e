"""Links from a workbook to files: relative where they can be, so that archive and workbook move together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Link(NamedTuple):
    """A cell that opens a file: its place from the workbook, and the words to see."""

    target: str
    words: str


# Letters that mean something in a link, and bytes of names that are no UTF-8 (Python keeps them as U+DC80 to U+DCFF);
# all others stand as they are.
LINK_SIGNS = ({ord(sign): f"%{ord(sign):02X}" for sign in "%# \"<>[]^`{}"}
              | {0xDC00 + byte: f"%{byte:02X}" for byte in range(0x80, 0x100)})


def link_to(file: Path, folder: Path, words: str) -> Link:
    r"""A link from a workbook in `folder` to a file; relative where both are on one drive.

    >>> link_to(Path("/a/bao cao/số 1#.docx"), Path("/a/out"), "bc")
    Link(target='../bao%20cao/số%201%23.docx', words='bc')
    >>> link_to(Path("/a/b\udce1o.docx"), Path("/a"), "bc").target
    'b%E1o.docx'
    """
    try:
        place = os.path.relpath(file, folder)
    except ValueError:  # Windows: another drive
        place = str(file)
    return Link(place.replace("\\", "/").translate(LINK_SIGNS), words)
