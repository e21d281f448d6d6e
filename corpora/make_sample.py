"""Make the sample archive and its gold from the annotated sources.

    python corpora/make_sample.py                 all files that are the same on every run, and all gold
    python corpora/make_sample.py --once          the others too: PDF, doc, xls, ods, scans (needs LibreOffice; slow)
    python corpora/make_sample.py --once --only C only those whose source's name begins so
    python corpora/make_sample.py --check         write nothing; exit status 1 where a committed file differs
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from gold import gold
from made_once import OFFICE, make
from packing import gzipped, locked, packed, tarred
from source import Source, read
from write_docx import word
from write_html import saved_by_word, web
from write_mail import mail, saved_page
from write_odt import open_document
from write_rtf import rich_text
from write_sheet import delimited, sheet_as_page, workbook
from write_slides import presentation
from write_text import markdown, text

HERE = Path(__file__).resolve().parent
SAMPLE, GOLD, SOURCES = HERE / "sample", HERE / "gold", HERE / "sources"
INSIDE = "!/"
WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": word, "md": markdown, "txt": text, "word-html": saved_by_word, "html": web, "rtf": rich_text, "odt": open_document,
    "xlsx": workbook, "csv": delimited, "sheet-html": sheet_as_page, "pptx": presentation, "mht": saved_page}
PACKERS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {".zip": packed, ".gz": gzipped, ".tar": tarred}
# What a real archive has as well: files that nobody can read, and that must be failed rows with a reason.
BROKEN = {
    "Quảng Ngãi/Huyện Sơn Hà/Xã Sơn Thủy/2019/Bao cao dan van quy III.docx": b"",
    "Nghệ An/Huyện Tương Dương/Xã Tam Quang/2016/BC tong ket 2016.doc":
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480),
    "Hà Giang/Huyện Vị Xuyên/Phòng Nội vụ/2021/nop bao cao quy II.zip!/khong gui lai.zip":
        locked("Danh sach can bo.txt", "Danh sách cán bộ làm công tác dân vận của huyện.\n".encode(), b"vixuyen2021"),
    "Sơn La/Huyện Mường La/Xã Ngọc Chiến/2024/con dau.bin": bytes(range(256)) * 2,
    # Word leaves this beside a file that is open: left out, no row.
    "Sơn La/Huyện Mường La/Xã Ngọc Chiến/2024/~$ 77 Ngoc Chien dan van kheo 2024.docx": b"\x07Van thu" + bytes(154),
}
# Files that were copied to a second folder: read once, listed under both paths.
COPIES = {"Sơn La/Huyện Mường La/Phòng Nội vụ/2024/Ngoc Chien gui bao cao.eml!/BC 77 Ngoc Chien dan van kheo 2024.docx":
          "Sơn La/Huyện Mường La/Xã Ngọc Chiến/2024/BC 77 Ngoc Chien dan van kheo 2024.docx"}


def sources() -> list[Source]:
    """All reports, in the order of their names."""
    return [read(path) for path in sorted(SOURCES.glob("*.src"))]


def format_of(source: Source) -> str:
    """The writer's name: the `format` of the head, or the suffix of the path."""
    return source.head.get("format") or source.head["path"].rsplit(".", 1)[1]


def made(all_sources: list[Source]) -> Iterator[tuple[Path, bytes]]:
    """Every file that can be made byte for byte, with its bytes."""
    mails = {source.head["path"]: source for source in all_sources if format_of(source) == "eml"}
    leaves = {source.head["path"]: WRITERS[name](source) for source in all_sources if (name := format_of(source)) in WRITERS}
    copies = {to: leaves[path] for path, to in COPIES.items() if path in leaves}
    for path, data in folded(leaves | BROKEN | copies, mails).items():
        yield SAMPLE / path, data
    for source in all_sources:
        stem = Path(source.head["path"]).stem
        yield GOLD / f"{stem}.json", (json.dumps(gold(source), ensure_ascii=False, indent=1) + "\n").encode()


def folded(leaves: Mapping[str, bytes], mails: Mapping[str, Source]) -> dict[str, bytes]:
    """Files that stand on their own, from those that may stand in archives and mails."""
    alone = {path: data for path, data in leaves.items() if INSIDE not in path}
    inside: dict[str, dict[str, bytes]] = {path: {} for path in mails}
    for path, data in leaves.items():
        top, sign, rest = path.partition(INSIDE)
        if sign:
            inside.setdefault(top, {})[rest] = data
    for top, members in inside.items():
        held = folded(members, {})
        alone[top] = mail(mails[top], held) if top in mails else PACKERS[Path(top).suffix](held)
    return alone


def stale(all_sources: list[Source], files: dict[Path, bytes]) -> list[Path]:
    """Files of an earlier run that no source makes any more."""
    once = {SAMPLE / source.head["path"] for source in all_sources if format_of(source) in OFFICE}
    return [path for folder in (SAMPLE, GOLD) for path in sorted(folder.rglob("*"))
            if path.is_file() and path not in files and path not in once]


def main() -> int:
    """Run as the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="", help="with --once: only sources whose name begins so")
    asked = parser.parse_args()
    wanted = sources()
    files = dict(made(wanted))
    if asked.check:
        bad = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data] + stale(wanted, files)
        print(*(f"differs: {path.relative_to(HERE)}" for path in bad), sep="\n")
        return int(bool(bad))
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if asked.once:
        formats = {source.name: name for source in wanted if (name := format_of(source)) in OFFICE}
        make([source for source in wanted if source.name in formats and source.name.startswith(asked.only)], formats, SAMPLE)
    print(f"{len(wanted)} reports, {len(files)} files written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
