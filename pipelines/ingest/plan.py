"""What is to be done with each file, by what is known of it from earlier runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.archive import NEVER, Walk, text
from pipelines.ingest.settings import Settings
from pipelines.store import Known
from pipelines.taking import Item


class Before(NamedTuple):
    """What earlier runs left: the files, which of them lie inside others, and the marks in force now."""

    known: Mapping[str, Known]
    insides: Mapping[str, Sequence[str]]
    marks: frozenset[str]

    def standing(self) -> set[str]:
        """The documents whose rows hold."""
        return {entry.doc_id for entry in self.known.values() if self._holds(entry)}

    def stale(self) -> set[str]:
        """Files on disk that hold a file whose rows do not hold."""
        return {container for container, sources in self.insides.items()
                if not all(self._holds(self.known[source]) for source in sources)}

    def on_disk(self) -> dict[str, Known]:
        """The files that do not lie inside others."""
        inside = {source for sources in self.insides.values() for source in sources}
        return {source: entry for source, entry in self.known.items() if source not in inside}

    def _holds(self, entry: Known) -> bool:
        return entry.made_by in self.marks and entry.file.mtime_ns != NEVER


class Plan(NamedTuple):
    """What a run does: files to take, files found at another place (and where they were), files that are gone."""

    items: list[Item]
    moved: list[tuple[Known, str]]
    gone: list[str]
    unchanged: int
    waiting: int  # files that would be taken, had not `limit` or `sample` left them out


def plan(seen: Walk, paths: Sequence[Path | str], settings: Settings, before: Before) -> Plan:
    """Compare what is there with what is known."""
    stale, on_disk = before.stale(), before.on_disk()
    places: dict[tuple[object, ...], list[Known]] = {}
    for known in on_disk.values():
        if known.made_by in before.marks:
            places.setdefault(known.file[1:], []).append(known)
    done = Plan([], [], _gone(on_disk, seen, paths), 0, 0)
    unchanged, holders = 0, dict[str, str]()
    for file in seen.files:
        entry = before.known.get(file.source)
        if entry and entry.file[2:] == file[2:] and entry.made_by in before.marks and file.source not in stale:
            if settings.verify:
                done.items.append(Item(file, known=entry.doc_id))
            elif entry.file == file:
                unchanged += 1
            else:  # the same file, named by another PATH
                done.moved.append((entry._replace(file=file), file.source))
        elif (old := _elsewhere(places.get(file[1:], ()))) and old.file.source not in before.insides:
            done.moved.append((old._replace(file=file), old.file.source))
        else:
            done.items.append(Item(file))
            holders |= {file.source: old.file.source} if old else {}
    chosen = _chosen(done.items, settings)
    # What holds others is opened again at its new place, and only then gone from the old one.
    done.gone.extend(holders[item.file.source] for item in chosen if item.file.source in holders)
    return done._replace(items=chosen, unchanged=unchanged, waiting=len(done.items) - len(chosen))


def _elsewhere(candidates: Iterable[Known]) -> Known | None:
    """The same place, size and time below a root that is gone: the drive has another letter now."""
    return next((known for known in candidates if not (known.file.is_remote or known.file.on_disk.exists())), None)


def _chosen(items: list[Item], settings: Settings) -> list[Item]:
    """A sample of the files, spread over all and the same whenever it is drawn; then the first of them."""
    if settings.sample is not None and settings.sample < len(items):
        lots = sorted(items, key=lambda item: hashlib.blake2b(item.file.relative.encode()).digest())
        drawn = {item.file.source for item in lots[:settings.sample]}
        items = [item for item in items if item.file.source in drawn]
    return items[:settings.limit]


def _gone(known: Iterable[str], seen: Walk, paths: Sequence[Path | str]) -> list[str]:
    """Files of earlier runs that are no longer under a PATH given now.

    A PATH without any file is more likely a drive that is not there: nothing is dropped for it. Neither is
    what lies in a folder that could not be opened, nor what is there but was left out this time.
    """
    here = {file.source for file in seen.files} | set(seen.left_out)
    given = [path if isinstance(path, str) else text(path.resolve()) for path in paths]
    tops = [top for top in given if any(_below(file.source, top) for file in seen.files)]
    return sorted(source for source in known if source not in here
                  and any(_below(source, top) for top in tops)
                  and not any(_below(source, folder) for folder in seen.closed))


def _below(source: str, top: str) -> bool:
    return source == top or source.startswith(f"{top.rstrip('/')}/")
