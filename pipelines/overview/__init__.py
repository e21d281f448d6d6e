"""`DIR/overview.html`: what an archive holds, in one file to look at and to print."""

from __future__ import annotations

from pathlib import Path

from pipelines.decisions.overlay import lay_over
from pipelines.decisions.reviewed import in_words
from pipelines.files import replacing
from pipelines.overview.page import page
from pipelines.store import NAME as ARCHIVE
from pipelines.store import Store
from pipelines.tables import FOLDER as TABLES

NAME = "overview.html"
COUNTED = ("documents", "citations", "money", "models")


def bring_up_to_date(folder: Path) -> None:
    """Write the page where it is missing or older than the tables in `folder`; it takes seconds."""
    page, table = folder / NAME, folder / TABLES / "documents.parquet"
    if not page.is_file() or page.stat().st_mtime_ns < table.stat().st_mtime_ns:
        write_overview(folder)


def write_overview(folder: Path) -> Path:
    """Write `folder/overview.html` from the archive there, by what people decided; the same rows give the same bytes.
    """
    path = folder / NAME
    with Store(folder / ARCHIVE, read_only=True) as store, replacing(path) as draft:
        reviewed = in_words(store.db)
        lay_over(store, COUNTED)
        draft.write_text("".join(page(store, reviewed)), encoding="utf-8", newline="\n")
    return path
