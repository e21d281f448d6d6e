"""The rows that workbook and page are made of: findings with their report and passage, cited documents once each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from pipelines.archive import File
from pipelines.audit.ignored import Key, Silenced, name_of
from pipelines.days import shown
from pipelines.register import Entry, Register
from pipelines.store import Store
from pipelines.workbook.links import Link, link_to

AROUND, LONGEST_PASSAGE, MOST_NAMED = 90, 420, 5
SPACE = regex.compile(r"\s{2,}|[^\S ]")  # but for single spaces, which stay
FOUND = """SELECT f.doc_id, f.rule, f.severity, f."start", f."end", f.raw, f.message_vi, f.suggestion, f.related, f.page
    FROM findings f JOIN documents d ON d.doc_id = f.doc_id
    ORDER BY d.path, d.doc_id, coalesce(f."start", 0), f.rule, f.rowid"""
CITED = """SELECT coalesce(register_key, key), register_key, symbol, doc_type, unit, date, doc_id FROM audit_links
    WHERE own = 0 AND symbol IS NOT NULL AND coalesce(register_key, key) IS NOT NULL ORDER BY 1, doc_id, "start" """
ORIGINS = "SELECT doc_id, path, symbol, title, issuer, commune, district, province, date FROM documents"
OWN = "SELECT key, min(doc_id) FROM audit_links WHERE own = 1 AND key IS NOT NULL GROUP BY key"
HOST = regex.compile(r"(?<![\w/.-])(?:[\w-]+\.)+(?:vn|com|net|org|info)(?![\w.-])")


def _source(entry: Entry) -> str:
    """The sites that a register's source names, without its notes on them, which are English; else its file.

    >>> from types import SimpleNamespace as Row
    >>> _source(Row(source="page danvan.vn 18238 (copy); page danvan.vn; page baosonla.org.vn", file="documents.csv"))
    'danvan.vn, baosonla.org.vn'
    """
    return ", ".join(dict.fromkeys(HOST.findall(entry.source))) or entry.file


class Passage(NamedTuple):
    """Words before, the words a finding is on, words behind."""

    before: str
    words: str
    behind: str


class Found(NamedTuple):
    """A finding as it is shown."""

    doc_id: str
    rule: str
    severity: str
    start: int | None
    end: int | None
    message: str
    suggestion: str | None
    related: str | None
    page: int | None
    silenced: Silenced | None

    @property
    def name(self) -> str:
        """How it is named where it is to be silenced."""
        return name_of(self.doc_id, self.rule, self.start)


class Origin(NamedTuple):
    """The report of a finding."""

    path: str
    unit: str
    commune: str
    year: str
    date: str
    title: str


class Cited(NamedTuple):
    """A document that is cited, once."""

    key: str
    symbol: str
    doc_type: str
    issuer: str
    entry: Entry | None
    times: int
    reports: int
    by: str
    days: str
    last_day: str
    archived: str | None


class Reading:
    """The audited archive, as it is read for showing."""

    def __init__(self, store: Store, directory: Path, register: Register, silenced: dict[Key, Silenced]) -> None:
        """Over the open store."""
        self.db, self.directory, self.silenced = store.db, directory, silenced
        self._entries = {entry.key: entry for entry in register.entries}
        self._text = lru_cache(maxsize=8)(self._load_text)
        self._named = lru_cache(maxsize=4096)(self._name)

    def findings(self) -> Iterator[Found]:
        """All findings by report and place."""
        for doc_id, rule, severity, start, end, raw, vi, suggestion, related, page in self.db.execute(FOUND):
            silenced = self.silenced.get((doc_id, rule, start, raw)) if self.silenced else None
            yield Found(doc_id, rule, severity, start, end, vi, suggestion, related, page, silenced)

    def basis(self, found: Found) -> str | None:
        """What a finding rests on: register entries with their source, documents of the archive by path."""
        return "; ".join(map(self._named, json.loads(found.related))) if found.related else None

    def is_within_the_archive(self, found: Found) -> bool:
        """Whether a finding rests on other documents of the archive."""
        return found.related is not None and any(name in self.origins for name in json.loads(found.related))

    def _name(self, name: str) -> str:
        entry = self._entries.get(name)
        if entry:
            checked = "" if entry.verified else ", chưa kiểm chứng"
            return f"Danh mục: {entry.symbol} ngày {shown(entry.date)}{checked} ({_source(entry)})"
        return f"Trong kho: {self.origins[name].path}" if name in self.origins else name

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Where every document comes from."""
        return {row[0]: _origin(*row[1:]) for row in self.db.execute(ORIGINS)}

    @cached_property
    def links(self) -> dict[str, Link]:
        """A link to the file of every document; of several files the first."""
        rows = self.db.execute("SELECT doc_id, root, relative, size, mtime_ns FROM files ORDER BY doc_id, root DESC, "
                               "relative DESC")
        return {doc_id: link_to(File(*row).on_disk, self.directory, self.origins[doc_id].path)
                for doc_id, *row in rows if doc_id in self.origins}

    def _load_text(self, doc_id: str) -> str:
        row = self.db.execute("SELECT text FROM texts WHERE doc_id = ?", [doc_id]).fetchone()
        return str(row[0]) if row else ""

    def passage(self, found: Found) -> Passage:
        """The words of a finding with what stands around them on the same lines."""
        if found.start is None or found.end is None:
            return Passage("", "", "")
        text = self._text(found.doc_id)
        first = text.rfind("\n", 0, found.start) + 1
        if first < found.start - AROUND:
            first = text.find(" ", found.start - AROUND, found.start) + 1 or found.start
        last = text.find("\n", found.end) % (len(text) + 1)
        if last > found.end + AROUND:
            last = max(text.rfind(" ", found.end, found.end + AROUND), found.end)
        words = SPACE.sub(" ", text[found.start:found.end])
        if len(words) > LONGEST_PASSAGE:
            words = f"{words[:LONGEST_PASSAGE // 2]} … {words[-LONGEST_PASSAGE // 2:]}"
        cut = "… " if first > 0 and text[first - 1] != "\n" else ""
        rest = " …" if last < len(text) and text[last] != "\n" else ""
        return Passage(cut + SPACE.sub(" ", text[first:found.start]), words, SPACE.sub(" ", text[found.end:last]) +
                       rest)

    @cached_property
    def _own(self) -> dict[str, str]:
        return dict(self.db.execute(OWN))

    def cited(self) -> Iterator[Cited]:
        """Each cited document once, by its key."""
        rows: list[tuple[str | None, ...]] = []
        for row in self.db.execute(CITED):
            if rows and rows[0][0] != row[0]:
                yield self._cited(rows)
                rows = []
            rows.append(row)
        if rows:
            yield self._cited(rows)

    def _cited(self, rows: list[tuple[str | None, ...]]) -> Cited:
        key, register_key, symbol, doc_type, unit, *_ = rows[0]
        docs = dict.fromkeys(row[6] or "" for row in rows)
        units = Counter(self.origins[doc_id].unit or self.origins[doc_id].path for doc_id in docs)
        named = [f"{name} ({times})" if times > 1 else name for name, times in units.most_common(MOST_NAMED)]
        more = f" và {len(units) - MOST_NAMED} cơ quan khác" if len(units) > MOST_NAMED else ""
        days = Counter(row[5] for row in rows if row[5])
        entry = self._entries.get(register_key or "")
        issuer = entry.issuer if entry else (unit or "").replace(" | ", ", ")
        shown_days = "; ".join(f"{shown(day)}{f' ({times})' if len(days) > 1 else ''}" for day,
                               times in days.most_common(4))
        archived = self._own.get(str(key)) if not entry else None
        last = max((self.origins[doc_id].date for doc_id in docs), default="")
        return Cited(str(key), symbol or "", doc_type or "", issuer, entry, len(rows), len(docs), ", ".join(named) +
                     more,
                     shown_days, last, self.origins[archived].path if archived else None)


def _origin(path: str, symbol: str | None, title: str | None, issuer: str | None, commune: str | None, district: str |
            None,
            province: str | None, date: str | None) -> Origin:
    place = ", ".join(filter(None, (commune, district, province)))
    return Origin(path, issuer or "", place, (date or "")[:4], date or "",
                  f"{symbol or ''} {SPACE.sub(' ', title or '')}".strip())
