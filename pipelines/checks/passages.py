"""Paragraphs that stand in several reports: copied from another unit's, or from last year's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, combinations, groupby
from typing import NamedTuple

import regex

from extract.records import Finding
from pipelines.checks.case import INFO, WARNING
from pipelines.checks.comparison import Archive
from pipelines.checks.fingerprints import FIGURES, likeness
from pipelines.days import is_day, shown

MOST_UNITS, MOST_COMPARED = 3, 8  # more units with one paragraph have it from above
MOST_ROWS, NO_LIMIT = 100, 1 << 40  # so many paragraphs with one fingerprint are a form's
FEWEST_FIGURES, FEWEST_SHARED, MOST_TOLD = 3, 3, 3
ALIKE = 0.9  # of the common words: names and figures are those of each unit
# One paragraph of so many signs is enough, if it is not what every report opens or closes with.
LONG, OPENS = 300, regex.compile(r"\W*(?:Thực hiện|Căn cứ|Trên đây|Theo|[ỦU][ỷy] ban|UBND)")
ABOVE = ("toàn tỉnh", "toàn huyện", "toàn quốc", "cả nước", "thành phố đã", "tỉnh đã")
# Figures that say nothing of the unit: dates, years, symbols, articles.
NO_FIGURE = regex.compile(r"(?i)\d{1,4}\s?[/-]\s?[\p{L}\d][\w/.-]*|(?:ngày|tháng|năm|quý|khóa|điều|khoản|giai "
                          r"đoạn|thứ|số)\s+\d+(?:\s?[-–]\s?\d+)?|(?:19|20)\d\d|^\s*\d+(?:\.\d+)*[.)]")
PASSAGES = """SELECT {by}, doc_id, "start", "end", but_figures FROM audit_passages WHERE {by} IN
    (SELECT {by} FROM audit_passages WHERE {by} IS NOT NULL GROUP BY {by}
     HAVING min(doc_id) <> max(doc_id) AND count(*) <= {most})
    ORDER BY 1, rowid"""


class Passage(NamedTuple):
    """A paragraph of a document; `but_figures` as in its fingerprint."""

    doc_id: str
    start: int
    end: int
    but_figures: int


class Copy(NamedTuple):
    """Two paragraphs of two units that are alike, how much, and whether their figures are those of each other."""

    one: Passage
    other: Passage
    alike: float
    with_figures: bool


def own_figures(passage: str) -> Counter[str]:
    """The figures of a passage that say something of its unit.

    >>> sorted(own_figures("Năm 2024 có 25 hộ hiến 1.250 m2 đất theo Kế hoạch số 12/KH-UBND ngày 03/4/2024"))
    ['1.250', '2', '25']
    """
    return Counter(FIGURES.findall(NO_FIGURE.sub(" ", passage.casefold())))


def copied_from_another(archive: Archive) -> Iterator[Finding]:
    """R86. A paragraph of another unit's report stands there again, with at most other names, figures and a few words.
    Figures that are the same make it a warning. Where days tell which report is older, the younger one is told of it;
    else both are."""
    told: Counter[str] = Counter()
    for copy in _copies(archive):
        for here, there in ((copy.one, copy.other), (copy.other, copy.one)):
            if told[here.doc_id] < MOST_TOLD and not _is_older(archive, here, there):
                told[here.doc_id] += 1
                yield _copied(archive, here, there, copy)


def _is_older(archive: Archive, here: Passage, there: Passage) -> bool:
    """Whether days tell that one report was written before another."""
    one, other = archive.origins[here.doc_id].date, archive.origins[there.doc_id].date
    return is_day(one) and is_day(other) and (one or "") < (other or "")


def _copied(archive: Archive, here: Passage, there: Passage, copy: Copy) -> Finding:
    of, percent = archive.origins[there.doc_id], int(copy.alike * 100)
    figures = "phần lớn số liệu cũng trùng" if copy.with_figures else "chỉ khác số liệu và tên riêng"
    since = (f"văn bản đó có trước, ngày {shown(of.date)}" if _is_older(archive, there, here) else
             "chưa rõ văn bản nào có trước, cần đối chiếu cả hai")
    return archive.finding("R86", WARNING if copy.with_figures else INFO, (*here[:3], None),
                           f"The paragraph is {percent} % that of {of.path}{', figures and all' * copy.with_figures}.",
                           f"Đoạn này trùng {percent}% câu chữ với một đoạn trong văn bản của {of.name} ({of.path}), "
                           f"{figures}; {since}.",
                           related=[there.doc_id])


def _copies(archive: Archive) -> list[Copy]:
    """The pairs of paragraphs of different communes that are alike, by path and place."""
    found: dict[tuple[Passage, Passage], Copy] = {}
    for by in ("low", "high"):
        for _, group in groupby(archive.db.execute(PASSAGES.format(by=by, most=MOST_ROWS)), key=lambda row: row[0]):
            passages = _one_a_unit(archive, (Passage(*row[1:]) for row in group))
            if 1 < len(passages) <= MOST_COMPARED:
                found |= {(copy.one, copy.other): copy for copy in _alike(archive, passages)}
    return sorted(found.values(), key=lambda copy: [(archive.origins[passage.doc_id].path, *passage)
                                                    for passage in copy[:2]])


def _one_a_unit(archive: Archive, passages: Iterator[Passage]) -> list[Passage]:
    """The first of each unit whose commune is known."""
    units: dict[str, Passage] = {}
    for passage in passages:
        origin = archive.origins[passage.doc_id]
        if origin.commune:
            first = units.setdefault(origin.unit, passage)
            if (origin.date or "9999") < (archive.origins[first.doc_id].date or "9999"):
                units[origin.unit] = passage
    return list(units.values())


def _alike(archive: Archive, passages: list[Passage]) -> Iterator[Copy]:
    """The pairs that are alike; what more than a few units have alike comes from above."""
    if max(Counter(passage.but_figures for passage in passages).values()) > MOST_UNITS:
        return
    text = {passage: archive.words(*passage[:3]) or "" for passage in passages}
    alike = {pair: like for pair in combinations(passages, 2)
             if (like := likeness(text[pair[0]], text[pair[1]])) >= ALIKE}
    partners = Counter(chain.from_iterable(alike))
    for (one, other), like in alike.items():
        another = archive.origins[one.doc_id].commune != archive.origins[other.doc_id].commune
        if another and max(partners[one], partners[other]) < MOST_UNITS and not _from_above(text[one], text[other]):
            figures = _share_figures(text[one], text[other])
            long = min(len(text[one]), len(text[other])) >= LONG and not OPENS.match(text[one])
            if figures or long:
                yield Copy(one, other, like, figures)


def _from_above(*texts: str) -> bool:
    return any(word in text.casefold() for text in texts for word in ABOVE)


def _share_figures(one: str, other: str) -> bool:
    """Whether most figures of two paragraphs are the same, and enough to be no chance."""
    a, b = own_figures(one), own_figures(other)
    shared = (a & b).total()
    return shared >= FEWEST_FIGURES and 2 * shared > max(a.total(), b.total())


def as_last_year(archive: Archive) -> Iterator[Finding]:
    """R83. Paragraphs of last year's report stand there again, with at most other figures."""
    shared: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    rows, origins = archive.db.execute(PASSAGES.format(by="but_figures", most=NO_LIMIT)), archive.origins
    for _, group in groupby(rows, key=lambda row: row[0]):
        by_unit: dict[str, dict[str, tuple[int, int, str]]] = defaultdict(dict)
        for _, doc_id, start, end, _ in group:
            origin = origins[doc_id]
            if origin.year:
                by_unit[origin.unit].setdefault(origin.year, (start, end, doc_id))
        for years in by_unit.values():
            for year, (start, end, doc_id) in years.items():
                before = years.get(str(int(year) - 1))
                if before and before[2] != doc_id:
                    shared[doc_id, before[2]].append((start, end))
    for (doc_id, before_id), places in sorted(shared.items(), key=lambda item: archive.origins[item[0][0]].path):
        long = [place for place in places if place[1] - place[0] >= LONG
                and not OPENS.match(archive.words(doc_id, *place) or "")]
        if len(places) >= FEWEST_SHARED or long:
            start, end = min(long or places)
            path = archive.origins[before_id].path
            yield archive.finding("R83", INFO, (doc_id, start, end, None),
                                  f"{len(places)} paragraphs are those of {path}.",
                                  f"{len(places)} đoạn lặp lại báo cáo năm trước ({path}), chỉ có thể khác số liệu.",
                                  related=[before_id])
