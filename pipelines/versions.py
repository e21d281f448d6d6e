"""What a document's rows were made by, so that a change re-reads what it touches and nothing else.

A mark such as `docx:1f0c…:9ab2…:-` names the format, the version of its reader (a hash of the source files that
its module imports), that of the recognizers (`-` where no text was found), and what else had a part in it:
the kind of character recognition for pages, and for what could not be read whole, the programs and passwords
that were at hand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import extract
from extract.options import Options
from extract.readers import formats
from extract.readers.formats import LEFT_OVER, READERS

HOME = Path(extract.__file__).parents[1]
IMPORT = re.compile(r"^ *(?:from (extract[\w.]*) import (\([^)]*\)|.+)|import (extract[\w.]*))$", re.MULTILINE)
WORD = re.compile(r"\w+")
PICTURES = ("pdf", "scan")  # formats whose pages may be read by character recognition
NOTHING = "-"


class Versions(NamedTuple):
    """The versions in force: of each reader by format, of the recognizers, and of the means at hand."""

    readers: dict[str, str]
    recognizers: str
    ocr: str
    means: str

    def mark(self, format: str | None, status: str) -> str:
        """What a document of this format and status is made by now."""
        format = format or "binary"
        found = NOTHING if status == "failed" else self.recognizers
        ocr = self.ocr if format in PICTURES else NOTHING
        return ":".join((format, self.readers[format], found, ocr if status == "ok" else self.means))

    def marks(self) -> frozenset[str]:
        """All marks in force: what bears another is to be read again."""
        return frozenset(self.mark(format, status) for format in READERS for status in ("ok", "partial", "failed"))


def in_force(options: Options) -> Versions:
    """The versions of the code as it lies on disk, and of what `options` bring."""
    readers, recognizers = _of_code()
    programs = [program is not None for program in (options.recognise, options.convert, options.to_tar)]
    return Versions(readers, recognizers, options.ocr, _hash([repr((options.ocr, programs, options.passwords))]))


@cache
def _of_code() -> tuple[dict[str, str], str]:
    return {format: _reader(format) for format in READERS}, _recognizers()


def _reader(format: str) -> str:
    """Of one format: its row, its modules, how formats are told apart; by elimination it depends on all that tells."""
    row = READERS[format]
    told = [repr((formats.MAGIC, formats.ZIP_MEMBERS, formats.OLE_STREAMS))] if format in LEFT_OVER else []
    start = {"extract.readers.text"} if format in LEFT_OVER else set()
    modules = _closure(start | {name for name in (row.module, row.holds) if name} | {"extract.document"})
    return _hash([repr(row), *told, *_sources(modules | {"extract.readers"})])


def _recognizers() -> str:
    """Of all recognizers: what `extract` itself imports, but for the readers; and every vocabulary."""
    modules = {name for name in _closure({"extract"}) if not name.startswith("extract.readers")}
    return _hash(_sources(modules))


def _closure(start: Iterable[str]) -> set[str]:
    """The modules that these import, directly or not; imports by name at run time are not seen."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in found and _file(name) and name != "extract.readers":
            found.add(name)
            waiting += _imports(name)
    return found


@cache
def _imports(name: str) -> tuple[str, ...]:
    names: list[str] = []
    for package, members, module in IMPORT.findall(_source(name)):
        inside = [f"{package}.{member}" for member in WORD.findall(members)]
        modules = [name for name in inside if _file(name)]
        names += [*modules, *([module or package] if len(modules) < len(inside) or module else [])]
    return tuple(names)


def _sources(modules: Iterable[str]) -> list[str]:
    """The source of modules and of the data files that they name, in order."""
    sources = {name: _source(name) for name in modules}
    quoted = set(re.findall(r'"([\w.]+)"', "".join(sources.values())))
    data = {path.name: path.read_text(encoding="utf-8") for path in (HOME / "extract").rglob("*.csv")
            if {path.name, path.stem} & quoted}
    return [f"{name}\n{source}" for name, source in sorted((sources | data).items())]


@cache
def _source(name: str) -> str:
    file = _file(name)
    return file.read_text(encoding="utf-8") if file else ""


@cache
def _file(name: str) -> Path | None:
    path = HOME.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()[:12]
