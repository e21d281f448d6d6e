"""The closing words of `baocao ingest`: what was done, what could not be read and why, what to open."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines.ingest import Summary
from pipelines.ingest.plan import Plan
from pipelines.languages import say, say_error
from pipelines.store import NAME
from pipelines.tables import FOLDER

log = logging.getLogger("baocao.report")
MOST_NAMED = 100
TOLD = (("ok", "{} read whole"), ("partial", "{} read in part"), ("failed", "{} failed"),
        ("copy", "{} with the bytes of another file"), ("moved", "{} found at another place"),
        ("unchanged", "{} unchanged since an earlier run"), ("removed", "{} gone since an earlier run"))
FOUND = (("documents", "{} documents"), ("citations", "{} citations"), ("dates", "{} dates"),
         ("money", "{} amounts of money"), ("quantities", "{} quantities"), ("people", "{} people"))
NEXT = (("the models of each commune", "baocao models {}"), ("what does not hold in what is cited", "baocao audit {}"),
        ("each row beside its words", "baocao review {}"), ("for Excel", "baocao export {} --format xlsx"))


def rehearsal(plan: Plan) -> Iterator[str]:
    """What a run would do."""
    sizes = Counter[str]()
    for item in plan.items:
        sizes[PurePosixPath(item.file.relative).suffix.lower() or "without suffix"] += 1
    megabytes = sum(item.file.size for item in plan.items) / 2**20
    kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in sizes.most_common())
    yield say("To be read: {} files, {} MB", len(plan.items), f"{megabytes:,.1f}") + (f" ({kinds})" if kinds else "")
    for count, words in ((plan.waiting, "Left for another run"), (plan.unchanged, "Unchanged since an earlier run"),
                         (len(plan.moved), "Found at another place"), (len(plan.gone), "Gone since an earlier run")):
        if count:
            yield f"{say(words)}: {count:,}"


def tell(summary: Summary, out: Path) -> None:
    """Say the closing words; the first line has all counts for programs."""
    counts: dict[str, object] = {"files": dict(summary.files), "rows": summary.rows, "waiting": summary.waiting,
                                 "left_out": summary.left_out, "stopped": summary.stopped}
    for line in closing(summary, out):
        log.info("%s", line, extra={"data": {"summary": counts} if counts else {}})
        counts = {}


def closing(summary: Summary, out: Path) -> Iterator[str]:
    """The summary, line by line, ending with the files to open."""
    yield from _counts(summary)
    if summary.stopped:
        yield say("Broken off; what is counted above is stored. Run again to go on: {}", out)
        return
    if summary.files["removed"]:
        yield say("Of the files that are gone, {} documents were dropped with their rows.", summary.dropped)
    yield say("In the archive: {}.", ", ".join(say(words, summary.rows[table]) for table, words in FOUND))
    for status, words in (("failed", "Not read"), ("partial", "Read only in part")):
        yield from _troubles(summary, status, words)
    yield say("Tables written: {}" if summary.written else "Nothing changed, the tables stay: {}", out / FOLDER)
    yield from _to_open(out, out / FOLDER)


def _counts(summary: Summary) -> Iterator[str]:
    """What became of the files."""
    files = summary.files
    seen = files.total() - files["removed"]
    yield say("{} files seen: {}.", seen, ", ".join(say(words, files[key]) for key, words in TOLD if files[key]))
    if summary.opened:
        yield say("Opened: {} archives and e-mails; the files in them are counted one by one.", summary.opened)
    if summary.left_out:
        yield say("Left out: {} hidden, temporary or JSON files, links, what was not asked for (--verbose names them).",
                  summary.left_out)
    if summary.waiting:
        yield say("Left for another run: {} files.", summary.waiting)


def _to_open(out: Path, tables: Path) -> Iterator[str]:
    yield say("To open:")
    yield f"  {tables / 'documents.parquet'}, {tables / 'citations.parquet'}, ... (pandas, DuckDB, Power BI)"
    yield f"  {out / NAME} (SQLite)"
    for words, command in NEXT:
        yield f"  {say(words)}: {command.format(_quoted(out))}"


def _troubles(summary: Summary, status: str, words: str) -> Iterator[str]:
    """What is not whole, by its reason."""
    by_error: dict[str, list[str]] = {}
    for state, path, error in summary.troubles:
        if state == status:
            by_error.setdefault(error, []).append(path)
    left = MOST_NAMED
    for error, paths in by_error.items():
        yield f"{say(words)}, {len(paths):,} x {say_error(error)}"
        yield from (f"    {path}" for path in paths[:left])
        if len(paths) > left:
            yield say("    ... and {} more: see `status` and `error` in the table documents", len(paths) - left)
        left = max(left - len(paths), 0)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
