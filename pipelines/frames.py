"""The tables of a run as pandas DataFrames. The only importer of pandas, which it loads when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Frames(Mapping[str, "pd.DataFrame"]):
    """Table name -> DataFrame, each read from its Parquet file at first use and kept."""

    def __init__(self, folder: Path) -> None:
        """Know the files; none is read yet."""
        self._paths = {path.stem: path for path in sorted(folder.glob("*.parquet"))}
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table; whole numbers stay whole (`Int64`), what is not known is `<NA>`."""
        import pandas

        if name not in self._read:
            self._read[name] = pandas.read_parquet(self._paths[name], dtype_backend="numpy_nullable")
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the tables, in order."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._paths)


def load(folder: Path | str) -> Frames:
    """The tables of the archive in `folder` (the DIR of `baocao ingest --out DIR`).

    Raises `FileNotFoundError` where there are none.
    """
    from pipelines.tables import folder_of  # here, because whatever imports `pipelines` imports this module

    tables = folder_of(Path(folder))
    if tables is None:
        raise FileNotFoundError(f"There are no tables in '{folder}'; run: baocao ingest ... --out {folder}")
    return Frames(tables)
