"""Every commune in a row: its models by status, field and kind, what it declares and what it lists, money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pipelines.models.archive import Archive, Count, Report
from pipelines.models.communes import Unit, commune_of
from pipelines.models.counts import Gap
from pipelines.models.lines import NOT_YET, Life, Lives, by_unit
from pipelines.models.rows import NUMBER, UNIT
from pipelines.workbook.sheet import Column

STATUSES = ("đăng ký mới", "thành lập", "duy trì", "nhân rộng", "công nhận", "dừng", None)
FIELDS = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "hệ thống chính trị", None)
COMPARED = "Công bố so với liệt kê"
COLLECTIVE = ("tập thể", "cá nhân", None)


class Commune(NamedTuple):
    """A commune with all that is known of its models."""

    unit: Unit
    reports: list[Report]
    lives: list[Life]
    counts: list[Count]
    gaps: list[Gap]

    @property
    def existing(self) -> list[Life]:
        """The models that count: all but those that are not set up yet."""
        return [life for life in self.lives if life.exists]

    @property
    def money(self) -> int | None:
        """The sum of what each model was last said to cost; None where no amount is known."""
        amounts = [life.money for life in self.lives if life.money is not None]
        return sum(amounts) if amounts else None

    @property
    def latest(self) -> Report | None:
        """The latest report that says how many models there are."""
        counting = {count.doc_id for count in self.counts}
        return max((report for report in self.reports if report.doc_id in counting),
                   key=lambda report: (report.date or "", report.path), default=None)


def communes(archive: Archive, lives: Lives, gaps: Iterable[Gap]) -> list[Commune]:
    """All communes that are known, by the alphabet; those of which no model is known too."""
    known: dict[Unit, Commune] = {}
    home = {report.doc_id: commune_of(report) for report in archive.reports.values()}
    for report in archive.reports.values():
        if home[report.doc_id].why is None:
            _of(known, home[report.doc_id].unit).reports.append(report)
    for life in lives.lives:
        if life.why is None:
            _of(known, life.unit).lives.append(life)
    for count in archive.counts:
        if home[count.doc_id].why is None:
            known[home[count.doc_id].unit].counts.append(count)
    for gap in gaps:
        if home[gap.report.doc_id].why is None and gap.is_difference:
            known[home[gap.report.doc_id].unit].gaps.append(gap)
    return sorted(known.values(), key=lambda commune: by_unit(commune.unit))


def _of(known: dict[Unit, Commune], unit: Unit) -> Commune:
    return known.setdefault(unit, Commune(unit, [], [], [], []))


def by_status(lives: Iterable[Life]) -> list[int]:
    """How many lives have each of `STATUSES`; an unknown one is counted with those not told."""
    return _tally((life.status for life in lives), STATUSES)


def by_field(lives: Iterable[Life]) -> list[int]:
    """How many lives are of each of `FIELDS`."""
    return _tally((life.field for life in lives), FIELDS)


def by_kind(lives: Iterable[Life]) -> list[int]:
    """How many lives are of each of `COLLECTIVE`."""
    return _tally((life.kind for life in lives), COLLECTIVE)


def _tally(values: Iterable[str | None], named: Sequence[str | None]) -> list[int]:
    times = Counter(value if value in named else None for value in values)
    return [times[name] for name in named]


def declared(counts: Iterable[Count]) -> str:
    """What a report says it has, in words: `đăng ký mới 2 / 1; nhân rộng 1`.

    >>> said = [Count("", 0, 0, "", *rest, None) for rest in (
    ...         (13, "đăng ký mới", "tập thể", 2024), (2, "duy trì", None, None), (1, "duy trì", None, None))]
    >>> declared(said)
    'đăng ký mới 2024 (tập thể) 13; duy trì 2 / 1'
    """
    numbers: dict[str, dict[str, None]] = {}
    for count in counts:
        parts = (count.status or "tổng số", str(count.year or ""), f"({count.kind})" if count.kind else "")
        name = " ".join(filter(None, parts))
        numbers.setdefault(name, {})[f"{count.count:,}".replace(",", ".")] = None
    return "; ".join(f"{name} {' / '.join(found)}" for name, found in numbers.items())


def _named(names: Sequence[str | None], unknown: str, group: str, width: float = 8.5) -> tuple[Column, ...]:
    return tuple(Column((name or unknown).capitalize(), "int", width, group) for name in names)


SUMMARY_HEAD = (
    NUMBER, *(column for column, _ in UNIT), Column("Số báo cáo", "int", 7.5), Column("Số mô hình", "int", 7.5),
    *_named(STATUSES, "chưa rõ", "Theo trạng thái mới nhất"), *_named(FIELDS, "chưa rõ", "Theo lĩnh vực"),
    *_named(COLLECTIVE, "không ghi", "Theo loại"), Column("Chưa thành lập (ngoài tổng)", "int", 9),
    Column("Kinh phí (đồng)", "money", 15), Column("Công bố (báo cáo mới nhất có số)", width=32, group=COMPARED),
    Column("Tên liệt kê ở báo cáo đó", "int", 9, COMPARED), Column("Chỗ lệch số", "int", 7.5, COMPARED))
FIRST_NUMBER = 6  # of the columns that are summed up


def summary_rows(found: Sequence[Commune]) -> Iterator[list[Any]]:
    """A row a commune, and the sum of all at the end."""
    rows = [[number, *commune.unit, *_numbers(commune)] for number, commune in enumerate(found, start=1)]
    yield from rows
    if rows:
        sums = [_sum(column) for column in list(zip(*rows, strict=True))[FIRST_NUMBER:]]
        yield [None, "Tổng cộng", f"{len(rows)} xã", *[None] * (FIRST_NUMBER - 3), *sums]


def _numbers(commune: Commune) -> list[Any]:
    existing, latest = commune.existing, commune.latest
    not_yet = sum(life.status == NOT_YET for life in commune.lives)
    said = [count for count in commune.counts if latest and count.doc_id == latest.doc_id]
    names = sum(model.doc_id == latest.doc_id for life in commune.lives for model in life.models) if latest else None
    return [len(commune.reports), len(existing), *by_status(existing), *by_field(existing), *by_kind(existing), not_yet,
            commune.money, declared(said) or None, names, len(commune.gaps)]


def _sum(column: Sequence[Any]) -> int | None:
    """The sum of numbers; None for words, and for what is known nowhere."""
    numbers = [value for value in column if isinstance(value, int)]
    return sum(numbers) if numbers and not any(isinstance(value, str) for value in column) else None
