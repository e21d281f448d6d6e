"""Web pages and Word documents saved as such: what a browser shows, block by block.

This module, `html_flow` and `html_nodes` are the only users of selectolax.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from selectolax.lexbor import LexborHTMLParser

from extract.document import Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.html import main as html_main
from extract.readers.html.flow import Flow
from extract.readers.html.nodes import path_of
from extract.readers.html.signs import STRAY, STRAYS, depth
from extract.readers.text.charsets import decode_declared
from extract.readers.text.wrapping import Line, pieces

MANY_TAGS, DEEPEST_TAGS = 10_000, 4_000  # fewer tags cannot nest deep enough to matter


def read(data: bytes, options: Options = PLAIN) -> Reading:
    r"""The blocks of a page.

    >>> page = b"<title>x</title><h1>B&aacute;o c&aacute;o</h1><ol><li>Xong.</ol>"
    >>> [(piece.text, piece.kind) for piece in read(page).pieces]
    [('Báo cáo', 'heading'), ('1. Xong.', 'list_item')]
    """
    text = decode_declared(data)
    if text is None:
        raise Unreadable("unsupported", "The page is in no encoding that is read.")
    return Reading(pieces(page_lines(text)))


def page_lines(text: str, tables: Iterator[int] | None = None) -> list[Line]:
    """The lines of a page; what a site puts around its document as running heads. `tables` numbers tables."""
    if text.count("<") > MANY_TAGS and depth(text) > DEEPEST_TAGS:
        raise Unreadable("too_complex", "The page nests its elements deeper than any browser shows.")
    tree = LexborHTMLParser(STRAY.sub("", text) if any(map(text.__contains__, STRAYS)) else text)
    if tree.body is None:
        return []
    flow = Flow(tables or count())
    flow.read(tree.body)
    if tree.css_first(html_main.WEB) is None or html_main.is_from_word(text):
        return flow.lines
    return html_main.without_surroundings(flow.lines, [path_of(node) for node in flow.nodes])
