"""Readers under mutated files: nothing but `Unreadable` may come out, within 10 s and 500 MB a file.

    python -m tests.fuzz docx 10 /var/tmp/finds     the reader of docx, 10 minutes; finds are written to the folder
    python -m tests.fuzz all 5 /var/tmp/finds 7     every format 5 minutes; 7 begins another series of mutations

Seeds are files of the sample archive and made ones. A find is an escape, a broken document, a file too slow or
too large; `last` is the file that is being read, which stays where the process itself is killed. What
readers did not foresee and the edge caught is counted by its place, one file of each kept as `caught-*`. Linux only.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from extract import Unreadable
from extract.options import Options, Seen, Word
from extract.readers import READERS, detect, members, read_bytes
from tests.archive_files import FILES, sevened
from tests.mail_files import msg
from tests.sheet_files import xlsb

SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"
MADE = {"a.xlsb": xlsb(1, 2), "a.7z": sevened(FILES), "a.msg": msg(
    {"0037001F": "Báo cáo".encode("utf-16-le"), "1000001F": "Kính gửi: xã Ba Bích".encode("utf-16-le")},
    {"3707001F": "a.txt".encode("utf-16-le"), "37010102": "Xã Ba Bích".encode()})}
SLOWEST, LARGEST, MOST_SEED, MOST_CASE = 10.0, 500.0, 400_000, 4_000_000
NUMBER = re.compile(rb"\d+")
BLOWN = (b"0", b"-1", b"65536", b"2147483648", b"99999999999", b"9" * 400)
INTEGERS = (b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0", b"\xff\xff")
SEEN = Options(recognise=lambda picture: Seen((Word("Xã", 0.9, 1, (1, 1, 40, 9)), Word("Ba", 0.5, 1, (50, 1, 90, 9)))))


def seeds(format: str) -> list[tuple[str, bytes]]:
    """Names and bytes of the files of a format."""
    files = [(path.name, path.read_bytes()) for path in sorted(SAMPLE.rglob("*")) if path.is_file()]
    return [(name, data) for name, data in [*files, *MADE.items()]
            if 0 < len(data) < MOST_SEED and _format(data, name) == format]


def _format(data: bytes, name: str) -> str | None:
    try:
        return detect(data, name)
    except Unreadable:
        return None


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 30))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def copied(data: bytes, chance: random.Random) -> bytes:
    """A stretch put in again, once or so often that it grows large."""
    start, at = chance.randrange(len(data)), chance.randrange(len(data))
    chunk = data[start:start + chance.choice((4, 100, 5000))]
    times = chance.choice((1, 1, 1, 50, 3000))
    return data[:at] + chunk * min(times, MOST_CASE // len(chunk)) + data[at:]


def cut(data: bytes, chance: random.Random) -> bytes:
    """A stretch taken out."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 4, 100, 5000)):]


def ended(data: bytes, chance: random.Random) -> bytes:
    """Cut off."""
    return data[:chance.randrange(len(data))]


def blown(data: bytes, chance: random.Random) -> bytes:
    """A number in digits made another."""
    numbers = list(NUMBER.finditer(data))
    if not numbers:
        return flipped(data, chance)
    number = chance.choice(numbers)
    return data[:number.start()] + chance.choice(BLOWN) + data[number.end():]


def overwritten(data: bytes, chance: random.Random) -> bytes:
    """A number in bytes made another."""
    at = chance.randrange(len(data))
    chosen = chance.choice(INTEGERS)
    return data[:at] + chosen + data[at + len(chosen):]


def inside(data: bytes, chance: random.Random) -> bytes:
    """A member of a zip container mutated, the container built anew."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return flipped(data, chance)
    chosen = chance.choice([name for name in parts if parts[name]] or [""])
    if chosen:
        parts[chosen] = mutated(parts[chosen], chance)
    built = BytesIO()
    with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return built.getvalue()


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped, flipped, copied, cut, ended, blown, blown, overwritten, overwritten)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to four mutations; of zip containers mostly inside."""
    for _ in range(chance.randrange(1, 5)):
        if data:
            packed = data.startswith(b"PK\x03\x04") and chance.random() < 0.8
            data = (inside if packed else chance.choice(MUTATIONS))(data, chance)[:MOST_CASE]
    return data


def judged(data: bytes, name: str, format: str) -> str | None:
    """What is wrong with how the file is read, or None; `caught` where the edge had to help."""
    try:
        if READERS[format].module:
            document = read_bytes(data, name, SEEN, format)
            whole = "\n".join(document.text[block.start:block.end] for block in document.blocks)
            if whole != document.text:
                return "broken: blocks do not make the text"
        if READERS[format].holds:
            for member in members(data, name, SEEN):
                if isinstance(member.data, Unreadable) and member.data.__cause__:
                    raise member.data
    except Unreadable as error:
        return _caught(error)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"escape {_place(error)}"
    return None


def _caught(error: Unreadable) -> str | None:
    """Where the edge caught what its reader had not foreseen: its sentence bears the name of the exception."""
    cause = error.__cause__
    unforeseen = cause is not None and f"({type(cause).__name__}: " in str(error)
    return f"caught {_place(cause)}" if unforeseen and cause else None


def _place(error: BaseException) -> str:
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "/extract/readers/" in frame.filename]
    frame = own[-1]
    return f"{type(error).__name__} {Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}"


def peak() -> float:
    """The most memory of this process, in MB, since it was last asked."""
    lines = Path("/proc/self/status").read_text().splitlines()
    Path("/proc/self/clear_refs").write_text("5")
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def cases(format: str, minutes: float, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Mutated files until the time is over."""
    files, until = seeds(format), time.monotonic() + minutes * 60
    while time.monotonic() < until:
        name, data = chance.choice(files)
        if broken := mutated(data, chance):
            yield name, broken


def fuzz(format: str, minutes: float, folder: Path, series: int) -> None:
    """Run, write finds, print what was found."""
    count, found, slowest, largest = 0, Counter[str](), 0.0, 0.0
    for name, data in cases(format, minutes, random.Random(f"{format} {series}")):
        (folder / "last").write_bytes(data)
        peak()
        started = time.process_time()
        fault = judged(data, name, format)
        seconds, memory = time.process_time() - started, peak()
        count, slowest, largest = count + 1, max(slowest, seconds), max(largest, memory)
        if seconds > SLOWEST or memory > LARGEST:
            fault = f"heavy {seconds:.0f} s {memory:.0f} MB"
        if fault:
            found[fault] += 1
            if found[fault] == 1:
                label = re.sub(r"[^\w.-]+", "-", fault)
                (folder / f"{label}-{hashlib.sha256(data).hexdigest()[:8]}-{name}").write_bytes(data)
    print(f"{format}: {count} files in {minutes:g} min, at most {slowest:.1f} s and {largest:.0f} MB", flush=True)
    for fault, times in found.most_common():
        print(f"    {times:5} {fault}", flush=True)


def main(format: str, minutes: str, folder: str, series: str = "1") -> None:
    """Fuzz one format, or all."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in [row for row in READERS if row != "binary"] if format == "all" else [format]:
        fuzz(name, float(minutes), Path(folder), int(series))


if __name__ == "__main__":
    main(*sys.argv[1:])
