"""The table of administrative units (`vocab/units.csv`): of before 1 July 2025, and of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from extract.recognizers.places.unit_names import bare, keys

LEVELS = ("tỉnh", "huyện", "xã")


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A row of `units.csv`; `older` and `now` hold their several values joined by `|`."""

    era: str  # old or now
    level: str  # tỉnh, huyện or xã
    code: str
    kind: str  # the class word
    name: str
    district: str
    province: str
    older: str
    now: str
    now_names: str

    @property
    def title(self) -> str:
        """The name as it stands alone: without the class word, unless it is a number (`Phường 1`)."""
        return f"{self.kind} {self.name}".capitalize() if self.name.isdigit() else self.name

    @property
    def older_names(self) -> list[str]:
        """Older names, with their class word where it is known; without accents as the source has them."""
        return [name.partition("@")[0] for name in self.older.split("|") if name]

    def on(self, date: str | None) -> str:
        """The name that the unit bore on a day: Thừa Thiên Huế was what is Huế.

        >>> by_code("old", "tỉnh", "46").on("2023-06"), by_code("old", "tỉnh", "46").on("2025-03")
        ('Thừa Thiên Huế', 'Huế')
        """
        for name in self.older.split("|") if date and "@" in self.older else ():
            words, _, last = name.partition("@")
            if date and last and date <= last[:len(date)]:
                return bare(words, self.level)
        return self.title


class Table(NamedTuple):
    """All units; by era, level and code; by level and key of their names, and of their older names."""

    units: list[Unit]
    codes: dict[tuple[str, str, str], Unit]
    names: dict[str, dict[str, list[Unit]]]
    older: dict[str, dict[str, list[Unit]]]


@cache
def table() -> Table:
    """The table of units, read once, in about 40 ms.

    >>> len(table().units)
    14149
    """
    text = (files("extract.vocab") / "units.csv").read_text(encoding="utf-8")
    # No cell has a comma or a quote (a test says so): splitting takes a quarter of csv's time.
    units = [Unit(*line.split(",")) for line in text.splitlines()[1:]]
    names = _by_key((unit, unit.name) for unit in units)
    older = _by_key((unit, _bare(name, unit.level)) for unit in units if unit.older for name in unit.older_names)
    for level, units_of in older.items():
        for key, found in units_of.items():  # what only rose in class bears the name still, with its accents
            found[:] = [unit for unit in found if unit not in names[level].get(key, ())]
    return Table(units, {(unit.era, unit.level, unit.code): unit for unit in units}, names, older)


def _by_key(pairs: Iterable[tuple[Unit, str]]) -> dict[str, dict[str, list[Unit]]]:
    """Units by level and key. All keys are made at one stroke, which takes a tenth of the time."""
    every = list(pairs)
    names = list({name: None for _, name in every})
    key_of = dict(zip(names, keys("\n".join(names)).replace("y", "i").split("\n"), strict=True))
    found: dict[str, dict[str, list[Unit]]] = {level: defaultdict(list) for level in LEVELS}
    for unit, name in every:
        found[unit.level][key_of[name]].append(unit)
    return found


def _bare(older: str, level: str) -> str:
    """An older name without its class word: the source has them without spaces, those of provinces are ours."""
    return bare(older, level) if level == "tỉnh" else older.rpartition(" ")[2]


def by_code(era: str, level: str, code: str) -> Unit:
    """The unit of that code; units of before and of today share codes.

    >>> by_code("old", "xã", "21526").name, by_code("now", "tỉnh", "51").name
    ('Ba Bích', 'Quảng Ngãi')
    """
    return table().codes[era, level, code]


def today(unit: Unit) -> tuple[Unit, ...]:
    """The units of today that a unit went into; a district gives communes.

    >>> [f"{now.kind} {now.name}" for now in today(by_code("old", "huyện", "531"))]
    ['xã Sơn Mai', 'xã Minh Long']
    """
    if unit.era == "now":
        return (unit,)
    level = "tỉnh" if unit.level == "tỉnh" else "xã"
    return tuple(by_code("now", level, code) for code in unit.now.split("|"))
