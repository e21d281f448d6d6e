"""What is true in the world: documents that reports cite, each with its source. Loaded whole or not at all.

`documents.csv` is `registry.csv` of the domain pack, made by hand, with what it names as replacements added;
`codification.csv` is `registry_phapdien.csv`, machine-made, where rows whose symbol and date name two years are
set to verified=no. A symbol is not an identity: an entry is known by symbol, date and issuer.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from pipelines.compare import fold
from pipelines.register.entries import NEEDED, Entry, entry_of
from pipelines.register.rows import BadRegister, read_rows

HOME = Path(__file__).parent
SHIPPED = (HOME / "documents.csv", HOME / "codification.csv")
ZEROS = regex.compile(r"^0+(?=\d)")
LAWS = ("luật", "bộ luật", "pháp lệnh")
LAW = regex.compile(r"^(?:bộ luật|luật|luât|pháp lệnh)\s+")
__all__ = ["SHIPPED", "BadRegister", "Ended", "Entry", "Register", "check", "load", "name_key", "symbol_key"]


class Ended(NamedTuple):
    """When a document ceased to hold, what holds instead, and whether that was seen or is believed."""

    day: str
    by: tuple[str, ...]
    sure: bool


@lru_cache(maxsize=65536)
def symbol_key(symbol: str) -> str:
    """What symbols are compared by: case, the bar of Đ, the horn of Ư and leading zeros away.

    >>> symbol_key("04/2020/NĐ-CP") == symbol_key("4/2020/nd-cp")
    True
    """
    plain = unicodedata.normalize("NFC", symbol).casefold().replace("đ", "d").replace("ư", "u")
    return str(ZEROS.sub("", plain))


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """What names of laws are compared by.

    >>> name_key("Luật Thi đua, khen thưởng") == name_key("thi đua khen thưởng")
    True
    """
    return str(LAW.sub("", fold(name)))


class Register:
    """All entries, by symbol, by day, by year, and laws by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Shelve the entries."""
        self.entries = list(entries)
        self.by_symbol: dict[str, list[Entry]] = defaultdict(list)
        self.by_day: dict[str, list[Entry]] = defaultdict(list)
        self.by_year: dict[str, list[Entry]] = defaultdict(list)
        self.by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            self.by_symbol[symbol_key(entry.symbol)].append(entry)
            if entry.date:
                self.by_day[entry.date].append(entry)
                self.by_year[entry.date[:4]].append(entry)
            if entry.title and entry.doc_type.casefold() in LAWS:
                self.by_name[name_key(entry.title)].append(entry)
        self.ended = lru_cache(maxsize=None)(self._ended)

    def of_symbol(self, symbol: str) -> list[Entry]:
        """The entries that bear a symbol."""
        return self.by_symbol.get(symbol_key(symbol), [])

    def _ended(self, entry: Entry) -> Ended | None:
        """When an entry ceased to hold, if the register says so and the day is known."""
        if not entry.has_ended:
            return None
        after = [new for symbol in entry.successors for new in self.of_symbol(symbol)
                 if (new.effective or new.date or "") > (entry.date or "")]
        days = [day for day in [entry.since or "", *(new.effective or new.date or "" for new in after)]
                if len(day) == 10]
        if not days:
            return None
        sure = entry.is_sure and bool(after) and all(new.verified for new in after)
        return Ended(max(days) if not entry.since else entry.since, entry.successors, sure)


def load(more: Sequence[Path] = ()) -> Register:
    """The shipped register with the user's own; a row of the user takes the place of a shipped one.

    Raises `BadRegister` at the first bad row.
    """
    known: dict[tuple[str, str | None, str], Entry] = {}
    for path in (*reversed(more), *SHIPPED):
        for key, entry in _file(path).items():
            known.setdefault(key, entry)
    entries = sorted(known.values(), key=lambda entry: (entry.symbol, entry.date or "", entry.issuer))
    register = Register(_one_a_day(entries))
    _check_successors(register)
    return register


def check(path: Path) -> list[Entry]:
    """The entries of one file, if it is good together with the shipped register."""
    entries = list(_file(path).values())
    load([path])
    return entries


def _file(path: Path) -> dict[tuple[str, str | None, str], Entry]:
    entries: dict[tuple[str, str | None, str], Entry] = {}
    for line, row in read_rows(path):
        missing = [name for name in NEEDED if name not in row]
        if missing:
            raise BadRegister(path, 1, f"there is no column {', '.join(missing)}")
        entry = entry_of(row, path, line)
        key = (symbol_key(entry.symbol), entry.date, fold(entry.issuer))
        if key in entries:
            raise BadRegister(path, line, f"{entry.key} stands on line {entries[key].line} already")
        entries[key] = entry
    return entries


def _one_a_day(entries: Iterable[Entry]) -> Iterable[Entry]:
    """A shipped entry that stands in both files (the issuer may be spelled in two ways): the hand-made one."""
    by_hand = {(symbol_key(entry.symbol), entry.date) for entry in entries if entry.file == SHIPPED[0].name}
    return (entry for entry in entries if entry.file != SHIPPED[1].name
            or (symbol_key(entry.symbol), entry.date) not in by_hand)


def _check_successors(register: Register) -> None:
    for entry in register.entries:
        for symbol in entry.successors:
            if not register.of_symbol(symbol):
                raise BadRegister(entry.file, entry.line, f"'replaced_by' names {symbol}, which no row has")
