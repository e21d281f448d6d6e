"""Reports against each other: dates and numbers that differ, paragraphs that are the same, counts that fell.

Each check is a query over the audit's tables in the order of a key, so that an archive of any size is read once.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from extract.records import Finding
from pipelines.checks.case import INFO, WARNING
from pipelines.checks.comparison import Archive
from pipelines.checks.passages import as_last_year, copied_from_another
from pipelines.checks.series import order_over_the_archive
from pipelines.days import is_day, shown
from pipelines.resolve.citations import content, overlap

MOST_RELATED = 8
# Rows of the audit's tables stand by path, then by place in the text.
MENTIONS = """SELECT key, substr(date, 1, 4), date, doc_id, "start", "end", page, symbol, title, own FROM audit_links
    WHERE length(date) = 10 AND register_key IS NULL AND (key, substr(date, 1, 4)) IN
    (SELECT key, substr(date, 1, 4) FROM audit_links WHERE length(date) = 10 AND register_key IS NULL
     AND key IS NOT NULL GROUP BY 1, 2 HAVING min(date) <> max(date))
    ORDER BY 1, 2, rowid"""
TITLED = """SELECT unit, doc_type, date, title, doc_id, "start", "end", page, symbol, own FROM audit_links
    WHERE unit IS NOT NULL AND unit <> 'trung ương' AND title IS NOT NULL
    AND length(date) = 10 AND symbol IS NOT NULL ORDER BY 1, 2, 3, 4, rowid"""
TOTALS = """SELECT t.unit, t.year, max(t.models), t.doc_id, min(t.explained) FROM audit_totals t
    GROUP BY t.unit, t.year ORDER BY 1, 2"""


class Mention(NamedTuple):
    """One document in one report, with its day."""

    date: str
    doc_id: str
    start: int | None
    end: int | None
    page: int | None
    symbol: str
    title: str | None
    own: int


def dates_differ(archive: Archive) -> Iterator[Finding]:
    """R41. Reports give one document different days; the document itself, if it is in the archive, decides."""
    rows = archive.db.execute(MENTIONS)
    for _, group in groupby(rows, key=lambda row: (row[0], row[1])):
        mentions = [Mention(row[2], *row[3:]) for row in group if is_day(row[2])]
        docs_of: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            docs_of[mention.date].add(mention.doc_id)
        if len(docs_of) < 2 or len(set().union(*docs_of.values())) < 2 or _two_documents(mentions):
            continue
        own = {mention.date for mention in mentions if mention.own}
        ranking = Counter({date: len(docs) for date, docs in docs_of.items()}).most_common()
        right = own.pop() if len(own) == 1 else ranking[0][0] if ranking[0][1] > ranking[1][1] else None
        yield from _wrong_dates(archive, mentions, right, docs_of)


def _wrong_dates(archive: Archive, mentions: list[Mention], right: str | None,
                 docs_of: dict[str, set[str]]) -> Iterator[Finding]:
    told: set[str] = set()
    itself = any(other.own and other.date == right for other in mentions)
    docs = sorted(set().union(*docs_of.values()))[:MOST_RELATED + 1]
    for mention in mentions:
        if mention.date == right or mention.own or mention.doc_id in told or len(docs_of) < 2:
            continue
        told.add(mention.doc_id)
        others = [date for date in sorted(docs_of) if date != mention.date]
        variants = "; ".join(f"{shown(date)}: {len(docs_of[date])} văn bản" for date in others)
        sources = [doc_id for doc_id in docs if doc_id != mention.doc_id][:MOST_RELATED]
        yield archive.finding(
            "R41", WARNING, (mention.doc_id, mention.start, mention.end, mention.page),
            f"{mention.symbol} is of {mention.date} here and of {', '.join(others)} elsewhere.",
            f"{mention.symbol} ở đây ghi ngày {shown(mention.date)}, " +
            (f"chính văn bản đó trong kho ghi ngày {shown(right)}." if itself
            else f"các văn bản khác trong kho ghi ngày khác ({variants})."),
            suggestion=shown(right) if right and (itself or len(docs_of[right]) > 1) else None, related=sources)


def _two_documents(mentions: list[Mention]) -> bool:
    """Whether titles say that these are different documents with one number."""
    titles = [mention.title for mention in mentions if mention.title and len(content(mention.title)) > 3]
    return any(overlap(titles[0], title) < 0.3 for title in titles[1:])


def numbers_differ(archive: Archive) -> Iterator[Finding]:
    """R42. Reports cite one document, known by unit, type, day and title, under two numbers."""
    rows = archive.db.execute(TITLED)
    for key, group in groupby(rows, key=lambda row: row[:4]):
        mentions = [Mention(key[2], row[4], row[5], row[6], row[7], row[8], key[3], row[9]) for row in group]
        docs: dict[str, set[str]] = defaultdict(set)
        for mention in mentions:
            docs[mention.symbol].add(mention.doc_id)
        all_docs = set().union(*docs.values())
        if len(docs) < 2 or len(all_docs) < 2 or len(content(key[3])) < 5 or not is_day(key[2]):
            continue
        related = sorted(all_docs)[:MOST_RELATED + 1]
        ranking = sorted(docs, key=lambda symbol: (-len(docs[symbol]), symbol))
        right = ranking[0] if len(docs[ranking[0]]) > len(docs[ranking[1]]) else None
        own = {mention.symbol for mention in mentions if mention.own}
        right = own.pop() if len(own) == 1 else right
        for mention in {mention.doc_id: mention for mention in reversed(mentions) if mention.symbol != right
                        and not mention.own}.values():
            others = [symbol for symbol in ranking if symbol != mention.symbol]
            yield archive.finding(
                "R42", WARNING, (mention.doc_id, mention.start, mention.end, mention.page),
                f"{mention.symbol} has the day and the title of {', '.join(others)}.",
                f"{mention.symbol} ngày {shown(mention.date)} cùng trích yếu với {', '.join(others)} trong báo cáo "
                f"khác: một trong hai số ghi sai.",
                suggestion=right, related=[doc_id for doc_id in related if doc_id != mention.doc_id][:MOST_RELATED])


def fewer_models(archive: Archive) -> Iterator[Finding]:
    """R87. The number of models kept up fell from one year to the next, and the report says no word of it."""
    for _, group in groupby(archive.db.execute(TOTALS), key=lambda row: row[0]):
        rows = list(group)
        for before, now in pairwise(rows):
            if now[2] < before[2] and now[1] == before[1] + 1 and not now[4]:
                yield archive.finding("R87", INFO, (now[3], None, None, None),
                                      f"{before[2]} models in {before[1]}, {now[2]} in {now[1]}.",
                                      f"Số mô hình duy trì giảm từ {before[2]} (năm {before[1]}) xuống {now[2]} (năm "
                                      f"{now[1]}) mà báo cáo không giải thích.", related=[before[3]])


def used_for_two(archive: Archive) -> Iterator[Finding]:
    """R47. Reports cite two documents of one unit and year under one number."""
    for _, group in groupby(archive.db.execute(MENTIONS), key=lambda row: (row[0], row[1])):
        mentions = [Mention(row[2], *row[3:]) for row in group if is_day(row[2])]
        titled = [mention for mention in mentions if mention.title and len(content(mention.title)) > 4]
        first = titled[0] if titled else None
        for mention in titled[1:]:
            if first and _is_another(first, mention):
                path = archive.origins[first.doc_id].path
                yield archive.finding("R47", WARNING, (mention.doc_id, mention.start, mention.end, mention.page),
                                      f"{mention.symbol} is another document in {path}.",
                                      f"{mention.symbol} ngày {shown(mention.date)} ở đây khác nội dung với "
                                      f"{first.symbol} ngày {shown(first.date)} "
                                      f"trong {path}: một số không thể dùng cho hai văn bản trong một năm.",
                                      related=[first.doc_id])
                break


def _is_another(first: Mention, other: Mention) -> bool:
    """Whether titles and days of two reports say that one number stands for two documents."""
    return (first.date != other.date and first.doc_id != other.doc_id and not other.own
            and overlap(first.title, other.title) < 0.2)


ARCHIVE_CHECKS: tuple[Callable[[Archive], Iterator[Finding]], ...] = (
    dates_differ, numbers_differ, order_over_the_archive, used_for_two, as_last_year, copied_from_another, fewer_models)
IN_THE_ARCHIVE = frozenset(("R41", "R83", "R86", "R87"))


def archive_findings(db: sqlite3.Connection) -> list[Finding]:
    """All findings on reports against each other."""
    archive = Archive(db)
    return [finding for check in ARCHIVE_CHECKS for finding in check(archive)]


