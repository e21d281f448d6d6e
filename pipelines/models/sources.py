"""The sheets that say where things come from: numbers that differ, what has no commune, every passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from pipelines.archive import File
from pipelines.models.archive import Archive, Count, Report, Seen
from pipelines.models.communes import commune_of
from pipelines.models.counts import FEWER, MORE, NO_NAMES, PARTS, TWO_NUMBERS, Gap
from pipelines.models.lines import Lives
from pipelines.models.rows import NUMBER, PLACED, listed, status_cell, told
from pipelines.models.summary import declared
from pipelines.store import Store
from pipelines.workbook.links import Link, link_to
from pipelines.workbook.sheet import MOST_LINKS, Column, Filled

FILLS = {TWO_NUMBERS: "alarm", PARTS: "alarm", FEWER: "new", MORE: "new", NO_NAMES: "end"}
ORDER = (TWO_NUMBERS, PARTS, MORE, FEWER, NO_NAMES)
BEFORE, BEHIND = 160, 240  # letters of the sentence around a passage
REPORT = (Column("Số, ký hiệu báo cáo", width=16), Column("Ngày báo cáo", "date", 12), Column("Tệp", width=40))

GAP_HEAD = (
    NUMBER, *PLACED, Column("Loại chênh lệch", "short", 20), Column("Trạng thái", "short", 13),
    Column("Tập thể / cá nhân", "short", 10), Column("Năm", "number", 7), Column("Số công bố", "short", 12),
    Column("Số tên liệt kê", "int", 9), Column("Tên liệt kê", width=44), Column("Câu có số công bố", width=60),
    Column("Trang", "short", 8), *REPORT)


def gap_rows(gaps: Sequence[Gap], text_of: Callable[[str], str]) -> Iterator[list[Any]]:
    """A row a place where numbers differ; contradictions first."""
    ordered = sorted(gaps, key=lambda gap: (ORDER.index(gap.what), gap.report.path, gap.where[0].start))
    for number, gap in enumerate(ordered, start=1):
        report, text, unit = gap.report, text_of(gap.report.doc_id), commune_of(gap.report).unit
        passages = dict.fromkeys(passage(text, said.start, said.end) for said in gap.where)
        pages = dict.fromkeys(str(said.page) for said in gap.where if said.page)
        numbers = " / ".join(said.raw for said in gap.where) if gap.listed is None else gap.declared[0]
        yield [number, told(unit), unit.commune_now, Filled(gap.what, FILLS[gap.what]),
               status_cell(gap.status), gap.kind, gap.year, numbers, gap.listed, "; ".join(gap.names) or None,
               "\n".join(passages), ", ".join(pages) or None, report.symbol, report.date, report.path]


UNKNOWN_HEAD = (
    NUMBER, Column("Vì sao chưa xác định", width=34), Column("Tỉnh", width=13),
    Column("Huyện (trước 7/2025)", width=14), Column("Xã ghi trong báo cáo", width=15),
    Column("Có thể là (hiện nay)", width=40), Column("Cơ quan báo cáo", width=28),
    Column("Tên mô hình / số liệu", width=42), Column("Chủ thể", width=24), Column("Địa điểm", width=20),
    Column("Trạng thái", "short", 14), *REPORT)


def unknown_rows(archive: Archive, lives: Lives) -> Iterator[list[Any]]:
    """Models whose commune is not known, and reports without one that only give numbers; with the reason."""
    number = 0
    for seen, report, life in listed(lives):
        if life.why:
            number += 1
            unit = lives.placed[seen.model_id].unit
            yield [number, life.why, *unit[:3], unit.commune_now, report.issuer, seen.name, seen.owner, seen.place,
                   status_cell(seen.status), report.symbol, report.date, report.path]
    for report, counts in _only_numbers(archive):
        number += 1
        unit, why = commune_of(report)
        yield [number, why, *unit[:3], unit.commune_now, report.issuer, f"(chỉ có số: {declared(counts)})", None, None,
               None, report.symbol, report.date, report.path]


def _only_numbers(archive: Archive) -> Iterator[tuple[Report, list[Count]]]:
    named = {model.doc_id for model in archive.models}
    counts: dict[str, list[Count]] = {}
    for said in archive.counts:
        counts.setdefault(said.doc_id, []).append(said)
    for report in archive.reports.values():
        if report.doc_id in counts and report.doc_id not in named and commune_of(report).why:
            yield report, counts[report.doc_id]


SOURCE_HEAD = (
    NUMBER, Column("Tệp (bấm để mở)", "link", 46), Column("Thư mục", width=34),
    Column("Trang", "number", 7), Column("Loại", "short", 11),
    Column("Mô hình / số liệu", width=42), Column("Nguyên văn", width=42), Column("Câu chứa nguyên văn", width=70),
    Column("Từ ký tự", "number", 9), Column("Đến ký tự", "number", 9), Column("Dòng diễn biến", "number", 9),
    Column("Số, ký hiệu báo cáo", width=16), Column("Ngày báo cáo", "date", 12), Column("Mã", width=22))


def source_rows(archive: Archive, lives: Lives, text_of: Callable[[str], str],
                link_of: Callable[[Report], Link | str]) -> Iterator[list[Any]]:
    """A row a passage on which a model or a number rests, file by file.

    Of more rows than a worksheet holds links, the first of each file has its link: one sheet then does for many.
    """
    passages: dict[str, list[Seen | Count]] = {}
    for model in archive.models:
        passages.setdefault(model.doc_id, []).append(model)
    for said in archive.counts:
        passages.setdefault(said.doc_id, []).append(said)
    numbers, sparing = count(1), len(archive.models) + len(archive.counts) > MOST_LINKS
    for report in archive.reports.values():
        found = sorted(passages.get(report.doc_id, ()), key=lambda row: (row.start, row.end))
        text, link = text_of(report.doc_id) if found else "", link_of(report)
        folder = report.path.rpartition("/")[0] or None
        for at, row in enumerate(found):
            kind, what, life, code = _source(row, lives)
            file = link.words if at and sparing and isinstance(link, Link) else link
            yield [next(numbers), file, folder, row.page, kind, what, row.raw, passage(text, row.start, row.end),
                   row.start, row.end, life, report.symbol, report.date, code]


def _source(row: Seen | Count, lives: Lives) -> tuple[str, str, int | None, str]:
    if isinstance(row, Seen):
        return "Mô hình", row.name, lives.life_of[row.model_id].number, row.model_id
    return "Số liệu", declared([row]), None, f"{row.doc_id}:{row.start}"


def passage(text: str, start: int, end: int) -> str:
    """The line around a span, cut where it is long.

    >>> passage("Mở đầu\\nNăm 2023 có 05 mô hình mới.\\nHết", 20, 30)
    'Năm 2023 có 05 mô hình mới.'
    """
    begin = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    close = text.find("\n", end)
    stop = min(len(text) if close < 0 else close, end + BEHIND)
    words = text[begin:stop].replace("\n", " ").strip()
    left = "… " if begin and text[begin - 1] != "\n" else ""
    return f"{left}{words}{' …' if stop < len(text) and text[stop] != chr(10) else ''}"


def links(store: Store, folder: Path) -> Callable[[Report], Link | str]:
    """What gives a report's link from `folder`; only its name where that is no text."""
    rows = store.db.execute("SELECT doc_id, root, relative, size, mtime_ns FROM files ORDER BY source DESC")
    files = {row[0]: File(*row[1:]) for row in rows}
    here = folder.resolve()

    def link_of(report: Report) -> Link | str:
        file = files.get(report.doc_id)
        if file is None or "\\u" in file.source:
            return report.path.rpartition("/")[2]
        return link_to(file.on_disk, here, report.path.rpartition("/")[2])
    return link_of

