"""Links from a workbook to files: relative where they can be, so that archive and workbook move together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Link(NamedTuple):
    """A cell that opens a file: its place from the workbook, and the words to see."""

    target: str
    words: str


# Letters that mean something in a link; all others stand as they are.
LINK_SIGNS = {ord(sign): f"%{ord(sign):02X}" for sign in "%# \"<>[]^`{}"}


def link_to(file: Path, folder: Path, words: str) -> Link:
    """A link from a workbook in `folder` to a file; relative where both are on one drive.

    >>> link_to(Path("/a/bao cao/số 1#.docx"), Path("/a/out"), "bc")
    Link(target='../bao%20cao/số%201%23.docx', words='bc')
    """
    try:
        place = os.path.relpath(file, folder)
    except ValueError:  # Windows: another drive
        place = str(file)
    return Link(place.replace("\\", "/").translate(LINK_SIGNS), words)
