"""The list of documents: filters, order, pages of fifty, and a search over everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.audit.rules import RULES
from pipelines.decisions import headers
from pipelines.review.access import reading
from pipelines.search import search

A_PAGE = 50
NONE = "-"  # the choice of what has no value
EVERY = "1"  # the clause that all documents meet
ORDERS = {
    "path": ("Tên tệp", "d.path, d.doc_id"), "date": ("Ngày, mới nhất trước", "d.date DESC, d.path, d.doc_id"),
    "unit": ("Đơn vị", "d.province, d.commune, d.path, d.doc_id"), "type": ("Loại", "d.doc_type, d.path, d.doc_id"),
    "status": ("Tình trạng đọc", "d.status, d.path, d.doc_id"),
    "findings": ("Nhiều phát hiện trước", "(SELECT count(*) FROM findings f WHERE f.doc_id = d.doc_id) DESC, d.doc_id"),
}
STATUSES = {"ok": "Đọc được", "partial": "Đọc một phần", "failed": "Không đọc được"}
STATES = {"none": "Chưa soát", "some": "Đang soát", "done": "Đã soát xong"}
# One clause a filter; what is asked for is its parameter.
CLAUSES = {
    "province": "d.province IS ?", "commune": "d.commune IS ?", "type": "d.doc_type IS ?", "status": "d.status = ?",
    "year": "substr(d.date, 1, 4) IS ?",
}
# Filters and orders by what people may change in a header.
CHANGEABLE = {"type", "year", "date"}
REVIEW = {
    "none": "NOT EXISTS (SELECT 1 FROM decisions_now n WHERE n.doc_id = d.doc_id AND n.outcome IS NOT NULL)",
    "some": "EXISTS (SELECT 1 FROM decisions_now n WHERE n.doc_id = d.doc_id AND n.outcome IS NOT NULL) "
            "AND NOT EXISTS (SELECT 1 FROM decisions_now n WHERE n.doc_id = d.doc_id AND n.outcome = 'done')",
    "done": "d.doc_id IN (SELECT doc_id FROM decisions_now WHERE outcome = 'done')",
}
FOUND = "d.doc_id IN (SELECT doc_id FROM findings WHERE rule = ?)"
ANY = "EXISTS (SELECT 1 FROM findings f WHERE f.doc_id = d.doc_id)"
SHOWN = ("doc_id", "path", "format", "status", "error", "doc_type", "symbol", "date", "issuer", "province",
         "district", "commune", "title", "n_pages")
COUNTS = {
    "n_findings": "SELECT count(*) FROM findings WHERE doc_id = d.doc_id",
    "n_decided": "SELECT count(*) FROM decisions_now WHERE doc_id = d.doc_id AND outcome IS NOT NULL "
                 "AND outcome <> 'done'",
    "is_done": "SELECT count(*) FROM decisions_now WHERE doc_id = d.doc_id AND outcome = 'done'",
}


class Page(NamedTuple):
    """One page of the list: rows as dictionaries, how many there are in all, which page of how many; other words to
    search for, where these find nothing."""

    rows: list[dict[str, Any]]
    total: int
    number: int
    last: int
    instead: str | None = None


def listed(db: sqlite3.Connection, asked: Mapping[str, str]) -> Page:
    """The documents asked for: `province`, `commune`, `year`, `type`, `status`, `finding`, `review`, `sort`, `page`."""
    if CHANGEABLE & asked.keys() or asked.get("sort") in CHANGEABLE:
        headers.lay_over(db)
    where, values = _where(asked)
    order = ORDERS.get(asked.get("sort", ""), ORDERS["path"])[1]
    (total,) = db.execute(f"SELECT count(*) FROM documents d WHERE {where}", values).fetchone()
    last = max((total - 1) // A_PAGE + 1, 1)
    number = min(max(_number(asked.get("page")), 1), last)
    ids = [doc_id for doc_id, in db.execute(f"SELECT d.doc_id FROM documents d WHERE {where} ORDER BY {order} "
                                            f"LIMIT {A_PAGE} OFFSET {(number - 1) * A_PAGE}", values)]
    return Page(shown(db, ids), total, number, last)


def searched(folder: Path, db: sqlite3.Connection, asked: Mapping[str, str]) -> Page:
    """The documents with all the words of `q` among those asked for, the best first, each with its passage."""
    number = max(_number(asked.get("page")), 1)
    unit = next((asked[name] for name in ("commune", "province") if asked.get(name, NONE) not in ("", NONE)), None)
    found = search(folder, asked["q"], unit=unit, year=_number(asked.get("year")) or None, among=_among(db, asked),
                   type=asked.get("type") or None, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    known = {row["doc_id"]: row for row in shown(db, [hit.doc_id for hit in found.hits])}
    rows = [known[hit.doc_id] | {"passage": _pieces(hit.passage, hit.start, hit.marks), "at": hit.start}
            for hit in found.hits if hit.doc_id in known]
    return Page(rows, found.total, number, max((found.total - 1) // A_PAGE + 1, 1), found.instead)


def _among(db: sqlite3.Connection, asked: Mapping[str, str]) -> set[str] | None:
    """The documents that the filters leave; None where there is no filter."""
    where, values = _where(asked)
    if where == EVERY:
        return None
    headers.lay_over(db)
    return {doc_id for doc_id, in db.execute(f"SELECT doc_id FROM documents d WHERE {where}", values)}


def _pieces(words: str | None, start: int | None, marks: tuple[tuple[int, int], ...]) -> list[tuple[bool, str]]:
    """A passage as (is it marked, words)."""
    if words is None or start is None:
        return []
    pieces, at = [], 0
    for begin, end in marks:
        pieces += [(False, words[at:begin - start]), (True, words[begin - start:end - start])]
        at = end - start
    return [piece for piece in (*pieces, (False, words[at:])) if piece[1]]


def shown(db: sqlite3.Connection, ids: list[str]) -> list[dict[str, Any]]:
    """What a line of the list says of each of these documents, in their order; headers as people say they are."""
    columns = ", ".join([*(f"d.{name}" for name in SHOWN), *(f"({count})" for count in COUNTS.values())])
    names = (*SHOWN, *COUNTS)
    found = {row[0]: dict(zip(names, row, strict=True)) for row in db.execute(
        f"SELECT {columns} FROM documents d WHERE d.doc_id IN ({', '.join('?' * len(ids))})", ids)}
    said = headers.as_decided(db, found)
    for doc_id, row in found.items():
        row.update((name, value) for name, value in said.get(doc_id, {}).items() if name in row)
    return [found[doc_id] for doc_id in ids if doc_id in found]


def _where(asked: Mapping[str, str]) -> tuple[str, list[str | None]]:
    clauses, values = [EVERY], list[str | None]()
    for name, clause in CLAUSES.items():
        if asked.get(name):
            clauses.append(clause)
            values.append(None if asked[name] == NONE else asked[name])
    if asked.get("review") in REVIEW:
        clauses.append(REVIEW[asked["review"]])
    if asked.get("finding") == "any":
        clauses.append(ANY)
    elif asked.get("finding"):
        clauses.append(FOUND)
        values.append(asked["finding"])
    return " AND ".join(clauses), values


def _number(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 8 else 0


FACETS = {"province": "province", "year": "substr(date, 1, 4)", "type": "doc_type", "status": "status"}


Facet = list[tuple[str | None, int]]


@lru_cache(maxsize=4)
def facets(folder: Path, moment: int) -> dict[str, Facet]:
    """The values of each filter with how many documents have it (rules: how many findings).

    `moment` is the clock in steps: values are not counted anew at every page.
    """
    with reading(folder) as db:
        headers.lay_over(db)
        counted: dict[str, Facet] = {name: db.execute(f"SELECT {column}, count(*) FROM documents GROUP BY 1 "
                                                      "ORDER BY 1").fetchall() for name, column in FACETS.items()}
        rules = db.execute("SELECT rule, count(*) FROM findings GROUP BY rule").fetchall()
    return counted | {"finding": [(rule, count) for rule, count in rules if rule in RULES]}


def communes(db: sqlite3.Connection, province: str | None) -> Facet:
    """The communes of a province with how many documents each has."""
    return db.execute("SELECT commune, count(*) FROM documents WHERE province IS ? GROUP BY 1 ORDER BY 1",
                      [None if province == NONE else province]).fetchall() if province else []
