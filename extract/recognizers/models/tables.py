"""Models in tables: columns (or the labels of a two-column form) are told by their heads, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import regex

from extract.document import Block, Document
from extract.recognizers.header.casing import normal_case
from extract.recognizers.models.charges import at_home, in_charge
from extract.recognizers.models.columns import heads_of, meaning_of
from extract.recognizers.models.drafts import Draft
from extract.recognizers.models.lines import NOUN
from extract.recognizers.models.owners import COMMUNE, PERSON, whole
from extract.recognizers.models.scope import (
    BEGINNINGS,
    BRACKETS,
    SAID_AFTER,
    Scope,
    field_of,
    last_status,
    last_year,
    status_after,
    values,
)

# Columns whose cells go on with the cell above: empty ones before the names, merged ones anywhere.
CARRIED = ("owner", "field", "place", "status")
# A column of groups before the names: `Đề nghị tiếp tục duy trì`, `Đề nghị nhân rộng`.
PROPOSED = regex.compile(r"(?i)đề (?:nghị|xuất) (?:(?:cho|được|tiếp tục) )*(?=duy trì|giữ|nhân rộng|dừng|thôi)")
BAND = regex.compile(r"(?i)(?:[a-z\d]{1,3}[.)]\s*)?(?:các )?(?:mô hình )?(?:của |về )?(?:tập thể|cá nhân|"
                     r"(?:trên )?lĩnh vực .{3,50})")
BAND_CELLS = 3
# `–`, `chưa phân công`: nobody yet.
NOBODY = regex.compile(r"(?i)\W*(?:(?:chưa|không)(?: (?:có|rõ|phân công|giao|xác định))?)?\W*")
TOTAL = regex.compile(r"(?i)^(?:tổng|cộng)")
# An organ in brackets behind a name, as in a column headed `Mô hình (đơn vị)`.
OF_ORGAN = regex.compile(r"\s*\((?P<owner>[^()]{3,80})\)\s*\Z")
NOTE = regex.compile(r"\s*\((?:từ|năm|bắt đầu|thành lập)[^()]*\)\s*$")
UNIT_LINE = regex.compile(r"(?i)\W*(?:đơn vị(?: tính)?|đvt|kèm theo|ban hành)(?!\w)")
SENTENCES = regex.compile(r"(?<=[^\s.]{2})\.\s(?=\p{Lu})")
OPENERS = '“"‘«'
HEAD_ROWS, LABELS, LINES_BEFORE, REACH = 4, 3, 4, 700


class Cell(NamedTuple):
    """The words of one cell: span and text (several paragraphs joined by the newline between them)."""

    start: int
    end: int
    text: str


Grid = dict[int, dict[int, Cell]]


class Row(NamedTuple):
    """One model's cells by the meaning of their column; `title` is the row that heads a group of rows, `grouped`
    whether the column of the status, before the names, does so, `band` the organ of the row in capitals above,
    `head` what the owners' column is called."""

    cells: dict[str, Cell]
    title: str = ""
    grouped: bool = False
    band: str = ""
    head: str = ""


def tables(document: Document) -> dict[int, Grid]:
    """The cells of every table, by table, row and column."""
    grids: dict[int, Grid] = {}
    for block in document.blocks:
        if block.kind == "table_cell" and block.table is not None and block.end <= document.flow_end:
            _put(document, grids.setdefault(block.table, {}), block)
    return grids


def _put(document: Document, grid: Grid, block: Block) -> None:
    row, col = grid.setdefault(block.row or 0, {}), block.col or 0
    start = row[col].start if col in row else block.start
    row[col] = Cell(start, block.end, document.text[start : block.end])


def find_rows(
    document: Document, table: int | None, grids: Mapping[int, Grid], scope: Scope, recognised: bool
) -> Iterator[Draft]:
    """The models of one table. What its rows do not say, the line before the table may."""
    grid = grids.get(table) if table is not None else None
    rows = list(_form(grid) or _rows(grid, document.format != "txt")) if grid else []
    if grid is None or not rows:
        return
    said = _said_before(document.flow, min(cell.start for cells in grid.values() for cell in cells.values()))
    status = last_status(said) or scope.status or ("công nhận" if recognised else None)
    year = (last_year(said) or scope.year) if status in BEGINNINGS else None
    places = all(COMMUNE.match(row.cells["owner"].text) for row in rows if "owner" in row.cells)
    for row in rows:
        yield _draft(row, status, year, scope, places)


def _said_before(text: str, start: int) -> str:
    """The last sentence before the table that speaks of models."""
    for line in reversed(text[max(0, start - REACH) : start].rstrip("\n").split("\n")[-LINES_BEFORE:]):
        if not UNIT_LINE.match(line) and NOUN.search(line):
            said = [part for part in SENTENCES.split(line) if NOUN.search(part)]
            return BRACKETS.sub("", said[-1]) if said else ""
    return ""


