"""What the store knows of models: reports, models and counts, read once, and cut to what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from extract.recognizers.places.units import LAST_OLD_DAY
from pipelines.decisions.reviewed import rows
from pipelines.resolve.keys import plain, settled
from pipelines.schema import TABLES
from pipelines.store import Store


class Report(NamedTuple):
    """A document that was read, as far as the workbook speaks of it."""

    doc_id: str
    path: str
    status: str
    doc_type: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    level: str | None
    province: str | None
    district: str | None
    commune: str | None
    province_code: str | None
    commune_code: str | None
    province_now: str | None
    commune_now: str | None
    title: str | None
    how: str | None = None  # how the unit was found: exact, tone, plain, older, guess, open, unknown, ...

    @property
    def year(self) -> int | None:
        """The year of its date, None where no calendar of ours has it."""
        year = int(self.date[:4]) if self.date else 0
        return year if 1945 <= year < 2100 else None

    @property
    def is_new(self) -> bool:
        """Whether it was written since the communes were put together (July 2025)."""
        return bool(self.date and self.date > LAST_OLD_DAY)


class Seen(NamedTuple):
    """A model in a report."""

    model_id: str
    doc_id: str
    name: str
    start: int
    end: int
    raw: str
    n_mentions: int
    owner: str | None
    place: str | None
    field: str | None
    field_inferred: int | None
    kind: str | None
    status: str | None
    year: int | None
    decision: str | None
    decision_date: str | None
    money_vnd: int | None
    page: int | None
    confidence: float


class Count(msgspec.Struct, frozen=True, order=True):
    """How many models a report says there are."""

    doc_id: str
    start: int
    end: int
    raw: str
    count: int
    status: str | None
    kind: str | None
    year: int | None
    page: int | None


class Wanted(NamedTuple):
    """What was asked for; None asks for all."""

    province: str | None = None
    commune: str | None = None
    year: int | None = None
    field: str | None = None

    def in_words(self) -> str:
        """The filter as a reader of the workbook sees it; "" where there is none."""
        named = zip(("tỉnh", "xã", "năm", "lĩnh vực"), self, strict=True)
        return "; ".join(f"{name} = {value}" for name, value in named if value is not None)


class Archive(NamedTuple):
    """All reports, models and counts of an archive, or of the part that was asked for."""

    reports: dict[str, Report]
    models: list[Seen]
    counts: list[Count]


def load(store: Store) -> Archive:
    """Everything about models, by path and place in the text."""
    reports = [report for report in map(Report._make, _rows(store, "documents", Report._fields))
               if report.status != "failed"]
    return Archive({report.doc_id: report for report in reports},
                   [Seen(*row) for row in _rows(store, "models", Seen._fields)],
                   [Count(*row) for row in _rows(store, "model_counts", Count.__struct_fields__)])


def _rows(store: Store, table: str, fields: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as people decided they are; what stands in many of them is kept once."""
    of = {column.name: at for at, column in enumerate(TABLES[table].columns)}
    pick = itemgetter(*(of[name] for name in fields))
    once: dict[str, str] = {}
    for row in rows(store, TABLES[table]):
        yield tuple([once.setdefault(value, value) if type(value) is str else value for value in pick(row)])


CLASS_WORDS = ("thành phố ", "thị xã ", "thị trấn ", "tỉnh ", "tp ", "quận ", "huyện ", "xã ", "phường ", "đặc khu ")


def names_it(asked: str, *names: str | None) -> bool:
    """Whether one of the names is the one asked for; without accents it matches with any.

    >>> names_it("xã ba bich", "Ba Bích"), names_it("Ba Bịch", "Ba Bích"), names_it("Ba Tơ", "xã Ba Vì | xã Ba Tơ")
    (True, False, True)
    """
    wanted = _bare(asked)
    held = [_bare(part) for name in names if name for part in name.split("|")]
    if _plain(wanted) == wanted.replace("y", "i"):
        return _plain(wanted) in map(_plain, held)
    return wanted in held


def _bare(name: str) -> str:
    words = settled(name)
    return next((words[len(word):] for word in CLASS_WORDS if words.startswith(word)), words)


def _plain(words: str) -> str:
    return " ".join(map(plain, words.split()))
