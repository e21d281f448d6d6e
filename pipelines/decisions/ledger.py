"""The table of decisions: rows are only ever appended, which triggers in the store see to.

Decisions on one row form a chain by `previous`; the last one says how things stand (`outcome`, `new`). Undoing is a
decision too: it restores what an earlier one said.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

LAYOUT = (
    """CREATE TABLE IF NOT EXISTS decisions (
    id INTEGER PRIMARY KEY, previous INTEGER UNIQUE REFERENCES decisions, restores INTEGER REFERENCES decisions,
    action TEXT NOT NULL, outcome TEXT, doc_id TEXT NOT NULL, path TEXT NOT NULL, "table" TEXT NOT NULL,
    key TEXT NOT NULL, "start" INTEGER, "end" INTEGER, raw TEXT, before TEXT, behind TEXT,
    old TEXT, new TEXT, rule TEXT, confidence REAL, via TEXT, made_by TEXT, who TEXT NOT NULL,
    at TEXT NOT NULL) STRICT""",
    "CREATE INDEX IF NOT EXISTS decisions_of ON decisions (doc_id, path, made_by)",
    """CREATE INDEX IF NOT EXISTS decisions_findings ON decisions (doc_id, rule, "start", "end")
    WHERE "table" = 'findings'""",
    "CREATE INDEX IF NOT EXISTS decisions_path ON decisions (path)",
    """CREATE INDEX IF NOT EXISTS decisions_headers ON decisions (outcome, doc_id) WHERE "table" = 'header_fields'""",
    """CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END""",
    """CREATE TRIGGER IF NOT EXISTS decisions_are_kept BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END""",
    # What `changed.note` found: all decisions on a document up to the last stand, as it reads now.
    """CREATE TABLE IF NOT EXISTS decisions_stand (doc_id TEXT, path TEXT, last INTEGER, now TEXT, reads TEXT,
    PRIMARY KEY (doc_id, path)) STRICT, WITHOUT ROWID""",
    # The last decision that the tables on disk have.
    "CREATE TABLE IF NOT EXISTS tables_hold (decision INTEGER NOT NULL) STRICT",
    """CREATE VIEW IF NOT EXISTS decisions_now AS SELECT * FROM decisions d
    WHERE NOT EXISTS (SELECT 1 FROM decisions later WHERE later.previous = d.id)""",
)
# What stands of the decisions, counted: kept by a trigger, so that no page has to count them again.
DRAWN = "coalesce({0}.via LIKE 'sample:%', 0)"
COUNTS = (
    """CREATE TABLE decided ("table" TEXT NOT NULL, rule TEXT NOT NULL, drawn INTEGER NOT NULL, outcome TEXT NOT NULL,
    rows INTEGER NOT NULL, PRIMARY KEY ("table", rule, drawn, outcome)) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO decided SELECT "table", coalesce(rule, ''), {DRAWN.format("d")}, outcome, count(*)
    FROM decisions_now d WHERE outcome IS NOT NULL GROUP BY 1, 2, 3, 4""",
    f"""CREATE TRIGGER decisions_are_counted AFTER INSERT ON decisions BEGIN
    UPDATE decided SET rows = rows - 1 WHERE ("table", rule, drawn, outcome) =
    (SELECT "table", coalesce(rule, ''), {DRAWN.format("d")}, outcome FROM decisions d WHERE id = NEW.previous);
    INSERT INTO decided SELECT NEW."table", coalesce(NEW.rule, ''), {DRAWN.format("NEW")}, NEW.outcome, 1
    WHERE NEW.outcome IS NOT NULL ON CONFLICT DO UPDATE SET rows = rows + 1; END""",
)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as stored. `outcome` is what stands after it: confirmed, edited, rejected, added, done; None where
    nothing does (undone). `old` holds what the rules read, `new` what is right (editable columns only).

    `before` and `behind` are the letters around the words, by which they are found again when the text has changed.
    `made_by` names the rules that had read the document.
    """

    id: int = 0
    previous: int | None = None
    restores: int | None = None
    action: str
    outcome: str | None
    doc_id: str
    path: str
    table: str
    key: str
    start: int | None = None
    end: int | None = None
    raw: str | None = None
    before: str | None = None
    behind: str | None = None
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = None
    rule: str | None = None
    confidence: float | None = None
    via: str | None = None
    made_by: str | None = None
    who: str
    at: str


COLUMNS = ", ".join(f'"{name}"' for name in Decision.__struct_fields__)
INSERT = f"INSERT INTO decisions ({COLUMNS}) VALUES ({', '.join('?' * len(Decision.__struct_fields__))})"
LISTS = ("old", "new")


def lay_out(db: sqlite3.Connection) -> None:
    """Make the table, its guards, its view and its counts where they are missing."""
    for statement in (*LAYOUT, *(() if is_there(db, "decided") else COUNTS)):
        db.execute(statement)


def is_there(db: sqlite3.Connection, name: str = "decisions_now") -> bool:
    """Whether anybody ever reviewed this archive."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone() is not None


def counts(db: sqlite3.Connection) -> Iterator[tuple[str, str, int, str, int]]:
    """What stands of the decisions: table, rule ("" for none), whether a random sample drew it, outcome, how many."""
    yield from db.execute('SELECT "table", rule, drawn, outcome, rows FROM decided WHERE rows > 0')


def append(db: sqlite3.Connection, decision: Decision) -> int:
    """Put a decision at the end; gives its id. Raises `sqlite3.IntegrityError` where another follows `previous`."""
    values = msgspec.structs.asdict(decision) | {"id": decision.id or None}
    for name in LISTS:
        if values[name] is not None:
            values[name] = json.dumps(values[name], ensure_ascii=False)
    return int(db.execute(INSERT, list(values.values())).lastrowid or 0)


def heads(db: sqlite3.Connection, where: str = "1", values: Sequence[Any] = ()) -> Iterator[Decision]:
    """The last decision of every chain, oldest first; `where` is SQL on the view `decisions_now`."""
    for row in db.execute(f"SELECT {COLUMNS} FROM decisions_now WHERE {where} ORDER BY id", values):
        yield _decision(row)


def by_id(db: sqlite3.Connection, number: int | None) -> Decision | None:
    """The decision of that id, if there is one."""
    row = db.execute(f"SELECT {COLUMNS} FROM decisions WHERE id = ?", [number]).fetchone()
    return _decision(row) if row else None


def undoing(db: sqlite3.Connection, head: Decision, who: str, at: str) -> Decision | None:
    """The decision that takes back what stands at `head`, or None where nothing stands."""
    stands = head if head.action != "undo" else by_id(db, head.restores)
    if stands is None:
        return None
    before = by_id(db, stands.previous)
    if before is not None and before.action == "undo":
        before = by_id(db, before.restores)
    return msgspec.structs.replace(
        head, id=0, previous=head.id, restores=before.id if before else None, action="undo",
        outcome=before.outcome if before else None, new=before.new if before else None, via=None, who=who, at=at)


def _decision(row: Sequence[Any]) -> Decision:
    values = dict(zip(Decision.__struct_fields__, row, strict=True))
    for name in LISTS:
        if values[name] is not None:
            values[name] = json.loads(values[name])
    return Decision(**values)
