"""Words on pictures of pages, by tesseract; what was once read is kept, so that no page is read twice."""

from __future__ import annotations

import csv
import hashlib
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import msgspec
import regex

from extract.errors import Unreadable
from extract.options import Recognise, Seen, Word
from pipelines.doctor import LANGUAGE, ask, find_program

log = logging.getLogger("baocao.ocr")
NAME = "ocr.db"
DPI = 200  # 300 reads no better and takes a third longer (notes/parsing.md)
READ = ("-l", LANGUAGE, "--psm", "3", "--dpi", str(DPI), "-c", "tessedit_create_tsv=1")
LOOK = ("-l", "osd", "--psm", "0", "--dpi", str(DPI))
SECONDS = 120  # a page takes 2; a hundred times that, and it will never end
POOR = 0.6  # mean confidence: sound pages have 0.9, pages upside down 0.3
UPRIGHT = regex.compile(r"^Rotate: (\d+)", regex.MULTILINE)
WORD = "5"  # the level of a row of tesseract's table


class Engine(NamedTuple):
    """The tesseract of this machine; `version` names all that its results depend on."""

    path: str
    version: str


def recogniser(cache: Path | None = None) -> Recognise | None:
    """What reads pages, keeping results in the SQLite file `cache`; None where a program is missing.

    It may be made in, or sent to, any number of processes that share the file.
    """
    path = find_program("tesseract")
    languages = ask([path, "--list-langs"]) if path else []
    if not path or LANGUAGE not in languages:
        return None
    version = " ".join([*ask([path, "--version"])[:1], _data(languages[0]), *READ])
    return partial(recognise, Engine(path, version), cache)


def _data(listed: str) -> str:
    """The size of the language's data, which come in several makes, in the folder that tesseract names."""
    file = Path(listed.partition('"')[2].rpartition('"')[0], f"{LANGUAGE}.traineddata")
    return f"{LANGUAGE}:{file.stat().st_size if file.is_file() else 0}"


def recognise(engine: Engine, cache: Path | None, picture: bytes) -> Seen:
    """The words on a page's picture, from the cache if they are there. Raises `Unreadable` as `look_at` does."""
    key = hashlib.sha256(engine.version.encode() + b"\n" + picture).hexdigest()
    if cache is None:
        return look_at(engine, picture)
    if kept := _kept(cache, key):
        return kept
    seen = look_at(engine, picture)
    _keep(cache, key, seen)
    return seen


def _kept(cache: Path, key: str) -> Seen | None:
    try:
        with closing(_open(cache)) as store:
            row = store.execute("SELECT seen FROM pages WHERE key = ?", (key,)).fetchone()
    except sqlite3.Error as error:
        log.warning("The kept results of character recognition cannot be used (%s: %s).", cache, error)
        return None
    return msgspec.json.decode(row[0], type=Seen) if row else None


def _keep(cache: Path, key: str, seen: Seen) -> None:
    try:
        with closing(_open(cache)) as store, store:
            store.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (key, msgspec.json.encode(seen)))
    except sqlite3.Error as error:
        log.warning("A result of character recognition cannot be kept (%s: %s).", cache, error)


def _open(cache: Path) -> sqlite3.Connection:
    """The cache, made if need be. A process that writes is waited for."""
    store = sqlite3.connect(cache, timeout=60)
    store.execute("CREATE TABLE IF NOT EXISTS pages (key TEXT PRIMARY KEY, seen BLOB NOT NULL) STRICT, WITHOUT ROWID")
    return store


def look_at(engine: Engine, picture: bytes) -> Seen:
    """The words on a picture, which is turned where they stand upside down or on their side.

    Raises `Unreadable` (`ocr_failed`) where tesseract fails or does not end.
    """
    seen = Seen(tuple(_words(_run(engine, READ, picture))))
    if (_sureness(seen) >= POOR and not _on_its_side(seen)) or not (turn := _turn(engine, picture)):
        return seen
    turned = Seen(tuple(_words(_run(engine, READ, rotated(picture, turn)))), turn)
    return max(seen, turned, key=lambda one: (not _on_its_side(one), _sureness(one)))


def _on_its_side(seen: Seen) -> bool:
    """Whether most words run up or down the picture: tesseract reads such lines too, but in no order of ours."""
    boxes = [word.bbox for word in seen.words if len(word.text) > 3]
    return 2 * sum(bottom - top > right - left for left, top, right, bottom in boxes) > len(boxes)


def _sureness(seen: Seen) -> float:
    return fmean(word.confidence for word in seen.words) if seen.words else 0.0


def _turn(engine: Engine, picture: bytes) -> int:
    """By how many degrees clockwise a picture must be turned; 0 where tesseract cannot tell."""
    try:
        found = UPRIGHT.search(_run(engine, LOOK, picture))
    except Unreadable:  # it says so by failing
        return 0
    return int(found[1]) if found else 0


def rotated(picture: bytes, turn: int) -> bytes:
    r"""A grey picture (PGM) turned clockwise by a multiple of 90 degrees.

    >>> rotated(b"P5 3 2 255\n123456", 90), rotated(b"P5 3 2 255\n123456", 180)
    (b'P5 2 3 255\n415263', b'P5 3 2 255\n654321')
    """
    head, _, pixels = picture.partition(b"\n")
    width, height = (int(number) for number in head.split()[1:3])
    if turn >= 180:
        pixels = pixels[::-1]
    if turn % 180 == 0:
        return b"P5 %d %d 255\n" % (width, height) + pixels
    columns = (pixels[x::width][::-1] for x in range(width))
    return b"P5 %d %d 255\n" % (height, width) + b"".join(columns)


def _words(table: str) -> Iterator[Word]:
    """The words of tesseract's table, lines numbered through the page."""
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == WORD and (text := row["text"].strip()):
            line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            yield Word(text, max(float(row["conf"]) / 100, 0.0), line, (left, top, left + width, top + height))


def _run(engine: Engine, settings: tuple[str, ...], picture: bytes) -> str:
    """What tesseract prints of a picture. It ends in any case, even where this process is killed meanwhile."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen([engine.path, "stdin", "stdout", *settings], env=environment, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            _limit(process.pid)
            out, trouble = process.communicate(picture, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unreadable("ocr_failed", f"tesseract did not end within {SECONDS} seconds.") from error
        finally:
            process.kill()
    if process.returncode:
        said = trouble.decode("utf-8", "replace").strip().splitlines()
        raise Unreadable("ocr_failed", f"tesseract ended with an error ({said[-1] if said else process.returncode}).")
    return out.decode("utf-8", "replace")


def _limit(pid: int) -> None:
    """Seconds of computing after which the system ends the process."""
    if sys.platform == "linux":
        import resource

        resource.prlimit(pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
