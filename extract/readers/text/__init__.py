"""Plain text and Markdown as blocks: nothing is changed but white space and Markdown's marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count, groupby

import msgspec
import regex

from extract import cleaning, legacy
from extract.document import Piece, Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers import html
from extract.readers.text import columns, markdown, running
from extract.readers.text.charsets import decode
from extract.readers.text.wrapping import Line, line_of, pieces

__all__ = ["decode", "looks_like_html", "read"]

PAGE = regex.compile(r"(?i)\s*<(?:!doctype\s+html|html|head|body|meta|title|style|script)\b")
PAGE_HEAD = 60_000  # characters
PROLOGUE = regex.compile(r"\s*+(?:<\?xml[^>]*+>\s*+|<!--.*?-->\s*+)*+", regex.DOTALL)
ANY_TAG = regex.compile(r"(?i)</?(?:html|body|div|p|table|span|br|h[1-6]|ul|ol|font|center|b|i)\b[^<>]*>")
ROOT = regex.compile(r"(?i)<html[\s>]|<body[\s>]")
PIECE = regex.compile(r"(?i)<(?:table|div|center|font|p|h[1-6])\b[^<>]*>")
XML = regex.compile(r"\s*<\?(?:xml|mso)")
# With `re`: its sets of characters are ten times as fast as those of `regex` where nothing is found.
ENDS, ODD_SPACES = "\r\v\f\x85\u2028\u2029", "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
HIDDEN = "".join(map(re.escape, map(chr, cleaning.INVISIBLE | cleaning.CONTROLS)))
LINE_END, UNSEEN, SPACES = (re.compile(f"[{signs}]") for signs in (ENDS, HIDDEN, ODD_SPACES))
ODD = re.compile(f"[{ENDS}{HIDDEN}{ODD_SPACES}]")
WHITE = re.compile(r"[ \t]{2,}|\t")
HTML_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.DOTALL)
LINES = re.compile(r"\s*\n\s*")
BLANK = regex.compile(r"\n(?:[^\S\n]*\n)+")
ROWS = {"|": columns.pipe_rows, "\t": columns.tab_rows, "   ": columns.spaced_rows}


def looks_like_html(text: str, named_html: bool = False) -> bool:
    """Whether the text is a page rather than a text with some tags; under an HTML name any tag will do.

    >>> [looks_like_html(text) for text in ("<!DOCTYPE html><p>Báo cáo", "<table><td>a</table>", "|a<br>b|")]
    [True, True, False]
    """
    head = text[:PAGE_HEAD]
    start = PROLOGUE.match(head)
    at = start.end() if start else 0
    if PAGE.match(head, at) or (named_html and ANY_TAG.search(head)):
        return True
    if PIECE.match(head, at):  # programs export bare tables; Markdown may open with a tag, but ends in words
        return len(text) >= PAGE_HEAD or text.rstrip().endswith(">")
    return head.startswith("<", at) and ROOT.search(head, at) is not None


def read(data: bytes, options: Options = PLAIN) -> Reading:
    r"""The blocks of a text or Markdown file.

    >>> [(piece.text, piece.kind) for piece in read("# BÁO CÁO\n\n- Lưu: VT.".encode()).pieces]
    [('BÁO CÁO', 'heading'), ('- Lưu: VT.', 'list_item')]
    """
    text = decode(data)
    if text is None:
        raise Unreadable("unsupported", "The file is no text in any encoding that is read.")
    if XML.match(text) and not looks_like_html(text):
        raise Unreadable("unsupported", "This is an XML document, which is not read.")
    encoding = legacy.guess(text)
    flow, heads = running.split(_plain(legacy.decode(text, encoding) if encoding else text))
    found = pieces(_lines(flow)) + heads
    return Reading([_converted(piece, encoding) for piece in found] if encoding else found)


def _converted(piece: Piece, encoding: str) -> Piece:
    """The piece with the encoding it was converted from; what is plain ASCII was converted from none."""
    return piece if piece.text.isascii() else msgspec.structs.replace(piece, encoding=encoding)


def _plain(text: str) -> str:
    """One kind of line end and of space; a page break parts lines as a blank line does; tabs stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    if ODD.search(text) is None:
        return text
    text = LINE_END.sub(lambda found: "\n\n" if found[0] == "\f" else "\n", text)
    return SPACES.sub(" ", UNSEEN.sub("", text))


def _lines(text: str) -> list[Line]:
    """The lines of all blocks, marks taken out and tables cut into cells."""
    marked, tables = markdown.is_markdown(text), count()
    lines: list[Line] = []
    parts = HTML_TABLE.split(text) if marked and "<table" in text else [text]
    for n, part in enumerate(parts):
        lines += html.page_lines(part, tables) if n % 2 else _blocks(part, marked, tables)
    return [line._replace(text=WHITE.sub(" ", line.text)) if "  " in line.text or "\t" in line.text else line
            for line in lines]


def _blocks(text: str, marked: bool, tables: Iterator[int]) -> Iterator[Line]:
    """The lines of the blocks between blank lines."""
    for block in columns.with_names(BLANK.split(text)):
        if not ("|" in block or "\t" in block or "   " in block):  # nothing stands side by side
            yield from _block(block, marked, True)
            continue
        gap = True
        for part, rows in _parts(columns.side_by_side(block.split("\n"))):
            if rows is None:
                yield from _block("\n".join(part), marked, gap)
            else:
                yield from _table([[_cell(cell, marked) for cell in row] for row in rows], tables)
            gap = rows is not None


def _table(rows: columns.Rows, tables: Iterator[int]) -> Iterator[Line]:
    """The cells of a table, or the lines of a letterhead or signature block that was set as one."""
    beside = columns.by_column(rows)
    if beside is None:
        yield from columns.cell_lines(rows, next(tables))
    else:
        yield from (line_of(text, n == 0) for n, text in enumerate(beside))


def _parts(lines: list[str]) -> list[tuple[list[str], columns.Rows | None]]:
    """The lines of a block in runs: those of a table with their cells, the others without."""
    parts: list[tuple[list[str], columns.Rows | None]] = []
    for sign, run in groupby(lines, _separator):
        part = list(run)
        rows = ROWS[sign](part) if sign else None
        if rows is None and parts and parts[-1][1] is None:
            parts[-1][0].extend(part)
        else:
            parts.append((part, rows))
    return parts


def _separator(line: str) -> str:
    if "|" in line and columns.PIPE.search(line):
        return "|"
    return "\t" if "\t" in line.strip(" ") else "   " if "   " in line.strip(" ") else ""


def _cell(text: str, marked: bool) -> str:
    return LINES.sub("\n", markdown.inline(text)).strip() if marked else text


def _block(text: str, marked: bool, gap: bool) -> list[Line]:
    """The lines of a block that is no table."""
    if marked:
        return markdown.paragraph(text, gap)
    lines = [line for line in text.split("\n") if line.strip() and not markdown.STAR.match(line)]
    return [line_of(line, gap and n == 0) for n, line in enumerate(lines)]
