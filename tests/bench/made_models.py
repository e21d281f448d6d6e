"""A made archive of models over the years: communes, reports, models, as the store keeps them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

from extract import Model, ModelCount
from pipelines.archive import File
from pipelines.layout import insert
from pipelines.schema import TABLES, to_store
from pipelines.store import NAME, Store

Rows = Iterator[tuple[str, list[tuple[object, ...]]]]
HEADS = ("Tuyến đường", "Hàng rào", "Tổ tự quản", "Hũ gạo", "Cánh đồng", "Ngõ xóm", "Vườn rau", "Quầy sách",
         "Nhóm zalo", "Bếp ăn", "Cây cầu", "Sân chơi", "Lớp học", "Tiếng loa", "Ngày thứ bảy", "Mái nhà", "Dòng kênh",
         "Bến đò")
MIDDLES = ("sáng đèn", "không rác", "tiết kiệm", "tình thương", "bình yên", "kiểu mẫu", "nở hoa", "đoàn kết",
           "hiếu học", "một giống", "không khói", "gọn gàng")
TAILS = ("vì người nghèo", "của bà con", "đầu làng", "sau giờ làm", "mỗi cuối tuần", "giúp nhau vốn",
         "trẻ em vùng xa", "")
OWNERS = ("Hội LHPN xã", "Hội Nông dân", "Đoàn thanh niên", "Hội CCB xã", "UBMTTQVN xã", "Công an xã", None)
FIELDS = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "hệ thống chính trị", None)
STEPS = ("đăng ký mới", "duy trì", "duy trì", "nhân rộng", "công nhận", "duy trì", None, "dừng")
DRESSES = ("{}", "“{}”", "mô hình {}", "Mô hình “{}”", "{} xã {unit}")


def make_archive(directory: Path, communes: int = 500, years: int = 10, models: int = 20) -> Path:
    """Fill `directory` with a store of communes x years reports, each with so many models."""
    directory.mkdir(parents=True, exist_ok=True)
    with Store(directory / NAME) as store, store.transaction():
        for commune in range(communes):
            for name, rows in commune_rows(commune, years, models):
                table = TABLES.get(name)
                statement = insert(table) if table else "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"
                store.db.executemany(statement, map(to_store(table), rows) if table else rows)
    return directory


def commune_rows(commune: int, years: int, models: int) -> Rows:
    """The rows of all reports of a commune, table by table."""
    chance = random.Random(commune)
    unit = f"Tân {'ABCDEFGHIKLMNOPQ'[commune % 16]}{commune}"
    kinds = [(f"{chance.choice(HEADS)} {chance.choice(MIDDLES)} {chance.choice(TAILS)}".strip(), chance.choice(OWNERS),
              f"thôn {chance.randint(1, 9)}" if chance.random() < .5 else None, chance.choice(FIELDS))
             for _ in range(models + 5)]
    for at in range(years):
        doc_id = f"{commune:06x}{at:010x}"
        yield from report_rows(chance, doc_id, unit, commune, 2016 + at, chance.sample(kinds, models))


def report_rows(chance: random.Random, doc_id: str, unit: str, commune: int, year: int,
                kinds: list[tuple[str, str | None, str | None, str | None]]) -> Rows:
    """The rows of one report."""
    text, found = f"Năm {year}, xã có {len(kinds):02d} mô hình, gồm:\n", []
    count = ModelCount(doc_id=doc_id, start=text.index(f"{len(kinds):02d} mô"), end=text.index(", gồm"),
                       raw=f"{len(kinds):02d} mô hình", count=len(kinds), status=None, year=year)
    for n, (name, owner, place, field) in enumerate(kinds):
        raw = chance.choice(DRESSES).format(name, unit=unit)
        start = len(text) + 2
        text += f"- {raw} của {owner or 'xã'}, {place or 'toàn xã'}, góp phần làm đẹp quê hương và giúp nhau;\n"
        found.append(Model(
            doc_id=doc_id, model_id=f"{doc_id}:m{n}", name=raw.removeprefix("mô hình ").strip("“”"), start=start,
            end=start + len(raw), raw=raw, owner=owner if chance.random() < .9 else None, place=place, field=field,
            field_inferred=None if field is None else chance.random() < .7, status=chance.choice(STEPS), year=None,
            money_vnd=chance.choice((None, None, 5_500_000, 12_000_000))))
    path = f"Tỉnh {commune % 10}/Huyện {commune % 50}/{unit}/BC {year}.docx"
    values = {"doc_id": doc_id, "path": path, "format": "docx", "status": "ok", "n_chars": len(text), "level": "xã",
              "symbol": f"{year % 90}/BC-UBND", "date": f"{year}-12-0{1 + commune % 9}", "commune": unit,
              "issuer": f"Ủy ban nhân dân xã {unit}", "province": f"Tỉnh {commune % 10}",
              "district": f"Huyện {commune % 50}", "how": "exact",
              "province_now": "Tỉnh mới", "commune_now": f"xã Mới {commune // 3}"}
    yield "documents", [tuple(values.get(column.name) for column in TABLES["documents"].columns)]
    yield "texts", [(doc_id, text + "Nội dung khác của báo cáo. " * 300)]
    yield "models", [msgspec.structs.astuple(model) for model in found]
    yield "model_counts", [msgspec.structs.astuple(count)]
    yield "files", [(f"/kho/{path}", *File("/kho", path, 1, 1), doc_id, "made")]
