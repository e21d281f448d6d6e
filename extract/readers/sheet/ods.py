"""OpenDocument spreadsheets (.ods). Calamine drops their errors and percent signs, and repeats cells without limit.

Rules: OpenDocument 1.2, part 1, 9.1 (tables) and 19.385 (values).
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.errors import Unreadable
from extract.legacy import Run
from extract.readers.container import FORGIVING, Container, etree
from extract.readers.sheet.cells import DATES, NUMBERS, Cell, Sheet, typed

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
# Words that are repeated more often are a background.
MOST_REPEATED = 256
Fonts = dict[str | None, str | None]


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a spreadsheet. Raises `Unreadable`."""
    source = Container(data, "spreadsheet (.ods)").bytes_of("content.xml")
    tree = etree.fromstring(source, FORGIVING)
    if tree is None:
        raise Unreadable("damaged", "The spreadsheet inside the file is broken and holds nothing readable.")
    fonts: Fonts = {node.get(STYLE + "name"): words.get(STYLE + "font-name")
                    for node in tree.iter(STYLE + "style") for words in node.iterfind(f"{STYLE}text-properties")}
    for table in tree.iter(TABLE + "table"):
        yield Sheet(table.get(TABLE + "name", ""), _cells(table, fonts))


def _cells(table: etree._Element, fonts: Fonts) -> Iterator[Cell]:
    at = 0
    for row in table.iter(TABLE + "table-row"):
        repeated = _repeated(row, "rows")
        words = list(_words(row, fonts))
        for again in range(min(repeated, MOST_REPEATED)) if words else ():
            yield from ((at + again, col, runs) for col, runs in words)
        at += repeated


def _words(row: etree._Element, fonts: Fonts) -> Iterator[tuple[int, tuple[Run, ...]]]:
    """The filled cells of a row by their columns."""
    at = 0
    for cell in row.iterchildren(*CELLS):
        repeated = _repeated(cell, "columns")
        runs = _runs(cell, fonts)
        if runs:
            yield from ((at + again, runs) for again in range(min(repeated, MOST_REPEATED)))
        at += repeated


def _repeated(element: etree._Element, what: str) -> int:
    times = element.get(f"{TABLE}number-{what}-repeated", "1")
    return int(times) if times.isdecimal() and len(times) < 10 else 1


def _runs(cell: etree._Element, fonts: Fonts) -> tuple[Run, ...]:
    """What a cell shows: numbers and dates by their value, all else by its words."""
    kind, font = cell.get(OFFICE + "value-type"), fonts.get(cell.get(TABLE + "style-name"))
    value = cell.get(f"{OFFICE}{'date-value' if kind == 'date' else 'value'}")
    if value and kind in (*NUMBERS, *DATES):
        return ((typed(kind, value), font),)
    lines = [_line(paragraph, font, fonts) for paragraph in cell.iterchildren(TEXT + "p")]
    return tuple(run for number, line in enumerate(lines) for run in ([("\n", None)] if number else []) + line)


def _line(paragraph: etree._Element, font: str | None, fonts: Fonts) -> list[Run]:
    """The runs of a paragraph; spaces beyond the first and tabs are elements of their own."""
    runs: list[Run] = []
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start":
            sign = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}.get(node.tag)
            runs.append((sign or node.text or "", fonts.get(node.get(TEXT + "style-name"), font)))
        elif node is not paragraph:
            runs.append((node.tail or "", font))
    return [run for run in runs if run[0]]
