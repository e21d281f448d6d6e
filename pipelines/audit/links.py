"""What each citation means, and what each paragraph says, as tables of the store: the archive is compared there.

The tables are the audit's own; they are made anew at every run, of this connection alone, and the first is kept.
`key` is what one document is known by across reports, `own` marks a document's own number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import regex

from pipelines.audited_report import Report
from pipelines.checks.case import Case
from pipelines.checks.comparison import unit_name
from pipelines.checks.fingerprints import fingerprint
from pipelines.checks.models import totals
from pipelines.register import symbol_key
from pipelines.resolve.citations import fold, is_central, key_of

LAYOUT = """
CREATE TEMP TABLE {links} (doc_id TEXT NOT NULL, citation_id TEXT, key TEXT, unit TEXT, register_key TEXT,
    resolved_date TEXT, resolved_issuer TEXT, symbol TEXT, doc_type TEXT, date TEXT, title TEXT,
    "start" INTEGER, "end" INTEGER, page INTEGER, own INTEGER NOT NULL);
CREATE TEMP TABLE {passages} (doc_id TEXT NOT NULL, but_figures INTEGER NOT NULL, low INTEGER, high INTEGER,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE TEMP TABLE {totals} (doc_id TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, models INTEGER,
    explained INTEGER NOT NULL);
"""
NAMES = {"links": "audit_links", "passages": "audit_passages", "totals": "audit_totals"}
STILL_THERE = "doc_id IN (SELECT doc_id FROM documents)"  # ingest may have dropped documents meanwhile
SHORTEST = 200
EXPLAINS = regex.compile(r"(?i)(?<!\w)(?:dừng|giải thể|kết thúc|không còn|ngừng|chấm dứt|sáp nhập|hợp nhất|hết hiệu "
                         r"quả|không hiệu quả|giảm|rà soát)(?!\w)")


class Facts(NamedTuple):
    """What one report gives the comparison of the archive."""

    links: list[tuple[Any, ...]]
    passages: list[tuple[Any, ...]]
    totals: list[tuple[Any, ...]]


def lay_out(db: sqlite3.Connection) -> None:
    """Empty tables beside the store."""
    for statement in filter(str.strip, LAYOUT.format(**NAMES).split(";")):
        db.execute(statement)


def publish(db: sqlite3.Connection) -> None:
    """Keep what each citation means, in the place of what an earlier run kept; the other tables end with the run."""
    for name in NAMES.values():
        db.execute(f"DROP TABLE IF EXISTS main.{name}")
    layout, *_ = LAYOUT.format(**NAMES).split(";")
    db.execute(layout.replace("TEMP TABLE ", "TABLE main."))
    db.execute(f"INSERT INTO main.{NAMES['links']} SELECT * FROM temp.{NAMES['links']} WHERE {STILL_THERE} "
               "ORDER BY rowid")
    for name in NAMES.values():
        db.execute(f"DROP TABLE temp.{name}")


def save(db: sqlite3.Connection, facts: Facts) -> None:
    """Put the facts of a report into the tables."""
    for name, rows in zip(NAMES.values(), facts, strict=True):
        if rows:
            db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def index(db: sqlite3.Connection) -> None:
    """What the comparison sorts by; made once all is there."""
    db.execute(f"CREATE INDEX audit_links_key ON {NAMES['links']} (key, substr(date, 1, 4), date) "
               "WHERE length(date) = 10 AND register_key IS NULL")
    for column in ("but_figures", "low", "high"):
        db.execute(f"CREATE INDEX audit_passages_{column} ON {NAMES['passages']} ({column})")


def facts_of(case: Case) -> Facts:
    """The facts of one report."""
    links = sorted([*_links(case), *_own(case.report)], key=lambda link: -1 if link[11] is None else link[11])
    return Facts(links, list(_passages(case.report)), list(_totals(case.report)))


def _links(case: Case) -> Iterator[tuple[Any, ...]]:
    doc_id = case.report.doc_id
    for citation, resolution, unit in zip(case.citations, case.resolved, case.units, strict=True):
        entry = resolution.entry
        title = fold(citation.title)[:200] if citation.title else None
        yield (doc_id, citation.citation_id, key_of(citation, unit, resolution), unit, entry.key if entry else None,
               entry.date if entry else None, entry.issuer if entry else unit, citation.symbol, citation.doc_type,
               citation.date, title, citation.start, citation.end, citation.page, 0)


def _own(report: Report) -> Iterator[tuple[Any, ...]]:
    """The document itself, under the key by which others would cite it."""
    doc, level = report.doc, report.doc.get("level")
    if not doc.get("symbol") or doc.get("number") is None or level not in ("tỉnh", "huyện", "xã"):
        return
    order = ("commune", "district", "province")[("xã", "huyện", "tỉnh").index(level):]
    places = [doc.get(part) for part in order]
    if places[0] and not is_central((doc["symbol"] or "").rpartition("-")[2]):
        unit = " | ".join(filter(None, [level, *places]))
        key, title = f"{symbol_key(doc['symbol'])} · {fold(unit)}", fold(doc.get("title"))[:200] or None
        where = report.head.get("symbol", (None, None))
        yield (report.doc_id, None, key, unit, None, None, None, doc["symbol"], doc.get("doc_type"), doc.get("date"),
               title, *where, None, 1)


def _passages(report: Report) -> Iterator[tuple[Any, ...]]:
    for block in report.blocks:
        if block.end - block.start < SHORTEST or block.table is not None:
            continue
        yield report.doc_id, *fingerprint(report.text[block.start:block.end]), block.start, block.end


def _totals(report: Report) -> Iterator[tuple[Any, ...]]:
    doc, window = report.doc, report.window
    if doc.get("level") != "xã" or not doc.get("commune") or not window.last:
        return
    kept = totals(report.counts)
    year = int(window.last[:4])
    models = kept.get(year, kept.get(None))
    if models is not None:
        yield (report.doc_id, unit_name(doc), year, models, int(bool(EXPLAINS.search(report.text))))
