"""The most memory that this process has taken."""

from __future__ import annotations

import re
import resource
from pathlib import Path

HIGH_WATER = re.compile(r"VmHWM:\s+(\d+) kB")
STATUS = Path("/proc/self/status")


def peak_mb() -> int:
    """Megabytes. Linux hands `ru_maxrss` on to what a large process starts, the high-water mark it does not."""
    if STATUS.is_file() and (mark := HIGH_WATER.search(STATUS.read_text(encoding="ascii", errors="replace"))):
        return int(mark[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
