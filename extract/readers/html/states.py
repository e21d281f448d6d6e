"""What the walk over a page keeps in mind: what an element began, and what an open block makes of its lines."""

from __future__ import annotations

from typing import NamedTuple


class Closing(NamedTuple):
    """What an element began, to be ended with it."""

    block: bool = False
    stressed: bool = False
    running: bool = False
    listed: bool = False
    pre: bool = False
    font: bool = False


INLINE, STRESSED = Closing(), Closing(stressed=True)


class State(NamedTuple):
    """What the block that is open makes of its lines."""

    kind: str = "paragraph"
    level: int | None = None
    marker: str = ""
