"""What people run: ingest an archive, look at it, export it, measure it; `load` gives its tables as DataFrames."""

from pipelines.frames import Frames, load

__all__ = ["Frames", "load"]
