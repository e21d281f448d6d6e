"""One cited document of the register, and what makes a row a good one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
import regex

from extract.recognizers.symbols import parse
from extract.recognizers.symbols_in_text import scan
from pipelines.days import first, is_day, shown
from pipelines.register.rows import BadRegister, excel_day

NEEDED = ("canonical_symbol", "type", "issuer", "date_issued")
VIETNAMESE_DAY = regex.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# Words that say that a relation is believed, not seen.
UNSURE = regex.compile(r"general knowledge|unverified|not seen|not cross-checked")
FROM = regex.compile(r"(?:from |\()(\d{4}-\d\d-\d\d)")
YES, NO = ("yes", "y", "có", "x", "1", "true", ""), ("no", "n", "không", "0", "false")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the register; `file` and `line` say where it stands, `since` when what replaced it began."""

    symbol: str
    doc_type: str
    issuer: str
    date: str | None
    title: str | None = None
    effective: str | None = None
    status: str = ""
    replaced_by: str = ""
    topic: str = ""
    verified: bool = True
    evidence: str = ""
    source: str = ""
    notes: str = ""
    articles: int | None = None
    file: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """How the entry is named where it is referred to.

        >>> Entry(symbol="05-CT/TW", doc_type="Chỉ thị", issuer="Bộ Chính trị", date="2016-05-15").key
        '05-CT/TW (2016-05-15)'
        """
        return f"{self.symbol} ({self.date})" if self.date else self.symbol

    @property
    def in_words(self) -> str:
        """How a sentence names it.

        >>> Entry(symbol="05-CT/TW", doc_type="Chỉ thị", issuer="Bộ Chính trị", date="2016-05-15").in_words
        '05-CT/TW ngày 15/05/2016'
        """
        day = f"ngày {shown(self.date)}" if is_day(self.date) else shown(self.date) if self.date else ""
        return f"{self.symbol} {day}".strip()

    @property
    def has_ended(self) -> bool:
        """Whether the register says that it is no longer in force; an event that is over does not count."""
        return self.status.startswith(("expired", "replaced")) and "(event)" not in self.status

    @property
    def is_sure(self) -> bool:
        """Whether the end rests on more than belief."""
        return self.verified and not UNSURE.search(f"{self.status} {self.replaced_by}")

    @property
    def successors(self) -> tuple[str, ...]:
        """The symbols that `replaced_by` names."""
        return _symbols_in(self.replaced_by)

    @property
    def since(self) -> str | None:
        """The day from which `replaced_by` says that another document holds; of several the last."""
        return max(FROM.findall(self.replaced_by), default=None)


@lru_cache(maxsize=4096)
def _symbols_in(words: str) -> tuple[str, ...]:
    return tuple(hit.symbol.symbol for hit in scan(words))


def entry_of(row: dict[str, str], path: Path, line: int) -> Entry:
    """The entry of a row; `BadRegister` where a needed cell is empty or a date is none."""
    def bad(words: str) -> BadRegister:
        return BadRegister(path, line, words)

    meaning = parse(row.get("canonical_symbol", ""))
    if words := next(_mistakes(row, known=meaning is not None), None):
        raise bad(words)
    verified, articles = _verified(row) in YES, _articles(row)
    issued = _date(row.get("date_issued", ""), "date_issued", bad)
    if not is_day(issued) and verified:
        raise bad("'date_issued' has no whole day; a row without one is verified=no")
    return Entry(
        symbol=meaning.symbol if meaning else "", doc_type=row["type"], issuer=row["issuer"], date=issued,
        title=row.get("title") or row.get("title_short") or None,
        effective=_date(row.get("date_effective", ""), "date_effective", bad), status=row.get("status", ""),
        replaced_by=row.get("replaced_by", ""), topic=row.get("topic", ""), verified=verified,
        evidence=row.get("evidence", ""), source=row.get("source", ""), notes=row.get("notes", ""),
        articles=int(articles) if articles else None, file=path.name, line=line)


def _mistakes(row: Mapping[str, str], *, known: bool) -> Iterator[str]:
    """What is wrong in single cells; `known` says whether its symbol is one."""
    yield from (f"'{name}' is empty" for name in NEEDED[:3] if not row.get(name))
    if not known:
        yield f"'{row['canonical_symbol']}' is no symbol"
    if _verified(row) not in YES + NO:
        yield f"'verified' is yes or no, not '{_verified(row)}'"
    if _articles(row) and not _articles(row).isdigit():
        yield f"'articles' is a number, not '{_articles(row)}'"


def _verified(row: Mapping[str, str]) -> str:
    return row.get("verified", "").lower()


def _articles(row: Mapping[str, str]) -> str:
    return row.get("articles", "").removesuffix(".0")  # as Excel keeps whole numbers


def _date(text: str, column: str, bad: Callable[[str], BadRegister]) -> str | None:
    """The ISO date of a cell; clerks may write 15/5/2016, and Excel keeps days as numbers."""
    day = VIETNAMESE_DAY.fullmatch(text)
    iso = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else excel_day(text)
    if not iso:
        return None
    if first(iso) is None or not "1930" <= iso[:4] <= "2100":
        raise bad(f"'{column}' is no date: '{text}'")
    return iso
