"""The documents in a file: itself, or what is inside it, archives in archives too; always in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from extract import Unreadable
from extract.options import Options
from extract.readers import READERS, detect, members
from extract.readers.formats import Reader
from pipelines.archive import INSIDE, Selection, is_left_out

DEEPEST = 3  # archives in archives in archives
LINK = "link"


class Leaf(NamedTuple):
    """A document in a file: its path (`kho.zip!/a/b.doc`), and its bytes, or why there are none.

    None stands for what is left out: hidden and temporary files, links, what was not asked for. `format` is what
    the bytes are, where that can be told.
    """

    path: str
    data: bytes | Unreadable | None
    format: str | None = None


def leaves(path: str, data: bytes | Unreadable, options: Options, selection: Selection, depth: int = 0,
           ) -> Iterator[Leaf]:
    """The documents in the file at `path`, which lies `depth` deep in others."""
    reader = _reader(path, data)
    if not isinstance(data, bytes) or reader is None or reader.holds is None:
        yield Leaf(path, data, reader.format if reader else None)
        return
    if depth == DEEPEST:
        raise Unreadable("too_deep", f"Archives are nested more than {DEEPEST} deep in it; unpack it by hand.")
    if reader.module:
        yield Leaf(path, data, reader.format)
    yield from _inside(path, data, reader, options, selection, depth)


def _inside(path: str, data: bytes, reader: Reader, options: Options, selection: Selection,
            depth: int) -> Iterator[Leaf]:
    """What the file holds; a file that holds nothing, or cannot be unpacked to its end, is a document itself."""
    wanted, taken = 0, Counter[str]()
    try:
        for name, inside in members(data, path, options):
            member = f"{path}{INSIDE}{_once(name or PurePosixPath(path).stem, taken)}"
            if _left_out(name, member, inside, selection):
                yield Leaf(member, None)
                continue
            wanted += 1
            yield from leaves(member, inside, options, selection, depth + 1)
    except Unreadable as error:
        if error.code == "too_deep" and depth > 1:
            raise  # told once, for the outermost of the archives inside this file
        if not reader.module:
            yield Leaf(path, error)
        return
    if not wanted and not reader.module:
        yield Leaf(path, Unreadable("empty", "There are no files in the archive, or none that is to be read."))


def _reader(path: str, data: bytes | Unreadable) -> Reader | None:
    """Who reads it; None for what cannot be told, which reading it will say."""
    try:
        return READERS[detect(data, path)] if isinstance(data, bytes) and data else None
    except Unreadable:
        return None


def _left_out(name: str, path: str, data: bytes | Unreadable, selection: Selection) -> bool:
    return (any(map(is_left_out, name.split("/"))) or (isinstance(data, Unreadable) and data.code == LINK)
            or not selection.opens(path))


def _once(name: str, taken: Counter[str]) -> str:
    """The name; numbered where another member bears it already.

    >>> taken = Counter[str]()
    >>> [_once("a/b.doc", taken), _once("a/b.doc", taken), _once("a/b.doc", taken)]
    ['a/b.doc', 'a/b (2).doc', 'a/b (3).doc']
    """
    taken[name] += 1
    if taken[name] == 1:
        return name
    path = PurePosixPath(name)
    return _once(str(path.with_name(f"{path.stem} ({taken[name]}){path.suffix}")), taken)