def _rows(grid: Grid, merged: bool) -> Iterator[Row]:
    """The rows below a head that names models; merged cells are carried down, bands head their group."""
    numbers = sorted(grid)
    heads = next(((number, found) for number in numbers[:HEAD_ROWS] if (found := heads_of(_texts(grid[number])))), None)
    if heads is None:
        return
    first, columns = heads
    carried: dict[str, Cell] = {}
    kept = {meaning for meaning in CARRIED if columns.get(meaning, columns["name"]) < columns["name"]}
    kept |= {"owner", "field", "place"} if merged else set()
    title = band = ""
    head = grid[first][columns["owner"]].text if "owner" in columns else ""
    for number in numbers:
        cells = grid[number]
        if number <= first:
            continue
        if (len(cells) == 1 and columns["name"] not in cells) or (
            len(cells) < BAND_CELLS and (_band(cells) or _numbered_band(cells, grid.get(number + 1, {}), columns))
        ):
            title, carried = " ".join(cell.text for cell in cells.values()), {}
            continue
        if (said := _organ_band(cells, columns)) is not None:
            title, carried, band = "", {}, said
            continue
        row = {meaning: cells[col] for meaning, col in columns.items() if col in cells}
        total = any(TOTAL.match(cell.text) for cell in list(cells.values())[:2])
        if "name" in row and _names(row["name"].text) and not total:
            row = {**carried, **row}
            carried = {meaning: row[meaning] for meaning in kept if meaning in row}
            yield Row(row, title, "status" in kept, band, head)


def _texts(cells: Mapping[int, Cell]) -> dict[int, str]:
    return {col: cell.text for col, cell in cells.items()}


def _band(cells: dict[int, Cell]) -> bool:
    """Whether a row heads a group: `A | Mô hình tập thể`, `Lĩnh vực kinh tế`."""
    return any(BAND.fullmatch(cell.text) for cell in cells.values())


def _organ_band(cells: dict[int, Cell], columns: Mapping[str, int]) -> str | None:
    """The organ of a row of number and words in capitals, in normal case (`A | HỘI NÔNG DÂN XÃ`), `` for several."""
    words = cells[columns["name"]].text if len(cells) < BAND_CELLS and columns["name"] in cells else ""
    if not words.isupper() or any(other.text.strip(". ").isdigit() for other in cells.values()):
        return None
    usual = normal_case(words)
    found = whole(usual, 0, len(usual))
    return usual if found and found.kind == "organ" else ""


def _numbered_band(cells: dict[int, Cell], below: dict[int, Cell], columns: Mapping[str, int]) -> bool:
    """Whether a row of number and words alone heads the rows numbered below it: `1 | Huyện Đông`, then `1.1 | …`."""
    first = min(cells)
    number = cells[first].text.strip(" .")
    under = below[first].text if first in below else ""
    return first != columns["name"] and number.isdigit() and under.startswith(f"{number}.")


def _names(words: str) -> bool:
    """Whether a cell can be a model's name: a person's name alone is none."""
    return (
        (words[0].isalpha() or words[0] in OPENERS or (words[:1].isdigit() and not words.replace(".", "").isdigit()))
        and len(words) > 3
        and PERSON.fullmatch(words) is None
    )


def _form(grid: Grid) -> list[Row]:
    """The models of a form: labels in the first column, values in the second; a new name begins a new model."""
    pairs = [(cells[min(cells)], cells[max(cells)]) for cells in grid.values() if len(cells) == 2]
    meanings = [meaning_of(label.text) for label, _ in pairs]
    known = [meaning for meaning in meanings if meaning]
    if len(pairs) < LABELS or "name" not in known or len(set(known)) < LABELS or 2 * len(known) < len(pairs):
        return []
    rows: list[Row] = []
    for meaning, (_, value) in zip(meanings, pairs, strict=True):
        if meaning == "name":
            rows.append(Row({}))
        if meaning and rows:
            rows[-1].cells.setdefault(meaning, value)
    return [row for row in rows if _names(row.cells["name"].text)]


def _draft(row: Row, status: str | None, year_said: int | None, scope: Scope, places: bool) -> Draft:
    cell = row.cells["name"]
    note = NOTE.search(cell.text)
    words = cell.text[: note.start()] if note else cell.text
    of = OF_ORGAN.search(words) if "owner" not in row.cells else None
    of = of if of and whole(words, *of.span("owner")) else None
    words = words[: of.start()] if of else words
    lead = NOUN.match(words)
    bare = words[lead.end() if lead else 0 :].strip(' \n.,;:“”"«»‘’') or words
    at = cell.start + cell.text.index(bare)
    said = {meaning: " ".join(found.text.split()) for meaning, found in row.cells.items()}
    owner, place = of["owner"] if of else said.get("owner"), said.get("place")
    owner = None if owner and NOBODY.fullmatch(owner) else owner
    if row.band and (owner is None or in_charge(row.head, owner)):
        owner = row.band
    owner = None if in_charge(row.head, owner) and "cá nhân" not in row.title.lower() else owner
    if owner and places and not (place or of):
        owner, place = None, owner
    owner, place = at_home(owner, place)
    own = _status(PROPOSED.sub("", said.get("status", "")) if row.grouped else said.get("status", ""))
    low = row.title.lower()
    one = (owner and PERSON.match(owner)) or "cá nhân" in low
    kind = "cá nhân" if one else "tập thể" if "tập thể" in low else scope.kind
    sort = said.get("kind", "").lower()
    kind = next((value for value in ("cá nhân", "tập thể") if value in sort), kind)
    begun = last_year("năm " + said.get("year", "").strip()) or last_year(note[0] if note else "")
    field = field_of(said.get("field", "")) or field_of(row.title) or scope.field
    year = begun or (None if own else year_said)
    return Draft(at, at + len(bare), " ".join(bare.split()), owner, place, own or status, year, field, kind,
                 close=cell.end, confidence=0.95)


def _status(words: str) -> str | None:
    """The status a cell begins with: `Dừng từ 8/2024`, `Đang duy trì`; a remark such as `nên nhân rộng` is none."""
    match = SAID_AFTER.match(words.lower())
    if match is None:
        return None
    return values("status")[match["status"].lower()] if last_status(words[: match.end()]) else status_after(words, 0)[0]
