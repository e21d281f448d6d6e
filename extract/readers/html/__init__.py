"""Web pages and Word documents saved as such: what a browser shows, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.document import Reading
from extract.errors import Unreadable
from extract.legacy import Converter
from extract.legacy.guessing import UNICODE
from extract.options import PLAIN, Options
from extract.readers.html import main as html_main
from extract.readers.html.flow import Flow
from extract.readers.html.fonts import Fonts, Script, may_be_legacy
from extract.readers.html.nodes import path_of
from extract.readers.html.signs import STRAY, STRAYS, depth
from extract.readers.recoding import Convert, walked
from extract.readers.text.charsets import decode_declared
from extract.readers.text.wrapping import Line, pieces

MANY_TAGS, DEEPEST_TAGS = 10_000, 4_000  # fewer tags cannot nest deep enough to matter
# The parser puts the words around an end tag that ends nothing into one node, and takes its memory anew each time;
# an empty comment keeps them apart.
MANY_STRAY, NOTHING = 1_000, "<!---->"


def read(data: bytes, options: Options = PLAIN) -> Reading:
    r"""The blocks of a page.

    >>> page = b"<title>x</title><h1>B&aacute;o c&aacute;o</h1><ol><li>Xong.</ol>"
    >>> [(piece.text, piece.kind) for piece in read(page).pieces]
    [('Báo cáo', 'heading'), ('1. Xong.', 'list_item')]
    """
    text = _decoded(data)
    if text is None:
        raise Unreadable("unsupported", "The page is in no encoding that is read.")
    return Reading(pieces(page_lines(text)))


def _decoded(data: bytes) -> str | None:
    """The text of a page; one that names legacy fonts holds their bytes, whatever charset it says."""
    if b"\0" not in data and may_be_legacy(data.decode("latin-1")):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    return decode_declared(data)


def page_lines(text: str, tables: Iterator[int] | None = None) -> list[Line]:
    """The lines of a page; what a site puts around its document as running heads. `tables` numbers tables."""
    if text.count("<") > MANY_TAGS and depth(text) > DEEPEST_TAGS:
        raise Unreadable("too_complex", "The page nests its elements deeper than any browser shows.")
    if text.count("</") > text.count("<") / 2 + MANY_STRAY:
        text = text.replace("</", f"{NOTHING}</")
    tree = LexborHTMLParser(STRAY.sub("", text) if any(map(text.__contains__, STRAYS)) else text)
    if tree.body is None:
        return []
    flow = _flow(tree.body, text, tables or count())
    if tree.css_first(html_main.WEB) is None or html_main.is_from_word(text):
        return flow.lines
    return html_main.without_surroundings(flow.lines, [path_of(node) for node in flow.nodes])


def _flow(body: LexborNode, text: str, tables: Iterator[int]) -> Flow:
    """The flow of a page; where words are in a legacy encoding, with them converted."""
    given: list[int] = []

    def walk(convert: Convert | None) -> Flow:
        flow = Flow(_again(given, tables), script=Script(fonts, convert) if convert else None)
        flow.read(body)
        return flow

    if may_be_legacy(text):
        fonts = Fonts(text)
        return walked(walk)
    fonts = Fonts("")
    flow = walk(None)
    if any(UNICODE.search(line.text) for line in flow.lines):
        return flow
    converter = Converter((line.text, None) for line in flow.lines)
    return walk(converter.convert) if converter.is_needed else flow


def _again(given: list[int], numbers: Iterator[int]) -> Iterator[int]:
    """The numbers that were given already, then new ones."""
    for index in count():
        if index == len(given):
            given.append(next(numbers))
        yield given[index]
