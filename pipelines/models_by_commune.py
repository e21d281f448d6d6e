"""Every commune's models as a workbook, as CSV files, and as a page to look at."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from pipelines.decisions.reviewed import in_words
from pipelines.export import csv_cell
from pipelines.files import replacing
from pipelines.languages import say
from pipelines.models.archive import Wanted, load
from pipelines.models.counts import find_gaps
from pipelines.models.lines import lives_of
from pipelines.models.page import page
from pipelines.models.selection import is_report, is_unit, select
from pipelines.models.sheets import Book, sheets
from pipelines.models.sources import links
from pipelines.models.summary import communes
from pipelines.store import NAME, Store
from pipelines.workbook.links import Link
from pipelines.workbook.sheet import Filled, Sheet
from pipelines.workbook.styled import write_styled

STEM = "models_by_commune"


class NothingWanted(Exception):
    """No commune, and no model, is what was asked for."""


def write_workbook(directory: Path, *, province: str | None = None, commune: str | None = None,
                   year: int | None = None, field: str | None = None, format: str = "xlsx") -> list[Path]:
    """Write the models of the archive in `directory` as `xlsx` or `csv`, and as a page; gives the files.

    Raises `NothingWanted`.
    """
    wanted = Wanted(province, commune, year, field)
    with Store(directory / NAME, read_only=True) as store:
        book = _book(store, directory, wanted)
        if wanted != Wanted() and not book.communes and not book.archive.models:
            raise NothingWanted(say("Nothing in this archive is what was asked for; no file was written."))
        tables = (_write_csv(sheets(book), directory / STEM) if format == "csv"
                  else [write_styled(sheets(book), directory / f"{STEM}.xlsx")])
        return [*tables, _write_page(page(book), directory / f"{STEM}.html")]


def _book(store: Store, directory: Path, wanted: Wanted) -> Book:
    whole = load(store)
    archive = select(whole, wanted)

    @lru_cache(maxsize=4)
    def text_of(doc_id: str) -> str:
        (text,) = store.db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
        return str(text)

    # What a report lists is compared whole, whatever was asked for: half a list is no gap.
    gaps = [gap for gap in find_gaps(whole, text_of)
            if wanted.field is None and is_report(gap.report, wanted, gap.year)]
    lives = lives_of(archive)
    found = [commune for commune in communes(archive, lives, gaps) if is_unit(commune.unit, wanted)]
    return Book(_name(store), wanted, archive, lives, gaps, found, text_of, links(store, directory),
                in_words(store.db))


def _name(store: Store) -> str:
    """What the archive is called: the folders that were read."""
    roots = (root for (root,) in store.db.execute("SELECT DISTINCT root FROM files ORDER BY root"))
    return ", ".join(dict.fromkeys(PurePath(root).name or root for root in roots))


def _write_csv(all_sheets: Iterable[Sheet], folder: Path) -> list[Path]:
    """A UTF-8 file with BOM a sheet, named like it."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_sheet(sheet, folder / f"{sheet.name}.csv") for sheet in all_sheets]


def _write_sheet(sheet: Sheet, path: Path) -> Path:
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(column.head for column in sheet.columns)
        writer.writerows([csv_cell(_plain(value)) for value in row] for row in sheet.rows)
    return path


def _plain(value: Any) -> Any:
    """The words of a cell that is more than words."""
    return value.words if isinstance(value, (Filled, Link)) else value


def _write_page(parts: Iterator[str], path: Path) -> Path:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(parts)
    return path
