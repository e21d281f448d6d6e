"""How a run goes."""

from __future__ import annotations

import os
from typing import NamedTuple

from extract.options import PLAIN, Options
from pipelines.archive import EVERYTHING, Selection

TIMEOUT = 60.0
# A run of so few files, and of so few bytes, is over before a second worker has started.
FEW_FILES, FEW_BYTES = 100, 20 * 2**20


class Settings(NamedTuple):
    """How a run goes: what is wanted, how it is read, and by how many workers.

    `workers`: processes, None for as many as are of use, 0 for none at all: all is done in this process, which a bad
    file may then end. `timeout`: seconds for one document. `limit`: so many files are read at most; `sample`: of
    so many of all, always the same. `verify`: what looks unchanged is compared by its bytes.
    `cluster`: the address of a Dask scheduler, or `local:N`; `parts`: where its workers put what they find, None for
    the folder of results.
    """

    options: Options = PLAIN
    selection: Selection = EVERYTHING
    workers: int | None = 0
    timeout: float = TIMEOUT
    limit: int | None = None
    sample: int | None = None
    verify: bool = False
    cluster: str | None = None
    parts: str | None = None

    @property
    def several(self) -> bool:
        """Whether processes may be started."""
        return self.workers != 0 or self.cluster is not None

    def workers_for(self, sizes: list[int]) -> int:
        """The number of workers for files of these sizes."""
        if self.workers is not None:
            return self.workers
        few = len(sizes) < FEW_FILES and sum(sizes) < FEW_BYTES
        return 1 if few else max(os.cpu_count() or 1, 1)
