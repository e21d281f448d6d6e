"""Many machines: the files of an archive are read by the workers of a Dask cluster.

The only importer of distributed, dask and fsspec, which come with the extra `[cluster]`: nothing here is imported
before `--cluster` or an address like `s3://bucket/archive` is given.
"""

from __future__ import annotations

from importlib.util import find_spec

from pipelines.languages import say


class NoCluster(Exception):
    """The cluster, or the storage, cannot be used: one sentence with the next step."""


def require(*packages: str) -> None:
    """Raises `NoCluster` where the extra is not installed."""
    if not all(map(find_spec, packages)):
        raise NoCluster(say("Packages for clusters are missing; install them with: pip install distributed fsspec"))
