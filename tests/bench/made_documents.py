"""A made archive of many documents: lines of the sample with a long tail of words, rows and decisions of people.

    python -m tests.bench.made_documents [HOW MANY]

makes the archive that the benches of search and review share, 100,000 documents or as many as BAOCAO_BENCH_DOCUMENTS
says. It is kept in `build/` until what it is made by changes.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipelines.archive import File
from pipelines.decisions import ledger
from pipelines.decisions.ledger import Decision
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
PEOPLE = ("Đinh Văn Long", "Hồ Thị Mai", "Đinh Thị Lang")
RULES = ("R01", "R02", "R05", "R07")  # of findings
REVIEWED, DECISIONS = 50, 10  # every so many documents have so many decisions
HOME = Path(__file__).resolve().parents[2]
CITED = (("30/2020/NĐ-CP", "nghị định"), ("22-CT/TU", "chỉ thị"), ("05/2024/NĐ-CP", "nghị định"),
         ("217-QĐ/TW", "quyết định"))


def kept(documents: int = int(os.environ.get("BAOCAO_BENCH_DOCUMENTS", 100_000))) -> Path:
    """The folder of a made archive of so many documents; it is made where it is not there yet."""
    made_by = (Path(__file__).read_bytes(), repr(TABLES).encode(), (HOME / "pipelines" / "layout.py").read_bytes())
    folder = HOME / "build" / f"bench-{documents}-{hashlib.sha256(b''.join(made_by)).hexdigest()[:8]}"
    if not folder.is_dir():
        draft = folder.with_name(f"{folder.name}-{os.getpid()}")
        make_documents(draft, documents)
        draft.rename(folder)
        for older in folder.parent.glob(f"bench-{documents}-????????"):
            if older != folder:
                shutil.rmtree(older)
    return folder


def make_documents(folder: Path, documents: int, words: int = 2700) -> Path:
    """Fill `folder` with a store of so many documents of about so many words."""
    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder / NAME) as store:
        ledger.lay_out(store.db)
        for first in range(0, documents, 1000):
            with store.transaction():
                for number in range(first, min(first + 1000, documents)):
                    _put(store, number, words)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.mark_tables(stale=False)  # there are none, and nobody asks for them
    return folder


def _put(store: Store, number: int, words: int) -> None:
    for name, rows in _rows(random.Random(number), number, words):
        if name == "decisions":
            for (decision,) in rows:
                ledger.append(store.db, decision)
        else:
            table = TABLES.get(name)
            statement = insert(table) if table else "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"
            store.db.executemany(statement, map(to_store(table), rows) if table else rows)


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
        yield from _records(chance, doc_id, year, text)
        if number % REVIEWED == 0:
            yield "decisions", [(_decision(chance, doc_id, path, at, text),) for at in range(DECISIONS)]


def _records(chance: random.Random, doc_id: str, year: int, text: str) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """About a hundred rows, each on eight letters of its own."""
    places = ({"doc_id": doc_id, "start": at, "end": at + 8, "raw": text[at:at + 8]} for at in range(0, 2000, 10))
    cited = [(f"{chance.randint(1, 99)}/KH-UBND", "kế hoạch") for _ in range(17)] + chance.choices(CITED, k=3)
    yield "money", [_row("money", **next(places), amount_vnd=chance.randint(1, 900) * 10**6, role=chance.choice(ROLES),
                         malformed=False) for _ in range(15)]
    yield "citations", [_row("citations", **next(places), citation_id=f"{doc_id}:{n}", symbol=symbol, doc_type=doc_type,
                             rule="made", confidence=chance.choice((.6, .9, 1.0)))
                        for n, (symbol, doc_type) in enumerate(cited)]
    yield "dates", [_row("dates", **next(places), date=f"{year}-03", date_precision="month", kind="point", valid=True)
                    for _ in range(20)]
    yield "quantities", [_row("quantities", **next(places), value=chance.randint(1, 99), unit="hộ") for _ in range(15)]
    yield "people", [_row("people", **next(places), name=name) for name in PEOPLE]
    yield "header_fields", [_row("header_fields", **next(places), field=name)
                            for name in ("symbol", "date", "issuer", "title", "doc_type")]
    yield "models", [_row("models", **next(places), model_id=f"{doc_id}:m{n}", name=_name(chance), n_mentions=1,
                          confidence=chance.choice((.5, .8, 1.0)), field=chance.choice(FIELDS), year=year,
                          status="duy trì") for n in range(4)]
    yield "findings", [_row("findings", **next(places), rule=rule, severity="warning", message="made", message_vi="có")
                       for rule in chance.sample(RULES, 2)]


def _decision(chance: random.Random, doc_id: str, path: str, number: int, text: str) -> Decision:
    """Of a person on an amount, which are the first rows of a document."""
    start, outcome = number * 10, chance.choice(("confirmed", "confirmed", "confirmed", "rejected"))
    value = {"doc_id": doc_id, "amount_vnd": 1, "malformed": False}
    return Decision(action=outcome, outcome=outcome, doc_id=doc_id, path=path, table="money", start=start,
                    end=start + 8, raw=text[start:start + 8], before="", behind="", old=value, new=value,
                    key=f"{start}-{start + 8}--0", via=chance.choice((None, "sample:money:100:1")), made_by="made",
                    who="Lan", at="2026-01-02T03:04:05+00:00")


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
    print(kept(*map(int, sys.argv[1:2])))
