"""What stands where among many spans, asked without looking at them all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Cover:
    """Spans in the order of their starts, to be asked what stands where without looking at them all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Of spans that may lie within each other."""
        ordered = sorted(spans)
        self.starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, at: int) -> bool:
        """Whether a place lies within one of them.

        >>> [Cover([(2, 4), (3, 9), (5, 6)]).holds(at) for at in (1, 2, 8, 9)]
        [False, True, True, False]
        """
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self._ends[index]

    def begins_within(self, start: int, end: int) -> bool:
        """Whether one of them begins at `start` or behind it, and before `end`."""
        index = bisect_left(self.starts, start)
        return index < len(self.starts) and self.starts[index] < end
