"""Archives of a few made reports, compared in memory."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

from extract.records import Finding
from pipelines.audit.links import facts_of, index, lay_out, save
from pipelines.checks.archive import archive_findings
from pipelines.checks.case import Case
from pipelines.checks.comparison import COLUMNS
from tests.audit_reports import register, report


def compared(reports: dict[str, dict[str, Any]]) -> list[Finding]:
    """The findings on the reports against each other; each is known by its name, and they are read in that order."""
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE documents (doc_id, {', '.join(COLUMNS)})")
    db.execute("CREATE TABLE texts (doc_id, text)")
    lay_out(db)
    for name, case in reports.items():
        read = report(json.dumps(case))
        of = replace(read, doc=read.doc | {"doc_id": name, "path": f"{name}.txt"})
        db.execute(f"INSERT INTO documents VALUES ({', '.join('?' * (1 + len(COLUMNS)))})",
                   [name, *(of.doc.get(column) for column in COLUMNS)])
        db.execute("INSERT INTO texts VALUES (?, ?)", [name, of.text])
        save(db, facts_of(Case(of, register())))
    index(db)
    return archive_findings(db)
