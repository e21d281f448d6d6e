"""Files that are whole or not there: written under another name first, then put in their place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name to write to; when that has gone well, the file takes the place of `path`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def remove_drafts(folder: Path) -> None:
    """Remove what runs that were killed have left of `replacing`."""
    for draft in folder.glob(".*.tmp"):
        draft.unlink()
