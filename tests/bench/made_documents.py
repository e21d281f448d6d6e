"""A made archive of many documents: lines of the sample with a long tail of words, and what the overview counts.

    python -m tests.bench.made_documents DIR [HOW MANY]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipelines.archive import File
from pipelines.layout import insert
from pipelines.schema import TABLES, to_store
from pipelines.store import NAME, Store

# Syllables of made communes, models and sentences; how often one comes falls with its place in the list.
ONSETS = ("", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t",
          "th", "tr", "v", "x")
RHYMES = ("ân", "ận", "éo", "ình", "ô", "ác", "ông", "ệ", "ủy", "òa", "an", "ản", "inh", "ước", "ường", "ải", "ền",
          "ắk", "ơn", "ích", "ọc", "uân", "ỹ", "út", "ỗ", "iết", "iệm", "oàn", "ưởng", "ăm")
SYLLABLES = [onset + rhyme for rhyme in RHYMES for onset in ONSETS]
WEIGHTS = list(accumulate(1 / (place + 3) for place in range(len(SYLLABLES))))
COMMON = ("mô hình “Dân vận khéo” ", "Ủy ban nhân dân xã ", "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ ",
          "thực hiện Chỉ thị số 22-CT/TU ", "vận động nhân dân đóng góp ", "Ban Dân vận Đảng ủy ")
SOURCES = Path(__file__).resolve().parents[2] / "corpora" / "sources"
TYPES = (("báo cáo", "BC"), ("kế hoạch", "KH"), ("quyết định", "QĐ"), ("công văn", None), (None, None))
FORMATS = ("docx", "docx", "pdf", "doc", "scan", "html")
FIELDS = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "hệ thống chính trị", None)
ROLES = ("đóng góp", "hỗ trợ", "tổng", None)
ERRORS = ("encrypted: Tệp có mật khẩu.", "damaged: Tệp hỏng.", "no_text: Không có chữ.")
CITED = (("30/2020/NĐ-CP", "nghị định"), ("22-CT/TU", "chỉ thị"), ("05/2024/NĐ-CP", "nghị định"),
         ("217-QĐ/TW", "quyết định"))


def make_documents(folder: Path, documents: int, words: int = 2700) -> Path:
    """Fill `folder` with a store of so many documents of about so many words."""
    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder / NAME) as store, store.transaction():
        for number in range(documents):
            for name, rows in _rows(random.Random(number), number, words):
                table = TABLES.get(name)
                statement = insert(table) if table else "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"
                store.db.executemany(statement, map(to_store(table), rows) if table else rows)
    return folder


def _rows(chance: random.Random, number: int, words: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    doc_id, year = f"{number:016x}", chance.randint(2012, 2026)
    commune, province = _name(random.Random(number % 3000)), _name(random.Random(number % 34))
    kind, short = chance.choice(TYPES)
    symbol = f"{chance.randint(1, 400)}/{short}-UBND" if short else None
    text = _text(chance, words, commune, symbol)
    failed = chance.random() < .02
    path = f"{province}/{commune}/{year}/BC {number}.docx"
    yield "documents", [_row("documents", doc_id=doc_id, path=path, format=chance.choice(FORMATS), n_chars=len(text),
                             status="failed" if failed else "ok", error=chance.choice(ERRORS) if failed else None,
                             doc_type=kind, doc_type_abbr=short, symbol=symbol, issuer=f"Ủy ban nhân dân xã {commune}",
                             date=f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", level="xã",
                             commune=commune, province=province, title=text[40:160], how="exact")]
    yield "files", [(f"/kho/{path}", *File("/kho", path, 1, 1), doc_id, "made")]
    if not failed:
        yield "texts", [(doc_id, text)]
        yield from _records(chance, doc_id, year)


def _records(chance: random.Random, doc_id: str, year: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    place: dict[str, Any] = {"doc_id": doc_id, "start": 0, "end": 1, "raw": "x"}
    cited = [(f"{chance.randint(1, 99)}/KH-UBND", "kế hoạch") for _ in range(4)] + chance.choices(CITED, k=3)
    yield "citations", [_row("citations", **place, citation_id=f"{doc_id}:{n}", symbol=symbol, doc_type=doc_type,
                             rule="made", confidence=1.0) for n, (symbol, doc_type) in enumerate(cited)]
    yield "money", [_row("money", **place, amount_vnd=chance.randint(1, 900) * 10**6, role=chance.choice(ROLES),
                         malformed=False) for _ in range(5)]
    yield "models", [_row("models", **place, model_id=f"{doc_id}:m{n}", name=_name(chance), n_mentions=1,
                          confidence=1.0, field=chance.choice(FIELDS), year=year, status="duy trì") for n in range(2)]


def _row(table: str, **values: Any) -> tuple[Any, ...]:
    return tuple(values.get(column.name) for column in TABLES[table].columns)


def _name(chance: random.Random) -> str:
    return " ".join(word.capitalize() for word in chance.choices(SYLLABLES, k=2))


@cache
def _lines() -> list[str]:
    """The longer lines of the sample's sources, in order."""
    return [line for file in sorted(SOURCES.glob("*.src"))
            for line in file.read_text(encoding="utf-8").split("\n") if len(line) > 40]


def _text(chance: random.Random, words: int, commune: str, symbol: str | None) -> str:
    lines = [f"ỦY BAN NHÂN DÂN\nXÃ {commune.upper()}\nSố: {symbol or ''}\nBÁO CÁO"]
    for _ in range(words // 120):
        tail = " ".join(chance.choices(SYLLABLES, cum_weights=WEIGHTS, k=12))
        lines += [f"{chance.choice(COMMON)}{tail}, {chance.randint(1, 9999)} người.", *chance.choices(_lines(), k=2)]
    return "\n".join(lines)


if __name__ == "__main__":
    make_documents(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
