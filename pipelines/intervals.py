"""How sure a measure is: 95 % intervals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import sqrt

Interval = tuple[float, float]
Counts = tuple[int, int, int]  # hits, found, wanted
Z = 1.959964  # of the normal distribution, 95 % two-sided
DRAWS = 1000


def wilson(hits: int, of: int) -> Interval | None:
    """Wilson's score interval of a share (Wilson 1927, without correction for continuity); None for none of none.

    >>> [round(end, 4) for end in wilson(95, 100)], wilson(0, 0)
    ([0.8882, 0.9785], None)
    """
    if not of:
        return None
    share, width = hits / of, Z * Z / of
    middle = (share + width / 2) / (1 + width)
    half = Z * sqrt(share * (1 - share) / of + width / (4 * of)) / (1 + width)
    # The share itself is an end where all or none are hits, whatever the last digit of the sums is.
    return max(middle - half, 0.0) if hits else 0.0, min(middle + half, 1.0) if hits < of else 1.0


def bootstrap(documents: Sequence[Counts]) -> Interval | None:
    """The middle 95 % of F1 over documents drawn again with repetition: errors come in documents, not alone.

    It is drawn alike at every run; fewer than two documents with anything to measure give no interval.

    >>> bootstrap([(1, 1, 1)] * 5), bootstrap([(1, 1, 1)])
    ((1.0, 1.0), None)
    """
    counted = [counts for counts in documents if any(counts)]
    if len(counted) < 2:
        return None
    chance = random.Random(0)
    drawn = sorted(f1(*map(sum, zip(*chance.choices(counted, k=len(counted)), strict=True))) for _ in range(DRAWS))
    return drawn[round(.025 * DRAWS)], drawn[round(.975 * DRAWS) - 1]


def f1(hits: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall; nothing found and nothing wanted is perfect.

    >>> f1(1, 2, 1), f1(0, 0, 0)
    (0.6666666666666666, 1.0)
    """
    return 2 * hits / (found + wanted) if found + wanted else 1.0
