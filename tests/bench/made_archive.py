"""An archive of any size for the bench, always the same: reports of about 17 KB, and the sample in every format.

    python -m tests.bench.made_archive DIR HOW_MANY

Of ten files six are .docx made here and four are copies from the sample, with a number of their own so that no two
have the same bytes. Scans are left out: recognising characters takes seconds a page, whoever does it.
"""

from __future__ import annotations

import random
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import docx

from tests.bench.made_reports import report
from tests.docx_files import p, pack, part

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
SCANS = (".png", ".bin")
OLE = b"\xd0\xcf\x11\xe0"  # made of sectors of 512 bytes
COPIED = (3, 5, 7, 9)  # of ten, these


def long_report(number: int) -> str:
    """About 17,000 characters: the head and end of one made report, with what four of them say."""
    chance = random.Random(number)
    first, *others = ([*report(chance).split("\n\n")] for _ in range(4))
    bodies = [paragraph for one in others for paragraph in one[4:-3]]
    return "\n\n".join([*first[:-3], *bodies, *first[-3:]])


def write_archive(folder: Path, count: int) -> Path:
    """Fill a folder with so many files, 500 in a folder."""
    for number in range(count):
        name, data = _copy(number) if number % 10 in COPIED else _word(number)
        path = folder / f"{number // 500:04}" / f"{number:07} {name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _word(number: int) -> tuple[str, bytes]:
    body = "".join(map(p, long_report(number).split("\n")))
    return "bao cao.docx", pack(_blank() | {"word/document.xml": part("document", f"<w:body>{body}</w:body>")})


@cache
def _blank() -> dict[str, str | bytes]:
    """The parts of an empty document as python-docx makes it, so that every reader opens it."""
    saved = BytesIO()
    docx.Document().save(saved)
    with ZipFile(saved) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@cache
def _sample() -> list[tuple[str, bytes]]:
    files = sorted(path for path in SAMPLE.rglob("*") if path.is_file() and path.suffix not in SCANS)
    whole = ((path.name, path.read_bytes()) for path in files)
    return [(name, data) for name, data in whole if data and b"/Image" not in data]


def _copy(number: int) -> tuple[str, bytes]:
    name, data = _sample()[number % len(_sample())]
    return name, _numbered(data, number)


def _numbered(data: bytes, number: int) -> bytes:
    """Other bytes that mean the same: a comment in a ZIP, or something after the end."""
    if not is_zipfile(BytesIO(data)):
        return data + (b"%d" % number).rjust(512, b"\0") if data.startswith(OLE) else data + b"\n%d\n" % number
    changed = BytesIO(data)
    with ZipFile(changed, "a") as packed:
        packed.comment = b"%d" % number
    return changed.getvalue()


if __name__ == "__main__":
    write_archive(Path(sys.argv[1]), int(sys.argv[2]))
