"""The archive on disk: which files there are under the paths given, and under which path each is known."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from extract.readers.formats import READERS
from pipelines.windows import extended, plain

# What Word, Windows, macOS and downloads leave beside documents. Names with a dot first are hidden too.
LEFT_OUT = ("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin",
            "system volume information")
TEMPORARY = (".tmp", ".temp", ".crdownload", ".part", ".partial", ".lnk")
# Data of programs that lies beside reports (hand-made gold, settings); a report is never kept as JSON.
DATA = (".json",)
# Files that hold files are opened whatever `--include` says: it is asked again for what is inside.
HOLDERS = tuple(suffix for row in READERS.values() if row.holds for suffix in row.suffixes)
NEVER = -1  # a time of change that no file has, so that it is read again at the next run
INSIDE = "!/"  # between the path of an archive and that of a file in it
PARTS = re.compile("!?/")
ESCAPED = re.compile(r"\\u(dc[89a-f][0-9a-f])")


class File(NamedTuple):
    """A file as it stands on disk: `root` is the PATH given, `relative` its place below (both with `/`)."""

    root: str
    relative: str
    size: int
    mtime_ns: int

    @property
    def source(self) -> str:
        """The whole path, as it is stored."""
        return f"{self.root.rstrip('/')}/{self.relative}"

    @property
    def is_remote(self) -> bool:
        """Whether it lies on storage that has an address (`s3://bucket/archive`)."""
        return is_address(self.root)

    @property
    def on_disk(self) -> Path:
        """The path to open: what `text` has made visible is bytes again."""
        return Path(extended(Path(ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), self.source))))


def is_address(path: str | Path) -> bool:
    """Whether a PATH is an address of storage elsewhere.

    >>> is_address("s3://kho/2023"), is_address("kho/2023"), is_address("C:/kho")
    (True, False, False)
    """
    return isinstance(path, str) and "://" in path


class Selection(NamedTuple):
    """Which files are wanted: patterns (`*.docx`, `2023/*`), and whether links are followed."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False

    def wants(self, path: str) -> bool:
        """Whether the file at this relative path is wanted, as far as patterns say.

        A pattern without `/` is compared with every part of the path, one with `/` with the whole.

        >>> some = Selection(include=("*.DOCX",), exclude=("nháp", "2023/*/cũ*"))
        >>> [some.wants(path) for path in ("a/b.docx", "a/b.doc", "nháp/b.docx", "2023/x/cũ 1.docx", "a.zip!/b.docx")]
        [True, False, False, False, True]
        """
        return not _matches(path, self.exclude) and (not self.include or _matches(path, self.include))

    def opens(self, path: str) -> bool:
        """Whether the file on disk at this relative path is wanted, or may hold files that are."""
        return self.wants(path) or (path.lower().endswith(HOLDERS) and not _matches(path, self.exclude))


EVERYTHING = Selection()


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    path = unicodedata.normalize("NFC", path).lower()
    return any(_pattern(pattern).match(part) for pattern in patterns
               for part in ((path,) if "/" in pattern else PARTS.split(path)))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(unicodedata.normalize("NFC", pattern).lower()))


# A folder with both holds what another run wrote: its tables and pages are no reports.
RESULTS = {"archive.db", "tables"}


class Walk(NamedTuple):
    """What a walk saw: files to read, names left out on purpose, and folders that could not be opened."""

    files: list[File]
    left_out: list[str]
    closed: list[str]


def walk(paths: Iterable[Path], out: Path, selection: Selection = EVERYTHING) -> Walk:
    """All files under `paths` in sorted order, each once; where results go (`out`) or went is not looked into."""
    seen: dict[str, File] = {}
    found = Walk([], [], [])
    for path in paths:
        top = path.resolve()
        if not top.is_dir():
            _add(seen, top.parent, top, top.stat())
            continue
        follow = {os.path.realpath(top)} if selection.follow_links else None
        for found_at, status in _entries(top, out.resolve(), found, follow):
            if selection.opens(text(found_at.relative_to(top))):
                _add(seen, top, found_at, status)
            else:
                found.left_out.append(text(found_at))
    found.files.extend(seen.values())
    return found


def _add(seen: dict[str, File], root: Path, path: Path, status: os.stat_result) -> None:
    file = File(text(root), text(path.relative_to(root)), status.st_size, status.st_mtime_ns)
    seen.setdefault(file.source, file)


def text(path: PurePath) -> str:
    """The path with `/`; bytes that are no UTF-8 become visible escapes, so that any store can keep them."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _entries(folder: Path, out: Path, found: Walk,
             follow: set[str] | None) -> Iterator[tuple[Path, os.stat_result]]:
    """The files below a folder, in sorted order; no pipe or device, and no link unless `follow` is given.

    `follow` holds the real paths of the folders that were seen: a link to one of them leads in a circle.
    """
    try:
        entries = sorted(os.scandir(extended(folder)), key=lambda entry: entry.name)
    except OSError:
        found.closed.append(text(folder))
        return
    if {entry.name for entry in entries} >= RESULTS:
        found.left_out.append(text(folder))
        return
    for entry in entries:
        status = _status(entry, follow=follow is not None)
        path = Path(plain(entry.path))
        if path == out:
            continue
        if status is None or is_left_out(entry.name) or _seen_before(entry, status, follow):
            found.left_out.append(text(path))
        elif stat.S_ISDIR(status.st_mode):
            yield from _entries(path, out, found, follow)
        else:
            yield path, status


def _seen_before(entry: os.DirEntry[str], status: os.stat_result, follow: set[str] | None) -> bool:
    """Whether a folder was seen already under another name, which only links bring about."""
    if follow is None or not stat.S_ISDIR(status.st_mode):
        return False
    real = os.path.realpath(entry.path)
    before = real in follow
    follow.add(real)
    return before


def _status(entry: os.DirEntry[str], *, follow: bool) -> os.stat_result | None:
    """What the file system says of a plain file or folder; None for all else, and for what has just gone."""
    try:
        status = entry.stat(follow_symlinks=follow)
    except OSError:
        return None
    hidden = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN  # only Windows has it
    return status if not hidden and (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)) else None


def is_left_out(name: str) -> bool:
    """Whether a name is that of a hidden or temporary file, or of data that is no report.

    >>> [is_left_out(name) for name in ("~$bao cao.docx", ".DS_Store", "Thumbs.db", "bc.json", "bc.doc")]
    [True, True, True, True, False]
    """
    name = name.lower()
    return name.startswith((".", "~$")) or name in LEFT_OUT or name.endswith(TEMPORARY + DATA)


def shown_paths(places: Iterable[tuple[str, str]]) -> list[str]:
    """The `path` of each (root, relative): relative, NFC; where two are equal, with as much of the root as
    tells them apart. It depends on which files there are, never on the order they came in.

    >>> shown_paths([("/a/2023", "bc.docx"), ("/a/2024", "bc.docx"), ("/a/2024", "kh.docx")])
    ['2023/bc.docx', '2024/bc.docx', 'kh.docx']
    """
    places = list(places)
    roots = [[part for part in root.split("/") if part] for root, _ in places]
    depth = [0] * len(places)
    while True:
        paths = [unicodedata.normalize("NFC", "/".join([*parts[len(parts) - n:], relative]))
                 for parts, n, (_, relative) in zip(roots, depth, places, strict=True)]
        taken = Counter(paths)
        clashing = [i for i, path in enumerate(paths) if taken[path] > 1 and depth[i] < len(roots[i])]
        if not clashing:
            return paths
        for i in clashing:
            depth[i] += 1
