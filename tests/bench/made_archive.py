"""An archive of any size for the bench, always the same: reports of about 17 KB, and the sample in every format.

    python -m tests.bench.made_archive DIR HOW_MANY

Of ten files six are .docx made here and four are copies from the sample, with a number of their own so that no two
have the same bytes. Scans are left out: recognising characters takes seconds a page, whoever does it.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo, is_zipfile

import docx

from tests.bench.made_reports import few, report
from tests.docx_files import p, part

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
# A unit has so many reports, and so many models that they tell of; made names of units.
A_UNIT, MODELS = 40, 60
NAMES = """An Ba Bích Bình Cam Châu Cường Đông Đức Giang Hà Hải Hành Hiệp Hòa Hưng Kỳ Lâm Liên Long Lộc Mai Minh Mỹ Nam
Nghi Nghĩa Ngọc Phổ Phú Phước Quang Sơn Tam Tân Tây Thạch Thanh Thịnh Thọ Thuận Tịnh Trà Trung Trường Tú Vân Vĩnh Xuân
Yên""".split()
A_FOLDER, BODY = 500, "word/document.xml"
SCANS = (".png", ".bin")
OLE = b"\xd0\xcf\x11\xe0"  # made of sectors of 512 bytes
COPIED = (3, 5, 7, 9)  # of ten, these


def long_report(number: int) -> str:
    """About 17,000 characters: the head and end of one made report, with what four of them say."""
    chance, unit = random.Random(number), number // A_UNIT
    name = f"{NAMES[unit % len(NAMES)]} {NAMES[unit // len(NAMES) % len(NAMES)]}"
    models = [few(random.Random(unit * MODELS + at)) for at in range(MODELS)]
    first, *others = ([*report(chance, name, models).split("\n\n")] for _ in range(4))
    bodies = [paragraph for one in others for paragraph in one[4:-3]]
    return "\n\n".join([*first[:-3], *bodies, *first[-3:]])


def write_archive(folder: Path, count: int) -> Path:
    """Fill a folder with so many files, 500 in a folder; by as many processes as there are cores."""
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write_part, folder, count), range(0, count, A_FOLDER)))
    return folder


def _write_part(folder: Path, count: int, first: int) -> None:
    part = folder / f"{first // A_FOLDER:04}"
    part.mkdir(parents=True, exist_ok=True)
    for number in range(first, min(first + A_FOLDER, count)):
        name, data = _copy(number) if number % 10 in COPIED else long_word(number)
        (part / f"{number:07} {name}").write_bytes(data)


def long_word(number: int) -> tuple[str, bytes]:
    """The name and the bytes of a long report as .docx."""
    body = "".join(map(p, long_report(number).split("\n")))
    made = BytesIO(_blank())
    with ZipFile(made, "a", ZIP_DEFLATED) as packed:
        packed.writestr(ZipInfo(BODY), part("document", f"<w:body>{body}</w:body>"), ZIP_DEFLATED)
    return "bao cao.docx", made.getvalue()


@cache
def _blank() -> bytes:
    """The parts of an empty document as python-docx makes it, so that every reader opens it; without its body."""
    saved, made = BytesIO(), BytesIO()
    docx.Document().save(saved)
    with ZipFile(saved) as packed, ZipFile(made, "w") as without:
        for name in packed.namelist():
            if name != BODY:
                without.writestr(ZipInfo(name), packed.read(name), ZIP_DEFLATED)  # of no day: the same bytes each time
    return made.getvalue()


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
