"""What changes how we read: vocabularies as CSV rows, each with an example and a source."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `extract/vocab/<name>.csv` by column name.

    >>> rows("doc_types")[0]["name"]
    'nghị quyết'
    """
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
