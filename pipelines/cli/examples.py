"""Examples for the help of every command, and what `baocao` alone says. The examples are run by the tests."""

from __future__ import annotations

import click

# By command: lines to type, in the order in which one meets them. Windows knows double quotes alone.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "baocao": ("baocao start", "baocao ingest archive --out results"),
    "baocao start": ("baocao start", "baocao start --port 9000 --no-browser"),
    "baocao ingest": ("baocao ingest archive --out results",
                      'baocao ingest archive --out results --include "*.docx" --ocr never',
                      "baocao ingest archive --out results --dry-run"),
    "baocao status": ("baocao status results", "baocao status results --json"),
    "baocao show": ("baocao show report.docx", "baocao show report.docx --near-misses",
                    "baocao show report.docx --html --out report.html"),
    "baocao export": ("baocao export results --format xlsx", "baocao export results --format jsonl --out jsonl"),
    "baocao models": ("baocao models results", 'baocao models results --commune "Tân Lập" --year 2023'),
    "baocao audit": ("baocao audit results", "baocao audit results --register mine.csv --min-severity warning",
                     "baocao audit results --rule R01 --rule R02", "baocao audit results --as-of 2025-07-01",
                     'baocao audit ignore results 5c1f09aa27be83d4:R48:13 --reason "the paper says so"'),
    "baocao audit run": ("baocao audit results", "baocao audit results --register mine.csv --min-severity warning",
                         "baocao audit results --rule R01 --rule R02", "baocao audit results --as-of 2025-07-01"),
    "baocao audit ignore": ('baocao audit ignore results 5c1f09aa27be83d4:R48:13 --reason "the paper says so"',),
    "baocao register": ("baocao register check mine.csv", "baocao register suggest results"),
    "baocao register check": ("baocao register check mine.csv",),
    "baocao register suggest": ("baocao register suggest results",),
    "baocao search": ("baocao search results dân vận khéo", "baocao search results dan van kheo --year 2023 --json",
                      "baocao search results 22-CT/TU"),
    "baocao review": ("baocao review results", "baocao review results --port 9000 --no-browser"),
    "baocao gold": ("baocao gold results --out gold",),
    "baocao overview": ("baocao overview results",),
    "baocao evaluate": ("baocao evaluate results --gold gold", "baocao evaluate results --gold gold --details details"),
    "baocao doctor": ("baocao doctor", "baocao doctor --lang vi"),
}

INTRODUCTION = {
    "en": """\
baocao reads archives of old Vietnamese reports and turns them into tables that can be trusted.

  In the browser:      baocao start
  1. Read an archive:  baocao ingest FOLDER --out RESULTS
  2. Its models:       baocao models RESULTS    the workbook of "mô hình" by commune
  3. Its citations:    baocao audit RESULTS     what does not hold in what is cited
  4. Check the rows:   baocao review RESULTS    each beside its words, in the browser

All commands: baocao --help    One of them: baocao ingest --help    Tiếng Việt: baocao --lang vi
""",
    "vi": """\
baocao đọc kho báo cáo cũ và lập thành các bảng tin cậy được.

  Làm trên trình duyệt:      baocao start
  1. Đọc kho văn bản:        baocao ingest THƯ_MỤC --out KẾT_QUẢ
  2. Mô hình theo xã:        baocao models KẾT_QUẢ    sổ Excel các mô hình "Dân vận khéo"
  3. Kiểm tra viện dẫn:      baocao audit KẾT_QUẢ     văn bản được viện dẫn có gì không đúng
  4. Soát từng dòng:         baocao review KẾT_QUẢ    mỗi dòng bên cạnh chữ gốc, trên trình duyệt

Mọi lệnh: baocao --help    Một lệnh: baocao ingest --help    English: baocao --lang en
""",
}


def with_examples(command: click.Command, name: str) -> None:
    """Put the examples below the help of a command and of those in it."""
    command.epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES[name])
    for part, below in getattr(command, "commands", {}).items():
        with_examples(below, f"{name} {part}")
