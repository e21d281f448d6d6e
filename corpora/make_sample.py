"""Make the sample archive and its gold from the annotated sources.

    python corpora/make_sample.py            text, Markdown, HTML and Word files, and all gold
    python corpora/make_sample.py --pdf      the PDF files too (needs LibreOffice; slow, and never twice the same bytes)
    python corpora/make_sample.py --check    write nothing; exit status 1 where a committed file differs
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from gold import gold
from source import Source, read
from write_docx import word
from write_html import saved_by_word, web
from write_text import markdown, text

HERE = Path(__file__).resolve().parent
SAMPLE, GOLD, SOURCES = HERE / "sample", HERE / "gold", HERE / "sources"
WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": word, "md": markdown, "txt": text, "word-html": saved_by_word, "html": web}
# What a real archive has as well: files that nobody can read, and that must be failed rows with a reason.
BROKEN = {
    "Quảng Ngãi/Huyện Sơn Hà/Xã Sơn Thủy/2019/Bao cao dan van quy III.docx": b"",
    "Nghệ An/Huyện Tương Dương/Xã Tam Quang/2016/BC tong ket 2016.doc":
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480),
}


def sources() -> list[Source]:
    """All reports, in the order of their names."""
    return [read(path) for path in sorted(SOURCES.glob("*.src"))]


def format_of(source: Source) -> str:
    """The writer's name: the `format` of the head, or the suffix of the path."""
    return source.head.get("format") or source.head["path"].rsplit(".", 1)[1]


def made(all_sources: list[Source]) -> Iterator[tuple[Path, bytes]]:
    """Every file that can be made byte for byte, with its bytes."""
    for source in all_sources:
        if (name := format_of(source)) != "pdf":
            yield SAMPLE / source.head["path"], WRITERS[name](source)
        stem = Path(source.head["path"]).stem
        yield GOLD / f"{stem}.json", (json.dumps(gold(source), ensure_ascii=False, indent=1) + "\n").encode()
    for path, data in BROKEN.items():
        yield SAMPLE / path, data


def stale(all_sources: list[Source], files: dict[Path, bytes]) -> list[Path]:
    """Files of an earlier run that no source makes any more."""
    pdfs = {SAMPLE / source.head["path"] for source in all_sources}
    return [path for folder in (SAMPLE, GOLD) for path in sorted(folder.rglob("*"))
            if path.is_file() and path not in files and path not in pdfs]


def make_pdfs(all_sources: list[Source]) -> None:
    """Write the Word form of each PDF report aside and let LibreOffice print it."""
    office = shutil.which("soffice")
    if not office:
        sys.exit("LibreOffice (soffice) is needed for --pdf: apt-get install libreoffice-writer-nogui fonts-liberation")
    with tempfile.TemporaryDirectory() as folder:
        held = {source.name: source for source in all_sources if format_of(source) == "pdf"}
        for name, source in held.items():
            Path(folder, f"{name}.docx").write_bytes(word(source))
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
                        "--outdir", folder, *(f"{folder}/{name}.docx" for name in held)], check=True, stdout=sys.stderr)
        for name, source in held.items():
            target = SAMPLE / source.head["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(folder, f"{name}.pdf"), target)


def main() -> int:
    """Run as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdf", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="", help="only sources whose name begins so")
    asked = parser.parse_args()
    wanted = [source for source in sources() if source.name.startswith(asked.only)]
    files = dict(made(wanted))
    if asked.check:
        bad = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data]
        bad += [path for path in stale(wanted, files) if not asked.only]
        print(*(f"differs: {path.relative_to(HERE)}" for path in bad), sep="\n")
        return int(bool(bad))
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if asked.pdf:
        make_pdfs(wanted)
    print(f"{len(wanted)} reports, {len(files)} files written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
