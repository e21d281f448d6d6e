"""The rows of the sheets that list models: one by one, over the years, doubtful, and without a commune."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pipelines.models.archive import Report, Seen
from pipelines.models.communes import Unit
from pipelines.models.lines import Life, Lives, Pair, remarks
from pipelines.workbook.sheet import Column, Filled

FILL_OF = {"đăng ký mới": "new", "thành lập": "new", "duy trì": "good", "nhân rộng": "good", "công nhận": "good",
           "dừng": "end", "chưa thành lập": "alarm"}
HOW = {"exact": "đúng tên", "tone": "khác vị trí dấu", "plain": "tên không dấu", "older": "tên cũ",
       "guess": "phỏng đoán (sai một chữ)"}
INFERRED: dict[int | None, str] = {1: "suy ra", 0: "nêu rõ"}
EARLIEST, LATEST = 1990, 2099  # other years stay in the text of a life


class Line(NamedTuple):
    """A model in a report with its report and its life."""

    seen: Seen
    report: Report
    life: Life


Cell = Callable[[Line], Any]
THEN, NOW = "Theo báo cáo", "Hiện nay"
UNIT: tuple[tuple[Column, Cell], ...] = (
    (Column("Tỉnh", width=13, group=THEN), lambda line: line.life.unit.province),
    (Column("Huyện", width=13, group=THEN), lambda line: line.life.unit.district),
    (Column("Xã", width=14, group=THEN), lambda line: line.life.unit.commune),
    (Column("Tỉnh", width=13, group=NOW), lambda line: line.life.unit.province_now),
    (Column("Xã", width=18, group=NOW), lambda line: line.life.unit.commune_now),
)
MODEL: tuple[tuple[Column, Cell], ...] = (
    (Column("Tên mô hình", width=42), lambda line: line.seen.name),
    (Column("Chủ thể", width=24), lambda line: line.seen.owner),
    (Column("Địa điểm", width=20), lambda line: line.seen.place),
    (Column("Lĩnh vực", width=18), lambda line: line.seen.field),
    (Column("Lĩnh vực nêu rõ hay suy ra", "short", 11), lambda line: INFERRED.get(line.seen.field_inferred)),
    (Column("Tập thể / cá nhân", "short", 10), lambda line: line.seen.kind),
    (Column("Trạng thái", "short", 14), lambda line: status_cell(line.seen.status)),
    (Column("Năm", "number", 7), lambda line: line.seen.year),
    (Column("Quyết định", width=18), lambda line: line.seen.decision),
    (Column("Ngày quyết định", "date", 12), lambda line: line.seen.decision_date),
    (Column("Kinh phí (đồng)", "money", 16), lambda line: line.seen.money_vnd),
)
REPORT: tuple[tuple[Column, Cell], ...] = (
    (Column("Số lần nhắc", "int", 8), lambda line: line.seen.n_mentions),
    (Column("Cách xác định xã", width=16), lambda line: HOW.get((line.report.how or "").partition(":")[0])),
    (Column("Độ tin cậy", "real", 8), lambda line: line.seen.confidence),
    (Column("Số, ký hiệu báo cáo", width=16), lambda line: line.report.symbol),
    (Column("Ngày báo cáo", "date", 12), lambda line: line.report.date),
    (Column("Cơ quan báo cáo", width=26), lambda line: line.report.issuer),
    (Column("Tệp", width=44), lambda line: line.report.path),
    (Column("Trang", "number", 7), lambda line: line.seen.page),
    (Column("Nguyên văn", width=36), lambda line: line.seen.raw),
    (Column("Dòng diễn biến", "number", 9), lambda line: line.life.number),
    (Column("Mã mô hình", width=22), lambda line: line.seen.model_id),
)
LISTED = UNIT + MODEL + REPORT
PRINTED = 1 + len(UNIT + MODEL)


def told(unit: Unit) -> str | None:
    """A unit in one cell: commune, district, province."""
    return ", ".join(name for name in (unit.commune, unit.district, unit.province) if name) or None


def status_cell(status: str | None) -> Filled | None:
    """A status on its ground."""
    return Filled(status, FILL_OF[status]) if status in FILL_OF else None if status is None else Filled(status, "alarm")


def listed(lives: Lives) -> Iterator[Line]:
    """Every model of every report, by unit and life."""
    for life in lives.lives:
        for seen, report in zip(life.models, life.reports, strict=True):
            yield Line(seen, report, life)


def numbered(cells: Sequence[tuple[Column, Cell]], lines: Iterator[Line]) -> Iterator[list[Any]]:
    """Rows with their number first."""
    getters = [getter for _, getter in cells]
    for number, line in enumerate(lines, start=1):
        yield [number, *(getter(line) for getter in getters)]


NUMBER = Column("STT", "number", 7)
PLACED = (Column("Xã, huyện, tỉnh (theo báo cáo)", width=24), Column("Xã hiện nay", width=18))
LIFE_HEAD = (
    NUMBER, *(column for column, _ in UNIT), Column("Tên mô hình", width=42), Column("Cách ghi khác", width=30),
    Column("Chủ thể", width=22), Column("Địa điểm", width=18), Column("Lĩnh vực", width=16),
    Column("Số báo cáo", "int", 8), Column("Năm đầu", "number", 8), Column("Năm cuối", "number", 8),
    Column("Trạng thái mới nhất", "short", 13), Column("Diễn biến", width=40), Column("Cần xem lại", width=24))


def years_of(lives: Lives) -> list[int]:
    """All years from the first event to the last one that anything is told of."""
    told = {event.year for life in lives.lives for event in life.events
            if event.year and EARLIEST <= event.year <= LATEST}
    return list(range(min(told), max(told) + 1)) if told else []


def life_rows(lives: Lives, years: Sequence[int]) -> Iterator[list[Any]]:
    """A row a model: what it is, its years in words, and a cell for each year."""
    for life in lives.lives:
        by_year = life.years
        words = "; ".join(f"{year}: {', '.join(what)}" for year, what in by_year.items())
        undated = dict.fromkeys(event.what for event in life.events if event.year is None)
        words = "; ".join(filter(None, (words, f"không rõ năm: {', '.join(undated)}" if undated else "")))
        yield [life.number, *life.unit, life.name, "; ".join(life.other_names) or None, life.owner, life.place,
               life.field, len({report.doc_id for report in life.reports}), min(by_year, default=None),
               max(by_year, default=None), status_cell(life.status), words,
               "; ".join(remarks(life)) or None, *(_year(by_year.get(year)) for year in years)]


def _year(what: list[str] | None) -> Filled | str | None:
    if what is None:
        return None
    words = ", ".join(what)
    return Filled(words, FILL_OF[what[-1]]) if what[-1] in FILL_OF else words


def _one_of(group: str) -> tuple[Column, ...]:
    return (Column("Tên", width=30, group=group), Column("Chủ thể", width=20, group=group),
            Column("Địa điểm", width=15, group=group), Column("Báo cáo", width=28, group=group),
            Column("Dòng diễn biến", "number", 8, group))


PAIR_HEAD = (
    NUMBER, *PLACED, Column("Vì sao nghi là một", width=24), *_one_of("Mô hình thứ nhất"), *_one_of("Mô hình thứ hai"))


def pair_rows(pairs: Sequence[Pair], reports: dict[str, Report]) -> Iterator[list[Any]]:
    """A row a doubtful pair, the two side by side."""
    for number, (one, other, a, b, reason) in enumerate(pairs, start=1):
        yield [number, told(one.unit), one.unit.commune_now, reason,
               a.name, a.owner, a.place, reports[a.doc_id].path, one.number,
               b.name, b.owner, b.place, reports[b.doc_id].path, other.number]
