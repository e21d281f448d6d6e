"""One library over some files, in a process of its own: what it took, as JSON. It runs in the bench's own Python.

    python one_reader.py NAME FILE...
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5
DATES = r"ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
MONEY = r"\d[\d.,]*\s*(?:đồng|triệu|tỷ)"
SYMBOLS = r"\d+(?:/\d{4})?[-/][A-ZĐ]+[-/][A-ZĐa-z]+"


def baocao() -> Callable[[str], object]:
    from extract import read
    return lambda path: read(Path(path)).text


def baocao_find() -> Callable[[str], object]:
    from extract import compose, find
    from extract.document import Piece, Reading
    return lambda path: find(compose(Reading([Piece(line) for line in Path(path).read_text("utf-8").split("\n")])))


def docx() -> Callable[[str], object]:
    import docx as library
    return lambda path: "\n".join(paragraph.text for paragraph in library.Document(path).paragraphs)


def pdfplumber() -> Callable[[str], object]:
    import pdfplumber as library

    def text(path: str) -> str:
        with library.open(path) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)
    return text


def pypdfium2() -> Callable[[str], object]:
    import pypdfium2 as library

    def text(path: str) -> str:
        pdf = library.PdfDocument(path)
        return "\n".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    return text


def kreuzberg() -> Callable[[str], object]:
    import kreuzberg as library
    return lambda path: library.extract_file_sync(path).content


def markitdown() -> Callable[[str], object]:
    from markitdown import MarkItDown
    library = MarkItDown()
    return lambda path: library.convert(path).text_content


def striprtf() -> Callable[[str], object]:
    from striprtf.striprtf import rtf_to_text
    return lambda path: rtf_to_text(Path(path).read_text("latin-1"))


def antiword() -> Callable[[str], object]:
    return lambda path: _said("antiword", "-m", "UTF-8.txt", path)


def catdoc() -> Callable[[str], object]:
    return lambda path: _said("catdoc", "-d", "utf-8", path)


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def plain_re() -> Callable[[str], object]:
    patterns = [re.compile(pattern) for pattern in (DATES, MONEY, SYMBOLS)]
    return lambda path: [pattern.findall(Path(path).read_text("utf-8")) for pattern in patterns]


def dateparser() -> Callable[[str], object]:
    from dateparser.search import search_dates
    return lambda path: search_dates(Path(path).read_text("utf-8"), languages=["vi"])


def price_parser() -> Callable[[str], object]:
    """It reads one amount: it is given each that a plain pattern finds."""
    from price_parser import Price
    pattern = re.compile(MONEY)
    return lambda path: [Price.fromstring(words).amount for words in pattern.findall(Path(path).read_text("utf-8"))]


def measured(work: Callable[[str], object], path: str) -> tuple[float, bool]:
    """CPU seconds for a file, programs that were started included, and whether it failed."""
    started, failed = _used(), False
    try:
        work(path)
    except Exception:  # a peer may say that it cannot in any way it likes
        failed = True
    return _used() - started, failed


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _memory() -> float:
    """MB at most; what the system tells of a process elsewhere begins with that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    name, files = sys.argv[1], sys.argv[2:]
    work = globals()[name]()
    measured(work, files[0])  # what a library loads at its first file is not counted
    rounds = [[measured(work, path) for path in files] for _ in range(ROUNDS)]
    least = [min(times) for times in zip(*rounds, strict=True)]  # of each file: others work on the same cores
    print(json.dumps({"seconds": sum(seconds for seconds, _ in least), "failed": sum(failed for _, failed in least),
                      "files": len(files), "memory": _memory()}))
