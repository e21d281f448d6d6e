"""RTF files for the tests, made on the spot."""

from __future__ import annotations

from extract.document import Document, compose
from extract.readers import rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0{\*\panose 02020603050405020304}Times New Roman;}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset162 .VnTimeH Tur;}{\f3\fcharset0 VNI-Times;}{\f4\fcharset2 Symbol;}"
    r"{\f5\fcharset163 Arial (Vietnamese);}{\f6\fcharset128 MS Mincho;}}"
)
STYLES = r"{\stylesheet{\ql Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2\sbasedon0 Heading 2;}{\*\cs9 Strong;}}"


def rtf_file(body: str) -> bytes:
    """An RTF with this body; letters beyond Latin-1 are written as RTF writes them."""
    escaped = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in body)
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{STYLES}{escaped}}}".encode("latin-1")


def document(body: str) -> Document:
    """What is read from an RTF with this body."""
    return compose(rtf.read(rtf_file(body)))


def blocks(body: str) -> list[list[object]]:
    """Kind, level, table, row, column and text of each block."""
    read = document(body)
    return [
        [block.kind, block.level, block.table, block.row, block.col, read.text[block.start : block.end]]
        for block in read.blocks
    ]


def row(*cells: str, settings: str = "") -> str:
    """A table row of cells an inch wide, each with its own definition in `settings`, parted by `|`."""
    own = settings.split("|") if settings else [""] * len(cells)
    edges = "".join(f"{said}\\cellx{1440 * (n + 1)}" for n, said in enumerate(own))
    return f"\\trowd{edges}\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in cells) + "\\row\\pard "
