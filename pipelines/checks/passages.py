"""Paragraphs that stand in several reports: copied from another unit's, or from last year's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

import regex

from extract.records import Finding
from pipelines.checks.case import INFO, WARNING
from pipelines.checks.comparison import Archive

MOST_UNITS = 3  # more units with one paragraph have it from above
FEWEST_FIGURES, FEWEST_SHARED, MOST_TOLD = 3, 3, 3
# One paragraph of so many signs is enough, if it is not what every report opens or closes with.
LONG, OPENS = 300, regex.compile(r"\W*(?:Thực hiện|Căn cứ|Trên đây|Theo|[ỦU][ỷy] ban|UBND)")
ABOVE = ("toàn tỉnh", "toàn huyện", "toàn quốc", "cả nước", "thành phố đã", "tỉnh đã")
FIGURES = regex.compile(r"\d+(?:[.,]\d+)*")
# Figures that say nothing of the unit: dates, years, symbols, articles.
NO_FIGURE = regex.compile(r"(?i)\d{1,4}\s?[/-]\s?[\p{L}\d][\w/.-]*|(?:ngày|tháng|năm|quý|khóa|điều|khoản|giai "
                          r"đoạn|thứ|số)\s+\d+(?:\s?[-–]\s?\d+)?|(?:19|20)\d\d|^\s*\d+(?:\.\d+)*[.)]")
PASSAGES = """SELECT p.{by}, p.doc_id, p."start", p."end" FROM audit_passages p
    JOIN documents d ON d.doc_id = p.doc_id WHERE p.{by} IN
    (SELECT {by} FROM audit_passages GROUP BY {by} HAVING count(DISTINCT doc_id) > 1) ORDER BY 1, d.path, p."start" """


def own_figures(passage: str) -> int:
    """How many figures of a passage say something of its unit.

    >>> own_figures("Năm 2024 có 25 hộ hiến 1.250 m2 đất theo Kế hoạch số 12/KH-UBND ngày 03/4/2024")
    3
    """
    return len(FIGURES.findall(NO_FIGURE.sub(" ", passage.casefold())))


def copied_from_another(archive: Archive) -> Iterator[Finding]:
    """R86. A paragraph with figures of its own stands word for word in the report of another unit."""
    told: Counter[str] = Counter()
    for _, group in groupby(archive.db.execute(PASSAGES.format(by="same")), key=lambda row: row[0]):
        rows = list(group)
        units = {archive.unit(row[1])[0]: row for row in reversed(rows)}
        communes = {archive.unit(row[1])[1] for row in rows}
        if not 1 < len(units) <= MOST_UNITS or len(communes) < 2 or None in communes:
            continue
        first = min(units.values(), key=lambda row: (archive.unit(row[1])[2] or "9999", archive.unit(row[1])[3]))
        text = archive.words(*first[1:4]) or ""
        told_of_all = any(word in text.casefold() for word in ABOVE) or own_figures(text) < FEWEST_FIGURES
        for row in units.values() if not told_of_all else ():
            if row is not first and told[row[1]] < MOST_TOLD:
                told[row[1]] += 1
                unit, _, _, path = archive.unit(first[1])
                yield archive.finding("R86", WARNING, (row[1], row[2], row[3], None),
                                      f"The paragraph stands in {path} as well, figures and all.",
                                      f"Đoạn này giống hệt, kể cả số liệu, với văn bản của {unit} ({path}).",
                                      related=[first[1]])


def as_last_year(archive: Archive) -> Iterator[Finding]:
    """R83. Paragraphs of last year's report stand there again, with at most other figures."""
    shared: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for _, group in groupby(archive.db.execute(PASSAGES.format(by="but_figures")), key=lambda row: row[0]):
        by_unit: dict[str, dict[str, tuple[int, int, str]]] = defaultdict(dict)
        for row in group:
            if year := archive.unit(row[1])[2]:
                by_unit[archive.unit(row[1])[0]].setdefault(year, (row[2], row[3], row[1]))
        for years in by_unit.values():
            for year, (start, end, doc_id) in years.items():
                before = years.get(str(int(year) - 1))
                if before and before[2] != doc_id:
                    shared[doc_id, before[2]].append((start, end))
    for (doc_id, before_id), places in sorted(shared.items(), key=lambda item: archive.unit(item[0][0])[3]):
        long = [place for place in places if place[1] - place[0] >= LONG
                and not OPENS.match(archive.words(doc_id, *place) or "")]
        if len(places) >= FEWEST_SHARED or long:
            start, end = min(long or places)
            path = archive.unit(before_id)[3]
            yield archive.finding("R83", INFO, (doc_id, start, end, None),
                                  f"{len(places)} paragraphs are those of {path}.",
                                  f"{len(places)} đoạn lặp lại báo cáo năm trước ({path}), chỉ có thể khác số liệu.",
                                  related=[before_id])
