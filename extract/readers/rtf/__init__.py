"""Rich Text Format (.rtf, and much that is named .doc): one pass over the bytes, as Word 97 to 2016 writes it.

Rules: Microsoft's RTF specification 1.9.1.
"""

from __future__ import annotations

from functools import partial

from extract.document import Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.docx.columns import split_lines
from extract.readers.recoding import walked
from extract.readers.rtf.reader import Reader
from extract.readers.running_heads import with_heads

# Control words and braces, two letters written as codes as one; real reports have 400 to 600 of them a page. So many
# are read within 10 s and 500 MB.
MOST_MARKS = 800_000
LETTERS = (b"\\'", b"\\u")  # how letters are written
CUT_OFF = "damaged: The file ends in the middle of the document; what is there was read."


def read(data: bytes, options: Options = PLAIN) -> Reading:
    r"""The pieces in reading order, footnotes behind the body, running heads last.

    >>> file = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\outlinelevel0 B\u225?o c\u225?o\par}12 h\u7897?\par}"
    >>> [(piece.text, piece.kind) for piece in read(file).pieces]
    [('Báo cáo', 'heading'), ('12 hộ', 'paragraph')]
    """
    if data.count(b"\\") + data.count(b"{") - sum(map(data.count, LETTERS)) // 2 > MOST_MARKS:
        raise Unreadable("too_large", "The file holds millions of marks, far more than any report: it may be an "
                         "attack and was not read.")
    found = walked(partial(Reader, data))
    pieces = with_heads(split_lines(found.body) + found.notes, found.heads)
    return Reading(pieces, partial=CUT_OFF if found.open else None)
