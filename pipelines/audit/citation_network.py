"""Who cites what: `citation_network.graphml` for programs that draw, `citation_network.csv`
and `tables/citation_network.parquet` for those that count."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pipelines.export import csv_cell
from pipelines.files import replacing
from pipelines.schema import Column, Row
from pipelines.store import Store
from pipelines.tables import FOLDER, write_rows

CITED = "coalesce(l.register_key, l.key)"
NODES = f"""SELECT {CITED}, min(l.symbol), min(l.resolved_issuer), min(l.resolved_date), max(l.register_key IS NOT NULL)
    FROM audit_links l WHERE l.own = 0 AND {CITED} IS NOT NULL GROUP BY 1 ORDER BY 1"""
EDGES = f"""SELECT l.doc_id, {CITED}, count(*), d.date FROM audit_links l JOIN documents d ON d.doc_id = l.doc_id
    WHERE l.own = 0 AND {CITED} IS NOT NULL GROUP BY 1, 2 ORDER BY d.path, 2"""
# A document that is cited by one report and lies in the archive itself; a key that two files bear names none.
ARCHIVED = """SELECT key, min(doc_id) FROM audit_links WHERE own = 1 AND key IS NOT NULL GROUP BY key
    HAVING count(DISTINCT doc_id) = 1"""
REPORTS = """SELECT doc_id, path, symbol, issuer, commune, date FROM documents WHERE status <> 'failed'
    ORDER BY path, doc_id"""
TABLE = f"""SELECT coalesce(d.issuer, d.path), d.commune, d.district, d.province, {CITED}, min(l.symbol),
    min(l.doc_type), min(l.resolved_issuer), count(*), count(DISTINCT l.doc_id), min(d.date), max(d.date)
    FROM audit_links l JOIN documents d ON d.doc_id = l.doc_id
    WHERE l.own = 0 AND {CITED} IS NOT NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"""
COLUMNS = ("citing", "citing_commune", "citing_district", "citing_province", "cited", "symbol", "doc_type", "issuer",
           "times", "reports", "first", "last")
COUNTED, NEVER_NULL = ("times", "reports"), ("citing", "cited", "times", "reports")
ATTRIBUTES = (("kind", "node"), ("label", "node"), ("path", "node"), ("issuer", "node"), ("date", "node"),
              ("times", "edge"), ("cited_on", "edge"))
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
NO_XML = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF])


def write_network(store: Store, directory: Path) -> list[Path]:
    """Write the graph, and the table twice: for Excel and beside the other tables; gives their paths."""
    graph, table = directory / "citation_network.graphml", directory / "citation_network.csv"
    with replacing(graph) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_graph(store.db))
    columns = [Column(name, "int" if name in COUNTED else "text", name in NEVER_NULL) for name in COLUMNS]
    with replacing(table) as draft, draft.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = _as_csv(store.db.execute(TABLE), stream)
        return [graph, table, write_rows(columns, rows, directory / FOLDER / "citation_network.parquet")]


def _as_csv(rows: Iterable[Row], stream: TextIO) -> Iterator[Row]:
    """The rows, each written on its way through: the archive is counted once for both forms."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(csv_cell, row))
        yield row


def _graph(db: sqlite3.Connection) -> Iterator[str]:
    archived = dict(db.execute(ARCHIVED).fetchall())
    yield HEAD
    for name, of in ATTRIBUTES:
        kind = "int" if name == "times" else "string"
        yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for doc_id, path, symbol, issuer, commune, date in db.execute(REPORTS):
        label = " ".join(filter(None, (symbol, commune))) or path
        yield _node(doc_id, (("kind", "report"), ("label", label), ("path", path), ("issuer", issuer), ("date", date)))
    for key, symbol, issuer, date, known in db.execute(NODES):
        if key not in archived:
            yield _node(key, (("kind", "register" if known else "cited"), ("label", symbol), ("issuer", issuer),
                              ("date", date)))
    for doc_id, key, times, date in db.execute(EDGES):
        target = archived.get(key, key)
        if target != doc_id:
            data = _data((("times", str(times)), ("cited_on", date)))
            yield f"<edge source={_quoted(doc_id)} target={_quoted(target)}>{data}</edge>\n"
    yield "</graph></graphml>\n"


def _node(name: str, values: Iterable[tuple[str, str | None]]) -> str:
    return f"<node id={_quoted(name)}>{_data(values)}</node>\n"


def _data(values: Iterable[tuple[str, str | None]]) -> str:
    return "".join(f'<data key="{name}">{escape(value.translate(NO_XML))}</data>' for name, value in values if value)


def _quoted(value: str) -> str:
    return quoteattr(value.translate(NO_XML))
